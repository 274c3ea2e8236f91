"""A municipality's places → one point for the municipality."""

from dataclasses import dataclass
from typing import Any, ClassVar

from catalog.sources.municipalities import MUNICIPALITIES
from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Reference

# Sweden's outermost points with a margin, in degrees.
_SOUTH, _NORTH, _WEST, _EAST = 55.0, 69.5, 10.5, 24.5


@dataclass(frozen=True)
class PlaceRecord(Record):
    """A row of `Place`."""

    table: ClassVar[str] = "Place"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("municipality", "Concept", by="code", of_type="municipality", is_owner=True),
    )

    municipality: str
    latitude: float
    longitude: float


def from_payload(item: RawItem) -> Parsed:
    """The place named as the municipality, or else the middle of its places."""
    if not isinstance(item.payload, dict) or "places" not in item.payload:
        raise BadRecord("kommunkod", "missing_required", item.payload)
    points = {}
    places = item.payload["places"]
    if not isinstance(places, list):
        raise BadRecord("places", "not_a_list", places)
    for place in places:
        point = _point_of(place) if isinstance(place, dict) else None
        if point:
            points[str(place.get("label", "")).casefold()] = point
    if not points:
        raise BadRecord("latitud", "no_usable_point")
    name = MUNICIPALITIES.get(item.id, "").casefold()
    latitude, longitude = points.get(name) or (
        sum(point[0] for point in points.values()) / len(points),
        sum(point[1] for point in points.values()) / len(points),
    )
    return Parsed((PlaceRecord(item.id, item.id, round(latitude, 6), round(longitude, 6)),))


def _point_of(place: dict[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = place.get("latitud"), place.get("longitud")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    is_in_sweden = _SOUTH < latitude < _NORTH and _WEST < longitude < _EAST
    return (float(latitude), float(longitude)) if is_in_sweden else None
