"""The shape of an answer: legs, paths and the set of paths that no other path beats."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from guidance.core.profile import Limits, Reason

LegKind = Literal["study", "complement", "validation", "licence", "wait"]
PathName = Literal["fastest", "cheapest", "nearest", "safest"]
Judgement = Literal["satisfied", "missing", "unjudged", "none"]


@dataclass(frozen=True)
class EligibilityAnswer:
    """How an entry requirement stands for this person at this point of the path.

    missing: credential keys still lacking · verbatim: the source's own words that could not be
    judged · text: the whole requirement, verbatim.
    """

    judgement: Judgement
    missing: tuple[str, ...] = ()
    verbatim: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Leg:
    """One dated step. Ids are the catalogue's own; a licence or validation leg has none.

    start, end: inclusive calendar dates · is_estimated: dates follow from length and pace, not from
    an event · apply_by: last day to apply, None when there is none or it is open · pace: percent ·
    weeks: full-time weeks · distance_km: on-site distance, 0 for distance study, None unknown ·
    cost: SEK ·
    is_cost_assumed: no record states it: public education is free by default, and what a step
    outside school costs is approximate · gives_skills: concept ids ·
    gives_credentials: credential keys · min_days, max_days: the usual range, for validation and
    licences · source, fetched_at: where the record comes from, "" for a step that has none: it
    is general knowledge, and its reasons name the authority to ask.
    """

    kind: LegKind
    name: str
    start: date
    end: date
    is_estimated: bool = False
    education_id: str = ""
    event_id: str = ""
    form: str = ""
    provider: str = ""
    place: str = ""
    is_distance: bool = False
    onsite: int | None = None
    apply_by: date | None = None
    pace: int = 100
    weeks: float = 0.0
    credits: float | None = None
    credit_system: str = ""
    distance_km: float | None = None
    cost: float = 0.0
    is_cost_assumed: bool = True
    student_aid: str = ""
    gives_skills: tuple[str, ...] = ()
    gives_credentials: tuple[str, ...] = ()
    trains_for: str = ""
    eligibility: EligibilityAnswer = EligibilityAnswer("none")
    is_selective: bool = False
    is_if_approved: bool = False
    decided_by: str = ""
    min_days: int | None = None
    max_days: int | None = None
    url: str = ""
    source: str = ""
    fetched_at: str = ""
    other_events: int = 0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Path:
    """Legs in order of start. No legs means: apply now.

    arrival: the day the goal is reached · cost: SEK · distance_km: the worst leg's · bottlenecks:
    number of uncertain steps · covered, needed: essential skills held or given, and asked for.
    """

    names: tuple[PathName, ...]
    legs: tuple[Leg, ...]
    arrival: date
    weeks: float
    cost: float
    distance_km: float
    bottlenecks: int
    covered: int
    needed: int
    reasons: tuple[Reason, ...] = ()

    @property
    def is_apply_now(self) -> bool:
        return not self.legs


@dataclass(frozen=True)
class Dropped:
    """An education that is in no plan, and why: one of a closed list of reasons."""

    education_id: str
    title: str
    reason: Reason


@dataclass(frozen=True)
class PathSet:
    """The answer. Reproducible byte for byte from snapshot, profile, target, limits and today."""

    snapshot_id: str
    today: date
    target: str
    followed_from: str
    limits: Limits
    paths: tuple[Path, ...]
    says: tuple[Reason, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    is_exact: bool = True
