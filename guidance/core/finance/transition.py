"""Omställningsstudiestöd: yes, no or maybe, and because of what. Nothing here is ever kept.

Each condition is met, unmet or unknown; the worst of them is the answer. So an answer never gets
better by one more condition failing. What only CSN can judge is unknown until the person says
somebody has judged it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from guidance.core.finance.rules import TransitionRules, Window, transition_rules, window_of
from guidance.core.paths.answer import Leg

Said = Literal["yes", "no", ""]
State = Literal["met", "unmet", "unknown"]
Verdict = Literal["yes", "no", "maybe"]
ConditionKey = Literal[
    "age", "work_long", "work_recent", "entitled", "debt", "weeks_left", "strengthens",
    "approved", "not_aid", "pace", "length", "young_length",
]  # fmt: skip
AidFlag = Literal["yes", "no", "unknown"]

_AID = frozenset({"ja", "a1", "a1gr", "a1gy", "a2", "a3", "b1", "b2"})


@dataclass(frozen=True)
class Answers:
    """What a person answers, for one request. age: in the year the studies begin, None unsaid ·
    has_debt: is behind with payments to CSN · has_used_up: has had all the weeks there are ·
    is_strengthening: a transition organisation says that the education strengthens them."""

    age: int | None = None
    has_worked_long: Said = ""
    has_worked_recently: Said = ""
    is_entitled: Said = ""
    has_debt: Said = ""
    has_used_up: Said = ""
    is_strengthening: Said = ""


@dataclass(frozen=True)
class Condition:
    """One condition and how it stands. limits: the numbers that its sentence needs, in order."""

    key: ConditionKey
    state: State
    limits: tuple[float, ...] = ()


@dataclass(frozen=True)
class StudyAnswer:
    """One study of a plan: its own conditions, its verdict with the person's, when to apply."""

    leg: Leg
    verdict: Verdict
    conditions: tuple[Condition, ...]
    window: Window


@dataclass(frozen=True)
class TransitionAnswer:
    """rules: the set of the first study · person: conditions about the person · weeks: how many
    full-time weeks the support lasts for them at most · plan_weeks: that the plan takes."""

    rules: TransitionRules
    verdict: Verdict
    person: tuple[Condition, ...]
    studies: tuple[StudyAnswer, ...]
    weeks: int
    plan_weeks: float

    @property
    def is_enough(self) -> bool:
        """Whether the weeks last through the plan."""
        return self.plan_weeks <= self.weeks


def judge_transition(legs: Iterable[Leg], answers: Answers) -> TransitionAnswer | None:
    """Judge the studies of a plan. None: nothing to study, or before there was such support."""
    studies = studies_of(legs)
    rules = transition_rules(studies[0].start) if studies else None
    if rules is None:
        return None
    person = person_conditions(rules, answers)
    judged = tuple(_study(leg, answers, studies[0].start.year) for leg in studies)
    is_late = answers.age is not None and answers.age >= rules.late_age
    return TransitionAnswer(
        rules=rules,
        verdict=together([one.verdict for one in judged]),
        person=person,
        studies=judged,
        weeks=rules.late_weeks if is_late else rules.most_weeks,
        plan_weeks=round(sum(leg.weeks for leg in studies), 1),
    )


def studies_of(legs: Iterable[Leg]) -> list[Leg]:
    """The legs that are educations of the catalogue, in order of start."""
    found = [leg for leg in legs if leg.kind in ("study", "complement") and leg.education_id]
    return sorted(found, key=lambda leg: (leg.start, leg.education_id))


def person_conditions(rules: TransitionRules, answers: Answers) -> tuple[Condition, ...]:
    """The conditions about the person, in the order of the form."""
    age = answers.age
    age_state: State = "unknown"
    if age is not None:
        age_state = "met" if rules.min_age <= age <= rules.max_age else "unmet"
    long, frame = rules.work_months / 12, rules.work_frame_months / 12
    return (
        Condition("age", age_state, (rules.min_age, rules.max_age)),
        Condition("work_long", _wanted(answers.has_worked_long), (long, frame)),
        Condition(
            "work_recent",
            _wanted(answers.has_worked_recently),
            (rules.recent_months, rules.recent_frame_months),
        ),
        Condition("entitled", _wanted(answers.is_entitled)),
        Condition("debt", _unwanted(answers.has_debt)),
        Condition("weeks_left", _unwanted(answers.has_used_up), (rules.most_weeks,)),
        # A no of theirs is not CSN's no.
        Condition("strengthens", "met" if answers.is_strengthening == "yes" else "unknown"),
    )


def study_conditions(leg: Leg, rules: TransitionRules, age: int | None) -> tuple[Condition, ...]:
    """The conditions about one education."""
    aid = aid_flag(leg.student_aid)
    # Without student aid it can still count, if a transition organisation buys it.
    approved = Condition("not_aid" if aid == "no" else "approved", _state(aid == "yes", "unknown"))
    found = [
        approved,
        Condition("pace", _state(leg.pace >= rules.min_pace, "unmet"), (rules.min_pace,)),
        Condition("length", _length(leg.weeks, rules), (rules.min_weeks,)),
    ]
    if leg.weeks > rules.young_weeks and (age is None or age <= rules.young_age):
        state: State = "unknown" if age is None else "unmet"
        limits = (rules.young_age + 1, rules.young_weeks)
        found.append(Condition("young_length", state, limits))
    return tuple(found)


def aid_flag(code: str) -> AidFlag:
    """Whether an education gives student aid, as its record says. Unknown is never a yes."""
    tidy = code.replace(" ", "").casefold()
    return "yes" if tidy in _AID else "no" if tidy == "nej" else "unknown"


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict for several studies: yes or no only when all of them are."""
    found = set(verdicts)
    return found.pop() if len(found) == 1 else "maybe"


def _study(leg: Leg, answers: Answers, first_year: int) -> StudyAnswer:
    """A later study meets an older person, and perhaps other rules."""
    rules = _rules_at(leg.start)
    age = None if answers.age is None else answers.age + leg.start.year - first_year
    person = person_conditions(rules, replace(answers, age=age))
    own = study_conditions(leg, rules, age)
    if leg.start.year > first_year and person[0].state == "unmet":
        own = (person[0], *own)
    return StudyAnswer(leg, _verdict((*person, *own)), own, window_of(leg.start))


def _rules_at(start: date) -> TransitionRules:
    rules = transition_rules(start)
    if rules is None:
        raise ValueError(f"no rules for studies that begin {start}")
    return rules


def _verdict(conditions: Iterable[Condition]) -> Verdict:
    states = {one.state for one in conditions}
    return "no" if "unmet" in states else "maybe" if "unknown" in states else "yes"


def _wanted(said: Said) -> State:
    return "met" if said == "yes" else "unmet" if said == "no" else "unknown"


def _unwanted(said: Said) -> State:
    return "met" if said == "no" else "unmet" if said == "yes" else "unknown"


def _state(is_met: bool, otherwise: State) -> State:
    return "met" if is_met else otherwise


def _length(weeks: float, rules: TransitionRules) -> State:
    return "unknown" if weeks <= 0 else _state(weeks >= rules.min_weeks, "unmet")
