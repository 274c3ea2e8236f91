"""Job ads that were published during the last year; of an older one employers may ask otherwise."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic

LATELY = timedelta(days=365)


def _conditions(day: date) -> Conditions:
    return Conditions(judged=Q(published__isnull=False), holds=Q(published__gte=day - LATELY))


RULE = Rule(
    key="ad-lately",
    version=1,
    topic=Topic.MARKET,
    subject=Subject.AD,
    title=_("Annonser från det senaste året"),
    measures=_("Platsannonser som är publicerade de senaste tolv månaderna."),
    below=_("Det vi säger att arbetsgivare frågar efter kan vara gammalt."),
    test=RowTest(_conditions),
    good=0.9,
    fair=0.6,
)
