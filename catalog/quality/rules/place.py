"""Occasions to come that say where they are: a municipality, or at a distance."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.subjects import not_passed


def _conditions(day: date) -> Conditions:
    return Conditions(applies=not_passed(day), holds=~Q(municipality_code="") | Q(is_distance=True))


RULE = Rule(
    key="place",
    version=1,
    topic=Topic.EVENT,
    subject=Subject.EVENT,
    title=_("Plats"),
    measures=_("Kommande tillfällen som säger i vilken kommun de är, eller att de är på distans."),
    below=_("Vi utgår från skolans egen adress, och avståndet kan bli fel."),
    test=RowTest(_conditions),
)
