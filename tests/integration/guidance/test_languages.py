"""Every page in every language: no word of another one unmarked, no code, and the right letters."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from guidance import life
from guidance.core.eligibility.credentials import CREDENTIAL_CHOICES
from guidance.credential_texts import CREDENTIAL_TEXTS
from guidance.journey import KEY, Journey
from guidance.languages import (
    ARABIC,
    ARABIC_PAGES,
    EASY,
    ENGLISH,
    PAGE_OF,
    SWEDISH,
    SWEDISH_AMONG_ARABIC,
)
from guidance.templatetags.language import in_swedish
from guidance.templatetags.wording import (
    clock_words,
    day_words,
    decimal_words,
    far_words,
    list_words,
    month_words,
    number_words,
    weeks_words,
)
from tests.integration.guidance.crawl import crawl
from tests.integration.guidance.pages import PageClient, parsed, visible_text
from tests.routes import address_of, every_route
from tests.snapshots import make_snapshot, skill
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


# A one-use code, made by chance: "NU7HW" is no word.
CODE = re.compile(r"[0-9A-Z]{5} [0-9A-Z]{5}")


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
            if swedish_words(NAMES.sub("", text)) and not CODE.fullmatch(text):
                found.setdefault(text, set()).add(str(page))
    assert not found, told(found)


def told(found: dict[str, set[str]]) -> str:
    """One line for each text, with pages that have it."""
    return "\n".join(f"{text!r}: {sorted(pages)[:2]}" for text, pages in sorted(found.items()))


# What a programmer's slip looks like on a page.
SLIPS = re.compile(
    r"\bNone\b|\bTrue\b|\bFalse\b|\bnan\b|{{|{%|%\(|%[sd]\b|<bdi|&lt;|&amp;|\bPromise\b"
)
# Types and keys of the catalogue and the core, which are words only there.
KEYS = re.compile(
    r"\b(?:ssyk-level-\d|occupation-name|occupation-field|driving-licence"
    r"|(?:course|exam|degree|licence|certificate|practice|training|driving|basic|foreign):\w"
    r"|unjudged|vuxgy|vuxgr|AUB|FHS|KKU|i\.[a-z]+\.[\w.]+|e\.[a-z]+\.[\w.]+)\b"
)
IDS = re.compile(r"\b[A-Za-z0-9]{4}_[A-Za-z0-9]{3}_[A-Za-z0-9]{3}\b|\b[a-z]+(?:_[a-z]+)+\b")
# Says what the codes in the files mean.
FOR_DEVELOPERS = frozenset({"open_data"})
# Ids that are there to be named: they identify a record to a school or in a report.
NAMED_IDS = re.compile(
    r"(?:Utbildningens id|Id of the education|معرّف الدراسة): \S+|(?:katalog|catalogue) \S+", re.I
)


def codes_of(root: Path) -> frozenset[str]:
    """Numbers of occupation groups and municipalities in the small catalogue."""
    snapshot = make_snapshot(root, date(2026, 11, 30))
    codes = (str(snapshot.concepts.code[row]) for row in range(len(snapshot.concepts.id)))
    return frozenset(code for code in codes if re.fullmatch(r"\d{2,}", code))


@pytest.mark.parametrize("language", [SWEDISH, EASY, ENGLISH, ARABIC])
def test_no_code_or_key_is_ever_shown(
    begin: Begin, journey: Journey, tmp_path: Path, language: str
) -> None:
    codes = codes_of(tmp_path)
    assert codes
    found: dict[str, set[str]] = {}
    for page in crawl(language, begin, journey):
        if page.name in FOR_DEVELOPERS:
            continue
        words = NAMED_IDS.sub("", visible_text(parsed(page.text)))
        slips = [one[0] for pattern in (SLIPS, KEYS, IDS) for one in pattern.finditer(words)]
        slips += [one for one in re.findall(r"(?<![\d.,])\d{4}(?![\d.,])", words) if one in codes]
        for slip in slips:
            found.setdefault(slip, set()).add(str(page))
    assert not found, told(found)


def test_every_language_has_every_page_in_its_own_address(client: PageClient) -> None:
    for route in every_route():
        with override(SWEDISH):
            plain = address_of(route)
        with override(ENGLISH):
            english = address_of(route)
        assert english in (plain, f"/en{plain}")
        with override(SWEDISH_AMONG_ARABIC):
            assert address_of(route) in (plain, f"/ar{plain}")


@pytest.mark.parametrize("language", [EASY, ENGLISH, ARABIC])
def test_the_way_to_another_language_leads_to_the_same_page(
    begin: Begin, journey: Journey, language: str
) -> None:
    client = begin(journey)
    for name in ("start", "gap", "mine"):
        with override(language):
            there = reverse(name)
        with override(SWEDISH):
            here = reverse(name)
        assert f'href="{there}"' in client.get(here).content.decode()
        assert f'href="{here}"' in client.get(there).content.decode()


def test_a_page_that_only_takes_what_is_sent_leads_to_the_one_that_shows_it(
    begin: Begin, journey: Journey
) -> None:
    """Every such address is known; none of the links to a language is a dead end."""
    client = begin(journey)
    for route in every_route():
        assert client.get(address_of(route)).status_code != 405, route.name
    for language in (SWEDISH, EASY, ENGLISH, ARABIC):
        for form, page in PAGE_OF.items():
            with override(language):
                asked, there = reverse(form), reverse(page)
            assert client.get(asked).headers["Location"] == there
            assert client.head(asked).headers["Location"] == there
            assert client.put(asked).status_code == 405
            assert client.get(there).status_code == 200
    refused = client.post(reverse("change_limits"), {"pace": "1"}).content.decode()
    with override(ENGLISH):
        assert f'href="{reverse("way")}"' in refused


def test_a_language_sets_no_cookie(client: PageClient) -> None:
    for address in ("/en/", "/ar/", "/sv-lattlast/"):
        response = client.get(address, headers={"Accept-Language": "de"})
        assert response.status_code == 200
        assert not response.cookies


def test_answers_survive_a_change_of_language(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was ticked in one language is ticked in the other, and can be taken back there."""
    monkeypatch.setattr(life, "SKILLS", {**life.SKILLS, "Äldreomsorg": skill("Äldreomsorg")})
    response = client.post("/en/kan/annat/", {"done": ["care"], "languages": []})
    assert response.status_code == 302
    assert "Cared for someone close to you" in client.get("/en/kan/").content.decode()
    swedish = client.get("/kan/annat/").content.decode()
    assert re.search(r'value="care"\s+checked', swedish)
    assert "Vårdat en närstående" in client.get("/kan/").content.decode()
    client.post("/ar/kan/annat/", {"done": [], "languages": []})
    assert not client.session[KEY]["choices"]


