"""Job ads that say in which municipality the work is."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    return Conditions(holds=~Q(municipality_code=""))


RULE = Rule(
    key="ad-place",
    version=1,
    topic=Topic.MARKET,
    subject=Subject.AD,
    title=_("Annonser med plats"),
    measures=_("Platsannonser som säger i vilken kommun jobbet är."),
    below=_("Annonsen räknas bara i hela landet, inte i ditt län."),
    test=RowTest(_conditions),
    good=0.95,
    fair=0.8,
)
