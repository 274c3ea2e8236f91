"""Promises 7 and 11: nobody reaches another's session, and no address or cache tells of anybody."""

from collections.abc import Callable

import pytest
from django.urls import URLPattern, reverse

from guidance.journey import KEY, Journey, to_dict
from guidance.session.store import connection, entry_name
from tests.integration.guidance.pages import PageClient
from tests.integration.guidance.test_states import PERSONAL
from tests.routes import VARYING, every_route

Begin = Callable[[Journey], PageClient]
PRIVATE = (*PERSONAL, "share", "download_plan_file", "download_europass", "download_json_resume")


@pytest.mark.parametrize("pattern", every_route(), ids=lambda pattern: str(pattern.name))
def test_no_address_names_a_person(pattern: URLPattern) -> None:
    assert set(pattern.pattern.converters) == set(VARYING.get(str(pattern.name), ()))


@pytest.mark.parametrize("name", PRIVATE)
def test_another_browser_sees_nothing_of_it(begin: Begin, journey: Journey, name: str) -> None:
    mine = begin(journey).get(reverse(name)).content.decode()
    for other in (PageClient(), with_cookie("a" * 43), with_cookie("../../etc"), with_cookie("*")):
        response = other.get(reverse(name), follow=True)
        text = response.content.decode()
        assert "jag kan omvårdnad" not in text
        assert text != mine


def with_cookie(value: str) -> PageClient:
    client = PageClient()
    client.cookies["sessionid"] = value
    return client


def test_the_name_of_an_entry_opens_nothing(begin: Begin, journey: Journey) -> None:
    """Whoever reads Redis and puts what stands there into a cookie is nobody."""
    client = begin(journey)
    name = entry_name(client.cookies["sessionid"].value)
    thief = with_cookie(name.removeprefix("session:"))
    assert "jag kan omvårdnad" not in thief.get(reverse("mine"), follow=True).content.decode()
    assert connection().exists(name)


def test_answers_of_one_never_reach_the_other(begin: Begin, journey: Journey) -> None:
    first, second = begin(journey), PageClient()
    session = second.session
    session[KEY] = to_dict(Journey(municipality="2080"))
    session.save()
    second.post(reverse("wipe"))
    assert first.session[KEY]["municipality"] == "2180"


@pytest.mark.parametrize("name", PRIVATE)
def test_the_back_button_finds_nothing(begin: Begin, journey: Journey, name: str) -> None:
    header = begin(journey).get(reverse(name)).headers["Cache-Control"]
    assert "no-store" in header
    assert "private" in header


@pytest.mark.parametrize("name", ["start", "about", "privacy", "accessibility"])
def test_a_page_for_everyone_that_shows_my_time_is_not_stored_either(
    begin: Begin, journey: Journey, name: str
) -> None:
    assert "no-store" in begin(journey).get(reverse(name)).headers["Cache-Control"]
    assert "Cache-Control" not in PageClient().get(reverse(name)).headers


def test_what_is_sent_is_never_in_an_address(begin: Begin, journey: Journey) -> None:
    """Every answer is followed by a redirect to a bare address."""
    client = begin(journey)
    for name, sent in (
        ("cv", {"text": "Jag kan omvårdnad. Anna Andersson"}),
        ("holdings", {"credentials": ["driving:B"], "municipality": "2180"}),
        ("change_limits", {"pace": "50", "reach_km": "60", "budget": "100", "count_from": ""}),
        ("add_note", {"note": "Ring skolan"}),
        ("share", {"mode": "read"}),
    ):
        address = client.post(reverse(name), sent).headers["Location"]
        assert address in {reverse(n) for n in ("skills", "gap", "way", "takeaway", "share")}


def test_the_session_cookie_is_for_us_alone(begin: Begin, journey: Journey, settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = PageClient().post(reverse("cv"), {"text": "Jag kan omvårdnad."}).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
