"""Entry requirements that we read in full.

Counted of every education in the snapshot. A text of which some words are left over lacks; an
education without a text cannot be judged: that nothing is said never means that nothing is asked.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import EducationReading
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic

_STATES = EducationReading.Requirement


def _conditions(day: date) -> Conditions:
    return Conditions(
        applies=Q(reading__isnull=False),
        judged=Q(reading__requirement__in=(_STATES.PARTLY, _STATES.WHOLLY)),
        holds=Q(reading__requirement=_STATES.WHOLLY),
    )


RULE = Rule(
    key="eligibility-read",
    version=1,
    topic=Topic.EDUCATION,
    subject=Subject.EDUCATION,
    title=_("Behörighet som går att läsa"),
    measures=_("Utbildningar vars behörighetstext vi kan läsa i sin helhet."),
    below=_("Du får skolans egna ord och måste själv avgöra om du är behörig."),
    test=RowTest(_conditions),
    good=0.9,
    fair=0.7,
)
