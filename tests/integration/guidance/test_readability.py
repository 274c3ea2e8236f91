"""Everything a citizen reads is easy to read, by Björnsson's LIX: at most 40, and at most 30 in
easy Swedish on the pages that carry the journey and the trust.

What the catalogue's publishers wrote is left out: it is theirs, and it is marked.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings

from guidance.journey import Journey
from guidance.languages import EASY, SWEDISH
from guidance.templatetags import language
from scripts import translations
from tests.integration.guidance.crawl import crawl
from tests.integration.guidance.pages import PageClient, parsed
from tests.words import WORD, lix

Begin = Callable[[Journey], PageClient]
pytestmark = pytest.mark.django_db

NORMAL, EASIER = 40, 30
EASY_PAGES = frozenset(
    {
        *("start", "cv", "earlier_jobs", "life", "holdings", "skills", "ad", "asked", "target"),
        *("gap", "way", "takeaway", "mine", "share", "open_code", "open_plan_file"),
        *("session_ended", "about", "how_it_works", "privacy", "cookies", "ethics"),
        *("accessibility", "404"),
    }
)
INLINE = frozenset({"a", "strong", "em", "span", "b", "i", "small", "sup", "abbr"})
NOT_OURS = frozenset({"bdi", "q", "blockquote", "textarea", "code", "option", "svg", "script"})
# So few words say nothing of how hard a text is.
ENOUGH = 15


def lines_of(node: Any) -> Iterator[str]:
    """The words of a page as lines: one for each heading, paragraph, item or cell."""
    parts: list[str] = []

    def walk(one: Any) -> None:
        if not isinstance(one.tag, str) or one.tag in NOT_OURS or one.get("lang"):
            return
        is_line = one.tag not in INLINE
        parts.append("\n" if is_line else "")
        parts.append(one.text or "")
        for child in one:
            walk(child)
            parts.append(child.tail or "")
        parts.append("\n" if is_line else "")

    walk(node)
    for line in "".join(parts).split("\n"):
        if line.strip():
            yield " ".join(line.split())


@pytest.mark.parametrize(("code", "most"), [(SWEDISH, NORMAL), (EASY, EASIER)])
def test_every_page_is_easy_to_read(
    begin: Begin, journey: Journey, monkeypatch: pytest.MonkeyPatch, code: str, most: int
) -> None:
    # Marks the catalogue's words in Swedish too, so that they can be told from ours.
    monkeypatch.setattr(language, "SWEDISH", "no language")
    hard: dict[str, float] = {}
    for page in crawl(code, begin, journey):
        if code == EASY and page.name not in EASY_PAGES:
            continue
        main = next(parsed(page.text).iter("main"))
        text = "\n".join(lines_of(main))
        if len(WORD.findall(text)) >= ENOUGH and lix(text) > most:
            hard[str(page)] = round(lix(text), 1)
    assert hard == {}


def test_every_longer_text_is_easy_to_read() -> None:
    """A hard paragraph does not hide among short buttons."""
    hard = {}
    for text in translations.collect(settings.BASE_DIR):
        many = text.words if isinstance(text.words, str) else text.words[1]
        words = re.sub(r"<[^>]*>|%\(\w+\)[sd]|%[sd]", "", many)
        if len(WORD.findall(words)) >= ENOUGH and lix(words) > NORMAL:
            hard[words] = round(lix(words), 1)
    assert hard == {}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Jag har en bil. Den är röd.", 3, 4),
        ("Arbetsmarknadspolitiska åtgärder förutsätter myndighetssamverkan.", 100, 110),
    ],
)
def test_the_measure(text: str, low: float, high: float) -> None:
    assert low <= lix(text) <= high


def test_a_heading_is_a_line_of_its_own() -> None:
    page = parsed(
        '<!doctype html><html lang="sv"><head><title>t</title></head><body><main><h1>En</h1>'
        "<p>Två <strong>tre</strong> <q>citat</q>.</p></main></body></html>"
    )
    assert list(lines_of(next(page.iter("main")))) == ["En", "Två tre ."]
