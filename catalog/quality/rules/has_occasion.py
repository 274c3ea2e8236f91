"""Educations with at least one occasion that has not passed."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import EducationEvent
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.subjects import not_passed


def _conditions(day: date) -> Conditions:
    to_come = EducationEvent.objects.filter(
        not_passed(day), education=OuterRef("pk"), withdrawn_at=None, is_cancelled=False
    )
    return Conditions(holds=Q(Exists(to_come)))


RULE = Rule(
    key="has-occasion",
    version=1,
    topic=Topic.EDUCATION,
    subject=Subject.EDUCATION,
    title=_("Tillfällen kvar"),
    measures=_("Utbildningar med minst ett tillfälle som inte har passerat."),
    below=_("Utbildningen finns i registret men går inte att söka."),
    test=RowTest(_conditions),
    good=0.9,
    fair=0.6,
)
