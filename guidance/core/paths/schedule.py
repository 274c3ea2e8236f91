"""When to take which occasion: exact earliest completion under order and pace.

Branch and bound over items in an order that respects their needs. Options come earliest end first,
so the first option past the best completion known ends the branch.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from guidance.core.paths.legs import Ground, Option, options_of
from guidance.core.paths.supply import Item, Supply
from guidance.core.regulated import LICENCES

_NODES = 2000
_FEW = 5  # up to so many items one search may use so many nodes
_MANY = 200  # with more items so many, each as long as the question has nodes left
_DIVE = 40  # and this many always: enough for one straight dive


@dataclass(frozen=True)
class Placed:
    """An item on the calendar. option: None for a step outside school."""

    item: Item
    start: int
    end: int
    option: Option | None

    @property
    def pace(self) -> int:
        return self.option.pace if self.option else 0


@dataclass(frozen=True)
class Schedule:
    """placed: in order of start · end: last day, the day before today when nothing is needed ·
    is_exact: False when the search was cut."""

    placed: tuple[Placed, ...]
    end: int
    is_exact: bool = True

    @property
    def km(self) -> float:
        """The longest way to any of it."""
        return max((p.option.km for p in self.placed if p.option), default=0.0)


def schedule_of(
    supply: Supply, ground: Ground, km_limit: float, fee_limit: float, before: int | None = None
) -> Schedule | None:
    """The earliest completion of a supply, if it ends earlier than the day `before`.

    None when some item has no occasion that fits, or nothing is done by then.
    """
    order = _in_order(supply)
    if order is None:
        return None
    options = {item.key: _options(item, ground, km_limit, fee_limit) for item in order}
    if any(not options[item.key] for item in order if not item.step):
        return None
    search = _Search(order, options, ground)
    if before is not None:
        search.best_end = min(search.best_end, before)
    search.place({}, ground.today - 1, 0)
    ground.nodes_left -= search.nodes
    ground.is_cut |= not search.is_exact
    if search.best is None:
        return None
    placed = sorted(search.best.values(), key=lambda p: (p.start, p.end, p.item.key))
    return Schedule(tuple(placed), search.best_end, search.is_exact)


def _options(item: Item, ground: Ground, km_limit: float, fee_limit: float) -> tuple[Option, ...]:
    return options_of(item.rows, ground, km_limit, fee_limit) if item.rows else ()


def _in_order(supply: Supply) -> list[Item] | None:
    """Items so that needs come first, or None when they go in a circle."""
    order: list[Item] = []
    done: set[str] = set()
    waiting = sorted(supply)
    while waiting:
        ready = [key for key in waiting if supply[key].needs <= done]
        if not ready:
            return None
        order.extend(supply[key] for key in ready)
        done.update(ready)
        waiting = [key for key in waiting if key not in done]
    return order


class _Search:
    """Mutable state of one branch and bound.

    tail: days that must follow an item's end, through what depends on it · work: the least
    pace × days of an item, first and last day included · first: no study begins earlier ·
    seen: placements already looked into.
    """

    def __init__(
        self, order: list[Item], options: dict[str, tuple[Option, ...]], ground: Ground
    ) -> None:
        self.order = order
        self.ground = ground
        self.dated = {k: [o for o in v if not o.is_flexible] for k, v in options.items()}
        self.loose = {k: [o for o in v if o.is_flexible] for k, v in options.items()}
        self.best: dict[str, Placed] | None = None
        self.best_end = ground.horizon + 1
        self.nodes = 0
        most = _NODES if len(order) <= _FEW else _MANY
        self.most_nodes = max(_DIVE, min(most, ground.nodes_left))
        self.least = {
            item.key: min((o.days for o in options[item.key]), default=0) for item in order
        }
        self.tail: dict[str, int] = {}
        for item in reversed(order):
            after = [one for one in order if item.key in one.needs]
            self.tail[item.key] = max(
                (1 + self._least(one, options) + self.tail[one.key] for one in after), default=0
            )
        self.work = {
            item.key: min((o.pace * (o.days + 1) for o in options[item.key]), default=0)
            for item in order
        }
        # No study begins before this day, so all of the work lies between it and the last end.
        self.first = min((o.start for each in options.values() for o in each), default=ground.today)
        self.seen: set[frozenset[tuple[str, int, int]]] = set()

    @property
    def is_exact(self) -> bool:
        return self.nodes < self.most_nodes

    @staticmethod
    def _least(item: Item, options: dict[str, tuple[Option, ...]]) -> int:
        if item.step:
            return LICENCES[item.step].max_days
        return min(option.days for option in options[item.key])

    def place(self, placed: dict[str, Placed], end: int, spent: int) -> None:
        """Place what is left; keeps the earliest completion found.

        An item with fixed dates may be placed in any turn, so the first one ready is enough. One
        that may start any day takes the earliest gap that is left, so every turn must be tried.
        """
        left = [item for item in self.order if item.key not in placed]
        if not left:
            if end < self.best_end:
                self.best, self.best_end = dict(placed), end
            return
        room = self.ground.limits.pace * (self.best_end - self.first)
        if not self.is_exact or spent + sum(self.work[item.key] for item in left) > room:
            return
        for item in left:
            begin = max([self.first, *(placed[n].end + 1 for n in item.needs if n in placed)])
            finish = begin + self.least[item.key] + self.tail[item.key]
            if not item.step and finish >= self.best_end:
                return
        state = frozenset((key, one.start, one.end) for key, one in placed.items())
        if state in self.seen:
            return
        self.seen.add(state)
        self.nodes += 1
        ready = [item for item in left if item.needs <= placed.keys()]
        fixed = [item for item in ready if not self.loose[item.key]]
        for item in fixed[:1] or ready:
            self._place_one(item, placed, end, spent)

    def _place_one(self, item: Item, placed: dict[str, Placed], end: int, spent: int) -> None:
        ready = max([self.ground.today, *(placed[need].end + 1 for need in item.needs)])
        for candidate in self._candidates(item, ready, placed):
            if max(end, candidate.end + self.tail[item.key]) >= self.best_end:
                break
            if not self.is_exact:  # the search is cut: no use in trying the rest
                return
            placed[item.key] = candidate
            work = candidate.pace * (candidate.end - candidate.start + 1)
            self.place(placed, max(end, candidate.end), spent + work)
            del placed[item.key]

    def _candidates(self, item: Item, ready: int, placed: dict[str, Placed]) -> Iterator[Placed]:
        """Ways to place an item, earliest end first."""
        if item.step:
            end = ready + LICENCES[item.step].max_days
            if end <= self.ground.horizon:
                yield Placed(item, ready, end, None)
            return
        after = sorted({p.end + 1 for p in placed.values() if p.end + 1 > ready})
        moments = [ready, *after]
        loose = [p for o in self.loose[item.key] for p in self._flexible(item, o, moments, placed)]
        loose.sort(key=lambda p: (p.end, -p.start, p.pace))
        dated = self.dated[item.key]
        for option in dated[bisect_left(dated, ready, key=lambda o: o.end) :]:
            if option.end + self.tail[item.key] >= self.best_end:
                break
            while loose and loose[0].end < option.end:
                yield loose.pop(0)
            fits = option.start >= ready and self._fits(
                option.start, option.end, option.pace, placed
            )
            if fits:
                yield Placed(item, option.start, option.end, option)
        yield from loose

    def _flexible(
        self, item: Item, option: Option, moments: list[int], placed: dict[str, Placed]
    ) -> list[Placed]:
        for moment in moments:
            begun = option.starting(moment)
            if begun is None or begun.end > self.ground.horizon or begun.end >= self.best_end:
                break
            if self._fits(begun.start, begun.end, begun.pace, placed):
                return [Placed(item, begun.start, begun.end, begun)]
        return []

    def _fits(self, start: int, end: int, pace: int, placed: dict[str, Placed]) -> bool:
        """Whether the paces of everything under way at any time stay within the limit."""
        limit = self.ground.limits.pace
        if pace > limit:
            return False
        over = [p for p in placed.values() if p.option and p.start <= end and p.end >= start]
        if pace + sum(p.option.pace for p in over if p.option) <= limit:
            return True
        if pace + min(p.option.pace for p in over if p.option) > limit:
            return False
        moments = [start, *(p.start for p in over if p.start > start)]
        return all(
            pace + sum(p.pace for p in over if p.start <= moment <= p.end) <= limit
            for moment in moments
        )
