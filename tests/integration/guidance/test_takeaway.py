import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from guidance.core.paths import find_paths as find
from guidance.journey import KEY, Journey, from_dict
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import WELDER

ADDRESS = "/ta-med/"


def plans_of(text: str) -> list[str]:
    return [node.get("id") for node in parsed(text).iter("article") if node.get("class") == "plan"]


def test_all_plans_until_one_is_chosen(begin, journey: Journey) -> None:
    client = begin(journey)
    every = plans_of(client.get(ADDRESS).content.decode())
    assert every
    chosen = every[-1]
    client = begin(replace(journey, plan=chosen.removeprefix("plan-")))
    assert plans_of(client.get(ADDRESS).content.decode()) == [chosen]


def test_a_plan_that_is_gone_is_said(begin, journey: Journey) -> None:
    text = begin(replace(journey, plan="borta")).get(ADDRESS).content.decode()
    assert "Planen du valde finns inte längre" in text


def test_the_chosen_plan_is_shown_as_it_was_found_and_not_searched_for_again(
    begin, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = begin(journey)
    key = plans_of(client.get(ADDRESS).content.decode())[-1].removeprefix("plan-")
    searched = answer_only(begin(replace(journey, plan=key)).get(ADDRESS).content.decode())
    client = begin(journey)
    client.post(reverse("choose_plan"), {"plan": key})
    asked: list[object] = []
    monkeypatch.setattr(
        "guidance.plans.find_paths", lambda *args: asked.append(args) or find(*args)
    )
    for _ in range(2):
        assert answer_only(client.get(ADDRESS).content.decode()) == searched
    assert not asked
    client.get(reverse("download_plan_file"))
    assert not asked


@pytest.mark.parametrize("what", ["limits", "target", "skills", "day", "start"])
def test_it_is_searched_for_again_once_anything_it_rests_on_is_another(
    begin, journey: Journey, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    client = begin(journey)
    key = plans_of(client.get(ADDRESS).content.decode())[-1].removeprefix("plan-")
    client.post(reverse("choose_plan"), {"plan": key})
    held = from_dict(client.session[KEY])
    assert held.chosen
    tomorrow = timezone.localdate() + timedelta(days=1)
    changed = {
        "limits": replace(held, limits=replace(held.limits, pace=75)),
        "target": replace(held, target=WELDER),
        "skills": replace(held, choices=()),
        "day": held,
        "start": replace(held, count_from=tomorrow.isoformat()),
    }[what]
    if what == "day":
        monkeypatch.setattr("guidance.views.takeaway.timezone.localdate", lambda: tomorrow)
    asked: list[object] = []
    monkeypatch.setattr(
        "guidance.plans.find_paths", lambda *args: asked.append(args) or find(*args)
    )
    assert begin(changed).get(ADDRESS).status_code == 200
    assert asked


def answer_only(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_it_can_be_printed_and_says_what_it_stands_on(begin, journey: Journey) -> None:
    text = begin(journey).get(ADDRESS).content.decode()
    assert "@media print" in (settings.BASE_DIR / "static/css/site.css").read_text()
    assert "Planen utgår från" in text
    assert "Gävle" in text
    assert "Katalog 1-" in text
    assert "Exempelkatalog: sök inte till utbildningarna." in text


def test_without_a_target_it_asks_for_one(client: PageClient) -> None:
    assert "Du har inte valt något mål än" in client.get(ADDRESS).content.decode()


def test_post_is_refused_and_nothing_is_stored(begin, journey: Journey) -> None:
    client = begin(journey)
    assert client.post(ADDRESS).status_code == 405
    assert "no-store" in client.get(ADDRESS).headers["Cache-Control"]
