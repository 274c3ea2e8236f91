"""Database → rows: concepts, their names, and what ties occupations to skills and to each other."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.models import (
    Concept,
    ConceptLabel,
    ConceptRelation,
    OccupationSkill,
    Place,
    Substitutability,
)
from catalog.recognition.aliases import ALIASES
from catalog.recognition.guards import is_product
from catalog.snapshot.rows import (
    ConceptRow,
    NeighbourRow,
    OccupationSkillRow,
    PlaceRow,
    SubstituteRow,
    TermRow,
)
from catalog.snapshot.snapshot import EscoMatch, SkillOrigin, TermKind

# What `broader` means per type; a source may tie them as broader or only as related.
_PARENT_TYPE = {
    "occupation-name": "ssyk-level-4",
    "ssyk-level-4": "occupation-field",
    "municipality": "region",
    "region": "country",
    "skill": "skill-headline",
    "job-title": "occupation-name",
}
_NAMED_TYPES = {
    "occupation-name",
    "ssyk-level-4",
    "occupation-field",
    "skill",
    "language",
    "driving-licence",
    "trait",
}
_MATCHED_TYPES = {"esco-occupation", "esco-skill"}
_POINTER_KINDS = {"job-title": TermKind.TITLE, "keyword": TermKind.KEYWORD}
# Which end of a match is ESCO's decides what "broad" and "narrow" say: only where ESCO's concept is
# the narrower one do its names stand for the other.
_KINDS = ConceptRelation.Kind
_MATCHES_FROM_ESCO: dict[str, TermKind] = {
    _KINDS.EXACT_MATCH: TermKind.MATCH,
    _KINDS.CLOSE_MATCH: TermKind.CLOSE_MATCH,
    _KINDS.BROAD_MATCH: TermKind.BROAD_MATCH,
}
_MATCHES_TO_ESCO: dict[str, TermKind] = {
    _KINDS.EXACT_MATCH: TermKind.MATCH,
    _KINDS.CLOSE_MATCH: TermKind.CLOSE_MATCH,
    _KINDS.NARROW_MATCH: TermKind.BROAD_MATCH,
}
# The same, as what ESCO's concept is to the other.
_ESCO_FROM: dict[str, EscoMatch] = {
    _KINDS.EXACT_MATCH: EscoMatch.EXACT,
    _KINDS.CLOSE_MATCH: EscoMatch.CLOSE,
    _KINDS.BROAD_MATCH: EscoMatch.NARROW,
    _KINDS.NARROW_MATCH: EscoMatch.BROAD,
}
_ESCO_TO: dict[str, EscoMatch] = {
    _KINDS.EXACT_MATCH: EscoMatch.EXACT,
    _KINDS.CLOSE_MATCH: EscoMatch.CLOSE,
    _KINDS.BROAD_MATCH: EscoMatch.BROAD,
    _KINDS.NARROW_MATCH: EscoMatch.NARROW,
}
_SPECIALIST = re.compile(r", specialist(?:kompetens|område) ")
_SHORTEST_MATCH = 3  # letters; "AB" is a sailor in ESCO and a company everywhere else
# A word that points to more concepts than this names none of them, not even in a search.
_TITLE_TARGETS = 40
_LABEL_KINDS = {
    ConceptLabel.Kind.ALTERNATIVE: TermKind.ALTERNATIVE,
    ConceptLabel.Kind.HIDDEN: TermKind.HIDDEN,
    ConceptLabel.Kind.TERM: TermKind.TERM,
}
_SKILL_ORIGINS = {
    OccupationSkill.Origin.CURATED: SkillOrigin.CURATED,
    OccupationSkill.Origin.CALCULATED: SkillOrigin.CALCULATED,
    OccupationSkill.Origin.GROUP: SkillOrigin.GROUP,
    OccupationSkill.Origin.ADS: SkillOrigin.ADS,
}


@dataclass(frozen=True)
class Taxonomy:
    """All concepts by id, and who stands for whom.

    followed: id → the active concept that speaks for it (itself when active); ids of deprecated
    concepts without a replacement are missing · by_code: (type, code) → active concept id ·
    pointers: job title, keyword or ESCO concept → the active concepts its names stand for, and how.
    """

    concepts: dict[str, ConceptRow]
    followed: dict[str, str]
    by_code: dict[tuple[str, str], str]
    pointers: dict[str, tuple[tuple[str, TermKind], ...]]
    neighbours: tuple[NeighbourRow, ...]

    def place_of(self, municipality_code: str) -> str:
        """Concept id of a municipality, or an empty string."""
        return self.by_code.get(("municipality", municipality_code), "")

    @property
    def country(self) -> str:
        """Concept id of Sweden, or an empty string."""
        for code in ("SE", "SWE", "199"):
            if found := self.by_code.get(("country", code)):
                return found
        sweden = [
            row.id
            for row in self.concepts.values()
            if row.type == "country" and row.label == "Sverige" and not row.is_deprecated
        ]
        return min(sweden, default="")


def read_taxonomy() -> Taxonomy:
    """Concepts and their relations; two queries."""
    columns = ("id", "type", "preferred_label", "definition", "code", "deprecated")
    bare = {
        row[0]: row
        for row in Concept.objects.filter(withdrawn_at=None).values_list(*columns).iterator()
    }
    parents: defaultdict[str, list[tuple[bool, str]]] = defaultdict(list)
    replaced: defaultdict[str, list[str]] = defaultdict(list)
    pointers: defaultdict[str, dict[str, TermKind]] = defaultdict(dict)
    esco: defaultdict[str, dict[str, EscoMatch]] = defaultdict(dict)
    near: list[tuple[str, str, int]] = []
    relations = (
        ConceptRelation.objects.filter(withdrawn_at=None)
        .order_by("id")
        .values_list("source_id", "target_id", "kind", "weight")
    )
    for source, target, kind, weight in relations.iterator():
        if source not in bare or target not in bare:
            continue
        if kind == _KINDS.REPLACED_BY:
            replaced[source].append(target)
        elif kind == _KINDS.NEIGHBOUR:
            near.append((source, target, max(1, round(-weight))))
        elif kind in {_KINDS.BROADER, _KINDS.RELATED}:
            if _PARENT_TYPE.get(bare[source][1]) == bare[target][1]:
                parents[source].append((kind != _KINDS.BROADER, target))
            for one, other in ((source, target), (target, source)):
                if bare[one][1] in _POINTER_KINDS and bare[other][1] in _NAMED_TYPES:
                    pointers[one][other] = _POINTER_KINDS[bare[one][1]]
        else:
            for one, other, meaning, how in (
                (source, target, _MATCHES_FROM_ESCO.get(kind), _ESCO_FROM[kind]),
                (target, source, _MATCHES_TO_ESCO.get(kind), _ESCO_TO[kind]),
            ):
                if bare[one][1] not in _MATCHED_TYPES or bare[other][1] not in _NAMED_TYPES:
                    continue
                esco[other][one] = min(how, esco[other].get(one, how))
                if meaning is not None:
                    pointers[one][other] = min(meaning, pointers[one].get(other, meaning))
    followed = _followed({one: bool(row[5]) for one, row in bare.items()}, replaced)
    concepts = {
        one: ConceptRow(
            id=one,
            type=row[1],
            label=row[2],
            definition=row[3],
            code=row[4],
            is_deprecated=row[5],
            broader=min(parents[one])[1] if one in parents else "",
            replaced_by=tuple(
                sorted({followed[to] for to in replaced.get(one, ()) if to in followed} - {one})
            ),
            esco=tuple(sorted(esco[one].items())) if one in esco else (),
        )
        for one, row in bare.items()
    }
    active = [row for row in concepts.values() if not row.is_deprecated]
    return Taxonomy(
        concepts=concepts,
        followed=followed,
        by_code={(row.type, row.code): row.id for row in active if row.code},
        pointers={
            one: tuple(sorted({(followed[to], how) for to, how in ties.items() if to in followed}))
            for one, ties in pointers.items()
        },
        neighbours=tuple(
            NeighbourRow(followed[source], followed[target], rank)
            for source, target, rank in near
            if source in followed and target in followed and followed[source] != followed[target]
        ),
    )


def read_terms(taxonomy: Taxonomy) -> list[TermRow]:
    """Every name of every concept that is spoken of, led to the active concept."""
    terms = {
        TermRow(row.label, spoken_for, _kind_of_label(row))
        for row in taxonomy.concepts.values()
        if row.label and row.type in _NAMED_TYPES and (spoken_for := _speaker(taxonomy, row))
    }
    told = {half.casefold() for row in terms for half in (row.text, *row.text.split("/"))}
    told.update(alias for aliases in ALIASES.values() for alias in aliases)
    for one in taxonomy.pointers:
        terms |= _pointed(taxonomy, one, _Name(taxonomy.concepts[one].label), told)
    columns = ("concept_id", "kind", "language", "text")
    labels = ConceptLabel.objects.filter(withdrawn_at=None).values_list(*columns)
    for concept, label_kind, language, text in labels.iterator():
        if concept not in taxonomy.concepts or not text:
            continue
        if taxonomy.concepts[concept].type in _NAMED_TYPES:
            if concept in taxonomy.followed:
                kind = _LABEL_KINDS[label_kind]
                terms.add(TermRow(text, taxonomy.followed[concept], kind, _three_letters(language)))
        else:
            is_chief = label_kind == ConceptLabel.Kind.ALTERNATIVE
            name = _Name(text, _three_letters(language), is_chief)
            terms |= _pointed(taxonomy, concept, name, told)
    return sorted(terms, key=lambda term: (term.text, term.concept, term.kind, term.language))


@dataclass(frozen=True)
class _Name:
    """A name of a job title, keyword or ESCO concept. is_chief: not one of its hidden names; of
    ESCO's English ones, the preferred."""

    text: str
    language: str = "swe"
    is_chief: bool = True


