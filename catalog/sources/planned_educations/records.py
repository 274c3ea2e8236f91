"""A row of Planned Educations → provider, education and occasion.

Ids are this source's own, so that the same occasion in Susa-navet is another row: which of the two
is offered is decided when a snapshot is built.
"""

from typing import Any

from catalog.sources.emil import coded, in_words_of, lang_string
from catalog.sources.municipalities import municipality_code, municipality_named
from catalog.sources.planned_educations.client import FORMS
from catalog.sources.record import BadRecord, Parsed, RawItem, stable_id
from catalog.sources.susa_navet.events import EducationEvent, event_of
from catalog.sources.susa_navet.infos import Education, education_of
from catalog.sources.susa_navet.providers import Provider, provider_of
from catalog.sources.susa_navet.texts import clean_line
from catalog.sources.susa_navet.values import id_of

__all__ = ["Education", "EducationEvent", "Provider", "from_payload"]

_PREFIX = "planned:"
_FIELD_OF = {
    "title": "titleSv",
    "credits": "credits",
    "credits.system": "creditsSystem",
    "execution": "semesterStartFrom",
    "execution.condition": "executionCondition",
    "application": "lastApplicationDate",
    "paceOfStudy": "paceOfStudy",
    "locations": "geographicalAreaCode",
    "name": "providerName",
    "recommendedPriorKnowledge": "recommendedPriorKnowledge",
}
# Everything the service says is text, also numbers.
_EXPECTED = ("number_as_text",)


def from_payload(item: RawItem) -> Parsed:
    """Provider, education and occasion of one event. Raises `BadRecord`."""
    row = item.payload
    if not isinstance(row, dict):
        raise BadRecord("event", "not_an_object", str(row)[:120])
    if not id_of(item.id) or not isinstance(row.get("educationEventId"), str):
        raise BadRecord("educationEventId", "id_unusable", item.id)
    if item.kind not in FORMS:
        raise BadRecord("typeOfSchool", "school_type_unknown", item.kind)
    name, code = _line(row, "providerName"), _area(row)
    education = _PREFIX + stable_id(
        item.kind, _line(row, "titleSv").casefold(), str(row.get("credits")), code or name
    )
    provider = _PREFIX + stable_id(name.casefold(), code) if name else ""
    repairs: list[Any] = []
    try:
        info = education_of(education, _info(item.kind, row), repairs)
        event = event_of(f"{_PREFIX}{item.id}", _event(education, provider, code, row), repairs)
        giver = provider_of(provider, _giver(name, code, row), repairs) if provider else None
    except BadRecord as bad:
        raise BadRecord(_FIELD_OF.get(bad.field, bad.field), bad.reason, bad.detail) from bad
    assert event is not None  # only what a university says of applicants abroad leaves one out
    told = tuple(one for one in in_words_of(_FIELD_OF, repairs) if one.reason not in _EXPECTED)
    return Parsed((giver, info, event) if giver else (info, event), told)


def _line(row: dict[str, Any], field: str) -> str:
    value = row.get(field)
    return clean_line(value) if isinstance(value, str) else ""


def _area(row: dict[str, Any]) -> str:
    """The municipality's code; by its name where the code is a county's or missing."""
    return (
        municipality_code(row.get("geographicalAreaCode"))
        or municipality_named(_line(row, "municipality"))
        or ""
    )


def _giver(name: str, code: str, row: dict[str, Any]) -> dict[str, Any]:
    town = _line(row, "contactInfoAddressCity")
    # A provider's head office may lie anywhere; only a town without a code is taken as it is.
    return {"name": lang_string(name), "contactAddress": {} if code else {"town": town}}


def _info(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    form, configuration = FORMS[kind]
    content: dict[str, Any] = {
        "title": lang_string(_line(row, "titleSv")),
        "type": coded(form, "C_SchoolType"),
        "configuration": coded(configuration),
        "recommendedPriorKnowledge": lang_string(_line(row, "recommendedPriorKnowledge")),
        "resultIsDegree": False,
    }
    if row.get("credits") not in (None, ""):
        content["credits"] = {
            "system": coded(_line(row, "creditsSystem").casefold()),
            "credits": row["credits"],
        }
    return content


def _event(education: str, provider: str, code: str, row: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {
        "education": education,
        "providers": [provider] if provider else [],
        "execution": {
            "condition": coded(str(row.get("executionCondition", "0"))),
            "start": row.get("semesterStartFrom") or None,
        },
        "application": {"last": row.get("lastApplicationDate") or None},
        "locations": [{"areaCode": code or None, "town": _line(row, "town")}],
    }
    if row.get("paceOfStudy") not in (None, ""):
        content["paceOfStudy"] = {"percentage": row["paceOfStudy"]}
    if row.get("distance") is True:
        content["distance"] = {}
    return content
