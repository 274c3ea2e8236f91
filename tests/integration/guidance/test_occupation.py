from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.snapshot.rows import ForecastRow
from catalog.snapshot.store import put_in_service
from guidance.journey import KEY, Journey
from guidance.templatetags.occupation_words import round_words
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import (
    ASSISTANT_NURSE,
    CHILD_CARER,
    NURSE,
    OLD_NURSE,
    TRUCK_DRIVER,
    WELDER,
    make_rows,
    make_snapshot,
    place,
)


def address(concept: str) -> str:
    return reverse("occupation", args=[concept])


def page(client: PageClient, concept: str) -> str:
    return client.get(address(concept)).content.decode()


def test_it_says_what_is_known_with_source_place_and_period(begin, journey: Journey) -> None:
    text = page(begin(journey), NURSE)
    for words in (
        "Sjuksköterska, grundutbildad", "Kallas också:", "På engelska:", "nurse",
        "Sverige", "Gävleborgs län", "<strong>400 annonser</strong>, 2024",
        "kronor i månaden", "Ja. Du får inte jobba med det här utan rätt papper.",
        "Legitimation som sjuksköterska", "Socialstyrelsen",
        "av 180 lästa annonser", "Sjuksköterskeprogrammet", "Börjar tidigast",
        "Allt på sidan kommer ur katalog 1-",
    ):  # fmt: skip
        assert words in text, words


def judged(client: PageClient, settings, root: Path, *forecasts: ForecastRow) -> list[str]:
    """What the page says of nurses in each place when these are the forecasts."""
    settings.SNAPSHOT_DIR = root
    day = timezone.localdate()
    snapshot = make_snapshot(root, day, replace(make_rows(day), forecasts=forecasts))
    put_in_service(root, snapshot.number)
    [pair] = parsed(page(client, NURSE)).iterfind(".//*[@class='pair']")
    return [" ".join("".join(one.itertext()).split()) for one in pair]


def nurses(where: str, edition: str, **judged: str) -> ForecastRow:
    return ForecastRow("Z8ci_bBE_tmx", place(where), round=edition, **judged)


def rounds() -> tuple[str, str]:
    """A month that is not old today, and one that is."""
    today = timezone.localdate()
    return f"{today - timedelta(days=60):%Y-%m}", f"{today - timedelta(days=500):%Y-%m}"


def test_the_county_and_the_country_tell_rounds_of_their_own(
    begin, journey: Journey, settings, tmp_path: Path
) -> None:
    fresh, old = rounds()
    country, county = judged(
        begin(journey), settings, tmp_path,
        nurses("SE", fresh, situation="brist", chances="stora", outlook="öka"),
        nurses("21", old, chances="medelstora", outlook="minska"),
    )  # fmt: skip
    assert country.startswith("Sverige 400 annonser")
    assert "Arbetsgivare har svårt att hitta folk. Möjligheten att få jobb är stor." in country
    assert "Jobben väntas bli fler de närmaste åren." in country
    assert f"Bedömningen är från {round_words(fresh)}." in country
    assert "gammal" not in country
    assert county.startswith("Gävleborgs län")
    assert "Möjligheten att få jobb är medelstor. Jobben väntas bli färre" in county
    assert "Arbetsgivare" not in county
    assert f"Bedömningen är från {round_words(old)}." in county
    assert "Bedömningen är gammal. Läget kan ha ändrats." in county


def test_a_county_without_a_forecast_leads_to_the_country(
    begin, journey: Journey, settings, tmp_path: Path
) -> None:
    forecast = nurses("SE", rounds()[0], situation="brist")
    country, county = judged(begin(journey), settings, tmp_path, forecast)
    assert "Arbetsgivare har svårt att hitta folk." in country
    assert "Det finns ingen bedömning för just det här länet. Utgå från hela landet." in county


def test_not_judged_and_no_forecast_at_all_are_told_apart(
    begin, journey: Journey, settings, tmp_path: Path
) -> None:
    client = begin(journey)
    elsewhere = ForecastRow("wQ1E_Bzk_ZyA", place("SE"), "brist", round=rounds()[0])
    for told in judged(client, settings, tmp_path / "a", elsewhere):
        assert told.endswith("Det finns ingen bedömning av yrkesgruppen här.")
    for told in judged(client, settings, tmp_path / "b"):
        assert "Vi har ingen prognos just nu." in told


