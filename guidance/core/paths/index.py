"""What the search looks up in a snapshot, computed once per snapshot and process.

Rows are education rows. Courses are keyed by their canonical Gy11 name, credentials by their key.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import Array, Links
from catalog.snapshot.snapshot import CONFIGURATIONS, CREDIT_SYSTEMS, FORMS, Snapshot
from guidance.core.eligibility.courses import bare_title, canonical_course, split_level
from guidance.core.eligibility.credentials import implied_by
from guidance.core.eligibility.evaluate import Opening, looks_at, openings
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.once import once_per_snapshot
from guidance.core.paths.events import EventFacts, event_facts
from guidance.core.regulated import GIVES

_COURSE, _PACKAGE, _PROGRAM = (
    CONFIGURATIONS.index(one) for one in ("kurs", "kurspaket", "program")
)
_WEEKS_PER_CREDIT = {"hp": 1 / 1.5, "yh": 1 / 5, "gy": 1 / 20, "vp": 1 / 20, "fup": 1 / 1.5}
_USUAL_WEEKS = {"FHS": 36.0, "AUB": 20.0, "YH": 40.0, "HS": 20.0, "KKU": 40.0, "VUXSFI": 20.0}
_WEEKS_A_YEAR = 40  # a year of studies; the summer lies between two of them
_SUMMER_DAYS = 84
_WORD = re.compile(r"\w+")
_JOINT = re.compile(r"\s+i\b|\s+gr\b|,|\s+för lärare|$")


@dataclass(frozen=True)
class TitleWords:
    """Which titles hold a word. rows: of every title, in order · having: word → rows, in order."""

    rows: tuple[int, ...]
    having: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, titles: dict[int, str]) -> "TitleWords":
        """From titles by row."""
        found: dict[str, list[int]] = {}
        for row, title in sorted(titles.items()):
            for word in dict.fromkeys(_WORD.findall(title)):
                found.setdefault(word, []).append(row)
        return cls(tuple(sorted(titles)), {word: tuple(rows) for word, rows in found.items()})

    def may_hold(self, names: Iterable[str]) -> list[int]:
        """Rows, in order, of every title that holds one of the names as whole words; of some that
        do not, too."""
        found: set[int] = set()
        for name in names:
            rows = self.rows
            if words := _WORD.findall(name):
                rows = min((self.having.get(word, ()) for word in words), key=len)
            found.update(rows)
        return sorted(found)


@dataclass(frozen=True)
class Asked:
    """An entry requirement for somebody who holds nothing. openings: every way to satisfy it ·
    looks_at: whoever holds none of these is judged alike (see `evaluate.looks_at`)."""

    openings: tuple[Opening, ...]
    looks_at: frozenset[str]


@dataclass(frozen=True)
class Index:
    """courses: course key → rows of single komvux courses that give it, themselves or as another
    track of the same level · gives: row → credentials · givers: credential → rows · titles: bare
    titles in lower case of programmes and packages, by row · title_words: the words of those ·
    credit_courses: subject → rows of single university courses · trainers, teachers: concept →
    educations (reversed links) · days: float64 calendar days at full pace per row · weeks: float64
    full-time weeks · events: what every event is · asked: each entry requirement, by its row."""

    courses: dict[str, tuple[int, ...]]
    gives: dict[int, tuple[str, ...]]
    givers: dict[str, tuple[int, ...]]
    titles: dict[int, str]
    title_words: TitleWords
    credit_courses: dict[str, tuple[int, ...]]
    trainers: Links
    teachers: Links
    days: Array
    weeks: Array
    events: EventFacts
    asked: tuple[Asked, ...]


_indexes: dict[str, Index] = {}


def index_of(snapshot: Snapshot) -> Index:
    """The index of a snapshot. Kept for the two latest snapshots of this process."""
    return once_per_snapshot(snapshot, _indexes, _build)


def form_of(row: int, snapshot: Snapshot) -> str:
    """School form of an education row."""
    return FORMS[int(snapshot.educations.form[row])]


def is_full_training(row: int, snapshot: Snapshot) -> bool:
    """A programme or package that trains for an occupation, not a single course within it."""
    form = form_of(row, snapshot)
    configuration = int(snapshot.educations.configuration[row])
    if form in ("HS", "YH", "OTHER"):
        return configuration == _PROGRAM
    if form == "VUXGY":
        return configuration in (_PACKAGE, _PROGRAM)
    return form in ("FHS", "AUB")


def _build(snapshot: Snapshot) -> Index:
    educations = snapshot.educations
    patterns = [(key, set(forms.split()), re.compile(text)) for key, forms, text in GIVES]
    courses: dict[str, list[int]] = {}
    gives: dict[int, tuple[str, ...]] = {}
    titles: dict[int, str] = {}
    credit_courses: dict[str, list[int]] = {}
    for row, title in enumerate(educations.title):
        form = FORMS[int(educations.form[row])]
        configuration = int(educations.configuration[row])
        lowered = title.lower().strip()
        if form == "VUXGY" and configuration not in (_PACKAGE, _PROGRAM):
            course = canonical_course(title)
            courses.setdefault(course, []).append(row)
            gives[row] = (f"course:{course}",)
        elif form == "VUXSFI":
            level = re.search(r"\bkurs ([a-d])\b", lowered)
            if level:
                gives[row] = (f"sfi:{level[1].upper()}",)
        elif form not in ("VUXGR", "VUXGRAN", "VUXGYAN"):
            if form == "HS" and configuration != _PROGRAM:
                for subject in _subjects(lowered):
                    credit_courses.setdefault(subject, []).append(row)
            else:
                titles[row] = bare_title(lowered)
                found = tuple(
                    key for key, forms, pattern in patterns
                    if form in forms and pattern.search(lowered)
                )  # fmt: skip
                if form == "YH" and configuration == _PROGRAM:
                    found = (*found, "degree:yrkeshögskoleexamen")
                if found:
                    gives[row] = found
    givers: dict[str, list[int]] = {}
    for row, keys in gives.items():
        for key in keys:
            givers.setdefault(key, []).append(row)
    weeks = _full_weeks(snapshot)
    summers = np.floor(np.maximum(weeks - 0.5, 0) / _WEEKS_A_YEAR)
    days = weeks * 7 + summers * _SUMMER_DAYS
    return Index(
        _stand_ins(courses),
        gives,
        {key: tuple(rows) for key, rows in givers.items()},
        titles,
        TitleWords.of(titles),
        {subject: tuple(found) for subject, found in credit_courses.items()},
        educations.trains_for.reversed(len(snapshot.concepts.id)),
        educations.skills.reversed(len(snapshot.concepts.id)),
        days,
        weeks,
        event_facts(snapshot, weeks, days),
        tuple(_asked(text) for text in snapshot.requirements.text),
    )


def _asked(text: str) -> Asked:
    expression = parse_requirement(text).expression
    return Asked(openings(expression, frozenset()), looks_at(expression))


def _subjects(title: str) -> list[str]:
    """What a single university course's title may name as its subject: all before a joint."""
    return list(dict.fromkeys(title[: joint.start()] for joint in _JOINT.finditer(title)))


def _stand_ins(courses: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for name, rows in sorted(courses.items()):
        number = split_level(name)[1]
        own = f"course:{name}"
        for key in (own, *implied_by(own)):
            if key == own or split_level(key.removeprefix("course:"))[1] == number:
                found.setdefault(key, []).extend(rows)
    return {key: tuple(rows) for key, rows in found.items()}


def _full_weeks(snapshot: Snapshot) -> Array:
    """Full-time weeks per education: from credits, else as stated, else usual for the form."""
    educations = snapshot.educations
    per_credit = np.array([_WEEKS_PER_CREDIT.get(one, np.nan) for one in CREDIT_SYSTEMS])
    usual = np.array([_USUAL_WEEKS.get(form, 10.0) for form in FORMS])
    by_credits = educations.credits.astype(np.float64) * per_credit[educations.credit_system]
    stated = educations.weeks.astype(np.float64)
    # Shorter than a week is a slip in the source: the shortest real course has 1.5 hp or 20 points.
    sane = (by_credits >= 1.0) & (by_credits < 400)
    weeks = np.where(sane, by_credits, np.where(stated >= 1, stated, usual[educations.form]))
    return np.asarray(weeks)
