"""The language of a page and of its parts, and the way to the other languages."""

import re
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _

from guidance.languages import (
    ARABIC,
    EASY,
    ENGLISH,
    SWEDISH,
    SWEDISH_AMONG_ARABIC,
    address_in,
    chosen_language,
    text_language,
)

register = template.Library()


@dataclass(frozen=True)
class Offer:
    """A language to choose. lang: of its name · remark: what to know of it, in this page's words ·
    address: this page in it."""

    code: str
    name: str
    lang: str
    remark: str
    address: str
    is_chosen: bool


NAMES = {
    SWEDISH: ("Svenska", SWEDISH, ""),
    EASY: ("Lättläst svenska", SWEDISH, ""),
    ENGLISH: ("English", ENGLISH, ""),
    ARABIC: ("العربية", ARABIC, _("delvis")),
}


@register.simple_tag
def page_language() -> str:
    """The language the page is in, for `<html lang>`."""
    return text_language()


@register.simple_tag
def page_direction() -> str:
    """`rtl` or `ltr`, for `<html dir>`."""
    return "rtl" if get_language_bidi() else "ltr"


@register.inclusion_tag("components/language.html", takes_context=True)
def language_switch(context: dict[str, Any]) -> dict[str, Any]:
    """The languages as links to this page in them."""
    request, chosen = context.get("request"), chosen_language()
    return {
        "is_swedish_among_arabic": get_language() == SWEDISH_AMONG_ARABIC,
        "languages": [
            Offer(code, name, lang, str(remark), address_in(code, request), code == chosen)
            for code, (name, lang, remark) in NAMES.items()
        ],
    }


def in_swedish(words: str) -> str:
    """Words of the catalogue on a page in any language: in that language where we have them, else
    marked as Swedish and kept apart from what is around them."""
    if not words or isinstance(words, SafeString) or text_language() == SWEDISH:
        return words
    translated = gettext(words)
    if translated != words:
        return translated
    return format_html('<bdi lang="sv">{}</bdi>', words)


@register.filter
def swedish(words: object) -> str:
    """Words of the catalogue, which are Swedish: a label, a name, a title."""
    return in_swedish(words if isinstance(words, str) else str(words))


_SLASH = re.compile(r"(?<=\w)/(?=\w)")


@register.filter
def breakable(words: str) -> SafeString:
    """A name that may be broken after its slashes: `Behandlingsassistent/Socialpedagog` is wider
    than a small phone. For a page's text only; attributes and titles take no `<wbr>`."""
    return SafeString(_SLASH.sub("/<wbr>", conditional_escape(words)))


def say(words: str | Promise, **facts: object) -> str:
    """A sentence with facts in it, some of which may be marked as Swedish."""
    safe = {
        name: conditional_escape(str(fact) if not isinstance(fact, str) else fact)
        for name, fact in facts.items()
    }
    return SafeString(conditional_escape(str(words)) % safe)
