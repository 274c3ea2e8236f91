"""The role of a mention: from headings, cue phrases and their scope. Rule set `roles-v1`."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from catalog.recognition.cue import OPENING, Cue, CuePlaces
from catalog.recognition.cues import (
    AD_LIKELY_REQUIRED,
    AD_MERIT,
    AD_MERIT_FORWARD,
    AD_OTHER,
    AD_REQUIRED,
    CUE_TABLES,
    CV_CLAUSE_END,
    CV_HELD,
    CV_NEGATED_AFTER,
    CV_NEGATED_BEFORE,
    CV_OTHER_OCCUPATION,
    CV_OTHER_PERSON,
    CV_RELATIVE_FIRST,
    CV_SELF,
    CV_WISHED,
    CV_WISHED_AFTER,
    EDUCATION_OTHER,
    EDUCATION_OUTCOME,
    EDUCATION_PREREQUISITE,
)
from catalog.recognition.matcher import Reading, Span
from catalog.recognition.mention import Role, TextKind
from catalog.recognition.passages import Passages, passages_of

ROLE_RULES = "roles-v1"
# A definite form: somebody in particular ("sjuksköterskan").
_DEFINITE_FORMS = (
    "skan", "skorna", "aren", "arna", "erna", "ören", "isten", "kern", "enten", "ogen", "anten",
    "den", "ikern",
)  # fmt: skip
_DEFINITE = (*_DEFINITE_FORMS, *(form + "s" for form in _DEFINITE_FORMS))
_NEGATED = CV_NEGATED_BEFORE.bit | CV_NEGATED_AFTER.bit
_WISHES = CV_WISHED.bit | CV_WISHED_AFTER.bit
_PERSONS = CV_OTHER_PERSON.bit | CV_RELATIVE_FIRST.bit
_OTHERS = _PERSONS | CV_OTHER_OCCUPATION.bit
_AD_SURE = AD_MERIT.bit | AD_REQUIRED.bit | AD_MERIT_FORWARD.bit
_CLAUSE_MARK = re.compile(r"[;:(),]")


def roles_of(reading: Reading, spans: Sequence[Span], kind: TextKind) -> list[Role]:
    """One role for each span, in order."""
    passages = passages_of(reading.folded, kind)
    starts, last = passages.starts, len(passages.headings)
    role_of = _ROLE_OF[kind]
    places = CUE_TABLES[kind].places(reading, starts)
    near: _Cues | None = None
    reached = 0  # where the passage of the span before ends
    roles: list[Role] = []
    for span in spans:
        if near is None or not near.start <= span.start < reached:
            index = bisect_right(starts, span.start, 0, last) - 1
            near, reached = _Cues(reading, passages, places, index), starts[index + 1]
        roles.append(role_of(span, near))
    return roles


class _Cues:
    """Where the cues stand in one passage; each is looked for once, when asked for, and only at
    words that it may begin with.

    possible: bits of the cues that some word of the passage begins as, less those looked for in
    vain.
    """

    __slots__ = ("_found", "_places", "_reading", "end", "heading", "possible", "start", "text")

    def __init__(self, reading: Reading, passages: Passages, places: CuePlaces, index: int) -> None:
        self.text = reading.folded.text
        self.start = passages.starts[index]
        self.end = passages.starts[index + 1]
        self.heading = passages.headings[index]
        self.possible = places.together[index]
        self._reading = reading
        self._places = places.words[places.before[index] : places.before[index + 1]]
        self._found: dict[int, Sequence[tuple[int, int]]] = {}

    def all(self, cue: Cue) -> Sequence[tuple[int, int]]:
        """(start, end) of every match in the passage."""
        bit = cue.bit
        if not self.possible & bit:
            return ()
        found = self._found.get(bit)
        if found is None:
            found = []
            text, end, done = self.text, self.end, 0
            starts, words = self._reading.starts, self._reading.words
            for word, bits in self._places:
                if bits & bit and starts[word] >= done:
                    match = cue.at[words[word][:OPENING]].match(text, starts[word], end)
                    if match is not None:
                        done = match.end()
                        found.append((starts[word], done))
            self._found[bit] = found
            if not found:
                self.possible &= ~bit
        return found

    def holds(self, cue: Cue) -> bool:
        """True when the cue stands anywhere in the passage."""
        bit = cue.bit
        if not self.possible & bit:
            return False
        starts, words = self._reading.starts, self._reading.words
        for word, bits in self._places:
            if bits & bit and cue.at[words[word][:OPENING]].match(
                self.text, starts[word], self.end
            ):
                return True
        self.possible &= ~bit
        return False

    def may_hold(self, cue: Cue, start: int, end: int) -> bool:
        """False when no word between two places begins as the cue must."""
        bit = cue.bit
        starts = self._reading.starts
        return bool(self.possible & bit) and any(
            bits & bit and start <= starts[word] < end for word, bits in self._places
        )

    def _clauses(self) -> Sequence[tuple[int, int]]:
        """(start, end) of what stands between the clauses of a CV's sentence."""
        bit = CV_CLAUSE_END.bit
        found = self._found.get(bit)
        if found is None:
            marks = _CLAUSE_MARK.finditer(self.text, self.start, self.end)
            places = [match.start() for match in marks]
            if self.possible & bit:
                for word, bits in self._places:
                    if bits & bit:
                        place = self._reading.starts[word]
                        places += (max(place - 1, self.start), place)
                places.sort()
            matches = []
            done = 0
            for place in places:
                if place >= done:
                    match = CV_CLAUSE_END.pattern.match(self.text, place, self.end)
                    if match is not None:
                        done = match.end()
                        matches.append((place, done))
            found = self._found[bit] = matches
        return found

    def clause_of(self, span: Span) -> tuple[int, int]:
        """Where the clause of a mention in a CV starts and ends."""
        begin, stop = self.start, self.end
        for start, end in self._clauses():
            if end <= span.start:
                begin = end
            elif start >= span.end:
                stop = start
                break
        return begin, stop

    def last(self, cue: Cue, before: int) -> int:
        """End of the last match that ends at or before a place, or -1."""
        for _, end in reversed(self.all(cue)):
            if end <= before:
                return end
        return -1

    def nearest(self, cue: Cue, start: int, end: int) -> int | None:
        """Distance in characters from a mention to the nearest match, or None.

        One that stands after the mention counts as if it were nearer: "B-körkort är meriterande".
        """
        distances = [
            start - cue_end if cue_end <= start else max(0, cue_start - end) // 2
            for cue_start, cue_end in self.all(cue)
        ]
        return min(distances, default=None)


