"""gunicorn's own lines, written like all others and by the same rules.

Its warnings about a broken request would name the address it came from; `guidance.logs` takes that
out.
"""

from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # no py.typed


class WebServerLog(Logger):  # type: ignore[misc]  # as above
    """Hands its lines on to the handler of the settings."""

    def setup(self, cfg: Any) -> None:
        """Called at start and at every reload."""
        super().setup(cfg)
        self.error_log.handlers = []
        self.error_log.propagate = True
