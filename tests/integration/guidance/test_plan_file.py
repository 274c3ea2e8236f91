import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import jsonschema
import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from catalog.snapshot.current import current_snapshot
from guidance.journey import KEY, Choice, Journey, Note, from_dict
from guidance.plans import answer_of
from guidance.session.plan_file import MAX_BYTES, MEDIA_TYPE, read_plan_file, write_plan_file
from guidance.templatetags.intake_words import UNREADABLE
from guidance.templatetags.plan_file_words import UNOPENED
from tests.integration.guidance.conftest import put_snapshot_in
from tests.integration.guidance.pages import PageClient
from tests.snapshots import ASSISTANT_NURSE, skill

ADDRESS = "/oppna/"
Begin = Callable[[Journey], PageClient]


def sent(data: bytes) -> dict[str, SimpleUploadedFile]:
    return {"document": SimpleUploadedFile("min-plan.jsonld", data, MEDIA_TYPE)}


@pytest.fixture
def planned(journey: Journey) -> Journey:
    """The journey with its first plan chosen."""
    answer = answer_of(journey, current_snapshot(), timezone.localdate())
    note = Note("2026-11-24", "Ring skolan i januari")
    return replace(journey, plan=answer.plans[0].key, notes=(note,))


@pytest.fixture
def saved(begin: Begin, planned: Journey) -> bytes:
    return begin(planned).get(reverse("download_plan_file")).content


def test_the_file_is_signed_follows_the_schema_and_is_never_stored(
    begin: Begin, planned: Journey
) -> None:
    response = begin(planned).get(reverse("download_plan_file"))
    assert response.headers["Content-Type"] == MEDIA_TYPE
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"] == 'attachment; filename="min-plan.jsonld"'
    schema = json.loads((site.BASE_DIR / "docs" / "plan-file.schema.json").read_text())
    jsonschema.validate(json.loads(response.content), schema)
    file, check = read_plan_file(response.content)
    assert check == "ours"
    assert file.journey == planned
    assert file.plan is not None
    assert [leg.name for leg in file.plan.legs]


def test_opened_in_another_browser_everything_is_there_again(
    saved: bytes, planned: Journey
) -> None:
    client = PageClient()
    response = client.post(ADDRESS, sent(saved))
    assert response.headers["Location"] == reverse("takeaway")
    assert replace(from_dict(client.session[KEY]), opened=None) == planned
    text = client.get(reverse("takeaway")).content.decode()
    assert "Inget i planen har ändrats" in text
    assert "Ring skolan i januari" in text
    again = client.get(reverse("download_plan_file")).content
    assert read_plan_file(again)[0].journey == planned


def test_what_has_changed_is_said(saved: bytes, settings, tmp_path, monkeypatch) -> None:
    """Half a year later every deadline of the plan has passed."""
    later = timezone.localdate() + timedelta(days=250)
    put_snapshot_in(tmp_path / "later", timezone.localdate())
    settings.SNAPSHOT_DIR = tmp_path / "later"
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: later)
    client = PageClient()
    client.post(ADDRESS, sent(saved))
    text = client.get(reverse("takeaway")).content.decode()
    assert "har ändrats</h2>" in text
    assert "har redan börjat." in text or "sista dag att söka var" in text


def test_a_withdrawn_course_is_said(saved: bytes) -> None:
    file, _ = read_plan_file(saved)
    assert file.plan is not None
    legs = tuple(replace(leg, event_id="gone") for leg in file.plan.legs)
    data = write_plan_file(replace(file, plan=replace(file.plan, legs=legs)))
    client = PageClient()
    client.post(ADDRESS, sent(data))
    assert "tillfället finns inte längre." in client.get(reverse("takeaway")).content.decode()


