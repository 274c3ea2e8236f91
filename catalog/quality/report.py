"""Makes the quality report of a snapshot, off the request path."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from catalog.models import (
    ImportRun,
    Provider,
    QualityFigures,
    QualityReport,
    QuarantinedRecord,
    SnapshotBuild,
    Source,
)
from catalog.quality.missing import rank_missing
from catalog.quality.readings import keep_readings
from catalog.quality.rule import ConceptTest, Count, CountTest, RowTest, SourceTest, Subject
from catalog.quality.rules import RULES
from catalog.quality.second_opinion import opinions_held
from catalog.quality.tally import tally
from catalog.quality.world import RequirementReader, SourceFacts, World
from catalog.snapshot.snapshot import load_snapshot
from catalog.snapshot.store import number_in_service
from catalog.source_switch import is_off

# Reports whose figures per provider are kept; totals and sources are kept for good.
PROVIDER_REPORTS = 30
_LOADED = (ImportRun.State.COMPLETE, ImportRun.State.INCOMPLETE)
_LOCK = 0x71_75_61_6C  # any number that nobody else locks with
Say = Callable[[str], object]
logger = logging.getLogger(__name__)
Scopes = dict[tuple[str, str], dict[str, Count]]


class NothingToReport(Exception):
    """There is no such snapshot, or its build is not in this database; says which command helps."""


def make_report(
    snapshot_number: int | None = None, *, today: date | None = None, say: Say | None = None
) -> QualityReport:
    """Judge the catalogue by every rule and store the report of a snapshot; an earlier one of the
    same snapshot is replaced.

    snapshot_number: None is the one in service · today: the day that counts as today · say: told
    each stage. Raises `NothingToReport`, and `SnapshotDamaged` when its files cannot be read.
    """
    tell = say or (lambda _line: None)
    began = time.monotonic()
    root = Path(settings.SNAPSHOT_DIR)
    number = number_in_service(root) if snapshot_number is None else snapshot_number
    build = SnapshotBuild.objects.filter(pk=number or 0, is_complete=True).first()
    if build is None or not (root / str(number) / "snapshot.json").is_file():
        raise NothingToReport(
            f"there is no snapshot {number or ''} to judge; run `python manage.py build_snapshot`"
        )
    with _alone():
        world = World(
            snapshot=load_snapshot(root / str(number)),
            day=today or timezone.localdate(),
            sources={},
            reads=_requirement_reader(),
            opinions=opinions_held(),
        )
        tell("reading what educations say")
        with transaction.atomic():
            keep_readings(world)
        return _made(build, world, tell, began)


def _made(build: SnapshotBuild, world: World, tell: Say, began: float) -> QualityReport:
    """Count everything in one view of the database, and store it."""
    with _one_view():
        world = replace(world, sources={facts.key: facts for facts in source_facts()})
        scopes = _judged(world, tell)
        tell("ranking what is missing")
        report = QualityReport(
            snapshot=build,
            catalogue_id=world.snapshot.id,
            judged_on=world.day,
            made_at=timezone.now(),
            missing=[asdict(one) for one in rank_missing(world)],
            sources=[_stored(facts) for facts in world.sources.values()],
        )
        report.seconds = round(time.monotonic() - began, 1)
        _store(report, scopes, world)
    return report


def report_if_due() -> QualityReport | None:
    """Make the report of the snapshot in service when it has none; None when there is nothing to
    do. What the task after each build, and the hourly one, both call."""
    number = number_in_service(Path(settings.SNAPSHOT_DIR))
    if number is None or QualityReport.objects.filter(pk=number).exists():
        return None
    report = make_report(number, say=logger.info)
    logger.info("quality report of %s in %.1f s", report.catalogue_id, report.seconds)
    return report


def source_facts() -> Iterator[SourceFacts]:
    """Every source as its last run that loaded something left it, by key.

    Records and findings are those of its last full run: changes alone say nothing of the whole.
    """
    last: dict[str, ImportRun] = {}
    full: dict[str, ImportRun] = {}
    for run in ImportRun.objects.filter(state__in=_LOADED).order_by("pk"):
        last[run.source_id] = run
        if run.is_full or run.source_id not in full:
            full[run.source_id] = run
    for source in Source.objects.all():
        if source.pk not in last:
            is_on = not is_off(source, None)
            yield SourceFacts(source.pk, source.name, source.publisher, is_on)
            continue
        latest, whole = last[source.pk], full[source.pk]
        findings = QuarantinedRecord.objects.filter(run=whole)
        yield SourceFacts(
            key=source.pk,
            name=source.name,
            publisher=source.publisher,
            is_enabled=not is_off(source, latest),
            is_sample=latest.is_sample,
            read_at=latest.finished_at or latest.started_at,
            edition=latest.data_version,
            seen=whole.seen,
            refused=findings.filter(outcome=QuarantinedRecord.Outcome.QUARANTINED).count(),
            dangling=findings.filter(reason="dangling_reference").count(),
        )


def _requirement_reader() -> RequirementReader | None:
    """Who reads requirement texts: the function that the settings name, above this package."""
    name = getattr(settings, "QUALITY_REQUIREMENT_READER", "")
    if not name:
        return None
    reader: RequirementReader = import_string(name)
    return reader


def _judged(world: World, tell: Say) -> Scopes:
    """Counts by (scope, key): the whole catalogue has the empty key."""
    found: defaultdict[tuple[str, str], dict[str, Count]] = defaultdict(dict)
    for subject in (Subject.EDUCATION, Subject.EVENT, Subject.PROVIDER, Subject.AD):
        tell(f"counting {subject}s")
        rules = [r for r in RULES if r.subject == subject and isinstance(r.test, RowTest)]
        for where, counts in tally(subject, rules, world.day).items():
            found[where].update(counts)
    tell("judging sources, occupations and skills")
    for rule in RULES:
        if isinstance(rule.test, ConceptTest):
            found["source", rule.test.source][rule.key] = rule.test.judge(world).count()
        elif isinstance(rule.test, CountTest):
            count = rule.test.judge(world)
            if count.whole:
                found["source", rule.test.source][rule.key] = count
        elif isinstance(rule.test, SourceTest):
            for facts in world.sources.values():
                said = rule.test.judge(facts, world.day)
                if said is not None:
                    found["source", facts.key][rule.key] = said
    for (scope, _), counts in list(found.items()):
        if scope == "source":
            for key, count in counts.items():
                found["all", ""][key] = found["all", ""].get(key, Count(0, 0)) + count
    return dict(found)


def _store(report: QualityReport, scopes: Scopes, world: World) -> None:
    QualityReport.objects.filter(pk=report.pk).delete()
    report.save(force_insert=True)
    names = dict(Provider.objects.values_list("id", "name"))
    version = {rule.key: rule.version for rule in RULES}
    rows = []
    for (scope, key), counts in sorted(scopes.items()):
        if scope == "source":
            name = world.sources[key].name if key in world.sources else key
        else:
            name = names.get(key, "")
        figures = {
            rule: [version[rule], count.part, count.whole, count.unknown]
            for rule, count in counts.items()
        }
        rows.append(QualityFigures(report=report, scope=scope, key=key, name=name, figures=figures))
    QualityFigures.objects.bulk_create(rows, batch_size=1_000)
    kept = QualityReport.objects.values_list("pk", flat=True)[:PROVIDER_REPORTS]
    QualityFigures.objects.filter(scope=QualityFigures.Scope.PROVIDER).exclude(
        report__in=list(kept)
    ).delete()


def _stored(facts: SourceFacts) -> dict[str, object]:
    read_at = timezone.localtime(facts.read_at) if facts.read_at else None
    return {
        **asdict(facts),
        "read_at": read_at.isoformat(timespec="seconds") if read_at else "",
    }


@contextmanager
def _alone() -> Iterator[None]:
    """One report at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


@contextmanager
def _one_view() -> Iterator[None]:
    """Every count sees the database as it was at one moment, whatever an import does meanwhile.

    Readings are written before: what an import has changed since that moment could not be.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
