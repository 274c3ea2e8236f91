"""A plain view of a text that keeps the way back to the original's code points."""

import unicodedata
from dataclasses import dataclass

# Zero-width characters, marks of direction, soft hyphen, byte-order mark.
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
)
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")


@dataclass(frozen=True)
class Found:
    """A stretch that identifies someone: positions in the view, end-exclusive, and its kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class View:
    """text: without invisible characters, with plain dashes, spaces and digits · origin: the index
    in the original of each character of `text`, and one past the end."""

    text: str
    origin: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the view as a span of the original."""
        if start >= end:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


def view_of(text: str) -> View:
    """The plain view of a text. One pass, linear."""
    if text.isascii():
        return View(text, tuple(range(len(text) + 1)))
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        if character in _INVISIBLE:
            continue
        if character in _DASHES:
            plain = "-"
        elif character > "\u007f" and not character.isalpha():
            folded = unicodedata.normalize("NFKC", character)
            plain = folded if len(folded) == 1 else character
        else:
            plain = character
        characters.append(plain)
        origin.append(index)
    origin.append(len(text))
    return View("".join(characters), tuple(origin))
