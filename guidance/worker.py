"""The worker and beat: `celery -A guidance.worker worker` and `… beat`.

A module of its own, because web and commands import the Celery app too, and commands need nothing.
"""

import os
from typing import Any

from celery.signals import worker_init

from guidance.celery import app
from guidance.serving import require_environment

__all__ = ["app"]

require_environment()


@worker_init.connect
def yield_to_pages(**_told: Any) -> None:
    """Catalogue work takes what the pages leave; the processes that do it inherit this."""
    os.nice(10)
