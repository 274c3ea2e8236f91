"""How early each education could end and each credential be had, if only order mattered.

The relaxation of `search/table.py` over the whole catalogue at once: again and again what is held
lets in, what is let in ends, what has ended is held, until nothing changes. Paces and sums are let
go, so every day is too early or right, never too late. Days count from 1970-01-01.
"""

from dataclasses import dataclass, replace

import numpy as np

from catalog.snapshot.arrays import Array
from guidance.core.eligibility.evaluate import has
from guidance.core.moves.index import Credentials, MoveIndex
from guidance.core.once import once
from guidance.core.paths.activities import TERMLY
from guidance.core.paths.occasions import Ground, kilometres_to, term_start, weigh
from guidance.core.paths.validation import DAYS, PACE, experience_behind
from guidance.core.search.every import NEVER, terms_until
from guidance.core.standing import Standing


@dataclass(frozen=True)
class Earliest:
    """ends: int64 earliest end per education row, NEVER when none · had: int64 day before which
    each key of the requirements is not held, the day before today when it is held already."""

    ends: Array
    had: Array


def earliest_of(standing: Standing, ground: Ground, index: MoveIndex) -> Earliest:
    """Lower bounds on everything for one person."""
    return _Relaxing(standing, ground, index).relaxed()


@dataclass(frozen=True)
class _Open:
    """Occasions that can be taken, by education. event: row of each · asked: the row of its entry
    requirement, one past the last where there is none · loose: places of those that may begin any
    day · termly: of those that begin with a term."""

    event: Array
    row: Array
    asked: Array
    start: Array
    end: Array
    loose: Array
    termly: Array
    latest: Array
    terms: Array
    horizon: int

    def ends(self, ready: Array) -> Array:
        """The end of each when begun on its day or later; NEVER when it cannot."""
        ends = np.where(self.start >= ready, self.end, NEVER)
        start = self.start[self.loose]
        begin = np.maximum(start, ready[self.loose])
        place = np.searchsorted(self.terms, begin[self.termly])
        begin[self.termly] = self.terms[np.minimum(place, len(self.terms) - 1)]
        end = begin + self.end[self.loose] - start
        may_begin = (begin <= self.latest[self.loose]) & (end <= self.horizon)
        ends[self.loose] = np.where(may_begin, end, NEVER)
        return ends

    def among(self, chosen: Array) -> "_Open":
        """Some of them, in the given order."""
        is_loose = np.zeros(len(self.row), bool)
        is_loose[self.loose] = True
        is_termly = np.zeros(len(self.row), bool)
        is_termly[self.loose[self.termly]] = True
        loose = np.flatnonzero(is_loose[chosen])
        return _Open(
            self.event[chosen], self.row[chosen], self.asked[chosen], self.start[chosen],
            self.end[chosen], loose, np.flatnonzero(is_termly[chosen[loose]]),
            self.latest[chosen], self.terms, self.horizon,
        )  # fmt: skip

    def within(self, ground: Ground) -> "_Open":
        """Those that place, cost and a no to distance study do not keep out."""
        limits = ground.limits
        is_distance = ground.snapshot.events.is_distance[self.event]
        fits = ~is_distance if not limits.is_distance_ok else np.ones(len(self.event), bool)
        if limits.budget is not None:
            fits &= ~(ground.index.events.fee[self.event] > limits.budget)
        if ground.is_bound:
            km = kilometres_to(self.event, is_distance, ground)
            fits &= is_distance | (km <= (limits.reach_km or 0.0))
        return self.among(np.flatnonzero(fits))


@dataclass(frozen=True)
class _Offers:
    """What is offered to a person with some limits, whoever they are.

    every: all occasions, by education · rows, row_first: which educations those are of, and where
    each begins · gives: those that give credentials, by kind · first: where each kind begins ·
    places, counts: the keys that each kind gives, and how many.
    """

    every: _Open
    rows: Array
    row_first: Array
    gives: _Open
    first: Array
    places: Array
    counts: list[int]


@dataclass(frozen=True)
class _Laid:
    """All that is offered on a day to whoever sets no limit but a pace. every: all
    occasions · giving: those that stand for all that give credentials, wherever · offers: both
    sorted out."""

    every: _Open
    giving: _Open
    offers: _Offers


_laid: dict[str, _Laid] = {}


def _offers_for(ground: Ground, index: MoveIndex) -> _Offers:
    """Where only the pace is limited this is the same for everybody, and kept for the next who
    asks: it says nothing about anyone. Other limits take away from it."""
    limits = ground.limits
    snapshot = ground.snapshot
    days = f"{ground.today}:{ground.horizon}:{ground.farthest}"
    key = f"{snapshot.id}:{snapshot.folder}:{days}:{limits.pace}"
    laid = once(key, _laid, lambda: _lay_out(ground, index))
    if limits.is_distance_ok and limits.budget is None and not ground.is_bound:
        return laid.offers
    every = laid.every.within(ground)
    # Where no place is too far one event stands for all like it in other municipalities.
    return _sorted_out(every, every if ground.is_bound else laid.giving.within(ground), index)


