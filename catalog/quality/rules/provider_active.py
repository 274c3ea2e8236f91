"""Providers that have at least one occasion to come."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import EducationEvent
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.subjects import not_passed


def _conditions(day: date) -> Conditions:
    to_come = EducationEvent.objects.filter(
        not_passed(day), provider=OuterRef("pk"), withdrawn_at=None, is_cancelled=False
    )
    return Conditions(holds=Q(Exists(to_come)))


RULE = Rule(
    key="provider-active",
    version=1,
    topic=Topic.PROVIDER,
    subject=Subject.PROVIDER,
    title=_("Skolor med kommande tillfällen"),
    measures=_("Skolor i registret som har minst ett tillfälle som inte har passerat."),
    below=_("Registret har många skolor som inte ger vuxna något att söka."),
    test=RowTest(_conditions),
    good=0.8,
    fair=0.4,
)
