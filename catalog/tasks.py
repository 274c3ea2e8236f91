"""Catalogue work off the request path. A task carries keys and paths, nothing of a person."""

import logging
from pathlib import Path

from celery import shared_task

from catalog.ingest.run import run_import
from catalog.snapshot import build
from catalog.sources.record import SourceUnavailable

logger = logging.getLogger(__name__)


@shared_task(
    autoretry_for=(SourceUnavailable,), retry_backoff=60, retry_backoff_max=3600, max_retries=5
)
def sync_source(key: str, path: str) -> None:
    """Bring the catalogue in line with a source's files."""
    outcome = run_import(key, Path(path))
    logger.info("%s: %s, %d rows written", key, outcome.run.state, outcome.written)


@shared_task
def build_snapshot() -> None:
    """Compile the catalogue as it stands; web and workers swap to it between requests."""
    build.build_snapshot()
