"""What a person can do and holds, as they accepted it. Nothing here identifies anyone."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class HeldOccupation:
    """An occupation the person has worked in. months: None when not said."""

    concept_id: str
    months: int | None = None


@dataclass(frozen=True)
class Profile:
    """Accepted skills (concept ids), earlier occupations and credentials.

    credentials: keys of the credential lattice in `guidance.core.eligibility.credentials`, such as
    `course:engelska 6`, `basic:HS`, `driving:B`, `licence:sjuksköterska`, `degree:…` ·
    municipality: municipality code (four digits) or "" when not said.
    """

    skills: frozenset[str] = frozenset()
    occupations: tuple[HeldOccupation, ...] = ()
    credentials: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    municipality: str = ""


@dataclass(frozen=True)
class Limits:
    """What the person can manage; loosening one never makes the best arrival later.

    pace: highest total pace, percent · reach_km: how far to travel to studies in place, None = no
    limit, 0 = the own municipality only · is_distance_ok: distance study counts · budget: own cost,
    SEK, None = no limit · horizon_years: how far ahead to look · may_move: place does not matter.
    """

    pace: int = 100
    reach_km: float | None = 60.0
    is_distance_ok: bool = True
    budget: float | None = None
    horizon_years: int = 6
    may_move: bool = False


@dataclass(frozen=True)
class Reason:
    """A code with its evidence; templates word it, the core never builds a sentence."""

    code: str
    evidence: tuple[tuple[str, str | int | float], ...] = field(default=())

    @classmethod
    def of(cls, code: str, **evidence: str | int | float) -> "Reason":
        """A reason with its evidence in a stable order."""
        return cls(code, tuple(sorted(evidence.items())))

    @property
    def facts(self) -> dict[str, str | int | float]:
        """The evidence as a dictionary, for templates."""
        return dict(self.evidence)
