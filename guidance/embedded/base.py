"""Django's PostgreSQL backend, which brings up the embedded server at the first connection.

The settings name it only when DATABASE_URL is absent. Commands that never touch the database
therefore never start one.
"""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from guidance.embedded import lease


class DatabaseWrapper(base.DatabaseWrapper):
    """See the module."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        lease.hold(settings.VAR_DIR)
        return super().get_new_connection(conn_params)
