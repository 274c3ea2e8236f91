import re
from dataclasses import replace

import pytest
from django.urls import reverse

from guidance.core.gap import Gap, GapItem
from guidance.core.profile import Reason
from guidance.journey import Journey
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import NURSE

ADDRESS = "/saknas/"


def test_have_and_missing_are_counts_with_their_source(begin, journey: Journey) -> None:
    text = begin(journey).get(ADDRESS).content.decode()
    assert "Det här behövs för Sjuksköterska, grundutbildad" in text
    assert "Legitimation som sjuksköterska" in text
    assert "av 180 lästa annonser i Sverige, november 2025 till oktober 2026." in text
    assert 'class="bar"' in text
    assert reverse("occupation", args=[NURSE]) in text


def test_requirements_stand_before_merits(begin, journey: Journey) -> None:
    text = begin(journey).get(ADDRESS).content.decode()
    missing = next(
        node for node in parsed(text).iter("section") if node.get("aria-labelledby") == "saknas"
    )
    assert [heading.text for heading in missing.iter("h3")] == ["Krävs", "Bra att ha"]


def test_it_begins_with_what_is_required_and_never_with_nothing(begin, journey: Journey) -> None:
    """Whoever has nothing of it yet is not told a nought, and merits are not counted as missing."""
    for one in (journey, Journey(target=NURSE)):
        text = begin(one).get(ADDRESS).content.decode()
        assert re.search(r"\d+ (sak|saker) krävs som vi inte ser att du har\.", text)
        assert "Du har 0" not in text
    assert "UHR" not in text
    foreign = replace(journey, credentials=("foreign:unassessed",))
    assert "Din utbildning från ett annat land" in begin(foreign).get(ADDRESS).content.decode()


def test_a_long_list_of_merits_is_folded_away(begin, journey: Journey, monkeypatch) -> None:
    item = GapItem("skill", "x", "Stickning", False, 0.1, ())
    for count, is_folded in ((8, False), (9, True)):
        items = tuple(replace(item, key=f"x{n}") for n in range(count))
        gap = Gap(NURSE, (), items, is_too_little_data=False)
        monkeypatch.setattr("guidance.views.gap.find_gap", lambda *_, gap=gap: gap)
        text = begin(journey).get(ADDRESS).content.decode()
        assert text.count("Stickning</span>") >= count
        assert ("Visa allt som är bra att ha" in text) is is_folded


def test_without_a_target_it_asks_for_one(client: PageClient) -> None:
    text = client.get(ADDRESS).content.decode()
    assert "Du har inte valt något mål än" in text
    assert reverse("target") in text


def test_too_little_data_is_said(begin, journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Gap(NURSE, (), (), True, (Reason.of("no_curated_skills"),))
    monkeypatch.setattr("guidance.views.gap.find_gap", lambda *args: answer)
    text = begin(journey).get(ADDRESS).content.decode()
    assert "Vi vet för lite om det här jobbet" in text
    assert "Ingen har beskrivit just det här yrket än" in text
    assert "Vi vet för lite för att säga om något saknas." in text
    assert "Vi ser inget som saknas." not in text, "unknown is told as good news"


def test_a_target_that_left_the_catalogue_asks_for_another(begin, journey: Journey) -> None:
    text = begin(replace(journey, target="borta")).get(ADDRESS).content.decode()
    assert "Du har inte valt något mål än" in text


def test_post_is_refused(client: PageClient) -> None:
    assert client.post(ADDRESS).status_code == 405


def test_a_rule_says_whom_to_ask_and_never_that_it_was_checked(begin, journey: Journey) -> None:
    text = begin(journey).get(ADDRESS).content.decode()
    assert "Reglerna kan ha ändrats. Kontrollera hos Socialstyrelsen." in text
    assert "Kontrollerat" not in text
