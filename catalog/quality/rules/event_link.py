"""Occasions to come from which one gets on: an address of their own, or of their education."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic
from catalog.quality.rules.education_link import WORKING_SHAPE
from catalog.quality.subjects import not_passed


def _conditions(day: date) -> Conditions:
    return Conditions(
        applies=not_passed(day),
        holds=Q(application_url__iregex=WORKING_SHAPE)
        | Q(url__iregex=WORKING_SHAPE)
        | Q(education__url__iregex=WORKING_SHAPE),
    )


RULE = Rule(
    key="event-link",
    version=1,
    topic=Topic.EVENT,
    subject=Subject.EVENT,
    title=_("Länk till ansökan eller kurssida"),
    measures=_("Kommande tillfällen där någon webbadress ser ut att fungera. Vi öppnar den inte."),
    below=_("Du hittar tillfället här men kommer inte vidare till skolan."),
    test=RowTest(_conditions),
)
