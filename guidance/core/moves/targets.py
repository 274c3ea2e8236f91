"""Every occupation as a target: what it demands, side by side in arrays.

The same demands as `demand_of` and `Goal.weights` give one occupation at a time; a test holds them
together. Rows are concept rows, numbers count the occupations from 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import Array, spread
from catalog.snapshot.snapshot import CONCEPT_TYPES, SkillOrigin, Snapshot
from guidance.core.eligibility.phrases import credential_of_skill, is_education
from guidance.core.occupation import (
    FALLBACK,
    MAX_SKILLS,
    OccupationDemand,
    ads_place,
    level_of,
    refused_skills,
)
from guidance.core.regulated import regulation_of

_LEAST_WEIGHT = 0.05


@dataclass(frozen=True)
class Targets:
    """All active occupations, in the order of their rows.

    demands: without skills, which stand in the arrays · rows, groups: int64 concept rows, -1 no
    group · number: int32 concept row → number, -1 no occupation · is_derived, is_strict,
    is_regulated: bool · first: int64 (occupations + 1), skills of number i are
    skill[first[i]:first[i + 1]] · owner: int32 number of each · skill: int32 concept rows · weight:
    float64 · total: float64 weight of each occupation.
    """

    demands: tuple[OccupationDemand, ...]
    rows: Array
    groups: Array
    number: Array
    is_derived: Array
    is_strict: Array
    is_regulated: Array
    first: Array
    owner: Array
    skill: Array
    weight: Array
    total: Array

    def __len__(self) -> int:
        return len(self.rows)


def targets_of(snapshot: Snapshot) -> Targets:
    """Every active occupation of a snapshot, weighed."""
    concepts = snapshot.concepts
    is_occupation = concepts.type == CONCEPT_TYPES.index("occupation-name")
    rows = np.flatnonzero(is_occupation & ~concepts.is_deprecated).astype(np.int64)
    groups = concepts.broader[rows].astype(np.int64)
    number = np.full(len(concepts.type), -1, np.int32)
    number[rows] = np.arange(len(rows))
    counts = np.diff(snapshot.occupations.essential.indptr)[rows]
    owner, skill, weight = _essential(rows, groups, counts == 0, snapshot)
    first = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=len(rows)), out=first[1:])
    demands = tuple(
        _demand(row, group, is_derived, snapshot)
        for row, group, is_derived in zip(
            rows.tolist(), groups.tolist(), (counts == 0).tolist(), strict=True
        )
    )
    return Targets(
        demands, rows, groups, number, counts == 0,
        np.array([one.is_strict for one in demands], bool),
        np.array([bool(one.needs) for one in demands], bool),
        first, owner.astype(np.int32), skill.astype(np.int32), weight,
        np.bincount(owner, weight, len(rows)),
    )  # fmt: skip


def _demand(row: int, group: int, is_derived: bool, snapshot: Snapshot) -> OccupationDemand:
    concepts = snapshot.concepts
    ssyk = concepts.code[group] if group >= 0 else ""
    label = concepts.label[row]
    regulation = regulation_of(concepts.id[row], label, ssyk)
    needs = regulation.needs if regulation else ()
    level = "none" if needs else level_of(ssyk)
    return OccupationDemand(row, group, ssyk, label, regulation, needs, level, (), is_derived, 0)


def _essential(
    rows: Array, groups: Array, is_derived: Array, snapshot: Snapshot
) -> tuple[Array, Array, Array]:
    """(owner, skill, weight) of the weighed skills, heaviest first within each owner."""
    owner, skill, origin, weight = _without_refused(rows, groups, snapshot)
    # Of the ties of a pair the one of the first origin counts, and of those the heaviest.
    order = np.lexsort((-weight, origin, skill, owner))
    owner, skill, origin, weight = (one[order] for one in (owner, skill, origin, weight))
    is_first = np.ones(len(owner), bool)
    is_first[1:] = (owner[1:] != owner[:-1]) | (skill[1:] != skill[:-1])
    owner, skill, weight = owner[is_first], skill[is_first], weight[is_first]
    origin = np.minimum(origin[is_first], SkillOrigin.ADS)
    concepts = len(snapshot.concepts.type)
    essential = snapshot.occupations.essential
    of, places = spread(essential.indptr, rows)
    listed = of * concepts + essential.target[places]
    is_listed = np.isin(owner * concepts + skill, listed)
    order = np.lexsort((skill, -_rounded(weight, 6), origin, ~is_listed, owner))
    owner, skill, weight, is_listed = (one[order] for one in (owner, skill, weight, is_listed))
    kept = _place_within(owner) < MAX_SKILLS
    owner, skill, weight, is_listed = (one[kept] for one in (owner, skill, weight, is_listed))
    able = ~_among_labels(skill, is_education, snapshot)
    owner, skill, weight, is_listed = (one[able] for one in (owner, skill, weight, is_listed))
    chosen = np.where(is_derived[owner], _place_within(owner) < FALLBACK, is_listed)
    owner, skill, weight = owner[chosen], skill[chosen], weight[chosen]
    kept = ~_among_labels(skill, lambda label: bool(credential_of_skill(label)), snapshot)
    return owner[kept], skill[kept], np.maximum(_rounded(weight, 4), _LEAST_WEIGHT)[kept]


def _without_refused(
    rows: Array, groups: Array, snapshot: Snapshot
) -> tuple[Array, Array, Array, Array]:
    """The ties below but for those that an editor says no to; an editor's origin goes first."""
    owner, skill, origin, weight = _ties(rows, groups, snapshot)
    is_editors = origin == SkillOrigin.EDITOR
    is_no = is_editors & (weight == 0)
    refused = [
        number * len(snapshot.concepts.type) + one
        for number in np.unique(owner[is_no]).tolist()
        for one in refused_skills(int(rows[number]), int(groups[number]), snapshot)
    ]
    kept = ~is_no & ~np.isin(owner * len(snapshot.concepts.type) + skill, refused)
    origin = np.where(is_editors, SkillOrigin.standing(SkillOrigin.EDITOR), origin)
    return owner[kept], skill[kept], origin[kept], weight[kept]


