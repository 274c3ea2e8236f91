"""`educationInfo` → `Education` and its `Qualification` rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar

from catalog.sources.record import BadRecord, Record, Reference, Repair
from catalog.sources.susa_navet.texts import clean_line, plain_text, text_in, without_title
from catalog.sources.susa_navet.values import (
    code_of,
    day_of,
    flag_of,
    list_of,
    moment_of,
    number_of,
    shortened,
    title_of,
    url_of,
)

FORMS = frozenset(
    ("HS", "YH", "VUXGY", "VUXGR", "VUXSFI", "VUXGYAN", "VUXGRAN", "FHS", "AUB", "KKU")
)
# For adults, but of no form of its own here: firefighters and prison officers are trained so.
OTHER_FORMS = frozenset(("AU", "NY", "STF"))
# Listed in C_SchoolType, but nothing an adult applies for here.
SCHOOL_FORMS = frozenset(("FKLASS", "FTH", "GR", "GRAN", "GY", "GYAN", "KU", "OPPFTH", "SAM", "SP"))
_CONFIGURATIONS = frozenset(("kurs", "kurspaket", "program"))
_SUN_CODE = re.compile(r"\d{3}[a-z][a-z]?")
_SSYK_CODE = re.compile(r"\d{4}")

# Credit system → (credits of a full-time week, most credits one education has, smallest step).
# The longest programmes stay below 400 hp; YH is at most about three years; komvux packages hold up
# to some forty courses.
_CREDITS = {
    "hp": (1.5, 400.0, 0.5),
    "fup": (1.5, 400.0, 0.5),
    "yh": (5.0, 800.0, 1.0),
    "gy": (20.0, 5000.0, 5.0),
    "vp": (20.0, 5000.0, 5.0),
    "nyp": (5.0, 800.0, 1.0),
}
_WEEKS = {
    "hours": 1 / 40,
    "days": 1 / 5,
    "weeks": 1,
    "months": 52 / 12,
    "semesters": 20,
    "years": 40,
}


@dataclass(frozen=True)
class Education(Record):
    """A row of `Education`."""

    table: ClassVar[str] = "Education"

    base: str
    code: str
    title: str
    title_en: str
    description: str
    url: str
    form: str
    configuration: str
    levels: tuple[str, ...]
    is_vocational: bool | None
    gives_degree: bool
    degree: str
    seqf_level: int | None
    credits: float | None
    credit_system: str
    weeks: float | None
    eligibility: str
    recommended: str
    student_aid: str
    sun_codes: tuple[str, ...]
    subject_codes: tuple[str, ...]
    ssyk_codes: tuple[str, ...]
    last_edited: datetime | None
    expires: date | None


@dataclass(frozen=True)
class Qualification(Record):
    """A row of `Qualification`: a degree that an education gives."""

    table: ClassVar[str] = "Qualification"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("education", "Education", is_owner=True),
    )

    name: str
    seqf_level: int | None
    education: str


def education_of(education_id: str, content: Mapping[str, Any], repairs: list[Repair]) -> Education:
    """The record of an info. Raises `BadRecord` without a title or a known school form."""
    english = title_of(content.get("title"), "title", "eng", [])
    title = title_of(content.get("title"), "title", "swe", repairs) or english
    if not title:
        raise BadRecord("title", "title_empty" if "title" in content else "missing_required")
    form = _form_of(content.get("type"))
    for field in ("lastEdited", "code", "resultIsDegree"):
        if content.get(field) in (None, ""):
            repairs.append(Repair(field, "missing_required"))
    points, credit_system = _credits_of(content.get("credits"), repairs)
    sun, subjects, ssyk = _subjects_of(content.get("subjects"), repairs)
    degrees = _degrees_of(content.get("degrees"))
    return Education(
        id=education_id,
        base=code_of(content.get("educationBase"))[:120],
        code=shortened(clean_line(code_of(content.get("code"))), 60, "code", repairs),
        title=shortened(title, 400, "title", repairs),
        title_en=shortened(english, 400, "title", repairs),
        description=without_title(
            _text_of(content.get("description"), "description", repairs), title
        ),
        url=url_of(content.get("url"), "url", repairs),
        form=form,
        configuration=_configuration_of(content.get("configuration"), repairs),
        levels=_levels_of(content.get("educationLevels")),
        is_vocational=flag_of(content.get("isVocational"), "isVocational", repairs),
        gives_degree=bool(flag_of(content.get("resultIsDegree"), "resultIsDegree", repairs)),
        degree=shortened("; ".join(degrees), 300, "degrees", repairs),
        seqf_level=_seqf_of(content.get("qualificationLevel"), repairs),
        credits=points,
        credit_system=credit_system,
        weeks=_weeks_of(points, credit_system, content.get("extent"), repairs),
        eligibility=_text_of(content.get("eligibility"), "eligibility", repairs),
        recommended=_text_of(
            content.get("recommendedPriorKnowledge"), "recommendedPriorKnowledge", repairs
        ),
        student_aid=code_of(content.get("eligibleForStudentAid"))[:10],
        sun_codes=sun,
        subject_codes=subjects,
        ssyk_codes=ssyk,
        last_edited=moment_of(content.get("lastEdited"), "lastEdited", repairs),
        expires=day_of(content.get("expires"), "expires", repairs, has_time=True),
    )


def qualifications_of(education: Education, content: Mapping[str, Any]) -> Iterator[Qualification]:
    """One row per degree the education gives."""
    if not education.gives_degree:
        return
    for number, name in enumerate(dict.fromkeys(_degrees_of(content.get("degrees"))), start=1):
        yield Qualification(
            id=f"{education.id}#{number}",
            name=name[:300],
            seqf_level=education.seqf_level,
            education=education.id,
        )


def _form_of(value: Any) -> str:
    code = code_of(value)
    if not code:
        raise BadRecord("type", "missing_required")
    if code in FORMS:
        return code
    if code in OTHER_FORMS:
        return "OTHER"
    if code in SCHOOL_FORMS:
        return "SCHOOL"
    raise BadRecord("type", "school_type_unknown", code)


def _configuration_of(value: Any, repairs: list[Repair]) -> str:
    code = code_of(value)
    if code and code not in _CONFIGURATIONS:
        repairs.append(Repair("configuration", "unknown_value", code[:40]))
        return ""
    return code


def _text_of(value: Any, field: str, repairs: list[Repair]) -> str:
    """The Swedish text, or the English one where there is no Swedish, as plain text."""
    raw = text_in(value, "swe") or text_in(value, "eng") or ""
    return _plain_of(raw, field, repairs) if raw else ""


def _plain_of(raw: str, field: str, repairs: list[Repair]) -> str:
    text = _shared_text(raw)
    if _ACTIVE_CONTENT.search(raw):
        repairs.append(Repair(field, "active_content_removed"))
    return text


# The same entry requirement or komvux text stands in hundreds of infos.
_shared_text = lru_cache(maxsize=4_000)(plain_text)
_ACTIVE_CONTENT = re.compile(
    r"<(?:script|style|iframe|object|embed|form|svg)\b|<[^>]*\bon[a-z]+\s*=|javascript:|\{\{",
    re.IGNORECASE,
)


def _degrees_of(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names = (
        title_of(one, "degrees", "swe", []) or title_of(one, "degrees", "eng", []) for one in values
    )
    return [name for name in names if name]


def _levels_of(value: Any) -> tuple[str, ...]:
    codes = (code_of(one) for one in list_of(value))
    return tuple(dict.fromkeys(code[:20] for code in codes if code))


def _seqf_of(value: Any, repairs: list[Repair]) -> int | None:
    code = code_of(value)
    if code in {"1", "2", "3", "4", "5", "6", "7", "8"}:
        return int(code)
    if code:
        repairs.append(Repair("qualificationLevel", "unknown_value", code[:40]))
    return None


def _credits_of(value: Any, repairs: list[Repair]) -> tuple[float | None, str]:
    if not isinstance(value, dict):
        return None, ""
    system = code_of(value.get("system"))
    if system not in _CREDITS:
        if system:
            repairs.append(Repair("credits.system", "unknown_value", system[:40]))
        return None, ""
    number = number_of(value.get("credits"), "credits", repairs)
    if number is None:
        return None, system
    _, most, step = _CREDITS[system]
    if not 0 < number <= most or number % step:
        repairs.append(Repair("credits", "credits_implausible", f"{number:g} {system}"))
        return None, system
    return number, system


def _weeks_of(
    points: float | None, system: str, extent: Any, repairs: list[Repair]
) -> float | None:
    """Full-time weeks: from credits where there are any, as an extent in HS is calendar time at
    the course's own pace; else from the extent."""
    if points is not None:
        return round(points / _CREDITS[system][0], 2)
    if not isinstance(extent, dict):
        return None
    length = number_of(extent.get("length"), "extent", repairs)
    unit = code_of(extent.get("unit"))
    if length is None or unit not in _WEEKS or system:
        return None
    weeks = round(length * _WEEKS[unit], 2)
    if not 0 < weeks <= 400:
        repairs.append(Repair("extent", "extent_implausible", f"{length:g} {unit}"))
        return None
    return weeks


def _subjects_of(
    value: Any, repairs: list[Repair]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """(SUN codes, subject codes, SSYK codes), each once, in order."""
    sun: dict[str, None] = {}
    subjects: dict[str, None] = {}
    ssyk: dict[str, None] = {}
    for one in list_of(value):
        kind = one.get("type") if isinstance(one, dict) else None
        code = code_of(one)
        if kind == "C_Subject_SUN":
            if _SUN_CODE.fullmatch(code):
                sun[code] = None
            else:
                repairs.append(Repair("subjects", "subject_code_unknown", code[:40]))
        elif kind == "AUB_Subject":
            if _SSYK_CODE.fullmatch(code):
                ssyk[code] = None
            else:
                repairs.append(Repair("subjects", "subject_code_unknown", code[:40]))
        elif kind in ("SV_Subject", "FH_Subject") and code:
            subjects[code[:20]] = None
    return tuple(sun), tuple(subjects), tuple(ssyk)
