"""Which language a page is in. A language is offered only when its catalogue is there."""

from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

register = template.Library()

SOURCE_LANGUAGE = "sv"


def offered_languages() -> list[tuple[str, str]]:
    """Swedish, which the texts are written in, and every language with a compiled catalogue."""
    folders = [Path(folder) for folder in settings.LOCALE_PATHS]
    return [
        (code, str(name))
        for code, name in settings.LANGUAGES
        if code == SOURCE_LANGUAGE
        or any((folder / code / "LC_MESSAGES" / "django.mo").exists() for folder in folders)
    ]


@register.simple_tag
def page_language() -> str:
    """The language the page is really in, for `<html lang>`."""
    wanted = (get_language() or SOURCE_LANGUAGE).partition("-")[0]
    return wanted if wanted in dict(offered_languages()) else SOURCE_LANGUAGE


@register.inclusion_tag("components/language.html", takes_context=True)
def language_switch(context: dict[str, Any]) -> dict[str, Any]:
    """The other languages; nothing while Swedish is the only one."""
    request = context.get("request")
    return {
        "languages": offered_languages(),
        "current": page_language(),
        "here": request.path if request else "/",
        "csrf_token": context.get("csrf_token"),
    }
