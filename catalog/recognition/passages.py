"""A text cut into sentences and lines, each with the role that the heading above it gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.recognition.cue import OPENING
from catalog.recognition.cues import (
    AD_HEADINGS,
    CV_HEADINGS,
    EDUCATION_HEADINGS,
    HEADING_ENDS,
    HEADING_OPENINGS,
    HEADING_PARTS,
)
from catalog.recognition.mention import Role, TextKind

# A sentence ends here; an abbreviation's full stop (t.ex. leg. m.m.) does not count.
_SENTENCE_END = re.compile(
    r"[.!?\n•;·](?:(?<=[\n•;·])|(?=\s|$)(?<!\bleg.)(?<!\bt\.ex.)(?<!\bbl\.a.)(?<!\bca.))"
)
HEADINGS: dict[TextKind, Sequence[tuple[re.Pattern[str], Role | None]]] = {
    "cv": CV_HEADINGS,
    "ad": AD_HEADINGS,
    "education": EDUCATION_HEADINGS,
}
_HEADING_LONGEST = 90
_BARE_HEADING_LONGEST = 45
_BULLETS = "*-–•·"
_MARKS = " \t\n\r*-–•·#_"
LONGEST_PASSAGE = 600


@dataclass(frozen=True)
class Passages:
    """All of a folded text, in order, without holes. starts: where its sentences and lines start,
    and where the last one ends · headings: for each, the role that the heading above it gives."""

    starts: Sequence[int]
    headings: Sequence[Role | None]


def passages_of(text: str, kind: TextKind) -> Passages:
    """A folded text cut at sentences and lines."""
    starts: list[int] = []
    found: list[Role | None] = []
    current: Role | None = None
    start, blank_lines = 0, 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    ends.append(len(text))
    for end in ends:
        passage = text[start:end].strip(_MARKS)
        if passage:
            has_colon = ":" in passage
            if (
                has_colon
                or (
                    len(passage) <= _BARE_HEADING_LONGEST
                    and passage[-1] not in ".,"
                    # A bullet or a long line names a section only with a colon after it.
                    and text[start:end].lstrip()[0] not in _BULLETS
                )
            ):
                is_heading, role = _heading_role(passage, kind)
                if is_heading:
                    current = role
                elif blank_lines and kind == "cv" and not has_colon:
                    current = None
            elif blank_lines and kind == "cv":
                current = None  # in a CV a section ends at an empty line
            blank_lines = 0
        elif end > start and text[end - 1] == "\n":
            blank_lines += 1
        starts.append(start)
        found.append(current)
        # A sentence without end is cut, so that no mention looks further than this.
        while end - start > LONGEST_PASSAGE:
            start += LONGEST_PASSAGE
            starts.append(start)
            found.append(current)
        start = end
    starts.append(len(text))
    return Passages(starts, found)


def _heading_role(passage: str, kind: TextKind) -> tuple[bool, Role | None]:
    """(is it a heading, its role): a line that names a section, or what stands before a colon."""
    named = passage[: 2 * _HEADING_LONGEST].partition(":")[0]
    if len(named) > _HEADING_LONGEST:
        return False, None
    named = named.strip()
    if not may_be_heading(named, kind):
        return False, None
    for pattern, role in HEADINGS[kind]:
        if pattern.fullmatch(named) is not None:
            return True, role
    return False, None


def may_be_heading(named: str, kind: TextKind) -> bool:
    """False when no heading of the kind can be written so; cheap."""
    return (
        named.partition(" ")[0][:OPENING] in HEADING_OPENINGS[kind]
        or named.endswith(HEADING_ENDS[kind])
        or any(part in named for part in HEADING_PARTS[kind])
    )
