"""From a plan of numbers to legs that say everything a person needs to act on them."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

from catalog.snapshot.arrays import EPOCH, NO_DATE, day_of
from catalog.snapshot.snapshot import CREDIT_SYSTEMS, Condition
from guidance.core.eligibility.credentials import closure
from guidance.core.eligibility.evaluate import judge
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.paths.activities import LEVEL
from guidance.core.paths.answer import EligibilityAnswer, Leg, LegKind, Path, PathName
from guidance.core.paths.candidates import Candidate
from guidance.core.paths.goal import Goal
from guidance.core.paths.index import form_of
from guidance.core.paths.occasions import FAR, Ground
from guidance.core.paths.pose import Posed, is_selective
from guidance.core.paths.validation import DAYS, PACE, PREFIX, experience_behind
from guidance.core.profile import Reason
from guidance.core.regulated import LICENCES
from guidance.core.search.problem import Placed, Plan

_COMPLEMENTS = ("course:", "basic:", "sfi:", "language:")
_A_PAUSE = 7  # days without anything to do from which waiting is said


def path_of(
    plan: Plan,
    names: tuple[PathName, ...],
    posed: Posed,
    goal: Goal,
    ground: Ground,
    is_exact: bool,
) -> Path:
    """A path for a plan. is_exact: whether the search was sure of it."""
    telling = _Telling(plan, posed, goal, ground)
    reasons = [Reason.of(f"is_{name}") for name in names]
    if plan.km >= FAR:
        reasons.append(Reason.of("distance_unknown"))
    if not is_exact:
        reasons.append(Reason.of("best_found"))
    legs = tuple(with_waits(list(telling.legs()), day(ground.today)))
    known = [leg.distance_km for leg in legs if leg.distance_km is not None]
    return Path(
        names, legs, day(plan.arrival), round(plan.weeks, 1), plan.cost, max(known, default=0.0),
        plan.bottlenecks, telling.covered(), len(goal.weights), tuple(reasons),
    )  # fmt: skip


def day(number: int) -> date:
    """A calendar date from a day number."""
    return EPOCH + timedelta(days=number)


def with_waits(legs: list[Leg], today: date) -> Iterator[Leg]:
    """The legs in order, with waiting where a week or more has nothing in it."""
    free = today
    for leg in legs:
        if (leg.start - free).days >= _A_PAUSE:
            yield Leg(kind="wait", name="", start=free, end=leg.start - timedelta(days=1), pace=0)
        yield leg
        free = max(free, leg.end + timedelta(days=1))


class _Telling:
    """One plan being put into words: codes and facts, never sentences."""

    def __init__(self, plan: Plan, posed: Posed, goal: Goal, ground: Ground) -> None:
        self.plan = plan
        self.posed = posed
        self.goal = goal
        self.ground = ground

    def legs(self) -> Iterator[Leg]:
        for placed in self.plan.placed:
            if self.posed.steps[placed.activity]:
                yield self._step(placed)
            else:
                yield self._study(placed)

    def covered(self) -> int:
        """Essential skills held, given, or trained for."""
        given: set[int] = set()
        is_trained = True
        studies = [one for one in self.plan.placed if not self.posed.steps[one.activity]]
        leading = [found for one in studies if (found := self._leading(one))]
        for one in leading:
            given |= {row for row, strength in one.skills if strength > 0}
        if studies:
            # A related occupation's training is no promise about the single skills of this one.
            own = [one for one in leading if not (one.training and one.training.via >= 0)]
            is_trained = any(one.strength >= 0.5 for one in own)
        return sum(
            1 for row in self.goal.weights if row in self.goal.held or row in given or is_trained
        )

    def _row(self, placed: Placed) -> int:
        return int(self.ground.snapshot.events.education[placed.option.source])

    def _leading(self, placed: Placed) -> Candidate | None:
        """The candidate when the study itself leads to the goal, and is no mere preparation."""
        activity = self.posed.problem.activities[placed.activity]
        if not activity.covers and not activity.gives & self.posed.problem.goal:
            return None
        return self.posed.candidates.get(self._row(placed))

    def _gives(self, placed: Placed) -> frozenset[str]:
        """Credential keys that a leg gives."""
        own = self.posed.supplied[placed.activity]
        if self.posed.steps[placed.activity]:
            return own
        return own | frozenset(self.ground.index.gives.get(self._row(placed), ()))

    def _held_at(self, placed: Placed) -> frozenset[str]:
        ended = [self._gives(one) for one in self.plan.placed if one.end < placed.start]
        return closure(self.goal.standing.held.union(*ended))

    def _step(self, placed: Placed) -> Leg:
        key = self.posed.steps[placed.activity]
        if key.startswith(PREFIX):
            proved = key.removeprefix(PREFIX)
            standing, snapshot = self.goal.standing, self.ground.snapshot
            row = experience_behind(proved, standing, self.ground.index, snapshot)
            return validation_leg(proved, snapshot.concepts.label[row], snapshot.concepts.id[row],
                                  day(placed.start))  # fmt: skip
        step = LICENCES[key]
        return Leg(
            kind="study" if step.form else "licence", name=step.name, form=step.form,
            start=day(placed.start), end=day(placed.end),
            is_estimated=True, pace=step.pace, cost=step.fee, provider=step.authority,
            distance_km=0.0, gives_credentials=tuple(sorted(self._gives(placed))),
            min_days=step.min_days,
            max_days=step.max_days, is_if_approved=step.is_uncertain,
            reasons=(
                Reason.of("rules_may_have_changed", authority=step.authority),
                Reason.of("gives_credential", credential=step.key),
                *((Reason.of("practice"),) if step.kind == "practice" else ()),
            ),
        )  # fmt: skip

    def _study(self, placed: Placed) -> Leg:
        snapshot, option = self.ground.snapshot, placed.option
        educations, events = snapshot.educations, snapshot.events
        row, event = self._row(placed), option.source
        form = form_of(row, snapshot)
        leading = self._leading(placed)
        given = self._gives(placed)
        is_complement = not leading and any(key.startswith(_COMPLEMENTS) for key in given)
        kind: LegKind = "complement" if is_complement else "study"
        amount = float(educations.credits[row])
        onsite = int(events.onsite[event])
        provider = int(events.provider[event])
        place = int(events.municipality[event])
        source = int(educations.source[row])
        state = snapshot.sources[source] if 0 <= source < len(snapshot.sources) else None
        continuous = bool(events.applies_continuously[event])
        skills = leading.skills if leading else ()
        is_training = bool(leading and leading.training)
        return Leg(
            kind=kind, name=educations.title[row], start=day(placed.start), end=day(placed.end),
            is_estimated=is_estimated(event, self.ground), education_id=educations.id[row],
            event_id=events.id[event], form=form,
            provider=snapshot.providers.name[provider] if provider >= 0 else "",
            place=snapshot.concepts.label[place] if place >= 0 else "",
            is_distance=bool(events.is_distance[event]), onsite=onsite if onsite >= 0 else None,
            apply_by=None if continuous else day_of(int(events.apply_last[event])),
            pace=option.pace, weeks=round(float(self.ground.index.weeks[row]), 1),
            credits=None if math.isnan(amount) else amount,
            credit_system=CREDIT_SYSTEMS[int(educations.credit_system[row])],
            distance_km=None if option.km >= FAR else option.km, cost=option.fee,
            is_cost_assumed=math.isnan(float(events.fee[event])),
            student_aid=educations.student_aid[row],
            gives_skills=tuple(snapshot.concepts.id[skill] for skill, _ in skills),
            gives_credentials=tuple(sorted(given)),
            trains_for=snapshot.concepts.id[self.goal.demand.row] if is_training else "",
            eligibility=eligibility_of(row, self._held_at(placed), self.ground),
            is_selective=is_selective(row, self.ground),
            decided_by="Arbetsförmedlingen" if form == "AUB" else "", url=educations.url[row],
            source=state.key if state else "", fetched_at=state.fetched_at if state else "",
            other_events=self._others(placed), reasons=tuple(self._reasons(placed, leading, given)),
        )  # fmt: skip

    def _others(self, placed: Placed) -> int:
        """Other open occasions: of the same course where the study leads to the goal, and
        otherwise of whatever gives the same to whoever holds as much."""
        row = self._row(placed)
        if not self._leading(placed):
            entry = self.posed.problem.activities[placed.activity].entries[placed.entry]
            return entry.occasions - 1
        title = self.ground.index.titles.get(row)
        form = self.ground.snapshot.educations.form
        alike = [
            other
            for other in self.posed.leading
            if other == row
            or (title and self.ground.index.titles.get(other) == title and form[other] == form[row])
        ]
        why = self.posed.occasions.weighed.why
        return max(0, sum(int((why[self.posed.occasions.of(one)] == 0).sum()) for one in alike) - 1)

    def _reasons(
        self, placed: Placed, leading: Candidate | None, given: frozenset[str]
    ) -> list[Reason]:
        concepts = self.ground.snapshot.concepts
        reasons = [Reason.of("gives_credential", credential=key) for key in self._wanted(placed)]
        if leading:
            if leading.training and leading.training.via >= 0:
                via = concepts.id[leading.training.via]
                reasons.append(Reason.of("trains_for_related", occupation=via))
            elif leading.training:
                origin = leading.training.origin.name.lower()
                reasons.append(Reason.of("trains_for", origin=origin))
            reasons.extend(
                Reason.of("gives_skill", skill=concepts.id[skill]) for skill, _ in leading.skills
            )
        event = placed.option.source
        if not bool(self.ground.snapshot.events.in_swedish[event]):
            reasons.append(Reason.of("taught_in_english"))
        if is_estimated(event, self.ground):
            condition = Condition(int(self.ground.snapshot.events.condition[event])).name.lower()
            reasons.append(Reason.of("dates_estimated", condition=condition))
        if form_of(self._row(placed), self.ground.snapshot) == "AUB":
            reasons.append(Reason.of("decided_by_employment_service"))
        return sorted(reasons, key=lambda r: (r.code, r.evidence))

    def _wanted(self, placed: Placed) -> list[str]:
        """The credentials a leg is taken for: those that the goal or a later leg asks for."""
        problem = self.posed.problem
        asked = problem.goal
        for one in self.plan.placed:
            if one.start > placed.end:
                asked |= problem.activities[one.activity].entries[one.entry].needs
        for needs, gives in problem.rules:
            asked |= needs if gives & asked else 0
        gives = problem.activities[placed.activity].gives & asked
        keys = [key for bit, key in enumerate(self.posed.keys) if gives >> bit & 1]
        implied = {one for key in keys for one in closure(frozenset({key})) if one != key}
        return [key for key in keys if key != LEVEL and key not in implied]


def validation_leg(key: str, label: str, occupation: str, start: date) -> Leg:
    """An assessment of what work has taught. key: the credential it gives if it is approved."""
    low, high = DAYS
    return Leg(
        kind="validation", name=f"Validering: {label}", start=start,
        end=start + timedelta(days=high), is_estimated=True, pace=PACE, distance_km=0.0,
        is_if_approved=True, min_days=low, max_days=high, gives_credentials=(key,),
        reasons=(
            Reason.of("proves_experience", occupation=occupation),
            Reason.of("rules_may_have_changed", authority="Skolverket"),
        ),
    )  # fmt: skip


def is_estimated(event: int, ground: Ground) -> bool:
    """Whether an occasion's end follows from length and pace, because no record says it."""
    events = ground.snapshot.events
    start, end = int(events.start[event]), int(events.end[event])
    return bool(start == NO_DATE or end == NO_DATE or end < start)


def eligibility_of(row: int, held: frozenset[str], ground: Ground) -> EligibilityAnswer:
    """How an education's requirement stands at that point of the path."""
    requirement = int(ground.snapshot.educations.requirement[row])
    if requirement < 0:
        return EligibilityAnswer("none")
    return judged(ground.snapshot.requirements.text[requirement], held)


def judged(text: str, held: frozenset[str]) -> EligibilityAnswer:
    """How a requirement text stands for closed credentials."""
    verdict = judge(parse_requirement(text).expression, held)
    missing = tuple(sorted(verdict.lacking[0])) if verdict.lacking else ()
    return EligibilityAnswer(verdict.judgement, missing, verdict.verbatim, text)
