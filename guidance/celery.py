"""The Celery app: catalogue work only. No task carries anything about a person."""

import os
from typing import Any

from celery import Celery, signals
from django.core.exceptions import ImproperlyConfigured

from guidance.serving import require_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")

app = Celery("guidance")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["catalog"])


@signals.celeryd_init.connect
@signals.beat_init.connect
def refuse_without_secrets(**kwargs: Any) -> None:
    """Stop a worker or beat that lacks its environment."""
    try:
        require_environment()
    except ImproperlyConfigured as error:
        # Celery logs and forgets an ordinary exception from a signal.
        raise SystemExit(str(error)) from error
