"""Which candidates may have a part in a way: alone, or at most three side by side.

More than three educations that each give a little is no way anyone would call short, so a way
combines at most three. Whatever cannot be among three that cover enough is set aside before
anything is read or weighed; the search is exact over the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import Array
from guidance.core.paths.candidates import Candidate
from guidance.core.paths.goal import TAU, Goal

TOGETHER = 3


def leading_among(candidates: Iterable[Candidate], goal: Goal) -> tuple[int, ...]:
    """Rows of the candidates that lead there alone or together with others, in their order."""
    every = list(candidates)
    if not every:
        return ()
    given = _given(every, goal)
    has_level = np.array([goal.reaches_level(one.row, one.training) for one in every])
    if not has_level.any():
        return ()
    lacking = TAU * given.total - given.held - 1e-9
    covers = given.gains.sum(axis=1) >= lacking
    chosen = covers | _useful(given.gains, covers, lacking, goal)
    if not has_level[chosen].all():
        chosen |= has_level
    return tuple(one.row for one, is_chosen in zip(every, chosen, strict=True) if is_chosen)


@dataclass(frozen=True)
class _Given:
    """gains: candidate × skill, weight covered anew · held: weight covered already · total."""

    gains: Array
    held: float
    total: float


def _given(every: list[Candidate], goal: Goal) -> _Given:
    strengths = np.array([one.strength for one in every])
    if not goal.weights:
        return _Given(strengths[:, None] * 1.0, goal.share({}), 1.0)
    weights = np.array(list(goal.weights.values()))
    places = {row: number for number, row in enumerate(goal.weights)}
    gains = np.repeat(strengths[:, None], len(weights), axis=1)
    for number, one in enumerate(every):
        for row, strength in one.skills:
            gains[number, places[row]] = max(strength, one.strength)
    is_held = np.array([row in goal.held for row in goal.weights])
    gains[:, is_held] = 0.0
    return _Given(gains * weights, float(weights[is_held].sum()), float(weights.sum()))


def _useful(gains: Array, covers: Array, lacking: float, goal: Goal) -> Array:
    """Those that do not cover enough but might with the two greatest others."""
    partial = np.flatnonzero(~covers)
    useful = np.zeros(len(covers), bool)
    if not len(partial) or goal.demand.is_strict:
        return useful
    if gains[partial].max(axis=0).sum() < lacking:
        return useful
    own = gains[partial].sum(axis=1)
    greatest = np.sort(own)[::-1][: TOGETHER - 1].sum()
    useful[partial] = (own > 0) & (own + greatest >= lacking)
    return useful
