"""Catalogue work off the request path: thin wrappers of `catalog.pipeline`.

A task carries keys and paths, nothing of a person. Only `SourceUnavailable` is tried again: every
other fault is one that an hour does not mend.
"""

import logging
from pathlib import Path

from celery import Task, shared_task
from django.core.management import call_command
from django.utils import timezone

from catalog.ingest.live import AlreadyRunning, SourceTurnedOff
from catalog.ingest.run import Outcome
from catalog.models import Objection
from catalog.pipeline import due
from catalog.pipeline.building import build_visibly
from catalog.pipeline.locks import OUTLASTS_A_KILLED, Busy
from catalog.pipeline.refresh import is_live, load_files, refresh
from catalog.quality.report import report_if_due
from catalog.sample.renewal import is_sample_stale
from catalog.snapshot.build import BuildUnderWay
from catalog.snapshot.current import NoSnapshot, current_snapshot
from catalog.sources.record import SourceUnavailable

logger = logging.getLogger(__name__)

_retried = shared_task(
    bind=True,
    autoretry_for=(SourceUnavailable,),
    retry_backoff=60,
    retry_backoff_max=3600,
    max_retries=5,
)


@_retried
def refresh_source(self: "Task[..., None]", key: str, full: bool = False) -> None:
    """Ask a source for what is new, or for everything; a snapshot follows what changed."""
    try:
        outcome = refresh(key, full=full, wait=_patience(self))
    except (Busy, AlreadyRunning, SourceTurnedOff) as reason:
        logger.info("%s is not asked: %s", key, reason)
    else:
        _follow_up(key, outcome)


@shared_task
def refresh_on_schedule(key: str, full: bool = False) -> None:
    """What beat sends: the source is asked where this catalogue is a live one."""
    if is_live():
        refresh_source.delay(key, full)


@_retried
def sync_source(self: "Task[..., None]", key: str, path: str) -> None:
    """Bring the catalogue in line with a source's files; a snapshot follows what changed."""
    try:
        outcome = load_files(key, Path(path), wait=_patience(self))
    except Busy as reason:
        logger.info("%s is not loaded: %s", key, reason)
    else:
        _follow_up(key, outcome)


@shared_task
def build_if_changed() -> None:
    """Build a snapshot when something was loaded since the last, and no source is under way."""
    seconds = due.seconds_until_due(timezone.now())
    if seconds is None:
        return
    if seconds > 0:
        build_if_changed.apply_async(countdown=seconds)
        return
    build_snapshot()


@shared_task
def build_snapshot() -> None:
    """Compile the catalogue as it stands; web processes swap to it.

    A sample is renewed first, so that its dates never go stale.
    """
    if is_sample_stale():
        call_command("load_sample", verbosity=0)
    try:
        build_visibly()
    except BuildUnderWay as reason:
        logger.info("no second build: %s", reason)  # the first one looks again when it ends
        return
    make_quality_report.delay()
    if due.seconds_until_due(timezone.now()) is not None:
        build_if_changed.delay()


@shared_task
def make_quality_report() -> None:
    """Judge the snapshot in service by every rule, unless that has been done."""
    report_if_due()
    write_open_data.delay()


@shared_task
def write_open_data() -> None:
    """Write what we derive of the snapshot in service as files, unless that has been done."""
    # Only here: its libraries are large, and the other tasks do without.
    from catalog.open_data import write

    try:
        write.write_open_data(current_snapshot())
    except (NoSnapshot, write.WriterAtWork) as reason:
        logger.info("no open data is written: %s", reason)


@shared_task
def forget_old_objections() -> None:
    """Delete the counts of "Stämmer inte" that are two years old."""
    Objection.objects.forget_old(timezone.localdate())


def _follow_up(key: str, outcome: Outcome) -> None:
    logger.info("%s: %s, %d rows written", key, outcome.run.state, outcome.written)
    if outcome.written:
        # celery-types does not know the tasks of Celery's Django side.
        build_if_changed.delay_on_commit()  # type: ignore[attr-defined]


def _patience(task: "Task[..., None]") -> float:
    """Seconds to wait for the lock. A message that comes a second time was its killed holder's own,
    whose lock has yet to expire; otherwise somebody is at work, and that is as good."""
    delivery = task.request.delivery_info or {}
    return OUTLASTS_A_KILLED if delivery.get("redelivered") else 0.0
