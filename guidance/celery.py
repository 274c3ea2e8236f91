"""The Celery app: catalogue work only. No task carries anything about a person."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")

app = Celery("guidance")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["catalog"])
