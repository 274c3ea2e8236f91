"""A copy that comes back unchanged changes nothing, and shows nothing but what counts."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from guidance.journey import Choice, Journey, Note, profile_of
from guidance.sharing import Difference, differences, shown_to_others, with_returned
from tests.unit.guidance.session.plan_files import journeys

unhurried = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OWN = Journey(
    choices=(
        Choice("a", "skill", quote="jag kan a", origin="cv"),
        Choice("b", "skill", answer="no"),
        Choice("c", "skill", is_suggestion=True),
    ),
    removed=(("name", 1),),
    has_read=True,
    wished=("w",),
    offered=(("basic:HS", "läst gymnasiet"),),
    credentials=frozenset({"driving:B"}),
    target="t",
)


@unhurried
@given(journeys)
def test_an_unchanged_copy_changes_nothing(own: Journey) -> None:
    copy = shown_to_others(own)
    assert differences(own, copy) == ()
    assert with_returned(own, copy) == own


@unhurried
@given(journeys)
def test_a_copy_gives_the_same_answer(own: Journey) -> None:
    assert profile_of(shown_to_others(own)) == profile_of(own)


@unhurried
@given(journeys)
def test_a_copy_of_a_copy_is_the_same(own: Journey) -> None:
    copy = shown_to_others(own)
    assert shown_to_others(copy) == copy


@unhurried
@given(journeys, journeys)
def test_what_is_taken_over_leaves_no_difference(own: Journey, other: Journey) -> None:
    returned = shown_to_others(other)
    assert differences(with_returned(own, returned), returned) == ()


def test_where_it_came_from_stays_at_home() -> None:
    copy = shown_to_others(OWN)
    assert copy.choices == (Choice("a", "skill", answer="yes"),)
    assert (copy.removed, copy.has_read, copy.wished, copy.offered) == ((), False, (), ())
    assert (copy.credentials, copy.target) == (OWN.credentials, OWN.target)


def test_each_change_is_named_and_taken_over() -> None:
    copy = shown_to_others(OWN)
    changed = replace(
        copy,
        choices=(Choice("c", "skill", answer="yes"), Choice("d", "skill", answer="yes")),
        municipality="2180",
        target="u",
        notes=(Note("2026-11-24", "Ring skolan"),),
    )
    assert differences(OWN, changed) == (
        Difference("added", "c"),
        Difference("added", "d"),
        Difference("removed", "a"),
        Difference("municipality"),
        Difference("target"),
        Difference("note", text="Ring skolan"),
    )
    after = with_returned(OWN, changed)
    assert [one.concept for one in after.held] == ["c", "d"]
    assert after.choices[0] == replace(OWN.choices[0], answer="no")
    assert after.removed == OWN.removed
    assert after.offered == OWN.offered
