"""Each rule that the database tests: a better row, a worse one, and what cannot be judged."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalog.models import (
    Concept,
    EducationEvent,
    RegisteredQualification,
    TrainsFor,
    VocationalDecision,
)
from catalog.quality.rule import RowTest, Subject
from catalog.quality.rules import BY_KEY, RULES
from catalog.quality.subjects import row_subject
from catalog.quality.tally import HOLDS, LACKS, OUTSIDE, UNKNOWN
from tests.integration.quality.conftest import TODAY, Add, said_of

pytestmark = pytest.mark.django_db
Make = Callable[[Subject, dict[str, Any]], Any]
PAST = {"start": date(2026, 1, 19), "end": date(2026, 6, 5)}
UNDATED = {"start": None, "end": None}

# rule: columns of the better row, then each worse row and what is said of it. What is not named is
# as every rule wants it.
PAIRS: dict[str, tuple[dict[str, Any], list[tuple[dict[str, Any], int]]]] = {
    "eligibility-read": (
        {"reading__requirement": 2},
        [({"reading__requirement": 1}, LACKS), ({"reading__requirement": 0}, UNKNOWN),
         ({"reading__requirement": -1}, UNKNOWN)],
    ),
    "sun-code": ({}, [({"sun_codes": []}, LACKS)]),
    "seqf-level": (
        {},
        [({"seqf_level": None}, LACKS), ({"seqf_level": 9}, LACKS),
         ({"form": "HS", "gives_degree": False, "seqf_level": None}, OUTSIDE)],
    ),
    "description-length": (
        {"description": "x" * 80},
        [({"description": "x" * 79}, LACKS), ({"description": ""}, LACKS)],
    ),
    "outcomes-recognised": (
        {"description": "", "reading__skills": 1},
        [({"reading__skills": 0}, LACKS), ({"reading__skills": 0, "description": "x"}, UNKNOWN)],
    ),
    "trains-for": (
        {},
        [({"reading__targets": 0}, LACKS),
         ({"reading__targets": 0, "reading__is_training": False}, OUTSIDE)],
    ),
    "education-link": (
        {"url": "http://www.xn--gvle-loa.example:8080/kurs?id=1"},
        [({"url": url}, LACKS) for url in (
            "", "www.skola.example", "https://skola", "ftp://skola.example",
            "https://skola.example/a b", "https://anna@skola.example/", "https://-skola.example",
            "mailto:a@skola.example",
        )],
    ),
    "edited-lately": (
        {"last_edited": datetime(2024, 12, 1, tzinfo=UTC)},
        [({"last_edited": datetime(2024, 11, 1, tzinfo=UTC)}, LACKS),
         ({"last_edited": None}, UNKNOWN)],
    ),
    "told-once": ({}, [({"reading__is_repeat": True}, LACKS)]),
    "application-date": (
        {},
        [({"apply_last": None}, LACKS), ({"apply_last": None, "condition": 0}, UNKNOWN),
         ({"apply_last": None} | PAST, OUTSIDE)],
    ),
    "start-date": (
        {"condition": 2} | UNDATED, [({"condition": 1} | UNDATED, LACKS), (PAST, OUTSIDE)]
    ),
    "pace": ({}, [({"pace": None}, LACKS), ({"pace": 0}, LACKS), ({"pace": None} | PAST, OUTSIDE)]),
    "place": (
        {"municipality_code": "", "is_distance": True},
        [({"municipality_code": ""}, LACKS), ({"municipality_code": ""} | PAST, OUTSIDE)],
    ),
    "fee": ({"fee": 0.0}, [({"fee": None}, LACKS), ({"fee": None} | PAST, OUTSIDE)]),
    "event-link": (
        {"url": "", "education__url": "https://skola.example"},
        [({"url": "skola", "application_url": "", "education__url": ""}, LACKS)],
    ),
    "not-passed": (
        {},
        [(PAST, LACKS), ({"expires": date(2026, 11, 29)}, LACKS),
         ({"condition": 0} | UNDATED, UNKNOWN)],
    ),
    "points-somewhere": ({}, [({"provider": None}, LACKS)]),
    "provider-place": ({}, [({"municipality_code": ""}, LACKS)]),
    "provider-link": ({}, [({"url": ""}, LACKS)]),
    "ad-place": ({}, [({"municipality_code": ""}, LACKS)]),
    "ad-lately": (
        {"published": TODAY - timedelta(days=365)},
        [({"published": TODAY - timedelta(days=366)}, LACKS), ({"published": None}, UNKNOWN)],
    ),
}  # fmt: skip
# Those that look at other rows than their own have a test of their own below.
OTHERS = {
    "has-occasion", "provider-active", "occasion-told-once", "ad-occupation", "sun-known",
    "sun-to-occupation", "event-place-known", "yh-registered",
}  # fmt: skip


def test_every_rule_of_rows_is_tried() -> None:
    rules = {rule.key for rule in RULES if isinstance(rule.test, RowTest)}
    assert rules == PAIRS.keys() | OTHERS


@pytest.mark.parametrize("key", PAIRS)
def test_the_better_row_holds_and_the_worse_does_not(key: str, make: Make) -> None:
    rule, (better, worse) = BY_KEY[key], PAIRS[key]
    assert said_of(rule, make(rule.subject, better)) == HOLDS
    for columns, expected in worse:
        assert said_of(rule, make(rule.subject, columns)) == expected, columns


def test_an_education_has_an_occasion_that_can_still_be_attended(make: Make) -> None:
    rule = BY_KEY["has-occasion"]
    with_one = make(Subject.EVENT, {}).education
    cancelled = make(Subject.EVENT, {"is_cancelled": True}).education
    assert said_of(rule, with_one) == HOLDS
    assert said_of(rule, make(Subject.EVENT, PAST).education) == LACKS
    assert said_of(rule, cancelled) == LACKS


def test_a_provider_has_an_occasion_to_come(make: Make) -> None:
    rule = BY_KEY["provider-active"]
    assert said_of(rule, make(Subject.EVENT, {}).provider) == HOLDS
    assert said_of(rule, make(Subject.EVENT, PAST).provider) == LACKS


def test_an_occasion_that_repeats_an_earlier_one_is_found(make: Make) -> None:
    rule = BY_KEY["occasion-told-once"]
    first = make(Subject.EVENT, {"provider": None, "pace": None})
    same = {"education": first.education, "provider": None, "pace": None}
    assert said_of(rule, first) == HOLDS
    assert said_of(rule, make(Subject.EVENT, same)) == LACKS
    for other in ({"pace": 50}, {"is_distance": True}, {"start": date(2027, 2, 1)}):
        assert said_of(rule, make(Subject.EVENT, same | other)) == HOLDS, other
    assert said_of(rule, make(Subject.EVENT, same | UNDATED)) == UNKNOWN
    assert said_of(rule, first) == HOLDS  # the one that was there first is no repeat


def test_an_ad_names_an_occupation_or_its_group(make: Make, add: Add) -> None:
    rule = BY_KEY["ad-occupation"]
    group = add(Concept, id="g", type="ssyk-level-4", preferred_label="Svetsare", code="7212")
    assert said_of(rule, make(Subject.AD, {"group": group})) == HOLDS
    assert said_of(rule, make(Subject.AD, {})) == LACKS


def test_a_field_of_study_is_known_and_has_a_key(make: Make, add: Add) -> None:
    add(Concept, id="s", type="sun-education-field-4", preferred_label="Svets", code="521a")
    add(TrainsFor, id="t", origin="classification", sun_code="521a", ssyk_code="7212")
    for key in ("sun-known", "sun-to-occupation"):
        rule = BY_KEY[key]
        assert said_of(rule, make(Subject.EDUCATION, {"sun_codes": ["999z", "521a"]})) == HOLDS
        assert said_of(rule, make(Subject.EDUCATION, {"sun_codes": ["999z"]})) == LACKS
        assert said_of(rule, make(Subject.EDUCATION, {"sun_codes": []})) == OUTSIDE


def test_a_place_is_known_to_both_registers(make: Make, add: Add) -> None:
    rule = BY_KEY["event-place-known"]
    add(Concept, id="m", type="municipality", preferred_label="Falun", code="2080")
    assert said_of(rule, make(Subject.EVENT, {})) == HOLDS
    assert said_of(rule, make(Subject.EVENT, {"municipality_code": "9999"})) == LACKS
    assert said_of(rule, make(Subject.EVENT, {"municipality_code": ""})) == OUTSIDE


def test_a_yh_number_is_met_with_its_year_or_its_name_where_there_is_a_register(
    make: Make, add: Add
) -> None:
    rule = BY_KEY["yh-registered"]
    education = make(Subject.EDUCATION, {"code": "YH01154-2025", "title": "Svetsare"})
    assert said_of(rule, education) == UNKNOWN
    add(RegisteredQualification, id="q", name="Svetsare", education_code="YH01154-2025")
    assert said_of(rule, education) == HOLDS
    assert said_of(rule, make(Subject.EDUCATION, {"code": "YH01154-2026"})) == LACKS
    add(VocationalDecision, id="d", name="svetsare", education_code="YH01154")
    later = {"code": "YH01154-2026", "title": "Svetsare"}
    assert said_of(rule, make(Subject.EDUCATION, later)) == HOLDS
    assert said_of(rule, make(Subject.EDUCATION, later | {"title": "Tolk"})) == LACKS
    assert said_of(rule, make(Subject.EDUCATION, {"code": "YH09999-2025"})) == LACKS
    assert said_of(rule, make(Subject.EDUCATION, {"code": "", "form": "HS"})) == OUTSIDE


def test_what_is_withdrawn_cancelled_or_for_children_is_not_looked_at(make: Make) -> None:
    make(Subject.EDUCATION, {"form": "SCHOOL"})
    make(Subject.EVENT, {"withdrawn_at": timezone.now()})
    make(Subject.EVENT, {"is_cancelled": True})
    assert row_subject(Subject.EVENT).rows.count() == 0
    assert EducationEvent.objects.count() == 2
    assert row_subject(Subject.EDUCATION).rows.count() == 2
