"""What kind of step a leg is: one heading for it on a page, in the picture, on paper, in a file."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.core.licences import STEP_NAMED
from guidance.core.paths.answer import Leg
from guidance.kept_plan import KeptLeg
from guidance.templatetags.wording import in_words

register = template.Library()

LEG_KINDS = {
    "study": gettext_lazy("Utbildning"),
    "complement": gettext_lazy("Kurs du behöver först"),
    "validation": gettext_lazy("Bedömning av det du redan kan"),
    "licence": gettext_lazy("Bevis eller legitimation"),
    "wait": gettext_lazy("Väntan"),
}
# Steps outside school, which are as unlike as a test and a year of practice.
STEP_KINDS = {
    "licence": gettext_lazy("Ansökan"),
    "practice": gettext_lazy("Praktik"),
    "test": gettext_lazy("Prov"),
    "driving": gettext_lazy("Körkort"),
    "certificate": gettext_lazy("Kurs och bevis"),
}

# What the usual span of such a step is: a wait for others, or the time that the step itself takes.
_WAITED_FOR = frozenset({"licence", "test"})


@register.filter
def leg_kind_words(leg: Leg | KeptLeg) -> str:
    """Kind of a leg: Kurs du behöver först; of a step outside school its own: Prov, Praktik. One
    that a plan file from another version names is told by what it has in common with them."""
    step = STEP_NAMED.get(leg.name) if leg.kind == "licence" else None
    return in_words(STEP_KINDS, step.kind) if step else in_words(LEG_KINDS, leg.kind)


@register.filter
def span_words(leg: Leg) -> str:
    """What the span of a step outside school is called."""
    step = STEP_NAMED.get(leg.name)
    return _("Väntetid") if not step or step.kind in _WAITED_FOR else _("Tid det brukar ta")


@register.filter
def is_outside_school(leg: Leg | KeptLeg) -> bool:
    """Whether it is a step that an authority decides on, and not a study."""
    return leg.kind == "licence"
