"""Identity is removed before anything else reads a text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RedactedText:
    """Text without identity. removed: (kind, count), sorted by kind; never the values."""

    text: str
    removed: tuple[tuple[str, int], ...]
