"""Database → rows: concepts, their names, and what ties occupations to skills and to each other."""

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
from catalog.snapshot.rows import (
    ConceptRow,
    NeighbourRow,
    OccupationSkillRow,
    PlaceRow,
    SubstituteRow,
    TermRow,
)
from catalog.snapshot.snapshot import SkillOrigin, TermKind

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
    concepts without a replacement are missing · by_code: (type, code) → active concept id.
    """

    concepts: dict[str, ConceptRow]
    followed: dict[str, str]
    by_code: dict[tuple[str, str], str]
    titles: dict[str, tuple[str, ...]]
    matches: dict[str, tuple[str, ...]]
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
    titles: defaultdict[str, set[str]] = defaultdict(set)
    matches: defaultdict[str, set[str]] = defaultdict(set)
    near: list[tuple[str, str, int]] = []
    kinds = ConceptRelation.Kind
    relations = (
        ConceptRelation.objects.filter(withdrawn_at=None)
        .order_by("id")
        .values_list("source_id", "target_id", "kind", "weight")
    )
    for source, target, kind, weight in relations.iterator():
        if source not in bare or target not in bare:
            continue
        if kind == kinds.REPLACED_BY:
            replaced[source].append(target)
        elif kind == kinds.NEIGHBOUR:
            near.append((source, target, max(1, round(-weight))))
        elif kind in {kinds.BROADER, kinds.RELATED}:
            if _PARENT_TYPE.get(bare[source][1]) == bare[target][1]:
                parents[source].append((kind != kinds.BROADER, target))
            for one, other in ((source, target), (target, source)):
                if bare[one][1] in {"job-title", "keyword"} and bare[other][1] in _NAMED_TYPES:
                    titles[one].add(other)
        elif kind in {kinds.EXACT_MATCH, kinds.CLOSE_MATCH}:
            for one, other in ((source, target), (target, source)):
                if bare[one][1] in _MATCHED_TYPES and bare[other][1] in _NAMED_TYPES:
                    matches[one].add(other)
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
        )
        for one, row in bare.items()
    }
    active = [row for row in concepts.values() if not row.is_deprecated]
    return Taxonomy(
        concepts=concepts,
        followed=followed,
        by_code={(row.type, row.code): row.id for row in active if row.code},
        titles=_frozen(titles, followed),
        matches=_frozen(matches, followed),
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
    for names, kind in ((taxonomy.titles, TermKind.TITLE), (taxonomy.matches, TermKind.MATCH)):
        for one, targets in names.items():
            if len(targets) <= _TITLE_TARGETS:
                label = taxonomy.concepts[one].label
                terms |= {TermRow(label, target, kind) for target in targets if label}
    columns = ("concept_id", "kind", "language", "text")
    labels = ConceptLabel.objects.filter(withdrawn_at=None).values_list(*columns)
    for concept, label_kind, language, text in labels.iterator():
        if concept not in taxonomy.concepts or not text:
            continue
        if taxonomy.concepts[concept].type in _NAMED_TYPES:
            if concept in taxonomy.followed:
                kind = _LABEL_KINDS[label_kind]
                terms.add(TermRow(text, taxonomy.followed[concept], kind, _three_letters(language)))
            continue
        for names, kind in ((taxonomy.titles, TermKind.TITLE), (taxonomy.matches, TermKind.MATCH)):
            targets = names.get(concept, ())
            if len(targets) <= _TITLE_TARGETS:
                terms |= {
                    TermRow(text, target, kind, _three_letters(language)) for target in targets
                }
    return sorted(terms, key=lambda term: (term.text, term.concept, term.kind, term.language))


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


def _frozen(names: dict[str, set[str]], followed: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        one: tuple(sorted({followed[to] for to in targets if to in followed}))
        for one, targets in names.items()
    }


def _kind_of_label(row: ConceptRow) -> TermKind:
    return TermKind.ALTERNATIVE if row.is_deprecated else TermKind.PREFERRED


def _three_letters(language: str) -> str:
    return {"sv": "swe", "en": "eng"}.get(language, language)