def test_another_sites_file_is_opened_and_said_to_be_unchecked(saved: bytes) -> None:
    content = json.loads(saved)
    content["signature"]["site"] = "0" * 16
    client = PageClient()
    client.post(ADDRESS, sent(json.dumps(content).encode()))
    assert "kan inte kontrollera" in client.get(reverse("takeaway")).content.decode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data.replace(b'"2180"', b'"0180"'), "changed"),
        (lambda data: data.replace(b'"version": 1', b'"version": 9'), "newer"),
        (lambda data: b"%PDF-1.7 inget", "not_a_plan"),
        (lambda data: b"", "not_a_plan"),
        (lambda data: b" " * (MAX_BYTES + 1), "too_large"),
        (lambda data: b"[" * 900_000, "not_a_plan"),
    ],
)
def test_what_cannot_be_opened_is_explained_and_nothing_is_lost(
    begin: Begin, planned: Journey, saved: bytes, change: Callable[[bytes], bytes], code: str
) -> None:
    client = begin(planned)
    before = client.session[KEY]
    response = client.post(ADDRESS, sent(change(saved)))
    text = response.content.decode()
    assert response.status_code == 422
    assert text.count(str(UNOPENED[code])) == 2  # in the summary and at the field
    assert client.session[KEY] == before


def test_nothing_chosen_and_far_too_large_are_said(client: PageClient) -> None:
    response = client.post(ADDRESS, {})
    assert "Välj din planfil." in response.content.decode()
    response = client.post(ADDRESS, sent(b"a" * 7 * 1024 * 1024))
    assert response.status_code == 422
    assert "för stor för att vara en planfil" in response.content.decode()
    assert KEY not in client.session


def test_a_file_that_says_anything_breaks_no_page(saved: bytes) -> None:
    """A foreign file passes the form, not the truth: every page still answers."""
    content = json.loads(saved)
    content["signature"]["site"] = "0" * 16
    concept = "http://data.jobtechdev.se/taxonomy/concept/%3Cscript%3E"
    content["choices"][0]["@id"] = concept
    content["choices"][1]["because"] = {"@id": concept}
    content["credentials"] = ["", ":", "course:", "<script>alert(1)</script>", "driving:Ö", "x:y:z"]
    content["municipality"] = "9999"
    content["plan"]["legs"][0]["name"] = "<script>alert(1)</script>"
    content["limits"] = {**content["limits"], "pace": 0, "horizon_years": 0, "reach_km": 0}
    client = PageClient()
    assert client.post(ADDRESS, sent(json.dumps(content).encode())).status_code == 302
    for name in ("skills", "holdings", "target", "gap", "way", "takeaway", "mine", "share"):
        response = client.get(reverse(name))
        assert response.status_code == 200, name
        assert "<script>alert" not in response.content.decode()
    for name in ("download_plan_file", "download_europass", "download_json_resume"):
        assert client.get(reverse(name)).status_code == 200


def test_exports_hold_what_was_accepted_and_nobody(begin: Begin, planned: Journey) -> None:
    rejected = Choice(skill("Städning"), "skill", answer="no")
    client = begin(replace(planned, choices=(*planned.choices, rejected)))
    for name in ("download_europass", "download_json_resume"):
        response = client.get(reverse(name))
        text = response.content.decode()
        assert "attachment" in response.headers["Content-Disposition"]
        assert "Omvårdnad" in text
        assert "Naturkunskap 1b" in text
        assert "Städning" not in text  # said no to
        assert "Demensvård" not in text  # not answered
        assert "jag kan omvårdnad" not in text
        assert ASSISTANT_NURSE not in text
    resume = json.loads(client.get(reverse("download_json_resume")).content)
    assert set(resume["basics"]) == {"label"}


def test_start_offers_the_way_back(client: PageClient) -> None:
    text = client.get("/").content.decode()
    assert f'href="{ADDRESS}">Jag har en planfil' in text


def test_takeaway_offers_the_files(begin: Begin, journey: Journey) -> None:
    text = begin(journey).get(reverse("takeaway")).content.decode()
    for name in ("download_plan_file", "download_europass", "download_json_resume", "share"):
        assert f'href="{reverse(name)}"' in text


