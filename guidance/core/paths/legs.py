"""Events as the person could take them: dates, pace, distance, cost, and why not.

All of it is arithmetic over arrays, so that a course with ten thousand occasions costs a
millisecond. Day numbers count from 1970-01-01.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from catalog.snapshot.arrays import EPOCH, NO_DATE, Array, day_number
from catalog.snapshot.snapshot import FORMS, Condition, Snapshot
from guidance.core.eligibility.evaluate import Verdict
from guidance.core.paths.index import Index
from guidance.core.profile import Limits, Profile
from guidance.core.standing import kilometres_from, municipality_row

_LEAD = {Condition.STUDENT_DECIDES: 14, Condition.PROVIDER_DECIDES: 30}
_LONG_LEAD = 60  # nothing is said about the start
_TERMLY = ("HS", "YH", "FHS", "KKU")  # start with the terms even when no date is said
_TERMS = ((1, 18), (8, 28))  # month and day from which a term's start is plausible
FAR = 1e9  # distance that nobody knows


@dataclass(frozen=True)
class Option:
    """One way to take one education. start, end: day numbers; a flexible option may start later,
    until `latest`.

    days: calendar length · km: FAR when unknown · event: event row.
    """

    start: int
    end: int
    pace: int
    km: float
    fee: float
    education: int
    event: int
    is_flexible: bool
    is_estimated: bool
    latest: int
    is_termly: bool = False

    @property
    def days(self) -> int:
        return self.end - self.start

    def starting(self, ready: int) -> "Option | None":
        """A flexible option begun as soon as it can be from a day on; None if too late."""
        start = max(ready, self.start)
        if self.is_termly:
            start = term_start(start)
        if start > self.latest:
            return None
        if start == self.start:
            return self
        return Option(
            start, start + self.days, self.pace, self.km, self.fee, self.education, self.event,
            self.is_flexible, self.is_estimated, self.latest, self.is_termly,
        )  # fmt: skip


@lru_cache(maxsize=4096)
def term_start(day: int) -> int:
    """The first plausible start of a term from a day number on."""
    first = EPOCH + timedelta(days=day)
    starts = (date(first.year + more, month, d) for more in (0, 1) for month, d in _TERMS)
    return day_number(next(start for start in starts if start >= first))


@dataclass(frozen=True)
class Occasions:
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
    """What the search stands on: the snapshot, the person's limits, today, and memories of it.

    nodes_left: what the searches of one question may still cost together · is_cut: some search
    was ended before it was sure · is_beyond: something was left out because it ends too late.
    """

    snapshot: Snapshot
    index: Index
    limits: Limits
    today: int
    horizon: int
    km: Array
    has_home: bool
    nodes_left: int = 2000
    is_cut: bool = False
    is_beyond: bool = False
    occasions: dict[tuple[int, ...], Occasions] = field(default_factory=dict)
    verdicts: dict[tuple[int, frozenset[str]], Verdict] = field(default_factory=dict)
    stand_ins: dict[str, tuple[int, ...]] = field(default_factory=dict)
    supplies: dict[tuple[str, frozenset[str], int], list[Any]] = field(default_factory=dict)
    options: dict[tuple[tuple[int, ...], float, float], tuple[Option, ...]] = field(
        default_factory=dict
    )


def ground_of(
    profile: Profile, limits: Limits, snapshot: Snapshot, index: Index, today: date
) -> Ground:
    """Stand on a day, at a place, within limits."""
    home = municipality_row(profile.municipality, snapshot) if profile.municipality else -1
    years = max(0, limits.horizon_years)
    try:
        horizon = today.replace(year=today.year + years)
    except ValueError:  # 29 February, or past the calendar's last year
        horizon = date(min(today.year + years, date.max.year), today.month, 28)
    return Ground(
        snapshot, index, limits, day_number(today), day_number(horizon),
        kilometres_from(home, snapshot), home >= 0,
    )  # fmt: skip


def occasions_of(rows: tuple[int, ...], ground: Ground) -> Occasions:
    """Every event of these educations, weighed against the person's limits."""
    if rows not in ground.occasions:
        first = ground.snapshot.educations.first_event
        spans = [np.arange(int(first[row]), int(first[row + 1])) for row in rows]
        events = np.concatenate(spans) if spans else np.zeros(0, np.int64)
        ground.occasions[rows] = _weigh(events, ground)
    return ground.occasions[rows]


