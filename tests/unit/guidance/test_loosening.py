"""What to loosen when there are ways, but not within the limits: the least that will do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from guidance.core.paths.answer import Leg, Path, PathSet
from guidance.core.profile import Limits, Reason
from guidance.forms import LimitsForm
from guidance.loosening import NoWay, loosened, no_way_of
from guidance.templatetags.wording import loosening_words

TODAY = date(2026, 11, 30)
FREE = loosened(Limits())


def leg(**told: object) -> Leg:
    known = {"kind": "study", "name": "Svets", "education_id": "e", "distance_km": 0.0}
    days = {"start": date(2027, 1, 10), "end": date(2027, 12, 1)}
    return Leg(**{**known, **days, **told})  # type: ignore[arg-type]  # whatever the test tells


def path(*legs: Leg, arrival: date = date(2028, 1, 1), cost: float = 0.0) -> Path:
    return Path(("fastest",), legs, arrival, 40.0, cost, 0.0, 0, 0, 0)


def answer(limits: Limits, *paths: Path, says: tuple[Reason, ...] = ()) -> PathSet:
    return PathSet("1", TODAY, "t", "", limits, paths, says)


def no_way(
    limits: Limits, *wide: Path, find: Callable[[Limits], tuple[Path, ...]] | None = None
) -> NoWay:
    def found(asked: Limits) -> PathSet:
        if asked == loosened(asked):
            return answer(asked, *wide)
        assert find, f"searched again for {asked}"
        return answer(asked, *find(asked))

    return no_way_of(answer(limits), found, "", has_home=True)


@pytest.mark.parametrize(
    ("limits", "way", "words", "changed"),
    [
        ({"pace": 25}, path(leg(pace=50)), "studera på halvfart", {"pace": 50}),
        ({"pace": 50}, path(leg(pace=50), leg(pace=25)), "studera på trekvartsfart", {"pace": 75}),
        ({"reach_km": 0.0}, path(leg(distance_km=90.4)), "resa högst 12 mil", {"reach_km": 120.0}),
        ({"reach_km": 0.0}, path(leg(distance_km=300.0)), "flytta", {"may_move": True}),
        ({"reach_km": 0.0}, path(leg(distance_km=None)), "flytta", {"may_move": True}),
        ({"is_distance_ok": False}, path(leg(is_distance=True)), "läsa på distans",
         {"is_distance_ok": True}),
        ({"budget": 500.0}, path(leg(), cost=6200.0), "lägga 7\N{NO-BREAK SPACE}000 kronor",
         {"budget": 7000.0}),
    ],
)  # fmt: skip
def test_the_least_that_will_do(
    limits: dict[str, object], way: Path, words: str, changed: dict[str, object]
) -> None:
    asked = replace(FREE, may_move=False, **limits)  # type: ignore[arg-type]  # as above
    (out,) = no_way(asked, way).ways_out
    assert loosening_words(out) == words
    assert out.limits == replace(asked, **changed)  # type: ignore[arg-type]  # as above
    assert out.arrival == way.arrival
    form = LimitsForm(out.sent)
    assert form.is_valid()
    assert form.limits(asked) == out.limits, "the button counts with something else"


def test_ways_that_ask_for_one_thing_come_before_those_that_ask_for_two() -> None:
    limits = replace(FREE, pace=50, budget=0.0)
    both = path(leg(), arrival=date(2027, 5, 1), cost=900.0)
    slow, dear = path(leg(), arrival=date(2029, 1, 1)), path(leg(pace=50), cost=900.0)
    outs = no_way(limits, both, slow, dear).ways_out
    assert [out.needs for out in outs] == [("budget",), ("pace",)]  # soonest there first


def test_one_thing_is_looked_for_where_each_way_found_asks_for_several() -> None:
    limits = replace(FREE, pace=50, budget=0.0)
    late = path(leg(pace=50), arrival=date(2030, 1, 1), cost=900.0)
    asked: list[Limits] = []

    def find(one: Limits) -> tuple[Path, ...]:
        asked.append(one)
        return (late,) if one.budget is None else ()

    (out,) = no_way(limits, path(leg(), cost=900.0), find=find).ways_out
    assert out.needs == ("budget",)
    assert out.arrival == late.arrival
    assert {(one.pace, one.budget) for one in asked} == {(50, None), (100, 0.0)}


def test_two_things_together_where_none_will_do_alone() -> None:
    limits = replace(FREE, pace=50, budget=0.0)
    (out,) = no_way(limits, path(leg(), cost=900.0), find=lambda one: ()).ways_out
    assert loosening_words(out) == "studera på heltid och lägga 1\N{NO-BREAK SPACE}000 kronor"


def test_without_a_home_no_distance_is_too_far() -> None:
    limits = replace(FREE, reach_km=0.0, may_move=False, is_distance_ok=False)
    wide = path(leg(is_distance=True, pace=50), leg(distance_km=None, pace=50))
    found = no_way_of(answer(limits), lambda one: answer(one, wide), "", has_home=False)
    assert [out.needs for out in found.ways_out] == [("distance",)]


def test_what_is_in_the_way_of_everybody_is_not_laid_on_the_limits() -> None:
    def found(limits: Limits) -> PathSet:
        reason = "passed" if limits == FREE else "outside_limits"
        long = Reason.of("arrives_beyond_horizon", arrival="2036-01-01", years=9, limit=6)
        says = (Reason.of("no_path", reason=reason), *([long] if limits == FREE else []))
        return answer(limits, says=says)

    limits = Limits()
    none = no_way_of(found(limits), found, "", has_home=True)
    assert not none.is_filtered
    assert none.ways_out == ()
    assert none.obstacle == Reason.of("no_path", reason="passed")
    assert none.too_long
    assert none.is_too_long_for_all


def test_nothing_is_searched_again_where_no_limit_is_left() -> None:
    def find(limits: Limits) -> PathSet:
        raise AssertionError(limits)

    none = no_way_of(answer(FREE), find, "", has_home=True)
    assert not none.is_filtered
