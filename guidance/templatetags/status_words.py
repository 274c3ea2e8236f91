"""The words of the status page."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from catalog.source_health import SourceHealth
from guidance.templatetags.wording import clock, number_words

register = template.Library()

STATES = {
    "good": gettext_lazy("I ordning"),
    "stale": gettext_lazy("Gammal"),
    "down": gettext_lazy("Går inte att hämta"),
    "off": gettext_lazy("Avstängd"),
    "never": gettext_lazy("Inte hämtad än"),
}
PHASES = {"fetch": gettext_lazy("Hämtas nu"), "apply": gettext_lazy("Förs in nu")}


@register.filter
def state_words(source: SourceHealth) -> str:
    """The state of a source in a word or three."""
    return str(STATES[source.state])


@register.filter
def phase_words(source: SourceHealth) -> str:
    """What is going on with a source, "" when nothing is."""
    if source.progress is None:
        return ""
    words = str(PHASES.get(source.progress.phase, PHASES["fetch"]))
    if not source.progress.total:
        return words
    return gettext("%(words)s: %(done)s av %(total)s") % {
        "words": words,
        "done": number_words(source.progress.done),
        "total": number_words(source.progress.total),
    }


@register.filter
def moment_clock(moment: datetime) -> str:
    """The time of day, as the language writes it."""
    return clock(timezone.localtime(moment))


@register.filter
def age_words(moment: datetime | None, now: datetime) -> str:
    """How long ago something was: minutes, hours or days; "" for never."""
    if moment is None:
        return ""
    minutes = max(0, int((now - timezone.localtime(moment)).total_seconds() // 60))
    if minutes < 1:
        return gettext("nyss")
    if minutes < 60:
        words = ngettext("för %(n)d minut sedan", "för %(n)d minuter sedan", minutes)
        return words % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("för %(n)d timme sedan", "för %(n)d timmar sedan", hours) % {"n": hours}
    days = hours // 24
    return ngettext("för %(n)d dag sedan", "för %(n)d dagar sedan", days) % {"n": days}
