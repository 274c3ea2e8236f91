"""Occasions to come that say what they cost, be it nothing."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.subjects import not_passed


def _conditions(day: date) -> Conditions:
    return Conditions(applies=not_passed(day), holds=Q(fee__isnull=False))


RULE = Rule(
    key="fee",
    version=1,
    topic=Topic.EVENT,
    subject=Subject.EVENT,
    title=_("Avgift"),
    measures=_("Kommande tillfällen som säger vad de kostar, eller att de är gratis."),
    below=_("Kostnaden i din plan blir osäker."),
    test=RowTest(_conditions),
)
