"""The role of a mention: from headings, cue phrases and their scope. Rule set `roles-v1`."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from catalog.recognition.cues import (
    AD_HEADINGS,
    AD_LIKELY_REQUIRED,
    AD_MERIT,
    AD_MERIT_FORWARD,
    AD_OTHER,
    AD_REQUIRED,
    CV_HEADINGS,
    CV_HELD,
    CV_NEGATED_AFTER,
    CV_NEGATED_BEFORE,
    CV_OTHER_OCCUPATION,
    CV_OTHER_PERSON,
    CV_RELATIVE_FIRST,
    CV_SELF,
    CV_WISHED,
    CV_WISHED_AFTER,
    EDUCATION_HEADINGS,
    EDUCATION_OTHER,
    EDUCATION_OUTCOME,
    EDUCATION_PREREQUISITE,
)
from catalog.recognition.matcher import Reading, Span
from catalog.recognition.mention import Role, TextKind

# A sentence ends here; an abbreviation's full stop (t.ex. leg. m.m.) does not count.
_SENTENCE_END = re.compile(
    r"(?<!\bleg)(?<!\bt\.ex)(?<!\bbl\.a)(?<!\bca)[.!?](?=\s|[A-ZÅÄÖ]|$)|\n|•|;|·"
)
_CLAUSE_END = re.compile(
    r"[;:()]|,? men\b|,? dock\b|\bdäremot\b|, utan\b|\bsamt att\b|,(?= (?:jag|har|kan|och jag|så|"
    r"nu|själv|sen|sedan|därefter|innan|tidigare|idag|kör|arbetar|jobbar|tränar|but|now)\b)|"
    r"\boch (?=(?:jag|har|vill|är|kör|jobbar|arbetar|arbetat|hoppas|siktar|nu|skriver)\b)|\bbut\b"
)
_HEADING_LONGEST = 90
_BARE_HEADING_LONGEST = 45
_BULLETS = "*-–•·"
ROLE_RULES = "roles-v1"
LONGEST_PASSAGE = 600
_DEFINITE = re.compile(
    r"(?:skan|skorna|aren|arna|erna|ören|isten|kern|enten|ogen|anten|den|ikern)s?$"
)


@dataclass(frozen=True)
class _Passage:
    """A sentence or line: folded offsets, the role its heading gives, whether it is a heading."""

    start: int
    end: int
    heading: Role | None


def roles_of(reading: Reading, spans: Sequence[Span], kind: TextKind) -> list[Role]:
    """One role for each span, in order."""
    text = reading.folded.text
    passages = _passages(text, kind)
    starts = [passage.start for passage in passages]
    cues: dict[int, _Cues] = {}
    roles: list[Role] = []
    for span in spans:
        index = max(0, bisect_right(starts, span.start) - 1)
        if index not in cues:
            cues[index] = _Cues(text, passages[index])
        roles.append(_ROLE_OF[kind](span, cues[index]))
    return roles


class _Cues:
    """Where the cues stand in one passage; each pattern is looked for once, when asked for."""

    def __init__(self, text: str, passage: _Passage) -> None:
        self.text = text
        self.passage = passage
        self._found: dict[re.Pattern[str], list[tuple[int, int]]] = {}

    def all(self, cue: re.Pattern[str]) -> list[tuple[int, int]]:
        """(start, end) of every match in the passage."""
        found = self._found.get(cue)
        if found is None:
            matches = cue.finditer(self.text, self.passage.start, self.passage.end)
            found = self._found[cue] = [match.span() for match in matches]
        return found

    def last(self, cue: re.Pattern[str], before: int) -> int:
        """End of the last match that ends at or before a place, or -1."""
        ends = [end for _, end in self.all(cue) if end <= before]
        return ends[-1] if ends else -1

    def first(self, cue: re.Pattern[str], after: int) -> int:
        """Start of the first match that starts at or after a place; else the passage's end."""
        return next((start for start, _ in self.all(cue) if start >= after), self.passage.end)

    def nearest(self, cue: re.Pattern[str], start: int, end: int) -> int | None:
        """Distance in characters from a mention to the nearest match, or None.

        One that stands after the mention counts as if it were nearer: "B-körkort är meriterande".
        """
        distances = [
            start - cue_end if cue_end <= start else max(0, cue_start - end) // 2
            for cue_start, cue_end in self.all(cue)
        ]
        return min(distances, default=None)


def _passages(text: str, kind: TextKind) -> list[_Passage]:
    headings = {"cv": CV_HEADINGS, "ad": AD_HEADINGS, "education": EDUCATION_HEADINGS}[kind]
    passages: list[_Passage] = []
    current: Role | None = None
    start, blank_lines = 0, 0
    for end, is_line in _ends(text):
        written = text[start:end].strip()
        passage = written.strip(" \t\n*-–•·#_")
        if passage:
            role, is_heading = _heading_role(passage[: 2 * _HEADING_LONGEST], headings)
            if is_heading and ":" not in passage:
                # A bullet or a long line names a section only with a colon after it.
                is_heading = len(passage) <= _BARE_HEADING_LONGEST and written[0] not in _BULLETS
            if is_heading:
                current = role
            elif kind == "cv" and blank_lines > 0 and ":" not in passage:
                current = None  # in a CV a section ends at an empty line
            blank_lines = 0
        elif is_line:
            blank_lines += 1
        # A sentence without end is cut, so that no mention looks further than this.
        while end - start > LONGEST_PASSAGE:
            passages.append(_Passage(start, start + LONGEST_PASSAGE, current))
            start += LONGEST_PASSAGE
        passages.append(_Passage(start, end, current))
        start = end
    return passages


