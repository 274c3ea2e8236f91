"""Upper-secondary courses of three generations under one name.

The canonical name is Gy11's (`matematik 2b`). Gy25 levels (`Matematik nivå 2b`) and the letter
courses of the 1990s (`Matematik B`) map to it. Sources: Skolverket's comparison tables between
Gy11 and Gy25 and UHR's equivalence rules for older grades, as known in 2026.
"""

import re

ABBREVIATIONS = {
    "ma": "Matematik",
    "en": "Engelska",
    "sv": "Svenska",
    "sva": "Svenska som andraspråk",
    "sh": "Samhällskunskap",
    "nk": "Naturkunskap",
    "fy": "Fysik",
    "ke": "Kemi",
    "bi": "Biologi",
    "hi": "Historia",
    "re": "Religionskunskap",
    "ge": "Geografi",
    "ps": "Psykologi",
}

# Subjects where a higher course stands for the lower ones.
LADDERS = frozenset(
    {
        "matematik",
        "engelska",
        "svenska",
        "svenska som andraspråk",
        "fysik",
        "kemi",
        "biologi",
        "naturkunskap",
        "samhällskunskap",
        "historia",
        "religionskunskap",
        "programmering",
        "företagsekonomi",
    }
)

# Letter course → Gy11 level.
_LETTERS = {
    "matematik": {"a": "1", "b": "2", "c": "3", "d": "4", "e": "5"},
    "engelska": {"a": "5", "b": "6", "c": "7"},
    "svenska": {"a": "1", "b": "3"},
    "svenska som andraspråk": {"a": "1", "b": "3"},
    "naturkunskap": {"a": "1b", "b": "2"},
    "samhällskunskap": {"a": "1b", "b": "2"},
    "historia": {"a": "1b", "b": "2"},
    "fysik": {"a": "1a", "b": "2"},
    "religionskunskap": {"a": "1", "b": "2"},
}
_PLAIN_LETTERS = {"a": "1", "b": "2", "c": "3", "d": "4", "e": "5"}

# Gy25 writes physics with the letters the other way round.
_LEVEL_SWAPS = {
    ("fysik", "1b"): "1a",
    ("fysik", "1a1"): "1b1",
    ("fysik", "1a2"): "1b2",
    ("engelska", "1"): "5",
    ("engelska", "2"): "6",
    ("engelska", "3"): "7",
}
_STAGES = {
    ("matematik", "fortsättning", "1b"): "3b",
    ("matematik", "fortsättning", "1c"): "3c",
    ("matematik", "fortsättning", "1"): "3",
    ("matematik", "fortsättning", "2"): "4",
    ("matematik", "fördjupning", "1"): "5",
}

_STAGE = re.compile(
    r"^(?P<subject>.+?)\s*[–-]\s*(?P<stage>fortsättning|fördjupning)\s+nivå\s+(?P<level>\d\w{0,2})",
    re.IGNORECASE,
)
_GY25 = re.compile(r"^(?P<subject>.+?)\s+nivå\s+(?P<level>\d[a-c]?\d?)\b", re.IGNORECASE)
_GY11 = re.compile(r"^(?P<subject>.+?)\s+(?:kurs\s+)?(?P<level>\d[a-c]?\d?)$", re.IGNORECASE)
_GY00 = re.compile(r"^(?P<subject>.+?)\s+(?P<letter>[A-E])$")
_TAIL = re.compile(
    r"\s*(?:\(.*\)|,?\s+(?:distans|kväll|flex|\d+\s?v|lärling|validering)|"
    r"\s+-\s*(?:flex|distans|lärling|validering)|,\s*\d+\s*p)\.?$",
    re.IGNORECASE,
)


def bare_title(title: str) -> str:
    """A course title without the school's own additions ("distans", "20v", "(Engelska 5)")."""
    name = " ".join(title.split())
    while (shorter := _TAIL.sub("", name)) != name:
        name = shorter
    return name.strip(" .,;")


def canonical_course(name: str) -> str:
    """`Matematik nivå 2b` and `Ma 2b` → `matematik 2b`; `Matematik B` → `matematik 2`."""
    name = bare_title(name).replace("andra språk", "andraspråk")
    if found := _STAGE.match(name):
        key = found["subject"].lower(), found["stage"].lower(), found["level"].lower()
        if key in _STAGES:
            return f"{key[0]} {_STAGES[key]}"
    if found := _GY25.match(name):
        subject, level = found["subject"].lower(), found["level"].lower()
        return f"{subject} {_LEVEL_SWAPS.get((subject, level), level)}"
    if found := _GY00.match(name):
        subject = _whole(found["subject"])
        level = _LETTERS.get(subject, _PLAIN_LETTERS).get(found["letter"].lower(), "1")
        return f"{subject} {level}"
    if found := _GY11.match(name):
        return f"{_whole(found['subject'])} {found['level'].lower()}"
    return _whole(name)


def split_level(course: str) -> tuple[str, int, str]:
    """`matematik 2b` → (`matematik`, 2, `b`); a course without level gives number 0."""
    found = re.match(r"^(.*?) (\d)([a-c]?\d?)$", course)
    return (found[1], int(found[2]), found[3]) if found else (course, 0, "")


def course_label(course: str) -> str:
    """The name as people write it: `svenska som andraspråk 2` → `Svenska som andraspråk 2`."""
    return course if course.startswith(("cad", "vvs", "cnc")) else course[:1].upper() + course[1:]


def _whole(subject: str) -> str:
    lowered = subject.lower().strip()
    return ABBREVIATIONS.get(lowered, lowered).lower()
