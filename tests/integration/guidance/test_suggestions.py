from dataclasses import replace

import pytest
from django.urls import reverse

from guidance.core.moves.rank import Ranking
from guidance.journey import KEY, Choice, Journey
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import ASSISTANT_NURSE, FIELD, place, skill

ADDRESS = "/mal/forslag/"


@pytest.fixture
def able(journey: Journey) -> Journey:
    """Enough to stand near several jobs."""
    skills = ("Omvårdnad", "Äldreomsorg", "Hemtjänst", "Demensvård", "SQL")
    return replace(
        journey,
        choices=(
            Choice(ASSISTANT_NURSE, "occupation-name", answer="yes", months=60),
            *(Choice(skill(one), "skill", answer="yes") for one in skills),
        ),
        target="",
    )


def names(text: str) -> list[str]:
    lists = [node for node in parsed(text).iter("ol") if "moves" in (node.get("class") or "")]
    return ["".join(one.itertext()).strip() for top in lists for one in top.iter("h2")]


def test_each_suggestion_has_reasons_and_a_way_on(begin, able: Journey) -> None:
    text = begin(able).get(ADDRESS).content.decode()
    found = names(text)
    assert 2 <= len(found) <= 20
    assert "Du har" in text
    assert "kunskaper som jobbet frågar mest efter." in text
    assert "för yrkesgruppen i Gävleborgs län, 2024." in text
    assert text.count("Dit vill jag") == len(found)
    assert text.count(">Jämför<") == len(found)


def test_those_that_can_be_had_now_come_first(begin, able: Journey) -> None:
    text = begin(able).get(ADDRESS).content.decode()
    now, later = text.find("Du kan söka nu"), text.find("Du kan vara framme tidigast i")
    assert 0 < now < later


def test_filters_leave_some_out_and_say_when_all_are(begin, able: Journey) -> None:
    client = begin(able)
    every = names(client.get(ADDRESS).content.decode())
    now = names(client.get(ADDRESS, {"within": "0"}).content.decode())
    assert now == every[: len(now)]
    assert 0 < len(now) < len(every)
    assert names(client.get(ADDRESS, {"field": FIELD}).content.decode()) == every
    there = client.get(ADDRESS, {"region": place("01")}).content.decode()
    assert "för yrkesgruppen i Stockholms län" in there


def test_filtered_away_differs_from_nothing_found(
    begin, able: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guidance.views.suggestions.ranking_of", lambda *args: Ranking((), 0, 7))
    text = begin(able).get(ADDRESS, {"within": "0"}).content.decode()
    assert "Inget förslag passar det du har valt" in text
    assert "Utan dina val finns 7 förslag." in text
    assert "Visa alla förslag" in text
    monkeypatch.setattr("guidance.views.suggestions.ranking_of", lambda *args: Ranking((), 0, 0))
    text = begin(able).get(ADDRESS).content.decode()
    assert "Vi har inga förslag än" in text
    assert "Svara på fler frågor" in text
    assert "Inget förslag passar" not in text


def test_without_a_word_about_the_person_it_asks(client: PageClient) -> None:
    text = client.get(ADDRESS).content.decode()
    assert "Vi vet inte vad du kan än" in text
    assert reverse("skills") in text
    assert "<select" not in text


def test_what_is_not_offered_counts_as_no_filter(begin, able: Journey) -> None:
    client = begin(able)
    every = names(client.get(ADDRESS).content.decode())
    for sent in ({"field": "nej"}, {"within": "99"}, {"region": "'; --"}, {"within": "a" * 999}):
        response = client.get(ADDRESS, sent)
        assert response.status_code == 200
        assert names(response.content.decode()) == every


def test_few_suggestions_are_filled_up_with_neighbours_of_earlier_jobs(
    begin, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guidance.views.suggestions.ranking_of", lambda *args: Ranking((), 0, 0))
    text = begin(journey).get(ADDRESS).content.decode()
    assert "Nära jobb du har haft" in text


def test_it_changes_nothing_and_htmx_gets_the_list_alone(begin, able: Journey) -> None:
    client = begin(able)
    before = client.session[KEY]
    part = client.get(ADDRESS, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="forslagen">')
    assert client.session[KEY] == before
    assert client.post(ADDRESS).status_code == 405
