"""What to do for a plan, in the order it has to be done: the one page to put on the fridge."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from guidance.core.finance.rules import window_of
from guidance.core.paths.answer import Leg, Path

ActionKind = Literal[
    "apply_job", "ask_eligibility", "ask_apply", "apply", "ask_validation", "ask_licence",
    "ask_support", "begin",
]  # fmt: skip

_SOON = timedelta(days=14)


@dataclass(frozen=True)
class Action:
    """One thing to do. day: at the latest, or None for as soon as one can · is_firm: the day is a
    date of the catalogue, and not reckoned · leg: the step it belongs to, None for the job."""

    kind: ActionKind
    day: date | None = None
    leg: Leg | None = None
    is_firm: bool = False


def actions_of(path: Path, today: date, *, has_finance: bool = True) -> tuple[Action, ...]:
    """What to do, soonest first. has_finance: whether the site tells of study support."""
    found: list[Action] = []
    for leg in path.legs:
        found += _for_leg(leg, today, has_finance=has_finance)
    found.append(Action("apply_job", None if path.is_apply_now else path.arrival))
    order = {id(action): place for place, action in enumerate(found)}
    return tuple(sorted(found, key=lambda a: (a.day or today, order[id(a)])))


def _for_leg(leg: Leg, today: date, *, has_finance: bool) -> list[Action]:
    if leg.kind == "wait":
        return []
    if leg.kind == "validation":
        return [Action("ask_validation", leg=leg)]
    if not leg.education_id:
        return [Action("ask_licence", max(today, leg.start), leg)]
    found = []
    if leg.eligibility.judgement in ("unjudged", "none"):
        found.append(Action("ask_eligibility", _before(leg.apply_by or leg.start, today), leg))
    if leg.apply_by:
        found.append(Action("apply", leg.apply_by, leg, is_firm=True))
    else:
        found.append(Action("ask_apply", _before(leg.start, today), leg))
    window = window_of(leg.start)
    if has_finance and window.closes >= today:
        found.append(Action("ask_support", max(window.opens, today), leg, is_firm=True))
    found.append(Action("begin", leg.start, leg, is_firm=not leg.is_estimated))
    return found


def _before(day: date, today: date) -> date:
    """Two weeks before, but not in the past."""
    return max(today, day - _SOON)
