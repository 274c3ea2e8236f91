"""A site with the sample catalogue, and the system's Chromium."""

import os
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.functional.walk import CHROMIUM, open_browser


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server with the sample catalogue loaded; emptied again afterwards."""
    name = connection.settings_dict["NAME"]
    assert name in (f"test_{name.removeprefix('test_')}", os.environ.get("TEST_DATABASE_NAME"))
    root = tmp_path_factory.mktemp("snapshots")
    with django_db_blocker.unblock(), override_settings(SNAPSHOT_DIR=root):
        call_command("load_sample", verbosity=0)
        call_command("build_snapshot", verbosity=0)
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        connections.close_all()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    """Playwright keeps an event loop in this thread, where Django would refuse its database."""
    assert CHROMIUM
    with pytest.MonkeyPatch.context() as patch, open_browser(CHROMIUM) as opened:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield opened
        connections.close_all()  # those of the loop's context, which nothing else would find
