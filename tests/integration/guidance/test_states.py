"""What every page owes every person: the four states, the language, the headers."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from guidance.deployment import read_deployment
from guidance.journey import Journey
from guidance.languages import PAGE_OF
from guidance.templatetags.catalogue import stale_since
from tests.integration.guidance.conftest import put_snapshot_in
from tests.integration.guidance.pages import PageClient, parsed
from tests.routes import VARYING
from tests.snapshots import NURSE, make_snapshot

PERSONAL = (
    "cv", "earlier_jobs", "life", "skills", "holdings", "ad", "asked", "target", "gap", "way",
    "takeaway", "mine", "suggestions", "compare",
)  # fmt: skip
NEEDS_CATALOGUE = [name for name in PERSONAL if name != "mine"]


@pytest.mark.parametrize("name", PERSONAL)
def test_personal_pages_are_never_stored(client: PageClient, name: str) -> None:
    assert "no-store" in client.get(reverse(name)).headers["Cache-Control"]


@pytest.mark.parametrize("name", PERSONAL)
def test_reading_sets_no_session_cookie(client: PageClient, name: str) -> None:
    assert "sessionid" not in client.get(reverse(name)).cookies


@pytest.mark.parametrize("name", NEEDS_CATALOGUE)
def test_source_down_is_said_with_a_next_action(
    client: PageClient, no_catalogue: None, name: str
) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 503
    assert "Vänta några minuter och ladda om sidan." in response.content.decode()


@pytest.mark.parametrize("name", [*PERSONAL, "start", "about", "privacy", "accessibility"])
def test_each_page_says_sample_which_catalogue_and_is_in_swedish(
    client: PageClient, name: str
) -> None:
    """Also for a browser that asks for English: the address says the language."""
    text = client.get(reverse(name), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="sv" dir="ltr">' in text
    assert "Exempelkatalog." in text
    assert "Katalogens nummer är 1-" in text


def test_stale_is_said_after_thirty_days(settings, tmp_path, client: PageClient) -> None:
    today = timezone.localdate()
    fresh = make_snapshot(tmp_path / "fresh", today)
    assert stale_since(fresh, today) is None
    assert stale_since(fresh, today + timedelta(days=40)) == today - timedelta(days=1)
    put_snapshot_in(tmp_path / "old", today - timedelta(days=40))
    settings.SNAPSHOT_DIR = tmp_path / "old"
    assert "Uppgifterna är gamla." in client.get("/").content.decode()


@pytest.mark.parametrize("name", ["target", "suggestions", "compare", "gap", "way", "skills"])
def test_a_list_of_old_facts_says_so_above_it_with_what_to_do(
    settings, tmp_path, begin, journey: Journey, name: str
) -> None:
    put_snapshot_in(tmp_path, timezone.localdate() - timedelta(days=40))
    settings.SNAPSHOT_DIR = tmp_path
    text = begin(journey).get(reverse(name)).content.decode()
    assert "Uppgifterna är gamla." in text
    assert "Kontrollera datum hos skolan innan du söker." in text


def test_source_down_on_pages_of_one_thing(client: PageClient, no_catalogue: None) -> None:
    for address in (
        reverse("occupation", args=[NURSE]),
        reverse("education", args=["i.uoh.nurse"]),
    ):
        response = client.get(address)
        assert response.status_code == 503
        assert "Vänta några minuter" in response.content.decode()


def test_a_fault_of_ours_has_a_page_that_needs_nothing(
    no_catalogue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a catalogue, a database (there is no mark) nor an address that can be looked up."""

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("what went wrong, with words of somebody")

    with monkeypatch.context() as patch:
        patch.setattr("guidance.views.status.snapshot_of", breaks)
        patch.setattr("django.urls.base.get_resolver", breaks)
        response = PageClient(raise_request_exception=False).get("/status/")
    assert response.status_code == 500
    text = response.content.decode()
    for words in ("Något gick fel hos oss", 'lang="en"', 'lang="ar" dir="rtl"', 'href="/en/"'):
        assert words in text, words
    assert "words of somebody" not in text
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    page = parsed(text)
    addresses = [node.get("href") or "" for node in page.iter() if node.tag in ("a", "link")]
    assert "/static/css/site.css" in addresses
    assert [one for one in addresses if Client().head(one).status_code not in (200, 503)] == []


@pytest.mark.parametrize("name", ["", "Vägen i <Vilhelmina>"])
def test_our_own_failure_bears_the_name_of_the_site(
    monkeypatch: pytest.MonkeyPatch, settings, name: str
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    settings.DEPLOYMENT = read_deployment(name=name)
    monkeypatch.setattr("guidance.views.status.snapshot_of", breaks)
    response = PageClient(raise_request_exception=False).get("/status/")
    assert response.status_code == 500
    title = response.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert title == f"Något gick fel – {escape(name) or 'Kortaste vägen'}"


def test_not_found_has_a_way_back(client: PageClient) -> None:
    response = client.get("/finns-inte/")
    assert response.status_code == 404
    assert "Till början" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", VARYING)
def test_any_record_asked_for_is_answered(begin, journey: Journey, name: str) -> None:
    """No address of a record, whatever stands in it, is a fault of ours."""
    client = begin(journey)
    client.raise_request_exception = False
    known = reverse(name, kwargs=VARYING[name])
    for value in VARYING[name].values():
        for odd in ("a\x00b", "\ufffe", "a" * 3000, "' or 1=1", "%", "..", "０"):
            asked = known.replace(str(value), quote(odd, safe=""), 1)
            assert client.get(asked).status_code in (200, 302, 404), odd


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["target", "skills", "earlier_jobs", "way", "quality_providers"])
def test_any_words_searched_for_are_answered(begin, journey: Journey, name: str) -> None:
    client = begin(journey)
    for odd in ("a\x00b", "\ufffe", "a" * 3000, "' or 1=1", "%", "🦙", "<b>"):
        assert client.get(reverse(name), {"q": odd, "sida": odd}).status_code == 200, odd


def test_a_form_without_its_token_is_refused_in_words() -> None:
    strict = PageClient(enforce_csrf_checks=True)
    response = strict.post(reverse("answer_skill"), {"concept": "x", "answer": "yes"})
    assert response.status_code == 403
    assert "Försök igen" in response.content.decode()


@pytest.mark.parametrize("name", ["answer_skill", "choose_target", "choose_plan", "wipe"])
def test_every_change_is_a_post(begin, journey: Journey, name: str) -> None:
    client = begin(journey)
    before = dict(client.session)
    response = client.get(reverse(name))
    assert response.headers["Location"] == reverse(PAGE_OF[name])
    assert dict(client.session) == before
