"""A qualification of MYH's register → `RegisteredQualification`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Repair
from catalog.sources.susa_navet.texts import clean_line, plain_text
from catalog.sources.susa_navet.values import day_of, shortened, url_of
from catalog.sources.yh_numbers import yh_number

_LEVEL = re.compile(r"(?:seqf|eqf|nivå|level)?[ -/]*([1-8])(?:[ /-].*)?", re.IGNORECASE)
_SUN_CODE = re.compile(r"\d{3}[a-z]{1,3}")


@dataclass(frozen=True)
class RegisteredQualification(Record):
    """A row of `RegisteredQualification`."""

    table: ClassVar[str] = "RegisteredQualification"

    name: str
    education_code: str
    seqf_level: int | None
    kind: str
    proof: str
    body: str
    status: str
    knowledge: str
    skills: str
    responsibility: str
    area: str
    sun_code: str
    decided: date | None
    ends: date | None
    url: str


def from_payload(item: RawItem) -> Parsed:
    """The record of one qualification, its fields by the client's names. Raises `BadRecord`."""
    fields = item.payload
    if not isinstance(fields, dict):
        raise BadRecord("qualification", "not_an_object", str(fields)[:120])
    repairs: list[Repair] = []
    name = _line(fields, "name")
    if not name:
        raise BadRecord("name", "missing_required")
    if not item.id or len(item.id) > 80:
        raise BadRecord("id", "id_unusable", item.id[:120])
    code = _line(fields, "code")
    number = yh_number(code)
    if code and number is None:
        repairs.append(Repair("code", "no_yh_number", code[:60]))
    outcomes = {part: _text(fields.get(part)) for part in ("knowledge", "skills", "responsibility")}
    if not any(outcomes.values()):
        repairs.append(Repair("outcomes", "missing_outcomes"))
    record = RegisteredQualification(
        id=item.id,
        name=shortened(name, 300, "name", repairs),
        education_code=str(number) if number else "",
        seqf_level=_level(fields.get("seqf"), repairs),
        kind=_line(fields, "kind")[:120],
        proof=_line(fields, "proof")[:120],
        body=_line(fields, "body")[:300],
        status=_line(fields, "status")[:60],
        area=_line(fields, "area")[:120],
        sun_code=_sun(_line(fields, "sun"), repairs),
        decided=_day(fields, "decided", repairs),
        ends=_day(fields, "ends", repairs),
        url=url_of(fields.get("url"), "url", repairs),
        **outcomes,
    )
    return Parsed((record,), tuple(repairs))


def _line(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    is_one = isinstance(value, str | int) and not isinstance(value, bool)
    return clean_line(str(value)) if is_one else ""


def _text(value: Any) -> str:
    """One outcome a line; a list is one line each."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    return plain_text(value) if isinstance(value, str) else ""


def _level(value: Any, repairs: list[Repair]) -> int | None:
    """The level of "5", "SeQF 5" or "Nivå 5 / EQF 5"."""
    if value is None:
        return None
    if match := _LEVEL.fullmatch(str(value).strip()):
        return int(match[1])
    repairs.append(Repair("seqf", "unknown_value", str(value)[:40]))
    return None


def _sun(code: str, repairs: list[Repair]) -> str:
    if not code or _SUN_CODE.fullmatch(code.lower()):
        return code.lower()
    repairs.append(Repair("sun", "subject_code_unknown", code[:40]))
    return ""


def _day(fields: Mapping[str, Any], name: str, repairs: list[Repair]) -> date | None:
    return day_of(fields.get(name), name, repairs, has_time=True)
