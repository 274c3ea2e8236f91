"""Occasions whose education and provider are both in the catalogue.

Occasions that were refused because their education is not there are counted by `references`.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    return Conditions(
        holds=Q(education__withdrawn_at=None)
        & Q(provider__isnull=False, provider__withdrawn_at=None)
    )


RULE = Rule(
    key="points-somewhere",
    version=1,
    topic=Topic.EVENT,
    subject=Subject.EVENT,
    title=_("Tillfällen som pekar rätt"),
    measures=_("Tillfällen vars utbildning och skola båda finns i katalogen."),
    below=_("Du ser ett tillfälle utan att veta vilken skola som ger det."),
    test=RowTest(_conditions),
    good=0.99,
    fair=0.95,
)
