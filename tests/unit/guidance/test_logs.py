"""What a log line can and cannot carry."""

import json
import logging
import sys
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.urls import ResolverMatch

from guidance.logs import (
    UNKNOWN_PATH,
    JsonFormatter,
    PathTemplate,
    QuietFormatter,
    ToldByName,
    route_of,
)

SECRET = "Anna Svensson 19810412-1234"


def raise_with_a_cause() -> None:
    try:
        int(SECRET)
    except ValueError as error:
        raise RuntimeError(f"cannot read {SECRET}") from error


def formatted_exception() -> str:
    try:
        raise_with_a_cause()
    except RuntimeError:
        record = logging.LogRecord(
            "guidance", logging.ERROR, __file__, 1, "failed", None, sys.exc_info()
        )
        return QuietFormatter().format(record)
    raise AssertionError("it did not raise")


def test_an_exception_is_its_type_and_its_lines() -> None:
    text = formatted_exception()
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "raise_with_a_cause" in text


def test_an_exception_does_not_quote_a_person() -> None:
    text = formatted_exception()
    assert SECRET not in text
    assert "invalid literal" not in text


def test_an_exception_without_a_record_is_a_plain_line() -> None:
    record = logging.LogRecord("guidance", logging.INFO, __file__, 1, "ready", None, None)
    assert QuietFormatter().format(record).endswith("INFO guidance ready")


def test_the_address_somebody_typed_becomes_the_route() -> None:
    match = ResolverMatch(lambda: None, (), {}, route="utbildning/<str:education_id>/")
    request = SimpleNamespace(resolver_match=match)
    record = logging.LogRecord(
        "django.request", logging.WARNING, __file__, 1, "%s: %s", ("Not Found", "/x/Anna"), None
    )
    record.request = request
    assert PathTemplate().filter(record)
    assert record.getMessage() == "Not Found: /utbildning/<str:education_id>/"


def test_an_address_without_a_page_is_not_repeated() -> None:
    assert route_of(SimpleNamespace(resolver_match=None)) == UNKNOWN_PATH


def record_of(name: str, level: int, message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord(name, level, __file__, 1, message, args, None)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("django.security.DisallowedHost", "Invalid HTTP_HOST header: '%s'"),
        ("django.security.SuspiciousOperation", "Attempted access to '%s'"),
        ("django.server", '"GET /?q=%s HTTP/1.1" 404 3'),
        ("gunicorn.error", "Invalid request from ip=%s"),
    ],
)
def test_a_warning_that_would_quote_what_was_sent_is_told_by_its_name(
    name: str, message: str
) -> None:
    record = record_of(name, logging.WARNING, message, SECRET)
    assert ToldByName().filter(record)
    assert record.getMessage() == f"refused or failed: {name.rpartition('.')[2]}"


def test_other_lines_are_left_as_they_are() -> None:
    for name, level in (("guidance", logging.WARNING), ("gunicorn.error", logging.INFO)):
        record = record_of(name, level, "ready: %s", "web")
        assert ToldByName().filter(record)
        assert record.getMessage() == "ready: web"


def test_json_is_one_object_per_line_with_the_parts_of_a_request() -> None:
    record = record_of("guidance.access", logging.INFO, "%s %s", "GET", "/om/")
    record.method, record.route, record.status, record.milliseconds = "GET", "/om/", 200, 7
    text = JsonFormatter().format(record)
    assert "\n" not in text
    line = json.loads(text)
    assert datetime.fromisoformat(line.pop("time")).tzinfo is not None
    assert line == {
        "level": "INFO", "logger": "guidance.access", "message": "GET /om/",
        "method": "GET", "route": "/om/", "status": 200, "milliseconds": 7,
    }  # fmt: skip


def test_json_tells_an_exception_without_its_words() -> None:
    try:
        raise_with_a_cause()
    except RuntimeError:
        record = logging.LogRecord(
            "guidance", logging.ERROR, __file__, 1, "failed", None, sys.exc_info()
        )
    text = JsonFormatter().format(record)
    assert SECRET not in text
    assert "invalid literal" not in text
    assert [one["type"] for one in json.loads(text)["exceptions"]] == ["RuntimeError", "ValueError"]
    assert "raise_with_a_cause" in text


def test_what_is_not_named_is_not_written() -> None:
    record = record_of("guidance", logging.INFO, "ready")
    record.address, record.query = "198.51.100.7", SECRET
    assert SECRET not in JsonFormatter().format(record)
    assert "198.51.100.7" not in JsonFormatter().format(record)
