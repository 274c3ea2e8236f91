"""Guarded occupations: never passed off as verified, always with somebody to ask."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from guidance.core.eligibility.credentials import label_of
from guidance.core.gap import find_gap
from guidance.core.licences import AS_OF
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
        ("Ordningsvakt", "5413", ("certificate:ordningsvakt",)),
        ("Väktare", "5413", ("certificate:väktare",)),
        ("Spårvagnsförare", "8331", ()),
        ("Bussförare/Busschaufför", "8331", ("driving:D", "ykb:persontrafik")),
        ("Specialpedagog", "2351", ("degree:specialpedagogexamen",)),
        ("Advokat", "2611", ("licence:advokat",)),
        ("Djursjukskötare", "3240", ("licence:djursjukskötare",)),
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


# Patient Safety Act, chapter 4: the professions with a licence.
LICENSED_IN_HEALTH_CARE = (
    "apotekare", "arbetsterapeut", "audionom", "barnmorska", "biomedicinsk analytiker", "dietist",
    "fysioterapeut", "hälso- och sjukvårdskurator", "kiropraktor", "logoped", "läkare", "naprapat",
    "optiker", "ortopedingenjör", "psykolog", "psykoterapeut", "receptarie",
    "röntgensjuksköterska", "sjukhusfysiker", "sjuksköterska", "tandhygienist", "tandläkare",
)  # fmt: skip


@pytest.mark.parametrize("who", LICENSED_IN_HEALTH_CARE)
def test_every_licensed_profession_of_health_care_needs_its_licence(who):
    step = LICENCES[f"licence:{who}"]
    assert step.authority == "Socialstyrelsen"
    guarded = [one for one in REGULATIONS if f"licence:{who}" in one.needs]
    assert guarded
    assert all(one.is_strict for one in guarded)


def test_every_step_names_what_it_rests_on_and_of_which_years():
    assert AS_OF
    assert [key for key, step in LICENCES.items() if not step.rule] == []


def test_every_need_of_a_rule_can_be_had_from_a_step_or_an_education():
    given = {key for key, _, _ in GIVES} | set(LICENCES)
    needs = {key for one in REGULATIONS for key in one.needs if not key.startswith("hp:")}
    assert needs <= given


def test_steps_never_need_themselves():
    def first_needed(key: str, above: tuple[str, ...] = ()) -> None:
        assert key not in above, (*above, key)
        for way in LICENCES[key].ways if key in LICENCES else ():
            for need in way:
                first_needed(need, (*above, key))

    for key in LICENCES:
        first_needed(key)


def test_an_occupation_is_claimed_by_one_rule():
    groups = [group for one in REGULATIONS for group in one.groups]
    occupations = [one for rule in REGULATIONS for one in rule.occupations]
    assert len(set(groups)) == len(groups)
    assert len(set(occupations)) == len(occupations)
