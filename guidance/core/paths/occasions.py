"""Events as the person could take them: dates, pace, distance, cost, and why not.

All of it is arithmetic over arrays, so that a course with ten thousand occasions costs a
millisecond. Day numbers count from 1970-01-01.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from catalog.snapshot.arrays import EPOCH, NO_DATE, Array, day_number
from catalog.snapshot.snapshot import Condition, Snapshot
from guidance.core.paths.index import Index
from guidance.core.profile import Limits, Profile
from guidance.core.standing import kilometres_from, municipality_row

_LEAD = {Condition.STUDENT_DECIDES: 14, Condition.PROVIDER_DECIDES: 30}
_LONG_LEAD = 60  # nothing is said about the start
_TERMLY = ("HS", "YH", "FHS", "KKU")  # start with the terms even when no date is said
_TERMS = ((1, 18), (8, 28))  # month and day from which a term's start is plausible
FAR = 1e9  # distance that nobody knows
FARTHEST_YEARS = 12  # how far to look for a way that is longer than the person asked for


@lru_cache(maxsize=4096)
def term_start(day: int) -> int:
    """The first plausible start of a term from a day number on."""
    if day > day_number(date.max):
        return day
    first = EPOCH + timedelta(days=day)
    years = range(first.year, min(first.year + 1, date.max.year) + 1)
    starts = (date(year, month, d) for year in years for month, d in _TERMS)
    # After the calendar's last term there is none: a day that no horizon reaches.
    return day_number(next((start for start in starts if start >= first), date.max))


@dataclass(frozen=True)
class Weighed:
    """Event rows of some educations, weighed. why: 0 open, else an index into WHY · latest: the
    last day it may begin."""

    events: Array
    start: Array
    end: Array
    pace: Array
    km: Array
    fee: Array
    is_flexible: Array
    is_estimated: Array
    why: Array
    latest: Array


WHY = (
    "",
    "passed",
    "beyond_horizon",
    "place",
    "distance_study",
    "pace",
    "budget",
    "programme_only",
)


@dataclass
class Ground:
    """What a question stands on: the snapshot, the person's limits, today, and memories of it.

    horizon: last day within the person's limits · farthest: last day that is looked at at all, so
    that a way that is only too long can be told of.
    """

    snapshot: Snapshot
    index: Index
    limits: Limits
    today: int
    horizon: int
    farthest: int
    km: Array
    has_home: bool


def ground_of(
    profile: Profile, limits: Limits, snapshot: Snapshot, index: Index, today: date
) -> Ground:
    """Stand on a day, at a place, within limits."""
    home = municipality_row(profile.municipality, snapshot) if profile.municipality else -1
    years = max(0, limits.horizon_years)
    return Ground(
        snapshot, index, limits, day_number(today), _years_on(today, years),
        _years_on(today, max(years, FARTHEST_YEARS)), kilometres_from(home, snapshot), home >= 0,
    )  # fmt: skip


def _years_on(today: date, years: int) -> int:
    try:
        return day_number(today.replace(year=today.year + years))
    except ValueError:  # 29 February, or past the calendar's last year
        return day_number(date(min(today.year + years, date.max.year), today.month, 28))


class Occasions:
    """The events of every education asked about so far, each weighed once."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._spans: dict[int, tuple[int, int]] = {}
        self._chunks: list[Weighed] = []
        self._size = 0

    def add(self, rows: Iterable[int]) -> None:
        """Weigh the events of these educations, all in one go."""
        new = [row for row in dict.fromkeys(rows) if row not in self._spans]
        first = self.ground.snapshot.educations.first_event
        begins = first[new].astype(np.int64)
        counts = first[np.array(new, np.int64) + 1].astype(np.int64) - begins
        total = int(counts.sum())
        ends = np.cumsum(counts)
        events = np.arange(total) + np.repeat(begins - ends + counts, counts)
        for row, end, count in zip(new, ends.tolist(), counts.tolist(), strict=True):
            self._spans[row] = self._size + end - count, self._size + end
        self._size += total
        self._chunks.append(weigh(events, self.ground))

    def open_among(self, rows: Iterable[int]) -> frozenset[int]:
        """Those with an occasion that can be taken."""
        places = np.flatnonzero(self.weighed.why == 0)
        educations = self.ground.snapshot.events.education[self.weighed.events[places]]
        return frozenset(np.unique(educations).tolist()) & frozenset(rows)

    @property
    def weighed(self) -> "Weighed":
        """Everything weighed so far, one row per event."""
        if len(self._chunks) != 1:
            names = [one.name for one in fields(Weighed)]
            parts = ([getattr(chunk, name) for chunk in self._chunks] for name in names)
            empty = [weigh(np.zeros(0, np.int64), self.ground)] if not self._chunks else []
            self._chunks = empty or [Weighed(*(np.concatenate(part) for part in parts))]
        return self._chunks[0]

    def of(self, row: int) -> slice:
        """The rows of `weighed` that are events of an education, which must have been added."""
        return slice(*self._spans[row])


