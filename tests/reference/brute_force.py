"""Every plan there is, one by one: the Pareto set without a single clever thought."""

from collections.abc import Iterator

from guidance.core.search.problem import Placed, Problem
from tests.reference.rules import Objective, faults_of_plan, objective_of


def pareto_objectives(problem: Problem) -> list[Objective]:
    """The objectives that no other plan beats, in order. For a handful of activities only."""
    best: list[Objective] = []
    choices = [placements_of(number, problem) for number in range(len(problem.activities))]
    for plan in _plans(choices, (), problem):
        reached = objective_of(plan)
        if any(is_as_good(one, reached) for one in best):
            continue
        if next(faults_of_plan(plan, problem), None) is None:
            best = [one for one in best if not is_as_good(reached, one)] + [reached]
    return sorted(best)


def is_as_good(one: Objective, other: Objective) -> bool:
    """Whether one is no worse than the other in anything."""
    return all(a <= b for a, b in zip(one, other, strict=True))


def placements_of(number: int, problem: Problem) -> list[Placed]:
    """Every way and day on which an activity can be done at all."""
    return [
        Placed(number, place, option._replace(start=start, end=start + option.days))
        for place, entry in enumerate(problem.activities[number].entries)
        for option in entry.options.rows()
        for start in range(option.start, (option.latest if option.is_loose else option.start) + 1)
        if problem.today <= start
        and start + option.days <= problem.horizon
        and not (option.is_loose and option.is_termly and problem.next_term(start) != start)
    ]


def _plans(
    choices: list[list[Placed]], plan: tuple[Placed, ...], problem: Problem
) -> Iterator[tuple[Placed, ...]]:
    """All combinations, but for those that are too intense: nothing added mends that."""
    if not choices:
        yield plan
        return
    yield from _plans(choices[1:], plan, problem)
    for one in choices[0]:
        if _has_room(one, plan, problem):
            yield from _plans(choices[1:], (*plan, one), problem)


def _has_room(one: Placed, plan: tuple[Placed, ...], problem: Problem) -> bool:
    return all(
        sum(other.option.pace for other in plan if other.start <= day <= other.end)
        + one.option.pace
        <= problem.pace
        for day in range(one.start, one.end + 1)
    )
