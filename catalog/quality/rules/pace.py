"""Occasions to come that say their pace, in percent of full time."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.subjects import not_passed


def _conditions(day: date) -> Conditions:
    return Conditions(applies=not_passed(day), holds=Q(pace__gt=0))


RULE = Rule(
    key="pace",
    version=1,
    topic=Topic.EVENT,
    subject=Subject.EVENT,
    title=_("Studietakt"),
    measures=_("Kommande tillfällen som säger om de går på heltid, halvfart eller något annat."),
    below=_("Det går inte att se om utbildningen går att förena med arbete."),
    test=RowTest(_conditions),
)
