"""Educations that their provider has looked at during the last two years."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic

LATELY = timedelta(days=730)


def _conditions(day: date) -> Conditions:
    return Conditions(
        judged=Q(last_edited__isnull=False), holds=Q(last_edited__date__gte=day - LATELY)
    )


RULE = Rule(
    key="edited-lately",
    version=1,
    topic=Topic.EDUCATION,
    subject=Subject.EDUCATION,
    title=_("Ändrad de senaste två åren"),
    measures=_("Utbildningar vars uppgifter är ändrade under de senaste två åren."),
    below=_("Uppgifterna kan vara gamla. Fråga skolan."),
    test=RowTest(_conditions),
)
