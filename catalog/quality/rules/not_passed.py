"""Occasions in the register that have not passed.

Neither begun, nor ended, nor of a record that is out of force. Where there is no date at all and
nobody is said to decide it, it cannot be judged.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import EducationEvent
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.subjects import not_passed


def _conditions(day: date) -> Conditions:
    undated = Q(
        start=None,
        end=None,
        condition__in=(EducationEvent.Condition.NOT_SET, EducationEvent.Condition.DATED),
    )
    return Conditions(judged=~undated, holds=not_passed(day))


RULE = Rule(
    key="not-passed",
    version=1,
    topic=Topic.EVENT,
    subject=Subject.EVENT,
    title=_("Tillfällen som inte har passerat"),
    measures=_("Tillfällen i registret som varken har börjat eller slutat."),
    below=_("Registret fylls av sådant som inte går att söka. Vi visar det aldrig som öppet."),
    test=RowTest(_conditions),
    good=0.8,
    fair=0.5,
)
