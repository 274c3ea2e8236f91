"""Every page in every language: no word of another one unmarked, no code, and the right letters."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from guidance.journey import Journey
from guidance.languages import ARABIC, ARABIC_PAGES, ENGLISH
from tests.integration.guidance.crawl import crawl
from tests.integration.guidance.pages import PageClient, parsed
from tests.words import swedish_words

Begin = Callable[[Journey], PageClient]
pytestmark = pytest.mark.django_db

QUOTED = ("q", "textarea", "code", "script", "style")
SAID = ("alt", "title", "aria-label", "placeholder", "data-soon", "data-gone")
# Names that are the same in every language, and words to search the Swedish catalogue with.
NAMES = re.compile(
    r"Lättläst svenska|Arbetsförmedlingens?|Omställningsfonden|Digital yrkesvägledning"
    r"|undersköterska, lagerarbetare|svetsning, bokföring"
)
# What is also on paper, where words are not marked: it says that names are in Swedish.
PLAIN_ROWS = "two-languages"


def own_words(node: Any, language: str) -> list[str]:
    """The texts below a node that are in the page's own language, attributes too; what people wrote
    themselves is left out."""
    if not isinstance(node.tag, str) or node.tag in QUOTED:
        return []
    if node.get("lang", language) != language or node.get("class") == PLAIN_ROWS:
        return []
    if node.tag == "title":  # takes no mark; the same words are marked in the heading
        return []
    found = [node.text or "", *(node.get(name) or "" for name in SAID)]
    for child in node:
        found += [*own_words(child, language), child.tail or ""]
    return [text.strip() for text in found if text.strip()]


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_no_swedish_is_left_unmarked(begin: Begin, journey: Journey, language: str) -> None:
    found: dict[str, set[str]] = {}
    for page in crawl(language, begin, journey):
        html = next(parsed(page.text).iter("html"))
        if language == ARABIC and page.name not in ARABIC_PAGES:
            continue
        assert html.get("lang") == language, page
        assert html.get("dir") == ("rtl" if language == ARABIC else "ltr")
        for text in own_words(html, language):
            if swedish_words(NAMES.sub("", text)):
                found.setdefault(text, set()).add(str(page))
    assert not found, told(found)


def told(found: dict[str, set[str]]) -> str:
    """One line for each text, with pages that have it."""
    return "\n".join(f"{text!r}: {sorted(pages)[:2]}" for text, pages in sorted(found.items()))
