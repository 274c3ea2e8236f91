"""The earliest arrival within bounds, exactly.

Most plans end in one education: then what must come before it is found by itself, remembered, and
the education follows at its first occasion. Plans of several educations side by side are placed as
a whole.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator

from guidance.core.search.choices import Bounds
from guidance.core.search.guess import guesses
from guidance.core.search.problem import Placed, Plan, plan_of
from guidance.core.search.recipes import UNCHOSEN, Draft, Recipes
from guidance.core.search.schedule import Effort, in_order, place_steps
from guidance.core.search.table import Table, day_of

_NOTHING = Plan(())
_GUESSING = 100  # placements
# What is still spent once a guess had to be made: 250 bettered none of 2 000 questions' guesses.
_BETTERING = 50
_SLACK = 60  # days after the lower bound; doubled until something is found


class Search:
    """One question's search: remembers how early what can be held."""

    def __init__(self, table: Table, effort: Effort) -> None:
        self.table = table
        self.problem = table.problem
        self.effort = effort
        self._holding: dict[tuple[int, int], list[tuple[Bounds, Plan | None]]] = {}

    def arrive(self, bounds: Bounds) -> Plan | None:
        """The plan within bounds that arrives first; None when there is none.

        Of plans that arrive as early the nearest, cheapest and least uncertain of those tried.
        """
        effort = self.effort
        was_cut, effort.is_cut = effort.is_cut, False
        best: Plan | None = None
        guess: Plan | None = None
        has_guessed = False
        for limit in self._limits(bounds):
            if guess and limit > guess.arrival:
                break
            # Half of what is left for each look, so that one that leads nowhere never hides what
            # is easily found a little later; the last may use it all.
            is_last = limit > self.problem.horizon
            effort.reserve = 0 if is_last else effort.nodes_left // 2
            best = self._arrive(bounds, limit, None)
            if best:
                break
            if effort.is_cut and not has_guessed:
                guess, has_guessed = self._guess(bounds), True
                if guess:
                    effort.nodes_left = min(effort.nodes_left, _BETTERING)
        best = best or guess
        effort.reserve = 0
        if best and effort.is_cut and not effort.is_spent:
            # What was missed then is looked for again, now that a good plan is known.
            effort.is_cut = False
            best = self._arrive(bounds, best.arrival + 1, best)
        effort.is_cut |= was_cut
        return best

    def _guess(self, bounds: Bounds) -> Plan | None:
        """A way that may be far from the best, found whatever the search has left to spend."""
        best: Plan | None = None
        for order in guesses(self.table, bounds):
            before = best.arrival if best else self.problem.horizon + 1
            effort = Effort(_GUESSING)
            placed = place_steps(order, self.table, bounds, before, effort)
            best = plan_of(placed) if placed else best
        return best

    def _limits(self, bounds: Bounds) -> Iterator[int]:
        """Ever later days before which to look, so that what is late never hides what is early."""
        lowest = self.table.lowest(bounds)
        if lowest is None:
            return
        horizon, slack = self.problem.horizon + 1, _SLACK
        while lowest + slack < horizon:
            yield lowest + slack
            slack *= 2
        yield horizon

    def _arrive(self, bounds: Bounds, limit: int, best: Plan | None) -> Plan | None:
        """The plan that arrives first, if before a day; `best` when nothing is better."""
        cook = Recipes(
            self.table, bounds, lambda: best.arrival + 1 if best else limit,
            self.effort.spend, is_deep=False,
        )  # fmt: skip
        for draft in cook.to_goal():
            found = self._complete(draft, bounds, best, limit)
            if found and (best is None or _rank(found) < _rank(best)):
                best = found
        return best

    def hold(self, mask: int, bounds: Bounds, study: int) -> Plan | None:
        """The plan after which a mask is held earliest. An empty plan when it is held now.

        study: what follows; a day earlier is of no use when it begins on the same day all the same.
        """
        mask &= ~self.problem.held
        if not mask:
            return _NOTHING
        if day_of(mask, self.table.relaxed(bounds).held) is None:
            return None
        known = self._holding.setdefault((mask, study), [])
        for others, plan in known:
            # The earliest of all within wider bounds is the earliest within these, if it fits.
            if others.hold(bounds) and (plan is None or _fits(plan, bounds)):
                return plan
        best = self._hold(mask, bounds, self.table.starts(study))
        if not self.effort.is_spent:  # else what was not found may still be there
            known.append((bounds, best))
        return best

    def _hold(self, mask: int, bounds: Bounds, starts: tuple[int, ...]) -> Plan | None:
        best: Plan | None = None
        limit = self.problem.horizon + 1

        def better(end: int) -> int:
            place = bisect_right(starts, end)
            return end if not starts else starts[place - 1] if place else 0

        cook = Recipes(self.table, bounds, lambda: limit, self.effort.spend, is_deep=True)
        for draft in cook.to_hold(mask):
            found = self._whole(draft, bounds, limit, better)
            if found:
                best, limit = found, better(found.arrival)
        return best

    def _whole(
        self, draft: Draft, bounds: Bounds, before: int, better: Callable[[int], int] = int
    ) -> Plan | None:
        """A recipe whose entries are settled, placed as a whole, if complete before a day."""
        order = in_order(draft.steps())
        if order is None:
            return None
        placed = place_steps(order, self.table, bounds, before, self.effort, better)
        return plan_of(placed) if placed is not None else None

    def _complete(self, draft: Draft, bounds: Bounds, best: Plan | None, limit: int) -> Plan | None:
        before = best.arrival if best else limit
        studies = [number for number, entry in draft.entries if entry == UNCHOSEN]
        if not studies:
            return self._whole(draft, bounds, before)
        if len(studies) == 1 and not self._shares(studies[0], draft):
            return self._through(studies[0], draft, bounds, best, limit)
        found: Plan | None = None
        cook = Recipes(
            self.table, bounds, lambda: found.arrival if found else before,
            self.effort.spend, is_deep=True,
        )  # fmt: skip
        for whole in cook.deepened(draft):
            found = self._whole(whole, bounds, found.arrival if found else before) or found
        return found

    def _shares(self, study: int, draft: Draft) -> bool:
        """Whether what must come before the study may use a step that is taken anyway."""
        needs = 0
        for entry in self.problem.activities[study].entries:
            needs |= entry.needs
        suppliers = self.table.suppliers(needs & ~self.problem.held)
        return any(number in suppliers for number in draft.ends)

    def _through(
        self, study: int, draft: Draft, bounds: Bounds, best: Plan | None, limit: int
    ) -> Plan | None:
        """The best plan whose only goal education is this one."""
        steps = [number for number in draft.ends if number != study]
        least = [self.table.relaxed(bounds).least[number] for number in steps]
        fee = bounds.fee - sum(one.fee for one in least)
        doubt = bounds.bottlenecks - sum(one.bottlenecks for one in least)
        entries = self.problem.activities[study].entries
        early = [
            (end, place)
            for place in range(len(entries))
            if (end := self.table.relaxed(bounds).entries.get((study, place))) is not None
        ]
        for end, place in sorted(early):
            if end >= limit or (best and end > best.arrival):
                break
            for level, left in self.table.levels(study, place, Bounds(bounds.km, fee, doubt)):
                ways = self.table.ways(study, place, level)
                ready = day_of(entries[place].needs, self.table.relaxed(left).held)
                if ways is None or ready is None:
                    continue
                first = ways.earliest_end(max(self.problem.today, ready + 1))
                if first is None or first >= limit:
                    continue
                if best and (first, ways.km) >= (best.arrival, best.km):
                    continue
                found = self._after(study, place, draft, level, left, bounds)
                if found and found.arrival < limit and (not best or _rank(found) < _rank(best)):
                    best = found
        return best

    def _after(
        self, study: int, place: int, draft: Draft, level: Bounds, left: Bounds, bounds: Bounds
    ) -> Plan | None:
        """What must come before, then the study at its first occasion, then the steps."""
        entry = self.problem.activities[study].entries[place]
        before = self.hold(entry.needs, left, study)
        ways = self.table.ways(study, place, level)
        if before is None or ways is None:
            return None
        ready = max(self.problem.today, before.arrival + 1)
        option = ways.earliest(ready)
        if option is None:
            return None
        placed = {study: Placed(study, place, option)}
        order = in_order(draft.steps())
        for step in order or ():
            if step.activity == study:
                continue
            begin = max([self.problem.today, *(placed[one].end + 1 for one in step.after)])
            way = self.table.ways(step.activity, step.entry, bounds)
            taken = way.earliest(begin) if way else None
            if taken is None:
                return None
            placed[step.activity] = Placed(step.activity, step.entry, taken)
        plan = plan_of([*before.placed, *placed.values()])
        return plan if order is not None and _fits(plan, bounds) else None


def _rank(plan: Plan) -> tuple[float, ...]:
    return (plan.arrival, plan.km, plan.cost, plan.bottlenecks, plan.weeks, len(plan.placed))


def _fits(plan: Plan, bounds: Bounds) -> bool:
    return (
        plan.km <= bounds.km
        and plan.cost <= bounds.fee + 1e-9
        and plan.bottlenecks <= bounds.bottlenecks
    )
