"""Educations that say their field in SUN, the national classification of educations."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    return Conditions(holds=Q(sun_codes__len__gt=0))


RULE = Rule(
    key="sun-code",
    version=1,
    topic=Topic.EDUCATION,
    subject=Subject.EDUCATION,
    title=_("Utbildningsinriktning enligt SUN"),
    measures=_("Utbildningar som har en kod för sin inriktning i Sveriges utbildningsindelning."),
    below=_("Utbildningen är svår att knyta till yrken."),
    test=RowTest(_conditions),
)
