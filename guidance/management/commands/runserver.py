"""Django's development server, with the embedded services under it."""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands import runserver

from guidance.embedded import lease


class Command(runserver.Command):
    """For a developer: `DEBUG=true python manage.py runserver`. Citizens get `manage.py run`."""

    def inner_run(self, *args: Any, **options: Any) -> None:
        if settings.IS_EMBEDDED:
            lease.hold(settings.VAR_DIR)  # the database would come by itself, Redis would not
        super().inner_run(*args, **options)
