"""One immutable, numbered state of the whole catalogue, as every request reads it.

Rows are plain integers. *Concept rows* are one index space for occupations, groups, fields,
skills, places and all other concepts; -1 means none. Tables are memory-mapped, so web and
worker processes share one copy. Layout version: `LAYOUT`; a snapshot of another layout is refused.
"""

from dataclasses import asdict, dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from catalog.snapshot.arrays import (
    Array,
    Links,
    SnapshotDamaged,
    Strings,
    load_table,
    read_json,
    save_table,
    write_json,
)

LAYOUT = 3

CONCEPT_TYPES = (
    "occupation-name",
    "ssyk-level-4",
    "occupation-field",
    "job-title",
    "keyword",
    "skill",
    "skill-headline",
    "esco-occupation",
    "esco-skill",
    "language",
    "driving-licence",
    "trait",
    "region",
    "municipality",
    "country",
    "sun-education-field-4",
    "sun-education-level-3",
)
FORMS = ("HS", "YH", "VUXGY", "VUXGR", "VUXSFI", "VUXGYAN", "VUXGRAN", "FHS", "AUB", "KKU", "OTHER")
CONFIGURATIONS = ("", "kurs", "kurspaket", "program")
CREDIT_SYSTEMS = ("", "hp", "yh", "gy", "vp", "fup", "nyp")
SITUATIONS = ("", "överskott", "balans", "paradox", "brist")
CHANCES = ("", "små", "medelstora", "stora")
OUTLOOKS = ("", "minska", "vara oförändrad", "öka")


class TermKind(IntEnum):
    """How a text names its concept."""

    PREFERRED = 0
    ALTERNATIVE = 1
    HIDDEN = 2
    TERM = 3  # employers' own variant
    TITLE = 4  # a job title related to the occupation
    MATCH = 5  # a label of an ESCO concept that matches exactly
    CLOSE_MATCH = 6  # of one that matches closely
    BROAD_MATCH = 7  # of a narrower one, of which this concept is the broader match
    KEYWORD = 8  # a word the taxonomy ties to it, be it a field, an employer or a nickname


class EscoMatch(IntEnum):
    """How an ESCO concept matches one of ours, seen from ours; also the order of their worth."""

    EXACT = 0
    CLOSE = 1
    BROAD = 2  # ESCO's is the broader
    NARROW = 3  # ESCO's is the narrower


class SkillOrigin(IntEnum):
    """Origin of an occupation–skill link; also the order in which they count."""

    CURATED = 0
    CALCULATED = 1
    GROUP = 2
    ADS = 3
    EDITOR = 4  # an editor of this site; counts before all, and with weight 0 says no

    @classmethod
    def standing(cls, origin: int) -> int:
        """What origins are ordered by: the smallest counts first."""
        return -1 if origin == cls.EDITOR else origin


class OutcomeOrigin(IntEnum):
    """How we know that an education gives a skill."""

    TITLE = 0
    DESCRIPTION = 1
    EDITOR = 2  # an editor of this site


class TrainsForOrigin(IntEnum):
    """How we know that an education trains for an occupation or group."""

    REGISTER = 0  # AUB's SSYK code, Arbetsförmedlingen's label
    TITLE = 1  # the education's name names the occupation
    CLASSIFICATION = 2  # SUN ↔ SSYK
    EDITOR = 3  # an editor of this site; with weight 0 the word is no


class Condition(IntEnum):
    """EMIL's execution condition."""

    NOT_SET = 0
    DATED = 1
    STUDENT_DECIDES = 2
    PROVIDER_DECIDES = 3


@dataclass(frozen=True)
class Concepts:
    """One row per concept, sorted by id (as UTF-8 bytes).

    type: uint8 into CONCEPT_TYPES · is_deprecated: bool · broader: int32 concept row (occupation →
    group, group → field, municipality → region, title → first occupation) · replaced_by: links to
    active concepts · latitude, longitude: float32 degrees, NaN when unknown.
    """

    id: Strings
    type: Array
    label: Strings
    definition: Strings
    code: Strings
    is_deprecated: Array
    broader: Array
    replaced_by: Links
    latitude: Array
    longitude: Array


