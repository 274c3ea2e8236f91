"""The question as mathematics, and that its referees can tell right from wrong."""

from dataclasses import replace

import pytest

from guidance.core.search.front import solve
from guidance.core.search.problem import Activity, Entry, Option, Options, Placed, Problem, shifted
from tests.reference.brute_force import pareto_objectives
from tests.reference.rules import faults_of_plan

COURSE = Option(3, 5, pace=50, km=10.0, weeks=1.0)
OTHER = Option(4, 6, pace=50, fee=100.0, weeks=1.0)
STEP = Option(1, 3, bottlenecks=1, is_loose=True, latest=30)


def activity(gives: int, needs: int, *options: Option, covers=()) -> Activity:
    return Activity("", (Entry(needs, Options.of(options)),), gives, covers)


# A course (bit 0) and another one (bit 1) side by side; both make bit 2, and a step then gives 3.
PROBLEM = Problem(
    (activity(1, 0, COURSE), activity(2, 0, OTHER), activity(8, 4, STEP)),
    held=0,
    goal=8,
    today=1,
    horizon=20,
    rules=((3, 4),),
)
PLAN = (Placed(0, 0, COURSE), Placed(1, 0, OTHER), Placed(2, 0, shifted(STEP, 7)))


def test_courses_side_by_side_then_the_step_that_rests_on_both():
    (plan,) = solve(PROBLEM).plans
    assert plan.placed == PLAN
    assert plan.objective == (9, 100.0, 10.0, 1)
    assert pareto_objectives(PROBLEM) == [plan.objective]


def test_educations_that_each_cover_too_little_are_combined():
    half = activity(0, 0, COURSE, covers=((0, 1.0),)), activity(0, 0, OTHER, covers=((1, 0.6),))
    problem = Problem(half, 0, 0, 1, 20, weights=(1.0, 1.0), covered=(0.0, 0.0), share=0.8)
    (plan,) = solve(problem).plans
    assert [one.activity for one in plan.placed] == [0, 1]
    assert not solve(replace(problem, share=0.81)).plans
    assert not solve(replace(problem, together=1)).plans


def test_what_is_reached_already_takes_no_leg():
    (plan,) = solve(replace(PROBLEM, goal=0)).plans
    assert plan.placed == ()


def test_a_rolling_option_with_no_term_left_is_no_way():
    rolling = COURSE._replace(is_loose=True, latest=5, is_termly=True)
    problem = Problem((activity(1, 0, rolling),), 0, 1, 1, 20, next_term=lambda day: max(day, 9))
    assert solve(problem).plans == ()


@pytest.mark.parametrize("rules", [((1, 1),), ((1, 2), (2, 1)), ((4, 8), (1, 2), (2, 4), (4, 1))])
def test_rules_in_a_circle_are_refused(rules):
    with pytest.raises(ValueError, match="in a circle"):
        replace(PROBLEM, rules=rules)


@pytest.mark.parametrize(
    ("plan", "changes", "fault"),
    [
        (PLAN[:2], {}, "the goal is not reached"),
        ((*PLAN[:2], Placed(2, 0, shifted(STEP, 6))), {}, "before its needs"),
        (PLAN, {"pace": 75}, "100 % on day 4"),
        (PLAN, {"budget": 99.0}, "more than the budget"),
        (PLAN, {"horizon": 8}, "between today and the horizon"),
        (PLAN, {"today": 4}, "between today and the horizon"),
        ((*PLAN, PLAN[0]), {}, "done twice"),
        ((Placed(0, 0, OTHER), *PLAN[1:]), {}, "is no way"),
        ((Placed(0, 0, shifted(COURSE, 4)), *PLAN[1:]), {}, "is no way"),
        (PLAN, {"weights": (1.0,), "covered": (0.5,), "share": 0.8}, "too little"),
        (PLAN, {"weights": (1.0,), "covered": (0.0,), "share": 0.1, "together": 0}, "too little"),
    ],
)
def test_the_referee_sees_each_fault(plan, changes, fault):
    assert not list(faults_of_plan(PLAN, PROBLEM))
    assert any(fault in one for one in faults_of_plan(plan, replace(PROBLEM, **changes)))
