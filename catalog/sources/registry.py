"""Every source the catalogue knows, in one place. A new source is one entry here and one folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.sources.record import Parsed, RawItem, Record

if TYPE_CHECKING:  # every process reads this list, few of them ask a source
    from catalog.sources.http import Http
    from catalog.sources.spool import Fetched, Progress


@dataclass(frozen=True)
class Address:
    """A base address of a source. setting: the environment variable that changes it; set to an
    empty value it turns the live source off. default: the publisher's own."""

    setting: str
    default: str


@dataclass(frozen=True)
class Live:
    """How a source is asked over HTTP. Its `client.py` then has `fetch`, see `SourceEntry.fetch`.

    addresses: the first one turns the source off when it is empty. has_delta: it can be asked for
    changes since a moment. full_every_days: how old the last full run may be before deltas are
    checked against the whole again. overlap_hours: how much earlier than the last run's own time
    changes are asked for, as one may reach a register days after its own date and clocks differ;
    what comes twice is compared and not written. per_second: most requests. most_bytes: largest
    answer. key_setting: the environment variable of an API key, where the publisher may ask for
    one.
    """

    addresses: tuple[Address, ...]
    has_delta: bool = False
    full_every_days: int = 7
    overlap_hours: float = 48.0
    per_second: float = 5.0
    most_bytes: int = 1 << 30
    key_setting: str = ""


@dataclass(frozen=True)
class SourceEntry:
    """A data set and how it is taken in.

    folder: the package below `catalog.sources`. tables: the models its records go to, parents
    before children. is_full: a file or folder is the whole of the source, so a row that is absent
    from it has been withdrawn; a source that comes in parts (one file per period) is not full. What
    a fetch brings says so itself. retires: tables whose absent rows get this boolean column set
    instead of being withdrawn. guarded: tables that also may not fall by more than a fifth within
    one value of a column, their own or a parent's, such as a school form. live: how it is asked
    over HTTP; None when it comes as files only. stands_in_for: the source whose occasions go before
    this one's: what that holds is not offered twice.
    """

    key: str
    name: str
    publisher: str
    licence: str
    url: str
    folder: str
    tables: tuple[str, ...]
    is_full: bool = True
    retires: tuple[tuple[str, str], ...] = ()
    guarded: tuple[tuple[str, str], ...] = ()
    live: Live | None = None
    stands_in_for: str = ""

    def fetch(
        self, http: "Http", into: Path, *, since: datetime | None = None, progress: "Progress"
    ) -> "Fetched":
        """Download into a folder in a shape that `read` takes, going on where a killed fetch was.

        since: ask for changes since then, where the source can; None asks for everything. progress
        is called with a `Step` now and then. Raises `SourceUnavailable`.
        """
        fetched: Fetched = self._module("client").fetch(http, into, since=since, progress=progress)
        return fetched

    def read(self, path: Path) -> Iterator[RawItem]:
        """Raw items of a file or folder. Raises `SourceUnavailable`."""
        items: Iterator[RawItem] = self._module("client").read(path)
        return items

    def edition(self, path: Path) -> str:
        """The data's own version, or an empty string."""
        return str(self._module("client").edition(path))

    def from_payload(self, item: RawItem) -> Parsed:
        """Records of one raw item. Raises `BadRecord`."""
        parsed: Parsed = self._module("records").from_payload(item)
        return parsed

    def record_types(self) -> tuple[type[Record], ...]:
        """The record class of each table, in the order of `tables`. Raises `TypeError`."""
        found = {
            value.table: value
            for value in vars(self._module("records")).values()
            if isinstance(value, type) and issubclass(value, Record) and value is not Record
        }
        if found.keys() != set(self.tables):
            raise TypeError(f"{self.folder}.records has records for {sorted(found)}")
        return tuple(found[table] for table in self.tables)

    def _module(self, name: str):  # type: ignore[no-untyped-def]  # a module picked by name
        return import_module(f"catalog.sources.{self.folder}.{name}")


