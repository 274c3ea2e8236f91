"""Identity is removed before anything else reads a text.

The text is looked at through a plain view (invisible characters gone, dashes and digits unified);
what identifies someone is replaced by the same mark, whatever it was and however long, so that two
people with the same skills leave the same text. If anything here raises, there is no text at all.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guidance.intake.identity.contact import find_contact
from guidance.intake.identity.names import find_names
from guidance.intake.identity.numbers import find_numbers
from guidance.intake.identity.origin import find_origin
from guidance.intake.identity.personal import find_personal
from guidance.intake.identity.sensitive import find_sensitive
from guidance.intake.identity.view import Found, view_of

MARK = "[…]"

KINDS = (
    "name",
    "referee_name",
    "personnummer",
    "samordningsnummer",
    "foreign_id",
    "email",
    "phone",
    "address",
    "url",
    "birthdate",
    "age",
    "nationality",
    "civil_status",
    "health",
    "union",
    "faith",
    "other_id",
)
FINDERS = (
    find_numbers,
    find_contact,
    find_names,
    find_personal,
    find_sensitive,
    find_origin,
)
# Where two findings overlap, the one named first here says what was removed.
_FIRST = ("email", "url", "foreign_id", "personnummer", "samordningsnummer", "other_id")
_PRECEDENCE = {kind: rank for rank, kind in enumerate(dict.fromkeys((*_FIRST, *KINDS)))}


@dataclass(frozen=True)
class RedactedText:
    """Text without identity. removed: (kind, count), sorted by kind; never the values."""

    text: str
    removed: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class IdentitySpan:
    """A stretch of the original text that identifies someone; code points, end-exclusive."""

    start: int
    end: int
    kind: str


def find_identity(text: str) -> tuple[IdentitySpan, ...]:
    """Everything that identifies someone, in order, without overlaps. Linear in the text."""
    view = view_of(text)
    found = [one for find in FINDERS for one in find(view.text)]
    spans = [
        IdentitySpan(*view.original_span(one.start, one.end), one.kind) for one in _merged(found)
    ]
    return tuple(spans)


def redact(text: str) -> RedactedText:
    """Replace what identifies someone by `MARK` and count it by kind."""
    spans = find_identity(text)
    counts = Counter(span.kind for span in spans)
    return RedactedText(_marked(text, spans), tuple(sorted(counts.items())))


def redact_beside(text: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Short labels from the same document as `text`, redacted together with it: a name that the
    text gives away is found in them too. Each stands as a fact in a list, not as a header."""
    whole = text.rstrip() + "\n\n"
    places: list[tuple[int, int]] = []
    for label in labels:
        line = " ".join(label.split())
        start = len(whole) + len("- ")
        places.append((start, start + len(line)))
        whole += f"- {line}\n"
    spans = find_identity(whole)
    return tuple(
        _marked(
            whole[start:end],
            [
                IdentitySpan(max(span.start, start) - start, min(span.end, end) - start, span.kind)
                for span in spans
                if span.start < end and start < span.end
            ],
        )
        for start, end in places
    )


def _marked(text: str, spans: Iterable[IdentitySpan]) -> str:
    """The text with the mark in place of each span."""
    parts: list[str] = []
    position = 0
    for span in spans:
        parts += [text[position : span.start], MARK]
        position = span.end
    return "".join([*parts, text[position:]])


def _merged(found: list[Found]) -> list[Found]:
    merged: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end, _PRECEDENCE[f.kind])):
        if one.start >= one.end:
            continue
        if merged and one.start < merged[-1].end:
            last = merged[-1]
            kind = min(last.kind, one.kind, key=_PRECEDENCE.__getitem__)
            merged[-1] = Found(last.start, max(last.end, one.end), kind)
        else:
            merged.append(one)
    return merged
