"""YH educations that carry the number under which MYH's registers know them."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Education, Qualification
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    known = Qualification.objects.filter(education=OuterRef("pk"), withdrawn_at=None)
    return Conditions(applies=Q(form=Education.Form.VOCATIONAL_HIGHER), holds=Q(Exists(known)))


RULE = Rule(
    key="yh-registered",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.EDUCATION,
    title=_("Yrkeshögskola med registrerad kvalifikation"),
    measures=_("Utbildningar på yrkeshögskola som är kopplade till en kvalifikation."),
    below=_("Vi kan inte säga vilken nivå utbildningen ger."),
    test=RowTest(_conditions),
    good=0.9,
    fair=0.6,
)
