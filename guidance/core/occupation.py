"""What an occupation demands: the formal requirement and the weighted skills, with who says so."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from catalog.snapshot.arrays import Links
from catalog.snapshot.snapshot import SkillOrigin, Snapshot
from guidance.core.eligibility.phrases import is_education
from guidance.core.once import once_per_snapshot, remembered
from guidance.core.regulated import Regulation, regulation_of

GapOrigin = Literal["regulation", "editor", "curated", "calculated", "group", "ads"]
Level = Literal["none", "upper", "post", "university"]

MIN_ADS = 20
MAX_SKILLS = 64  # as many as the search can hold in one mask
FALLBACK = 8  # how many derived skills count as essential when no curated list exists
STEADY = 0.75  # substitutability at which experience carries over
NEAR = 0.25  # substitutability at which it is worth an application

_ORIGINS: dict[int, GapOrigin] = {
    SkillOrigin.EDITOR: "editor",
    SkillOrigin.CURATED: "curated",
    SkillOrigin.CALCULATED: "calculated",
    SkillOrigin.GROUP: "group",
    SkillOrigin.ADS: "ads",
}

# What satisfies the normal entry level of a group, besides experience in the occupation.
LEVEL_KEYS: dict[Level, tuple[str, ...]] = {
    "none": (),
    "upper": ("exam:gymnasium",),
    "post": ("degree:yrkeshögskoleexamen", "degree:examen"),
    "university": ("degree:examen",),
}
LEVEL_LABELS: dict[Level, str] = {
    "none": "Ingen utbildning krävs",
    "upper": "Gymnasieutbildning inom området",
    "post": "Eftergymnasial utbildning, ungefär två år",
    "university": "Högskoleutbildning",
}


@dataclass(frozen=True)
class Evidence:
    """Why we say that the target asks for this.

    origin: who says it · ads_with, ads_total: of the ads read, 0 when not from ads · place: concept
    id of the region or country · period: ISO interval or year · source: source key.
    """

    origin: GapOrigin
    ads_with: int = 0
    ads_total: int = 0
    place: str = ""
    period: str = ""
    source: str = ""


@dataclass(frozen=True)
class SkillDemand:
    """A skill that the occupation asks for. weight: 0–1 · is_essential: counts for the goal."""

    row: int
    concept_id: str
    label: str
    weight: float
    is_essential: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class OccupationDemand:
    """Everything the target asks for. needs: credential keys of the regulation, () when there is
    none · level: the group's normal entry level, only for occupations without a regulation ·
    is_derived: essential skills follow from calculation or ads, no curated list exists ·
    ads_read: how many ads stand behind the ads' figures."""

    row: int
    group_row: int
    ssyk: str
    label: str
    regulation: Regulation | None
    needs: tuple[str, ...]
    level: Level
    skills: tuple[SkillDemand, ...]
    is_derived: bool
    ads_read: int

    @property
    def essential(self) -> tuple[SkillDemand, ...]:
        return tuple(skill for skill in self.skills if skill.is_essential)

    @property
    def is_leading(self) -> bool:
        """A manager or director (SSYK major group 1)."""
        return self.ssyk.startswith("1")

    @property
    def is_strict(self) -> bool:
        """Nothing but the credentials opens this occupation."""
        return bool(self.needs) and self.regulation is not None and self.regulation.is_strict


_demands: dict[str, dict[tuple[int, str], OccupationDemand]] = {}


def demand_of(row: int, snapshot: Snapshot, region: str = "") -> OccupationDemand:
    """The demand of an occupation or group (concept row). region: concept id, "" = the country."""
    return remembered(snapshot, _demands, (row, region), lambda: _found(row, snapshot, region))


def _found(row: int, snapshot: Snapshot, region: str) -> OccupationDemand:
    is_group = snapshot.type_of(row) == "ssyk-level-4"
    group_row = row if is_group else int(snapshot.concepts.broader[row])
    ssyk = snapshot.concepts.code[group_row] if group_row >= 0 else ""
    label = snapshot.concepts.label[row]
    regulation = regulation_of(snapshot.concepts.id[row], label, ssyk)
    needs = regulation.needs if regulation else ()
    level: Level = "none" if needs else level_of(ssyk)
    place_row = snapshot.concept(region) if region else -1
    skills, is_derived = _skills(row, group_row, snapshot, place_row)
    return OccupationDemand(
        row, group_row, ssyk, label, regulation, needs, level, skills, is_derived,
        _ads_read(group_row, snapshot, place_row),
    )  # fmt: skip


def stands_in_for(row: int, snapshot: Snapshot, least: float = STEADY) -> frozenset[int]:
    """Occupations whose experience carries over to this one: itself and its substitutes."""
    near = _substitutes_for(snapshot).of_row(row)
    return frozenset({row, *(source for source, weight, _, _ in near if weight >= least)})


_substitutes: dict[str, Links] = {}


def _substitutes_for(snapshot: Snapshot) -> Links:
    """Target → sources: each occupation with those whose people it takes."""
    return once_per_snapshot(snapshot, _substitutes, _turned)


def _turned(snapshot: Snapshot) -> Links:
    return snapshot.occupations.substitutes.reversed(len(snapshot.concepts.id))


def level_of(ssyk: str) -> Level:
    """The normal entry level of a group (SSYK 2012 code)."""
    first = ssyk[:1]
    if first in ("1", "2"):
        return "university"
    if first == "3":
        return "post"
    return "none" if first in ("", "9") else "upper"


def _ads_read(group_row: int, snapshot: Snapshot, place_row: int) -> int:
    if group_row < 0:
        return 0
    counts = {t: e for t, _, _, e in snapshot.demand.mined_ads.of_row(group_row)}
    if place_row >= 0:
        return counts.get(place_row, 0)
    return max(counts.values(), default=0)


