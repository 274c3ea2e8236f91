"""`make live`: what is reached is loaded, what is not stays the sample's, each source is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from pytest_django import Settings

from catalog.ingest.live import AlreadyRunning, SourceTurnedOff
from catalog.pipeline.locks import Busy
from catalog.snapshot.build import BuildUnderWay, NothingToBuild
from catalog.sources.record import SourceUnavailable
from catalog.sources.registry import SOURCES
from guidance.local_site import live
from guidance.local_site.live import Got
from tests.serving import running

LIVE = [key for key, entry in SOURCES.items() if entry.live is not None]
NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture(autouse=True)
def addresses(settings: Settings) -> dict[str, str]:
    """Every source's address: nobody answers at any of them."""
    settings.IS_EMBEDDED = False
    settings.SOURCE_ADDRESSES = dict.fromkeys(settings.SOURCE_ADDRESSES, NOWHERE)
    return settings.SOURCE_ADDRESSES


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was built and judged instead of the real thing."""
    done: list[str] = []

    def build() -> object:
        done.append("built")
        return SimpleNamespace(pinned=None, snapshot=SimpleNamespace(id="7-abc"))

    monkeypatch.setattr(live, "build_visibly", build)
    monkeypatch.setattr(live, "report_if_due", lambda: done.append("judged"))
    return done


@contextmanager
def answering(status: int) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with running(server) as address:
        yield f"{address}/"


def address_of(key: str) -> str:
    entry = SOURCES[key].live
    assert entry is not None
    return entry.addresses[0].setting


def loading(monkeypatch: pytest.MonkeyPatch, refresh: Callable[..., object]) -> None:
    monkeypatch.setattr(live, "refresh", refresh)


def outcome(key: str, state: str = "complete", added: int = 0, quarantined: int = 0) -> object:
    run = SimpleNamespace(
        source_id=key, state=state, seen=9, added=added, changed=0, withdrawn=0,
        quarantined=quarantined, message="",
    )  # fmt: skip
    return SimpleNamespace(run=run)


def said(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("live", *arguments, stdout=out, stderr=out)
    except SystemExit as ending:
        return int(ending.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_nothing_reachable_is_no_fault(built: list[str]) -> None:
    code, text = said()
    assert code == 0
    assert "stays as it is" in text
    for key in LIVE:
        assert f"{key}: {NOWHERE} does not answer (ConnectError)" in text
    assert built == []


@pytest.mark.parametrize("status", [200, 404, 503])
def test_whatever_answers_is_asked(
    monkeypatch: pytest.MonkeyPatch, addresses: dict[str, str], built: list[str], status: int
) -> None:
    asked: list[tuple[str, bool]] = []

    def refresh(key: str, *, full: bool, **_: object) -> object:
        asked.append((key, full))
        return outcome(key, added=3, quarantined=1)

    loading(monkeypatch, refresh)
    with answering(status) as address:
        addresses[address_of("susa-navet")] = address
        code, text = said("--full")
    assert code == 0, "records in quarantine are told, they are no fault of the load"
    assert asked == [("susa-navet", True)]
    assert "susa-navet: complete, 9 read, 3 written" in text
    assert "7-abc is in service" in text
    assert built == ["built", "judged"]


def test_without_news_nothing_is_built(
    monkeypatch: pytest.MonkeyPatch, addresses: dict[str, str], built: list[str]
) -> None:
    loading(monkeypatch, lambda key, **_: outcome(key))
    with answering(200) as address:
        addresses[address_of("susa-navet")] = address
        assert said()[0] == 0
    assert built == []


@pytest.mark.parametrize(
    ("fault", "state", "code"),
    [
        (SourceTurnedOff("SUSA_NAVET_URL is empty"), "off", 0),
        (Busy("another process is at it"), "busy", 0),
        (AlreadyRunning("another process is loading it"), "busy", 0),
        (SourceUnavailable("failed 8 times"), "failed", 1),
        (ValueError("a bug"), "failed", 1),
    ],
)
@pytest.mark.django_db
def test_one_source_in_trouble_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
    addresses: dict[str, str],
    built: list[str],
    fault: Exception,
    state: str,
    code: int,
) -> None:
    def refresh(key: str, **_: object) -> object:
        if key == "susa-navet":
            raise fault
        return outcome(key, added=1)

    loading(monkeypatch, refresh)
    monkeypatch.setattr(live.connections, "close_all", lambda: None)
    with answering(200) as address:
        addresses[address_of("susa-navet")] = address
        addresses[address_of(LIVE[-1])] = address
        ended, text = said()
    assert ended == code
    assert f"susa-navet: {state}" in text
    assert str(fault) in text
    assert f"{LIVE[-1]}: complete" in text
    assert built == ["built", "judged"]


@pytest.mark.parametrize("state", ["stopped", "incomplete"])
def test_what_was_not_loaded_whole_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, addresses: dict[str, str], built: list[str], state: str
) -> None:
    loading(monkeypatch, lambda key, **_: outcome(key, state))
    with answering(200) as address:
        addresses[address_of("susa-navet")] = address
        assert said()[0] == 1


def test_an_empty_address_is_a_switch(
    monkeypatch: pytest.MonkeyPatch, addresses: dict[str, str]
) -> None:
    def refresh(key: str, **_: object) -> object:
        raise SourceTurnedOff(f"{key} is turned off")

    loading(monkeypatch, refresh)
    addresses[address_of("susa-navet")] = ""
    code, text = said()
    assert code == 0
    assert "susa-navet is turned off" in text
    assert "stays as it is" in text


def test_interrupting_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, addresses: dict[str, str]
) -> None:
    def refresh(key: str, **_: object) -> object:
        raise KeyboardInterrupt

    loading(monkeypatch, refresh)
    with answering(200) as address:
        addresses[address_of("susa-navet")] = address
        code, text = said()
    assert code == 130
    assert "goes on from there" in text


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (BuildUnderWay("wait"), "comes with its next"),
        (NothingToBuild("no concepts"), "no concepts"),
    ],
)
def test_no_build_is_told(monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str) -> None:
    def build() -> object:
        raise fault

    monkeypatch.setattr(live, "build_visibly", build)
    lines: list[str] = []
    live._build(lines.append)
    assert told in " ".join(lines)


def test_a_pinned_snapshot_is_told(monkeypatch: pytest.MonkeyPatch, built: list[str]) -> None:
    made = SimpleNamespace(pinned=3, snapshot=SimpleNamespace(id="7-abc"))
    monkeypatch.setattr(live, "build_visibly", lambda: made)
    lines: list[str] = []
    live._build(lines.append)
    assert "7-abc waits: an operator returned to 3" in lines[0]


def test_a_new_machine_shows_the_sample_first(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.IS_EMBEDDED = True
    order: list[str] = []
    monkeypatch.setattr(live.lease, "hold", lambda var: order.append("servers"))
    monkeypatch.setattr(live, "call_command", lambda name, **_: order.append(name))
    monkeypatch.setattr(live.catalogue, "prepare", lambda say: order.append("sample"))
    monkeypatch.setattr(live, "_unreachable", lambda entries: order.append("looked") or {})
    monkeypatch.setattr(live, "_load", lambda key, **_: Got(key, "off"))
    live.load_everything(lambda line: None)
    assert order == ["servers", "migrate", "sample", "looked"]