def _cv_role(span: Span, cues: _Cues) -> Role:
    possible = cues.possible
    if possible & _NEGATED and _is_negated(span, cues):
        return "negated"
    if possible & _OTHERS and _is_other_person(span, cues):
        return "other_person"
    if span.sense.type == "occupation-name" and _is_somebody(span, cues.text):
        return "other_person"
    if possible & _WISHES:
        wished = cues.last(CV_WISHED, span.start)
        if wished >= 0 and wished > cues.last(CV_HELD, span.start):
            return "wished"
        if _follows(CV_WISHED_AFTER, span, cues):
            return "wished"
    if cues.heading == "other_person" and cues.holds(CV_SELF):
        return "held"
    return cues.heading or "held"


def _follows(cue: Cue, span: Span, cues: _Cues) -> bool:
    """True when a cue that is said after a mention follows it in its clause."""
    if not cues.may_hold(cue, span.end, cues.end):
        return False
    return cue.match(cues.text, span.end, cues.clause_of(span)[1]) is not None


def _is_negated(span: Span, cues: _Cues) -> bool:
    """A no before it in the same clause, or right after it."""
    for start, end in cues.all(CV_NEGATED_BEFORE):
        if (
            end <= span.start
            and cues.clause_of(span)[0] <= start
            and cues.last(CV_HELD, span.start) <= end
            and cues.last(CV_WISHED, span.start) <= end
        ):
            return True
    return _follows(CV_NEGATED_AFTER, span, cues)


def _is_other_person(span: Span, cues: _Cues) -> bool:
    if cues.possible & _PERSONS:
        other, relatives = cues.last(CV_OTHER_PERSON, span.start), cues.all(CV_RELATIVE_FIRST)
        if other >= 0 or relatives:
            myself = cues.last(CV_SELF, span.start)
            if other > myself:
                return True
            if myself < 0 and relatives:
                start, end = relatives[0]
                if end <= span.start and not cues.text[cues.start : start].strip():
                    return True
    if (
        span.sense.type != "occupation-name"
        or not cues.possible & CV_OTHER_OCCUPATION.bit
        or not cues.may_hold(CV_OTHER_OCCUPATION, span.start - 60, span.start)
    ):
        return False
    begin = max(span.start - 60, cues.clause_of(span)[0])
    return CV_OTHER_OCCUPATION.search(cues.text[begin : span.start]) is not None


def _is_somebody(span: Span, text: str) -> bool:
    """An occupation in its definite form, unless the writer works "som" or studies "till" it."""
    if not _is_definite(span, text):
        return False
    return not text[max(0, span.start - 60) : span.start].rstrip().endswith(("som", "till"))


def _is_definite(span: Span, text: str) -> bool:
    """ "sjuksköterskan" where the lexicon has "sjuksköterska": somebody in particular."""
    return text[span.start : span.end].endswith(_DEFINITE) and not (
        span.sense.matched.lower().endswith(_DEFINITE)
    )


def _ad_role(span: Span, cues: _Cues) -> Role:
    possible = cues.possible
    if possible & _AD_SURE:
        merit = cues.nearest(AD_MERIT, span.start, span.end)
        required = cues.nearest(AD_REQUIRED, span.start, span.end)
        if cues.last(AD_MERIT_FORWARD, span.start) >= 0:
            merit = 0
        if merit is not None and (required is None or merit <= required):
            return "merit"
        if required is not None:
            return "required"
    if cues.heading is not None:
        return cues.heading
    if cues.holds(AD_LIKELY_REQUIRED):
        return "required"
    if cues.holds(AD_OTHER):
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
    if cues.holds(EDUCATION_PREREQUISITE):
        outcomes = cues.all(EDUCATION_OUTCOME)
        if not outcomes or span.start < outcomes[0][0]:
            return "prerequisite"
        return "outcome"
    if cues.heading is not None:
        return cues.heading
    if cues.possible & EDUCATION_OTHER.bit:
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