def _weigh(rows: Array, ground: Ground) -> Occasions:
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
    expires = np.where(expires == NO_DATE, ground.horizon, expires)
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
        ("beyond_horizon", end > ground.horizon),
        ("programme_only", events.only_in_programme[rows]),
        ("passed", (start < ground.today) | (start > latest) | ~is_open),
    ):
        why[wrong] = WHY.index(code)
    ground.is_beyond |= bool((why == WHY.index("beyond_horizon")).any())
    return Occasions(rows, start, end, pace, km, fee, ~is_dated, ~has_end, why, latest)


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


def options_of(
    rows: tuple[int, ...], ground: Ground, km_limit: float, fee_limit: float
) -> tuple[Option, ...]:
    """The options worth trying, earliest end first.

    An option goes when another starts no earlier, ends no later and has no higher pace: it could
    always be taken instead. Of equals the nearest, then cheapest, then first in order stays.
    """
    key = (rows, km_limit, fee_limit)
    if key not in ground.options:
        ground.options[key] = _worthwhile(occasions_of(rows, ground), ground, km_limit, fee_limit)
    return ground.options[key]


def _worthwhile(
    all_: Occasions, ground: Ground, km_limit: float, fee_limit: float
) -> tuple[Option, ...]:
    chosen = np.flatnonzero((all_.why == 0) & (all_.km <= km_limit) & (all_.fee <= fee_limit))
    kept: list[int] = []
    for pace in np.unique(all_.pace[chosen]).tolist():
        same = chosen[all_.pace[chosen] == pace]
        kept.extend(_latest_starts(all_, same[~all_.is_flexible[same]]))
        kept.extend(_unbeaten(all_, same[all_.is_flexible[same]]))
    education = ground.snapshot.events.education
    forms = ground.snapshot.educations.form
    options = [
        Option(
            int(all_.start[i]), int(all_.end[i]), int(all_.pace[i]), float(all_.km[i]),
            float(all_.fee[i]), int(education[all_.events[i]]), int(all_.events[i]),
            bool(all_.is_flexible[i]), bool(all_.is_estimated[i]), int(all_.latest[i]),
            FORMS[int(forms[education[all_.events[i]]])] in _TERMLY,
        )
        for i in kept
    ]  # fmt: skip
    begun = [o.starting(o.start) if o.is_flexible else o for o in options]
    options = [o for o in begun if o is not None]
    options.sort(key=lambda o: (o.end, -o.start, o.pace, o.km, o.fee, o.event))
    return tuple(options)


def _latest_starts(all_: Occasions, same: Array) -> list[int]:
    """Dated occasions of one pace: by end, those that start later than all before."""
    if not len(same):
        return []
    keys = (all_.events[same], all_.fee[same], all_.km[same], -all_.start[same], all_.end[same])
    order = same[np.lexsort(keys)]
    latest = np.maximum.accumulate(all_.start[order])
    fresh = np.ones(len(order), bool)
    fresh[1:] = all_.start[order][1:] > latest[:-1]
    return [int(i) for i in order[fresh]]


def _unbeaten(all_: Occasions, same: Array) -> list[int]:
    """Undated occasions of one pace: those that no other begins as early as, is as short as, and
    may begin as late as."""
    if not len(same):
        return []
    days = all_.end[same] - all_.start[same]
    late = all_.latest[same]
    keys = (all_.events[same], all_.fee[same], all_.km[same], -late, days, all_.start[same])
    kept: list[int] = []
    best: dict[int, int] = {}  # latest start → fewest days among those that begin as early
    for place in np.lexsort(keys).tolist():
        if any(until >= late[place] and least <= days[place] for until, least in best.items()):
            continue
        best[int(late[place])] = int(days[place])
        kept.append(int(same[place]))
    return kept
