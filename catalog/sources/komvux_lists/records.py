"""A row of a municipality's list → provider, education and occasion.

A required cell that cannot be read keeps the row out; any other is left out and the row stays. Both
are told with the row's number, the column and what to write instead.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from catalog.sources.emil import coded, in_words_of, lang_string, links
from catalog.sources.komvux_lists.cells import CellProblem, day_in, flag_in, is_ongoing, number_in
from catalog.sources.komvux_lists.columns import BY_NAME, REQUIRED, named
from catalog.sources.municipalities import MUNICIPALITIES, municipality_code, municipality_named
from catalog.sources.record import BadRecord, Parsed, RawItem, Repair, stable_id
from catalog.sources.susa_navet.events import EducationEvent, event_of
from catalog.sources.susa_navet.infos import Education, education_of
from catalog.sources.susa_navet.providers import Provider, provider_of
from catalog.sources.susa_navet.texts import clean_line
from catalog.sources.tables import Row

__all__ = ["Education", "EducationEvent", "Provider", "from_payload"]

_Value = TypeVar("_Value")
# EMIL's names of fields → the columns they come from.
_COLUMN_OF = {
    "title": "kursnamn",
    "code": "kurskod",
    "description": "beskrivning",
    "eligibility": "förkunskaper",
    "url": "länk",
    "credits": "poäng",
    "execution": "startdatum",
    "execution.end": "slutdatum",
    "application": "ansök_senast",
    "application.first": "ansök_från",
    "application.url": "ansökningslänk",
    "locations": "ort",
    "paceOfStudy": "studietakt",
    "places": "platser",
    "distance": "träffar",
    "name": "anordnare",
    "contactAddress": "ort",
}
_MOST_POINTS = 5000
_DISTANCE_ONLY = ("distans", "online")


def from_payload(item: RawItem) -> Parsed:
    """Provider, education and occasion of one row. Raises `BadRecord` for a required cell."""
    row = item.payload
    if not isinstance(row, Row):
        raise BadRecord("row", "not_a_row", str(row)[:120])
    return _Reading(row).parsed()


class _Reading:
    """One row while it is read."""

    def __init__(self, row: Row) -> None:
        self._number = row.number
        self._cells = named(row.values)
        self._repairs: list[Repair] = []
        if row.extra:
            detail = f"row {row.number}: “{row.extra[0][:60]}” stands beyond the last heading; "
            detail += "put text that holds the separator in quotation marks"
            self._repairs.append(Repair("", "cells_beyond_headings", detail))

    def parsed(self) -> Parsed:
        for column in REQUIRED:
            if not self._text(column):
                raise self._bad(column, "missing_required")
        code, form = self._municipality(), self._form()
        provider = self._provider(code)
        own_id = f"komvux-list:{code}:"
        known_by = self._text("kurskod").upper() or stable_id(self._text("kursnamn").casefold())
        education_id = f"{own_id}{form}:{known_by}"[:120]
        repairs: list[Repair] = []
        try:
            education = education_of(education_id, self._info(form), repairs)
            event = event_of(
                f"{education_id}:{self._occasion()}", self._event(education_id, code), repairs
            )
            giver = provider_of(provider, self._giver(code), repairs)
        except BadRecord as bad:
            raise self._bad(_COLUMN_OF.get(bad.field, bad.field), bad.reason) from bad
        assert event is not None  # nothing in a list says that an occasion is for applicants abroad
        told = {one.field for one in self._repairs}
        said = (
            Repair(one.field, one.reason, self._advice(one.field))
            for one in in_words_of(_COLUMN_OF, repairs)
            if one.field not in told
        )
        return Parsed((giver, education, event), (*self._repairs, *said))

    def _text(self, column: str) -> str:
        return clean_line(self._cells.get(column, ""))

    def _bad(self, column: str, reason: str) -> BadRecord:
        return BadRecord(column, reason, self._advice(column))

    def _advice(self, column: str) -> str:
        written = self._cells.get(column, "")[:60]
        says = BY_NAME[column].says if column in BY_NAME else "another value"
        stands = f"“{written}”" if written else "empty"
        return f"row {self._number}, column {column}: {stands}; write {says}"

    def _optional(self, column: str, reading: Callable[[str], _Value]) -> _Value | None:
        text = self._text(column)
        if not text:
            return None
        try:
            return reading(text)
        except CellProblem as problem:
            self._repairs.append(Repair(column, str(problem), self._advice(column)))
            return None

    def _municipality(self) -> str:
        written = self._text("kommunkod")
        code = municipality_code(written) or municipality_named(written)
        if code is None:
            raise self._bad("kommunkod", "areacode_unknown")
        return code

    def _form(self) -> str:
        written = self._text("skolform").casefold()
        adapted = "AN" if any(word in written for word in ("anpassad", "särvux", "lärvux")) else ""
        if "sfi" in written or "svenska för invandrare" in written:
            return "VUXSFI"
        if "gymn" in written or written.startswith("vuxgy"):
            return f"VUXGY{adapted or ('AN' if written.endswith('gyan') else '')}"
        if "grund" in written or written.startswith("vuxgr"):
            return f"VUXGR{adapted or ('AN' if written.endswith('gran') else '')}"
        raise self._bad("skolform", "school_type_unknown")

    def _provider(self, code: str) -> str:
        name = self._text("anordnare").casefold()
        return f"komvux-list:{code}" + (f":{stable_id(name)}" if name else "")

    def _giver(self, code: str) -> dict[str, Any]:
        name = self._text("anordnare") or f"Komvux i {MUNICIPALITIES[code]}"
        return {
            "name": lang_string(name),
            "contactAddress": {"areaCode": code},
            "responsibleBody": {"type": "kommunal"},
        }

    def _occasion(self) -> str:
        """What tells two occasions of one course apart; the text of a start that was mended too."""
        parts = ("startdatum", "slutdatum", "ort", "anordnare", "studietakt", "distans")
        start = self._start()
        told = str(start) if start else "open"
        return f"{told}:{stable_id(*(self._text(one).casefold() for one in parts))[:12]}"

    def _start(self) -> Any:
        text = self._text("startdatum")
        try:
            return None if not text or is_ongoing(text) else day_in(text)
        except CellProblem:
            return None

    def _info(self, form: str) -> dict[str, Any]:
        course = self._text("kurskod").upper()
        points = self._optional("poäng", lambda text: number_in(text, 1, _MOST_POINTS))
        is_package = self._text("typ").casefold() in ("kurspaket", "paket", "yrkespaket")
        content: dict[str, Any] = {
            "code": course,
            "title": lang_string(self._text("kursnamn")),
            "description": lang_string(self._cells.get("beskrivning", "")),
            "eligibility": lang_string(self._cells.get("förkunskaper", "")),
            "url": links(self._text("länk")),
            "type": coded(form, "C_SchoolType"),
            "configuration": coded("kurspaket" if is_package else "kurs"),
            "resultIsDegree": False,
        }
        if points is not None:
            system = coded("gy" if form.startswith("VUXGY") else "vp", "C_Credits")
            content["credits"] = {"system": system, "credits": points}
        if course:
            content["subjects"] = [coded(course, "SV_Subject")]
        return content

    def _event(self, education_id: str, code: str) -> dict[str, Any]:
        is_any_time = is_ongoing(self._text("startdatum"))
        start = None if is_any_time else self._optional("startdatum", day_in)
        is_open_ended = is_ongoing(self._text("slutdatum"))
        end = None if is_open_ended else self._optional("slutdatum", day_in)
        always = is_ongoing(self._text("ansök_senast"))
        last = None if always else self._optional("ansök_senast", day_in)
        first = self._optional("ansök_från", day_in)
        town = self._text("ort")
        is_distance = bool(self._optional("distans", flag_in))
        if town.casefold() in _DISTANCE_ONLY:
            is_distance, town = True, ""
        content: dict[str, Any] = {
            "education": education_id,
            "providers": [self._provider(code)],
            "execution": {
                "condition": coded("1" if start else "3" if is_any_time else "0"),
                "start": start and start.isoformat(),
                "end": end and end.isoformat(),
            },
            "application": {
                "first": first and first.isoformat(),
                "last": last and last.isoformat(),
                "continuous": always,
                "url": links(self._text("ansökningslänk")),
            },
            "locations": [{"areaCode": code, "town": town}],
            "url": links(self._text("länk")),
            "isCancelled": self._optional("inställd", flag_in),
        }
        pace = self._optional("studietakt", lambda text: number_in(text, 10, 150))
        if pace is not None:
            content["paceOfStudy"] = {"percentage": pace}
        places = self._optional("platser", lambda text: number_in(text, 0, 100_000))
        if places is not None:
            content["places"] = places
        meetings = self._optional("träffar", lambda text: number_in(text, 0, 1000))
        if is_distance or meetings is not None:
            content["distance"] = {"noOfMandatorySessions": meetings}
        return content
