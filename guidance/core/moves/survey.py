"""Every occupation as seen from one person: what is held, and a day before which none is reached.

`Goal` says the same of one occupation at a time; a test holds them together. Arrays have one entry
per occupation, in the order of `Targets`.
"""

from functools import cached_property

import numpy as np

from catalog.snapshot.arrays import Array
from guidance.core.moves.earliest import Earliest, earliest_of
from guidance.core.moves.index import MoveIndex
from guidance.core.occupation import LEVEL_KEYS, MAX_SKILLS, NEAR, STEADY
from guidance.core.paths.goal import TAU
from guidance.core.paths.leading import TOGETHER
from guidance.core.paths.occasions import Ground
from guidance.core.search.every import NEVER
from guidance.core.standing import Standing

# Sums of the same weights in another order differ by less than this.
_SLACK = 1e-6
_APART = float(2 * MAX_SKILLS)  # every weight is 1 at most


class Survey:
    """One person before all occupations."""

    def __init__(self, standing: Standing, ground: Ground, index: MoveIndex) -> None:
        self.standing = standing
        self.ground = ground
        self.index = index
        self.targets = index.targets

    @cached_property
    def kinship(self) -> Array:
        """float64: how well steady experience of the person's stands in for it; 1 the same job."""
        return self._kinship[0]

    @cached_property
    def kin(self) -> Array:
        """int64 concept row of the worked occupation behind `kinship`, -1 none."""
        return self._kinship[1]

    @cached_property
    def _kinship(self) -> tuple[Array, Array]:
        size = len(self.targets)
        degree, kin = np.zeros(size), np.full(size, -1, np.int64)
        substitutes = self.ground.snapshot.occupations.substitutes
        worked = frozenset(row for row, _ in self.standing.worked)
        for row in self.standing.experience_among(worked):
            near = [(row, 1.0), *((target, w) for target, w, _, _ in substitutes.of_row(row))]
            for target, weight in near:
                number = int(self.targets.number[target])
                if number >= 0 and weight > degree[number]:
                    degree[number], kin[number] = weight, row
        return degree, kin

    @cached_property
    def is_experienced(self) -> Array:
        """bool: experience carries over."""
        return np.asarray(self.kinship >= STEADY)

    @cached_property
    def missing(self) -> dict[int, tuple[str, ...]]:
        """Credentials of the regulation that are lacking, by number, where any is."""
        held, found = self.standing.held, {}
        for number in np.flatnonzero(self.targets.is_regulated).tolist():
            if self.targets.is_strict[number] or not self.is_experienced[number]:
                lacking = tuple(
                    dict.fromkeys(
                        key for key in self.targets.demands[number].needs if key not in held
                    )
                )
                if lacking:
                    found[number] = lacking
        return found

    @cached_property
    def _is_licensed(self) -> Array:
        held = self.standing.held
        licensed = np.zeros(len(self.targets), bool)
        for number in np.flatnonzero(self.targets.is_regulated).tolist():
            licensed[number] = held.issuperset(self.targets.demands[number].needs)
        return licensed

    @cached_property
    def has_formal_level(self) -> Array:
        """bool: credentials reach the normal entry level of the group."""
        reached = {
            level: not keys or any(key in self.standing.held for key in keys)
            for level, keys in LEVEL_KEYS.items()
        }
        return np.array([reached[one.level] for one in self.targets.demands], bool)

    @cached_property
    def has_level(self) -> Array:
        """bool: credentials or experience do."""
        return np.asarray(self.has_formal_level | self.is_experienced)

    @cached_property
    def is_held(self) -> Array:
        """bool per weighed skill of `Targets`: held, by itself or through experience."""
        rows = np.array(sorted(self.standing.skills), np.int64)
        all_held = self.is_experienced | self._is_licensed
        return np.asarray(np.isin(self.targets.skill, rows) | all_held[self.targets.owner])

    @cached_property
    def held_weight(self) -> Array:
        """float64 weight of the skills held."""
        weight = np.where(self.is_held, self.targets.weight, 0.0)
        return np.bincount(self.targets.owner, weight, len(self.targets))

    @cached_property
    def held_count(self) -> Array:
        """int64 number of weighed skills held by themselves or through experience."""
        return np.bincount(self.targets.owner, self.is_held, len(self.targets)).astype(np.int64)

    @cached_property
    def is_covered(self) -> Array:
        """bool: enough of the skills is held."""
        targets = self.targets
        has_skills = targets.total > 0
        share = self.held_weight / np.where(has_skills, targets.total, 1.0)
        demands_nothing = np.array(
            [one.level == "none" and not one.needs for one in targets.demands]
        )
        bare = demands_nothing | self.is_experienced | self._is_licensed
        return np.where(has_skills, share >= TAU - 1e-9, bare)

    @cached_property
    def is_reached(self) -> Array:
        """bool: the person can apply now."""
        is_near = self.targets.is_derived & self.has_formal_level & (self.kinship >= NEAR)
        reached = self.has_level & (self.is_covered | is_near)
        reached[list(self.missing)] = False
        return np.asarray(reached)

    @cached_property
    def earliest(self) -> Earliest:
        """Lower bounds on educations and credentials."""
        return earliest_of(self.standing, self.ground, self.index)

    @cached_property
    def arrival(self) -> Array:
        """int64 day before which no way arrives; NEVER when there is none, today when reached."""
        day = np.maximum(self._covering, self._levelling)
        for number, lacking in self.missing.items():
            day[number] = max(day[number], *(self._had(key) for key in lacking))
        day = np.where(self.is_reached, self.ground.today, np.maximum(day, self.ground.today))
        return np.where(day > self.ground.horizon, NEVER, day)

    @cached_property
    def openers(self) -> Array:
        """int64 number of educations that train for it and can be had within the limits."""
        pairs = self.index.pairs
        can_be_had = (pairs.strength > 0) & (self._pair_ends < NEVER)
        return np.bincount(pairs.occupation[can_be_had], minlength=len(self.targets))

    @cached_property
    def has_ground(self) -> Array:
        """bool: something that the person holds speaks for it."""
        ground = (self.kinship > 0) | (self.held_count > 0)
        for number in np.flatnonzero(self.targets.is_regulated).tolist():
            needs = self.targets.demands[number].needs
            ground[number] |= any(key in self.standing.held for key in needs)
        return ground

    @cached_property
    def lacking_count(self) -> Array:
        """int64 number of things that are missing: skills, credentials, the entry level."""
        lacking = np.bincount(self.targets.owner, ~self.is_held, len(self.targets))
        lacking += ~self.has_level
        for number, keys in self.missing.items():
            lacking[number] += len(keys)
        return lacking.astype(np.int64)

    def _had(self, key: str) -> int:
        return self._days_had[self.index.credentials.places[key]]

    @cached_property
    def _days_had(self) -> list[int]:
        days: list[int] = self.earliest.had.tolist()
        return days

    @cached_property
    def _pair_ends(self) -> Array:
        return self.earliest.ends[self.index.pairs.education]

    @cached_property
    def _levelling(self) -> Array:
        """The day the entry level is reached at the earliest."""
        pairs, day = self.index.pairs, np.full(len(self.targets), NEVER)
        levels = pairs.has_level & (pairs.strength > 0)
        np.minimum.at(day, pairs.occupation[levels], self._pair_ends[levels])
        return np.where(self.has_level, self.ground.today - 1, day)

    @cached_property
    def _covering(self) -> Array:
        """The day enough of the skills could be covered at the earliest."""
        day = _Covering(self).days()
        for number in self.missing:
            # An education or step that gives a credential the job rests on teaches all of it.
            goal_keys = self.index.rests_on[number] - self.standing.held
            day[number] = min([int(day[number]), *(self._had(key) for key in goal_keys)])
        return day


