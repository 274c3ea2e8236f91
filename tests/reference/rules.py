"""What makes a plan stand, told once more and without the search's code: day by day.

Nothing but the shapes of `guidance.core.search.problem` is used here.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from guidance.core.search.problem import Option, Placed, Problem

Objective = tuple[int, float, float, int]


def closed(mask: int, rules: Iterable[tuple[int, int]]) -> int:
    """A mask with all that the rules make of it."""
    before = -1
    while mask != before:
        before = mask
        for needs, gives in rules:
            if needs & mask == needs:
                mask |= gives
    return mask


def held_before(day: int, placed: Iterable[Placed], problem: Problem) -> int:
    """What is held on the morning of a day: the day an education ends is still one of its own."""
    mask = problem.held
    for one in placed:
        if one.option.end < day:
            mask |= problem.activities[one.activity].gives
    return closed(mask, problem.rules)


def is_covered(placed: Iterable[Placed], problem: Problem) -> bool:
    """Whether as many activities as may be taken together cover enough once all is done."""
    every = list(placed)
    most = min(problem.together, len(every))
    return any(_cover_enough(some, problem) for some in combinations(every, most))


def _cover_enough(placed: Iterable[Placed], problem: Problem) -> bool:
    best = dict(enumerate(problem.covered))
    for one in placed:
        for skill, strength in problem.activities[one.activity].covers:
            best[skill] = max(best[skill], strength)
    total = sum(problem.weights)
    covered = sum(weight * best[skill] for skill, weight in enumerate(problem.weights))
    return not total or covered / total >= problem.share - 1e-9


def objective_of(placed: Iterable[Placed]) -> Objective:
    """Arrival (-1: nothing to do), cost, kilometres of the farthest, bottlenecks."""
    options = [one.option for one in placed]
    return (
        max((one.end for one in options), default=-1),
        round(sum(one.fee for one in options), 2),
        max((one.km for one in options), default=0.0),
        sum(one.bottlenecks for one in options),
    )


def faults_of_plan(placed: Iterable[Placed], problem: Problem) -> Iterator[str]:
    """What is wrong with a plan, what is quickest to see first; nothing when it stands."""
    plan = list(placed)
    if objective_of(plan)[1] > problem.budget:
        yield "costs more than the budget"
    if problem.goal & ~held_before(problem.horizon + 1, plan, problem):
        yield "the goal is not reached"
    if not is_covered(plan, problem):
        yield "too little is covered"
    if len({one.activity for one in plan}) != len(plan):
        yield "something is done twice"
    for one in plan:
        entry = problem.activities[one.activity].entries[one.entry]
        if not any(_is_begun(one.option, asked, problem) for asked in entry.options.rows()):
            yield f"{one.option} is no way to take activity {one.activity}"
        if one.start < problem.today or one.end > problem.horizon:
            yield f"activity {one.activity} is not between today and the horizon"
        if entry.needs & ~held_before(one.start, plan, problem):
            yield f"activity {one.activity} begins before its needs are held"
    for day in range(problem.today, problem.horizon + 1):
        pace = sum(one.option.pace for one in plan if one.start <= day <= one.end)
        if pace > problem.pace:
            yield f"{pace} % on day {day}"


def _is_begun(begun: Option, asked: Option, problem: Problem) -> bool:
    """Whether an option on the calendar is an offered one, begun on a day that it allows."""
    if not asked.is_loose:
        return begun == asked
    return (
        begun == asked._replace(start=begun.start, end=begun.start + asked.days)
        and asked.start <= begun.start <= asked.latest
        and (not asked.is_termly or problem.next_term(begun.start) == begun.start)
    )
