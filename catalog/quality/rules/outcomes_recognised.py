"""Educations in whose own words at least one skill is recognised.

Where the description is too short and the title names no skill it cannot be judged: the education
may well give one.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.rules.description_length import is_long_enough


def _conditions(day: date) -> Conditions:
    found = Q(reading__skills__gt=0)
    return Conditions(
        applies=Q(reading__isnull=False), judged=found | is_long_enough(), holds=found
    )


RULE = Rule(
    key="outcomes-recognised",
    version=1,
    topic=Topic.EDUCATION,
    subject=Subject.EDUCATION,
    title=_("Kunskaper vi känner igen"),
    measures=_("Utbildningar där vi känner igen minst en kunskap som de ger."),
    below=_("Utbildningen kommer inte med när vi letar efter det du saknar."),
    test=RowTest(_conditions),
    good=0.8,
    fair=0.6,
)
