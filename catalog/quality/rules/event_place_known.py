"""Occasions whose municipality code is a municipality of the taxonomy."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Concept
from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic


def _conditions(day: date) -> Conditions:
    known = Concept.objects.filter(
        type=Concept.Type.MUNICIPALITY, withdrawn_at=None, deprecated=False
    )
    return Conditions(
        applies=~Q(municipality_code=""), holds=Q(municipality_code__in=known.values("code"))
    )


RULE = Rule(
    key="event-place-known",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.EVENT,
    title=_("Kommuner som båda registren känner"),
    measures=_("Tillfällen vars kommun finns i Arbetsförmedlingens lista över kommuner."),
    below=_("Tillfället får ingen plats, och avståndet blir okänt."),
    test=RowTest(_conditions),
    good=0.99,
    fair=0.95,
)
