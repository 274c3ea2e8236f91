"""Alive, and able to answer people?"""

from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from pytest_django.fixtures import Settings

from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot
from guidance import warming
from guidance.views import health


def test_alive_needs_nothing_but_the_process(client: Client) -> None:
    response = client.get("/healthz")  # no database mark: a query would fail the test
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_all_three_are_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "warm", lambda: True)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "redis": "ok", "snapshot": "ok"}


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [NoSnapshot("none yet"), SnapshotDamaged("cut off")])
def test_not_ready_without_a_snapshot(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail() -> None:
        raise fault

    monkeypatch.setattr(warming, "current_snapshot", fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "ok", "redis": "ok", "snapshot": "missing"}


@pytest.mark.django_db
def test_not_ready_without_redis(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    monkeypatch.setattr(health, "warm", lambda: True)
    settings.REDIS_URL = f"unix://{tmp_path / 'nobody.sock'}"
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["redis"] == "missing"


def test_not_ready_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def cursor(self) -> None:
            raise DatabaseError

    monkeypatch.setattr(health, "warm", lambda: True)
    monkeypatch.setattr(health, "connection", Gone())
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "missing"


def test_it_is_asked_not_told(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
