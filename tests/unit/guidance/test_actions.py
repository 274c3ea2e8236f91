"""What to do, in the order of its days, whatever the path."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from guidance.actions import ActionKind, actions_of, on_one_page
from guidance.core.paths.answer import EligibilityAnswer, Leg, Path
from guidance.templatetags.action_words import ACTIONS, TO_KOMVUX, do_words

TODAY = date(2026, 11, 24)
SATISFIED = EligibilityAnswer("satisfied")


def path_of(*legs: Leg) -> Path:
    arrival = max((leg.end for leg in legs), default=TODAY)
    return Path(("fastest",), legs, arrival, 0.0, 0.0, 0.0, 0, 0, 0)


def study(first: int = 100, apply_by: int | None = 40) -> Leg:
    return Leg(
        "study", "Kurs", TODAY + timedelta(first), TODAY + timedelta(first + 200),
        education_id="i.1", provider="Skolan", eligibility=SATISFIED,
        apply_by=None if apply_by is None else TODAY + timedelta(apply_by),
    )  # fmt: skip


def kinds(path: Path, **more: bool) -> list[str]:
    return [one.kind for one in actions_of(path, TODAY, **more)]


def test_who_can_apply_now_applies_now() -> None:
    (action,) = actions_of(path_of(), TODAY)
    assert (action.kind, action.day) == ("apply_job", None)


def test_a_study_is_applied_for_paid_for_and_begun() -> None:
    assert kinds(path_of(study())) == ["ask_support", "apply", "begin", "apply_job"]
    assert "ask_support" not in kinds(path_of(study()), has_finance=False)


def test_without_a_last_day_one_asks_how() -> None:
    assert "ask_apply" in kinds(path_of(study(apply_by=None)))


def test_support_is_asked_for_once_for_each_half_year() -> None:
    legs = [replace(study(first), education_id=f"i.{first}") for first in (60, 90, 300)]
    assert kinds(path_of(*legs)).count("ask_support") == 2


def test_who_asks_how_asks_about_eligibility_at_the_same_time() -> None:
    leg = replace(study(apply_by=None), eligibility=EligibilityAnswer("none"))
    assert "ask_both" in kinds(path_of(leg))


@given(st.integers(0, 40))
def test_one_page_is_one_page(n: int) -> None:
    legs = [replace(study(first + 1), education_id=f"i.{first}") for first in range(n)]
    actions = actions_of(path_of(*legs), TODAY)
    kept = on_one_page(actions)
    assert len(kept) <= 20
    assert kept == actions or len(actions) > 20


def test_every_action_has_words() -> None:
    assert ACTIONS.keys() == set(get_args(ActionKind))
    assert TO_KOMVUX.keys() < ACTIONS.keys()


def test_komvux_is_applied_for_through_the_own_municipality() -> None:
    """Also when the school is in another one; a university is applied for as ever."""
    for last, judgement in ((40, "none"), (None, "none"), (None, "satisfied")):
        leg = replace(study(apply_by=last), eligibility=EligibilityAnswer(judgement))
        for form, is_so in (("VUXGY", True), ("VUXSFI", True), ("HS", False)):
            told = [
                do_words(action, "Kock")
                for action in actions_of(path_of(replace(leg, form=form)), TODAY)
                if action.kind.startswith(("apply", "ask_")) and action.leg
            ]
            asked = [words for words in told if "omställningsstudiestöd" not in words]
            assert asked
            assert all(("vuxenutbildningen i din kommun" in words) is is_so for words in asked)


def test_what_cannot_be_judged_is_asked_in_time() -> None:
    leg = replace(study(), eligibility=EligibilityAnswer("unjudged"))
    ask = next(one for one in actions_of(path_of(leg), TODAY) if one.kind == "ask_eligibility")
    assert leg.apply_by
    assert ask.day
    assert TODAY < ask.day < leg.apply_by


def test_authorities_and_assessors_are_asked() -> None:
    start = TODAY + timedelta(20)
    legs = (
        Leg("validation", "Validering: kock", start, start, min_days=14, max_days=90),
        Leg("licence", "Legitimation", start, start, provider="Socialstyrelsen"),
        Leg("wait", "", TODAY, start),
    )
    assert kinds(path_of(*legs)) == ["ask_validation", "ask_licence", "apply_job"]


@given(
    st.lists(st.builds(study, st.integers(1, 2000), st.none() | st.integers(0, 900)), max_size=6)
)
def test_they_come_in_order_and_never_in_the_past(legs: list[Leg]) -> None:
    actions = actions_of(path_of(*legs), TODAY)
    days = [one.day or TODAY for one in actions]
    assert days == sorted(days)
    assert all(day >= TODAY for day in days)
    assert sum(one.kind == "apply_job" for one in actions) == 1
