"""Events as the person could take them: dates, pace, distance, cost, and why not.

All of it is arithmetic over arrays, so that a course with ten thousand occasions costs a
millisecond. Day numbers count from 1970-01-01.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from catalog.snapshot.arrays import EPOCH, NO_DATE, Array, day_number, spread
from catalog.snapshot.snapshot import Snapshot
from guidance.core.paths.events import at_pace
from guidance.core.paths.index import Index
from guidance.core.profile import Limits, Profile
from guidance.core.standing import kilometres_from, municipality_row

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

    @property
    def is_bound(self) -> bool:
        """Whether there are places too far away."""
        return self.has_home and not self.limits.may_move and self.limits.reach_km is not None


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
        self._number: dict[int, int] = {}
        self._first = np.zeros(1, np.int64)
        self._chunks: list[Weighed] = []

    def add(self, rows: Iterable[int]) -> list[bool]:
        """Weigh the events of these educations, all in one go: whether any can be taken, of each.

        rows: none of them added before.
        """
        new = np.array(list(rows), np.int64)
        owner, events = spread(self.ground.snapshot.educations.first_event, new)
        counts = np.bincount(owner, minlength=len(new))
        known = len(self._number)
        self._number.update(zip(new.tolist(), range(known, known + len(new)), strict=True))
        self._first = np.append(self._first, self._first[-1] + np.cumsum(counts))
        weighed = weigh(events, self.ground)
        self._chunks.append(weighed)
        is_open = np.bincount(owner[weighed.why == 0], minlength=len(new)) > 0
        return [bool(one) for one in is_open.tolist()]

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
        number = self._number[row]
        return slice(int(self._first[number]), int(self._first[number + 1]))

    def of_all(self, rows: list[int]) -> tuple[Array, Array]:
        """Which of the educations each event belongs to, and its row in `weighed`."""
        return spread(self._first, np.array([self._number[row] for row in rows], np.int64))


def weigh(rows: Array, ground: Ground) -> Weighed:
    """Event rows as the person could take them."""
    events, facts, limits = ground.snapshot.events, ground.index.events, ground.limits
    start, days = facts.start[rows].astype(np.int64), facts.days[rows].astype(np.int64)
    pace, expires = facts.pace[rows].astype(np.int64), facts.expires[rows].astype(np.int64)
    is_dated = start != NO_DATE
    is_own_pace = pace == 0
    if is_own_pace.any():
        pace[is_own_pace] = max(1, min(100, limits.pace))
        days[is_own_pace] = at_pace(days[is_own_pace], pace[is_own_pace])
    start = np.where(is_dated, start, ground.today + facts.lead[rows])
    end = start + days
    # After this day the occasion is no longer offered; one without a date must begin by it.
    expires = np.where(expires == NO_DATE, ground.farthest, expires)
    is_open = (facts.apply_until[rows] >= ground.today) & (expires >= ground.today)
    latest = np.where(is_dated, start, expires)
    is_distance = events.is_distance[rows]
    km = kilometres_to(rows, is_distance, ground)
    fee = facts.fee[rows].astype(np.float64)
    why = np.zeros(len(rows), np.int8)
    if limits.budget is not None:
        why[fee > limits.budget] = WHY.index("budget")
    why[pace > limits.pace] = WHY.index("pace")
    if not limits.is_distance_ok:
        why[is_distance] = WHY.index("distance_study")
    if ground.is_bound:
        why[~is_distance & ~(km <= (limits.reach_km or 0.0))] = WHY.index("place")
    for code, wrong in (
        ("beyond_horizon", end > ground.farthest),
        ("programme_only", events.only_in_programme[rows]),
        ("passed", (start < ground.today) | (start > latest) | ~is_open),
    ):
        why[wrong] = WHY.index(code)
    return Weighed(rows, start, end, pace, km, fee, ~is_dated, ~facts.has_end[rows], why, latest)


def kilometres_to(rows: Array, is_distance: Array, ground: Ground) -> Array:
    """Kilometres to each; FAR unknown, 0 for distance study."""
    if not ground.has_home:
        return np.where(is_distance, 0.0, FAR)
    place = ground.index.events.place[rows]
    known = ground.km[np.maximum(place, 0)].astype(np.float64)
    km = np.where((place < 0) | np.isnan(known), FAR, np.round(known, 1))
    return np.where(is_distance, 0.0, km)
