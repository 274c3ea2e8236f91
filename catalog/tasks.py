"""Catalogue work off the request path. A task carries keys and paths, nothing of a person."""

import logging
from pathlib import Path

from celery import shared_task
from django.core.management import call_command

from catalog.ingest.run import run_import
from catalog.sample.renewal import is_sample_stale
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
    """Compile the catalogue as it stands; web and workers swap to it between requests.

    A sample is renewed first, so that its dates never go stale.
    """
    if is_sample_stale():
        call_command("load_sample", verbosity=0)
    build.build_snapshot()
