"""The settings of the tests: the site's own, and what differs under test, each with its reason."""

import os
import re

from guidance.settings import *  # noqa: F403
from guidance.settings import REDIS_URL as _REDIS_URL
from guidance.settings import broker_of

SECRET_KEY = "only-for-tests-only-for-tests-only-for-tests-only-for-tests"

# The test client speaks http; the redirect has a test of its own.
SECURE_SSL_REDIRECT = False

# Hashed names need `collectstatic` first; a test of its own covers that.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # and so the folder it would collect into is not asked for
WHITENOISE_USE_FINDERS = True

# Two workers must not empty each other's Redis, nor a site's that runs beside the tests.
_worker = re.fullmatch(r"gw(\d+)", os.environ.get("PYTEST_XDIST_WORKER", ""))
_number = 1 + int(_worker[1]) % 14 if _worker else 15
REDIS_URL = (
    re.sub(r"\?db=\d+$", f"?db={_number}", _REDIS_URL)
    if _REDIS_URL.startswith("unix:")
    else re.sub(r"(?<=[^/])/\d*$", f"/{_number}", _REDIS_URL)
)
CELERY_BROKER_URL = broker_of(REDIS_URL)
