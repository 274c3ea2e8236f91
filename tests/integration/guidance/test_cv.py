import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.recognition.meaning import Nearest
from catalog.recognition.mention import Mention
from catalog.snapshot import current
from catalog.snapshot.arrays import SnapshotDamaged
from guidance.intake.document import Document, ShownCredential, Signature, UnreadableDocument
from guidance.intake.read import ACCEPTED
from guidance.journey import KEY
from guidance.templatetags.intake_words import READ_FORMATS, SIGNATURES, UNREADABLE
from tests.integration.guidance.pages import PageClient
from tests.snapshots import ASSISTANT_NURSE, NURSE, skill
from tests.unit.guidance.intake.samples import BADGE, as_bytes

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
    assert found[ASSISTANT_NURSE]["months"] == 60
    page = client.get(reverse("skills")).content.decode()
    assert "Tid i yrket enligt ditt cv: ungefär 5 år." in page


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


def test_the_words_of_a_refusal_name_every_format_that_is_read() -> None:
    """Neither a format that is not read nor one left out."""
    words = str(READ_FORMATS).lower()
    assert [name for name, _, _ in ACCEPTED if name.lower().split()[-1] not in words] == []
    for code, (_, what_to_do) in UNREADABLE.items():
        assert "docx eller" not in str(what_to_do), code
    assert UNREADABLE["unknown_format"][1] == UNREADABLE["not_text"][1] == READ_FORMATS


def sent(data: bytes, text: str = "") -> dict[str, object]:
    return {"document": SimpleUploadedFile("cv.json", data), "text": text}


@pytest.mark.parametrize(
    ("state", "words"), [(state, str(words[0])) for state, words in SIGNATURES.items()]
)
def test_a_digital_credential_shows_issuer_claim_and_signature_and_keeps_none_of_them(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, state: Signature, words: str
) -> None:
    shown = ShownCredential("Exempelskolan", "Omvårdnad steg 2 för Anna", state)
    document = Document("- Omvårdnad", "credential", (shown,))
    monkeypatch.setattr("guidance.views.cv.read_document", lambda data: document)
    response = client.post(ADDRESS, sent(b"{}", "Jag heter Anna Andersson"))
    text = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "Utfärdat av Exempelskolan" in text
    assert "Omvårdnad steg 2 för […]" in text  # the name is given away by the text beside it
    assert words in text
    assert sum(str(other[0]) in text for other in SIGNATURES.values()) == 1
    assert "Exempelskolan" not in str(dict(client.session.items()))
    assert skill("Omvårdnad") in {choice["concept"] for choice in client.session[KEY]["choices"]}


def test_a_real_badge_goes_the_whole_way(client: PageClient) -> None:
    text = client.post(ADDRESS, sent(as_bytes(BADGE))).content.decode()
    assert "Hjärt-lungräddning" in text
    assert "Utfärdat av Märkesgivaren" in text
    assert str(SIGNATURES["not_verified"][0]) in text


def test_a_credential_whose_words_cannot_be_redacted_is_not_shown(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise ValueError(args)

    monkeypatch.setattr("guidance.reading.redact_beside", fail)
    response = client.post(ADDRESS, sent(as_bytes(BADGE)))
    assert response.status_code == 422
    assert str(UNREADABLE["redaction_failed"][0]) in response.content.decode()
    assert "Märkesgivaren" not in response.content.decode()
    assert KEY not in client.session


def test_a_phrase_in_own_words_becomes_a_question_and_is_not_claimed(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = Nearest(0, 8, 15, skill("Omvårdnad"), "Omvårdnad", "skill", "Omvårdnad", 0.7)
    monkeypatch.setattr("catalog.recognition.recognise.nearest_of", lambda *_: (near,))
    client.post(ADDRESS, {"text": "hjälpte grannar"})
    (choice,) = client.session[KEY]["choices"]
    assert (choice["is_suggestion"], choice["answer"]) == (True, "")
    assert "hjälpte grannar" in choice["quote"]
    text = client.get(reverse("skills")).content.decode()
    assert "Vi kan inte gissa" not in text


@pytest.mark.parametrize(
    ("label", "method", "is_asked"),
    [
        ("Omvårdnad, specialistkompetens för läkare", "head", True),
        ("Omvårdnad, undervisning gymnasienivå", "head", True),
        ("Omvårdnad, specialistkompetens för läkare", "label", False),  # its words were all there
        ("Omvårdnad, programmeringsspråk", "head", False),  # says what it is, and claims nothing
        ("Omvårdnad", "head", False),
    ],
)
def test_a_name_that_claims_more_than_the_words_is_asked_about(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, label: str, method: str, is_asked: bool
) -> None:
    mention = Mention(8, 17, "omvårdnad", skill("Omvårdnad"), label, "skill", "held", 0.9, method,
                      "Omvårdnad")  # fmt: skip
    monkeypatch.setattr("guidance.reading.recognise", lambda *args: (mention,))
    client.post(ADDRESS, {"text": "Jag kan omvårdnad."})
    (choice,) = client.session[KEY]["choices"]
    assert choice["is_suggestion"] is is_asked
    assert choice["quote"] == "Jag kan omvårdnad."
    page = client.get(reverse("skills")).content.decode()
    assert ("Kan du det här?" in page) is is_asked


def test_without_the_model_the_rest_is_read_and_the_page_says_so(
    client: PageClient, settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.EMBEDDING_MODEL = f"{tmp_path}/gone@{'0' * 64}"
    monkeypatch.setattr(current, "_loaded", None)
    response = client.post(ADDRESS, {"text": "Jag är undersköterska"}, follow=True)
    text = response.content.decode()
    assert "Undersköterska" in text
    assert "Vi kan inte gissa" in text


def test_without_a_lexicon_the_page_says_so_and_keeps_what_was_pasted(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise SnapshotDamaged("lexicon.json is gone; run `python manage.py build_snapshot`")

    for view in ("cv", "ad"):
        monkeypatch.setattr(f"guidance.views.{view}.current_lexicon", refuse)
        response = client.post(reverse(view), {"text": "Jag kan svetsa"})
        text = response.content.decode()
        assert response.status_code == 422
        assert str(UNREADABLE["recognition_down"][0]) in text
        assert "Jag kan svetsa</textarea>" in text
