"""First guesses: recipes read off the lower bounds, for when the search was cut too early.

What gives each thing soonest, if only order mattered, is what a planner would try first (the
relaxed plan of J. Hoffmann and B. Nebel, "The FF planning system", 2001). Placed on the calendar
they are ways, seldom the best ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from guidance.core.search.choices import Bounds
from guidance.core.search.every import NEVER
from guidance.core.search.problem import Problem, bits_of
from guidance.core.search.schedule import Recipe, in_order, steps_of
from guidance.core.search.table import Relaxed, Table, day_of

_TRIED = 12  # goal educations


def guesses(table: Table, bounds: Bounds) -> Iterator[Recipe]:
    """Recipes in order, what ends first if only order mattered first; few, and none when the goal
    is out of reach."""
    relaxed, problem = table.relaxed(bounds), table.problem
    if day_of(problem.goal, relaxed.held) is None:
        return
    for covering in _coverings(problem, relaxed):
        guess = _Guess(problem, relaxed)
        for one in covering:
            guess.take(one)
        for bit in bits_of(problem.goal & ~problem.held):
            guess.supply(bit, None)
        guess.drop_needless()
        order = in_order(guess.steps())
        if order is not None:
            yield order


def _coverings(problem: Problem, relaxed: Relaxed) -> list[tuple[int, ...]]:
    """Activities that cover enough: each that does so alone, or else the first few together."""
    if problem.is_covered(()):
        return [()]
    ends = sorted((end, one) for one, end in relaxed.ends.items())
    able = [one for _, one in ends if problem.activities[one].covers]
    alone: list[tuple[int, ...]] = [(one,) for one in able if problem.is_covered((one,))]
    together = tuple(able[: problem.together])
    return alone[:_TRIED] or ([together] if problem.is_covered(together) else [])


@dataclass
class _Guess:
    """A recipe under way. entries: activity → entry · links: (who gives, which bit, before which
    activity; None before all is over)."""

    problem: Problem
    relaxed: Relaxed
    entries: dict[int, int] = field(default_factory=dict)
    links: list[tuple[int, int, int | None]] = field(default_factory=list)

    def steps(self) -> Recipe:
        """As steps for the schedule."""
        links = ((giver, after) for giver, _, after in self.links if after is not None)
        return steps_of(self.entries.items(), links)

    def take(self, activity: int) -> None:
        """Add an activity by its first entry, and what must come before it."""
        if activity in self.entries:
            return
        found = self.problem.activities[activity].entries
        known = self.relaxed.entries
        place = min(
            (one for one in range(len(found)) if (activity, one) in known),
            key=lambda one: (known[activity, one], one),
        )
        self.entries[activity] = place
        for bit in bits_of(found[place].needs & ~self.problem.held):
            self.supply(bit, activity)

    def supply(self, bit: int, dependant: int | None) -> None:
        """Have something give a bit before the dependant begins: what is taken anyway, or first."""
        ends = self.relaxed.ends
        givers = self._givers(bit, dependant)
        taken = [one for one in givers if one in self.entries]
        first = min(taken or givers, key=lambda one: (ends[one], one), default=None)
        rules = [
            (day, rule)
            for rule in self.problem.rules_for.get(bit, ())
            if (day := day_of(rule, self.relaxed.held)) is not None
        ]
        day, rule = min(rules, default=(NEVER, 0))
        if rules and not taken and (first is None or day < ends[first]):
            for one in bits_of(rule & ~self.problem.held):
                self.supply(one, dependant)
        elif first is not None:
            self.take(first)
            self.links.append((first, bit, dependant))

    def drop_needless(self) -> None:
        """Drop what others, taken later, give as well and as early."""
        for activity in reversed(tuple(self.entries)):
            rest = [one for one in self.entries if one != activity]
            if not self.problem.is_covered(rest):
                continue
            given = [(bit, dependant) for one, bit, dependant in self.links if one == activity]
            others = [
                next((one for one in self._givers(bit, after) if one in rest), None)
                for bit, after in given
            ]
            if None not in others:
                del self.entries[activity]
                kept = [one for one in self.links if activity not in (one[0], one[2])]
                moved = zip(others, given, strict=True)
                self.links = kept + [(one, *what) for one, what in moved if one is not None]

    def _givers(self, bit: int, dependant: int | None) -> list[int]:
        """Activities that give a bit and may end before the dependant does: no circles."""
        ends = self.relaxed.ends
        every = (one for one in self.problem.givers.get(bit, ()) if one in ends)
        return [one for one in every if dependant is None or ends[one] < ends[dependant]]