def test_rules_that_do_not_bar_and_no_rules_are_told_apart(client: PageClient) -> None:
    assert "Ja. Det finns regler, och de flesta arbetsgivare" in page(client, ASSISTANT_NURSE)
    assert "Det finns regler som rör yrket." in page(client, CHILD_CARER)
    developer = page(client, "7wdX_4rv_33z")
    assert "Nej, inte så vitt vi vet." in developer
    assert "De flesta har utbildning från högskola." in developer


def test_the_way_to_a_licence_is_told_step_by_step(client: PageClient) -> None:
    text = page(client, TRUCK_DRIVER)
    assert "Så får du pappren" in text
    assert "Det här behöver du först:" in text
    assert "Transportstyrelsen" in text


def test_the_ads_behind_a_claim_can_be_seen_where_they_are(client: PageClient) -> None:
    links = [
        node.get("href")
        for node in parsed(page(client, WELDER)).iter("a")
        if (node.get("href") or "").startswith("https://arbetsformedlingen.se/")
    ]
    assert "https://arbetsformedlingen.se/platsbanken/annonser?p=5:wQ1E_Bzk_ZyA&q=" in links
    assert any("q=MAG-svetsning" in link for link in links)


def test_where_the_person_lives_is_in_no_address(begin, journey: Journey) -> None:
    text = page(begin(journey), NURSE)
    addresses = [node.get("href") or "" for node in parsed(text).iter("a")]
    assert not [one for one in addresses if "2180" in one or "place-21" in one]


def test_what_nobody_knows_is_said_with_a_way_on(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guidance.core.facts import facts_of

    def bare(*args: object, **kwargs: object) -> object:
        facts = facts_of(*args, **kwargs)  # type: ignore[arg-type]
        demand = replace(facts.demand, skills=(), regulation=None, needs=(), level="none")
        return replace(
            facts, demand=demand, definition="", also=(), english=(), steps=(), places=(),
            wage=None, leading=(), more=0,
        )  # fmt: skip

    monkeypatch.setattr("guidance.views.occupation.facts_of", bare)
    monkeypatch.setattr("guidance.views.occupation.near_jobs", lambda *args: ())
    text = page(client, WELDER)
    for words in (
        "Ingen har beskrivit yrket i våra källor än.", "Vi vet inte hur jobbläget är",
        "Vi vet inte vad yrket brukar ge i lön.", "Nej, inte så vitt vi vet.",
        "Vi vet inte vad arbetsgivare vill ha.", "Katalogen har ingen utbildning",
        "Registret säger inte vilka yrken som ligger nära.",
    ):  # fmt: skip
        assert words in text, words
    empty = [node for node in parsed(text).iter() if "empty" in (node.get("class") or "").split()]
    assert len(empty) == 6


def test_it_can_be_chosen_and_says_when_it_is(begin, journey: Journey) -> None:
    client = begin(replace(journey, target=""))
    assert "Välj som mål" in page(client, NURSE)
    client.post(reverse("choose_target"), {"concept": NURSE})
    text = page(client, NURSE)
    assert "Det här är ditt mål." in text
    assert "Välj som mål" not in text


def test_old_ids_codes_and_names_lead_to_the_stable_address(client: PageClient) -> None:
    for asked in (OLD_NURSE, "Sjuksköterska, grundutbildad"):
        assert client.get(address(asked)).headers["Location"] == address(NURSE)
    assert client.get(address("2221")).headers["Location"] == address("Z8ci_bBE_tmx")
    assert "Hela yrkesgruppen" in page(client, "Z8ci_bBE_tmx")


def test_one_that_is_not_there_helps_on_and_keeps_the_answers(begin, journey: Journey) -> None:
    client = begin(journey)
    before = client.session[KEY]
    for asked in ("sjuksköt", "skill-omvårdnad", "x" * 300, '"><script>x'):
        response = client.get(address(asked))
        text = response.content.decode()
        assert response.status_code == 404
        assert "Yrket finns inte i katalogen" in text
        assert "Sök ett yrke" in text
        assert "<script>x" not in text
    assert client.session[KEY] == before


def test_wrong_methods(client: PageClient) -> None:
    assert client.post(address(NURSE)).status_code == 405
    assert client.head(address(NURSE)).status_code == 200