def _ties(rows: Array, groups: Array, snapshot: Snapshot) -> tuple[Array, Array, Array, Array]:
    """Every tie of an occupation or its group to a skill: owner, skill, origin, weight."""
    skills = snapshot.occupations.skills
    of, places = spread(skills.indptr, rows)
    grouped = np.flatnonzero(groups >= 0)
    of_group, group_places = spread(skills.indptr, groups[grouped])
    ads_of, ads_skill, ads_share = _ads(groups, snapshot)
    places = np.concatenate([places, group_places])
    return (
        np.concatenate([of, grouped[of_group], ads_of]).astype(np.int64),
        np.concatenate([skills.target[places], ads_skill]).astype(np.int64),
        # After all others: what ads alone ask for.
        np.concatenate([skills.origin[places], np.full(len(ads_of), 9)]).astype(np.int64),
        np.concatenate([skills.weight[places], ads_share]).astype(np.float64),
    )


def _ads(groups: Array, snapshot: Snapshot) -> tuple[Array, Array, Array]:
    """Share of the ads read that ask for a skill: owner, skill, share."""
    demand = snapshot.demand
    owners: list[Array] = [np.zeros(0, np.int64)]
    skills: list[Array] = [np.zeros(0, np.int64)]
    shares: list[Array] = [np.zeros(0)]
    for group in np.unique(groups[groups >= 0]).tolist():
        place, total = ads_place(group, snapshot)
        if place < 0:
            continue
        start = int(np.searchsorted(demand.skill_ads_group, group, "left"))
        stop = int(np.searchsorted(demand.skill_ads_group, group, "right"))
        here = start + np.flatnonzero(demand.skill_ads_place[start:stop] == place)
        asked = demand.skill_ads_required[here].astype(np.float64) + demand.skill_ads_merit[here]
        members = np.flatnonzero(groups == group)
        owners.append(np.repeat(members, len(here)))
        skills.append(np.tile(demand.skill_ads_skill[here].astype(np.int64), len(members)))
        shares.append(np.tile(asked / total if total else asked * 0, len(members)))
    return np.concatenate(owners), np.concatenate(skills), np.concatenate(shares)


def _place_within(owner: Array) -> Array:
    """0, 1, 2 … within each stretch of the same owner; owners are in order."""
    return np.arange(len(owner)) - np.searchsorted(owner, owner)


def _rounded(amounts: Array, digits: int) -> Array:
    """As Python rounds, which NumPy does not quite."""
    known, inverse = np.unique(amounts, return_inverse=True)
    return np.array([round(one, digits) for one in known.tolist()], np.float64)[inverse]


def _among_labels(skills: Array, is_meant: Callable[[str], bool], snapshot: Snapshot) -> Array:
    known, inverse = np.unique(skills, return_inverse=True)
    labels = snapshot.concepts.label
    return np.array([is_meant(labels[row]) for row in known.tolist()], bool)[inverse]
