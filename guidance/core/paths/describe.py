"""From a draft to legs that say everything a person needs to act on them."""

import math
from datetime import date, timedelta

from catalog.snapshot.arrays import EPOCH, day_of
from catalog.snapshot.snapshot import CREDIT_SYSTEMS, Condition
from guidance.core.eligibility.credentials import closure
from guidance.core.paths.answer import EligibilityAnswer, Leg, LegKind, Path, PathName
from guidance.core.paths.goal import Goal
from guidance.core.paths.index import form_of
from guidance.core.paths.legs import FAR, Ground, Option, occasions_of
from guidance.core.paths.schedule import Placed
from guidance.core.paths.search import Draft
from guidance.core.paths.supply import verdict_of
from guidance.core.profile import Reason
from guidance.core.regulated import LICENCES

_SELECTIVE = frozenset({"HS", "YH", "KKU", "FHS"})
_COMPLEMENTS = ("course:", "basic:", "sfi:", "language:")


def path_of(
    draft: Draft, names: tuple[PathName, ...], goal: Goal, ground: Ground, alike: tuple[int, ...]
) -> Path:
    """A path for a draft. alike: rows of the same course as the goal education, itself included."""
    legs = []
    for placed in draft.placed:
        held = closure(goal.standing.held | _given_before(placed, draft, ground))
        legs.append(_leg(placed, draft, held, goal, ground, alike))
    given = {skill: strength for leg in [draft.goal] if leg for skill, strength in leg.skills}
    # A related occupation's training is no promise about the single skills of this one.
    is_related = bool(draft.goal and draft.goal.training and draft.goal.training.via >= 0)
    strength = 0.0 if is_related else draft.goal.strength if draft.goal else 1.0
    covered = sum(
        1 for row in goal.weights if row in goal.held or given.get(row, 0.0) > 0 or strength >= 0.5
    )
    reasons = [Reason.of(f"is_{name}") for name in names]
    if draft.km >= FAR:
        reasons.append(Reason.of("distance_unknown"))
    if not draft.is_exact:
        reasons.append(Reason.of("best_found"))
    known = [leg.distance_km for leg in legs if leg.distance_km is not None]
    return Path(
        names, tuple(legs), _day(draft.arrival), round(draft.weeks, 1), draft.cost,
        max(known, default=0.0), draft.bottlenecks, covered, len(goal.weights), tuple(reasons),
    )  # fmt: skip


def _day(number: int) -> date:
    return EPOCH + timedelta(days=number)


def _given_before(placed: Placed, draft: Draft, ground: Ground) -> frozenset[str]:
    given: set[str] = set()
    for other in draft.placed:
        if other.end < placed.start:
            given |= gives_of(other, ground)
    return frozenset(given)


def gives_of(placed: Placed, ground: Ground) -> frozenset[str]:
    """Credential keys that a placed item gives."""
    own = frozenset() if placed.item.key.startswith("goal:") else frozenset({placed.item.key})
    if placed.option is None:
        return own
    return own | frozenset(ground.index.gives.get(placed.option.education, ()))


def _leg(
    placed: Placed,
    draft: Draft,
    held: frozenset[str],
    goal: Goal,
    ground: Ground,
    alike: tuple[int, ...],
) -> Leg:
    if placed.option is None:
        return _step(placed)
    return _study(placed, placed.option, draft, held, goal, ground, alike)


def _step(placed: Placed) -> Leg:
    step = LICENCES[placed.item.step]
    return Leg(
        kind="licence", name=step.name, start=_day(placed.start), end=_day(placed.end),
        is_estimated=True, pace=0, cost=step.fee, provider=step.authority,
        distance_km=0.0, gives_credentials=(step.key,), min_days=step.min_days,
        max_days=step.max_days, is_if_approved=step.is_uncertain,
        reasons=(
            Reason.of("rules_may_have_changed", authority=step.authority),
            Reason.of("gives_credential", credential=step.key),
            *((Reason.of("practice"),) if step.kind == "practice" else ()),
        ),
    )  # fmt: skip


