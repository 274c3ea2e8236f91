from dataclasses import replace

from django.conf import settings

from guidance.journey import Journey
from tests.integration.guidance.pages import PageClient, parsed

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
