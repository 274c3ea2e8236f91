"""What has changed since a plan was kept: its legs against today's catalogue, as codes."""

import math
from collections.abc import Iterable
from datetime import date

from catalog.snapshot.arrays import day_of
from catalog.snapshot.snapshot import Snapshot
from guidance.core.profile import Reason
from guidance.kept_plan import KeptLeg, KeptPlan

CODES = (
    "target_withdrawn",
    "target_renamed",
    "education_withdrawn",
    "event_withdrawn",
    "has_begun",
    "deadline_passed",
    "deadline_moved",
    "dates_moved",
    "requirement_changed",
    "cost_changed",
)


def recheck(
    plan: KeptPlan | None, target: str, snapshot: Snapshot, today: date
) -> tuple[Reason, ...]:
    """Every change that matters to someone who would follow the plan, in the order of its legs.

    plan: as it was kept · target: concept id, "" when none. Each reason bears the leg's name as
    `name`, and `before` and `now` where something has moved (ISO dates or SEK).
    """
    found = list(_of_target(target, snapshot)) if target else []
    for leg in plan.legs if plan else ():
        if leg.education_id:
            found.extend(_of_leg(leg, snapshot, today))
    return tuple(found)


def _of_target(target: str, snapshot: Snapshot) -> Iterable[Reason]:
    row = snapshot.concept(target)
    follower = snapshot.followed(row) if row >= 0 else -1
    if follower < 0:
        yield Reason.of("target_withdrawn")
    elif follower != row:
        yield Reason.of("target_renamed", now=str(snapshot.concepts.label[follower]))


def _of_leg(leg: KeptLeg, snapshot: Snapshot, today: date) -> Iterable[Reason]:
    has_begun = not leg.is_estimated and leg.start < today.isoformat()
    row = snapshot.educations.id.find(leg.education_id)
    event = _event_row(snapshot, row, leg.event_id) if row >= 0 else -1
    if event < 0:
        if has_begun:  # the catalogue drops what is long past; that is not news
            yield Reason.of("has_begun", name=leg.name)
        else:
            yield Reason.of("education_withdrawn" if row < 0 else "event_withdrawn", name=leg.name)
        return
    yield from _of_dates(leg, snapshot, event, today)
    requirement = int(snapshot.educations.requirement[row])
    text = snapshot.requirements.text[requirement] if requirement >= 0 else ""
    if " ".join(text.split()) != " ".join(leg.requirement.split()):
        yield Reason.of("requirement_changed", name=leg.name)
    fee = float(snapshot.events.fee[event])
    fee = 0.0 if math.isnan(fee) else fee
    if round(fee) != round(leg.cost):
        yield Reason.of("cost_changed", name=leg.name, before=leg.cost, now=fee)


def _of_dates(leg: KeptLeg, snapshot: Snapshot, event: int, today: date) -> Iterable[Reason]:
    events = snapshot.events
    start, end = day_of(int(events.start[event])), day_of(int(events.end[event]))
    last = None if events.applies_continuously[event] else day_of(int(events.apply_last[event]))
    now = start.isoformat() if start else leg.start
    has_moved = not leg.is_estimated and (
        now != leg.start or bool(end and end.isoformat() != leg.end)
    )
    if has_moved:
        yield Reason.of("dates_moved", name=leg.name, before=leg.start, now=now)
    if start and start < today:
        yield Reason.of("has_begun", name=leg.name)
    elif last and last < today:
        yield Reason.of("deadline_passed", name=leg.name, now=last.isoformat())
    elif last and last.isoformat() != leg.apply_by:
        yield Reason.of("deadline_moved", name=leg.name, before=leg.apply_by, now=last.isoformat())


def _event_row(snapshot: Snapshot, education: int, event_id: str) -> int:
    """The row of an occasion of an education, or -1."""
    first = snapshot.educations.first_event
    for row in range(int(first[education]), int(first[education + 1])):
        if snapshot.events.id[row] == event_id:
            return row
    return -1
