"""Job ads whose occupation or occupation group is in the taxonomy."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    return Conditions(holds=Q(occupation__isnull=False) | Q(group__isnull=False))


RULE = Rule(
    key="ad-occupation",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.AD,
    title=_("Annonser med yrke"),
    measures=_("Platsannonser vars yrke finns i taxonomin."),
    below=_("Annonsen räknas inte med i vad arbetsgivare frågar efter."),
    test=RowTest(_conditions),
    good=0.98,
    fair=0.9,
)
