"""Swedish entry-requirement text → an expression, with what could not be read kept verbatim.

A scanner walks the text and tries the readers of single demands, then joining words, then words
that carry no demand. What is left is the remainder. Joining binds, tightest first: `eller`,
`,`/`och`, `samt`/`+`/`;`, sentence end, `Eller:`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from guidance.core.eligibility.course_reader import course_atom, read_course
from guidance.core.eligibility.credits import read_amount, read_named, read_title
from guidance.core.eligibility.expression import (
    AllOf,
    AnyOf,
    Atom,
    Expression,
    Note,
    Unparsed,
    all_of,
    any_of,
    leaves,
)
from guidance.core.eligibility.filler import FILLER, NOTE
from guidance.core.eligibility.readers import READERS

_POINTS = re.compile(r",?\s*(?P<points>\d{2,4})\s*p\.?\s*$")
_HAS_LIST = re.compile(r",\s*\d{2,4}\s*p\b(?!\s*från)")
_LIST_HEAD = re.compile(
    r"(?:Särskilda\s+förkunskaper:?\s*)?(?:lägst\s+betyget\s+(?P<grade>[A-E])[^\s]*\s+i\s+)"
    r"(?:följande\s+)?kurser(?:na)?(?:\s+eller\s+motsvarande(?:\s+kunskaper)?)?\s*:?",
    re.IGNORECASE,
)
_STRONG_OR = re.compile(
    r"(?:(?:^|(?<=[.\n)]))\s*(?:Eller|ELLER|Alternativt|Alternativ\s+till\s+OB\s*\d+)\b\s*:?"
    r"|;\s*(?:eller|alternativt)\b|(?<=[.\n)])\s*eller\b(?=\s+[aA]vlagd)|\bEller\s*:"
    r"|\balternativt\s*:|\bAlternativ\s+\d\s*:)"
)
_STRONG_AND = re.compile(r"(?<=[.\n])\s*(?:Och|OCH|och)\b|(?=\bRekommendation\w*\s*:)")
_OR = re.compile(r"/|\b(?:eller|alternativt|alt)\b\.?", re.IGNORECASE)
_LOW_AND = re.compile(r"\b(?:samt|dessutom|därutöver|vidare|också)\b|;|\+", re.IGNORECASE)
_AND = re.compile(
    r"\b(?:och|varav|därav|inklusive|inkluderande|inkluderat|inkludera|innefattande|inklusivt|"
    r"innehållandes?|inkl\.?|med)(?!\w)",
    re.IGNORECASE,
)
_NAMES_FOLLOW = re.compile(
    r"(?:(?i:(?:en|följande|föregående|på|i|samt)\s+)*(?i:kurs(?:en|er|erna)?)\s*:?\s*"
    r"(?:[”\"A-ZÅÄÖ]|(?:i|inom)\s)|(?i:godkän\w+\s+(?:betyg\s+)?(?:på|i))\s+[A-ZÅÄÖ])"
)
# A package of courses by its number alone: which courses it means depends on the year.
_AREA = re.compile(r"(?:områdesbehörighet|område)\s+[A-Z]?\d+[a-c]?\b|\bOB\s*\d+[a-c]?\b", re.I)
_LONGEST = 4_000  # letters; the longest real text has about 1 000. What follows is left unread
_STOP = re.compile(r"\.(?=\s|$|[A-ZÅÄÖ.])|\n|\s-\s(?=[A-ZÅÄÖ])|[!?]")
_GRADE = re.compile(
    r"(?i:med\s+betyget\s+lägst)\s+(?P<grade>[A-E])|(?i:lägst\s+betyget)\s+(?P<g2>[A-E])\b"
)
_WORD = re.compile(r"[^\s.,;:()/+]+|.", re.DOTALL)
_OTHERWISE = re.compile(r"\(\s*(?:alternativt|eller|alt)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Requirement:
    """An entry requirement as read. unparsed: verbatim substrings of `text`."""

    text: str
    expression: Expression
    unparsed: tuple[str, ...]

    @property
    def is_wholly_read(self) -> bool:
        return not self.unparsed


@lru_cache(maxsize=8192)
def parse_requirement(text: str) -> Requirement:
    """Read one requirement text. Never raises; an empty text demands nothing."""
    expression = _read(text) if len(text) <= _LONGEST else _read_long(text)
    area = _AREA.search(text, 0, _LONGEST)
    if area and not any(
        isinstance(one, Atom) and one.kind == "course" for one in leaves(expression)
    ):
        expression = all_of([expression, Unparsed(area[0])])
    left = tuple(leaf.text for leaf in leaves(expression) if isinstance(leaf, Unparsed))
    return Requirement(text, expression, left)


def _read(text: str) -> Expression:
    head = _LIST_HEAD.search(text)
    if not _HAS_LIST.search(text):
        return all_of([_prose(part) for part in _STRONG_AND.split(text)])
    start = head.end() if head else 0
    before = _prose(text[: head.start()]) if head else AllOf()
    grade = head["grade"] if head else None
    return all_of([before, _course_list(text[start:], grade)])


def _read_long(text: str) -> Expression:
    """What no school would write: its beginning is read, the rest kept as it stands."""
    cut = text.rfind(". ", 0, _LONGEST) + 1 or _LONGEST
    rest = text[cut:].strip()
    return all_of([_read(text[:cut]), *([Unparsed(rest)] if rest else [])])


def _course_list(text: str, grade: str | None) -> Expression:
    """`Kemi 1, 100p ; Svenska 2 eller Svenska som andraspråk 2, 100p`."""
    return all_of([_list_item(item, grade) for item in text.split(";") if item.strip(" .")])


def _list_item(item: str, grade: str | None) -> Expression:
    stripped = item.strip()
    found = _POINTS.search(stripped)
    points = int(found["points"]) if found else None
    body = (stripped[: found.start()] if found else stripped).strip(" .,")
    body = re.sub(r"^(?:och|samt)\s+", "", body)
    body = re.sub(r"\s+eller\s+motsvarande(?:\s+kunskaper)?$", "", body)
    if re.match(r"eller\s+(?:motsvarande|andra\s+kurser)|motsvarande", body, re.IGNORECASE):
        return AllOf()
    for pattern, reader in READERS:
        whole = pattern.match(body)
        if whole and "points" in whole.groupdict():
            return reader(whole)
    if len(body.split()) > 9 and " eller " not in body.lower():
        return _prose(body)
    if re.search(r"\bkan ersättas\b|^övrigt$|\bmåste\b|\bska\b", body, re.IGNORECASE):
        return Unparsed(stripped)
    if not re.search(r"[a-zåäö]{3}", body, re.IGNORECASE):
        return Unparsed(stripped) if body else AllOf()
    options = []
    for option in re.split(r"\s+(?:eller|alt\.?)\s+", body, flags=re.IGNORECASE):
        names = re.split(r"\s\+\s", option)
        given = points if len(names) == 1 else None
        options.append(all_of([course_atom(n, points=given, grade=grade) for n in names]))
    return any_of(options)


def _prose(text: str) -> Expression:
    groups = [part for part in _STRONG_OR.split(text) if part.strip(" .:\n")]
    if not groups:
        return AllOf()
    read = [_conjunction(part) for part in groups]
    read = [one for one in read if one != AllOf()] or read[:1]
    if len(read) == 1:
        return read[0]
    shared, first = _split_basic(read[0])
    if shared and not any(_split_basic(other)[0] for other in read[1:]) and first.parts:
        return all_of([*shared, any_of([all_of(list(first.parts)), *read[1:]])])
    return any_of(read)


def _split_basic(expression: Expression) -> tuple[list[Expression], AllOf]:
    parts = expression.parts if isinstance(expression, AllOf) else (expression,)
    basic: list[Expression] = [p for p in parts if isinstance(p, Atom) and p.kind == "basic"]
    return basic, AllOf(tuple(p for p in parts if p not in basic))


@dataclass
class _Sentence:
    """Parts with the joint before each, and spans of unread words."""

    parts: list[tuple[str, Expression]]
    unread: list[tuple[int, int]]
    start: int
    joint: str = "and"
    is_listing_parts: bool = False
    is_naming: bool = False

    def add(self, expression: Expression) -> None:
        self.parts.append((self.joint, expression))
        self.joint = "and"


def _conjunction(text: str) -> Expression:
    """A text without strong alternatives: its sentences, all of which must hold."""
    read: list[Expression] = []
    at = 0
    while at < len(text):
        sentence = _Sentence([], [], at)
        at = _scan(text, at, sentence)
        read.extend(_of_sentence(text[sentence.start : at], text, sentence))
    return all_of(read)


def _scan(text: str, at: int, sentence: _Sentence) -> int:
    """Read one sentence from `at`; returns where the next begins."""
    while at < len(text):
        if text[at].isspace() and text[at] != "\n":
            at += 1
            continue
        if found := _STOP.match(text, at):
            return found.end()
        if text[at] == "(" and (group := _group(text, at)):
            expression, end = group
            is_other = bool(_OTHERWISE.match(text, at))
            read = any(isinstance(leaf, Atom) for leaf in leaves(expression))
            if read or (is_other and any(isinstance(one, Unparsed) for one in leaves(expression))):
                if is_other:
                    sentence.joint = "or"
                sentence.add(expression)
            at = end
            continue
        if demand := _read_demand(text, at):
            expression, end = demand
            sentence.add(
                _as_part(expression)
                if sentence.is_listing_parts and _is_named(text, at)
                else expression
            )
            at = end
            continue
        if found := FILLER.match(text, at):
            if "motsvarande" in found[0]:
                sentence.is_naming = False
            sentence.is_naming |= bool(_NAMES_FOLLOW.match(text, at))
            at = max(found.end(), at + 1)
            continue
        at = _join_or_word(text, at, sentence)
    return at


def _group(text: str, at: int) -> tuple[Expression, int] | None:
    end = text.find(")", at)
    if end < 0:
        return None
    return _conjunction(text[at + 1 : end]), end + 1


def _read_demand(text: str, at: int) -> tuple[Expression, int] | None:
    if at and text[at - 1].isalnum():
        return None
    for pattern, reader in READERS:
        found = pattern.match(text, at)
        if found and found.end() > at:
            expression = reader(found)
            if isinstance(expression, Atom) and (expression.kind, expression.fields) == (
                "total_hp", (),
            ):  # fmt: skip
                return read_amount(text, at) or (expression, found.end())
            return expression, found.end()
    return read_course(text, at) or (read_title(text, at) if text[at].isupper() else None)


def _join_or_word(text: str, at: int, sentence: _Sentence) -> int:
    if found := _LOW_AND.match(text, at):
        sentence.joint = "low"
        sentence.is_listing_parts = False
    elif found := _OR.match(text, at):
        sentence.joint = "or" if sentence.joint != "low" else "low"
    elif found := _AND.match(text, at):
        is_list = found[0].lower() not in ("och", "med")
        sentence.is_listing_parts |= is_list
        sentence.is_naming |= is_list
    elif text[at] in ",:)":
        return at + 1
    elif sentence.is_naming and (named := read_named(text, at)):
        sentence.add(named[0])
        return named[1]
    else:
        found = _WORD.match(text, at)
        end = found.end() if found else at + 1
        sentence.unread.append((at, end))
        sentence.is_naming = False
        return end
    return found.end()


def _is_named(text: str, at: int) -> bool:
    return text[at].isupper() and not re.match("Minst|Lägst|Totalt", text[at:])


def _as_part(expression: Expression) -> Expression:
    """After `varav` or `inklusive`, a named amount of credits is a course, not a subject."""
    if isinstance(expression, Atom) and expression.kind == "subject_hp" and expression.value:
        return Atom.of("univ_course", expression.value, **dict(expression.fields))
    return expression


def _with_subject(parts: list[tuple[str, Expression]]) -> list[tuple[str, Expression]]:
    """Credits "at level C" are of the subject named before; without one, of any."""
    subject, filled = "", []
    for joint, part in parts:
        for leaf in leaves(part):
            if isinstance(leaf, Atom) and leaf.kind == "subject_hp" and leaf.value:
                subject = str(leaf.value)
        if isinstance(part, Atom) and part.kind == "subject_hp" and not part.value:
            kind = "subject_hp" if subject else "total_hp"
            hp, level = part.get("hp"), part.get("level")
            part = (
                Atom.of(kind, subject, hp=hp, level=level)
                if subject
                else Atom.of(kind, hp, level=level)
            )
        filled.append((joint, part))
    return filled


def _with_field(parts: list[tuple[str, Expression]]) -> list[tuple[str, Expression]]:
    """Experience "in the occupation" is experience of the occupation named before it."""
    known, filled = "", []
    for joint, part in parts:
        if isinstance(part, Atom) and part.kind in ("legitimation", "occupation_training"):
            known = str(part.value)
        if (
            isinstance(part, Atom)
            and part.kind == "experience_months"
            and known
            and part.get("field") in (None, "yrket")
        ):
            part = Atom.of("experience_months", part.value, field=known)
        filled.append((joint, part))
    return filled


def _of_sentence(sentence_text: str, text: str, sentence: _Sentence) -> list[Expression]:
    if NOTE.search(sentence_text):
        return [Note(sentence_text.strip())]
    grade = _GRADE.search(sentence_text)
    tree = _tree(_with_field(_with_subject(sentence.parts)))
    if grade:
        tree = _with_grade(tree, grade["grade"] or grade["g2"])
    if not sentence.unread:
        return [tree] if sentence.parts else []
    if not sentence.parts:
        stripped = sentence_text.strip()
        return [Unparsed(stripped)] if re.search(r"\w", stripped) else []
    return [tree, *_remainders(text, sentence.unread)]


def _remainders(text: str, spans: list[tuple[int, int]]) -> list[Expression]:
    """Neighbouring unread words as one verbatim piece; lone marks are no words."""
    runs: list[list[int]] = []
    for start, end in spans:
        if (
            runs
            and not re.search(r"[.;\n]", text[runs[-1][1] : start])
            and start - runs[-1][1] < 25
        ):
            runs[-1][1] = end
        else:
            runs.append([start, end])
    pieces = [text[start:end].strip(" ,:-") for start, end in runs]
    return [Unparsed(piece) for piece in pieces if re.search(r"\w{2}", piece)]


def _tree(parts: list[tuple[str, Expression]]) -> Expression:
    low: list[list[tuple[str, Expression]]] = []
    for joint, expression in parts:
        if not low or joint == "low":
            low.append([])
        low[-1].append((joint, expression))
    conjuncts: list[Expression] = []
    for group in low:
        options: list[list[Expression]] = []
        for position, (joint, expression) in enumerate(group):
            if joint == "or" and position:
                options[-1].append(expression)
            else:
                options.append([expression])
        conjuncts.extend(any_of(option) for option in options)
    return all_of(conjuncts)


def _with_grade(expression: Expression, grade: str) -> Expression:
    if isinstance(expression, AllOf):
        return AllOf(tuple(_with_grade(part, grade) for part in expression.parts))
    if isinstance(expression, AnyOf):
        return AnyOf(tuple(_with_grade(part, grade) for part in expression.parts))
    if isinstance(expression, Atom) and expression.kind == "course":
        return Atom.of("course", expression.value, **{**dict(expression.fields), "grade": grade})
    return expression
