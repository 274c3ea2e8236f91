"""Database → a new numbered snapshot in service. A build that fails changes nothing."""

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from catalog.ingest.run import applied_runs
from catalog.models import Education, EducationEvent, JobAd, SnapshotBuild
from catalog.models.provenance import Imported
from catalog.snapshot import read_demand, read_education, read_taxonomy
from catalog.snapshot.arrays import write_json
from catalog.snapshot.compiled import words_of
from catalog.snapshot.compose import compose
from catalog.snapshot.mining import mine
from catalog.snapshot.overrides import Effect, with_decisions, with_esco_decisions
from catalog.snapshot.read_overrides import counts_of, read_overrides, tell_effects
from catalog.snapshot.recognised import RecognisedTexts
from catalog.snapshot.rows import CatalogueRows
from catalog.snapshot.settle import register, settle
from catalog.snapshot.snapshot import (
    Snapshot,
    SourceState,
    load_snapshot,
    save_snapshot,
)
from catalog.snapshot.store import (
    BUILD,
    finish,
    numbers,
    pinned_number,
    put_in_service,
    remove_old,
    unfinished_folder,
    unpin,
)
from catalog.snapshot.training import occupation_names

logger = logging.getLogger(__name__)

_LOCK = 0x6B_6F_72_74  # any number that nobody else uses with pg_try_advisory_lock
# How many stages `say` is told of, when the names have to be compiled.
STAGES = 9
Say = Callable[[str], None]
# Told stage, done, total and unit of the long ones, every so many rows.
Count = Callable[[str, int, int, str], object]
_COUNTED_EVERY = 500
T = TypeVar("T")


class NothingToBuild(Exception):
    """The catalogue holds no concepts; says which command loads it."""


class BuildUnderWay(Exception):
    """Another process is building; two at once would only race for the same place."""


@dataclass(frozen=True)
class Built:
    """A finished build: its snapshot, counts by table, and how many texts were read anew.

    pinned: the snapshot that stays in service, because an operator returned to it; else None.
    """

    snapshot: Snapshot
    counts: dict[str, int]
    seconds: float
    pinned: int | None = None


def build_snapshot(
    say: Say = logger.info,
    today: date | None = None,
    *,
    release: bool = False,
    count: Count | None = None,
) -> Built:
    """Compile the catalogue as it stands, put it in service, and remove old snapshots.

    say: told each stage, one line. count: told how far the long ones are. today: the build day,
    for what counts as passed. release: also when an operator has returned to an earlier snapshot;
    without it that one stays in service.
    Raises `NothingToBuild`, `BuildUnderWay`, or whatever went wrong, with the old one in service.
    """
    root = Path(settings.SNAPSHOT_DIR)
    began = time.monotonic()
    with only_build():
        settle(root)
        build = _next_build(root)
        folder = unfinished_folder(root, build.number)
        try:
            counts, effects = _compiled(
                build, folder, say, count or _uncounted, today or timezone.localdate()
            )
            load_snapshot(folder)  # what cannot be read is no snapshot
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        seconds = time.monotonic() - began
        write_json(folder / BUILD, {"counts": counts, "seconds": round(seconds, 1)})
        # Killed from here on, the next `settle` does what is left.
        snapshot = load_snapshot(finish(root, build.number))
        register(root, build)
        tell_effects(build.number, effects)
        if release:
            unpin(root)
        pinned = pinned_number(root)
        if pinned is None:
            put_in_service(root, build.number)
        remove_old(root, settings.SNAPSHOTS_KEPT)
    if pinned is None:
        say(f"snapshot {snapshot.id} in service")
    else:
        say(f"snapshot {snapshot.id} is built; {pinned} stays in service, see `manage.py rollback`")
    return Built(snapshot, counts, seconds, pinned)


def _compiled(
    build: SnapshotBuild, folder: Path, say: Say, count: Count, today: date
) -> tuple[dict[str, int], list[Effect]]:
    with _one_view():
        rows, sources, counts, effects = _read(folder, say, count, today)
        build.runs = applied_runs()
    build.save(update_fields=["runs"])
    say("composing")
    snapshot = compose(
        rows,
        number=build.number,
        built_at=timezone.localtime(build.built_at).isoformat(timespec="seconds"),
        sources=sources,
        folder=folder,
    )
    save_snapshot(snapshot)
    return counts, effects


