"""Educations with a SUN code that the taxonomy knows as a field of study.

The taxonomy's fields have four signs; an education with narrower codes only is not known to it.
"""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Concept
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    fields = Concept.objects.filter(type=Concept.Type.SUN_FIELD, withdrawn_at=None)
    return Conditions(
        applies=Q(sun_codes__len__gt=0),
        holds=Q(sun_codes__overlap=ArraySubquery(fields.values("code"))),
    )


RULE = Rule(
    key="sun-known",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.EDUCATION,
    title=_("Inriktningar som taxonomin känner"),
    measures=_("Utbildningar vars inriktning enligt SUN också finns hos Arbetsförmedlingen."),
    below=_("Utbildningar och yrken talar om inriktning på olika sätt."),
    test=RowTest(_conditions),
    good=0.98,
    fair=0.9,
)
