"""Ads in the shape of JobSearch and JobStream → `JobAd`. Contact persons are dropped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from catalog.sources.job_ads.masking import mask
from catalog.sources.municipalities import municipality_code
from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Reference, Repair
from catalog.sources.susa_navet.texts import clean_line, plain_text
from catalog.sources.susa_navet.values import count_of, day_of, list_of, shortened, url_of

_SWEDEN = "199"


@dataclass(frozen=True)
class JobAd(Record):
    """A row of `JobAd`. An occupation or group the taxonomy never had is cleared on import."""

    table: ClassVar[str] = "JobAd"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("occupation", "Concept", otherwise="clear"),
        Reference("group", "Concept", otherwise="clear"),
    )

    headline: str
    text: str
    occupation: str | None
    group: str | None
    municipality_code: str
    published: date | None
    deadline: date | None
    vacancies: int
    url: str


def from_payload(item: RawItem) -> Parsed:
    """The record of one ad, masked; a removal withdraws. Raises `BadRecord` without id or text."""
    ad = item.payload
    if not isinstance(ad, dict):
        raise BadRecord("ad", "not_an_object", str(ad)[:80])
    if ad.get("id") in (None, ""):
        raise BadRecord("id", "missing_required")
    if ad.get("removed") is True:
        return Parsed((), withdrawn=(("JobAd", item.id),))
    if "headline" not in ad or "description" not in ad:
        raise BadRecord("ad", "shape_unknown", ", ".join(list(ad)[:8]))
    repairs: list[Repair] = []
    names = list(_contact_names(ad))
    text = mask(_text_of(ad["description"]), names)
    if not text:
        raise BadRecord("description", "missing_required")
    headline = mask(clean_line(str(ad["headline"] or "")), names)
    occupation, group = _concept_of(ad.get("occupation")), _concept_of(ad.get("occupation_group"))
    if occupation is None:
        repairs.append(Repair("occupation", "only_group" if group else "no_occupation"))
    vacancies = count_of(ad.get("number_of_vacancies"), "number_of_vacancies", repairs)
    return Parsed(
        (
            JobAd(
                id=item.id,
                headline=shortened(headline, 300, "headline", repairs),
                text=text,
                occupation=occupation,
                group=group,
                municipality_code=_municipality_of(ad, repairs),
                published=_day(ad, "publication_date", repairs),
                deadline=_day(ad, "application_deadline", repairs),
                vacancies=vacancies if vacancies else 1,
                url=url_of(ad.get("webpage_url"), "webpage_url", repairs),
            ),
        ),
        tuple(repairs),
    )


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


def _concept_of(value: Any) -> str | None:
    """The concept id of an object, of the first in a list of them, or of a bare id."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("concept_id")
    return value if isinstance(value, str) and value else None


def _municipality_of(ad: Mapping[str, Any], repairs: list[Repair]) -> str:
    """The workplace's municipality; "" abroad, and where only a region or the country is given."""
    address = ad.get("workplace_address")
    if not isinstance(address, dict) or not address.get("municipality_code"):
        return ""
    written = address["municipality_code"]
    code = municipality_code(written)
    if code is None and (address.get("country_code") or _SWEDEN) == _SWEDEN:
        repairs.append(Repair("municipality_code", "areacode_unknown", str(written)[:40]))
    return code or ""


def _day(ad: Mapping[str, Any], field: str, repairs: list[Repair]) -> date | None:
    return day_of(ad.get(field), field, repairs, has_time=True)