def _lay_out(ground: Ground, index: MoveIndex) -> _Laid:
    limits = replace(ground.limits, budget=None, may_move=True, is_distance_ok=True)
    free = replace(ground, limits=limits)
    every, giving = _open_among(index.events, free), _open_among(index.giving, free)
    return _Laid(every, giving, _sorted_out(every, giving, index))


def _sorted_out(every: _Open, gives: _Open, index: MoveIndex) -> _Offers:
    kinds = index.credentials.kind[gives.row]
    giving = np.flatnonzero(kinds >= 0)
    giving = giving[np.argsort(kinds[giving], kind="stable")]
    kind, first = np.unique(kinds[giving], return_index=True)
    given = [index.credentials.given[one] for one in kind.tolist()]
    places = np.concatenate(given) if given else np.zeros(0, np.int64)
    rows, row_first = np.unique(every.row, return_index=True)
    counts = [len(one) for one in given]
    return _Offers(every, rows, row_first, gives.among(giving), first, places, counts)


def _open_among(events: Array, ground: Ground) -> _Open:
    weighed = weigh(events, ground)
    fits = (weighed.why == 0) & (weighed.end <= ground.horizon) & (weighed.end >= weighed.start)
    chosen = np.flatnonzero(fits)
    row = ground.snapshot.events.education[weighed.events[chosen]].astype(np.int64)
    loose = np.flatnonzero(weighed.is_flexible[chosen])
    termly = np.flatnonzero(TERMLY[ground.snapshot.educations.form[row[loose]]])
    terms = (
        terms_until(ground.horizon, ground.today, term_start)
        if len(termly)
        else np.zeros(1, np.int64)
    )
    requirement = ground.snapshot.educations.requirement[row].astype(np.int64)
    asked = np.where(requirement < 0, len(ground.snapshot.requirements.text), requirement)
    return _Open(
        weighed.events[chosen], row, asked, weighed.start[chosen], weighed.end[chosen], loose,
        termly, weighed.latest[chosen], terms, ground.horizon,
    )  # fmt: skip


class _Relaxing:
    def __init__(self, standing: Standing, ground: Ground, index: MoveIndex) -> None:
        self.standing = standing
        self.ground = ground
        self.index = index
        self.free = index.requirements.free(standing.held)
        keys = index.requirements.keys
        is_held = np.array([has(key, standing.held) for key in keys], bool)
        self.had = np.where(is_held, ground.today - 1, NEVER)
        for place, day in self._validated().items():
            self.had[place] = min(self.had[place], day)

    def relaxed(self) -> Earliest:
        offers = _offers_for(self.ground, self.index)
        gives, first = offers.gives, offers.first
        ready = self._ready()
        is_moving = True
        while is_moving:
            before = self.had.copy()
            if len(first):
                ends = np.minimum.reduceat(gives.ends(ready[gives.asked]), first)
                np.minimum.at(self.had, offers.places, np.repeat(ends, offers.counts))
            self._by_steps(self.index.credentials)
            is_moving = bool((self.had < before).any())
            ready = self._ready()
        return Earliest(self._per_row(offers, ready), self.had)

    def _ready(self) -> Array:
        """The first day to begin what asks for each requirement, and last what asks for nothing."""
        days = self.index.requirements.days(self.had, self.free)
        return np.append(np.maximum(days + 1, self.ground.today), self.ground.today)

    def _per_row(self, offers: _Offers, ready: Array) -> Array:
        ends = np.full(len(self.ground.snapshot.educations.id), NEVER)
        if len(offers.rows):
            every = offers.every.ends(ready[offers.every.asked])
            ends[offers.rows] = np.minimum.reduceat(every, offers.row_first)
        return ends

    def _by_steps(self, credentials: Credentials) -> None:
        """Steps outside school and what several keys give together, until nothing changes."""
        budget, today = self.ground.limits.budget, self.ground.today
        had = self.had.tolist()
        is_moving = True
        while is_moving:
            is_moving = False
            for needs, gives in credentials.rules:
                day = max([had[one] for one in needs])
                if day < had[gives]:
                    had[gives], is_moving = day, True
            for step in credentials.steps:
                met = min([max([had[one] for one in way], default=today - 1) for way in step.ways])
                end = max(met + 1, today) + step.days
                if end > self.ground.horizon or (budget is not None and step.fee > budget):
                    continue
                for place in step.gives:
                    if end < had[place]:
                        had[place], is_moving = end, True
        self.had = np.array(had, np.int64)

    def _validated(self) -> dict[int, int]:
        """Trainings that the person's experience may be validated as, and when."""
        credentials, ground = self.index.credentials, self.ground
        end = ground.today + 1 + DAYS[1]
        if ground.limits.pace < PACE or end > ground.horizon:
            return {}
        return {
            place: end
            for key, gives in credentials.validated.items()
            if experience_behind(key, self.standing, self.index.paths, ground.snapshot) >= 0
            for place in gives.tolist()
        }
