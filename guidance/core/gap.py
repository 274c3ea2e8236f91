"""What the target asks for and which of it the person has: counts of things, no percentage."""

from dataclasses import dataclass
from typing import Literal

from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import closure, label_of
from guidance.core.eligibility.phrases import credential_of_skill
from guidance.core.occupation import (
    LEVEL_KEYS,
    LEVEL_LABELS,
    MIN_ADS,
    OccupationDemand,
    demand_of,
    stands_in_for,
)
from guidance.core.occupation import Evidence as Evidence
from guidance.core.occupation import GapOrigin as GapOrigin
from guidance.core.profile import Profile, Reason
from guidance.core.regulated import LICENCES
from guidance.core.standing import Standing, standing_of

GapKind = Literal["skill", "degree", "licence", "driving", "language", "experience", "level"]

_KINDS: dict[str, GapKind] = {
    "degree": "degree",
    "training": "degree",
    "hp": "degree",
    "licence": "licence",
    "certificate": "licence",
    "ykb": "licence",
    "practice": "licence",
    "driving": "driving",
    "language": "language",
}


@dataclass(frozen=True)
class GapItem:
    """One thing the target asks for. key: concept id for skills, credential key otherwise.

    weight: 0–1, the order of importance · is_requirement: requirement, else merit · held_by: what
    in the profile covers it (concept ids or credential keys), empty when missing.
    """

    kind: GapKind
    key: str
    label: str
    is_requirement: bool
    weight: float
    evidence: tuple[Evidence, ...]
    held_by: tuple[str, ...] = ()

    @property
    def is_held(self) -> bool:
        return bool(self.held_by)


@dataclass(frozen=True)
class Gap:
    """Have and missing, requirements before merits, heavier before lighter.

    is_too_little_data: fewer than 20 ads were read and no curated skill is known.
    """

    target: str
    have: tuple[GapItem, ...]
    missing: tuple[GapItem, ...]
    is_too_little_data: bool
    says: tuple[Reason, ...] = ()


def find_gap(profile: Profile, target: str, snapshot: Snapshot, region: str = "") -> Gap:
    """Have and missing for a target (concept id of an occupation or group).

    `region`: concept id of a region for the ads' figures, "" = the country. An unknown target gives
    an empty gap that says so; a deprecated one is followed. Unknown concepts are ignored and said.
    """
    row = snapshot.followed(snapshot.concept(target))
    if row < 0:
        return Gap(target, (), (), True, (Reason.of("unknown_target", target=target),))
    standing = standing_of(profile, snapshot)
    demand = demand_of(row, snapshot, region)
    experienced = standing.experience_among(stands_in_for(row, snapshot))
    by_experience = tuple(snapshot.concepts.id[one] for one in experienced)
    items = [*_formal_items(demand, standing, by_experience)]
    formal = closure(frozenset(item.key for item in items))
    for skill in demand.skills:
        credential = credential_of_skill(skill.label)
        if credential in formal:  # the licence itself, or what it rests on, is already there
            continue
        held: tuple[str, ...]
        if skill.row in standing.skills:
            held = (skill.concept_id,)
        elif credential in standing.held:
            held = (credential,)
        else:
            held = by_experience if skill.is_essential and not credential else ()
        items.append(
            GapItem(
                "skill", skill.concept_id, skill.label, skill.is_essential, skill.weight,
                skill.evidence, held,
            )
        )  # fmt: skip
    items.sort(
        key=lambda item: (not item.is_requirement, item.kind == "skill", -item.weight, item.key)
    )
    too_little = demand.is_derived and demand.ads_read < MIN_ADS
    return Gap(
        snapshot.concepts.id[row],
        tuple(item for item in items if item.is_held),
        tuple(item for item in items if not item.is_held),
        too_little,
        _says(target, row, standing, demand, snapshot),
    )


def _formal_items(
    demand: OccupationDemand, standing: Standing, by_experience: tuple[str, ...]
) -> list[GapItem]:
    items = []
    authority = demand.regulation.authority if demand.regulation else ""
    evidence = (Evidence("regulation", source=authority),)
    for need in with_grounds(demand.needs):
        held: tuple[str, ...] = (need,) if need in standing.held else ()
        if not held and not demand.is_strict:
            held = by_experience
        items.append(
            GapItem(_KINDS[need.split(":")[0]], need, label_of(need), True, 1.0, evidence, held)
        )
    if demand.level != "none":
        keys = [key for key in LEVEL_KEYS[demand.level] if key in standing.held]
        items.append(
            GapItem(
                "level", f"level:{demand.level}", LEVEL_LABELS[demand.level], True, 0.9,
                (Evidence("regulation", source="SSYK 2012"),), tuple(keys) or by_experience,
            )
        )  # fmt: skip
    return items


def with_grounds(needs: tuple[str, ...]) -> tuple[str, ...]:
    """A licence is shown together with the degree and the practice it rests on, those first."""
    grounds = [
        key
        for need in needs
        if need in LICENCES
        for key in LICENCES[need].ways[0]
        if key.split(":")[0] in ("degree", "practice")
    ]
    return tuple(dict.fromkeys([*grounds, *needs]))


def _says(
    target: str, row: int, standing: Standing, demand: OccupationDemand, snapshot: Snapshot
) -> tuple[Reason, ...]:
    says = [Reason.of("unknown_concept", concept=one) for one in standing.unknown]
    if snapshot.concepts.id[row] != target:
        says.append(Reason.of("followed", old=target, new=snapshot.concepts.id[row]))
    if demand.is_derived:
        says.append(Reason.of("no_curated_skills"))
    if demand.regulation:
        says.extend(Reason.of(code) for code in demand.regulation.says)
    return tuple(says)
