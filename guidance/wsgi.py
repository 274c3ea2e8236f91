"""The web process: `gunicorn guidance.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from guidance.serving import require_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
require_environment()
application = get_wsgi_application()
