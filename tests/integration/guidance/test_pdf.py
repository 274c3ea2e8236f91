"""The plan as a PDF: accessible, in memory, the same twice, and nobody's name in it."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from guidance.deployment import read_deployment
from guidance.journey import Journey, Note
from tests.integration.guidance.pages import PageClient

Begin = Callable[[Journey], PageClient]
WHOLE, SHORT = "plan_pdf", "action_plan_pdf"


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    """Addresses are made in the language that is active."""
    with override("sv"):
        yield


def read(client: PageClient, name: str) -> PdfReader:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "no-store" in response.headers["Cache-Control"]
    return PdfReader(io.BytesIO(response.content))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("name", [WHOLE, SHORT])
def test_it_is_tagged_and_has_language_and_title(begin: Begin, journey: Journey, name: str) -> None:
    reader = read(begin(journey), name)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert reader.metadata.title == "Min väg till Sjuksköterska, grundutbildad"
    assert reader.metadata.author == "Kortaste vägen"
    assert b"pdfuaid" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]  # it has


def test_the_whole_has_every_step_and_what_it_stands_on(begin: Begin, journey: Journey) -> None:
    text = text_of(read(begin(journey), WHOLE))
    for words in ("Att göra", "Planen utgår från", "Gävle", "Katalog 1-", "Exempelkatalog"):
        assert words in text
    assert "arbetat som usk" not in text  # a quote of the CV stays on the screen


def test_the_short_is_one_page(begin: Begin, journey: Journey) -> None:
    reader = read(begin(journey), SHORT)
    assert len(reader.pages) == 1
    text = text_of(reader)
    assert "Att göra" in text
    assert "Planen utgår från" not in text


def test_the_same_plan_is_the_same_file(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    assert client.get(reverse(WHOLE)).content == client.get(reverse(WHOLE)).content


def test_words_are_never_instructions(begin: Begin, journey: Journey) -> None:
    wild = '#read("/etc/passwd") *fet* $x$ <b> \\ @sida "citat" [länk]'
    today = timezone.localdate().isoformat()
    text = text_of(read(begin(replace(journey, notes=(Note(today, wild),))), WHOLE))
    assert '#read("/etc/passwd") *fet* $x$ <b>' in text


def test_it_never_touches_the_disk(
    begin: Begin, journey: Journey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    read(begin(journey), WHOLE)
    assert list(tmp_path.iterdir()) == []


def test_without_a_plan_it_leads_to_the_page_that_says_why(client: PageClient) -> None:
    for name in (WHOLE, SHORT):
        assert client.get(reverse(name)).headers["Location"] == reverse("takeaway")


def test_a_site_may_do_without(begin: Begin, journey: Journey, settings) -> None:
    settings.DEPLOYMENT = read_deployment(switched_off=["pdf"])
    client = begin(journey)
    assert client.get(reverse(WHOLE)).status_code == 404
    assert reverse(WHOLE) not in client.get(reverse("takeaway")).content.decode()


@pytest.mark.parametrize("language", ["en", "sv-lattlast"])
def test_it_is_in_the_language_of_the_page(begin: Begin, journey: Journey, language: str) -> None:
    with override(language):
        address = reverse(WHOLE)
    reader = PdfReader(io.BytesIO(begin(journey).get(address).content))
    assert reader.trailer["/Root"]["/Lang"] == ("sv" if language == "sv-lattlast" else language)
