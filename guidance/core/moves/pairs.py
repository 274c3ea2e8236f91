"""What brings somebody nearer to an occupation: educations that train for it or teach its skills.

An education that teaches a single skill of an occupation does the same for every occupation that
asks for the skill, so those are kept by skill; only trainings and educations that teach several
skills of the same occupation are kept as pairs.
"""

from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import Array, spread
from guidance.core.moves.targets import Targets
from guidance.core.moves.trainings import Trainings
from guidance.core.paths.index import Index


@dataclass(frozen=True)
class Taught:
    """Educations that teach a skill that some occupation asks for.

    skill: int64 concept rows in order · first: int64 (skills + 1), education: int32 rows, those
    that teach skill i are education[first[i]:first[i + 1]], with the strength (float64) of each ·
    most: float64, the greatest strength per skill · slot: int64 place in `skill` of each of the
    occupations' skills, -1 where nothing teaches it.
    """

    skill: Array
    first: Array
    education: Array
    strength: Array
    most: Array
    slot: Array


@dataclass(frozen=True)
class Pairs:
    """One row per occupation and education, in that order.

    first: int64 (occupations + 1) · occupation: int64 numbers · education: int64 rows · strength:
    float64, how much it trains for the occupation, 0 not at all · has_level: bool · beyond:
    float64, weight that its skills cover beyond that strength when none is held · part_skill: int64
    concept rows in order, part_pair, part: what of `beyond` is the skill's.
    """

    first: Array
    occupation: Array
    education: Array
    strength: Array
    has_level: Array
    beyond: Array
    part_skill: Array
    part_pair: Array
    part: Array


def taught_by(targets: Targets, index: Index) -> Taught:
    """Who teaches what, each education once per skill with its greatest strength."""
    skills = np.unique(targets.skill).astype(np.int64)
    place, at = spread(index.teachers.indptr, skills)
    education = index.teachers.target[at].astype(np.int64)
    strength = index.teachers.weight[at].astype(np.float64)
    order = np.lexsort((-strength, education, place))
    place, education, strength = place[order], education[order], strength[order]
    kept = np.ones(len(place), bool)
    kept[1:] = (place[1:] != place[:-1]) | (education[1:] != education[:-1])
    place, education, strength = place[kept], education[kept], strength[kept]
    known, first = np.unique(place, return_index=True)
    places = np.full(len(skills), -1, np.int64)
    places[known] = np.arange(len(known))
    return Taught(
        skills[known],
        np.append(first, len(place)).astype(np.int64),
        education.astype(np.int32),
        strength,
        np.maximum.reduceat(strength, first) if len(first) else strength,
        places[np.searchsorted(skills, targets.skill)],
    )


def pairs_of(targets: Targets, trainings: Trainings, taught: Taught, educations: int) -> Pairs:
    """Trainings, and educations that teach several skills of one occupation."""
    slots = np.flatnonzero(taught.slot >= 0)
    of, at = spread(taught.first, taught.slot[slots])
    slot = slots[of]
    code = targets.owner[slot].astype(np.int64) * educations + taught.education[at]
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    is_again = ordered[1:] == ordered[:-1]
    trained = trainings.occupation * educations + trainings.education
    counts = trainings.is_full | _among(trained, ordered)
    codes = np.unique(np.concatenate([ordered[1:][is_again], trained[counts]]))
    strength = np.zeros(len(codes))
    has_level = np.zeros(len(codes), bool)
    place = np.searchsorted(codes, trained[counts])
    strength[place] = trainings.strength[counts]
    has_level[place] = trainings.has_level[counts]
    known = np.flatnonzero(_among(code, codes))
    pair, slot = np.searchsorted(codes, code[known]), slot[known]
    part = targets.weight[slot] * np.maximum(0.0, taught.strength[at[known]] - strength[pair])
    by_skill = np.argsort(targets.skill[slot], kind="stable")
    return Pairs(
        np.searchsorted(codes, np.arange(len(targets) + 1) * educations),
        codes // educations,
        codes % educations,
        strength,
        has_level,
        np.bincount(pair, part, len(codes)),
        targets.skill[slot][by_skill].astype(np.int64),
        pair[by_skill],
        part[by_skill],
    )


def _among(some: Array, ordered: Array) -> Array:
    """Which of some are among others in order; much faster than `np.isin` over a million."""
    if not len(ordered):
        return np.zeros(len(some), bool)
    place = np.minimum(np.searchsorted(ordered, some), len(ordered) - 1)
    return np.asarray(ordered[place] == some)
