"""The stored reports as pages, commands and feeds read them: by key, never counted anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from catalog.models import QualityFigures, QualityReport
from catalog.quality.missing import PIECE_BY_KEY, Missing
from catalog.quality.rule import Count, Rule, State
from catalog.quality.rules import RULES, not_passed

Scope = QualityFigures.Scope
TREND = 30  # reports that a trend tells

REPORT_COLUMNS = (
    "catalogue", "judged_on", "scope", "scope_key", "scope_name", "rule", "version", "topic",
    "subject", "holds", "lacks", "unknown", "of", "share", "state",
)  # fmt: skip
MISSING_COLUMNS = (
    "catalogue", "judged_on", "rank", "piece", "version", "source", "occupations_touched",
    "of_occupations", "records_lacking", "examples",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A rule's count in one scope."""

    rule: Rule
    count: Count

    @property
    def state(self) -> State:
        return self.rule.state(self.count)


@dataclass(frozen=True)
class SourceState:
    """A source as it stood when the report was made. read_at: None when it was never read."""

    key: str
    name: str
    publisher: str
    is_enabled: bool
    is_sample: bool
    read_at: datetime | None
    edition: str
    seen: int
    refused: int


@dataclass(frozen=True)
class Point:
    """A rule's count in an earlier report, or in this one. is_same_rule: the rule has not been
    changed since, so that the count can be compared with today's."""

    number: int
    day: date
    count: Count
    is_same_rule: bool


def report_of(number: int | None) -> QualityReport | None:
    """The report of a snapshot; where it has none, the latest there is; None before the first."""
    reports = QualityReport.objects.all()
    exact = reports.filter(pk=number).first() if number is not None else None
    return exact or reports.first()


def report_numbered(number: int) -> QualityReport | None:
    """The report of exactly this snapshot."""
    return QualityReport.objects.filter(pk=number).first()


def figures_of(report: QualityReport, scope: str, key: str = "") -> tuple[Figure, ...] | None:
    """Counts of one scope in the order of the rules; None when the report has no such scope."""
    row = QualityFigures.objects.filter(report=report, scope=scope, key=key).first()
    return None if row is None else figures_in(row.figures)


def figures_in(stored: Mapping[str, list[int]]) -> tuple[Figure, ...]:
    """Stored counts in the order of the rules; a rule that is no more is passed by."""
    return tuple(Figure(rule, Count(*stored[rule.key][1:])) for rule in RULES if rule.key in stored)


def sources_of(report: QualityReport) -> tuple[SourceState, ...]:
    """The sources of a report by key."""
    return tuple(
        SourceState(
            key=one["key"],
            name=one["name"],
            publisher=one["publisher"],
            is_enabled=one["is_enabled"],
            is_sample=one["is_sample"],
            read_at=datetime.fromisoformat(one["read_at"]) if one["read_at"] else None,
            edition=one["edition"],
            seen=one["seen"],
            refused=one["refused"],
        )
        for one in report.sources
    )


def sources_of_rules(report: QualityReport) -> dict[str, tuple[str, ...]]:
    """Rule key → keys of the sources it says something of."""
    found: dict[str, tuple[str, ...]] = {}
    rows = QualityFigures.objects.filter(report=report, scope=Scope.SOURCE).order_by("key")
    for key, stored in rows.values_list("key", "figures"):
        for rule in stored:
            found[rule] = (*found.get(rule, ()), key)
    return found


def missing_of(report: QualityReport) -> tuple[Missing, ...]:
    """Pieces that are missing, the one that touches most occupations first."""
    return tuple(
        Missing(**{**one, "examples": tuple(one["examples"])})
        for one in report.missing
        if one["key"] in PIECE_BY_KEY
    )


