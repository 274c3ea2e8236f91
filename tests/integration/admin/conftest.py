"""The admin turned on as ADMIN_PATH turns it on, its tables in the test's own transaction."""

import importlib
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import clear_url_caches

from catalog.management.commands.add_editor import editors
from tests.unit.guidance.test_settings import loaded

PATH = "redaktion-7f"
PASSWORD = "Blabarssylt-i-skogen-22"
CHANGED = ("INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES", "ADMIN_PATH", "MESSAGE_STORAGE")


@pytest.fixture(scope="session")
def admin_settings() -> dict[str, Any]:
    """What the settings module itself makes of ADMIN_PATH."""
    return loaded(list(CHANGED), ADMIN_PATH=PATH)


def reload_addresses() -> None:
    import guidance.urls

    importlib.reload(guidance.urls)
    clear_url_caches()


@pytest.fixture
def admin_on(db: None, admin_settings: dict[str, Any]) -> Iterator[None]:
    """The admin at `/redaktion-7f/`."""
    # A slow hash is for passwords that somebody could guess at.
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(**admin_settings, PASSWORD_HASHERS=hashers):
        reload_addresses()
        call_command("migrate", "admin", verbosity=0, stdout=StringIO())
        yield
    reload_addresses()


@pytest.fixture
def editor(admin_on: None) -> User:
    """An account as `add_editor` makes it."""
    user = User.objects.create_user("rut", password=PASSWORD, is_staff=True)
    user.groups.add(editors())
    return user


@pytest.fixture
def desk(editor: User) -> Client:
    """A browser in which the editor has logged in through the form."""
    client = Client()
    answer = client.post(f"/{PATH}/login/", {"username": "rut", "password": PASSWORD})
    assert answer.status_code == 302
    return client
