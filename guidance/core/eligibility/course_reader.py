"""Reads course names with levels: `Fysik 1a eller 1b1+1b2`, `Ma C`, `Matematik nivå 2a, 2b`."""

import re

from guidance.core.eligibility.courses import ABBREVIATIONS, canonical_course, course_label
from guidance.core.eligibility.expression import Atom, Expression, all_of, any_of

SUBJECTS = (
    "Svenska som andra ?språk", "Svenska", "Matematik", "Engelska", "Samhällskunskap",
    "Naturkunskap", "Fysik", "Kemi", "Biologi", "Historia", "Religionskunskap", "Geografi",
    "Psykologi", "Filosofi", "Företagsekonomi", "Programmering", "Teknik", "Moderna språk",
    "Idrott och hälsa", "Bild", "Musik", "Privatjuridik", "Redovisning", "Juridik",
    "Webbutveckling", "Ellära", "Medicin", "Sociologi", "Kommunikation", "Hälsopedagogik",
    "Pedagogik",
)  # fmt: skip
_LEVEL = r"\d[a-c]?[12]?(?![\w§]|[.,]\d|\s*(?:hp|högsko|år|månad|p\b|kap))"
_GLUE = r"\s*(?:/|\+|,|\beller\b|\balt\.?|\boch\b)\s*"
_LEVELS = rf"(?P<levels>{_LEVEL}(?:{_GLUE}{_LEVEL})*)"
_STAGE = r"(?:\s*[–-]\s*(?P<stage>fortsättning|fördjupning))?"
_NAMES = "|".join((*SUBJECTS, *(short.capitalize() for short in ABBREVIATIONS), "SVA", "Sv2"))

COURSE = re.compile(
    rf"(?:kursen\s+)?(?P<subject>(?i:{'|'.join(SUBJECTS)})|{_NAMES}){_STAGE}"
    rf"(?:\s+(?P<gy25>nivå)\s+|\s+kurs\s+|\s*)(?:{_LEVELS}|(?P<letter>(?<=\s)[A-E])(?![\w]|\s*hp))"
    r"(?:,\s*(?P<language>Spanska|Tyska|Franska|Italienska))?"
)
OTHER_COURSE = re.compile(
    r"(?P<name>[A-ZÅÄÖ][a-zåäö]+(?:-?(?:\s+(?:och|i|för|som|med|av|[a-zåäö]{3,}-?))){0,5})\s+"
    rf"(?P<level>(?:nivå\s+)?{_LEVEL})"
)
_NO_COURSE = re.compile(r"Termin|Kurs|Område|Årskurs|Steg|Dessutom|Därutöver|Vidare|Minst")
_SUBJECT_LIST = re.compile(
    r"(?:godkända\s+)?betyg\s+från\s+gymnasiet\s+i\s+(?P<list>[a-zåäö/,\s]+)", re.IGNORECASE
)


def course_atom(name: str, **fields: str | int | None) -> Atom:
    """An atom for one written course name; a track letter becomes the field `tracks`."""
    name = re.sub(r"andra\s+språk", "andraspråk", " ".join(name.split())).strip(" .,;")
    letter = re.match(r"^(.+?)\s+([A-E])$", name)
    if letter:
        subject = ABBREVIATIONS.get(letter[1].lower(), letter[1])
        return Atom.of("course", f"{subject} {letter[2]}", system="gy00", **fields)
    if re.search(r"\snivå\s+\d", name):
        name = course_label(canonical_course(name))
    found = re.match(r"^(\D+?)\s?(\d)([a-c][12]?)?$", name)
    if not found:
        return Atom.of("course", name, **fields)
    subject = found[1].strip()
    subject = ABBREVIATIONS.get(subject.lower(), subject)
    tracks = (found[3],) if found[3] else None
    return Atom.of("course", f"{subject} {found[2]}", tracks=tracks, **fields)


def read_course(text: str, at: int) -> tuple[Expression, int] | None:
    """The course (or alternatives by level) that starts at `at`, and where it ends."""
    found = COURSE.match(text, at)
    if found:
        return _levels(found), found.end()
    found = OTHER_COURSE.match(text, at)
    if found and not re.match(
        r"Termin|Kurs|Område|Årskurs|Steg|Dessutom|Därutöver|Vidare|Minst", found["name"]
    ):
        return course_atom(f"{found['name']} {found['level']}"), found.end()
    found = _SUBJECT_LIST.match(text, at)
    if found:
        groups = []
        for part in re.split(r",|\boch\b", found["list"]):
            names = [name.strip() for name in part.split("/") if name.strip()]
            groups.append(any_of([Atom.of("course", name.capitalize()) for name in names]))
        return all_of(groups), found.end()
    return None


def _levels(found: re.Match[str]) -> Expression:
    subject = " ".join(found["subject"].split())
    if found["letter"]:
        return course_atom(f"{subject} {found['letter']}")
    middle = f" – {found['stage']}" if found["stage"] else ""
    suffix = f" {found['language']}" if found["language"] else ""
    nivå = " nivå" if found["gy25"] else ""
    options: list[list[Atom]] = [[]]
    for glue, level in re.findall(rf"({_GLUE})?({_LEVEL})", found["levels"]):
        if glue and not re.search(r"\+|och", glue):
            options.append([])
        atom = course_atom(f"{subject}{middle}{nivå} {level}")
        if suffix:
            atom = Atom(atom.kind, f"{atom.value}{suffix}", atom.fields)
        options[-1].append(atom)
    return any_of(_merged_tracks([all_of(list(option)) for option in options]))


def _merged_tracks(options: list[Expression]) -> list[Expression]:
    """`2a`, `2b` of one course become one atom with two tracks."""
    merged: list[Expression] = []
    for option in options:
        last = merged[-1] if merged else None
        if (
            isinstance(option, Atom)
            and isinstance(last, Atom)
            and option.value == last.value
            and option.get("tracks")
            and last.get("tracks")
        ):
            tracks = (*_tracks(last), *_tracks(option))
            merged[-1] = Atom.of("course", option.value, tracks=tuple(dict.fromkeys(tracks)))
        else:
            merged.append(option)
    return merged


def _tracks(atom: Atom) -> tuple[str, ...]:
    tracks = atom.get("tracks")
    return tracks if isinstance(tracks, tuple) else ()
