"""Logs that cannot carry a person's text: no messages of exceptions, no addresses, no queries."""

import logging
import traceback
from types import TracebackType

UNKNOWN_PATH = "(no such page)"


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


def route_of(request: object) -> str:
    """`/education/<str:code>`, never `/education/abc?q=…`."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match is not None else UNKNOWN_PATH


class QuietFormatter(logging.Formatter):
    """Time, level, logger, message; an exception as its type and the lines it passed."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(
        self,
        ei: (
            tuple[type[BaseException], BaseException, TracebackType | None]
            | tuple[None, None, None]
        ),
    ) -> str:
        # What went wrong may quote what a person wrote ("could not convert 'Anna Svensson'").
        _, error, _ = ei
        parts: list[str] = []
        while error is not None:
            lines = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{lines}{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n-- after --\n".join(parts)
