"""The Pareto set is the one that trying everything finds, on hundreds of small problems."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from guidance.core.search.front import Front, solve
from guidance.core.search.problem import Entry, Options, Problem, beats
from tests.reference.brute_force import is_as_good, pareto_objectives
from tests.reference.rules import Objective, faults_of_plan, objective_of
from tests.reference.small import activities, masks, options, small_problems

T = TypeVar("T")

often = settings(
    max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
seldom = settings(often, max_examples=60)


def objectives(front: Front) -> list[Objective]:
    return sorted(plan.objective for plan in front.plans)


def shuffled(rows: Sequence[T], random: Random) -> list[T]:
    return random.sample(rows, len(rows))


def is_nowhere_worse(front: Front, other: Front) -> bool:
    """Whether each plan of the other is met by one that is as good in everything."""
    return all(any(is_as_good(one, old) for one in objectives(front)) for old in objectives(other))


@often
@given(small_problems())
def test_pareto_set_is_the_one_of_brute_force(problem: Problem) -> None:
    front = solve(problem)
    event(f"plans: {len(front.plans)}")
    event(f"legs: {max((len(plan.placed) for plan in front.plans), default='no plan')}")
    assert objectives(front) == pareto_objectives(problem)
    assert front.is_exact


@seldom
@given(small_problems())
def test_every_plan_stands_and_none_beats_another(problem: Problem) -> None:
    front = solve(problem)
    for plan in front.plans:
        assert list(faults_of_plan(plan.placed, problem)) == []
        assert objective_of(plan.placed) == plan.objective
        assert not any(beats(other, plan) for other in front.plans)
    assert [plan.key for plan in front.plans] == sorted(plan.key for plan in front.plans)


@seldom
@given(small_problems())
def test_nothing_arrives_before_the_bound(problem: Problem) -> None:
    front = solve(problem)
    for plan in front.plans:
        assert front.bound is not None
        assert front.bound <= max(plan.arrival, problem.today - 1)


@seldom
@given(small_problems(), st.integers(0, 12))
def test_a_search_that_is_cut_says_so_and_its_plans_still_stand(
    problem: Problem, nodes: int
) -> None:
    cut, whole = solve(problem, nodes), solve(problem)
    event(f"cut: {not cut.is_exact}")
    if cut.is_exact:
        assert objectives(cut) == objectives(whole)
    for plan in cut.plans:
        assert list(faults_of_plan(plan.placed, problem)) == []
    assert is_nowhere_worse(whole, cut)
    assert (cut.bound, cut.obtainable) == (whole.bound, whole.obtainable)


@seldom
@given(small_problems(), st.data())
def test_one_more_occasion_is_never_worse(problem: Problem, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(problem.activities) - 1))
    activity = problem.activities[number]
    place = data.draw(st.integers(0, len(activity.entries) - 1))
    entry = activity.entries[place]
    richer = replace(entry, options=Options.of([data.draw(options()), *entry.options.rows()]))
    entries = (*activity.entries[:place], richer, *activity.entries[place + 1 :])
    offered = (
        *problem.activities[:number],
        replace(activity, entries=entries),
        *problem.activities[number + 1 :],
    )
    assert is_nowhere_worse(solve(replace(problem, activities=offered)), solve(problem))


@seldom
@given(small_problems(), st.data())
def test_one_more_activity_is_never_worse(problem: Problem, data: st.DataObject) -> None:
    another = data.draw(activities(len(problem.weights)))
    richer = replace(problem, activities=(another, *problem.activities))
    assert is_nowhere_worse(solve(richer), solve(problem))


@seldom
@given(small_problems(), masks(1, 2), st.data())
def test_more_held_is_never_worse(problem: Problem, more: int, data: st.DataObject) -> None:
    covered = tuple(data.draw(st.floats(one, 1.0)) for one in problem.covered)
    richer = replace(problem, held=problem.held | more, covered=covered)
    assert is_nowhere_worse(solve(richer), solve(problem))


@seldom
@given(small_problems(), st.sampled_from(("pace", "budget", "horizon", "share", "today")))
def test_a_looser_limit_is_never_worse(problem: Problem, which: str) -> None:
    looser = {
        "pace": replace(problem, pace=problem.pace + 25),
        "budget": replace(problem, budget=problem.budget + 5),
        "horizon": replace(problem, horizon=problem.horizon + 2),
        "share": replace(problem, share=problem.share - 0.3),
        "today": replace(problem, today=problem.today - 1),
    }
    assert is_nowhere_worse(solve(looser[which]), solve(problem))


@seldom
@given(small_problems(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(problem: Problem, random: Random) -> None:
    offered = [
        replace(
            activity,
            entries=tuple(
                Entry(entry.needs, Options.of(shuffled(entry.options.rows(), random)))
                for entry in shuffled(activity.entries, random)
            ),
        )
        for activity in shuffled(problem.activities, random)
    ]
    rules = tuple(shuffled(problem.rules, random))
    other = replace(problem, activities=tuple(offered), rules=rules)
    assert objectives(solve(other)) == objectives(solve(problem))


@seldom
@given(small_problems())
def test_asked_again_it_answers_the_same(problem: Problem) -> None:
    assert solve(problem) == solve(problem)
