"""One concept, as the official query files word it → its row, labels, relations and skills."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from catalog.sources.record import (
    BadRecord,
    Parsed,
    RawItem,
    Record,
    Reference,
    Repair,
    required,
    stable_id,
)

_CONCEPT = "Concept"
LONGEST_LABEL = 300

# In the order they are looked for; a concept has at most one kind.
_CODES = (
    "ssyk_code_2012",
    "lau_2_code_2015",
    "national_nuts_level_3_code_2019",
    "sun_education_field_code_2020",
    "sun_education_level_code_2020",
    "iso_639_3_2007",
    "iso_639_2_1998",
    "iso_639_1_2002",
    "iso_3166_1_alpha_2_2013",
    "esco_uuid",  # ours; the query files have no address of an ESCO concept
)
_RELATION_KINDS = {
    "broader": "broader",
    "related": "related",
    "replaced_by": "replaced-by",
    "exact_match": "exact-match",
    "close_match": "close-match",
    "broad_match": "broad-match",
    "narrow_match": "narrow-match",
    "neighbours": "neighbour",
}
# The editors' own word for how much a skill belongs to an occupation.
_ESSENTIAL_WEIGHT = 1.0
_OPTIONAL_WEIGHT = 0.6
_LARGEST_WEIGHT = 30_000  # what its column holds


@dataclass(frozen=True)
class ConceptRecord(Record):
    """A row of `Concept`."""

    table: ClassVar[str] = _CONCEPT

    type: str
    preferred_label: str
    definition: str
    code: str
    deprecated: bool
    first_version: int | None
    last_version: int | None


@dataclass(frozen=True)
class LabelRecord(Record):
    """A row of `ConceptLabel`."""

    table: ClassVar[str] = "ConceptLabel"
    references: ClassVar[tuple[Reference, ...]] = (Reference("concept", _CONCEPT, is_owner=True),)

    concept: str
    kind: str
    language: str
    text: str


@dataclass(frozen=True)
class RelationRecord(Record):
    """A row of `ConceptRelation`."""

    table: ClassVar[str] = "ConceptRelation"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("source", _CONCEPT, is_owner=True),
        Reference("target", _CONCEPT),
    )

    source: str
    target: str
    kind: str
    weight: float


@dataclass(frozen=True)
class SubstitutabilityRecord(Record):
    """A row of `Substitutability`: someone from `source` can stand in for `target`."""

    table: ClassVar[str] = "Substitutability"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("source", _CONCEPT, is_owner=True),
        Reference("target", _CONCEPT),
    )

    source: str
    target: str
    percentage: int


@dataclass(frozen=True)
class OccupationSkillRecord(Record):
    """A row of `OccupationSkill` that the taxonomy's editors made."""

    table: ClassVar[str] = "OccupationSkill"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("occupation", _CONCEPT, is_owner=True),
        Reference("skill", _CONCEPT),
    )

    occupation: str
    skill: str
    origin: str
    is_essential: bool
    weight: float


def from_payload(item: RawItem) -> Parsed:
    """Records of one concept. Raises `BadRecord` when it has no id, type or label."""
    payload = item.payload
    if not isinstance(payload, dict):
        raise BadRecord("", "not_an_object", payload)
    concept, kind = required(payload, "id"), required(payload, "type")
    if not isinstance(concept, str) or not isinstance(kind, str):
        raise BadRecord("id", "not_a_text", f"{concept} {kind}")
    label = _label_of(payload)
    records: list[Record] = [
        ConceptRecord(
            id=concept,
            type=kind,
            preferred_label=label,
            definition=str(payload.get("definition") or "").strip(),
            code=_code_of(payload),
            deprecated=bool(payload.get("deprecated")),
            first_version=_version_in(payload, "first_version"),
            last_version=_version_in(payload, "last_version"),
        )
    ]
    repairs: list[Repair] = []
    records.extend(_labels_of(payload, label, repairs))
    records.extend(_relations_of(payload, repairs))
    records.extend(_skills_of(payload, repairs))
    return Parsed(tuple(records), tuple(repairs))


def _label_of(payload: Mapping[str, Any]) -> str:
    label = required(payload, "preferred_label")
    if not isinstance(label, str):
        raise BadRecord("preferred_label", "not_a_text", label)
    return label.strip()


def _version_in(payload: Mapping[str, Any], field: str) -> int | None:
    value = payload.get(field)
    return value if type(value) is int else None


