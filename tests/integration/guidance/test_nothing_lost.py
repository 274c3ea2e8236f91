"""Nothing that was typed is lost on an error, a reload, a way back or a second press."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guidance.journey import KEY, Journey
from tests.integration.guidance.pages import PageClient
from tests.routes import address_of, every_route
from tests.snapshots import ASSISTANT_NURSE, NURSE, skill

Begin = Callable[[Journey], PageClient]
CV = "Jag har arbetat som undersköterska. Jag kan omvårdnad."
AD = "Svetsare sökes. Krav: MAG-svetsning."
# Every form that keeps something: what is sent.
SENT: dict[str, Mapping[str, Any]] = {
    "cv": {"text": CV},
    "add_earlier_job": {"concept": ASSISTANT_NURSE},
    "answer_skill": {"concept": skill("Demensvård"), "answer": "yes"},
    "add_skill": {"concept": skill("Städning")},
    "life": {"done": [], "languages": []},
    "holdings": {"credentials": ["driving:B"], "municipality": "2180"},
    "ad": {"text": AD},
    "asked": {"held": []},
    "choose_target": {"concept": NURSE},
    "add_compared": {"concept": NURSE},
    "remove_compared": {"concept": NURSE},
    "change_limits": {"pace": "50", "reach_km": "60", "budget": "100", "count_from": "2027-01"},
    "choose_plan": {"plan": "abc"},
    "add_note": {"note": "Ring skolan"},
}
# Forms that keep nothing of what is typed, or whose second press has a test of its own.
OTHERS = {
    "open_plan_file",  # test_plan_file.py: opened twice, it is the same
    "finance",  # test_finance.py: answered, never kept
    "scenarios",  # test_counsellor.py: compared, never kept
    "objection",  # test_objection.py: said twice, it is counted twice
    "share", "revoke_code", "open_code", "answer_offer",  # test_share.py
    "extend", "wipe",
}  # fmt: skip
# What is wrong → what must be on the page that says so.
WRONG: dict[str, tuple[Mapping[str, Any], str]] = {
    "cv": ({"text": CV, "document": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, f"{CV}</textarea>"),
    "ad": ({"text": "Hej hopp"}, "Hej hopp</textarea>"),
    "life": ({"done": ["piracy"], "languages": []}, "Välj bland alternativen i listan."),
    "holdings": (
        {"credentials": ["driving:B"], "municipality": "9999"},
        'value="driving:B" checked',
    ),
    "asked": ({"held": ["nej"]}, "Välj bland alternativen i listan."),
    "change_limits": ({"pace": "50", "budget": "femtusen"}, 'value="femtusen"'),
    "add_note": ({"note": "a" * 1001}, f"{'a' * 1001}</textarea>"),
    "open_code": ({"code": "ABC-fel"}, 'value="ABC-fel"'),
}


def kept(client: PageClient) -> str:
    return json.dumps(client.session[KEY], sort_keys=True)


def test_every_form_is_looked_at() -> None:
    """A view that takes a POST belongs to one of the two."""
    names = {
        str(one.name)
        for one in every_route()
        if PageClient().post(address_of(one)).status_code != 405
    }
    assert names == SENT.keys() | OTHERS


@pytest.mark.parametrize("name", SENT)
def test_sent_twice_it_says_the_same_and_a_reload_sends_nothing(
    begin: Begin, journey: Journey, name: str
) -> None:
    client = begin(journey)
    first = client.post(reverse(name), SENT[name])
    once = kept(client)
    second = client.post(reverse(name), SENT[name])
    assert kept(client) == once
    for response in (first, second):  # what follows is a page that can be loaded again
        assert response.status_code == 302
        assert client.get(response.headers["Location"]).status_code == 200
    assert kept(client) == once


@pytest.mark.parametrize("name", WRONG)
def test_an_error_gives_back_what_was_typed_and_changes_nothing(
    begin: Begin, journey: Journey, name: str
) -> None:
    client = begin(journey)
    before = kept(client)
    sent, shown = WRONG[name]
    response = client.post(reverse(name), sent)
    assert response.status_code == 422
    assert shown in response.content.decode()
    assert kept(client) == before


def test_on_the_way_back_the_answers_are_there(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    for name in ("holdings", "change_limits", "add_note", "cv"):
        client.post(reverse(name), SENT[name])
    assert 'value="driving:B" checked' in client.get(reverse("holdings")).content.decode()
    assert 'value="2027-01"' in client.get(reverse("way")).content.decode()
    assert "Ring skolan" in client.get(reverse("takeaway")).content.decode()
    assert "Vi har redan läst ett cv." in client.get(reverse("cv")).content.decode()


def test_a_file_the_browser_forgets_is_said(begin: Begin, journey: Journey) -> None:
    """The text was too long; the file was fine, but has to be chosen again."""
    upload = SimpleUploadedFile("cv.txt", CV.encode())
    sent = {"document": upload, "text": "kan " * 60_000}
    text = begin(journey).post(reverse("cv"), sent).content.decode()
    assert "Välj den igen om du vill ha med den." in text
