"""What every test stands on: the services, and no network beyond this machine."""

import math
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from guidance.embedded import lease

# A property is about results; how long an example takes on a busy machine is no property.
hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("untimed")

LOCAL_NAMES = {None, "", "localhost", "127.0.0.1", "::1", b"localhost", b"127.0.0.1"}


def pytest_sessionstart(session: pytest.Session) -> None:
    """Bring up PostgreSQL and Redis unless the environment names servers.

    The workers of pytest-xdist find them running; the first process holds them to the end.
    """
    if settings.IS_EMBEDDED or not os.environ.get("REDIS_URL"):
        lease.hold(settings.VAR_DIR)


@pytest.fixture(autouse=True)
def _every_switch_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page asks the database for its switches now and then; a test of a page counts its own."""
    from guidance import switches  # its models must wait until Django is set up

    monkeypatch.setattr(switches, "_kept", switches._Kept(frozenset(), math.inf))


@pytest.fixture(autouse=True)
def _in_swedish() -> Iterator[None]:
    """A request for a page in another language leaves its thread in that language."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _no_name_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    """pytest-socket stops connections; asking a name server is network too."""
    lookup = socket.getaddrinfo

    def local_only(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in LOCAL_NAMES:
            raise OSError(f"a test asked for the address of {host!r}; tests use no network")
        return lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", local_only)
