"""`educationProvider` → `Provider`. Phones and e-mail addresses are not taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from catalog.sources.record import BadRecord, Record, Repair
from catalog.sources.susa_navet.values import (
    code_of,
    list_of,
    place_of,
    shortened,
    title_of,
    url_of,
)


@dataclass(frozen=True)
class Provider(Record):
    """A row of `Provider`."""

    table: ClassVar[str] = "Provider"

    name: str
    name_en: str
    url: str
    municipality_code: str
    town: str
    body: str


def provider_of(provider_id: str, content: Mapping[str, Any], repairs: list[Repair]) -> Provider:
    """The record of a provider. Raises `BadRecord` when it has no name."""
    english = title_of(content.get("name"), "name", "eng", [])
    name = title_of(content.get("name"), "name", "swe", repairs) or english
    if not name:
        raise BadRecord("name", "title_empty" if "name" in content else "missing_required")
    for field in ("lastEdited", "url", "contactAddress", "responsibleBody"):
        if not content.get(field):
            repairs.append(Repair(field, "missing_required"))
    code, town = place_of(content.get("contactAddress"), "contactAddress", repairs)
    if not code:
        for visited in list_of(content.get("visitAddresses")):
            visited_code, visited_town = place_of(visited, "visitAddresses", [])
            if visited_code:
                code, town = visited_code, visited_town
                break
    body = content.get("responsibleBody")
    return Provider(
        id=provider_id,
        name=shortened(name, 300, "name", repairs),
        name_en=shortened(english, 300, "name", repairs),
        url=url_of(content.get("url"), "url", repairs),
        municipality_code=code,
        town=town,
        body=code_of(body.get("type") if isinstance(body, dict) else None)[:20],
    )
