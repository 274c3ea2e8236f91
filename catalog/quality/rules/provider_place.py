"""Providers that say in which municipality they are."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    return Conditions(holds=~Q(municipality_code=""))


RULE = Rule(
    key="provider-place",
    version=1,
    topic=Topic.PROVIDER,
    subject=Subject.PROVIDER,
    title=_("Skolans kommun"),
    measures=_("Skolor som säger vilken kommun de ligger i."),
    below=_("Tillfällen utan egen plats får ingen plats alls."),
    test=RowTest(_conditions),
)