@dataclass(frozen=True)
class EscoTies:
    """matches: concept → ESCO concept (both concept rows), origin EscoMatch. The `code` of an ESCO
    concept is the last part of its address; see `esco_addresses`."""

    matches: Links


@dataclass(frozen=True)
class Terms:
    """What the lexicon is compiled from. text · concept: int32 row · kind: uint8 TermKind ·
    language: Strings of three-letter codes (swe, eng)."""

    text: Strings
    concept: Array
    kind: Array
    language: Strings


@dataclass(frozen=True)
class Occupations:
    """Links over concept rows (source rows are occupations or groups).

    skills: weight 0–1, 0 where an editor says no, origin SkillOrigin; essential: same ties, those
    that the source calls essential · substitutes: A → B when someone from A can stand in for B,
    weight 0.75 or 0.25 · neighbours: weight 1/rank.
    """

    skills: Links
    essential: Links
    substitutes: Links
    neighbours: Links


@dataclass(frozen=True)
class Demand:
    """What employers ask for, per occupation group (concept rows).

    ads: group → place, weight = evidence = number of ads published in `ads_period` ·
    skill_ads_*: one row per (group, place, skill) mined from ad texts, sorted so: required and
    merit are numbers of ads (int32); place is a region, or the country for all ·
    mined_ads: links group → place, evidence = number of ads that were read · wage_*: float32 SEK a
    month over concept rows, NaN unknown · wage_year: int16, 0 unknown · situation, chances,
    outlook: links group → place, all three of one round, origin = index into SITUATIONS, CHANCES,
    OUTLOOKS, evidence = row in `forecast_rounds` (earliest first) · *_period: one string each.
    """

    ads: Links
    ads_period: Strings
    mined_ads: Links
    mined_period: Strings
    skill_ads_group: Array
    skill_ads_place: Array
    skill_ads_skill: Array
    skill_ads_required: Array
    skill_ads_merit: Array
    wage_p10: Array
    wage_mean: Array
    wage_p90: Array
    wage_year: Array
    situation: Links
    chances: Links
    outlook: Links
    forecast_rounds: Strings


@dataclass(frozen=True)
class Providers:
    """id (sorted) · name · municipality: int32 concept row."""

    id: Strings
    name: Strings
    municipality: Array


@dataclass(frozen=True)
class Educations:
    """One row per education that is not withdrawn, sorted by id.

    form, configuration, credit_system: uint8 into FORMS, CONFIGURATIONS, CREDIT_SYSTEMS · credits:
    float32, NaN unknown · weeks: float32 full-time weeks as the source states, NaN unknown · seqf:
    uint8, 0 unknown · level, sun: codes with spaces between · requirement: int32 row in
    `requirements`, -1 none stated · source: int16 row in the snapshot's sources, -1 unknown ·
    gives_degree: bool · skills: education → concept, origin OutcomeOrigin, weight = strength ·
    trains_for: education → occupation or group, origin TrainsForOrigin, weight = strength, 0
    where an editor says no · first_event: int64 (rows + 1), events of row i are
    first_event[i]:first_event[i + 1].
    """

    id: Strings
    base: Strings
    code: Strings
    title: Strings
    title_en: Strings
    form: Array
    configuration: Array
    credits: Array
    credit_system: Array
    weeks: Array
    seqf: Array
    level: Strings
    gives_degree: Array
    degree: Strings
    sun: Strings
    requirement: Array
    student_aid: Strings
    url: Strings
    source: Array
    skills: Links
    trains_for: Links
    first_event: Array