def _ends(text: str) -> Iterator[tuple[int, bool]]:
    """(end, does a line end there) of every sentence or line."""
    for match in _SENTENCE_END.finditer(text):
        yield match.end(), match.group() == "\n"
    yield len(text), False


def _heading_role(
    passage: str, headings: Sequence[tuple[re.Pattern[str], Role | None]]
) -> tuple[Role | None, bool]:
    """(role, is it a heading): a short line that names a section, or what stands before a colon."""
    if len(passage) > _HEADING_LONGEST and ":" not in passage:
        return None, False
    before, colon, _ = passage.partition(":")
    named = before if colon else passage
    if len(named) > _HEADING_LONGEST or (not colon and passage.endswith((".", ","))):
        return None, False
    for pattern, role in headings:
        if pattern.fullmatch(named.strip()) is not None:
            return role, True
    return None, False


def _cv_role(span: Span, cues: _Cues) -> Role:
    clause = max(cues.last(_CLAUSE_END, span.start), cues.passage.start)
    stop = cues.first(_CLAUSE_END, span.end)
    if _is_negated(span, cues, clause, stop):
        return "negated"
    if _is_other_person(span, cues, clause):
        return "other_person"
    wished = cues.last(CV_WISHED, span.start)
    if wished >= 0 and wished > cues.last(CV_HELD, span.start):
        return "wished"
    if CV_WISHED_AFTER.match(cues.text, span.end, stop) is not None:
        return "wished"
    if cues.passage.heading == "other_person" and cues.all(CV_SELF):
        return "held"
    return cues.passage.heading or "held"


def _is_negated(span: Span, cues: _Cues, clause: int, stop: int) -> bool:
    """A no before it in the same clause, or right after it."""
    for start, end in cues.all(CV_NEGATED_BEFORE):
        if (
            clause <= start
            and end <= span.start
            and cues.last(CV_HELD, span.start) <= end
            and cues.last(CV_WISHED, span.start) <= end
        ):
            return True
    return CV_NEGATED_AFTER.match(cues.text, span.end, stop) is not None


def _is_other_person(span: Span, cues: _Cues, clause: int) -> bool:
    begin = cues.passage.start
    other = cues.last(CV_OTHER_PERSON, span.start)
    myself = cues.last(CV_SELF, span.start)
    if other >= 0 and other > myself:
        return True
    if myself < 0 and CV_RELATIVE_FIRST.match(cues.text, begin, span.start) is not None:
        return True
    if span.sense.type != "occupation-name":
        return False
    before = cues.text[max(clause, span.start - 60) : span.start]
    if CV_OTHER_OCCUPATION.search(before) is not None:
        return True
    return _is_definite(span, cues.text) and not before.rstrip().endswith(("som", "till"))


def _is_definite(span: Span, text: str) -> bool:
    """ "sjuksköterskan" where the lexicon has "sjuksköterska": somebody in particular."""
    return (
        _DEFINITE.search(text, span.start, span.end) is not None
        and _DEFINITE.search(span.sense.matched.lower()) is None
    )


def _ad_role(span: Span, cues: _Cues) -> Role:
    merit = cues.nearest(AD_MERIT, span.start, span.end)
    required = cues.nearest(AD_REQUIRED, span.start, span.end)
    if cues.last(AD_MERIT_FORWARD, span.start) >= 0:
        merit = 0
    if merit is not None and (required is None or merit <= required):
        return "merit"
    if required is not None:
        return "required"
    if cues.passage.heading is not None:
        return cues.passage.heading
    if cues.all(AD_LIKELY_REQUIRED):
        return "required"
    if cues.all(AD_OTHER):
        return "other"
    return "required" if _is_credential(span) else "other"


def _is_credential(span: Span) -> bool:
    """What an ad hardly names unless it asks for it: a licence, a language, a degree."""
    if span.sense.type in ("language", "driving-licence"):
        return True
    return span.sense.label.lower().endswith(("examen", "utbildning")) or (
        span.sense.label.startswith(
            ("Legitimation", "Certifikat", "Yrkesbevis", "Utbildningsbevis")
        )
    )


def _education_role(span: Span, cues: _Cues) -> Role:
    if cues.all(EDUCATION_PREREQUISITE):
        outcomes = cues.all(EDUCATION_OUTCOME)
        if not outcomes or span.start < outcomes[0][0]:
            return "prerequisite"
        return "outcome"
    if cues.passage.heading is not None:
        return cues.passage.heading
    near = cues.last(EDUCATION_OTHER, span.start)
    if near >= max(0, span.start - 20):
        return "other"
    if span.sense.type == "occupation-name" and _is_definite(span, cues.text):
        return "other"
    return "outcome"


_ROLE_OF: dict[TextKind, Callable[[Span, _Cues], Role]] = {
    "cv": _cv_role,
    "ad": _ad_role,
    "education": _education_role,
}
