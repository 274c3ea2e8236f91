"""A plan as it was on one day: what a plan file carries, and what it is compared with later.

Less than the core's `Path`: only what a person acts on and what may change in the catalogue.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from guidance.core.paths.answer import Leg, Path


@dataclass(frozen=True)
class KeptLeg:
    """One step. start, end, apply_by: ISO dates, apply_by "" when there is none · cost: SEK ·
    requirement: the entry requirement, verbatim · source: key of the record's source."""

    kind: str
    name: str
    start: str
    end: str
    is_estimated: bool = False
    education_id: str = ""
    event_id: str = ""
    form: str = ""
    provider: str = ""
    place: str = ""
    is_distance: bool = False
    apply_by: str = ""
    pace: int = 100
    cost: float = 0.0
    is_cost_assumed: bool = True
    requirement: str = ""
    source: str = ""
    fetched_at: str = ""


@dataclass(frozen=True)
class KeptPlan:
    """A chosen plan. key: of `guidance.plans.plan_key` · arrival: ISO date · weeks: full-time."""

    key: str
    names: tuple[str, ...]
    arrival: str
    weeks: float
    cost: float
    legs: tuple[KeptLeg, ...]


def keep_plan(key: str, path: Path) -> KeptPlan:
    """The part of a path that is worth keeping. Waits are left out: they follow from the rest."""
    legs = tuple(_kept_leg(leg) for leg in path.legs if leg.kind != "wait")
    arrival = path.arrival.isoformat()
    return KeptPlan(key, tuple(path.names), arrival, path.weeks, float(path.cost), legs)


def _kept_leg(leg: Leg) -> KeptLeg:
    return KeptLeg(
        kind=leg.kind,
        name=leg.name,
        start=leg.start.isoformat(),
        end=leg.end.isoformat(),
        is_estimated=leg.is_estimated,
        education_id=leg.education_id,
        event_id=leg.event_id,
        form=leg.form,
        provider=leg.provider,
        place=leg.place,
        is_distance=leg.is_distance,
        apply_by=leg.apply_by.isoformat() if leg.apply_by else "",
        pace=leg.pace,
        cost=float(leg.cost),
        is_cost_assumed=leg.is_cost_assumed,
        requirement=leg.eligibility.text,
        source=leg.source,
        fetched_at=leg.fetched_at,
    )


def kept_plan_to(plan: KeptPlan | None) -> dict[str, Any] | None:
    """Plain JSON values."""
    return asdict(plan) if plan else None


def kept_plan_from(data: Mapping[str, Any] | None) -> KeptPlan | None:
    """The plan of `kept_plan_to`. Raises KeyError, TypeError or ValueError when it is none."""
    if data is None:
        return None
    legs = tuple(KeptLeg(**leg) for leg in data["legs"])
    for text in (data["arrival"], *(day for leg in legs for day in (leg.start, leg.end))):
        date.fromisoformat(text)
    return KeptPlan(**{**data, "names": tuple(data["names"]), "legs": legs})
