"""Three figures of one SSYK code; ".." means too few people to publish."""

from dataclasses import dataclass
from typing import Any, ClassVar

from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Reference

ALL_GROUPS = "0000"
_SUPPRESSED = ("..", ".", "")


@dataclass(frozen=True)
class WageRecord(Record):
    """A row of `Wage`."""

    table: ClassVar[str] = "Wage"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("group", "Concept", by="code", of_type="ssyk-level-4", is_owner=True),
    )

    group: str
    year: int | None
    percentile_10: int | None
    mean: int | None
    percentile_90: int | None


def from_payload(item: RawItem) -> Parsed:
    """The group's wage; nothing for the sum of all groups. Raises `BadRecord`."""
    if item.id == ALL_GROUPS:
        return Parsed(())
    figures, year = item.payload, None
    if isinstance(figures, dict):
        year, figures = figures.get("year"), figures.get("figures")
    if not isinstance(figures, list) or len(figures) != 3:
        raise BadRecord("wage", "not_three_figures", item.payload)
    if year is not None and type(year) is not int:
        raise BadRecord("year", "not_a_year", year)
    low, mean, high = (_figure_of(one) for one in figures)
    known = [one for one in (low, mean, high) if one is not None]
    if known != sorted(known):
        raise BadRecord("wage", "not_in_order", item.payload)
    return Parsed((WageRecord(item.id, item.id, year, low, mean, high),))


def _figure_of(value: Any) -> int | None:
    if value is None or (isinstance(value, str) and value.strip() in _SUPPRESSED):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    text = str(value).replace(" ", "").replace("\xa0", "")
    if not text.isdecimal():
        raise BadRecord("wage", "not_a_number", value)
    return int(text)
