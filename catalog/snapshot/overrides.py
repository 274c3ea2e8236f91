"""What editors decide about single ties, applied to rows before they are composed.

A tie that an editor adds has the origin EDITOR. One that is suppressed leaves the rows; where an
answer could find it again by another way (a name in a title, a group, ads) a tie of origin EDITOR
and weight 0 stays in its place and says no. What cannot be resolved is told, never fatal.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from catalog.snapshot.read_taxonomy import Taxonomy
from catalog.snapshot.rows import (
    CatalogueRows,
    ConceptRow,
    EducationRow,
    OccupationSkillRow,
    OutcomeRow,
    TrainsForRow,
)
from catalog.snapshot.snapshot import (
    EscoMatch,
    OutcomeOrigin,
    SkillOrigin,
    TermKind,
    TrainsForOrigin,
)

JOBS = frozenset({"occupation-name", "ssyk-level-4"})
SKILLS = frozenset({"skill", "language"})
ESCO = frozenset({"esco-occupation", "esco-skill"})
_MATCHES = {
    "exact": (EscoMatch.EXACT, TermKind.MATCH),
    "close": (EscoMatch.CLOSE, TermKind.CLOSE_MATCH),
    "narrow": (EscoMatch.NARROW, TermKind.BROAD_MATCH),
    "broad": (EscoMatch.BROAD, None),  # the names of something wider do not stand for it
}


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """One active decision. kind, action, how: the values of `catalog.models.Override`."""

    id: int
    kind: str
    action: str
    subject: str
    target: str
    how: str = ""

    @property
    def is_added(self) -> bool:
        """Whether the tie is to be there; otherwise it is not."""
        return self.action == "add"


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of a decision. outcome: a value of `Override.Outcome`."""

    override: int
    outcome: str
    detail: str = ""


class _Unresolved(Exception):
    """An id that the catalogue does not have, or has as something else; says which."""


def with_esco_decisions(
    taxonomy: Taxonomy, overrides: Iterable[OverrideRow]
) -> tuple[Taxonomy, list[Effect]]:
    """The taxonomy with its ESCO matches, and the names that they lend, as editors decided."""
    mine = [one for one in overrides if one.kind == "concept-esco"]
    concepts = dict(taxonomy.concepts)
    pointers = dict(taxonomy.pointers)

    def decide(one: OverrideRow) -> bool:
        subject = _concept(taxonomy, one.subject)
        other = _concept(taxonomy, one.target, ESCO)
        row = concepts[subject]
        ties, names = dict(row.esco), dict(pointers.get(other, ()))
        before = (ties.get(other), names.get(subject))
        ties.pop(other, None)
        if names.get(subject) in {TermKind.MATCH, TermKind.CLOSE_MATCH, TermKind.BROAD_MATCH}:
            del names[subject]
        if one.is_added:
            ties[other], kind = _MATCHES[one.how]
            if kind is not None:
                names.setdefault(subject, kind)
        concepts[subject] = replace(row, esco=tuple(sorted(ties.items())))
        pointers[other] = tuple(sorted(names.items()))
        return before != (ties.get(other), names.get(subject))

    effects = _decided(mine, decide)
    return replace(taxonomy, concepts=concepts, pointers=pointers), effects


def with_decisions(
    rows: CatalogueRows, taxonomy: Taxonomy, overrides: Sequence[OverrideRow]
) -> tuple[CatalogueRows, list[Effect]]:
    """The rows with educations' goals and outcomes and occupations' skills as editors decided."""
    by_kind: defaultdict[str, list[OverrideRow]] = defaultdict(list)
    for one in overrides:
        by_kind[one.kind].append(one)
    educations = {row.id: row for row in rows.educations} if overrides else {}
    links: dict[tuple[str, str], list[OccupationSkillRow]] = defaultdict(list)
    if by_kind["occupation-skill"]:
        for link in rows.occupation_skills:
            links[link.occupation, link.skill].append(link)

    def decide_goal(one: OverrideRow) -> bool:
        row = _education(educations, one.subject)
        target = _concept(taxonomy, one.target, JOBS)
        kept = tuple(goal for goal in row.trains_for if goal.target != target)
        strength = 1.0 if one.is_added else 0.0
        decided = TrainsForRow(target, TrainsForOrigin.EDITOR, strength)
        educations[row.id] = replace(row, trains_for=(*kept, decided))
        return one.is_added or len(kept) < len(row.trains_for)

    def decide_outcome(one: OverrideRow) -> bool:
        row = _education(educations, one.subject)
        skill = _concept(taxonomy, one.target, SKILLS)
        kept = tuple(tie for tie in row.skills if tie.concept != skill)
        added = (OutcomeRow(skill, OutcomeOrigin.EDITOR, 1.0),) if one.is_added else ()
        educations[row.id] = replace(row, skills=(*kept, *added))
        return one.is_added or len(kept) < len(row.skills)

    def decide_skill(one: OverrideRow) -> bool:
        pair = _concept(taxonomy, one.subject, JOBS), _concept(taxonomy, one.target, SKILLS)
        before = links.get(pair, [])
        links[pair] = [
            OccupationSkillRow(
                *pair,
                SkillOrigin.EDITOR,
                weight=1.0 if one.is_added else 0.0,
                is_essential=one.is_added and one.how == "essential",
            )
        ]
        return one.is_added or bool(before)

    effects = [
        *_decided(by_kind["education-occupation"], decide_goal),
        *_decided(by_kind["education-skill"], decide_outcome),
        *_decided(by_kind["occupation-skill"], decide_skill),
    ]
    if educations:
        rows = replace(rows, educations=list(educations.values()))
    if links:
        rows = replace(rows, occupation_skills=[link for some in links.values() for link in some])
    return rows, sorted(effects, key=lambda effect: effect.override)


def _decided(
    overrides: Iterable[OverrideRow], decide: Callable[[OverrideRow], bool]
) -> list[Effect]:
    """Apply each; the oldest first, so that a later word stands."""
    effects = []
    for one in sorted(overrides, key=lambda one: one.id):
        try:
            outcome, detail = ("applied" if decide(one) else "needless"), ""
        except _Unresolved as problem:
            outcome, detail = "unresolved", str(problem)
        effects.append(Effect(one.id, outcome, detail))
    return effects


def _concept(taxonomy: Taxonomy, one: str, types: frozenset[str] | None = None) -> str:
    """The active concept that speaks for an id. Raises `_Unresolved`."""
    row: ConceptRow | None = taxonomy.concepts.get(taxonomy.followed.get(one, ""))
    if row is None:
        raise _Unresolved(f"no active concept {one}")
    if types is not None and row.type not in types:
        raise _Unresolved(f"{one} is of type {row.type}, not {' or '.join(sorted(types))}")
    return row.id


def _education(educations: dict[str, EducationRow], one: str) -> EducationRow:
    row = educations.get(one)
    if row is None:
        raise _Unresolved(f"no education {one} that can be offered")
    return row