def _code_of(payload: Mapping[str, Any]) -> str:
    code = next((str(payload[name]) for name in _CODES if payload.get(name)), "")
    # Language codes come in capitals; the rest of the world writes them small.
    return code.lower() if payload.get("type") == "language" else code


def _labels_of(
    payload: Mapping[str, Any], preferred: str, repairs: list[Repair]
) -> Iterator[LabelRecord]:
    """Each other text once: a text that is both alternative and hidden counts as alternative."""
    concept = payload["id"]
    told = {preferred}
    for kind, name, language in (
        ("alternative", "alternative_labels", "sv"),
        ("hidden", "hidden_labels", "sv"),
        ("term", "terms", "sv"),
        # Ours; the query files hold Swedish only.
        ("alternative", "english_labels", "en"),
        ("hidden", "english_hidden_labels", "en"),
    ):
        for raw in _list_in(payload, name, repairs):
            text = str(raw).strip()
            if not text or text in told:
                continue
            told.add(text)
            if len(text) > LONGEST_LABEL:
                repairs.append(Repair(name, "too_long", text[:80]))
                continue
            row_id = stable_id(concept, kind, language, text)
            yield LabelRecord(row_id, concept, kind, language, text)


def _relations_of(payload: Mapping[str, Any], repairs: list[Repair]) -> Iterator[Record]:
    concept = payload["id"]
    for name, kind in _RELATION_KINDS.items():
        for other in _others_in(payload, name, repairs):
            target = other["id"]
            # A skill's tie to an occupation group is a skill link, not a broader concept.
            if target == concept or _is_group_skill(payload, other):
                continue
            weight = _weight_in(other, "weight")
            yield RelationRecord(f"{concept} {kind} {target}", concept, target, kind, weight)
    for other in _others_in(payload, "substitutes", repairs):
        weight = _weight_in(other, "weight") or _weight_in(other, "substitutability_percentage")
        if (percentage := int(weight)) and other["id"] != concept:
            yield SubstitutabilityRecord(
                f"{concept} {other['id']}", concept, other["id"], percentage
            )


def _skills_of(
    payload: Mapping[str, Any], repairs: list[Repair]
) -> Iterator[OccupationSkillRecord]:
    concept = payload["id"]
    links = {
        name: {one["id"] for one in _others_in(payload, name, repairs) if _is_skill(one)}
        for name in ("essential", "optional")
    }
    essential, optional = links["essential"], links["optional"] - links["essential"]
    for skill in sorted(essential | optional):
        is_essential = skill in essential
        yield OccupationSkillRecord(
            f"{concept} taxonomy {skill}",
            concept,
            skill,
            "curated",
            is_essential,
            _ESSENTIAL_WEIGHT if is_essential else _OPTIONAL_WEIGHT,
        )
    if payload["type"] != "skill":
        return
    groups = {one["id"] for one in _others_in(payload, "group_skills", repairs)}
    for name in ("broader", "related"):
        others = _others_in(payload, name, [])  # what is odd in them is told already
        groups.update(one["id"] for one in others if _is_group_skill(payload, one))
    for group in sorted(groups):
        yield OccupationSkillRecord(
            f"{group} taxonomy {concept}", group, concept, "group", False, 1.0
        )


def _list_in(payload: Mapping[str, Any], name: str, repairs: list[Repair]) -> list[Any]:
    value = payload.get(name) or []
    if isinstance(value, list):
        return value
    repairs.append(Repair(name, "not_a_list", str(value)[:80]))
    return []


def _others_in(
    payload: Mapping[str, Any], name: str, repairs: list[Repair]
) -> Iterator[dict[str, Any]]:
    """The concepts that a relation names; what is no concept with an id is left out and told."""
    for other in _list_in(payload, name, repairs):
        if isinstance(other, dict) and isinstance(other.get("id"), str) and other["id"]:
            yield other
        else:
            repairs.append(Repair(name, "not_a_concept", str(other)[:80]))


def _weight_in(other: Mapping[str, Any], name: str) -> float:
    value = other.get(name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < _LARGEST_WEIGHT else 0.0  # type: ignore[arg-type]  # just told


def _is_skill(other: Mapping[str, Any]) -> bool:
    """Links to ESCO skills are the ESCO occupation's, not the editors' own."""
    return bool(other.get("type", "skill") == "skill")


def _is_group_skill(payload: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    is_skill = payload.get("type") == "skill"
    return is_skill and other.get("type") == "ssyk-level-4"
