"""The access log knows the page and never the person."""

import logging

import pytest
from django.test import Client

from guidance.logs import JsonFormatter, PathTemplate, QuietFormatter, ToldByName


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


@pytest.mark.parametrize("formatter", [QuietFormatter(), JsonFormatter()])
def test_no_canary_gets_through_the_handler_in_either_form(
    client: Client, caplog: pytest.LogCaptureFixture, formatter: logging.Formatter
) -> None:
    """Hosts, paths, queries, bodies, cookies and headers, as our handler writes them."""
    canary = "Kanariefagel"
    with caplog.at_level(logging.DEBUG):
        client.get("/healthz", headers={"host": f"{canary}@elsewhere"})
        client.get(f"/{canary}/?q={canary}", headers={"Referer": f"https://x.se/{canary}"})
        client.cookies["sessionid"] = canary
        client.post(f"/kan/cv/?{canary}", f"{canary}=\x00", content_type=f"text/{canary}")
        client.generic(canary.upper(), f"/{canary}")
    lines = []
    for record in caplog.records:
        for one in (PathTemplate(), ToldByName()):
            one.filter(record)
        lines.append(formatter.format(record))
    written = "\n".join(lines)
    assert "DisallowedHost" in written
    assert canary.lower() not in written.lower()