def test_an_arabic_page_without_arabic_words_says_so_and_leads_back(client: PageClient) -> None:
    response = client.get("/ar/om/")
    text = response.content.decode()
    assert '<html lang="sv" dir="ltr">' in text
    assert "هذه الصفحة باللغة السويدية فقط" in text
    assert 'href="/ar/"' in text
    assert response.headers["Content-Language"] == "sv"


@pytest.mark.parametrize(
    ("language", "thousands", "decimal", "at"),
    [(SWEDISH, "12\xa0345", "7,5", "15.40"), (ENGLISH, "12,345", "7.5", "15:40")],
)
def test_numbers_and_times_follow_the_language(
    language: str, thousands: str, decimal: str, at: str
) -> None:
    with override(language):
        assert number_words(12345) == thousands
        assert decimal_words(7.5) == decimal
        assert clock_words("2026-11-30T15:40:00") == at


@pytest.mark.parametrize(
    ("language", "day", "month", "length", "far"),
    [
        (SWEDISH, "15 april 2027", "augusti 2027", "ungefär ett år", "Ungefär 5 mil"),
        (EASY, "15 april 2027", "augusti 2027", "ungefär ett år", "Ungefär 5 mil"),
        (ENGLISH, "15 April 2027", "August 2027", "about a year", "About 50 km"),
        (ARABIC, "15 أبريل 2027", "أغسطس 2027", "حوالي سنة", "حوالي 50 كيلومترًا"),
    ],
)
def test_dates_and_lengths_are_words_people_say(
    language: str, day: str, month: str, length: str, far: str
) -> None:
    with override(language):
        assert day_words(date(2027, 4, 15)) == day
        assert month_words(date(2027, 8, 20)) == month
        assert weeks_words(40) == length
        assert far_words(50.0) == far


def test_swedish_names_are_marked_in_other_languages_only() -> None:
    with override(SWEDISH):
        assert in_swedish("Kock & bagare") == "Kock & bagare"
    with override(ENGLISH):
        assert in_swedish("Kock & bagare") == '<bdi lang="sv">Kock &amp; bagare</bdi>'
        assert in_swedish("Engelska 5") == "English 5"
        assert in_swedish("") == ""
        assert list_words([in_swedish("<b>"), "a"]) == '<bdi lang="sv">&lt;b&gt;</bdi> and a'


def test_every_paper_people_tick_has_a_name_in_other_languages() -> None:
    labels = {label for _, label in CREDENTIAL_CHOICES}
    assert labels <= set(CREDENTIAL_TEXTS)
    for text in CREDENTIAL_TEXTS:
        for language in (ENGLISH, ARABIC):
            with override(language):
                assert "<" not in in_swedish(text)
