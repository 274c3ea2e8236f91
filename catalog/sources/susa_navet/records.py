"""Elements of Susa-navet's EMIL 3 API → records of providers, educations, occasions, degrees."""

from typing import Any

from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Repair
from catalog.sources.susa_navet.events import EducationEvent, event_of
from catalog.sources.susa_navet.infos import (
    Education,
    Qualification,
    education_of,
    qualifications_of,
)
from catalog.sources.susa_navet.providers import Provider, provider_of
from catalog.sources.susa_navet.values import id_of
from catalog.sources.trains_for.records import TrainsFor, registered

__all__ = ["Education", "EducationEvent", "Provider", "Qualification", "TrainsFor", "from_payload"]

_TABLES = {"provider": "Provider", "info": "Education", "event": "EducationEvent"}


def from_payload(item: RawItem) -> Parsed:
    """Records of one element `{"id", "status", "content"}`, plus `superseded`: how many other lines
    of the same id the client set aside. Raises `BadRecord`, with the row it would have been.

    The element's own id counts, as every reference uses it. A status other than ACTIVE means gone.
    """
    try:
        return _parsed(item)
    except BadRecord as bad:
        if item.kind in _TABLES:
            bad.rows = ((_TABLES[item.kind], item.id),)
        raise


def _parsed(item: RawItem) -> Parsed:
    element = item.payload
    if not isinstance(element, dict):
        raise BadRecord("element", "not_an_object", str(element)[:120])
    if item.kind not in _TABLES:
        raise BadRecord("id", "kind_unknown", item.id)
    if not id_of(item.id):
        raise BadRecord("id", "id_unusable", item.id)
    status = element.get("status")
    if status != "ACTIVE":
        if not isinstance(status, str) or not status:
            raise BadRecord("status", "missing_required")
        return Parsed((), withdrawn=((_TABLES[item.kind], item.id),))
    content = element.get("content")
    if not isinstance(content, dict):
        raise BadRecord("content", "content_null")
    repairs: list[Repair] = []
    if element.get("superseded"):
        repairs.append(Repair("id", "duplicate_id", f"{element['superseded']} older left out"))
    if content.get("identifier") != item.id:
        detail = str(content.get("identifier"))[:120]
        repairs.append(Repair("identifier", "identifier_mismatch", detail))
    records = _records_of(item, content, repairs)
    gone = () if records else ((_TABLES[item.kind], item.id),)
    return Parsed(records, tuple(repairs), gone)


def _records_of(
    item: RawItem, content: dict[str, Any], repairs: list[Repair]
) -> tuple[Record, ...]:
    if item.kind == "event":
        event = event_of(item.id, content, repairs)
        return (event,) if event else ()
    if item.kind == "provider":
        return (provider_of(item.id, content, repairs),)
    education = education_of(item.id, content, repairs)
    return (
        education,
        *qualifications_of(education, content),
        *(registered(item.id, code) for code in education.ssyk_codes),
    )
