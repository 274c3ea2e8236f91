"""The shapes the taxonomy has been published in, recognised by their content.

Each file becomes fragments: what one file, of one version, says about one concept. Field names in
fragments are those of the official query files (`preferred_label`, `ssyk_code_2012`, …).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

ID = re.compile(r"[A-Za-z0-9]{4}_[A-Za-z0-9]{3}_[A-Za-z0-9]{3}")

# What the catalogue holds of the taxonomy's 53 types.
HELD_TYPES = frozenset(
    {
        "occupation-name",
        "ssyk-level-4",
        "occupation-field",
        "job-title",
        "keyword",
        "skill",
        "skill-headline",
        "esco-occupation",
        "esco-skill",
        "language",
        "driving-licence",
        "trait",
        "region",
        "municipality",
        "country",
        "sun-education-field-4",
        "sun-education-level-3",
    }
)
# Relations whose value is a list of concepts, in the official files' words.
RELATIONS = (
    "broader",
    "related",
    "replaced_by",
    "exact_match",
    "close_match",
    "broad_match",
    "narrow_match",
    "substitutes",
    "essential",
    "optional",
    "essential_skill",
    "optional_skill",
    "neighbours",
)
# The same relation told from its other end.
_INVERSE = {
    "narrower": "broader",
    "replaces": "replaced_by",
    "substituted_by": "substitutes",
}
# What reading a value of another shape than expected raises.
MALFORMED = (AttributeError, LookupError, TypeError, ValueError)

# Older names of types, and of fields.
_TYPES = {"driving-license": "driving-licence", "occupation-group": "ssyk-level-4"}
_KNOWN_TYPES = HELD_TYPES | _TYPES.keys()
_SYNONYMOUS = {"essential_skill": "essential", "optional_skill": "optional"}
# A keyword or title points at what it means, whichever end the file told it from.
_POINTERS = ("job-title", "keyword")


@dataclass(frozen=True)
class Tie:
    """A relation of a fragment. weight: a percentage, a rank, or 0."""

    kind: str
    source: str
    source_type: str
    target: str
    target_type: str
    weight: float = 0.0


@dataclass(frozen=True)
class Fragment:
    """What one file says of one concept. is_listed: the file claims to list its type in full."""

    id: str
    type: str = ""
    is_listed: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class Content:
    """A recognised file. version: 0 when the file itself does not say."""

    fragments: tuple[Fragment, ...]
    version: int = 0


def content_of(value: Any, stem: str) -> Content | None:
    """Fragments of a parsed file, or None when it is not a taxonomy file.

    stem: the file's name without endings; decides only between dictionaries that look the same.
    """
    if not isinstance(value, dict) or not value:
        return None
    data = value.get("data")
    if isinstance(data, dict):
        concepts = data.get("concepts")
        if isinstance(concepts, list):
            return Content(tuple(_official(concepts)))
        return _neighbours(value, data)
    version = int(value["taxonomyVersion"]) if "taxonomyVersion" in value else 0
    if "mappings" in value:
        return Content(tuple(_groups_of_occupations(value["mappings"])), version)
    if "occupationFields" in value:
        return Content(tuple(_regions_and_fields(value)), version)
    if "skills" in value and version:
        return Content(tuple(_skills(value["skills"])), version)
    if "driving-license" in value and "municipality" in value:
        return Content(tuple(_legacy(value)))
    key, first = next(iter(value.items()))
    if isinstance(first, dict) and "ssyk_id" in first:
        pairs = {occupation: group["ssyk_id"] for occupation, group in value.items()}
        return Content(tuple(_groups_of_occupations(pairs)))
    if stem == "id_definitions" and ID.fullmatch(key):
        return Content(tuple(Fragment(one, fields={"definition": value[one]}) for one in value))
    if isinstance(first, str) and stem == "occupationsId" and ID.fullmatch(first):
        return Content(tuple(_displayed_titles(value)))
    if stem == "occupation-names-id" and isinstance(first, str) and ID.fullmatch(first):
        return Content(
            tuple(
                Fragment(one, "occupation-name", True, {"preferred_label": label})
                for label, one in value.items()
            )
        )
    return None


def _official(concepts: list[Any]) -> Iterator[Fragment]:
    for concept in concepts:
        if isinstance(concept, dict) and concept.get("national_nuts_level_3_code_2019", "") is None:
            continue  # a region of another country
        kind = concept.get("type", "skill") if isinstance(concept, dict) else None
        if isinstance(kind, str) and kind not in _KNOWN_TYPES:
            # Only what lies below it can be ours, as occupations lie below the SSYK hierarchy.
            yield from _official(_below(concept))
            continue
        try:
            fragments = list(_concept(concept, is_listed=True))
        except MALFORMED:
            # Nothing to hang on a concept: records.py refuses it with a reason.
            fragments = [Fragment("", fields={"unidentified": concept})]
        yield from fragments


def _below(concept: Mapping[str, Any]) -> list[Any]:
    narrower = concept.get("narrower")
    return narrower if isinstance(narrower, list) else []


def _concept(concept: dict[str, Any], *, is_listed: bool) -> Iterator[Fragment]:
    own_id = _text_id(concept["id"])
    own_type = _type_of(concept)
    ties: list[Tie] = []
    others: list[Fragment] = []
    for key, kind in [*((one, one) for one in RELATIONS), *_INVERSE.items()]:
        for other in concept.get(key) or ():
            is_nested = key == "narrower"
            other_type = _type_of(other) or _implied_type(own_type, key)
            weight = float(other.get("substitutability_percentage") or 0.0)
            tie = Tie(
                _SYNONYMOUS.get(kind, kind), own_id, own_type, other["id"], other_type, weight
            )
            is_turned = key in _INVERSE or (
                kind == "related" and other_type in _POINTERS and own_type not in _POINTERS
            )
            ties.append(_turned(tie) if is_turned else tie)
            others.extend(_concept({**other, "type": other_type}, is_listed=is_nested))
    for group in concept.get("occupation_groups") or concept.get("ssyk") or ():
        kind = "group_skills" if own_type == "skill" else "broader"
        ties.append(Tie(kind, own_id, own_type, group["id"], "ssyk-level-4"))
    is_listed = is_listed and bool(concept.get("preferred_label"))
    yield Fragment(own_id, own_type, is_listed, concept, tuple(ties))
    yield from others


def _text_id(value: Any) -> str:
    """The id, which is a text. Raises `ValueError`."""
    if not isinstance(value, str) or not value:
        raise ValueError("an id is a text")
    return value


def _turned(tie: Tie) -> Tie:
    return Tie(tie.kind, tie.target, tie.target_type, tie.source, tie.source_type, tie.weight)


def _type_of(concept: Mapping[str, Any]) -> str:
    """The stated type; files of 2024 and 2021 leave it out and are told apart by their keys."""
    stated = concept.get("type")
    if stated:
        return str(_TYPES.get(stated, stated))
    keys = concept.keys()
    if "ssyk" in keys:
        return "occupation-name"
    if "occupation_groups" in keys:
        return "skill"
    if keys == {"id", "preferred_label", "related"}:
        return "job-title"
    if keys == {"id", "preferred_label", "narrower", "broader"}:
        return "ssyk-level-4"
    if keys == {"id", "preferred_label", "narrower"}:
        return "occupation-field"
    return ""


def _implied_type(own_type: str, key: str) -> str:
    """What a related concept without a type must be."""
    return {
        ("job-title", "related"): "occupation-name",
        ("ssyk-level-4", "narrower"): "occupation-name",
        ("ssyk-level-4", "broader"): "occupation-field",
        ("occupation-field", "narrower"): "ssyk-level-4",
    }.get((own_type, key), "")


def _neighbours(value: Mapping[str, Any], data: Mapping[str, Any]) -> Content | None:
    about = value.get("metadata")
    # A sister file without neighbours from the same group has the same shape and another title.
    if not isinstance(about, dict) or about.get("title") != "Närliggande yrken":
        return None
    kind = "occupation-name"
    return Content(
        tuple(
            Fragment(
                one,
                kind,
                fields={"preferred_label": said.get("preferred_label")},
                ties=tuple(
                    Tie("neighbours", one, kind, other["id"], kind, -float(rank))
                    for rank, other in enumerate(said["similar"], start=1)
                ),
            )
            for one, said in data.items()
        ),
        int(about.get("labour_market_taxonomy_version") or 0),
    )


def _groups_of_occupations(groups: Mapping[str, str]) -> Iterator[Fragment]:
    for occupation, group in groups.items():
        tie = Tie("broader", occupation, "occupation-name", group, "ssyk-level-4")
        yield Fragment(occupation, "occupation-name", True, ties=(tie,))


def _displayed_titles(value: Mapping[str, str]) -> Iterator[Fragment]:
    """Titles to search for, without ids of their own: `Title (Occupation)` → occupation id."""
    titles: dict[str, list[str]] = defaultdict(list)
    for displayed, occupation in value.items():
        title, bracket, _ = displayed.partition(" (")
        if bracket and ID.fullmatch(occupation):
            titles[occupation].append(title)
    for occupation, found in titles.items():
        yield Fragment(occupation, fields={"hidden_labels": found})


def _regions_and_fields(value: Mapping[str, Any]) -> Iterator[Fragment]:
    """The file's own occupation list is one version older than its name, so it is left alone."""
    for parents, parent_type, children, child_type in (
        ("regions", "region", "municipalities", "municipality"),
        ("occupationFields", "occupation-field", "occupationGroups", "ssyk-level-4"),
    ):
        for parent in value.get(parents, ()):
            one = parent["conceptId"]
            yield Fragment(one, parent_type, True, {"preferred_label": parent["label"]})
            for child in parent[children]:
                tie = Tie("broader", child["conceptId"], child_type, one, parent_type)
                said = {"preferred_label": child["label"]}
                yield Fragment(child["conceptId"], child_type, True, said, (tie,))


def _skills(skills: list[Mapping[str, Any]]) -> Iterator[Fragment]:
    for skill in skills:
        said = {
            "preferred_label": skill["preferredLabel"],
            "alternative_labels": skill.get("synonyms") or [],
        }
        yield Fragment(skill["conceptId"], skill["layer"], True, said)


def _legacy(value: Mapping[str, Any]) -> Iterator[Fragment]:
    """Arbetsförmedlingen's old numbers. For places and groups the old number is the official code;
    licences have no newer file. Its occupations and skills are too old to help."""
    for name, code in (
        ("municipality", "lau_2_code_2015"),
        ("region", "national_nuts_level_3_code_2019"),
        ("occupation-group", "ssyk_code_2012"),
        ("driving-license", ""),
        ("language", ""),
    ):
        for number, concept in value.get(name, {}).items():
            said = {"preferred_label": concept["preferredTerm"]}
            if code:
                said[code] = number
            yield Fragment(concept["conceptId"], _TYPES.get(name, name), True, said)
