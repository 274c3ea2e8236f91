"""What a log line can and cannot carry."""

import logging
import sys
from types import SimpleNamespace

from django.urls import ResolverMatch

from guidance.logs import UNKNOWN_PATH, PathTemplate, QuietFormatter, route_of

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
