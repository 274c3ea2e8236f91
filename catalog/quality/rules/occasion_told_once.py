"""Occasions that are told once: no other of the same education has the same everything.

Compared are provider, first and last day, pace, place, distance, time of study and application
code; an earlier id makes the later one the repeat. One without a first day cannot be judged.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from catalog.models import EducationEvent
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic

_SAME = ("start", "municipality_code", "is_distance", "time_of_study", "application_code")
# What may be unknown, and what stands for it: unknown equals unknown here.
_PERHAPS = (("provider_id", Value("")), ("end", Value(date.max)), ("pace", Value(-1)))


def _conditions(day: date) -> Conditions:
    earlier = EducationEvent.objects.filter(
        education=OuterRef("education"),
        withdrawn_at=None,
        is_cancelled=False,
        pk__lt=OuterRef("pk"),
        **{column: OuterRef(column) for column in _SAME},
    )
    for column, stand_in in _PERHAPS:
        earlier = earlier.alias(**{f"known_{column}": Coalesce(F(column), stand_in)}).filter(
            **{f"known_{column}": Coalesce(OuterRef(column), stand_in)}
        )
    return Conditions(judged=Q(start__isnull=False), holds=~Q(Exists(earlier)))


RULE = Rule(
    key="occasion-told-once",
    version=1,
    topic=Topic.EVENT,
    subject=Subject.EVENT,
    title=_("Samma tillfälle bara en gång"),
    measures=_("Tillfällen som inte upprepar ett annat av samma utbildning."),
    below=_("Det ser ut att finnas fler tillfällen än det gör."),
    test=RowTest(_conditions),
    good=0.98,
    fair=0.9,
)