def test_a_note_is_redacted_and_kept_with_the_plan(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    note = "Ring Anna Andersson, 070-123 45 67, om validering."
    assert client.post(reverse("add_note"), {"note": note}).status_code == 302
    text = client.get(reverse("takeaway")).content.decode()
    assert "om validering." in text
    assert "070" not in text
    assert "070" not in client.get(reverse("download_plan_file")).content.decode()


def test_a_note_that_cannot_be_redacted_is_not_kept(
    begin: Begin, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr("guidance.reading.redact", refuse)
    client = begin(journey)
    response = client.post(reverse("add_note"), {"note": "Ring Anna"})
    assert response.status_code == 422
    assert "Vi kunde inte ta bort personuppgifter" in response.content.decode()
    assert "Ring Anna</textarea>" in response.content.decode()
    assert not client.session[KEY]["notes"]


@pytest.mark.parametrize("note", ["", "a" * 1001])
def test_an_empty_or_endless_note_is_an_error_at_the_field(
    begin: Begin, journey: Journey, note: str
) -> None:
    response = begin(journey).post(reverse("add_note"), {"note": note})
    assert response.status_code == 422
    assert 'href="#id_note"' in response.content.decode()


def as_a_cv(data: bytes, text: str = "") -> dict[str, object]:
    return {**sent(data), "text": text}


def test_a_plan_sent_as_a_cv_is_opened_as_the_plan_it_is(saved: bytes, planned: Journey) -> None:
    client = PageClient()
    response = client.post(reverse("cv"), as_a_cv(saved))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("takeaway"))
    text = client.get(response.headers["Location"]).content.decode()
    assert "Filen du valde är en plan som du har sparat, inte ett cv." in text
    assert "Inget i planen har ändrats" in text
    assert replace(from_dict(client.session[KEY]), opened=None) == planned
    again = client.post(reverse("cv"), as_a_cv(saved))  # sent twice, it says the same
    assert again.headers["Location"] == response.headers["Location"]
    assert "inte ett cv" not in client.get(reverse("takeaway")).content.decode()


def test_a_plan_without_a_target_opens_where_the_skills_are(begin: Begin, planned: Journey) -> None:
    data = begin(replace(planned, target="", plan="")).get(reverse("download_plan_file")).content
    client = PageClient()
    response = client.post(reverse("cv"), as_a_cv(data))
    assert response.headers["Location"].startswith(reverse("skills"))
    assert "inte ett cv" in client.get(response.headers["Location"]).content.decode()


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_plan_sent_as_a_cv_asks_before_it_takes_the_place_of_answers(
    begin: Begin, planned: Journey, saved: bytes, answer: str
) -> None:
    own = Journey(choices=(Choice(skill("Städning"), "skill", answer="yes"),))
    client = begin(own)
    response = client.post(reverse("cv"), as_a_cv(saved))
    assert response.headers["Location"] == ADDRESS
    assert from_dict(client.session[KEY]) == own
    text = client.get(ADDRESS).content.decode()
    assert "Filen är en plan, inte ett cv" in text
    assert "Räknas inte längre: Städning" in text
    assert "En plan ur en fil som du valde väntar" in client.get(reverse("mine")).content.decode()
    client.post(reverse("answer_offer"), {"answer": answer})
    kept = replace(from_dict(client.session[KEY]), opened=None)
    assert kept == (planned if answer == "yes" else own)
    assert "offer" not in client.session
    assert "Öppna din planfil" in client.get(ADDRESS).content.decode()


def test_a_plan_sent_as_a_cv_beside_text_loses_nothing(saved: bytes) -> None:
    client = PageClient()
    response = client.post(reverse("cv"), as_a_cv(saved, "Jag kan svetsa"))
    assert response.status_code == 422
    assert str(UNREADABLE["plan_file"][0]) in response.content.decode()
    assert "Jag kan svetsa</textarea>" in response.content.decode()
    assert KEY not in client.session


def test_a_changed_plan_sent_as_a_cv_is_refused_in_words(saved: bytes) -> None:
    client = PageClient()
    response = client.post(reverse("cv"), as_a_cv(saved.replace(b'"2180"', b'"0180"')))
    assert response.status_code == 422
    assert str(UNOPENED["changed"]) in response.content.decode()
    assert KEY not in client.session