def weigh(rows: Array, ground: Ground) -> Weighed:
    """Event rows as the person could take them."""
    events, limits = ground.snapshot.events, ground.limits
    education = events.education[rows]
    start = events.start[rows].astype(np.int64)
    end = events.end[rows].astype(np.int64)
    is_dated = start != NO_DATE
    full_days = np.maximum(1, np.rint(ground.index.days[education])).astype(np.int64)
    stated = events.pace[rows].astype(np.int64)
    has_end = is_dated & (end != NO_DATE) & (end >= start)
    spread = np.where(has_end, np.maximum(end - start, 1), full_days)
    guessed = np.clip(np.rint(full_days / spread * 4) * 25, 25, 100).astype(np.int64)
    pace = np.where(stated > 0, stated, guessed)
    # Where neither dates nor pace are said the person sets the pace.
    pace = np.where(is_dated | (stated > 0), pace, max(1, min(100, limits.pace)))
    lead = np.full(len(rows), _LONG_LEAD, np.int64)
    for condition, days in _LEAD.items():
        lead[events.condition[rows] == condition] = days
    start = np.where(is_dated, start, ground.today + lead)
    length = np.maximum(1, -(-full_days * 100 // pace))
    end = np.where(has_end, end, start + length)
    apply_last = events.apply_last[rows].astype(np.int64)
    is_open = (apply_last == NO_DATE) | (apply_last >= ground.today)
    is_open |= events.applies_continuously[rows]
    # After this day the occasion is no longer offered; one without a date must begin by it.
    expires = events.expires[rows].astype(np.int64)
    expires = np.where(expires == NO_DATE, ground.farthest, expires)
    is_open &= expires >= ground.today
    latest = np.where(is_dated, start, expires)
    km, is_near = _places(rows, ground)
    fee = np.nan_to_num(events.fee[rows].astype(np.float64), nan=0.0)
    why = np.zeros(len(rows), np.int8)
    budget = np.inf if limits.budget is None else limits.budget
    is_distance = events.is_distance[rows]
    for code, wrong in (
        ("budget", fee > budget),
        ("pace", pace > limits.pace),
        ("distance_study", is_distance & (not limits.is_distance_ok)),
        ("place", ~is_distance & ~is_near),
        ("beyond_horizon", end > ground.farthest),
        ("programme_only", events.only_in_programme[rows]),
        ("passed", (start < ground.today) | (start > latest) | ~is_open),
    ):
        why[wrong] = WHY.index(code)
    return Weighed(rows, start, end, pace, km, fee, ~is_dated, ~has_end, why, latest)


def _places(rows: Array, ground: Ground) -> tuple[Array, Array]:
    """Kilometres (FAR unknown, 0 for distance study) and whether the person can get there."""
    events, limits = ground.snapshot.events, ground.limits
    place = events.municipality[rows]
    provider = events.provider[rows]
    fallback = np.where(provider >= 0, ground.snapshot.providers.municipality[provider], -1)
    place = np.where(place >= 0, place, fallback)
    known = ground.km[np.maximum(place, 0)].astype(np.float64)
    km = np.where((place < 0) | np.isnan(known), FAR, np.round(known, 1))
    km = np.where(events.is_distance[rows], 0.0, km)
    is_free = limits.may_move or limits.reach_km is None or not ground.has_home
    is_near = np.ones(len(rows), bool) if is_free else km <= (limits.reach_km or 0.0)
    return km, is_near
