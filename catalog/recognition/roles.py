"""The role of a mention: from headings, cue phrases and their scope. Rule set `roles-v1`."""

import re
from bisect import bisect_right
from collections.abc import Sequence
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
REACH_BEFORE = 500
REACH_AFTER = 300
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
    roles: list[Role] = []
    for span in spans:
        passage = _near(passages[max(0, bisect_right(starts, span.start) - 1)], span)
        roles.append(_ROLE_OF[kind](text, span, passage))
    return roles


def _near(passage: _Passage, span: Span) -> _Passage:
    """The part of a passage that can bear on a span: a sentence without end costs no more."""
    return _Passage(
        max(passage.start, span.start - REACH_BEFORE),
        min(passage.end, span.end + REACH_AFTER),
        passage.heading,
    )


def _passages(text: str, kind: TextKind) -> list[_Passage]:
    headings = {"cv": CV_HEADINGS, "ad": AD_HEADINGS, "education": EDUCATION_HEADINGS}[kind]
    passages: list[_Passage] = []
    current: Role | None = None
    start, blank_lines = 0, 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = match.end() if match is not None else len(text)
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
        elif match is not None and match.group() == "\n":
            blank_lines += 1
        passages.append(_Passage(start, end, current))
        start = end
    return passages


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


def _cv_role(text: str, span: Span, passage: _Passage) -> Role:
    before = text[passage.start : span.start]
    after = text[span.end : passage.end]
    start = max((match.end() for match in _CLAUSE_END.finditer(before)), default=0)
    clause = before[start:]
    stop = _CLAUSE_END.search(after)
    rest = after[: stop.start()] if stop is not None else after
    if _is_negated(clause, rest):
        return "negated"
    if _is_other_person(text, span, before, clause, rest):
        return "other_person"
    wished = _last(CV_WISHED, before)
    if wished >= 0 and wished > _last(CV_HELD, before):
        return "wished"
    if CV_WISHED_AFTER.match(rest) is not None:
        return "wished"
    if passage.heading == "other_person" and CV_SELF.search(text, passage.start, passage.end):
        return "held"
    return passage.heading or "held"


def _is_negated(clause: str, rest: str) -> bool:
    """A no before it in the same clause, or right after it."""
    for match in CV_NEGATED_BEFORE.finditer(clause):
        if (
            CV_HELD.search(clause, match.end()) is None
            and CV_WISHED.search(clause, match.end()) is None
        ):
            return True
    return CV_NEGATED_AFTER.match(rest) is not None


def _is_other_person(text: str, span: Span, before: str, clause: str, rest: str) -> bool:
    other = _last(CV_OTHER_PERSON, before)
    if other >= 0 and other > _last(CV_SELF, before):
        return True
    if CV_RELATIVE_FIRST.match(before) is not None and CV_SELF.search(before) is None:
        return True
    if span.sense.type != "occupation-name":
        return False
    if CV_OTHER_OCCUPATION.search(before) is not None:
        return True
    surface = text[span.start : span.end]
    if _DEFINITE.search(surface) is not None and not clause.rstrip().endswith(("som", "till")):
        return _DEFINITE.search(span.sense.matched.lower()) is None
    return False


def _ad_role(text: str, span: Span, passage: _Passage) -> Role:
    sentence = text[passage.start : passage.end]
    at = span.start - passage.start
    merit = _nearest(AD_MERIT, sentence, at)
    required = _nearest(AD_REQUIRED, sentence, at)
    if AD_MERIT_FORWARD.search(sentence, 0, at) is not None:
        merit = 0
    if merit is not None and (required is None or merit <= required):
        return "merit"
    if required is not None:
        return "required"
    if passage.heading is not None:
        return passage.heading
    if AD_LIKELY_REQUIRED.search(sentence) is not None:
        return "required"
    if AD_OTHER.search(sentence) is not None:
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


def _education_role(text: str, span: Span, passage: _Passage) -> Role:
    sentence = text[passage.start : passage.end]
    if EDUCATION_PREREQUISITE.search(sentence) is not None:
        outcome = EDUCATION_OUTCOME.search(sentence)
        if outcome is None or span.start - passage.start < outcome.start():
            return "prerequisite"
        return "outcome"
    if passage.heading is not None:
        return passage.heading
    before = text[passage.start : span.start]
    if EDUCATION_OTHER.search(before[-40:]) is not None:
        return "other"
    surface = text[span.start : span.end]
    if (
        span.sense.type == "occupation-name"
        and _DEFINITE.search(surface) is not None
        and _DEFINITE.search(span.sense.matched.lower()) is None
    ):
        return "other"
    return "outcome"


_ROLE_OF = {"cv": _cv_role, "ad": _ad_role, "education": _education_role}


def _last(cue: re.Pattern[str], text: str) -> int:
    """End of the last cue in the text, or -1."""
    return max((match.end() for match in cue.finditer(text)), default=-1)


def _nearest(cue: re.Pattern[str], sentence: str, at: int) -> int | None:
    """Distance in characters from a mention to the nearest cue of its sentence.

    A cue after the mention counts as if it were nearer: "B-körkort är meriterande".
    """
    distances = [
        (at - match.end() if match.end() <= at else (match.start() - at) // 2)
        for match in cue.finditer(sentence)
    ]
    return min(distances, default=None)