def _study(
    placed: Placed,
    option: Option,
    draft: Draft,
    held: frozenset[str],
    goal: Goal,
    ground: Ground,
    alike: tuple[int, ...],
) -> Leg:
    snapshot = ground.snapshot
    educations, events = snapshot.educations, snapshot.events
    row, event = option.education, option.event
    form = form_of(row, snapshot)
    is_goal = placed.item.key.startswith("goal:")
    kind: LegKind = "complement" if placed.item.key.startswith(_COMPLEMENTS) else "study"
    amount = float(educations.credits[row])
    onsite = int(events.onsite[event])
    provider = int(events.provider[event])
    place = int(events.municipality[event])
    source = int(educations.source[row])
    state = snapshot.sources[source] if 0 <= source < len(snapshot.sources) else None
    last = day_of(int(events.apply_last[event]))
    continuous = bool(events.applies_continuously[event])
    rows = alike if is_goal else placed.item.rows
    open_events = int((occasions_of(rows, ground).why == 0).sum())
    skills = tuple(
        snapshot.concepts.id[s] for s, _ in (draft.goal.skills if draft.goal and is_goal else ())
    )
    return Leg(
        kind=kind, name=educations.title[row], start=_day(placed.start), end=_day(placed.end),
        is_estimated=option.is_estimated, education_id=educations.id[row],
        event_id=events.id[event], form=form,
        provider=snapshot.providers.name[provider] if provider >= 0 else "",
        place=snapshot.concepts.label[place] if place >= 0 else "",
        is_distance=bool(events.is_distance[event]), onsite=onsite if onsite >= 0 else None,
        apply_by=None if continuous else last, pace=option.pace,
        weeks=round(float(ground.index.weeks[row]), 1),
        credits=None if math.isnan(amount) else amount,
        credit_system=CREDIT_SYSTEMS[int(educations.credit_system[row])],
        distance_km=None if option.km >= FAR else option.km, cost=option.fee,
        is_cost_assumed=math.isnan(float(events.fee[event])),
        student_aid=educations.student_aid[row], gives_skills=skills,
        gives_credentials=tuple(sorted(gives_of(placed, ground))),
        trains_for=snapshot.concepts.id[goal.demand.row] if is_goal and draft.goal
        and draft.goal.training else "",
        eligibility=eligibility_of(row, held, ground), is_selective=form in _SELECTIVE,
        decided_by="Arbetsförmedlingen" if form == "AUB" else "", url=educations.url[row],
        source=state.key if state else "", fetched_at=state.fetched_at if state else "",
        other_events=max(0, open_events - 1),
        reasons=tuple(_reasons(placed, option, draft, goal, ground)),
    )  # fmt: skip


def eligibility_of(row: int, held: frozenset[str], ground: Ground) -> EligibilityAnswer:
    """How an education's requirement stands at that point of the path."""
    requirement = int(ground.snapshot.educations.requirement[row])
    if requirement < 0:
        return EligibilityAnswer("none")
    verdict = verdict_of(row, held, ground)
    missing = tuple(sorted(verdict.lacking[0])) if verdict.lacking else ()
    text = ground.snapshot.requirements.text[requirement]
    return EligibilityAnswer(verdict.judgement, missing, verdict.verbatim, text)


def _reasons(
    placed: Placed, option: Option, draft: Draft, goal: Goal, ground: Ground
) -> list[Reason]:
    snapshot = ground.snapshot
    reasons = []
    if placed.item.key.startswith("goal:"):
        if draft.goal and draft.goal.training:
            training = draft.goal.training
            if training.via >= 0:
                via = snapshot.concepts.id[training.via]
                reasons.append(Reason.of("trains_for_related", occupation=via))
            else:
                reasons.append(Reason.of("trains_for", origin=training.origin.name.lower()))
        needed = goal.missing_needs
        for key in gives_of(placed, ground):
            if key in needed or any(key in part for n in needed if n in LICENCES
                                    for part in LICENCES[n].ways):  # fmt: skip
                reasons.append(Reason.of("gives_credential", credential=key))
        for skill, _ in draft.goal.skills if draft.goal else ():
            reasons.append(Reason.of("gives_skill", skill=snapshot.concepts.id[skill]))
    else:
        reasons.append(Reason.of("gives_credential", credential=placed.item.key))
    if not bool(snapshot.events.in_swedish[option.event]):
        reasons.append(Reason.of("taught_in_english"))
    if option.is_estimated:
        condition = Condition(int(snapshot.events.condition[option.event])).name.lower()
        reasons.append(Reason.of("dates_estimated", condition=condition))
    if form_of(option.education, snapshot) == "AUB":
        reasons.append(Reason.of("decided_by_employment_service"))
    return sorted(reasons, key=lambda r: (r.code, r.evidence))
