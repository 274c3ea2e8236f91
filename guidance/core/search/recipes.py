"""Which activities together lead there: recipes, found backwards from what is wanted.

A recipe names activities, the entry each is let in by, and what must end before what. Every way of
supplying a bit is tried: by an activity that is in the recipe already, by a new one, or by a rule.
So each plan that cannot do without any of its legs follows from one of these recipes.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from guidance.core.search.choices import Bounds
from guidance.core.search.problem import Problem, bits_of
from guidance.core.search.schedule import Recipe, in_order, may_place, steps_of
from guidance.core.search.table import Need, Relaxed, Table

GOAL = -1  # as a dependant: the goal itself, which nothing has to end before
UNCHOSEN = -1  # as an entry: how to be let in is settled later


class Draft(NamedTuple):
    """A recipe under way. entries: activity → entry · links: (what comes first, what comes after) ·
    asked: bits that a dependant has asked for · open: those without a supplier yet · ends: activity
    → no end of it before this day, from what is known to come before it. Its keys are the
    activities chosen, in that order."""

    entries: tuple[tuple[int, int], ...]
    links: frozenset[tuple[int, int]]
    asked: frozenset[tuple[int, int]]
    open: tuple[tuple[int, int], ...]
    ends: dict[int, int]

    def asking(self, mask: int, dependant: int) -> "Draft":
        """Also open: these bits for a dependant, each once."""
        new = [(bit, dependant) for bit in bits_of(mask) if (bit, dependant) not in self.asked]
        if not new:
            return self
        asked, still_open = self.asked.union(new), (*self.open, *new)
        return Draft(self.entries, self.links, asked, still_open, self.ends)

    def with_activity(self, activity: int, entry: int, end: int) -> "Draft":
        """Also this activity, let in by an entry, which ends no earlier than a day."""
        entries, ends = (*self.entries, (activity, entry)), {**self.ends, activity: end}
        return Draft(entries, self.links, self.asked, self.open, ends)

    def depends(self, one: int, other: int) -> bool:
        """Whether an activity comes, directly or not, after another."""
        waiting, known = [one], set()
        while waiting:
            at = waiting.pop()
            if at == other:
                return True
            if at not in known:
                known.add(at)
                waiting.extend(first for first, after in self.links if after == at)
        return False

    def steps(self) -> Recipe:
        """As steps for the schedule."""
        return steps_of(self.entries, self.links)


_NOTHING = Draft((), frozenset(), frozenset(), (), {})


class Recipes:
    """Finds recipes of one problem within bounds, best bound first.

    before: asked at every turn; only recipes that may be complete before that day are of use ·
    is_deep: whether studies, too, are opened up into what they need.
    """

    def __init__(
        self, table: Table, bounds: Bounds, before: Callable[[], int], spend: Callable[[], bool],
        *, is_deep: bool,
    ) -> None:  # fmt: skip
        self.table = table
        self.problem: Problem = table.problem
        self.bounds = bounds
        self.relaxed: Relaxed = table.relaxed(bounds)
        self.before = before
        self.spend = spend
        self.is_deep = is_deep
        self.covering = sorted(
            (one for one in self.relaxed.ends.items() if self.problem.activities[one[0]].covers),
            key=lambda one: (one[1], one[0]),
        )

    def to_goal(self) -> Iterator[Draft]:
        """Recipes that reach the goal and cover enough."""
        start = _NOTHING.asking(self.problem.goal & ~self.problem.held, GOAL)
        for draft in self._covering(start, (), frozenset()):
            yield from self._supplied(draft)

    def to_hold(self, mask: int) -> Iterator[Draft]:
        """Recipes after which a mask is held."""
        yield from self._supplied(_NOTHING.asking(mask & ~self.problem.held, GOAL))

    def deepened(self, draft: Draft) -> Iterator[Draft]:
        """The same with every entry settled and opened up."""
        for place, (activity, entry) in enumerate(draft.entries):
            if entry == UNCHOSEN:
                for one in self._entries(activity):
                    entries = list(draft.entries)
                    entries[place] = activity, one
                    needs = self.problem.activities[activity].entries[one].needs
                    settled = draft._replace(entries=tuple(entries))
                    opened = settled.asking(needs & ~self.problem.held, activity)
                    yield from self.deepened(opened)
                return
        yield from self._supplied(draft)

    def _covering(
        self, draft: Draft, added: tuple[int, ...], barred: frozenset[int]
    ) -> Iterator[Draft]:
        """Sets of activities that cover enough, none of them in vain, each set once."""
        problem = self.problem
        if problem.is_covered(draft.ends):
            if all(not problem.is_covered([a for a in draft.ends if a != one]) for one in added):
                yield draft
            return
        more = problem.together - len(added)
        able = [
            (number, gain)
            for number, gain in self._gains(draft)
            if number not in barred and number not in draft.ends
        ]
        lacking = problem.share - problem.coverage(draft.ends) - 1e-9
        if not self._may_cover(draft, able, lacking):
            return
        for place, (number, gain) in enumerate(able):
            if self.relaxed.ends[number] >= self.before() or not self.spend():
                return
            # Gains never grow as more is covered, so the greatest of the rest bound what is left.
            best = sorted((one for _, one in able[place + 1 :]), reverse=True)[: more - 1]
            if more < 1 or gain + sum(best) < lacking:
                continue
            here = barred | {one for one, _ in able[:place]}
            for one in self._added(draft, number):
                yield from self._covering(one, (*added, number), here)

    def _may_cover(self, draft: Draft, able: list[tuple[int, float]], lacking: float) -> bool:
        """Whether there is time for what is lacking, even at the best gain for the least work."""
        least = self.relaxed.least
        if any(not least[number].work for number, _ in able):
            return True
        rate = max((gain / least[number].work for number, gain in able), default=0.0)
        spent = sum(least[number].work for number in draft.ends)
        room = self.problem.pace * (self.before() - self.problem.today)
        return spent + (lacking / rate if rate else room + 1) <= room

    def _gains(self, draft: Draft) -> list[tuple[int, float]]:
        """Activities that would cover more, earliest first, with how much more."""
        problem, before = self.problem, self.before()
        best = problem.best_covered(draft.ends)
        total = sum(problem.weights) or 1.0
        found = []
        for number, end in self.covering:
            if end >= before:
                break
            gain = 0.0
            for skill, strength in problem.activities[number].covers:
                if strength > best[skill]:
                    gain += problem.weights[skill] * (strength - best[skill])
            if gain > 0:
                found.append((number, gain / total))
        return found

    def _supplied(self, draft: Draft) -> Iterator[Draft]:
        """Every way of supplying what is open; none when something better was found meanwhile."""
        if max(draft.ends.values(), default=-1) >= self.before():
            return
        if not draft.open:
            yield draft
            return
        held = self.relaxed.held
        # What takes longest first: then what has no room is seen soonest.
        place = max(range(len(draft.open)), key=lambda one: held.get(draft.open[one][0], 0))
        bit, dependant = draft.open[place]
        rest = draft._replace(open=draft.open[:place] + draft.open[place + 1 :])
        gives = [number for number in rest.ends if self.problem.activities[number].gives >> bit & 1]
        if dependant == GOAL and gives:
            yield from self._supplied(rest)
            return
        for number in gives:
            if number == dependant or rest.depends(number, dependant):
                continue
            if linked := self._linked(rest, number, dependant):
                yield from self._supplied(linked)
        ends = self.relaxed.ends
        new = [
            number
            for number in self.problem.givers.get(bit, ())
            if number in ends and number not in rest.ends
        ]
        for number in sorted(new, key=lambda one: (ends[one], one)):
            if ends[number] >= self.before() or not self.spend():
                break
            for one in self._added(rest, number):
                linked = self._linked(one, number, dependant)
                if linked and self._may_place(linked):
                    yield from self._supplied(linked)
        for needs in self.problem.rules_for.get(bit, ()):
            if all(one in self.relaxed.held for one in bits_of(needs)):
                yield from self._supplied(rest.asking(needs & ~self.problem.held, dependant))

    def _linked(self, draft: Draft, first: int, dependant: int) -> Draft | None:
        """The draft with one before the other; None when something then ends too late.

        Most recipes differ only in who supplies whom, and most of those wait too long: seen here,
        before the rest of the recipe is thought of, a whole branch of them costs nothing.
        """
        if dependant == GOAL:
            return draft
        links, ends, before = draft.links | {(first, dependant)}, dict(draft.ends), self.before()
        entry_of = dict(draft.entries)
        waiting = [(first, dependant)]
        while waiting:
            early, late = waiting.pop()
            ways = entry_of[late] != UNCHOSEN and self.table.ways(late, entry_of[late], self.bounds)
            if not ways:
                continue
            end = ways.earliest_end(ends[early] + 1)
            if end is None or end >= before:
                return None
            if end > ends[late]:
                ends[late] = end
                waiting.extend(one for one in links if one[0] == late)
        return Draft(draft.entries, links, draft.asked, draft.open, ends)

    def _may_place(self, draft: Draft) -> bool:
        """Whether what is in the draft so far, and what it still asks for, has room in time."""
        if not self.is_deep:
            return True
        if not self.spend():
            return False
        order = in_order(draft.steps())
        if order is None:
            return False
        given = 0
        for number in draft.ends:
            given |= self.problem.activities[number].gives
        more: dict[int, tuple[Need, int | None]] = {}
        for bit, dependant in draft.open:
            if not given >> bit & 1:
                after = None if dependant == GOAL else dependant
                more.setdefault(bit, (self.table.need(bit, self.bounds), after))
        return may_place(order, more.values(), self.table, self.bounds, self.before())

    def _added(self, draft: Draft, number: int) -> Iterator[Draft]:
        """The draft with one more activity, by each of its entries."""
        if not self._may_hold(draft, number):
            return
        if not self.is_deep and not self.table.is_step(number):
            yield draft.with_activity(number, UNCHOSEN, self.relaxed.ends[number])
            return
        for entry in self._entries(number):
            needs = self.problem.activities[number].entries[entry].needs
            one = draft.with_activity(number, entry, self.relaxed.entries[number, entry])
            yield one.asking(needs & ~self.problem.held, number)

    def _entries(self, number: int) -> list[int]:
        """Entries that may be had in time, earliest first."""
        found = []
        for place, entry in enumerate(self.problem.activities[number].entries):
            end = self.relaxed.entries.get((number, place))
            if end is not None and end < self.before():
                found.append((end, len(bits_of(entry.needs)), place))
        return [place for _, _, place in sorted(found)]

    def _may_hold(self, draft: Draft, number: int) -> bool:
        """Whether the sums of the least of everything stay within the bounds."""
        least = [self.relaxed.least[one] for one in (*draft.ends, number)]
        room = self.problem.pace * (self.before() - self.problem.today)
        return (
            sum(one.fee for one in least) <= self.bounds.fee + 1e-9
            and sum(one.bottlenecks for one in least) <= self.bounds.bottlenecks
            and sum(one.work for one in least) <= room
        )
