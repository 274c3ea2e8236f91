"""Providers with an address of a shape that can work."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.rules.education_link import WORKING_SHAPE


def _conditions(day: date) -> Conditions:
    return Conditions(holds=Q(url__iregex=WORKING_SHAPE))


RULE = Rule(
    key="provider-link",
    version=1,
    topic=Topic.PROVIDER,
    subject=Subject.PROVIDER,
    title=_("Skolans webbplats"),
    measures=_("Skolor med en webbadress som ser ut att fungera. Vi öppnar den inte."),
    below=_("Du måste själv leta upp skolan."),
    test=RowTest(_conditions),
)
