"""When the goal is reached: the formal requirement holds and enough of the skills are covered."""

from dataclasses import dataclass
from functools import cached_property

from catalog.snapshot.snapshot import Snapshot, TrainsForOrigin
from guidance.core.eligibility.phrases import credential_of_skill, is_education
from guidance.core.occupation import LEVEL_KEYS, NEAR, OccupationDemand, stands_in_for
from guidance.core.paths.index import form_of
from guidance.core.standing import Standing

TAU = 0.8  # covered share of the weighted essential skills

# Which school forms bring a person to a group's normal entry level.
_LEVEL_FORMS = {
    "none": frozenset({"HS", "YH", "VUXGY", "FHS", "AUB", "OTHER"}),
    "upper": frozenset({"HS", "YH", "VUXGY", "FHS", "AUB", "OTHER"}),
    "post": frozenset({"HS", "YH", "FHS", "AUB", "OTHER"}),
    "university": frozenset({"HS", "YH"}),
}


@dataclass(frozen=True)
class Training:
    """How an education trains for the target. strength: 0–1 · via: row of the occupation it really
    trains for, when that one stands in for the target; -1 otherwise."""

    strength: float
    origin: TrainsForOrigin
    via: int = -1


@dataclass(frozen=True)
class Goal:
    """A target as seen from where the person stands."""

    demand: OccupationDemand
    standing: Standing
    snapshot: Snapshot

    @cached_property
    def experience(self) -> tuple[int, ...]:
        """Worked occupations that carry over to the target, longest first."""
        return self.standing.experience_among(stands_in_for(self.demand.row, self.snapshot))

    @cached_property
    def near_experience(self) -> tuple[int, ...]:
        """Worked occupations that stand in for the target to a low degree at least."""
        return self.standing.experience_among(stands_in_for(self.demand.row, self.snapshot, NEAR))

    @property
    def is_near(self) -> bool:
        """A related occupation and the formal level, where no curated list says what is needed."""
        keys = LEVEL_KEYS[self.demand.level]
        has_level = not keys or any(key in self.standing.held for key in keys)
        return self.demand.is_derived and has_level and bool(self.near_experience)

    @property
    def basis(self) -> str:
        """What an application now would rest on: experience, skills, or a related occupation."""
        if self.experience:
            return "experience"
        return "skills" if self.is_covered({}) else "related"

    @cached_property
    def weights(self) -> dict[int, float]:
        """Essential skills by row; licences among them belong to the formal requirement."""
        return {
            skill.row: max(skill.weight, 0.05)
            for skill in self.demand.essential
            if not credential_of_skill(skill.label) and not is_education(skill.label)
        }

    @cached_property
    def held(self) -> frozenset[int]:
        """Essential skills that are held, by themselves or through experience."""
        if self.experience or self._is_licensed:
            return frozenset(self.weights)
        return frozenset(self.weights) & self.standing.skills

    @cached_property
    def _is_licensed(self) -> bool:
        needs = self.demand.needs
        return bool(needs) and all(need in self.standing.held for need in needs)

    @cached_property
    def missing_needs(self) -> frozenset[str]:
        """Credentials of the regulation that are not held."""
        if not self.demand.is_strict and self.experience:
            return frozenset()
        return frozenset(need for need in self.demand.needs if need not in self.standing.held)

    @cached_property
    def has_level(self) -> bool:
        """Whether the normal entry level is reached, by credentials or by experience."""
        keys = LEVEL_KEYS[self.demand.level]
        return not keys or bool(self.experience) or any(k in self.standing.held for k in keys)

    @property
    def is_reached(self) -> bool:
        """Whether the person can apply now."""
        if self.missing_needs or not self.has_level:
            return False
        return self.is_covered({}) or self.is_near

    def share(self, given: dict[int, float], strength: float = 0.0) -> float:
        """Covered share of the weighted essential skills."""
        total = sum(self.weights.values())
        if not total:
            return 1.0 if self.experience or self._is_licensed else strength
        return (
            sum(
                weight * (1.0 if row in self.held else max(given.get(row, 0.0), strength))
                for row, weight in self.weights.items()
            )
            / total
        )

    def is_covered(self, given: dict[int, float], strength: float = 0.0) -> bool:
        """Whether what is held, given and trained for is enough."""
        if not self.weights and self.demand.level == "none" and not self.demand.needs:
            return True
        return self.share(given, strength) >= TAU - 1e-9

    def reaches_level(self, row: int, training: Training | None) -> bool:
        """Whether a person with this education has reached the entry level."""
        if self.has_level:
            return True
        return (
            training is not None and form_of(row, self.snapshot) in _LEVEL_FORMS[self.demand.level]
        )
