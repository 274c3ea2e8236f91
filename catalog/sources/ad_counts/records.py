"""The ads of one occupation group, by place."""

from dataclasses import dataclass
from typing import ClassVar

from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Reference, Repair


@dataclass(frozen=True)
class AdCountRecord(Record):
    """A row of `AdCount`."""

    table: ClassVar[str] = "AdCount"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("group", "Concept", is_owner=True),
        Reference("place", "Concept"),
    )

    group: str
    place: str
    kind: str
    period: str
    count: int


def from_payload(item: RawItem) -> Parsed:
    """One record per place with a whole, non-negative number; others are left out and noted.

    Raises `BadRecord`.
    """
    payload = item.payload
    if not isinstance(payload, dict) or not isinstance(payload.get("places"), dict):
        raise BadRecord("places", "not_an_object", payload)
    kind, period = str(payload.get("kind")), str(payload.get("period"))
    records = []
    repairs = []
    for place, count in payload["places"].items():
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            repairs.append(Repair("count", "not_a_count", f"{place}: {count}"))
            continue
        own_id = f"{item.id} {place} {period} {kind}"
        records.append(AdCountRecord(own_id, item.id, place, kind, period, count))
    return Parsed(tuple(records), tuple(repairs))
