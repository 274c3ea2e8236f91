"""The access log knows the page and never the person."""

import logging

import pytest
from django.test import Client


def test_a_line_holds_method_route_status_and_time(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="guidance.access"):
        client.get("/healthz")
    [line] = [record.getMessage() for record in caplog.records if record.name == "guidance.access"]
    method, route, status, milliseconds, unit = line.split()
    assert (method, route, status, unit) == ("GET", "/healthz", "200", "ms")
    assert milliseconds.isdigit()


def test_nothing_that_was_sent_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get("/healthz?q=Kanariefagel", REMOTE_ADDR="198.51.100.77")
        client.post("/healthz", {"text": "Kanariefagel"}, REMOTE_ADDR="198.51.100.77")
    written = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "/healthz" in written
    assert "Kanariefagel" not in written
    assert "198.51.100.77" not in written
