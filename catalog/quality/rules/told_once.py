"""Educations that are told in one record only.

A record repeats another when form, title, code, credits, configuration and provider are the same;
the one with the smallest id is not the repeat. A citizen sees the course once all the same.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    return Conditions(applies=Q(reading__isnull=False), holds=Q(reading__is_repeat=False))


RULE = Rule(
    key="told-once",
    version=1,
    topic=Topic.EDUCATION,
    subject=Subject.EDUCATION,
    title=_("Samma utbildning bara en gång"),
    measures=_("Utbildningar som inte upprepar en annan post från samma skola."),
    below=_("Vi får gissa vilka poster som är samma kurs innan vi visar dem."),
    test=RowTest(_conditions),
    good=0.98,
    fair=0.9,
)
