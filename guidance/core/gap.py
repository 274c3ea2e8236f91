"""What the target asks for, and which of it the person has. Counts of things, never a percentage."""

from dataclasses import dataclass
from typing import Literal

from guidance.core.profile import Reason

GapKind = Literal["skill", "degree", "licence", "driving", "language", "experience", "level"]
GapOrigin = Literal["regulation", "curated", "calculated", "group", "ads"]


@dataclass(frozen=True)
class Evidence:
    """Why we say that the target asks for this.

    origin: who says it · ads_with, ads_total: of the ads read, 0 when not from ads · place: concept id
    of the region or country · period: ISO interval or year · source: source key.
    """

    origin: GapOrigin
    ads_with: int = 0
    ads_total: int = 0
    place: str = ""
    period: str = ""
    source: str = ""


@dataclass(frozen=True)
class GapItem:
    """One thing the target asks for. key: concept id for skills, credential key otherwise.

    weight: 0–1, the order of importance · is_requirement: requirement, else merit · held_by: what in
    the profile covers it (concept ids or credential keys), empty when missing.
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
