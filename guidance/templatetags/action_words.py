"""What to do, in words: verbs first."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.actions import Action
from guidance.core.licences import STEP_NAMED
from guidance.templatetags.language import in_swedish, say
from guidance.templatetags.wording import day_words, days_words, is_komvux, month_words

register = template.Library()

ACTIONS: Mapping[str, str | Promise] = {
    "apply_job": gettext_lazy("Sök jobb som %(job)s."),
    "ask_eligibility": gettext_lazy("Fråga %(who)s om du är behörig till %(what)s."),
    "ask_apply": gettext_lazy("Fråga %(who)s hur och när du söker till %(what)s."),
    "ask_both": gettext_lazy(
        "Fråga %(who)s om du är behörig till %(what)s, och hur och när du söker."
    ),
    "apply": gettext_lazy("Sök till %(what)s."),
    "ask_validation": gettext_lazy(
        "Fråga vuxenutbildningen i din kommun om de kan bedöma det du redan kan (%(what)s)."
    ),
    "ask_licence": gettext_lazy("Kontakta %(who)s om %(what)s."),
    "ask_support": gettext_lazy(
        "Sök omställningsstudiestöd hos CSN för det som börjar %(day)s, om du kan få det. "
        "Pengarna tar slut."
    ),
    "begin": gettext_lazy("Börja på %(what)s."),
}
# Whoever applies to komvux does it through the own municipality, wherever the school is
# (skollagen 2010:800, 20 kap.).
TO_KOMVUX: Mapping[str, str | Promise] = {
    "ask_eligibility": gettext_lazy(
        "Fråga vuxenutbildningen i din kommun om du är behörig till %(what)s hos %(who)s."
    ),
    "ask_apply": gettext_lazy(
        "Fråga vuxenutbildningen i din kommun hur och när du söker till %(what)s hos %(who)s."
    ),
    "ask_both": gettext_lazy(
        "Fråga vuxenutbildningen i din kommun om du är behörig till %(what)s hos %(who)s, "
        "och hur och när du söker."
    ),
    "apply": gettext_lazy("Sök till %(what)s hos %(who)s, genom vuxenutbildningen i din kommun."),
}

# How a step outside school is begun, by its kind; another kind is asked about.
TO_STEPS: Mapping[str, str | Promise] = {
    "licence": gettext_lazy("Ansök hos %(who)s: %(what)s."),
    "test": gettext_lazy("Anmäl dig till %(what)s."),
    "practice": gettext_lazy("Sök plats för praktiken, och fråga %(who)s hur: %(what)s."),
}


@register.simple_tag
def do_words(action: Action, job: str) -> str:
    """One thing to do, as a sentence. job: the name of the occupation."""
    leg = action.leg
    who = leg.provider if leg else ""
    words = {**ACTIONS, **TO_KOMVUX} if leg and is_komvux(leg.form) else ACTIONS
    step = STEP_NAMED.get(leg.name) if leg and leg.kind == "licence" else None
    return say(
        TO_STEPS.get(step.kind, words[action.kind]) if step else words[action.kind],
        job=in_swedish(job),
        what=in_swedish(leg.name) if leg else "",
        who=in_swedish(who) if who else _("skolan"),
        day=month_words(leg.start) if leg else "",
    )


@register.filter
def when_words(action: Action) -> str:
    """By when: a day, a month where it is reckoned, or now."""
    if action.day is None:
        return _("Nu")
    if action.kind == "apply":
        return _("Senast %(day)s") % {"day": day_words(action.day)}
    if action.kind == "ask_support":
        return _("Från %(day)s") % {"day": day_words(action.day)}
    if action.is_firm:
        return day_words(action.day)
    return _("Omkring %(month)s") % {"month": month_words(action.day)}


@register.filter
def how_long_words(action: Action) -> str:
    """How long an authority usually takes; "" when that is not known."""
    leg = action.leg
    if action.kind not in ("ask_licence", "ask_validation") or leg is None or not leg.max_days:
        return ""
    return _("Det brukar ta från %(first)s till %(last)s.") % {
        "first": days_words(leg.min_days or 0),
        "last": days_words(leg.max_days),
    }
