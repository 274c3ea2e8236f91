"""Counters are for machines with a right to them, and hold nothing of a person."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from catalog.models import ImportRun, Source
from tests.unit.guidance.test_settings import PRODUCTION

pytestmark = pytest.mark.django_db
TOKEN = "long-and-random"
CANARY = "Kanariefagel"


@pytest.fixture(autouse=True)
def watched(settings: Any, tmp_path: Path) -> None:
    settings.METRICS_TOKEN = TOKEN
    settings.SNAPSHOT_DIR = tmp_path


def read(client: Client, **extra: Any) -> Any:
    return client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, **extra)


def samples(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route(client: Client) -> None:
    def count() -> float:
        key = ("kv_requests_total", (("method", "GET"), ("route", "/healthz"), ("status", "200")))
        return samples(read(client).content.decode()).get(key, 0.0)

    before = count()
    for _ in range(3):
        client.get(f"/healthz?q={CANARY}", REMOTE_ADDR="198.51.100.77")
    assert count() == before + 3


def test_no_label_holds_what_somebody_sent(client: Client) -> None:
    client.get(f"/{CANARY}/")
    client.get(f"/utbildning/{CANARY}/")
    client.generic(CANARY.upper(), "/healthz")
    client.post("/kan/cv/", {"text": CANARY}, REMOTE_ADDR="198.51.100.77")
    text = read(client).content.decode()
    assert CANARY.lower() not in text.lower()
    assert "198.51.100.77" not in text
    labels = {name for _, pairs in samples(text) for name, _ in pairs}
    assert labels <= {"method", "route", "status", "le", "part", "source", "state"}


def test_sources_and_parts_are_told(client: Client) -> None:
    source = Source.objects.create(key="wages", name="Löner", is_enabled=True)
    now = timezone.now()
    ImportRun.objects.create(
        source=source, origin="x", state="complete", finished_at=now, seen=7, quarantined=2
    )
    found = samples(read(client).content.decode())
    assert found["kv_source_records", (("source", "wages"),)] == 7
    assert found["kv_source_quarantined", (("source", "wages"),)] == 2
    assert found["kv_source_state", (("source", "wages"), ("state", "good"))] == 1
    moment = found["kv_source_success_timestamp_seconds", (("source", "wages"),)]
    assert moment == pytest.approx(now.timestamp())
    assert found["kv_up", (("part", "database"),)] == 1
    assert found["kv_up", (("part", "redis"),)] == 1
    assert found["kv_up", (("part", "snapshot"),)] == 0
    assert found["kv_overrides_unresolved", ()] == 0


def test_a_source_without_an_address_is_off(client: Client, settings: Any) -> None:
    settings.SOURCE_ADDRESSES = settings.SOURCE_ADDRESSES | {"WAGES_URL": ""}
    found = samples(read(client).content.decode())
    told = {labels["state"] for name, pairs in found if name == "kv_source_state"
            for labels in [dict(pairs)] if labels["source"] == "wages"}  # fmt: skip
    assert told == {"off"}


@pytest.mark.parametrize("header", ["", "Bearer wrong", "Basic abc", "Bearer ", TOKEN + "x"])
def test_without_the_token_there_is_no_such_page(client: Client, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    assert client.get("/metrics", headers=headers).status_code == 404


@pytest.mark.parametrize(
    ("network", "address", "status"),
    [
        ("10.0.0.0/8", "10.1.2.3", 200), ("10.0.0.0/8", "11.1.2.3", 404),
        ("fd00::/8", "fd00::1", 200), ("10.0.0.0/8", "fd00::1", 404),
        ("10.0.0.0/8", "", 404),
    ],
)  # fmt: skip
def test_a_named_network_may_read(
    client: Client, settings: Any, network: str, address: str, status: int
) -> None:
    from ipaddress import ip_network

    settings.METRICS_TOKEN, settings.METRICS_NETWORKS = "", [ip_network(network)]
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == status


def test_with_neither_nobody_may(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN, settings.METRICS_NETWORKS = "", []
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_workers_are_summed(tmp_path: Path) -> None:
    """Two processes count in one folder, a third reads."""
    environment = {
        "PATH": os.environ["PATH"],
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "guidance.settings",
        **PRODUCTION,
    }

    def python(code: str) -> str:
        start = "import django; django.setup(); from guidance import metrics;"
        return subprocess.run(
            [sys.executable, "-c", start + code],
            env=environment, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    for _ in range(2):
        python("metrics.count_request('GET', '/x', 200, 0.01)")
    text = python("print(metrics.exposition({'database': False}).decode())")
    assert re.search(r'kv_requests_total\{[^}]*route="/x"[^}]*\} 2\.0', text)
