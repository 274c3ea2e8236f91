"""One occupation's lists of skill labels → links to the active skills with those labels."""

from dataclasses import dataclass
from typing import ClassVar

from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Reference, stable_id

# (list, origin). The file's two combined lists repeat these and are left out.
_LISTS = (
    ("taxonomy", "curated"),
    ("calculated_skills", "calculated"),
    ("group_skills", "group"),
    ("group_license", "group"),
    ("group_vocational", "group"),
)
# The publisher cuts the calculated list here, so the rank is out of this many.
_LONGEST_LIST = 20
# The group's list is alphabetical and cut: being on it says little, its order nothing.
_GROUP_WEIGHT = 0.5


@dataclass(frozen=True)
class OccupationSkillRecord(Record):
    """A row of `OccupationSkill`. The skill arrives as a label."""

    table: ClassVar[str] = "OccupationSkill"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("occupation", "Concept", is_owner=True),
        Reference("skill", "Concept", by="preferred_label", of_type="skill"),
    )

    occupation: str
    skill: str
    origin: str
    is_essential: bool
    weight: float


def from_payload(item: RawItem) -> Parsed:
    """The links of one occupation, each skill once per origin. Raises `BadRecord`."""
    payload = item.payload
    if not isinstance(payload, dict):
        raise BadRecord("", "not_an_object", payload)
    records = []
    seen = set()
    for name, origin in _LISTS:
        for rank, raw in enumerate(payload.get(name) or ()):
            label = str(raw).strip()
            if not label or (origin, label.casefold()) in seen:
                continue
            seen.add((origin, label.casefold()))
            records.append(
                OccupationSkillRecord(
                    id=f"{item.id} {origin} {stable_id(label.casefold())}",
                    occupation=item.id,
                    skill=label,
                    origin=origin,
                    is_essential=False,
                    weight=_weight_of(origin, rank),
                )
            )
    return Parsed(tuple(records))


def _weight_of(origin: str, rank: int) -> float:
    """Curated 1; calculated from 1 down by rank; group the same for all."""
    if origin == "calculated":
        return round(max(1.0 - rank / _LONGEST_LIST, 1.0 / _LONGEST_LIST), 3)
    return _GROUP_WEIGHT if origin == "group" else 1.0
