"""The web process: `gunicorn guidance.wsgi`."""

import atexit
import os
import shutil
import tempfile

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from guidance.serving import require_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
require_environment()
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    # Workers count apart and are read together (`guidance.metrics`); said before anything counts.
    _counters = tempfile.mkdtemp(prefix="kortaste-counters-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = _counters

    def _clear_up(folder: str, first: int) -> None:
        """Workers run this too when they end, as with each swap; only the first process clears."""
        if os.getpid() == first:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(_clear_up, _counters, os.getpid())
application = get_wsgi_application()
# Every view is loaded before gunicorn forks: once, shared, and not on somebody's first request.
get_resolver().url_patterns  # noqa: B018  # reading the property is what loads them

from guidance.warming import compile_templates, warm  # noqa: E402  # the settings must stand first

compile_templates()
warm()