def _read(
    folder: Path, say: Say, count: Count, today: date
) -> tuple[CatalogueRows, list[SourceState], dict[str, int], list[Effect]]:
    say("reading concepts")
    taxonomy = read_taxonomy.read_taxonomy()
    if not taxonomy.concepts:
        raise NothingToBuild(
            "the catalogue holds no concepts; load a source first, such as "
            "`python manage.py sync taxonomy --from PATH`"
        )
    overrides = read_overrides()
    taxonomy, of_esco = with_esco_decisions(taxonomy, overrides)
    concepts = list(taxonomy.concepts.values())
    terms = read_taxonomy.read_terms(taxonomy)
    words = words_of(taxonomy, terms, folder, say)

    say("reading job ads")
    memory = Path(settings.VAR_DIR) / "recognised"
    ad_texts = RecognisedTexts("ad", words.lexicon, words.rules, memory / "ads.jsonl")
    ads = _counted(
        read_demand.read_ad_texts(taxonomy), count, "reading job ads", _living(JobAd), "ads"
    )
    mined = mine(ads, ad_texts.of, taxonomy.country)
    ad_texts.save()

    say("reading events")
    source_of, sources = read_education.read_sources()
    providers = read_education.read_providers(taxonomy)
    events = list(
        _counted(
            read_education.read_events(taxonomy, providers, today),
            count,
            "reading events",
            _living(EducationEvent),
            "events",
        )
    )

    say(f"reading educations of {len(events)} events")
    course_texts = RecognisedTexts(
        "education", words.lexicon, words.rules, memory / "educations.jsonl"
    )
    found = read_education.read_educations(
        taxonomy,
        occupation_names(concepts, terms),
        course_texts.of,
        source_of,
        frozenset(event.education for event in events),
        today,
    )
    educations = list(
        _counted(found, count, "recognising educations", _living(Education), "educations")
    )
    course_texts.save()

    say("reading demand")
    ad_counts, ads_period = read_demand.read_ad_counts(taxonomy)
    rows = CatalogueRows(
        concepts=concepts,
        places=read_taxonomy.read_places(taxonomy),
        terms=terms,
        occupation_skills=[*read_taxonomy.read_occupation_skills(taxonomy), *mined.links],
        substitutes=list(read_taxonomy.read_substitutes(taxonomy)),
        neighbours=taxonomy.neighbours,
        ad_counts=ad_counts,
        mined_ads=mined.ads,
        skill_ads=mined.skills,
        wages=read_demand.read_wages(taxonomy),
        forecasts=read_demand.read_forecasts(taxonomy),
        providers=providers,
        educations=educations,
        events=events,
        ads_period=ads_period,
        mined_period=mined.period,
    )
    rows, effects = with_decisions(rows, taxonomy, overrides)
    effects += of_esco
    counts = _counts(rows, ad_texts, course_texts) | counts_of(effects)
    return rows, sources, counts, effects


def _living(model: type[Imported]) -> int:
    """How many rows of a table are not withdrawn: about so many will be read."""
    return model._default_manager.filter(withdrawn_at=None).count()


def _counted(items: Iterable[T], count: Count, stage: str, total: int, unit: str) -> Iterator[T]:
    for done, item in enumerate(items, start=1):
        if done % _COUNTED_EVERY == 0:
            count(stage, done, total, unit)
        yield item


def _uncounted(_stage: str, _done: int, _total: int, _unit: str) -> None:
    """Nobody looks."""


def _counts(
    rows: CatalogueRows, ad_texts: RecognisedTexts, course_texts: RecognisedTexts
) -> dict[str, int]:
    return {
        "concepts": len(rows.concepts),
        "terms": len(rows.terms),
        "occupation_skills": len(rows.occupation_skills),
        "ads_read": len(ad_texts),
        "providers": len(rows.providers),
        "educations": len(rows.educations),
        "educations_with_skills": sum(1 for row in rows.educations if row.skills),
        "educations_with_targets": sum(
            any(goal.strength for goal in row.trains_for) for row in rows.educations
        ),
        "events": len(rows.events),
        "texts": len(course_texts),
        "texts_read_anew": ad_texts.fresh + course_texts.fresh,
    }


def _next_build(root: Path) -> SnapshotBuild:
    """A build with a number above every snapshot on disk, also after a change of database."""
    build = SnapshotBuild.objects.create()
    highest = max(numbers(root), default=0)
    if build.number <= highest:
        build.delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'number'), %s)",
                [SnapshotBuild._meta.db_table, highest],
            )
        build = SnapshotBuild.objects.create()
    return build


@contextmanager
def only_build() -> Iterator[None]:
    """No other build, and no rollback, in here. Raises `BuildUnderWay`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise BuildUnderWay("another process is building a snapshot; wait for it")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


@contextmanager
def _one_view() -> Iterator[None]:
    """All reads see the database as it was at one moment, whatever an import does meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
