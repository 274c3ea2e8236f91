"""What to do for a plan, in the order it has to be done: the one page to put on the fridge."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from guidance.core.finance.rules import window_of
from guidance.core.finance.transition import studies_of
from guidance.core.paths.answer import Leg, Path

ActionKind = Literal[
    "apply_job", "ask_eligibility", "ask_apply", "ask_both", "apply", "ask_validation",
    "ask_licence", "ask_support", "begin",
]  # fmt: skip

_SOON = timedelta(days=14)
_ON_A_PAGE = 20


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
    found = [action for leg in path.legs for action in _for_leg(leg, today)]
    if has_finance:
        found += _support(path, today)
    found.append(Action("apply_job", None if path.is_apply_now else path.arrival))
    order = {id(action): place for place, action in enumerate(found)}
    return tuple(sorted(found, key=lambda a: (a.day or today, order[id(a)])))


def on_one_page(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """What has a place on one page: of a long list the first days of each study are left out, since
    they follow from the rest, and then what comes last."""
    if len(actions) > _ON_A_PAGE:
        actions = tuple(one for one in actions if one.kind != "begin")
    return actions[:_ON_A_PAGE]


def _for_leg(leg: Leg, today: date) -> list[Action]:
    if leg.kind == "wait":
        return []
    if leg.kind == "validation":
        return [Action("ask_validation", leg=leg)]
    if not leg.education_id:
        return [Action("ask_licence", _ahead(leg.start, today), leg)]
    is_unsure = leg.eligibility.judgement in ("unjudged", "none")
    begin = Action("begin", leg.start, leg, is_firm=not leg.is_estimated)
    if not leg.apply_by:
        kind: ActionKind = "ask_both" if is_unsure else "ask_apply"
        return [Action(kind, _before(leg.start, today), leg), begin]
    ask = [Action("ask_eligibility", _before(leg.apply_by, today), leg)] if is_unsure else []
    return [*ask, Action("apply", leg.apply_by, leg, is_firm=True), begin]


def _support(path: Path, today: date) -> list[Action]:
    """One application for the studies of each half year, while it can be made."""
    firsts: dict[date, Leg] = {}
    for leg in studies_of(path.legs):
        window = window_of(leg.start)
        if window.closes >= today:
            firsts.setdefault(window.opens, leg)
    return [
        Action("ask_support", _ahead(opens, today), leg, is_firm=True)
        for opens, leg in firsts.items()
    ]


def _before(day: date, today: date) -> date | None:
    """Two weeks before; None when that is now."""
    return _ahead(day - _SOON, today)


def _ahead(day: date, today: date) -> date | None:
    """A day, or None when it is not ahead."""
    return day if day > today else None
