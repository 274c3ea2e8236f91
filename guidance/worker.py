"""The worker and beat: `celery -A guidance.worker worker` and `… beat`.

A module of its own, because web and commands import the Celery app too, and commands need nothing.
"""

from guidance.celery import app
from guidance.serving import require_environment

__all__ = ["app"]

require_environment()
