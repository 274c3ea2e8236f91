"""What is known of an occupation, in words: its market, its description, where its ads are."""

from urllib.parse import urlencode

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidance.templatetags.wording import in_words, number_words

register = template.Library()

SITUATIONS: dict[str, str | Promise] = {
    "brist": gettext_lazy("Arbetsgivare har svårt att hitta folk."),
    "paradox": gettext_lazy(
        "Det finns folk som söker, men arbetsgivare har ändå svårt att hitta rätt person."
    ),
    "balans": gettext_lazy("Det är lagom många som söker jobben."),
    "överskott": gettext_lazy("Det är fler som söker än det finns jobb."),
    "": gettext_lazy("Det finns ingen bedömning av läget här."),
}
OUTLOOKS: dict[str, str | Promise] = {
    "öka": gettext_lazy("Jobben väntas bli fler de närmaste åren."),
    "vara oförändrad": gettext_lazy("Jobben väntas bli ungefär lika många de närmaste åren."),
    "minska": gettext_lazy("Jobben väntas bli färre de närmaste åren."),
    "": gettext_lazy("Det finns ingen prognos här."),
}
# How the taxonomy begins a description that it has taken from ESCO.
_FROM_ESCO = "Yrkesbeskrivning som följer är hämtad från relaterat ESCO-yrke:"
_ADS = "https://arbetsformedlingen.se/platsbanken/annonser"


@register.filter
def situation_words(code: str) -> str:
    """How easy employers find people: `brist` → a sentence; unknown is said."""
    return in_words(SITUATIONS, code)


@register.filter
def outlook_words(code: str) -> str:
    """Which way the number of jobs goes; unknown is said."""
    return in_words(OUTLOOKS, code)


@register.filter
def round_words(code: str) -> str:
    """A round of the forecast: `2026-1` → första omgången 2026."""
    year, _dash, number = code.partition("-")
    named = {"1": _("första omgången %(year)s"), "2": _("andra omgången %(year)s")}
    return named.get(number, "%(year)s") % {"year": year}


@register.filter
def own_definition(text: str) -> str:
    """A description without the words that say where it came from."""
    return text.removeprefix(_FROM_ESCO).strip()


@register.filter
def is_from_esco(text: str) -> bool:
    """Does the description come from the European register of occupations?"""
    return text.startswith(_FROM_ESCO)


@register.filter
def ads_words(ads: int | None) -> str:
    """3 367 annonser; none and unknown are two things."""
    if ads is None:
        return _("Vi vet inte hur många annonser det finns.")
    if ads == 0:
        return _("Inga annonser")
    return ngettext("%(n)s annons", "%(n)s annonser", ads) % {"n": number_words(ads)}


@register.filter
def ads_address(group: str, words: str = "") -> str:
    """Where today's ads of an occupation group (concept id) stand, or those that hold some words.

    The address names an occupation and a skill, never where the person lives.
    """
    return f"{_ADS}?{urlencode({'p': f'5:{group}', 'q': words}, safe=':')}"
