"""An ad without its persons: the only form in which an ad is ever written, to disk or database.

Fields are let through by name, so that one which comes to hold a contact tomorrow stays out too.
Headline and text are masked, with the help of the names that the ad's own contact fields tell.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.sources.job_ads.masking import mask
from catalog.sources.susa_navet.texts import clean_line, plain_text
from catalog.sources.susa_navet.values import list_of

_PLAIN = (
    "publication_date",
    "last_publication_date",
    "application_deadline",
    "number_of_vacancies",
    "removed_date",
    "timestamp",
)
_PLACE = ("municipality_code", "municipality_concept_id", "region_concept_id", "country_code")
_LONGEST = 120  # characters of a value that is a date, a number, a code or an id


def without_persons(ad: Mapping[str, Any]) -> dict[str, Any]:
    """The ad with what the catalogue keeps, in the shape it came in; `removed` as it was.

    An ad that has been through here comes out the same when it goes through again.
    """
    kept: dict[str, Any] = {name: _short(ad[name]) for name in _PLAIN if name in ad}
    if is_id(ad.get("id")):
        kept["id"] = ad["id"]
    if ad.get("removed") is True:
        return {**kept, "removed": True}
    names = list(_contact_names(ad))
    if "headline" in ad:
        kept["headline"] = mask(clean_line(str(ad["headline"] or "")), names)
    if "description" in ad:
        kept["description"] = {"text": mask(_text_of(ad["description"]), names)}
    for name in ("occupation", "occupation_group"):
        if name in ad:
            kept[name] = {"concept_id": concept_of(ad[name])}
    address = ad.get("workplace_address")
    if isinstance(address, dict):
        kept["workplace_address"] = {name: _short(address.get(name)) for name in _PLACE}
    if isinstance(ad.get("webpage_url"), str):
        kept["webpage_url"] = ad["webpage_url"][:500]
    return kept


def is_id(value: Any) -> bool:
    """Ads give their id as text, removals as a number."""
    is_one = isinstance(value, str | int) and not isinstance(value, bool)
    return is_one and 0 < len(str(value)) <= _LONGEST


def _short(value: Any) -> Any:
    """The value when it is a number or a short text, as these fields' values are; else None."""
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else None
    return value if isinstance(value, int | float) else None


def _text_of(description: Any) -> str:
    """The whole text; parts of it that are given apart are added when the text lacks them."""
    if not isinstance(description, dict):
        return plain_text(description) if isinstance(description, str) else ""
    raw = description.get("text") or description.get("text_formatted") or ""
    text = plain_text(str(raw))
    for part in ("needs", "requirements"):
        more = plain_text(str(description.get(part) or ""))
        if more and more not in text:
            text = f"{text}\n{more}" if text else more
    return text


def _contact_names(ad: Mapping[str, Any]) -> Iterator[str]:
    for contact in list_of(ad.get("application_contacts")):
        name = contact.get("name") if isinstance(contact, dict) else None
        if isinstance(name, str) and any(map(str.isalpha, name)):
            yield name.strip()


def concept_of(value: Any) -> str | None:
    """The concept id of an object, of the first in a list of them, or of a bare id."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("concept_id")
    return value if isinstance(value, str) and 0 < len(value) <= _LONGEST else None
