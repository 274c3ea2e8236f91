"""Educations with a SUN code that a key ties to occupation groups."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import TrainsFor
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    keyed = TrainsFor.objects.filter(withdrawn_at=None).exclude(sun_code="")
    return Conditions(
        applies=Q(sun_codes__len__gt=0),
        holds=Q(sun_codes__overlap=ArraySubquery(keyed.values("sun_code"))),
    )


RULE = Rule(
    key="sun-to-occupation",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.EDUCATION,
    title=_("Inriktningar med nyckel till yrken"),
    measures=_("Utbildningar vars inriktning enligt SUN har en nyckel till yrkesgrupper."),
    below=_("Bara utbildningens namn kan säga vilket yrke den leder till."),
    test=RowTest(_conditions),
    good=0.8,
    fair=0.4,
)
