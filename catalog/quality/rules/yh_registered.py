"""YH educations whose number MYH's registers know: its qualifications, or its decisions.

They meet on the number with its year (YH01234-2026). Where a register leaves the year out the names
have to be the same too, for the numbers begin anew every year. Until something of MYH's is in the
catalogue nothing can be judged.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from catalog.models import Education, RegisteredQualification, VocationalDecision
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic

_NUMBER = 7  # signs of YH01234


def _conditions(day: date) -> Conditions:
    has_any, has_this = Q(), Q()
    for register in (RegisteredQualification, VocationalDecision):
        live = register.objects.filter(withdrawn_at=None)
        without_year = Q(education_code=Substr(OuterRef("code"), 1, _NUMBER))
        same = Q(education_code=OuterRef("code")) | (
            without_year & Q(name__iexact=OuterRef("title"))
        )
        has_any |= Q(Exists(live))
        has_this |= Q(Exists(live.filter(same)))
    return Conditions(
        applies=Q(form=Education.Form.VOCATIONAL_HIGHER),
        judged=has_any,
        holds=has_this & Q(code__startswith="YH"),
    )


RULE = Rule(
    key="yh-registered",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.EDUCATION,
    title=_("Yrkeshögskola som MYH känner"),
    measures=_("Utbildningar på yrkeshögskola vars nummer finns i MYH:s register."),
    below=_("Vi kan inte hämta nivå och lärandemål för utbildningen."),
    test=RowTest(_conditions),
    good=0.9,
    fair=0.6,
)