def _skills(
    row: int, group_row: int, snapshot: Snapshot, place_row: int
) -> tuple[tuple[SkillDemand, ...], bool]:
    weights: dict[int, dict[int, tuple[float, int]]] = {}
    refused = refused_skills(row, group_row, snapshot)
    for source in dict.fromkeys((row, group_row)):
        if source < 0:
            continue
        for skill, weight, origin, evidence in snapshot.occupations.skills.of_row(source):
            if skill in refused or _is_no(origin, weight):
                continue
            by_origin = weights.setdefault(skill, {})
            if weight > by_origin.get(origin, (-1.0, 0))[0]:
                by_origin[origin] = (weight, evidence)
    essential = set(snapshot.occupations.essential.targets_of(row).tolist())
    counts = _ad_counts(group_row, snapshot, place_row)
    ads = {skill: count for skill, count in counts.items() if skill not in refused}
    for skill in ads:
        weights.setdefault(skill, {})
    ranked = sorted(
        (
            (_rank(by_origin, skill in essential, ads.get(skill)), skill)
            for skill, by_origin in weights.items()
        ),
        # Rows are in the order of ids, so the row breaks ties.
    )[:MAX_SKILLS]
    is_derived = not essential
    labels = snapshot.concepts.label
    able = [skill for _, skill in ranked if not is_education(labels[skill])]
    chosen = {skill for skill in essential if not is_education(labels[skill])}
    if is_derived:
        chosen = set(able[:FALLBACK])
    return (
        tuple(
            _demand(skill, weights[skill], skill in chosen, ads.get(skill), snapshot)
            for _, skill in ranked
        ),
        is_derived,
    )


def refused_skills(row: int, group_row: int, snapshot: Snapshot) -> frozenset[int]:
    """Skills that an editor says an occupation, or its group, does not ask for. The occupation's
    own ties go before its group's."""
    skills = snapshot.occupations.skills
    known: set[int] = set()
    refused: set[int] = set()
    for source in dict.fromkeys((row, group_row)):
        if source < 0:
            continue
        ties = skills.of_row(source)
        refused.update(
            skill
            for skill, weight, origin, _ in ties
            if _is_no(origin, weight) and skill not in known
        )
        known.update(tie[0] for tie in ties)
    return frozenset(refused)


def _is_no(origin: int, weight: float) -> bool:
    """Whether a tie is an editor's word that it should not be there."""
    return origin == SkillOrigin.EDITOR and not weight


def _rank(
    by_origin: dict[int, tuple[float, int]], is_essential: bool, ads: "_AdCount | None"
) -> tuple[bool, int, float]:
    first = min(by_origin, key=SkillOrigin.standing, default=int(SkillOrigin.ADS))
    weight = by_origin[first][0] if by_origin else (ads.share if ads else 0.0)
    return not is_essential, SkillOrigin.standing(first), -round(weight, 6)


@dataclass(frozen=True)
class _AdCount:
    required: int
    merit: int
    total: int
    place: str

    @property
    def share(self) -> float:
        return (self.required + self.merit) / self.total if self.total else 0.0


def _ad_counts(group_row: int, snapshot: Snapshot, place_row: int) -> dict[int, _AdCount]:
    """Ads that name a skill, in the place asked for when enough were read there, else anywhere."""
    if group_row < 0:
        return {}
    place_row, total = ads_place(group_row, snapshot, place_row)
    if place_row < 0:
        return {}
    demand = snapshot.demand
    start = int(np.searchsorted(demand.skill_ads_group, group_row, "left"))
    stop = int(np.searchsorted(demand.skill_ads_group, group_row, "right"))
    place = snapshot.concepts.id[place_row]
    return {
        int(demand.skill_ads_skill[i]): _AdCount(
            int(demand.skill_ads_required[i]),
            int(demand.skill_ads_merit[i]),
            total,
            place,
        )
        for i in range(start, stop)
        if int(demand.skill_ads_place[i]) == place_row
    }


def ads_place(group_row: int, snapshot: Snapshot, place_row: int = -1) -> tuple[int, int]:
    """The place whose ads speak for a group, and how many were read there; (-1, 0) when none. Where
    too few were read in a place the country speaks, also when all of its ads are from one county.
    """
    totals = {t: e for t, _, _, e in snapshot.demand.mined_ads.of_row(group_row)}
    if totals.get(place_row, 0) < MIN_ADS:
        most = max(totals.values(), default=0)
        widest = [place for place, count in totals.items() if count == most]
        place_row = min(widest, key=lambda p: (snapshot.type_of(p) != "country", p), default=-1)
    return place_row, totals.get(place_row, 0)


def _demand(
    skill: int,
    by_origin: dict[int, tuple[float, int]],
    is_essential: bool,
    ads: _AdCount | None,
    snapshot: Snapshot,
) -> SkillDemand:
    evidence = [
        Evidence(
            _ORIGINS[origin], ads_with=by_origin[origin][1] if origin == SkillOrigin.ADS else 0
        )
        for origin in sorted(by_origin, key=SkillOrigin.standing)
        if not (ads and origin == SkillOrigin.ADS)
    ]
    if ads:
        period = snapshot.demand.mined_period
        evidence.append(
            Evidence(
                "ads", ads.required + ads.merit, ads.total, ads.place, period[0] if period else ""
            )
        )
    first = min(by_origin, key=SkillOrigin.standing, default=-1)
    weight = by_origin[first][0] if by_origin else (ads.share if ads else 0.0)
    return SkillDemand(
        skill, snapshot.concepts.id[skill], snapshot.concepts.label[skill],
        round(float(weight), 4), is_essential, tuple(evidence),
    )  # fmt: skip