class _Covering:
    """What at most three educations could cover together, by day.

    Of an education that trains for the occupation all skills count at its strength, and beyond it
    what its own skills add; of any other only its skills. What two of them have in common is
    counted twice: too much, so no day is too late.
    """

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        targets, pairs, taught = survey.targets, survey.index.pairs, survey.index.taught
        has_skills = targets.total > 0
        # Without known skills a training stands for all of them.
        self.total = np.where(has_skills, targets.total, 1.0)
        self.open = np.where(has_skills, self.total - survey.held_weight, 1.0)
        self.lacking = self.open - (1.0 - TAU) * self.total - _SLACK
        self.lacking[survey.is_covered] = -1.0
        beyond = pairs.beyond.copy()
        held = np.isin(pairs.part_skill, _rows(survey))
        beyond -= np.bincount(pairs.part_pair[held], pairs.part[held], len(beyond))
        ends = _least(survey.earliest.ends[taught.education], taught.first)
        slots = np.flatnonzero((taught.slot >= 0) & ~survey.is_held)
        slot_ends = ends[taught.slot[slots]]
        is_open = survey._pair_ends < NEVER
        slots, slot_ends = slots[slot_ends < NEVER], slot_ends[slot_ends < NEVER]
        self.owner = np.concatenate([pairs.occupation[is_open], targets.owner[slots]])
        self.ends = np.concatenate([survey._pair_ends[is_open], slot_ends])
        self.strength = np.concatenate([pairs.strength[is_open], np.zeros(len(slots))])
        most = taught.most[taught.slot[slots]]
        self.extra = np.concatenate(
            [np.maximum(beyond[is_open], 0.0), targets.weight[slots] * most]
        )

    def days(self) -> Array:
        """The first day on which enough could be covered; NEVER when none."""
        size, today = len(self.survey.targets), self.survey.ground.today
        day = np.full(size, NEVER)
        alone = self.strength * self.open[self.owner] + self.extra >= self.lacking[self.owner]
        np.minimum.at(day, self.owner[alone], self.ends[alone])
        day[self.lacking <= 0] = today - 1
        self._together(day)
        return day

    def _together(self, day: Array) -> None:
        """Move days forward where several educations could cover enough before one alone does.

        Halving: of each occupation the days between which the first such day lies.
        """
        before = self.ends < day[self.owner]
        self._keep(before)
        could = np.flatnonzero(self._is_enough(np.full(len(day), NEVER - 1)))
        could = could[day[could] >= self.survey.ground.today]
        chosen = np.zeros(len(day), bool)
        chosen[could] = True
        self._keep(chosen[self.owner])
        low = np.full(len(day), self.survey.ground.today - 1)
        high = np.where(chosen, np.minimum(day, self.survey.ground.horizon), low)
        while bool((is_open := high - low > 1).any()):
            # What ends later than the days that are left, or is settled, is not looked at again.
            self._keep(is_open[self.owner] & (self.ends <= high[self.owner]))
            middle = (low + high) // 2
            enough = self._is_enough(middle)
            high = np.where(enough & is_open, middle, high)
            low = np.where(enough | ~is_open, low, middle)
        day[chosen] = np.minimum(day, high)[chosen]

    def _keep(self, kept: Array) -> None:
        self.owner, self.ends = self.owner[kept], self.ends[kept]
        self.strength, self.extra = self.strength[kept], self.extra[kept]

    def _is_enough(self, by: Array) -> Array:
        """Whether what ends by a day, one per occupation, could cover enough."""
        done = self.ends <= by[self.owner]
        owner, strength, extra = self.owner[done], self.strength[done], self.extra[done]
        size = len(by)
        uniform = np.zeros(size)
        np.maximum.at(uniform, owner, strength)
        # With a training of strength s, others add at most the part of theirs beyond s.
        extra = np.where(strength > 0, extra, extra * (1.0 - uniform[owner]))
        # One number to sort by is three times as fast as two; no extra comes near the distance.
        order = np.argsort(owner * _APART - extra)
        owner, extra = owner[order], extra[order]
        first = np.arange(len(owner)) - np.searchsorted(owner, owner) < TOGETHER
        added = np.bincount(owner[first], extra[first], size)
        return np.asarray(uniform * self.open + added >= self.lacking)


def _rows(survey: Survey) -> Array:
    return np.array(sorted(survey.standing.skills), np.int64)


def _least(ends: Array, first: Array) -> Array:
    return np.minimum.reduceat(ends, first[:-1]) if len(first) > 1 else ends[:0]
