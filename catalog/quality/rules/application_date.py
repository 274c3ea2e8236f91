"""Occasions to come that say their last day to apply, or that one may apply at any time.

Where the register says neither when the education is given nor who decides it, it cannot be judged
whether there is such a day.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import EducationEvent
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.subjects import not_passed


def _conditions(day: date) -> Conditions:
    said = Q(apply_last__isnull=False) | Q(applies_continuously=True)
    return Conditions(
        applies=not_passed(day),
        judged=said | ~Q(condition=EducationEvent.Condition.NOT_SET),
        holds=said,
    )


RULE = Rule(
    key="application-date",
    version=1,
    topic=Topic.EVENT,
    subject=Subject.EVENT,
    title=_("Sista ansökningsdag"),
    measures=_(
        "Kommande tillfällen som säger när du senast ska söka, eller att du kan söka när som helst."
    ),
    below=_("Du kan missa ansökan, och vi kan inte lägga in datumet i din plan."),
    test=RowTest(_conditions),
)
