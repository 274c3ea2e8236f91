"""The exact search beside CP-SAT, on made-up problems of the size of a trade.

    python -m tests.benchmarks.bench_exact [--count 60] [--nodes 2000]

Both find the earliest arrival; the search is also asked for its whole Pareto set. Processor time,
so that a busy machine says the same; CP-SAT with one worker, once with and once without the time
that writing its model takes. The same seeds give the same problems.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from guidance.core.search.front import first_arrival, solve
from guidance.core.search.problem import Problem
from tests.reference.cp_sat import Question
from tests.reference.medium import medium_problem

T = TypeVar("T")


def main() -> None:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--nodes", type=int, default=2_000, help="what the search may cost")
    asked = parser.parse_args()
    problems = [medium_problem(seed) for seed in range(asked.count)]
    for one in problems[:3]:  # what is loaded at first use is no part of it
        solve(one)
        Question(one).arrival()
    firsts: list[float] = []
    fronts: list[float] = []
    written: list[float] = []
    solved: list[float] = []
    exact = alike = 0
    for one in problems:
        arrival = _timed(partial(first_arrival, one, asked.nodes), firsts)
        front = _timed(partial(solve, one, asked.nodes), fronts)
        question = _timed(partial(Question, one), written)
        optimum = _timed(question.arrival, solved)
        exact += front.is_exact
        alike += arrival == optimum
    _write(f"{asked.count} problems of {_sizes(problems)}")
    _write(f"  arrival equal to CP-SAT's: {alike}; whole Pareto set proved: {exact}")
    whole = [a + b for a, b in zip(written, solved, strict=True)]
    for name, times in (
        ("the search, earliest arrival", firsts),
        ("the search, whole Pareto set", fronts),
        ("CP-SAT, earliest arrival, its solver alone", solved),
        ("CP-SAT, earliest arrival, model and solver", whole),
    ):
        _write(f"  {statistics.median(times):8.1f} ms median {max(times):8.1f} worst  {name}")
    for name, times in (("solver alone", solved), ("model and solver", whole)):
        ratios = [theirs / ours for theirs, ours in zip(times, firsts, strict=True)]
        _write(
            f"  {statistics.median(ratios):8.1f} times CP-SAT's ({name}) to the search's earliest "
            f"arrival, median; {min(ratios):.1f} to {max(ratios):.1f}"
        )


def _timed(work: Callable[[], T], times: list[float]) -> T:
    """What the work gives; its milliseconds of processor time are noted."""
    began = time.process_time()
    done = work()
    times.append(1000 * (time.process_time() - began))
    return done


def _sizes(problems: list[Problem]) -> str:
    activities = [len(one.activities) for one in problems]
    options = [
        sum(len(entry.options) for activity in one.activities for entry in activity.entries)
        for one in problems
    ]
    return (
        f"{min(activities)}–{max(activities)} activities and {min(options)}–{max(options)} options"
    )


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
