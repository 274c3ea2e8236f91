"""The status page says each state in words, and stays up when others are down."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from catalog.models import ImportRun, Source
from catalog.pipeline.progress import Reporter
from catalog.snapshot.store import pin, unpin
from catalog.source_health import source_health
from catalog.sources.registry import SOURCES
from guidance.templatetags.status_words import age_words
from tests.integration.guidance.conftest import put_snapshot_in
from tests.integration.guidance.pages import PageClient

pytestmark = pytest.mark.django_db
ADDRESS = "/status/"


def ran(state: str = "complete", days_ago: float = 0, key: str = "susa-navet", **more: Any) -> None:
    source, _ = Source.objects.get_or_create(
        key=key, defaults={"name": "Susa-navet", "publisher": "Skolverket"}
    )
    ended = timezone.now() - timedelta(days=days_ago)
    run = ImportRun.objects.create(
        source=source, origin="x", state=state, finished_at=ended, **more
    )
    ImportRun.objects.filter(pk=run.pk).update(started_at=ended)


def text_of(client: PageClient) -> str:
    return client.get(ADDRESS).content.decode()


def test_all_is_well(client: PageClient) -> None:
    ran(seen=65000, quarantined=3)
    text = text_of(client)
    assert "Allt fungerar" in text
    assert "I ordning" in text
    assert "65\N{NO-BREAK SPACE}000 poster" in text
    assert "nyss" in text
    assert "Alla svar kommer ur katalog 1-" in text


def test_a_source_that_fails_is_said_and_the_old_date_kept(client: PageClient) -> None:
    ran(days_ago=2, seen=12)
    ran("failed", message="secret path /srv/x")
    text = text_of(client)
    assert "En källa går inte att hämta" in text
    assert "Går inte att hämta" in text
    assert "för 2 dagar sedan" in text
    assert "secret path" not in text


def test_a_source_that_nobody_asked_lately_is_old(client: PageClient) -> None:
    ran(days_ago=8)
    assert "Gammal" in text_of(client)


def test_a_source_is_off_or_has_never_been_read(client: PageClient) -> None:
    Source.objects.create(key="wages", name="Löner")
    Source.objects.create(key="forecast", name="Yrkesbarometern", is_enabled=False)
    text = text_of(client)
    assert "Inte hämtad än" in text
    assert "Avstängd" in text
    assert "Aldrig" in text


def state_of(key: str) -> str:
    return {one.key: one.state for one in source_health(timezone.now())}[key]


def without_address(settings: Any, setting: str) -> None:
    settings.SOURCE_ADDRESSES = settings.SOURCE_ADDRESSES | {setting: ""}


def test_a_source_without_an_address_is_off_and_not_waited_for(
    client: PageClient, settings: Any
) -> None:
    for key in SOURCES:  # all others have come
        if key != "wages":
            ran(key=key)
    assert state_of("wages") == "never"
    without_address(settings, "WAGES_URL")
    assert state_of("wages") == "off"
    text = text_of(client)
    assert "Avstängd" in text
    assert "Inte hämtad än" not in text


def test_only_the_first_address_turns_a_source_off(settings: Any) -> None:
    without_address(settings, "WAGES_OLD_URL")
    assert state_of("wages") == "never"


def test_what_was_asked_for_before_its_address_was_taken_away_is_off(settings: Any) -> None:
    ran("failed", key="wages", days_ago=1)
    ran(key="wages", days_ago=800)
    ImportRun.objects.filter(source="wages").update(origin="https://example.test/wages")
    assert state_of("wages") == "stale"
    without_address(settings, "WAGES_URL")
    assert state_of("wages") == "off"


def test_files_that_are_carried_in_are_judged_whatever_the_address(settings: Any) -> None:
    without_address(settings, "WAGES_URL")
    ran(key="wages")
    assert state_of("wages") == "good"
    ImportRun.objects.update(finished_at=timezone.now() - timedelta(days=800))
    assert state_of("wages") == "stale"


def test_what_is_going_on_is_said(client: PageClient) -> None:
    ran()
    with Reporter("susa-navet") as source, Reporter("snapshot") as build:
        source.tell("fetch", 1200, 4800, "pages")
        build.tell("composing")
        text = text_of(client)
    assert "Hämtas nu: 1\N{NO-BREAK SPACE}200 av 4\N{NO-BREAK SPACE}800" in text
    assert "En ny katalog byggs just nu." in text
    assert "byggs just nu" not in text_of(client)


def test_what_is_going_on_is_asked_for_once(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    for place in ("guidance.views.status", "catalog.source_health"):
        monkeypatch.setattr(f"{place}.under_way", lambda: asked.append(True) or [])
    text_of(client)
    assert len(asked) == 1


def test_a_pinned_catalogue_is_said(client: PageClient, catalogue_root: Any) -> None:
    pin(catalogue_root, 1)
    try:
        assert "Vi har gått tillbaka till katalog 1" in text_of(client)
    finally:
        unpin(catalogue_root)


def test_an_old_catalogue_is_said(client: PageClient, settings: Any, tmp_path: Any) -> None:
    put_snapshot_in(tmp_path, timezone.localdate() - timedelta(days=60))
    settings.SNAPSHOT_DIR = tmp_path
    assert "Uppgifterna är gamla" in text_of(client)


def test_no_catalogue_is_503_in_words(client: PageClient, no_catalogue: None) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 503
    assert "Vi kan inte svara just nu" in answer.content.decode()


def test_no_database_is_said_and_the_page_stays(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("guidance.views.status.source_health", fail)
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert "Vi når inte databasen." in answer.content.decode()


def test_many_sources_cost_no_more_queries(django_assert_num_queries: Any) -> None:
    for number in range(12):
        ran(key=f"source-{number}")
    with django_assert_num_queries(4):
        assert len(source_health(timezone.now())) == 12 + len(SOURCES)


def test_a_source_that_nothing_has_come_from_is_there_all_the_same() -> None:
    ran()
    told = {one.key: one.state for one in source_health(timezone.now())}
    assert told.keys() == SOURCES.keys()
    assert (told.pop("susa-navet"), set(told.values())) == ("good", {"never"})


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "nyss"), (70, "för 1 minut sedan"), (3500, "för 58 minuter sedan"),
        (3700, "för 1 timme sedan"), (47 * 3600, "för 47 timmar sedan"),
        (48 * 3600, "för 2 dagar sedan"), (-50, "nyss"),
    ],
)  # fmt: skip
def test_an_age_is_told_as_people_do(seconds: int, words: str) -> None:
    now = timezone.localtime()
    assert age_words(now - timedelta(seconds=seconds), now) == words
    assert age_words(None, now) == ""
