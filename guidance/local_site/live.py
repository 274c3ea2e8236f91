"""Every reachable live source loaded into this site: what `make live` does."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx2
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from catalog.ingest.live import AlreadyRunning, SourceTurnedOff
from catalog.ingest.run import APPLIED, Outcome
from catalog.management.progress import Progress
from catalog.models import ImportRun
from catalog.pipeline.building import build_visibly
from catalog.pipeline.locks import OUTLASTS_A_KILLED, Busy
from catalog.pipeline.refresh import refresh
from catalog.quality.report import report_if_due
from catalog.snapshot.build import BuildUnderWay, NothingToBuild
from catalog.sources.record import SourceUnavailable
from catalog.sources.registry import SOURCES, SourceEntry
from guidance.embedded import lease
from guidance.local_site import catalogue

logger = logging.getLogger(__name__)

PROBE_SECONDS = 8.0
Say = Callable[[str], None]


@dataclass(frozen=True)
class Got:
    """What one source gave. state: a run's state, or `off`, `unreachable`, `busy`, `failed` ·
    told: why, or what was special; may be empty."""

    key: str
    state: str
    seen: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    quarantined: int = 0
    seconds: float = 0.0
    told: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether somebody should look: it was reached, and not all of it was loaded."""
        return self.state not in {ImportRun.State.COMPLETE, "off", "unreachable", "busy"}

    @property
    def is_news(self) -> bool:
        """Whether a snapshot has to follow."""
        return self.state in APPLIED and self.added + self.changed + self.withdrawn > 0


def load_everything(say: Say, *, full: bool = False, is_silent: bool = False) -> list[Got]:
    """Ask every live source that can be reached, then build a snapshot of what came.

    With nothing reachable the catalogue stays what it is, the sample on a new machine. Killed or
    interrupted anywhere, the next call goes on from what was fetched. Raises `ServicesUnavailable`.
    """
    if settings.IS_EMBEDDED:
        lease.hold(settings.VAR_DIR)
        call_command("migrate", interactive=False, verbosity=0)
        catalogue.prepare(say)  # what is not reached stays the sample's
    live = [entry for entry in SOURCES.values() if entry.live is not None]
    say(f"Looking for {len(live)} live sources …")
    away = _unreachable(live)
    got = []
    for entry in live:
        if entry.key in away:
            got.append(Got(entry.key, "unreachable", told=away[entry.key]))
            continue
        got.append(_load(entry.key, full=full, is_silent=is_silent))
        say(_line(got[-1]))
    if any(one.is_news for one in got):
        say("Building a snapshot of the catalogue …")
        _build(say)
    return got


def _load(key: str, *, full: bool, is_silent: bool) -> Got:
    began = time.monotonic()
    try:
        with Progress(key, is_silent=is_silent) as bar:
            outcome = refresh(
                key,
                full=full,
                wait=OUTLASTS_A_KILLED,  # an earlier call that was killed is gone on with
                show=lambda word: bar.show(word.phase, word.done, word.total, word.unit),
            )
    except SourceTurnedOff as reason:
        return Got(key, "off", told=str(reason))
    except (Busy, AlreadyRunning) as reason:
        return Got(key, "busy", told=str(reason))
    except SourceUnavailable as reason:
        return Got(key, "failed", seconds=time.monotonic() - began, told=str(reason))
    except Exception as fault:  # the other sources are none the worse for it
        logger.exception("%s was not loaded", key)
        connections.close_all()  # what broke may have been the connection
        told = f"{type(fault).__name__}: {fault}"
        return Got(key, "failed", seconds=time.monotonic() - began, told=told)
    return _got(outcome, time.monotonic() - began)


def _got(outcome: Outcome, seconds: float) -> Got:
    run = outcome.run
    return Got(
        run.source_id,
        run.state,
        run.seen,
        run.added,
        run.changed,
        run.withdrawn,
        run.quarantined,
        seconds,
        run.message,
    )


def _line(one: Got) -> str:
    written = one.added + one.changed + one.withdrawn
    return f"{one.key}: {one.state}, {one.seen} read, {written} written in {one.seconds:.0f} s"


def _build(say: Say) -> None:
    try:
        built = build_visibly()
    except BuildUnderWay:
        say("Another process is building one; what is new comes with its next.")
        return
    except NothingToBuild as reason:
        say(f"There is no snapshot yet: {reason}.")
        return
    if built.pinned is None:
        say(f"Snapshot {built.snapshot.id} is in service; the site swaps to it by itself.")
    else:
        say(
            f"Snapshot {built.snapshot.id} waits: an operator returned to {built.pinned}. "
            "`manage.py rollback --release` ends that."
        )
    say("Judging its quality …")
    report_if_due()


def _unreachable(entries: list[SourceEntry]) -> dict[str, str]:
    """Why a source cannot be reached, by key; whatever answers at all is reached."""
    with ThreadPoolExecutor(max_workers=8) as pool:
        found = dict(
            zip((entry.key for entry in entries), pool.map(_problem, entries), strict=True)
        )
    return {key: problem for key, problem in found.items() if problem}


def _problem(entry: SourceEntry) -> str:
    """Why the first address does not answer; "" when it does, or when it is empty, which is a
    switch and no fault."""
    assert entry.live is not None
    address = settings.SOURCE_ADDRESSES[entry.live.addresses[0].setting]
    if not address:
        return ""
    agent = {"User-Agent": settings.SOURCE_USER_AGENT}
    try:
        with (
            httpx2.Client(timeout=PROBE_SECONDS, headers=agent) as client,
            client.stream("GET", address),
        ):
            return ""
    except httpx2.HTTPError as error:
        return f"{address} does not answer ({type(error).__name__})"
    except httpx2.InvalidURL as error:
        return f"{address} is no address ({error})"
