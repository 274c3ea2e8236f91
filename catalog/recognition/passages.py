"""A text cut into sentences and lines, each with the role that the heading above it gives."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from catalog.recognition.cues import AD_HEADINGS, CV_HEADINGS, EDUCATION_HEADINGS
from catalog.recognition.mention import Role, TextKind

# A sentence ends here; an abbreviation's full stop (t.ex. leg. m.m.) does not count.
_SENTENCE_END = re.compile(
    r"[.!?\n•;·](?:(?<=[\n•;·])|(?=\s|$)(?<!\bleg.)(?<!\bt\.ex.)(?<!\bbl\.a.)(?<!\bca.))"
)
_HEADINGS: dict[TextKind, Sequence[tuple[re.Pattern[str], Role | None]]] = {
    "cv": CV_HEADINGS,
    "ad": AD_HEADINGS,
    "education": EDUCATION_HEADINGS,
}
_HEADING_LONGEST = 90
_BARE_HEADING_LONGEST = 45
_BULLETS = "*-–•·"
_MARKS = " \t\n*-–•·#_"
LONGEST_PASSAGE = 600


class Passage(NamedTuple):
    """A sentence or line: folded offsets, and the role its heading gives."""

    start: int
    end: int
    heading: Role | None


def passages_of(text: str, kind: TextKind) -> list[Passage]:
    """All of a folded text, in order, without holes."""
    headings = _HEADINGS[kind]
    passages: list[Passage] = []
    current: Role | None = None
    start, blank_lines = 0, 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    ends.append(len(text))
    for end in ends:
        written = text[start:end].strip()
        passage = written.strip(_MARKS)
        if passage:
            has_colon = ":" in passage
            if has_colon or (
                # A bullet or a long line names a section only with a colon after it.
                len(passage) <= _BARE_HEADING_LONGEST
                and written[0] not in _BULLETS
                and passage[-1] not in ".,"
            ):
                is_heading, role = _heading_role(passage, headings)
                if is_heading:
                    current = role
                elif blank_lines and kind == "cv" and not has_colon:
                    current = None
            elif blank_lines and kind == "cv":
                current = None  # in a CV a section ends at an empty line
            blank_lines = 0
        elif end > start and text[end - 1] == "\n":
            blank_lines += 1
        # A sentence without end is cut, so that no mention looks further than this.
        while end - start > LONGEST_PASSAGE:
            passages.append(Passage(start, start + LONGEST_PASSAGE, current))
            start += LONGEST_PASSAGE
        passages.append(Passage(start, end, current))
        start = end
    return passages


def _heading_role(
    passage: str, headings: Sequence[tuple[re.Pattern[str], Role | None]]
) -> tuple[bool, Role | None]:
    """(is it a heading, its role): a line that names a section, or what stands before a colon."""
    named = passage[: 2 * _HEADING_LONGEST].partition(":")[0]
    if len(named) > _HEADING_LONGEST:
        return False, None
    named = named.strip()
    for pattern, role in headings:
        if pattern.fullmatch(named) is not None:
            return True, role
    return False, None