def _pointed(taxonomy: Taxonomy, one: str, name: _Name, told: set[str]) -> set[TermRow]:
    """Rows of a name that points to concepts; none where it points to too many."""
    targets = taxonomy.pointers.get(one, ())
    if not name.text or len(targets) > _TITLE_TARGETS:
        return set()
    return {
        TermRow(name.text, target, kind, name.language)
        for target, kind in targets
        if kind < TermKind.MATCH
        or kind == TermKind.KEYWORD
        or _is_telling(name, kind, taxonomy.concepts[target], told)
    }


def _is_telling(name: _Name, kind: TermKind, target: ConceptRow, told: set[str]) -> bool:
    """Whether an ESCO name stands for a concept also outside ESCO.

    A single word says too little unless the concepts are the same ("director", "build" and
    "stationer" are too many things), or it is a Swedish occupation; an English plural says nothing
    that its singular does not; a field of medicine is not a specialist's licence in it; one
    product's name is not another's, whatever a crosswalk calls the same.
    """
    folded = name.text.casefold()
    if len(folded) < _SHORTEST_MATCH or folded.removesuffix("s") in told:
        return False
    if _SPECIALIST.search(target.label) is not None:
        return False
    if target.type == "skill" and is_product(target.label, name.text):
        return folded.split()[0] in target.label.casefold()
    if " " in folded:
        return True
    if kind == TermKind.MATCH:
        return name.is_chief
    if name.text.isupper():
        return False  # an abbreviation of something near
    return target.type != "skill" and name.language == "swe"


