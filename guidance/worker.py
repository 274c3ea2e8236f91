"""The worker and beat: `celery -A guidance.worker worker` and `… beat`.

A module of its own, because web and commands import the Celery app too, and commands need nothing.
"""

import logging
import os
from pathlib import Path
from typing import Any

from celery.signals import worker_init

from guidance.celery import app
from guidance.serving import require_environment

__all__ = ["app"]

log = logging.getLogger(__name__)

require_environment()


# Linux may weigh sessions against each other, and niceness within one only.
_AUTOGROUP = Path("/proc/self/autogroup")
_NICENESS = 10


@worker_init.connect
def yield_to_pages(**_told: Any) -> None:
    """Catalogue work takes what the pages leave; the processes that do it inherit this."""
    os.nice(_NICENESS)
    if _AUTOGROUP.exists():
        try:
            _AUTOGROUP.write_text(str(_NICENESS))
        except OSError as error:  # a container may not let us
            log.info("the worker's session keeps its weight: %s", error)
