"""What people write in a CV that they hold: exams, courses, degrees, licences.

Careful rather than complete: a clause with a no, a wish, studies under way or somebody else in it
gives nothing. The text is redacted; what is found is offered to the person, never assumed for them
on a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.recognition.cues import (
    CV_HEADINGS,
    CV_NEGATED_AFTER,
    CV_NEGATED_BEFORE,
    CV_OTHER_PERSON,
    CV_RELATIVE_FIRST,
    CV_WISHED,
)
from guidance.core.eligibility.phrases import read_credentials
from guidance.core.regulated import GIVES

_LONGEST = 400  # letters of a clause
_HEADING = 45
_SENTENCE = re.compile(r"(?<!\bleg)(?<!\bt\.ex)(?<!\bca)[.!?](?=\s|$)|[;•·]")
_CLAUSE = re.compile(
    r"[,(]?\s*(?:\b(?=men\b|dock\b|däremot\b|utan\b)|\boch (?=(?:jag|har|saknar|läser|vill|ska|"
    r"planerar|söker|studerar|pluggar)\b)|(?<=,)\s*(?=(?:jag|har|saknar|läser|vill|ska|planerar|"
    r"söker|studerar|pluggar|men|inte|ej|nu)\b))",
    re.IGNORECASE,
)
# Studies under way, broken off or still to come: what they give is not held.
_NOT_YET = re.compile(
    r"(?<!\w)(?:läser|studerar|pluggar|går (?:nu )?(?:på|en|ett|sista|första|andra|tredje)|pågår|"
    r"pågående|påbörja\w+|ej avslutad\w*|oavslutad\w*|avbr[uö]t\w*|avbruten|hoppade av|delvis|"
    r"antagen|sökt|ansökt|underkänd\w*|f-betyg|kvar att|återstår|beräknad\w*|förväntad\w*|klar i|"
    r"elev|praktikant|kräver|krävs|undervis\w+|lärare i|vikarie|ongoing|expected|student)(?!\w)"
)
_EXAM = re.compile(
    r"gymnasieexamen|gymnasieutbildning|gymnasiekompetens|fullständiga gymnasiebetyg|studentexamen|"
    r"slutbetyg från (?:gymnasiet|gymnasieskolan)|gymnasieskola,? .{0,40}programmet"
)
_VOCATIONAL = re.compile(
    r"yrkes|vård- och omsorg|omvårdnad|barn- och fritid|\bbygg|\bel-|elprogram|elteknik|fordon|"
    r"handel|hantverk|hotell|restaurang|livsmedel|industri|naturbruk|vvs|lärling"
)
_PREPARATORY = re.compile(
    r"högskoleförberedande|samhäll|naturvetenskap|\bteknikprogram|tekniska programmet|"
    r"ekonomiprogram|estet|humanist|språkprogram"
)
_DEGREES = frozenset(key.split(":")[1] for key, _, _ in GIVES if key.startswith("degree:")) | {
    f"{one}examen"
    for one in (
        "kandidat", "magister", "master", "högskole", "yrkeshögskole", "civilekonom", "doktors",
        "licentiat", "lärar", "arkitekt", "agronom", "kvalificerad yrkes",
    )
}  # fmt: skip
_ABROAD = re.compile(
    r"utomlands|utländsk|institute of|business school|\bcollege\b|harvard|hemland|"
    r"universitet\w* i (?!sverige)|university|universidad|"
    r"från (?:irak|iran|syrien|ukraina|ryssland|polen|turkiet|indien|somalia|afghanistan|eritrea|"
    r"etiopien|libanon|serbien|bosnien|rumänien|tyskland|england|usa|egypten|pakistan|kina)\b"
)
_LANGUAGES = r"svenska|engelska|tyska|franska|spanska|arabiska|finska|norska|danska"
_COURSE_SANE = re.compile(
    r"course:(?:engelska [5-7]|matematik [1-5][a-c]?|svenska(?: som andraspråk)? [1-3]|"
    r"[a-zåäö ]+ [1-3][a-c]?[12]?)$"
)


@dataclass(frozen=True)
class Reading:
    """A credential key and the clause it was read in."""

    key: str
    quote: str


def held_credentials(text: str) -> tuple[Reading, ...]:
    """Credentials that a CV says its owner holds, in order of reading, each once."""
    found: dict[str, Reading] = {}
    for clause in _held_clauses(text):
        for key in sorted(_keys_of(clause)):
            found.setdefault(key, Reading(key, clause.strip(" \t-–*•·,.;")))
    return tuple(found.values())


def _held_clauses(text: str) -> Iterator[str]:
    """Clauses in which the person speaks of what they have or did."""
    heading: str | None = None
    for line in text.splitlines():
        written = line.strip()
        if not written:
            heading = None
            continue
        before, colon, after = written.partition(":")
        role, is_heading = _heading_of(before if colon else written)
        if is_heading and (colon or len(written) <= _HEADING):
            heading = role
            written = after.strip() if role else written
        if heading:
            continue
        start = 0
        ends = [m.end() for m in _SENTENCE.finditer(written)] + [len(written)]
        for end in ends:
            for clause in _CLAUSE.split(written[start:end]):
                if clause and clause.strip() and _is_held(clause.lower()[:_LONGEST]):
                    yield clause[:_LONGEST]
            start = end


def _heading_of(words: str) -> tuple[str | None, bool]:
    named = words.strip(" \t-–*•·#_").lower()
    for pattern, role in CV_HEADINGS:
        if pattern.fullmatch(named):
            return role, True
    return None, False


def _is_held(clause: str) -> bool:
    cues = (CV_NEGATED_BEFORE, CV_WISHED, CV_OTHER_PERSON, _NOT_YET)
    if any(cue.search(clause) for cue in cues) or CV_RELATIVE_FIRST.match(clause):
        return False
    return not any(CV_NEGATED_AFTER.match(clause, m.end()) for m in re.finditer(r"\w\b", clause))


def _keys_of(clause: str) -> frozenset[str]:
    lowered = clause.lower()
    keys: set[str] = set()
    if _EXAM.search(lowered):
        kind = (
            ":vocational" if _VOCATIONAL.search(lowered)
            else ":preparatory" if _PREPARATORY.search(lowered) else ""
        )  # fmt: skip
        keys.add(f"exam:gymnasium{kind}")
    rest = re.sub(r"gymnasie\w*|yrkesprogram\w*|högskoleförberedande", " ", clause, flags=re.I)
    is_abroad = bool(_ABROAD.search(lowered))
    rest = re.sub(r"\b[A-E](?:#|\+\+)\S*", " ", rest)  # languages of programming, not old courses
    for key in read_credentials(rest):
        kind, _, name = key.partition(":")
        if kind == "exam" or (kind == "foreign" and not re.search(r"\buhr\b|utländsk", lowered)):
            continue
        if kind == "course" and not _COURSE_SANE.match(key):
            continue
        if kind == "hp" and not name.partition(":")[0]:
            continue
        if kind == "language" and not re.match(_LANGUAGES, name):
            continue
        if kind == "degree":
            degree, _, field = name.partition(":")
            if degree not in _DEGREES:
                continue
            if field and not re.search(rf"{degree}\s+(?:i|inom)\s+{field}", lowered):
                key = f"degree:{degree}"
            if is_abroad:
                key = f"foreign:{degree}"
        keys.add(key)
    return frozenset(keys)
