"""Occupations worth moving to, for one person: soonest first, then nearest, then best market."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from catalog.snapshot.arrays import Array, day_number, day_of
from catalog.snapshot.snapshot import Snapshot
from guidance.core.moves.index import move_index_of
from guidance.core.moves.market import FEW_ADS, Market, market_in
from guidance.core.moves.survey import Survey
from guidance.core.paths.occasions import ground_of
from guidance.core.profile import Limits, Profile, Reason
from guidance.core.search.every import NEVER
from guidance.core.standing import municipality_row, standing_of

# A day that is a lower bound says no more than the quarter of a year.
_STEP_DAYS = 91


@dataclass(frozen=True)
class Move:
    """An occupation (concept id) that the person has a reason to look at.

    earliest: no way arrives before this day; None when none was seen within the limits · is_now:
    the person can apply today · held, needed: essential skills · reasons: see docs/paths.md.
    """

    occupation: str
    label: str
    earliest: date | None
    is_now: bool
    held: int
    needed: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Sieve:
    """What a person wants to see. field: concept id of an occupation field · by: the last day of
    the earliest arrival · region: concept id of the place whose market counts, "" the person's own
    region or else the country."""

    field: str = ""
    by: date | None = None
    region: str = ""


@dataclass(frozen=True)
class Ranking:
    """moves: best first · found: how many passed the sieve, unsieved: how many without it."""

    moves: tuple[Move, ...]
    found: int
    unsieved: int


def rank_moves(
    profile: Profile,
    limits: Limits,
    snapshot: Snapshot,
    today: date,
    *,
    most: int = 20,
    includes_rare: bool = False,
) -> tuple[Move, ...]:
    """The best moves first, unsieved; see `ranking_of`."""
    return ranking_of(
        profile, limits, snapshot, today, most=most, includes_rare=includes_rare
    ).moves


def ranking_of(
    profile: Profile,
    limits: Limits,
    snapshot: Snapshot,
    today: date,
    sieve: Sieve = Sieve(),
    *,
    most: int = 20,
    includes_rare: bool = False,
) -> Ranking:
    """Every move that a person has a reason to look at, ranked, sieved and cut.

    Only occupations that something the person holds speaks for: experience that stands in for it,
    one of its skills, or a credential it rests on. Left out are those the person has worked in
    and, unless `includes_rare`, those with fewer than a job ad a week in the country.
    """
    index = move_index_of(snapshot)
    standing = standing_of(profile, snapshot)
    survey = Survey(standing, ground_of(profile, limits, snapshot, index.paths, today), index)
    region = snapshot.concept(sieve.region) if sieve.region else _region(profile, snapshot)
    market = market_in(region, snapshot)
    order = _order(survey, market, includes_rare=includes_rare)
    passed = order[_passes(order, sieve, survey)]
    moves = tuple(_move(number, survey, market) for number in passed[: max(0, most)].tolist())
    return Ranking(moves, len(passed), len(order))


def _passes(numbers: Array, sieve: Sieve, survey: Survey) -> Array:
    """bool: which of the occupations the person wants to see."""
    passes = np.ones(len(numbers), bool)
    if sieve.field:
        groups = survey.targets.groups[numbers]
        fields = np.where(groups >= 0, survey.ground.snapshot.concepts.broader[groups], -1)
        passes &= fields == survey.ground.snapshot.concept(sieve.field)
    if sieve.by is not None:
        passes &= survey.arrival[numbers] <= day_number(sieve.by)
    return passes


def _region(profile: Profile, snapshot: Snapshot) -> int:
    row = municipality_row(profile.municipality, snapshot) if profile.municipality else -1
    return int(snapshot.concepts.broader[row]) if row >= 0 else -1


def _order(survey: Survey, market: Market, *, includes_rare: bool) -> Array:
    """Numbers of the occupations that are suggested, best first."""
    targets, groups = survey.targets, survey.targets.groups
    suggested = survey.has_ground.copy()
    worked = [int(targets.number[row]) for row, _ in survey.standing.worked]
    suggested[[number for number in worked if number >= 0]] = False
    if market.is_known and not includes_rare:
        suggested &= (groups >= 0) & (market.ads[groups] >= FEW_ADS)
    chosen = np.flatnonzero(suggested)
    situation, outlook = market.score(groups[chosen])
    arrival = survey.arrival[chosen]
    step = np.minimum((arrival - survey.ground.today) // _STEP_DAYS, NEVER // _STEP_DAYS)
    keys = (
        targets.rows[chosen],
        -np.where(groups[chosen] >= 0, market.near[groups[chosen]], 0),
        -outlook,
        -situation,
        survey.lacking_count[chosen],
        -survey.kinship[chosen],
        np.where(survey.is_reached[chosen], -1, step),
    )
    order: Array = chosen[np.lexsort(keys)]
    return order


def _move(number: int, survey: Survey, market: Market) -> Move:
    targets, snapshot = survey.targets, survey.ground.snapshot
    demand = targets.demands[number]
    arrival = int(survey.arrival[number])
    needed = int(targets.first[number + 1] - targets.first[number])
    held = int(survey.held_count[number])
    return Move(
        snapshot.concepts.id[demand.row],
        demand.label,
        day_of(arrival) if arrival < NEVER else None,
        bool(survey.is_reached[number]),
        held,
        needed,
        tuple(_reasons(number, held, needed, survey, market)),
    )


def _reasons(number: int, held: int, needed: int, survey: Survey, market: Market) -> list[Reason]:
    snapshot = survey.ground.snapshot
    demand = survey.targets.demands[number]
    reasons = []
    if survey.kin[number] >= 0:
        degree = "high" if survey.is_experienced[number] else "low"
        kin = snapshot.concepts.id[int(survey.kin[number])]
        reasons.append(Reason.of("stands_in_for", occupation=kin, degree=degree))
    if needed:
        reasons.append(Reason.of("covers", held=held, needed=needed))
    lacking = survey.missing.get(number, ())
    for key in demand.needs:
        authority = demand.regulation.authority if demand.regulation else ""
        reasons.append(
            Reason.of("regulated", credential=key, is_missing=key in lacking, authority=authority)
        )
    if not survey.has_level[number]:
        reasons.append(Reason.of("entry_level", level=demand.level))
    reasons.append(_when(number, survey))
    if survey.openers[number] and not survey.is_reached[number]:
        reasons.append(Reason.of("trained_by", educations=int(survey.openers[number])))
    if demand.group_row >= 0:
        reasons.append(market.reason(demand.group_row, snapshot))
    return reasons


def _when(number: int, survey: Survey) -> Reason:
    if survey.is_reached[number]:
        if survey.is_experienced[number]:
            return Reason.of("arrives", day="now", basis="experience")
        is_covered = bool(survey.is_covered[number])
        return Reason.of("arrives", day="now", basis="skills" if is_covered else "related")
    arrival = int(survey.arrival[number])
    day = day_of(arrival) if arrival < NEVER else None
    return Reason.of("arrives", day=day.isoformat()) if day else Reason.of("no_way_in_sight")