def trend_of(rule: Rule, scope: str, key: str = "", until: int | None = None) -> tuple[Point, ...]:
    """A rule's counts in the latest reports, oldest first. until: number of the last one told."""
    rows = QualityFigures.objects.filter(scope=scope, key=key, figures__has_key=rule.key)
    if until is not None:
        rows = rows.filter(report__lte=until)
    latest = rows.order_by("-report_id").values_list(
        "report_id", "report__judged_on", f"figures__{rule.key}"
    )
    return tuple(
        Point(number, day, Count(*numbers), version == rule.version)
        for number, day, (version, *numbers) in reversed(latest[:TREND])
    )


def scopes_with(
    report: QualityReport, rule: Rule, scope: str
) -> tuple[tuple[str, str, Figure], ...]:
    """(key, name, count) of every source, or provider, that a rule says something of, by name."""
    rows = QualityFigures.objects.filter(report=report, scope=scope, figures__has_key=rule.key)
    return tuple(
        (key, name, Figure(rule, Count(*numbers[1:])))
        for key, name, numbers in rows.order_by("name", "key").values_list(
            "key", "name", f"figures__{rule.key}"
        )
    )


def providers_of(
    report: QualityReport, named: str = "", *, only_offering: bool = False
) -> list[tuple[str, str]]:
    """(key, name) of providers, unsorted. named: a part of the name · only_offering: those with
    occasions, passed or to come."""
    rows = QualityFigures.objects.filter(report=report, scope=Scope.PROVIDER)
    if only_offering:
        rows = rows.filter(figures__has_key=not_passed.RULE.key)
    return list(rows.filter(name__icontains=named).values_list("key", "name"))


def provider_figures(
    report: QualityReport, keys: Iterable[str]
) -> dict[str, tuple[str, tuple[Figure, ...]]]:
    """Provider key → name and counts, of those that the report has looked at."""
    rows = QualityFigures.objects.filter(report=report, scope=Scope.PROVIDER, key__in=list(keys))
    return {
        key: (name, figures_in(stored))
        for key, name, stored in rows.values_list("key", "name", "figures")
    }


def report_rows(report: QualityReport, scopes: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """The report as flat rows of `REPORT_COLUMNS`, in a stable order: what CSV, JSON and the open
    data feed are written from. scopes: only these; every one when empty."""
    rows = QualityFigures.objects.filter(report=report)
    if scopes:
        rows = rows.filter(scope__in=scopes)
    order = rows.order_by("scope", "key").values_list("scope", "key", "name", "figures")
    for scope, key, name, stored in order.iterator(chunk_size=200):
        for figure in figures_in(stored):
            rule, count = figure.rule, figure.count
            values = (
                report.catalogue_id, report.judged_on.isoformat(), scope, key, name, rule.key,
                stored[rule.key][0], rule.topic.value, rule.subject.value, count.part,
                count.lacking, count.unknown, count.whole,
                round(count.part / count.whole, 4) if count.whole else None, figure.state.value,
            )  # fmt: skip
            yield dict(zip(REPORT_COLUMNS, values, strict=True))


def missing_rows(report: QualityReport) -> Iterator[dict[str, Any]]:
    """What is missing as flat rows of `MISSING_COLUMNS`, most useful first."""
    for rank, one in enumerate(missing_of(report), 1):
        values = (
            report.catalogue_id, report.judged_on.isoformat(), rank, one.key, one.version,
            one.source, one.touched, one.of, one.records, ", ".join(one.examples),
        )  # fmt: skip
        yield dict(zip(MISSING_COLUMNS, values, strict=True))


def document_of(report: QualityReport) -> dict[str, Any]:
    """The report without its providers as one JSON object: what a machine reads first."""
    return {
        "catalogue": report.catalogue_id,
        "judged_on": report.judged_on.isoformat(),
        "made_at": report.made_at.isoformat(timespec="seconds"),
        "sources": report.sources,
        "figures": list(report_rows(report, (Scope.ALL, Scope.SOURCE))),
        "missing": [
            {**row, "examples": list(one.examples)}
            for row, one in zip(missing_rows(report), missing_of(report), strict=True)
        ],
    }


def is_behind(report: QualityReport, number: int | None) -> bool:
    """Whether a newer snapshot than the report's is in service."""
    return number is not None and report.pk != number
