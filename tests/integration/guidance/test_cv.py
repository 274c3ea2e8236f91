import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guidance.intake.document import UnreadableDocument
from guidance.journey import KEY
from guidance.templatetags.intake_words import UNREADABLE
from tests.integration.guidance.pages import PageClient
from tests.snapshots import ASSISTANT_NURSE, NURSE, skill

CV = """Anna Andersson
anna.andersson@example.se
070-123 45 67

Jag har arbetat som undersköterska i fem år.
Jag kan omvårdnad och äldreomsorg.
Jag vill bli grundutbildad sjuksköterska.
"""
ADDRESS = "/kan/cv/"


def test_a_pasted_cv_becomes_concepts_and_short_quotes(client: PageClient) -> None:
    response = client.post(ADDRESS, {"text": CV})
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("skills")
    journey = client.session[KEY]
    found = {choice["concept"]: choice for choice in journey["choices"]}
    assert {ASSISTANT_NURSE, skill("Omvårdnad"), skill("Äldreomsorg")} <= found.keys()
    assert "omvårdnad" in found[skill("Omvårdnad")]["quote"].lower()
    assert all(len(choice["quote"].split()) <= 9 for choice in journey["choices"])


def test_identity_never_reaches_the_session(client: PageClient) -> None:
    client.post(ADDRESS, {"text": CV})
    kept = str(dict(client.session.items()))
    for secret in ("Anna", "Andersson", "example.se", "070"):
        assert secret not in kept
    assert dict(client.session[KEY]["removed"])["email"] == 1


def test_a_file_is_read_and_its_name_is_dropped(client: PageClient) -> None:
    upload = SimpleUploadedFile("anna-andersson-cv.txt", CV.encode(), "text/plain")
    assert client.post(ADDRESS, {"document": upload}).status_code == 302
    assert "anna-andersson" not in str(dict(client.session.items()))
    assert ASSISTANT_NURSE in {choice["concept"] for choice in client.session[KEY]["choices"]}


def test_a_wish_is_not_a_skill(client: PageClient) -> None:
    client.post(ADDRESS, {"text": "Jag vill bli sjuksköterska."})
    journey = client.session[KEY]
    assert NURSE not in {choice["concept"] for choice in journey["choices"]}


def test_nothing_sent_is_said_at_the_field_and_in_the_summary(client: PageClient) -> None:
    response = client.post(ADDRESS, {"text": "   "})
    text = response.content.decode()
    assert response.status_code == 422
    assert text.count("Välj en fil med ditt cv, eller klistra in texten i rutan.") == 2
    assert 'href="#id_document"' in text
    assert not response.cookies.get("sessionid")


@pytest.mark.parametrize("code", sorted(UNREADABLE))
def test_every_unreadable_document_is_explained_and_nothing_typed_is_lost(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def refuse(data: bytes) -> None:
        raise UnreadableDocument(code)

    monkeypatch.setattr("guidance.views.cv.read_document", refuse)
    upload = SimpleUploadedFile("cv.pdf", b"%PDF-", "application/pdf")
    response = client.post(ADDRESS, {"document": upload, "text": "Jag kan svetsa"})
    text = response.content.decode()
    assert response.status_code == 422
    assert str(UNREADABLE[code][0]) in text
    assert str(UNREADABLE[code][1]) in text
    assert "Jag kan svetsa</textarea>" in text
    assert KEY not in client.session


@pytest.mark.parametrize("size", [5 * 1024 * 1024 + 1, 7 * 1024 * 1024])
def test_a_file_too_large_says_so(client: PageClient, size: int) -> None:
    large = io.BytesIO(b"a" * size)
    large.name = "cv.txt"
    response = client.post(ADDRESS, {"document": large, "text": "Jag kan svetsa"})
    assert response.status_code == 422
    assert "större än 5 megabyte" in response.content.decode()
    assert "Jag kan svetsa</textarea>" in response.content.decode()


def test_markup_in_a_cv_is_shown_as_text(client: PageClient) -> None:
    client.post(ADDRESS, {"text": "<script>alert(1)</script> jag kan omvårdnad <b>bra</b>"})
    assert "<script>alert" not in client.get(reverse("skills")).content.decode()


def test_reading_the_same_cv_twice_changes_nothing(client: PageClient) -> None:
    client.post(ADDRESS, {"text": CV})
    once = client.session[KEY]
    client.post(ADDRESS, {"text": CV})
    assert client.session[KEY] == once


def test_limits_are_said_before_the_upload(client: PageClient) -> None:
    response = client.get(ADDRESS)
    assert "Högst 5 megabyte" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert "sessionid" not in response.cookies


def test_without_a_catalogue_it_says_so(client: PageClient, no_catalogue: None) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 503
    assert "Katalogen är inte på plats just nu" in response.content.decode()


def test_a_text_too_long_to_receive_says_what_to_do(client: PageClient) -> None:
    response = client.post(ADDRESS, {"text": "a" * (2 * 1024 * 1024 + 1)})
    assert response.status_code == 400
    assert "Gå tillbaka, korta texten" in response.content.decode()


def test_a_text_longer_than_a_cv_says_so(client: PageClient) -> None:
    response = client.post(ADDRESS, {"text": "jag kan omvårdnad " * 20_000})
    assert response.status_code == 422
    assert "Texten är för lång." in response.content.decode()
