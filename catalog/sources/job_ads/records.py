"""Ads in the shape of JobSearch and JobStream → `JobAd`. Contact persons are dropped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from catalog.sources.job_ads.persons import is_id, without_persons
from catalog.sources.municipalities import municipality_code
from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Reference, Repair
from catalog.sources.susa_navet.values import count_of, day_of, shortened, url_of

# Stands in the place of an ad that could not be read while it came, with the reason.
BROKEN = "broken"
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
    if BROKEN in ad:
        raise BadRecord("ad", str(ad[BROKEN])[:60], item.id)
    if not is_id(ad.get("id")):
        raise BadRecord("id", "missing_required")
    if ad.get("removed") is True:
        return Parsed((), withdrawn=(("JobAd", item.id),))
    if "headline" not in ad or "description" not in ad:
        raise BadRecord("ad", "shape_unknown", ", ".join(list(ad)[:8]))
    ad = without_persons(ad)
    repairs: list[Repair] = []
    text = ad["description"]["text"]
    if not text:
        raise BadRecord("description", "missing_required")
    occupation, group = _concept_of(ad, "occupation"), _concept_of(ad, "occupation_group")
    if occupation is None:
        repairs.append(Repair("occupation", "only_group" if group else "no_occupation"))
    vacancies = count_of(ad.get("number_of_vacancies"), "number_of_vacancies", repairs)
    return Parsed(
        (
            JobAd(
                id=item.id,
                headline=shortened(ad["headline"], 300, "headline", repairs),
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


def _concept_of(ad: Mapping[str, Any], field: str) -> str | None:
    concept: str | None = ad.get(field, {}).get("concept_id")
    return concept


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
