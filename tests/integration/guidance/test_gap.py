from dataclasses import replace

import pytest
from django.urls import reverse

from guidance.core.gap import Gap
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


def test_a_target_that_left_the_catalogue_asks_for_another(begin, journey: Journey) -> None:
    text = begin(replace(journey, target="borta")).get(ADDRESS).content.decode()
    assert "Du har inte valt något mål än" in text


def test_post_is_refused(client: PageClient) -> None:
    assert client.post(ADDRESS).status_code == 405


def test_a_rule_says_whom_to_ask_and_never_that_it_was_checked(begin, journey: Journey) -> None:
    text = begin(journey).get(ADDRESS).content.decode()
    assert "Reglerna kan ha ändrats. Kontrollera hos Socialstyrelsen." in text
    assert "Kontrollerat" not in text
