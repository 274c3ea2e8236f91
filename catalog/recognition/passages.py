"""A text cut into sentences and lines, each with the role that the heading above it gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from catalog.recognition import native
from catalog.recognition.cue import OPENING
from catalog.recognition.cues import (
    AD_HEADINGS,
    CV_HEADINGS,
    EDUCATION_HEADINGS,
    HEADING_ENDS,
    HEADING_OPENINGS,
    HEADING_PARTS,
)
from catalog.recognition.folding import Folded, code_of, plain_table
from catalog.recognition.mention import Role, TextKind

# A sentence ends with one of these, or with one of those where a space follows.
_ENDS_ALWAYS, _ENDS_BEFORE_SPACE = "\n•;·", ".!?"
_ENDS = plain_table(lambda character: character in _ENDS_ALWAYS + _ENDS_BEFORE_SPACE)
_ENDS_ANYWHERE = plain_table(lambda character: character in _ENDS_ALWAYS)
_IS_SPACE = plain_table(str.isspace)
# An abbreviation's full stop does not count. The glance at the letter before it is for speed; the
# byte of a question mark may stand for what has none.
_NO_END = re.compile(r"(?<=\bleg).|(?<=\bt\.ex).|(?<=\bbl\.a).|(?<=\bca).|[^.!?]")
_MAY_BE_NO_END = plain_table(lambda character: character in "gxa")
_LINE_END = bytes((code_of("\n"),))
_QUESTION = code_of("?")
# All of that for each code as bits, as glance.c reads them.
_KINDS_OF_CODE = (
    _ENDS_ANYWHERE * 1 | (_ENDS & ~_ENDS_ANYWHERE) * 2 | _IS_SPACE * 4 | _MAY_BE_NO_END * 8
).astype(np.uint8)
_KINDS_OF_CODE[_QUESTION] |= 16
_KINDS = native.pointer("uint8_t", _KINDS_OF_CODE)
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


def passages_of(folded: Folded, kind: TextKind) -> Passages:
    """A text cut at sentences and lines."""
    text = folded.text
    starts: list[int] = []
    found: list[Role | None] = []
    current: Role | None = None
    start, blank_lines, colon = 0, 0, text.find(":")
    for end in _ends_of(folded):
        if 0 <= colon < start:
            colon = text.find(":", start)
        has_colon = 0 <= colon < end
        # Most passages: a sentence is no heading, and is not looked at.
        is_sentence = not has_colon and end > start and text[end - 1] == "."
        passage = "" if is_sentence else text[start:end].strip(_MARKS)
        if is_sentence or passage:
            is_heading = False
            if (
                has_colon
                or (
                    0 < len(passage) <= _BARE_HEADING_LONGEST
                    and passage[-1] not in ".,"
                    # A bullet or a long line names a section only with a colon after it.
                    and text[start:end].lstrip()[0] not in _BULLETS
                )
            ):
                is_heading, role = _heading_role(passage, kind)
            if is_heading:
                current = role
            elif blank_lines and kind == "cv" and not has_colon:
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


def _ends_of(folded: Folded) -> list[int]:
    """Where the sentences and lines of a text end, and the end of the text."""
    if native.LIBRARY is None:
        return ends_by_arrays(folded)
    length = len(folded.codes)
    places = np.empty(length, np.int32)
    count = native.LIBRARY.sentence_ends(
        _KINDS,
        native.pointer("uint8_t", folded.codes + _LINE_END),
        length,
        native.pointer("int32_t", places),
    )
    ends: list[int] = places[:count].tolist()
    if count and min(ends) < 0:
        text = folded.text
        ends = [abs(end) for end in ends if end > 0 or _NO_END.match(text, -end - 1) is None]
    ends.append(length)
    return ends


def ends_by_arrays(folded: Folded) -> list[int]:
    """The same without the library."""
    codes = np.frombuffer(folded.codes + _LINE_END, np.uint8)
    marks = np.flatnonzero(_ENDS.take(codes[:-1]))
    found = codes.take(marks)
    is_sure = _ENDS_ANYWHERE.take(found)
    is_end = is_sure | _IS_SPACE.take(codes.take(marks + 1))
    doubtful = (
        is_end & ~is_sure & (_MAY_BE_NO_END.take(codes.take(marks - 1)) | (found == _QUESTION))
    )
    for place in np.flatnonzero(doubtful).tolist():
        is_end[place] = _NO_END.match(folded.text, marks[place]) is None
    return [*(marks[is_end] + 1).tolist(), len(folded.text)]


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
