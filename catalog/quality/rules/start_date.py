"""Occasions to come that say when they begin, or that the student or the provider decides it."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import EducationEvent
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.subjects import not_passed

_BY_SOMEBODY = (
    EducationEvent.Condition.STUDENT_DECIDES,
    EducationEvent.Condition.PROVIDER_DECIDES,
)


def _conditions(day: date) -> Conditions:
    return Conditions(
        applies=not_passed(day), holds=Q(start__isnull=False) | Q(condition__in=_BY_SOMEBODY)
    )


RULE = Rule(
    key="start-date",
    version=1,
    topic=Topic.EVENT,
    subject=Subject.EVENT,
    title=_("Startdatum"),
    measures=_("Kommande tillfällen som säger när de börjar, eller vem som bestämmer det."),
    below=_("Tillfället går inte att lägga in i en plan."),
    test=RowTest(_conditions),
)
