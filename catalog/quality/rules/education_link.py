"""Educations with an address of a shape that can work. Nobody is asked whether it does."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Conditions, RowTest, Rule, Subject, Topic

# http or https, a host of two parts or more without a name before it, and no space.
WORKING_SHAPE = (
    r"^https?://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](:[0-9]{1,5})?([/?#]\S*)?$"
)


def _conditions(day: date) -> Conditions:
    return Conditions(holds=Q(url__iregex=WORKING_SHAPE))


RULE = Rule(
    key="education-link",
    version=1,
    topic=Topic.EDUCATION,
    subject=Subject.EDUCATION,
    title=_("Länk till utbildningen"),
    measures=_("Utbildningar med en webbadress som ser ut att fungera. Vi öppnar den inte."),
    below=_("Du måste själv leta upp skolans sida."),
    test=RowTest(_conditions),
)
