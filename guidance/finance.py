"""Who pays while you study: the questions, and their answers for the plans. Nothing is ever kept:
not in the session, not in an address, not in a log; the page holds what was said until it is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy

from guidance.core.finance.rules import Rules, Window, finance_rules, window_of
from guidance.core.finance.transition import (
    AidFlag,
    Answers,
    Condition,
    Said,
    TransitionAnswer,
    aid_flag,
    judge_transition,
    studies_of,
)
from guidance.core.paths.answer import Leg
from guidance.plans import Plan

_SAID = (
    ("yes", gettext_lazy("Ja")),
    ("no", gettext_lazy("Nej")),
    ("", gettext_lazy("Vet inte")),
)
_CHOOSE = gettext_lazy("Välj ja, nej eller vet inte.")
_AGE = gettext_lazy("Skriv din ålder med siffror, till exempel 42, eller lämna tomt.")


def _question(label: object, hint: object = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=_SAID,
        required=False,
        label=cast(str, label),
        help_text=cast(str, hint),
        error_messages={"invalid_choice": _CHOOSE},
    )


class FinanceForm(forms.Form):
    """Seven plain questions. Each may be left unanswered; the answer then says maybe."""

    age = forms.IntegerField(
        required=False,
        min_value=15,
        max_value=100,
        label=gettext_lazy("Hur gammal är du det år du börjar studera?"),
        error_messages={"invalid": _AGE, "min_value": _AGE, "max_value": _AGE},
    )
    has_worked_long = _question(
        gettext_lazy("Har du jobbat minst 8 av de senaste 14 åren?"),
        gettext_lazy("Ungefär två dagar i veckan räcker. Sjukdom och föräldraledighet kan räknas."),
    )
    has_worked_recently = _question(
        gettext_lazy("Har du jobbat minst 12 av de senaste 24 månaderna?")
    )
    is_entitled = _question(
        gettext_lazy("Har du rätt till svenskt studiestöd?"),
        gettext_lazy("Svenska medborgare har det. För andra beror det på, och CSN svarar."),
    )
    has_debt = _question(gettext_lazy("Ligger du efter med att betala tillbaka till CSN?"))
    has_used_up = _question(gettext_lazy("Har du redan haft omställningsstudiestöd i 44 veckor?"))
    is_strengthening = _question(
        gettext_lazy(
            "Har din omställningsorganisation sagt att studierna stärker dig i jobblivet?"
        ),
        gettext_lazy("Till exempel TRR, TSL, Omställningsfonden eller Kammarkollegiet."),
    )

    def answers(self) -> Answers:
        """What was said, for the core. Only of a valid form."""
        said = self.cleaned_data
        return Answers(
            age=said["age"],
            **{name: cast(Said, said[name]) for name in self.fields if name != "age"},
        )


@dataclass(frozen=True)
class LegAid:
    """One study and what its record says of student aid. is_too_slow: below the pace that student
    aid asks for · is_start_aid: of the kind that studiestartsstöd is for ·
    window: when to apply for omställningsstudiestöd · wanting: its conditions of that which the
    study itself does not meet for certain."""

    leg: Leg
    flag: AidFlag
    window: Window
    wanting: tuple[Condition, ...]
    is_too_slow: bool
    is_start_aid: bool


@dataclass(frozen=True)
class PlanFinance:
    """A plan, its studies, and the answer if something was asked."""

    plan: Plan
    studies: tuple[LegAid, ...]
    answer: TransitionAnswer | None

    @property
    def windows(self) -> Mapping[str, Window]:
        """When to apply for omställningsstudiestöd, by education id."""
        return {one.leg.education_id: one.window for one in self.studies}

    @property
    def has_start_aid(self) -> bool:
        """Whether any of it is of the kind that studiestartsstöd is for."""
        return any(one.is_start_aid for one in self.studies)


def finance_of(plans: Sequence[Plan], answers: Answers | None) -> tuple[PlanFinance, ...]:
    """Every plan that has something to study. answers: None before anything was asked."""
    rules = finance_rules()
    found = []
    for plan in plans:
        studies = studies_of(plan.path.legs)
        if studies:
            judged = judge_transition(studies, answers or Answers())
            legs = tuple(_leg_aid(leg, rules, judged) for leg in studies)
            found.append(PlanFinance(plan, legs, judged if answers else None))
    return tuple(found)


def _leg_aid(leg: Leg, rules: Rules, answer: TransitionAnswer | None) -> LegAid:
    judged = answer.studies if answer else ()
    own = next((one.conditions for one in judged if one.leg == leg), ())
    return LegAid(
        leg,
        aid_flag(leg.student_aid),
        window_of(leg.start),
        tuple(one for one in own if one.state != "met"),
        leg.pace < rules.student_aid.min_pace,
        leg.form in rules.start_aid.forms,
    )
