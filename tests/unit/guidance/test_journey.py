import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from guidance.core.profile import Limits
from guidance.journey import (
    MAX_CHOICES,
    MAX_COMPARED,
    Choice,
    Journey,
    from_dict,
    profile_of,
    short_quote,
    to_dict,
    with_answer,
    with_choices,
    with_compared,
    without_choice,
    without_compared,
)

FACT = Choice("a", "skill", quote="jag kan a", origin="cv")
WEAK = Choice("b", "skill", is_suggestion=True)
JOB = Choice("c", "occupation-name", answer="yes")

choices = st.builds(
    Choice,
    concept=st.sampled_from("abcdef"),
    kind=st.sampled_from(["skill", "language", "occupation-name"]),
    is_suggestion=st.booleans(),
    answer=st.sampled_from(["", "yes", "no"]),
)
journeys = st.builds(
    Journey,
    choices=st.lists(choices, unique_by=lambda one: one.concept).map(tuple),
    removed=st.lists(st.tuples(st.text(max_size=5), st.integers(0, 9))).map(tuple),
    credentials=st.frozensets(st.text(max_size=5)),
    limits=st.builds(Limits, pace=st.integers(0, 100), budget=st.none() | st.floats(0, 1e6)),
)


@given(journeys)
def test_a_journey_survives_the_session(journey: Journey) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(journey)))) == journey


def test_a_session_of_another_version_starts_over() -> None:
    assert from_dict({}) == Journey()
    assert from_dict({**to_dict(Journey()), "okänt": 1}) == Journey()
    assert from_dict({**to_dict(Journey()), "choices": [{"fel": 1}]}) == Journey()


def test_facts_count_until_a_no_and_suggestions_after_a_yes() -> None:
    journey = Journey(choices=(FACT, WEAK, JOB))
    assert profile_of(journey).skills == {"a"}
    assert [held.concept_id for held in profile_of(journey).occupations] == ["c"]
    assert [held.months for held in profile_of(journey).occupations] == [None]
    journey = with_answer(with_answer(journey, "a", "no"), "b", "yes")
    assert profile_of(journey).skills == {"b"}


@given(journeys, st.lists(choices))
def test_adding_never_undoes_an_answer(journey: Journey, new: list[Choice]) -> None:
    answered = {one.concept: one.answer for one in journey.choices if one.answer}
    after = {one.concept: one.answer for one in with_choices(journey, new).choices}
    assert answered.items() <= after.items()


def test_a_fact_replaces_an_unanswered_suggestion() -> None:
    journey = with_choices(Journey(choices=(WEAK,)), [replace(WEAK, is_suggestion=False)])
    assert profile_of(journey).skills == {"b"}


def test_a_session_never_grows_without_end() -> None:
    many = [Choice(str(n), "skill") for n in range(2 * MAX_CHOICES)]
    assert len(with_choices(Journey(), many).choices) == MAX_CHOICES


def test_without_takes_one_away() -> None:
    assert without_choice(Journey(choices=(FACT, JOB)), "a").choices == (JOB,)


@given(st.text())
def test_a_quote_is_at_most_eight_words_on_one_line(text: str) -> None:
    quote = short_quote(text)
    assert len(quote.removesuffix(" …").split()) <= 8
    assert "\n" not in quote


def test_at_most_three_stand_side_by_side_each_once() -> None:
    journey = Journey()
    for concept in ("a", "b", "a", "c", "d"):
        journey = with_compared(journey, concept)
    assert journey.compared == ("a", "b", "c")
    assert len(journey.compared) == MAX_COMPARED
    assert with_compared(journey, "d", instead="b").compared == ("a", "d", "c")
    assert with_compared(journey, "a", instead="b").compared == ("a", "b", "c")
    assert with_compared(journey, "d", instead="x").compared == ("a", "b", "c")
    assert without_compared(journey, "b").compared == ("a", "c")
    assert without_compared(journey, "x") == journey
