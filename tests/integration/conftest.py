"""Every test begins as an address nobody has counted."""

import pytest

from guidance.session.store import connection


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    redis = connection()
    if names := list(redis.scan_iter("limit:*")):
        redis.delete(*names)
