"""Guarded occupations: never passed off as verified, always with somebody to ask."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from guidance.core.eligibility.credentials import label_of
from guidance.core.gap import find_gap
from guidance.core.paths import find_paths
from guidance.core.profile import Limits, Profile
from guidance.core.regulated import GIVES, LICENCES, REGULATIONS, regulation_of
from guidance.templatetags.reasons import reason_words
from tests.snapshots import NURSE, make_snapshot

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return make_snapshot(tmp_path_factory.mktemp("snapshot"), TODAY)


def test_every_rule_names_whom_to_ask():
    assert [one.name for one in REGULATIONS if not one.authority] == []
    assert [key for key, step in LICENCES.items() if not step.authority] == []


def test_a_rule_is_shown_with_its_authority_and_no_day_of_checking(snapshot):
    gap = find_gap(Profile(), NURSE, snapshot)
    sources = [
        evidence.source
        for item in gap.missing
        for evidence in item.evidence
        if evidence.origin == "regulation"
    ]
    assert set(sources) == {"Socialstyrelsen"}


def test_a_step_outside_school_says_that_the_rules_may_have_changed(snapshot):
    held = frozenset({"degree:sjuksköterskeexamen"})
    (path,) = find_paths(Profile(credentials=held), NURSE, Limits(), snapshot, TODAY).paths
    (leg,) = path.legs
    assert (leg.source, leg.fetched_at, leg.is_cost_assumed) == ("", "", True)
    (reason,) = [one for one in leg.reasons if one.code == "rules_may_have_changed"]
    words = reason_words(reason, snapshot)
    assert "ungefärliga" in words
    assert words.endswith("Reglerna kan ha ändrats. Kontrollera hos Socialstyrelsen.")


def test_no_page_claims_that_rules_were_checked():
    pages = Path(settings.BASE_DIR) / "templates/components"
    claims = [
        page.name
        for page in (pages / "gap_list.html", pages / "leg.html", pages / "plan.html")
        if re.search(r"kontrollerat|verifierat", page.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert claims == []


@pytest.mark.parametrize(
    ("label", "ssyk", "needs"),
    [
        ("Hälso- och sjukvårdskurator", "2662", ("licence:hälso- och sjukvårdskurator",)),
        ("Kurator", "2662", ("degree:socionomexamen",)),
        ("Logoped", "2289", ("licence:logoped",)),
    ],
)
def test_an_occupation_has_its_own_rule_before_its_groups(label, ssyk, needs):
    regulation = regulation_of("any", label, ssyk)
    assert regulation is not None
    assert regulation.needs == needs


def test_every_degree_a_licence_rests_on_has_a_label_and_education_that_gives_it():
    given = {key for key, _, _ in GIVES}
    degrees = {
        key
        for step in LICENCES.values()
        for way in step.ways
        for key in way
        if key.startswith("degree:") and key != "degree:lärarexamen"
    }
    assert degrees <= given
    assert all(label_of(degree) for degree in degrees)
