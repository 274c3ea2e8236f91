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
EXACT = 50  # at least so many of them are solved without being cut


def check(problem: Problem, front: Front) -> None:
    """An exact answer arrives when CP-SAT does; one that was cut claims no more than it knows."""
    optimum = earliest_arrival(problem)
    arrival = min((plan.arrival for plan in front.plans), default=None)
    if front.is_exact:
        assert arrival == optimum
    elif optimum is None:
        assert arrival is None
    else:
        assert front.bound is not None
        assert front.bound <= optimum <= (problem.horizon if arrival is None else arrival)
    for plan in front.plans:
        assert list(faults_of_plan(plan.placed, problem)) == []


def test_arrives_as_early_as_cp_sat():
    fronts = []
    for seed in SEEDS:
        problem = medium_problem(seed)
        fronts.append(solve(problem, NODES))
        check(problem, fronts[-1])
    assert sum(front.is_exact for front in fronts) >= EXACT


@pytest.mark.parametrize("seed", range(5))
def test_with_little_schooling_it_is_exact_or_says_that_it_is_not(seed):
    problem = medium_problem(seed, is_schooled=False)
    check(problem, solve(problem, NODES))


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
