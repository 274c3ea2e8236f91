"""Trainings that are tied to an occupation or an occupation group.

Counted of educations that are long enough, and of a kind, to make someone ready for a job; a short
course trains for none.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    return Conditions(applies=Q(reading__is_training=True), holds=Q(reading__targets__gt=0))


RULE = Rule(
    key="trains-for",
    version=1,
    topic=Topic.EDUCATION,
    subject=Subject.EDUCATION,
    title=_("Koppling till yrke"),
    measures=_("Yrkesförberedande utbildningar som är kopplade till ett yrke eller en yrkesgrupp."),
    below=_("Utbildningen syns inte som väg till något yrke."),
    test=RowTest(_conditions),
    good=0.9,
    fair=0.6,
)
