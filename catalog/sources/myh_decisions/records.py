"""Rows of MYH's workbooks → `VocationalDecision`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from catalog.sources.municipalities import municipality_named
from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Repair
from catalog.sources.susa_navet.texts import clean_line
from catalog.sources.susa_navet.values import number_of
from catalog.sources.yh_numbers import yh_number

_DECISIONS = {"beviljad": True, "avslag": False, "inkommen": None}
_STATES = {"beviljat": False, "startat": True}
_FORMS = {"distans": True, "bunden": False}
# "Several municipalities" stands where one should; the places of study say which.
_SEVERAL = "flera kommuner"
_SUN_CODE = re.compile(r"\d{3}[a-z]{1,3}")
_YEAR = re.compile(r"20\d\d")
_RUN_TOGETHER = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")


@dataclass(frozen=True)
class VocationalDecision(Record):
    """A row of `VocationalDecision`."""

    table: ClassVar[str] = "VocationalDecision"

    name: str
    case_number: str
    education_code: str
    year: int | None
    is_granted: bool | None
    has_started: bool | None
    area: str
    sun_code: str
    seqf_level: int | None
    degree: str
    credits: float | None
    is_distance: bool | None
    pace: int | None
    provider: str
    municipality_codes: tuple[str, ...]
    places: int | None


def from_payload(item: RawItem) -> Parsed:
    """The record of one row, of kind `programme`, `course` or `round`. Raises `BadRecord`."""
    row = item.payload
    if not isinstance(row, dict):
        raise BadRecord("row", "not_an_object", str(row)[:120])
    repairs: list[Repair] = []
    name = _text(row, "utbildningsnamn")
    if not name:
        raise BadRecord("utbildningsnamn", "missing_required")
    own = _text(row, "diarienummer") or _text(row, "ident") or _text(row, "utbildningsnummer")
    if not own:
        raise BadRecord("diarienummer", "missing_required")
    number = yh_number(own)
    granted, started = _decision(item.kind, row)
    record = VocationalDecision(
        id=f"{item.kind}:{item.id}"[:160],
        name=name[:300],
        case_number="" if number else own[:40],
        education_code=str(number) if number else "",
        year=_year(row),
        is_granted=granted,
        has_started=started,
        area=_text(row, "utbildningsomrade")[:120],
        sun_code=_sun(row, repairs),
        seqf_level=_seqf(row, repairs),
        degree=_degree(_text(row, "typ_av_examen"))[:120],
        credits=_number(row, "yh_poang", repairs),
        is_distance=_FORMS.get(_text(row, "studieform").casefold()),
        pace=_whole(row, "studietakt", 200, repairs),
        provider=_text(row, "anordnare")[:300],
        municipality_codes=_municipalities(row, repairs),
        places=_whole(row, _placed(row), 100_000, repairs),
    )
    return Parsed((record,), tuple(repairs))


def _text(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    return clean_line(value) if isinstance(value, str) else ""


def _decision(kind: str, row: Mapping[str, Any]) -> tuple[bool | None, bool | None]:
    """(granted, started); a round stands in the list because it was granted."""
    if kind == "round":
        written = _text(row, "status").casefold()
        if written not in _STATES:
            raise BadRecord("status", "unknown_value", written[:40])
        return True, _STATES[written]
    written = _text(row, "beslut").casefold()
    if written not in _DECISIONS:
        raise BadRecord("beslut", "unknown_value", written[:40])
    return _DECISIONS[written], None


def _year(row: Mapping[str, Any]) -> int | None:
    match = _YEAR.match(_text(row, "ansokningsar") or _text(row, "omgang"))
    return int(match[0]) if match else None


def _sun(row: Mapping[str, Any], repairs: list[Repair]) -> str:
    code = _text(row, "sun5").lower()
    if code and not _SUN_CODE.fullmatch(code):
        repairs.append(Repair("sun5", "subject_code_unknown", code[:40]))
        return ""
    return code


def _seqf(row: Mapping[str, Any], repairs: list[Repair]) -> int | None:
    written = _text(row, "seqf")
    if written in {"1", "2", "3", "4", "5", "6", "7", "8"}:
        return int(written)
    if written:
        repairs.append(Repair("seqf", "unknown_value", written[:40]))
    return None


def _degree(written: str) -> str:
    """`KvalificeradYrkeshögskoleexamen` has lost its space; `Ingen` is none."""
    words = _RUN_TOGETHER.sub(" ", written).capitalize()
    return "" if words.casefold() == "ingen" else words


def _number(row: Mapping[str, Any], field: str, repairs: list[Repair]) -> float | None:
    text = _text(row, field)
    found: list[Repair] = []
    number = number_of(text, field, found) if text else None
    if number is None:  # a table has nothing but text, so a number written as one is no repair
        repairs.extend(found)
    return number


def _whole(row: Mapping[str, Any], field: str, most: int, repairs: list[Repair]) -> int | None:
    number = _number(row, field, repairs)
    if number is None or (number.is_integer() and 0 <= number <= most):
        return None if number is None else int(number)
    repairs.append(Repair(field, "not_a_count", f"{number:g}"))
    return None


def _placed(row: Mapping[str, Any]) -> str:
    return "beviljade_platser_totalt" if "beviljade_platser_totalt" in row else "beviljade_platser"


def _municipalities(row: Mapping[str, Any], repairs: list[Repair]) -> tuple[str, ...]:
    more = row.get("kommuner")
    told = [*(more if isinstance(more, list) else ()), *_text(row, "kommun").split(";")]
    codes = {municipality_named(_text(row, "studieort"))}  # it may be a village, which is no fault
    for name in (one.strip() for one in told if isinstance(one, str)):
        if name and name.casefold() != _SEVERAL:
            codes.add(code := municipality_named(name))
            if code is None:
                repairs.append(Repair("kommun", "municipality_unknown", name[:60]))
    return tuple(sorted(code for code in codes if code))
