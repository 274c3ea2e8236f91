"""A person knows how long their answers are kept, and keeps them with one click."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from guidance.journey import KEY, Journey
from guidance.session.store import ABSOLUTE_SECONDS, IDLE_SECONDS, connection, entry_name
from tests.integration.guidance.pages import PageClient, parsed
from tests.integration.guidance.test_states import PERSONAL
from tests.snapshots import NURSE, WELDER

Begin = Callable[[Journey], PageClient]
OPEN = ("start", "about", "privacy", "accessibility")


def entry_of(client: PageClient) -> str:
    return entry_name(client.cookies["sessionid"].value)


def forget(client: PageClient) -> None:
    """What Redis does after an idle hour."""
    assert connection().delete(entry_of(client)) == 1


@pytest.mark.parametrize("name", [*PERSONAL, *OPEN])
def test_every_page_says_until_when(begin: Begin, journey: Journey, name: str) -> None:
    client = begin(journey)
    with time_machine.travel(timezone.now().replace(hour=13, minute=40), tick=False):
        session = client.session
        session.save()
        response = client.get(reverse(name))
    end = timezone.localtime(timezone.now().replace(hour=14, minute=40))
    text = response.content.decode()
    assert f"Dina svar sparas till kl. {end:%H.%M}." in text
    assert "Fortsätt en timme till" in text
    assert f'href="{reverse("takeaway")}#planfil"' in text
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", [*PERSONAL, *OPEN])
def test_it_is_not_said_while_nothing_is_kept(client: PageClient, name: str) -> None:
    assert "Dina svar sparas" not in client.get(reverse(name)).content.decode()


def test_the_reminder_is_words_of_the_page_and_polite(begin: Begin, journey: Journey) -> None:
    tree = parsed(begin(journey).get(reverse("skills")).content.decode())
    line = next(node for node in tree.iter("div") if node.get("id") == "sparas-rad")
    assert IDLE_SECONDS - 5 <= int(line.get("data-seconds")) <= IDLE_SECONDS
    assert line.get("data-soon").startswith("Om tio minuter försvinner dina svar.")
    place = next(node for node in tree.iter("p") if node.get("id") == "sparas-snart")
    assert place.get("role") == "status"
    assert not (place.text or "").strip()
    assert any("js/journey.js" in (node.get("src") or "") for node in tree.iter("script"))


def test_one_click_keeps_them_another_hour_and_leads_back(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    address = reverse("target") + "?q=svets"
    tree = parsed(client.get(address).content.decode())
    back = next(node for node in tree.iter("input") if node.get("name") == "next").get("value")
    assert back == address
    connection().expire(entry_of(client), 60)
    response = client.post(reverse("extend"), {"next": back})
    assert response.headers["Location"] == address
    assert connection().ttl(entry_of(client)) > IDLE_SECONDS - 5
    assert client.session[KEY]["target"] == NURSE


def test_htmx_gets_the_line_alone(begin: Begin, journey: Journey) -> None:
    part = (
        begin(journey)
        .post(reverse("extend"), {"next": "/kan/"}, headers={"HX-Request": "true"})
        .content.decode()
    )
    assert part.strip().startswith('<div id="sparas-rad"')
    assert "<html" not in part


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "", "a"]
)
def test_it_leads_nowhere_else(begin: Begin, journey: Journey, back: str) -> None:
    response = begin(journey).post(reverse("extend"), {"next": back})
    assert response.headers["Location"] == reverse("mine")


def test_extending_begins_nothing(client: PageClient) -> None:
    assert not client.post(reverse("extend"), {"next": "/"}).cookies


def test_the_day_is_not_extended_and_that_is_said(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    late = timezone.now() + timedelta(seconds=ABSOLUTE_SECONDS - 20 * 60)
    with time_machine.travel(late, tick=False):
        text = client.get(reverse("skills")).content.decode()
    end = timezone.localtime(late) + timedelta(minutes=20)
    assert f"Dina svar sparas till kl. {end:%H.%M}." in text
    assert "den går inte att förlänga" in text
    assert "Fortsätt en timme till" not in text
    assert "Spara en planfil" in text


@pytest.mark.parametrize("name", [*PERSONAL, "start", "share", "download_plan_file"])
def test_when_the_hour_is_over_it_is_said_once_with_a_way_on(
    begin: Begin, journey: Journey, name: str
) -> None:
    client = begin(journey)
    forget(client)
    response = client.get(reverse(name))
    assert response.headers["Location"] == reverse("session_ended")
    assert response.cookies["sessionid"]["max-age"] == 0
    text = client.get(reverse("session_ended")).content.decode()
    assert "Tiden har gått ut" in text
    assert f'href="{reverse("open_plan_file")}"' in text
    assert "Location" not in client.get(reverse(name)).headers


@pytest.mark.parametrize(
    "name", ["answer_skill", "choose_plan", "change_limits", "add_note", "extend"]
)
def test_an_answer_to_what_is_forgotten_says_so_too(
    begin: Begin, journey: Journey, name: str
) -> None:
    client = begin(journey)
    forget(client)
    assert client.post(reverse(name), {}).headers["Location"] == reverse("session_ended")


def test_htmx_is_led_there_as_well(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    forget(client)
    response = client.get(reverse("skills"), headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (
        204,
        reverse("session_ended"),
    )


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("cv", {"text": "Jag har arbetat som svetsare."}),
        ("ad", {"text": "Svetsare sökes. Krav: MAG-svetsning."}),
        ("add_earlier_job", {"concept": WELDER}),
        ("life", {"done": [], "languages": []}),
        ("holdings", {"credentials": ["driving:B"], "municipality": ""}),
        ("choose_target", {"concept": WELDER}),
    ],
)
def test_what_is_sent_too_late_is_kept_and_that_the_rest_is_gone_is_said_once(
    begin: Begin, journey: Journey, name: str, sent: dict[str, object]
) -> None:
    client = begin(journey)
    forget(client)
    response = client.post(reverse(name), sent)
    assert response.status_code == 302
    page = response.headers["Location"]
    assert reverse("session_ended") not in page
    text = client.get(page).content.decode()
    assert "Det du skickade nu finns kvar. Det du svarade tidigare är borta." in text
    assert f'href="{reverse("open_plan_file")}"' in text
    page = page.partition("?")[0]
    assert "Det du svarade tidigare" not in client.get(page).content.decode()


def test_what_is_sent_too_late_and_wrong_says_it_beside_the_error(
    begin: Begin, journey: Journey
) -> None:
    client = begin(journey)
    forget(client)
    sent = {"credentials": ["driving:B"], "municipality": "9999"}
    text = client.post(reverse("holdings"), sent).content.decode()
    assert 'value="driving:B" checked' in text
    assert "Det du svarade tidigare är borta." in text


def test_nothing_is_said_to_be_gone_that_is_not(begin: Begin, journey: Journey) -> None:
    begun, new = begin(journey), PageClient()
    for client in (begun, new):
        client.post(reverse("choose_target"), {"concept": WELDER})
        assert "Det du svarade tidigare" not in client.get(reverse("gap")).content.decode()


def test_wiping_what_has_run_out_asks_for_nothing(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    forget(client)
    text = client.post(reverse("wipe"), follow=True).content.decode()
    assert "Allt är raderat" in text
    assert "Det du skickade nu" not in text


def test_a_cv_that_took_long_to_write_is_read_all_the_same(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    forget(client)
    response = client.post(reverse("cv"), {"text": "Jag kan omvårdnad."})
    assert response.headers["Location"].partition("?")[0] == reverse("skills")
    assert "Omvårdnad" in client.get(reverse("skills")).content.decode()


def test_ticks_that_took_long_are_kept_all_the_same(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    forget(client)
    response = client.post(reverse("holdings"), {"credentials": ["driving:B"]})
    assert response.headers["Location"].partition("?")[0] == reverse("target")
    page = client.get(reverse("holdings")).content.decode()
    assert re.search(r'value="driving:B"[^>]* checked', page)


def test_pages_for_everyone_are_open_to_an_old_cookie(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    forget(client)
    for name in ("about", "privacy", "open_plan_file", "open_code"):
        assert client.get(reverse(name)).status_code == 200
        client.cookies["sessionid"] = "a" * 43


def test_without_scripts_nothing_is_missing(begin: Begin, journey: Journey) -> None:
    """The form is a real one with a real address, and the script only reads what the page says."""
    text = begin(journey).get(reverse("skills")).content.decode()
    assert re.search(r'<form method="post" action="/forlang/"', text)
