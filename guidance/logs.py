"""Logs that cannot carry a person's text: no messages of exceptions, no addresses, no queries.

LOG_FORMAT chooses how a line looks, `text` or `json`; what it may hold is the same.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

from django.http import HttpRequest

UNKNOWN_PATH = "(no such page)"
# Django's and gunicorn's own lines that quote what was sent: a host name, a header, an address.
_QUOTING = ("django.security", "django.server", "gunicorn.error")
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_EXTRA = ("method", "route", "status", "milliseconds")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PathTemplate(logging.Filter):
    """Replaces the path in Django's own lines about a request by the route that answered it."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            # Whatever begins with a slash is an address somebody typed.
            record.args = tuple(
                route_of(request) if isinstance(value, str) and value.startswith("/") else value
                for value in record.args
            )
        return True


class ToldByName(logging.Filter):
    """Leaves of a warning that would quote what was sent only what kind of thing happened."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING and record.name.startswith(_QUOTING):
            record.msg, record.args = f"refused or failed: {record.name.rpartition('.')[2]}", ()
        return True


def route_of(request: object) -> str:
    """`/education/<str:code>`, never `/education/abc?q=…`."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match is not None else UNKNOWN_PATH


def method_of(request: HttpRequest) -> str:
    """The method where it is one that browsers use; a word that somebody made up is `other`."""
    return request.method if request.method in _METHODS else "other"


class QuietFormatter(logging.Formatter):
    """Time, level, logger, message; an exception as its type and the lines it passed."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: ExcInfo) -> str:
        # What went wrong may quote what a person wrote ("could not convert 'Anna Svensson'").
        return "\n-- after --\n".join(f"{lines}{name}" for name, lines in _told(ei[1]))


class JsonFormatter(logging.Formatter):
    """One JSON object per line: time, level, logger, message; of a request its method, route,
    status and milliseconds; of an exception its type and lines, and those that led to it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in _EXTRA if hasattr(record, name)}
        if record.exc_info:
            line["exceptions"] = [
                {"type": name, "lines": lines.splitlines()}
                for name, lines in _told(record.exc_info[1])
            ]
        return json.dumps(line, ensure_ascii=False)


def _told(error: BaseException | None) -> list[tuple[str, str]]:
    """Type and lines of an exception and of those that led to it, the last first."""
    parts: list[tuple[str, str]] = []
    while error is not None:
        lines = "".join(traceback.format_tb(error.__traceback__))
        parts.append((type(error).__qualname__, lines))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return parts
