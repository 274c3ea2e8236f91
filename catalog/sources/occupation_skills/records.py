"""One occupation's lists of skill labels → links to the active skills with those labels."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Reference, stable_id

# (list, origin, is essential). The older file's two combined lists repeat these and are left out.
_LISTS = (
    ("regulated_skills", "curated", True),
    ("essential_skills", "curated", True),
    ("taxonomy", "curated", False),
    ("optional_skills", "curated", False),
    ("relevant_skills", "calculated", False),
    ("calculated_skills", "calculated", False),
    ("group_regulated_skills", "group", True),
    ("group_essential_skills", "group", True),
    ("group_optional_skills", "group", False),
    ("group_calculated_skills", "group", False),
    ("group_skills", "group", False),
    ("group_license", "group", False),
    ("group_vocational", "group", False),
)
# The publisher cuts the calculated list here, so the rank is out of this many.
_LONGEST_LIST = 20
# The group's list is alphabetical and cut: being on it says little, its order nothing.
_GROUP_WEIGHT = 0.5
# The editors' own word for how much a skill belongs to an occupation, as in the taxonomy's files.
_OPTIONAL_WEIGHT = 0.6


@dataclass(frozen=True)
class OccupationSkillRecord(Record):
    """A row of `OccupationSkill`. The skill arrives as an id or a label."""

    table: ClassVar[str] = "OccupationSkill"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("occupation", "Concept", is_owner=True),
        Reference("skill", "Concept", by="id_or_label", of_type="skill"),
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
    for name, origin, is_essential in _LISTS:
        skills = payload.get(name) or ()
        if not isinstance(skills, list | tuple):
            raise BadRecord(name, "not_a_list", skills)
        most = max(filter(None, map(_points_of, skills)), default=0.0)
        for rank, raw in enumerate(skills):
            skill = _skill_of(raw)
            if not skill or (origin, skill.casefold()) in seen:
                continue
            seen.add((origin, skill.casefold()))
            points = _points_of(raw)
            is_told = points is not None and most > 0
            weight = _share(points or 0.0, most) if is_told else _weight_of(origin, name, rank)
            records.append(
                OccupationSkillRecord(
                    id=f"{item.id} {origin} {stable_id(skill.casefold())}",
                    occupation=item.id,
                    skill=skill,
                    origin=origin,
                    is_essential=is_essential,
                    weight=weight,
                )
            )
    return Parsed(tuple(records))


def _skill_of(raw: Any) -> str:
    value = raw[0] if isinstance(raw, tuple) else raw
    return value.strip() if isinstance(value, str) else ""


def _points_of(raw: Any) -> float | None:
    value = raw[1] if isinstance(raw, tuple) else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if 0 <= value < math.inf else None


def _share(points: float, most: float) -> float:
    """Points of the occupation's most relevant skill are 1; none is worth nothing."""
    return round(max(points / most, 1.0 / _LONGEST_LIST), 3)


def _weight_of(origin: str, name: str, rank: int) -> float:
    """Curated 1, or what optional is worth; calculated from 1 down by rank; group all the same."""
    if origin == "calculated":
        return round(max(1.0 - rank / _LONGEST_LIST, 1.0 / _LONGEST_LIST), 3)
    if origin == "group":
        return _GROUP_WEIGHT
    return _OPTIONAL_WEIGHT if name == "optional_skills" else 1.0
