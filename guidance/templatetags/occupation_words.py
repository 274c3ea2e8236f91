"""What is known of an occupation, in words: its market, its description, where its ads are."""

from datetime import timedelta
from urllib.parse import urlencode

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.editions import edition_day
from catalog.quality.rhythm import RHYTHM
from guidance.templatetags.wording import in_words, month_words, number_words

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
CHANCES: dict[str, str | Promise] = {
    "stora": gettext_lazy("Möjligheten att få jobb är stor."),
    "medelstora": gettext_lazy("Möjligheten att få jobb är medelstor."),
    "små": gettext_lazy("Möjligheten att få jobb är liten."),
    "": gettext_lazy("Det finns ingen bedömning av möjligheten att få jobb här."),
}
OUTLOOKS: dict[str, str | Promise] = {
    "öka": gettext_lazy("Jobben väntas bli fler de närmaste åren."),
    "vara oförändrad": gettext_lazy("Jobben väntas bli ungefär lika många de närmaste åren."),
    "minska": gettext_lazy("Jobben väntas bli färre de närmaste åren."),
    "": gettext_lazy("Det finns ingen prognos här."),
}
# Why a place has no forecast.
UNJUDGED: dict[str, str | Promise] = {
    "": "",
    "no_forecast": gettext_lazy(
        "Vi har ingen prognos just nu. Kom tillbaka senare, eller fråga Arbetsförmedlingen."
    ),
    "not_judged": gettext_lazy("Det finns ingen bedömning av yrkesgruppen här."),
    "country_only": gettext_lazy(
        "Det finns ingen bedömning för just det här länet. Utgå från hela landet."
    ),
}
# How the taxonomy begins a description that it has taken from ESCO.
_FROM_ESCO = "Yrkesbeskrivning som följer är hämtad från relaterat ESCO-yrke:"
# A round lasts until the next should have been read; the quality report judges by the same.
_ROUND_LASTS = timedelta(days=RHYTHM["forecast"].edition_every)
_ADS = "https://arbetsformedlingen.se/platsbanken/annonser"


@register.filter
def situation_words(code: str) -> str:
    """How easy employers find people: `brist` → a sentence; unknown is said."""
    return in_words(SITUATIONS, code)


@register.filter
def chances_words(code: str) -> str:
    """How easy it is to find work: `stora` → a sentence; unknown is said."""
    return in_words(CHANCES, code)


@register.filter
def unjudged_words(code: str) -> str:
    """Why nothing is told of a place: `country_only` → where to look instead."""
    return in_words(UNJUDGED, code)


@register.filter
def outlook_words(code: str) -> str:
    """Which way the number of jobs goes; unknown is said."""
    return in_words(OUTLOOKS, code)


@register.filter
def round_words(code: str) -> str:
    """A round of the forecast: `2026-1` → första omgången 2026, `2025-05` → maj 2025."""
    year, _dash, number = code.partition("-")
    named = {"1": _("första omgången %(year)s"), "2": _("andra omgången %(year)s")}
    if number in named:
        return named[number] % {"year": year}
    day = edition_day(code) if len(number) == len("05") else None
    return month_words(day) or year


@register.filter
def is_old_round(code: str) -> bool:
    """Whether the next round should have come since; also when a round does not say when it was."""
    day = edition_day(code)
    return day is None or timezone.localdate() - day > _ROUND_LASTS


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
