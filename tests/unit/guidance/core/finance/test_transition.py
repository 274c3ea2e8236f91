"""Omställningsstudiestöd at its limits, and never better by one more condition failing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.core.finance.rules import finance_rules, transition_rules, window_of
from guidance.core.finance.transition import (
    Answers,
    TransitionAnswer,
    aid_flag,
    judge_transition,
    together,
)
from guidance.core.paths.answer import Leg

START = date(2027, 8, 23)
GOOD = Answers(45, "yes", "yes", "yes", "no", "no", "yes")
RANK = {"no": 0, "maybe": 1, "yes": 2}
SAID = st.sampled_from(["yes", "no", ""])
PEOPLE = st.builds(Answers, st.none() | st.integers(15, 80), SAID, SAID, SAID, SAID, SAID, SAID)
STUDIES = st.builds(
    lambda days, weeks, pace, aid: study(
        start=date.fromordinal(START.toordinal() + days), weeks=weeks, pace=pace, aid=aid
    ),
    st.integers(0, 1500),
    st.floats(0, 200),
    st.integers(10, 100),
    st.sampled_from(["ja", "nej", "", "a2", "okänd"]),
)


def study(start: date = START, weeks: float = 40, pace: int = 100, aid: str = "ja") -> Leg:
    return Leg(
        "study", "Kurs", start, date(start.year + 1, 6, 1), education_id=f"i.{start}",
        weeks=weeks, pace=pace, student_aid=aid,
    )  # fmt: skip


def judged(answers: Answers, *legs: Leg) -> TransitionAnswer:
    answer = judge_transition(legs or (study(),), answers)
    assert answer
    return answer


def test_all_that_can_be_judged_is_met() -> None:
    assert judged(GOOD).verdict == "yes"


def test_nothing_said_is_maybe() -> None:
    assert judged(Answers()).verdict == "maybe"


@pytest.mark.parametrize(
    ("start", "age", "verdict"),
    [
        (date(2023, 8, 21), 26, "no"),
        (date(2023, 8, 21), 27, "yes"),
        (date(2023, 8, 21), 62, "yes"),
        (date(2023, 8, 21), 63, "no"),
        (date(2025, 8, 25), 62, "yes"),
        (date(2025, 8, 25), 63, "no"),
        (date(2026, 1, 19), 63, "yes"),
        (date(2026, 1, 19), 64, "no"),
    ],
)
def test_age_at_its_limits(start: date, age: int, verdict: str) -> None:
    assert judged(replace(GOOD, age=age), study(start)).verdict == verdict


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"has_worked_long": "no"}, "no"),
        ({"has_worked_long": ""}, "maybe"),
        ({"has_worked_recently": "no"}, "no"),
        ({"is_entitled": "no"}, "no"),
        ({"has_debt": "yes"}, "no"),
        ({"has_debt": ""}, "maybe"),
        ({"has_used_up": "yes"}, "no"),
        ({"is_strengthening": ""}, "maybe"),
        ({"is_strengthening": "no"}, "maybe"),
    ],
)
def test_each_answer_counts(said: dict[str, str], verdict: str) -> None:
    assert judged(replace(GOOD, **said)).verdict == verdict


@pytest.mark.parametrize(
    ("leg", "age", "verdict"),
    [
        (study(pace=20), 45, "yes"),
        (study(pace=19), 45, "no"),
        (study(weeks=1), 45, "yes"),
        (study(weeks=0.9), 45, "no"),
        (study(weeks=0), 45, "maybe"),
        (study(weeks=80), 39, "yes"),
        (study(weeks=80.1), 39, "no"),
        (study(weeks=120), 40, "yes"),
        (study(weeks=120), None, "maybe"),
        (study(aid=""), 45, "maybe"),
        (study(aid="nej"), 45, "maybe"),
    ],
)
def test_the_education_at_its_limits(leg: Leg, age: int | None, verdict: str) -> None:
    assert judged(replace(GOOD, age=age), leg).verdict == verdict


def test_fewer_weeks_for_the_oldest() -> None:
    assert judged(replace(GOOD, age=61)).weeks == 44
    late = judged(replace(GOOD, age=62))
    assert late.weeks == 10
    assert not late.is_enough


def test_a_later_study_meets_an_older_person() -> None:
    later = study(date(2029, 8, 20))
    answer = judged(replace(GOOD, age=62), study(), later)
    assert [one.verdict for one in answer.studies] == ["yes", "no"]
    assert answer.studies[1].conditions[0].key == "age"
    assert answer.verdict == "maybe"


def test_nothing_to_study_has_no_answer() -> None:
    licence = Leg("licence", "Legitimation", START, START)
    assert judge_transition((licence,), GOOD) is None
    assert judge_transition((study(date(2022, 9, 1)),), GOOD) is None


@pytest.mark.parametrize(
    ("start", "opens", "closes"),
    [
        (date(2027, 1, 1), date(2026, 10, 1), date(2027, 3, 31)),
        (date(2027, 6, 30), date(2026, 10, 1), date(2027, 3, 31)),
        (date(2027, 7, 1), date(2027, 4, 1), date(2027, 9, 30)),
        (date(2027, 12, 31), date(2027, 4, 1), date(2027, 9, 30)),
    ],
)
def test_the_window_follows_the_half_year(start: date, opens: date, closes: date) -> None:
    window = window_of(start)
    assert (window.opens, window.closes) == (opens, closes)


@given(st.dates(date(2023, 1, 1), date(2060, 12, 31)))
def test_every_day_has_rules_and_a_window_that_opens_before_it(day: date) -> None:
    rules = transition_rules(day)
    assert rules
    assert rules.studies_from <= day
    window = window_of(day)
    assert window.opens < day
    assert window.opens < window.closes


@given(PEOPLE, st.lists(STUDIES, min_size=1, max_size=4))
def test_one_more_unmet_condition_never_makes_it_better(person: Answers, legs: list[Leg]) -> None:
    """Every single answer, worsened; every single study, worsened."""
    now = RANK[judged(person, *legs).verdict]
    worse = [
        *(replace(person, **{name: "no"}) for name in
          ("has_worked_long", "has_worked_recently", "is_entitled", "is_strengthening")),
        replace(person, has_debt="yes"),
        replace(person, has_used_up="yes"),
        replace(person, age=20),
    ]  # fmt: skip
    for one in worse:
        said = judged(one, *legs)
        assert RANK[said.verdict] <= now
        assert said.verdict != "yes" or one == person
    for place, leg in enumerate(legs):
        for bad in (
            replace(leg, pace=10),
            replace(leg, weeks=0.5),
            replace(leg, student_aid="nej"),
        ):
            others = [*legs[:place], bad, *legs[place + 1 :]]
            assert judged(person, *others).verdict != "yes" or bad == leg


@given(PEOPLE, st.lists(STUDIES, min_size=1, max_size=4))
def test_a_yes_says_that_every_condition_is_met(person: Answers, legs: list[Leg]) -> None:
    answer = judged(person, *legs)
    states = [c.state for c in answer.person] + [
        c.state for one in answer.studies for c in one.conditions
    ]
    assert (answer.verdict == "yes") <= (set(states) == {"met"})
    if all("unmet" in {c.state for c in one.conditions} for one in answer.studies):
        assert answer.verdict == "no"


@given(PEOPLE, STUDIES)
def test_the_same_question_has_the_same_answer(person: Answers, leg: Leg) -> None:
    assert judged(person, leg) == judged(person, leg)


def test_unknown_aid_is_never_a_yes() -> None:
    assert [aid_flag(code) for code in ("ja", "A1 GY", "nej", "", "x9")] == [
        "yes", "yes", "no", "unknown", "unknown",
    ]  # fmt: skip


def test_several_studies_agree_or_it_is_maybe() -> None:
    assert together(["yes", "yes"]) == "yes"
    assert together(["no", "no"]) == "no"
    assert together(["yes", "no"]) == "maybe"


def test_every_set_says_what_it_rests_on() -> None:
    rules = finance_rules()
    assert [one.id for one in rules.transition] == ["OSS-2023-01", "OSS-2025-07", "OSS-2026-01"]
    for one in (*rules.transition, rules.student_aid, rules.start_aid):
        assert one.source
        assert one.known_as_of < date(2026, 12, 1)
        assert not one.is_verified
