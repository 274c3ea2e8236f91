"""Educations that lead to a qualification and say its level in Sweden's framework, SeQF.

Counted of educations that give a degree and of vocational higher programmes: a single course has
no level to state.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Education
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    programme = Q(
        form=Education.Form.VOCATIONAL_HIGHER, configuration=Education.Configuration.PROGRAMME
    )
    return Conditions(applies=Q(gives_degree=True) | programme, holds=Q(seqf_level__range=(1, 8)))


RULE = Rule(
    key="seqf-level",
    version=1,
    topic=Topic.EDUCATION,
    subject=Subject.EDUCATION,
    title=_("Nivå enligt SeQF"),
    measures=_("Utbildningar som leder till en examen och säger vilken nivå den har."),
    below=_("Det går inte att se hur högt examen räknas, i Sverige eller i andra länder."),
    test=RowTest(_conditions),
)
