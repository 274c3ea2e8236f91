"""What a snapshot is composed from: plain rows, told apart by id, in any order.

The rows are what `catalog.snapshot.build` reads out of the database and what tests write by hand.
Ids are the catalogue's own strings; places are concept ids of municipalities, regions or the
country; dates are dates, None when the source does not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from catalog.snapshot.snapshot import (
    EscoMatch,
    OutcomeOrigin,
    SkillOrigin,
    TermKind,
    TrainsForOrigin,
)


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept. type: one of CONCEPT_TYPES · broader, replaced_by: concept ids · esco: ids of
    matching ESCO concepts and EscoMatch, as seen from this one."""

    id: str
    type: str
    label: str
    definition: str = ""
    code: str = ""
    is_deprecated: bool = False
    broader: str = ""
    replaced_by: tuple[str, ...] = ()
    esco: tuple[tuple[str, EscoMatch], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where a place lies, degrees (WGS 84)."""

    concept: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class TermRow:
    """A text that names a concept. language: three letters."""

    text: str
    concept: str
    kind: TermKind = TermKind.PREFERRED
    language: str = "swe"


@dataclass(frozen=True, slots=True)
class OccupationSkillRow:
    """An occupation (or group) uses a skill. weight: 0–1 · evidence: ads behind it, 0 when none."""

    occupation: str
    skill: str
    origin: SkillOrigin = SkillOrigin.CURATED
    weight: float = 1.0
    is_essential: bool = False
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class SubstituteRow:
    """Someone from `source` can stand in for `target`. weight: 0.75 high, 0.25 low."""

    source: str
    target: str
    weight: float


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """An occupation close to another. rank: 1 is the closest."""

    source: str
    target: str
    rank: int = 1


@dataclass(frozen=True, slots=True)
class AdCountRow:
    """Ads published for a group in a place during the period of `CatalogueRows.ads_period`."""

    group: str
    place: str
    count: int


@dataclass(frozen=True, slots=True)
class MinedAdsRow:
    """How many ad texts of a group in a place were read."""

    group: str
    place: str
    count: int


@dataclass(frozen=True, slots=True)
class SkillAdsRow:
    """Of those, how many ask for a skill as a requirement, and how many as a merit."""

    group: str
    place: str
    skill: str
    required: int
    merit: int = 0


@dataclass(frozen=True, slots=True)
class WageRow:
    """Monthly wage of a group, SEK."""

    group: str
    percentile_10: float | None = None
    mean: float | None = None
    percentile_90: float | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """Forecast for a group in a place. situation, chances, outlook: of SITUATIONS, CHANCES and
    OUTLOOKS · round: the edition it is of, which differs between places."""

    group: str
    place: str
    situation: str = ""
    outlook: str = ""
    chances: str = ""
    round: str = ""


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """Who gives educations."""

    id: str
    name: str
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An education gives a skill."""

    concept: str
    origin: OutcomeOrigin = OutcomeOrigin.DESCRIPTION
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class TrainsForRow:
    """An education trains for an occupation or occupation group."""

    target: str
    origin: TrainsForOrigin = TrainsForOrigin.REGISTER
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class EducationRow:
    """What is taught. form, configuration, credit_system: of FORMS, CONFIGURATIONS, CREDIT_SYSTEMS.

    weeks: full-time weeks as stated · levels, sun: codes · source: key of a SourceState.
    """

    id: str
    title: str
    form: str
    base: str = ""
    code: str = ""
    title_en: str = ""
    configuration: str = "kurs"
    credits: float | None = None
    credit_system: str = ""
    weeks: float | None = None
    seqf: int | None = None
    levels: tuple[str, ...] = ()
    gives_degree: bool = False
    degree: str = ""
    sun: tuple[str, ...] = ()
    requirement: str = ""
    student_aid: str = ""
    url: str = ""
    source: str = ""
    skills: tuple[OutcomeRow, ...] = ()
    trains_for: tuple[TrainsForRow, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRow:
    """One occasion. pace: percent · fee: SEK · onsite: mandatory meetings; None: not said.

    expires: the day the record leaves the register; after it the occasion is no longer offered.
    """

    id: str
    education: str
    provider: str = ""
    condition: int = 1
    start: date | None = None
    end: date | None = None
    apply_first: date | None = None
    apply_last: date | None = None
    expires: date | None = None
    pace: int | None = None
    municipality: str = ""
    is_distance: bool = False
    onsite: int | None = None
    fee: float | None = None
    applies_continuously: bool = False
    only_in_programme: bool = False
    in_swedish: bool = True


@dataclass(frozen=True)
class CatalogueRows:
    """The whole catalogue, in any order. The periods are ISO intervals, years or dates."""

    concepts: Sequence[ConceptRow] = ()
    places: Sequence[PlaceRow] = ()
    terms: Sequence[TermRow] = ()
    occupation_skills: Sequence[OccupationSkillRow] = ()
    substitutes: Sequence[SubstituteRow] = ()
    neighbours: Sequence[NeighbourRow] = ()
    ad_counts: Sequence[AdCountRow] = ()
    mined_ads: Sequence[MinedAdsRow] = ()
    skill_ads: Sequence[SkillAdsRow] = ()
    wages: Sequence[WageRow] = ()
    forecasts: Sequence[ForecastRow] = ()
    providers: Sequence[ProviderRow] = ()
    educations: Sequence[EducationRow] = ()
    events: Sequence[EventRow] = ()
    ads_period: str = field(default="")
    mined_period: str = field(default="")