@dataclass(frozen=True)
class Events:
    """One row per occasion that may be offered or has passed lately, by (education, start, id).

    Withdrawn and cancelled ones are not here; those that began up to a year before the build are,
    so that "why not this one?" can be answered with "it has passed". Undated ones sort first.

    start, end, apply_first, apply_last: int32 day numbers, NO_DATE unknown · expires: int32, the
    register's last day for the record: not to be offered after it · condition: uint8
    Condition · pace: uint8 percent, 0 unknown · municipality: int32 concept row · is_distance,
    applies_continuously, only_in_programme: bool · onsite: int16 mandatory meetings, -1 unknown ·
    fee: float32 SEK, NaN unknown · in_swedish: bool.
    """

    id: Strings
    education: Array
    provider: Array
    start: Array
    end: Array
    apply_first: Array
    apply_last: Array
    expires: Array
    condition: Array
    pace: Array
    municipality: Array
    is_distance: Array
    onsite: Array
    fee: Array
    applies_continuously: Array
    only_in_programme: Array
    in_swedish: Array


@dataclass(frozen=True)
class Requirements:
    """Distinct entry-requirement texts, verbatim; educations point here."""

    text: Strings


@dataclass(frozen=True)
class SourceState:
    """A source as it stood when the snapshot was built."""

    key: str
    name: str
    publisher: str
    licence: str
    data_version: str
    fetched_at: str  # ISO date-time of the last complete run
    records: int
    is_sample: bool


@dataclass(frozen=True)
class Snapshot:
    """The whole catalogue. `id` is number and content hash: equal content, equal hash."""

    id: str
    number: int
    built_at: str
    sources: tuple[SourceState, ...]
    folder: Path
    concepts: Concepts
    esco: EscoTies
    terms: Terms
    occupations: Occupations
    demand: Demand
    providers: Providers
    educations: Educations
    events: Events
    requirements: Requirements

    @property
    def is_sample(self) -> bool:
        """True when any source is the hand-made sample: every page must say so."""
        return any(source.is_sample for source in self.sources)

    def concept(self, concept_id: str) -> int:
        """Row of a concept id, or -1."""
        return self.concepts.id.find(concept_id)

    def followed(self, row: int) -> int:
        """The active concept that a deprecated one was replaced by; the row itself otherwise.

        Returns -1 when a deprecated concept has no replacement.
        """
        seen = {row}
        while row >= 0 and self.concepts.is_deprecated[row]:
            targets = [int(t) for t in self.concepts.replaced_by.targets_of(row) if t not in seen]
            if not targets:
                return -1
            row = targets[0]
            seen.add(row)
        return row

    def type_of(self, row: int) -> str:
        """Concept type, such as `skill`."""
        return CONCEPT_TYPES[int(self.concepts.type[row])]


TABLES: dict[str, type] = {
    "concepts": Concepts,
    "esco": EscoTies,
    "terms": Terms,
    "occupations": Occupations,
    "demand": Demand,
    "providers": Providers,
    "educations": Educations,
    "events": Events,
    "requirements": Requirements,
}


def save_snapshot(snapshot: Snapshot) -> None:
    """Write all tables below `snapshot.folder`; `snapshot.json` last: a half one is never valid."""
    for name in TABLES:
        save_table(snapshot.folder / name, getattr(snapshot, name))
    description = {
        "layout": LAYOUT,
        "id": snapshot.id,
        "number": snapshot.number,
        "built_at": snapshot.built_at,
        "sources": [asdict(source) for source in snapshot.sources],
    }
    write_json(snapshot.folder / "snapshot.json", description)


def load_snapshot(folder: Path) -> Snapshot:
    """Map the snapshot in `folder`.

    Raises `SnapshotDamaged` when a file is missing, truncated or of another layout.
    """
    description = read_json(folder / "snapshot.json")
    if description.get("layout") != LAYOUT:
        raise SnapshotDamaged(
            f"{folder} has layout {description.get('layout')}, this version reads {LAYOUT}; "
            "run `python manage.py build_snapshot`"
        )
    tables: dict[str, Any] = {}
    for name, kind in TABLES.items():
        tables[name] = load_table(folder / name, kind)
    return Snapshot(
        id=description["id"],
        number=description["number"],
        built_at=description["built_at"],
        sources=tuple(SourceState(**source) for source in description["sources"]),
        folder=folder,
        **tables,
    )