def read_places(taxonomy: Taxonomy) -> list[PlaceRow]:
    """Coordinates of municipalities."""
    return [
        PlaceRow(taxonomy.followed[concept], latitude, longitude)
        for concept, latitude, longitude in Place.objects.filter(withdrawn_at=None).values_list(
            "municipality_id", "latitude", "longitude"
        )
        if concept in taxonomy.followed
    ]


def read_occupation_skills(taxonomy: Taxonomy) -> Iterator[OccupationSkillRow]:
    """Links of every origin; a deprecated end is followed, or the link is left out."""
    columns = ("occupation_id", "skill_id", "origin", "is_essential", "weight")
    links = OccupationSkill.objects.filter(withdrawn_at=None).values_list(*columns)
    for occupation, skill, origin, is_essential, weight in links.iterator():
        if occupation in taxonomy.followed and skill in taxonomy.followed:
            yield OccupationSkillRow(
                taxonomy.followed[occupation],
                taxonomy.followed[skill],
                _SKILL_ORIGINS[origin],
                weight,
                is_essential,
            )


def read_substitutes(taxonomy: Taxonomy) -> Iterator[SubstituteRow]:
    """Who can stand in for whom."""
    columns = ("source_id", "target_id", "percentage")
    for source, target, percentage in Substitutability.objects.filter(
        withdrawn_at=None
    ).values_list(*columns):
        one, other = taxonomy.followed.get(source), taxonomy.followed.get(target)
        if one and other and one != other:
            yield SubstituteRow(one, other, percentage / 100)


def _followed(is_deprecated: dict[str, bool], replaced: dict[str, list[str]]) -> dict[str, str]:
    """The first active concept along the replacements, smallest id first; rings lead nowhere."""
    followed: dict[str, str] = {}
    for start, is_old in is_deprecated.items():
        if not is_old:
            followed[start] = start
            continue
        seen, queue = {start}, [start]
        while queue:
            here = queue.pop(0)
            if not is_deprecated[here]:
                followed[start] = here
                break
            fresh = sorted(set(replaced.get(here, ())) - seen)
            seen.update(fresh)
            queue.extend(fresh)
    return followed


def _speaker(taxonomy: Taxonomy, row: ConceptRow) -> str:
    """Who a name leads to; a deprecated occupation without a replacement leads to its group."""
    followed = taxonomy.followed.get(row.id, "")
    if not followed and row.type == "occupation-name":
        followed = taxonomy.followed.get(row.broader, "")
    return followed


def _kind_of_label(row: ConceptRow) -> TermKind:
    return TermKind.ALTERNATIVE if row.is_deprecated else TermKind.PREFERRED


def _three_letters(language: str) -> str:
    return {"sv": "swe", "en": "eng"}.get(language, language)
