"""Rows of education–occupation keys → `TrainsFor`.

None of them says that an education qualifies for an occupation; they say what it is meant for.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Reference, Repair, required

_SSYK_CODE = re.compile(r"\d{4}")
_SUN_CODE = re.compile(r"\d{3}[a-z][a-z]?")
# Fewer programmes than this tie a SUN field to an occupation group: chance, or a slip of the pen.
_FEWEST_PROGRAMMES = 3
# A label by somebody's own judgement is no register's word; it counts like a classification.
_OWN_JUDGEMENT = "own judgement"


@dataclass(frozen=True)
class TrainsFor(Record):
    """A row of `TrainsFor`: an education, or every education of a SUN field, and a group."""

    table: ClassVar[str] = "TrainsFor"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("education", "Education", is_owner=True),
    )

    origin: str
    education: str | None
    sun_code: str
    ssyk_code: str


def from_payload(item: RawItem) -> Parsed:
    """Records of one row; none for a pair too thin to trust. Raises `BadRecord` for codes that are
    none.

    kind `label`: id, ssyk, basis. `sun_key`: ssyk, sun2020 and, where the group is a register's
    own, ssyk_scb with the standard's groups. `sun_counted`: ssyk, sun4, antal_program.
    """
    row = item.payload
    if not isinstance(row, dict):
        raise BadRecord("row", "not_an_object", str(row)[:120])
    repairs: list[Repair] = []
    if item.kind == "label":
        is_own = str(row.get("basis") or "").strip() == _OWN_JUDGEMENT
        origin = "classification" if is_own else "register"
        education = str(required(row, "id"))
        return Parsed((registered(education, _ssyk_of(row.get("ssyk")), origin),))
    if item.kind == "sun_counted":
        count = str(row.get("antal_program") or "").strip()
        if not count.isdecimal() or int(count) < _FEWEST_PROGRAMMES:
            detail = f"{row.get('sun4')} {row.get('ssyk')}: {count}"
            return Parsed((), (Repair("antal_program", "left_out_too_few", detail),))
    sun = _sun_of(row.get("sun4" if item.kind == "sun_counted" else "sun2020"), repairs)
    return Parsed(
        tuple(
            TrainsFor(f"sun:{sun}:{ssyk}", "classification", None, sun, ssyk)
            for ssyk in _groups_of(row)
        ),
        tuple(repairs),
    )


def registered(education_id: str, ssyk_code: str, origin: str = "register") -> TrainsFor:
    """The row of one education and one group."""
    return TrainsFor(f"{origin}:{education_id}:{ssyk_code}", origin, education_id, "", ssyk_code)


def _groups_of(row: Mapping[str, Any]) -> Iterator[str]:
    """The standard's groups where the register's own group spans several, else its one group."""
    standard = str(row.get("ssyk_scb") or "").strip()
    if not standard:
        yield _ssyk_of(row.get("ssyk"))
        return
    try:
        codes = json.loads(standard)
    except ValueError:
        raise BadRecord("ssyk_scb", "not_json", standard) from None
    for code in codes if isinstance(codes, list) else [codes]:
        yield _ssyk_of(code)


def _ssyk_of(value: Any) -> str:
    code = str(value).strip()
    if not _SSYK_CODE.fullmatch(code):
        raise BadRecord("ssyk", "occupation_group_unknown", code[:40])
    return code


def _sun_of(value: Any, repairs: list[Repair]) -> str:
    written = str(value).strip()
    code = written.lower()
    if not _SUN_CODE.fullmatch(code):
        raise BadRecord("sun", "subject_code_unknown", written[:40])
    if code != written:
        repairs.append(Repair("sun", "code_in_capitals", written))
    return code
