"""All options of a problem side by side, so that bounds on all of them cost a few array steps."""

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np

from catalog.snapshot.arrays import Array
from guidance.core.search.choices import Bounds
from guidance.core.search.problem import UNLIMITED, Problem, bits_of

NEVER = 1 << 40  # later than any day


class Least(NamedTuple):
    """The least of everything that an activity may cost."""

    fee: float
    bottlenecks: int
    work: int


class Every:
    """The options of every entry of every activity, in that order.

    entries: (activity, entry) of each stretch of options · masks: what has to be held for one of
    them or several · mask: of each entry, its place there.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        found = [
            ((number, place), entry.options)
            for number, activity in enumerate(problem.activities)
            for place, entry in enumerate(activity.entries)
            if len(entry.options)
        ]
        self.entries = [key for key, _ in found]
        masks = [problem.activities[number].entries[one].needs for number, one in self.entries]
        self.masks = list(dict.fromkeys(masks))
        place_of = {mask: place for place, mask in enumerate(self.masks)}
        self.mask = np.array([place_of[one] for one in masks], np.int64)
        bits = [bits_of(one) for one in self.masks]
        self._width = 1 + max((one[-1] for one in bits if one), default=-1)
        # What needs nothing looks at a place of its own, after the last bit.
        looked_at = [one or (self._width,) for one in bits]
        self._bits = np.array([bit for one in looked_at for bit in one], np.int64)
        sizes = np.array([len(one) for one in looked_at], np.int64)
        self._first_bit = np.cumsum(sizes) - sizes
        options = [one for _, one in found]
        counts = np.array([len(one) for one in options], np.int64)
        self.first = np.cumsum(counts) - counts
        self.entry = np.repeat(np.arange(len(options)), counts)
        self.start = _joined([one.start for one in options])
        self.end = _joined([one.end for one in options])
        self.pace = _joined([one.pace for one in options])
        self.km = _joined([one.km for one in options])
        self.fee = _joined([one.fee for one in options])
        self.bottlenecks = _joined([one.bottlenecks for one in options])
        self.is_loose = _joined([one.is_loose for one in options]).astype(bool)
        self.is_termly = self.is_loose & _joined([one.is_termly for one in options]).astype(bool)
        self.latest = _joined([one.latest for one in options])

    @cached_property
    def terms(self) -> Array:
        """First days of terms from today to the horizon, and one that is too late."""
        return terms_until(self.problem.horizon, self.problem.today, self.problem.next_term)

    def ready(self, held: dict[int, int]) -> Array:
        """The first day to begin, for each entry, when bits are held from the day after those
        given; NEVER where some of what it needs never is."""
        if not len(self.entries):
            return np.zeros(0, np.int64)
        days = np.array([*(held.get(bit, NEVER) for bit in range(self._width)), -1], np.int64)
        last = np.maximum.reduceat(days[self._bits], self._first_bit)
        first = np.where(last < NEVER, np.maximum(last + 1, self.problem.today), NEVER)
        return first[self.mask]

    def within(self, bounds: Bounds) -> Array:
        """Which options may be taken at all within bounds."""
        problem = self.problem
        fits: Array = (self.pace <= problem.pace) & (self.end >= self.start)
        fits &= self.is_loose | ((self.start >= problem.today) & (self.end <= problem.horizon))
        for column, most in (
            (self.km, bounds.km),
            (self.fee, bounds.fee),
            (self.bottlenecks, bounds.bottlenecks),
        ):
            if most < UNLIMITED:
                fits &= column <= most
        return fits

    def ends(self, ready: Array, fits: Array) -> Array:
        """Earliest end of each entry begun on its day or later; NEVER when there is none."""
        if not len(self.entries):
            return ready
        day = ready[self.entry]
        begin = np.maximum(self.start, day)
        if self.is_termly.any():
            place = np.searchsorted(self.terms, begin[self.is_termly])
            begin[self.is_termly] = self.terms[np.minimum(place, len(self.terms) - 1)]
        loose_end = begin + self.end - self.start
        may_begin = (begin <= self.latest) & (loose_end <= self.problem.horizon)
        is_open = fits & np.where(self.is_loose, may_begin, self.start >= day)
        ends = np.where(is_open, np.where(self.is_loose, loose_end, self.end), NEVER)
        return np.minimum.reduceat(ends, self.first)

    def least(self, fits: Array) -> dict[int, Least]:
        """The least fee, bottlenecks and work of each activity, whatever the entry."""
        if not len(self.entries):
            return {}
        numbers, entry = np.unique([number for number, _ in self.entries], return_index=True)
        first = self.first[entry]
        work = self.pace * (self.end - self.start + 1)
        columns = [
            np.minimum.reduceat(np.where(fits, column, most), first).tolist()
            for column, most in (
                (self.fee, UNLIMITED), (self.bottlenecks, NEVER), (work, NEVER),
            )
        ]  # fmt: skip
        return dict(zip(numbers.tolist(), map(Least, *columns), strict=True))


def terms_until(horizon: int, today: int, next_term: Callable[[int], int]) -> Array:
    """First days of terms from today to the horizon, and one that is too late."""
    found = [next_term(today)]
    while found[-1] <= horizon:
        found.append(next_term(found[-1] + 1))
    return np.array(found)


def _joined(columns: list[Array]) -> Array:
    return np.concatenate(columns) if columns else np.zeros(0, np.int64)