_JOBTECH = "Arbetsförmedlingen (JobTech)"
_JOBTECH_FILES = "https://data.jobtechdev.se"
_AF_FILES = "https://data.arbetsformedlingen.se"
_TAXONOMY_API = "https://taxonomy.api.jobtechdev.se/v1/taxonomy"
# Files of one taxonomy version go together; whoever changes it changes all of them.
_VERSION = 31
_NEIGHBOURS = f"{_AF_FILES}/yrke/narliggande-yrken/v1/t{_VERSION}/narliggande-yrken.json"
_SKILL_CHOOSER = f"{_AF_FILES}/kompetens/kompetensvaljaren/v1/kompetensvaljaren-t{_VERSION}.json"
_RELEVANT_SKILLS = (
    f"{_AF_FILES}/yrke/relevanta-kompetenser/v1/relevanta-kompetenser-t{_VERSION}.json.zst"
)
_OLD_WAGES = "https://api.scb.se/OV0104/v1/doris/sv/ssd/AM/AM0110/AM0110A/LoneSpridSektYrk4AN"
_PER_SCHOOL_FORM = (("Education", "form"), ("EducationEvent", "education__form"))
_ENTRIES = (
    SourceEntry(
        key="taxonomy",
        name="JobTech Taxonomy",
        publisher=_JOBTECH,
        licence="CC0 1.0 as published by Arbetsförmedlingen; ESCO labels CC BY 4.0",
        url="https://data.jobtechdev.se/taxonomy/",
        folder="taxonomy",
        tables=(
            "Concept",
            "ConceptLabel",
            "ConceptRelation",
            "Substitutability",
            "OccupationSkill",
        ),
        retires=(("Concept", "deprecated"),),
        guarded=(("Concept", "type"),),
        live=Live(
            addresses=(
                Address("TAXONOMY_URL", f"{_JOBTECH_FILES}/taxonomy/version/{_VERSION}/query"),
                Address("TAXONOMY_API_URL", _TAXONOMY_API),
                Address("NEIGHBOURS_URL", _NEIGHBOURS),
                Address("TAXONOMY_TABLES", ""),  # a folder
            ),
            per_second=2.0,
        ),
    ),
    SourceEntry(
        key="places",
        name="Places with coordinates",
        publisher=_JOBTECH,
        licence="CC0 1.0",
        url="https://data.jobtechdev.se/",
        folder="places",
        tables=("Place",),
    ),
    SourceEntry(
        key="occupation-skills",
        name="Skills of occupations",
        publisher="Arbetsförmedlingen",
        licence="CC0 1.0",
        url="https://data.arbetsformedlingen.se/kompetens/",
        folder="occupation_skills",
        tables=("OccupationSkill",),
        live=Live(
            addresses=(
                Address("SKILL_CHOOSER_URL", _SKILL_CHOOSER),
                Address("RELEVANT_SKILLS_URL", _RELEVANT_SKILLS),
            ),
        ),
    ),
    SourceEntry(
        key="ad-counts",
        name="Job ads per occupation group and place",
        publisher="Arbetsförmedlingen",
        licence="CC0 1.0",
        url="https://data.arbetsformedlingen.se/annonser/",
        folder="ad_counts",
        tables=("AdCount",),
        is_full=False,  # one file per period
        live=Live(
            addresses=(
                Address("JOBSEARCH_URL", "https://jobsearch.api.jobtechdev.se"),
                Address("TAXONOMY_API_URL", _TAXONOMY_API),
            ),
            per_second=1.0,
            key_setting="JOBTECH_API_KEY",
        ),
    ),
    SourceEntry(
        key="wages",
        name="Wages per occupation group",
        publisher="SCB",
        licence="CC0 1.0",
        url="https://www.scb.se/",
        folder="wages",
        tables=("Wage",),
        live=Live(
            addresses=(
                Address("WAGES_URL", "https://statistikdatabasen.scb.se/api/v2/tables/TAB5932"),
                Address("WAGES_OLD_URL", _OLD_WAGES),
            ),
            per_second=1.0,
        ),
    ),
    SourceEntry(
        key="forecast",
        name="Yrkesbarometern",
        publisher="Arbetsförmedlingen",
        licence="CC0 1.0",
        url="https://data.arbetsformedlingen.se/prognoser/",
        folder="forecast",
        tables=("Forecast",),
        is_full=False,  # rounds add up to a history
        live=Live(
            addresses=(Address("FORECAST_URL", f"{_AF_FILES}/prognoser/yrkesbarometer.json"),)
        ),
    ),
    SourceEntry(
        key="susa-navet",
        name="Susa-navet",
        publisher="Skolverket",
        licence="Open data; see the data-source card",
        url="https://susanavet.skolverket.se/",
        folder="susa_navet",
        tables=("Provider", "Education", "EducationEvent", "Qualification", "TrainsFor"),
        guarded=_PER_SCHOOL_FORM,
        live=Live(
            addresses=(Address("SUSA_NAVET_URL", "https://api.skolverket.se/susa-navet/emil3"),),
            has_delta=True,
            per_second=20.0,  # pages are asked for one after another, and the checks are small
        ),
    ),
    SourceEntry(
        key="trains-for",
        name="Education to occupation keys",
        publisher="Arbetsförmedlingen and SCB",
        licence="CC0 1.0",
        url="https://data.arbetsformedlingen.se/",
        folder="trains_for",
        tables=("TrainsFor",),
    ),
    SourceEntry(
        key="job-ads",
        name="Platsbanken job ads",
        publisher="Arbetsförmedlingen",
        licence="CC0 1.0",
        url="https://jobsearch.api.jobtechdev.se/",
        folder="job_ads",
        tables=("JobAd",),
        is_full=False,  # a search result or a stream window is never every ad
        live=Live(
            addresses=(Address("JOBSTREAM_URL", "https://jobstream.api.jobtechdev.se"),),
            has_delta=True,
            overlap_hours=0.0,  # its fetch overlaps by itself: two days would be 14 000 ads an hour
            per_second=1 / 60,
            most_bytes=2 << 30,
        ),
    ),
    SourceEntry(
        key="ad-links",
        name="Job ads outside Platsbanken, counted",
        publisher=_JOBTECH,
        licence="CC0 1.0",
        url="https://links.api.jobtechdev.se/",
        folder="ad_links",
        tables=("AdCount",),
        is_full=False,  # one count per day
        live=Live(
            addresses=(
                Address("JOBLINKS_URL", "https://links.api.jobtechdev.se"),
                Address("TAXONOMY_API_URL", _TAXONOMY_API),
            ),
            per_second=1.0,
        ),
    ),
    SourceEntry(
        key="historical-ads",
        name="Job ads of past years, counted",
        publisher="Arbetsförmedlingen",
        licence="CC0 1.0",
        url="https://data.jobtechdev.se/annonser/historiska/",
        folder="historical_ads",
        tables=("AdCount",),
        is_full=False,  # one file per year
        live=Live(
            addresses=(Address("HISTORICAL_ADS_URL", f"{_JOBTECH_FILES}/annonser/historiska"),),
            most_bytes=8 << 30,
        ),
    ),
    SourceEntry(
        key="planned-educations",
        name="Planned Educations, adult education",
        publisher="Skolverket",
        licence="Stated as CC0 1.0 by others; see the data-source card",
        url="https://api.skolverket.se/planned-educations/",
        folder="planned_educations",
        tables=("Provider", "Education", "EducationEvent"),
        guarded=_PER_SCHOOL_FORM,
        stands_in_for="susa-navet",
        live=Live(
            addresses=(
                Address(
                    "PLANNED_EDUCATIONS_URL", "https://api.skolverket.se/planned-educations/v4"
                ),
            ),
        ),
    ),
    SourceEntry(
        key="myh-qualifications",
        name="Register of qualifications (SeQF)",
        publisher="Myndigheten för yrkeshögskolan",
        licence="Not stated; see the data-source card",
        url="https://www.myh.se/kvalifikationer",
        folder="myh_qualifications",
        tables=("RegisteredQualification",),
    ),
    SourceEntry(
        key="myh-decisions",
        name="Decisions on YH educations",
        publisher="Myndigheten för yrkeshögskolan",
        licence="Not stated; see the data-source card",
        url="https://www.myh.se/",
        folder="myh_decisions",
        tables=("VocationalDecision",),
        is_full=False,  # a file per year
    ),
    SourceEntry(
        key="komvux-lists",
        name="Municipalities' lists of komvux courses",
        publisher="The municipalities",
        licence="As agreed with each municipality",
        url="",
        folder="komvux_lists",
        tables=("Provider", "Education", "EducationEvent"),
        guarded=_PER_SCHOOL_FORM,
        stands_in_for="susa-navet",
    ),
    SourceEntry(
        key="emil2",
        name="Archives of Susa-navet in EMIL 2",
        publisher="Skolverket",
        licence="Open data; see the data-source card",
        url="https://susanavet.skolverket.se/",
        folder="emil2",
        tables=("Provider", "Education", "EducationEvent", "Qualification", "TrainsFor"),
        guarded=_PER_SCHOOL_FORM,
        stands_in_for="susa-navet",
    ),
)
SOURCES = {entry.key: entry for entry in _ENTRIES}
# A second opinion for the quality report, off by default; it fills no table.
SECOND_OPINION = Live(addresses=(Address("JOBED_CONNECT_URL", ""),), per_second=1.0)
# Environment variable → default, of every address and key of every live source.
ADDRESSES = {
    one.setting: one.default
    for live in (*(entry.live for entry in _ENTRIES), SECOND_OPINION)
    if live is not None
    for one in live.addresses
}
KEY_SETTINGS = sorted({entry.live.key_setting for entry in _ENTRIES if entry.live} - {""})
