"""The earliest arrival is the one that CP-SAT proves to be the earliest, at the size of a trade."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from guidance.core.search.front import Front, solve
from guidance.core.search.problem import Problem
from tests.reference.brute_force import pareto_objectives
from tests.reference.cp_sat import earliest_arrival
from tests.reference.medium import medium_problem
from tests.reference.rules import faults_of_plan
from tests.reference.small import small_problems
from tests.unit.guidance.core.search.test_problem import PROBLEM

SEEDS = range(60)
NODES = 20_000  # a question on the site may cost less


def check(problem: Problem, front: Front) -> None:
    """Every plan stands and none arrives before the bound."""
    for plan in front.plans:
        assert list(faults_of_plan(plan.placed, problem)) == []
        assert front.bound is not None
        assert front.bound <= max(plan.arrival, problem.today - 1)


@pytest.mark.parametrize("first", SEEDS[::10])
def test_arrives_as_early_as_cp_sat(first):
    for seed in SEEDS[first : first + 10]:
        problem = medium_problem(seed)
        front = solve(problem, NODES)
        arrivals = [plan.arrival for plan in front.plans]
        assert min(arrivals, default=None) == earliest_arrival(problem), seed
        check(problem, front)


@pytest.mark.parametrize("seed", range(5))
def test_with_little_schooling_it_is_exact_or_says_that_it_is_not(seed):
    problem = medium_problem(seed, is_schooled=False)
    front, optimum = solve(problem, NODES), earliest_arrival(problem)
    check(problem, front)
    arrival = min((plan.arrival for plan in front.plans), default=None)
    if front.is_exact or optimum is None:
        assert arrival == optimum
    else:
        assert arrival is None or arrival >= optimum
        assert front.bound is not None
        assert front.bound <= optimum


def test_the_problems_are_what_they_are_said_to_be():
    problems = [medium_problem(seed) for seed in SEEDS]
    sizes = [
        sum(len(entry.options) for activity in problem.activities for entry in activity.entries)
        for problem in problems
    ]
    assert all(20 <= len(problem.activities) <= 60 for problem in problems)
    assert 180 <= sum(sizes) / len(sizes) <= 220
    assert {problem.pace for problem in problems} == {50, 75, 100}


def test_cp_sat_agrees_where_the_answer_is_known():
    assert earliest_arrival(PROBLEM) == 9
    assert earliest_arrival(replace(PROBLEM, goal=0)) == -1
    assert earliest_arrival(replace(PROBLEM, horizon=8)) is None


@settings(max_examples=60, deadline=None, derandomize=True)
@given(small_problems())
def test_cp_sat_agrees_with_brute_force(problem):
    arrivals = [arrival for arrival, *_ in pareto_objectives(problem)]
    assert earliest_arrival(problem) == min(arrivals, default=None)


def test_a_search_that_may_try_nothing_still_guesses_a_way_where_there_is_one():
    problems = [medium_problem(seed) for seed in SEEDS[:20]]
    guessed, known = 0, 0
    for problem in problems:
        front = solve(problem, nodes=0)
        check(problem, front)
        if solve(problem, NODES).plans:
            known += 1
            guessed += bool(front.plans)
    assert known > 15
    assert guessed >= 0.9 * known
