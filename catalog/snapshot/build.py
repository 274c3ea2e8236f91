"""Database → a new numbered snapshot in service. A build that fails changes nothing."""

import logging
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from catalog.models import SnapshotBuild
from catalog.recognition.embedding import ModelUnusable
from catalog.recognition.lexicon import Term, compile_lexicon, save_lexicon
from catalog.recognition.meaning import compile_meaning, save_meaning
from catalog.recognition.semantic import load_encoder
from catalog.snapshot import read_demand, read_education, read_taxonomy
from catalog.snapshot.compose import compose
from catalog.snapshot.mining import mine
from catalog.snapshot.read_taxonomy import Taxonomy
from catalog.snapshot.recognised import RecognisedTexts, rules_of
from catalog.snapshot.rows import CatalogueRows, ConceptRow, TermRow
from catalog.snapshot.snapshot import (
    Snapshot,
    SourceState,
    TermKind,
    load_snapshot,
    save_snapshot,
)
from catalog.snapshot.store import (
    LEXICON,
    MEANING,
    finish,
    numbers,
    put_in_service,
    remove_old,
    unfinished_folder,
)
from catalog.snapshot.training import occupation_names

logger = logging.getLogger(__name__)

_LOCK = 0x6B_6F_72_74  # any number that nobody else uses with pg_try_advisory_lock
# A name of more concepts than this can be searched for; in a text it is no mention of any.
_MOST_MEANINGS = 12
_MOST_LOOSE_MEANINGS = 3
_MOST_KEYWORD_MEANINGS = 2  # "frissa" is an adept or a hairdresser; "turism" is a field
_LOOSE = (TermKind.MATCH, TermKind.CLOSE_MATCH, TermKind.BROAD_MATCH, TermKind.KEYWORD)
Say = Callable[[str], None]


class NothingToBuild(Exception):
    """The catalogue holds no concepts; says which command loads it."""


class BuildUnderWay(Exception):
    """Another process is building; two at once would only race for the same place."""


@dataclass(frozen=True)
class Built:
    """A finished build: its snapshot, counts by table, and how many texts were read anew."""

    snapshot: Snapshot
    counts: dict[str, int]
    seconds: float


def build_snapshot(say: Say = logger.info, today: date | None = None) -> Built:
    """Compile the catalogue as it stands, put it in service, and remove old snapshots.

    say: told each stage, one line. today: the build day, for what counts as passed. Raises
    `NothingToBuild`, `BuildUnderWay`, or whatever went wrong, with the old snapshot in service.
    """
    root = Path(settings.SNAPSHOT_DIR)
    began = time.monotonic()
    with _only_build():
        build = _next_build(root)
        folder = unfinished_folder(root, build.number)
        try:
            snapshot, counts = _compiled(build, folder, say, today or timezone.localdate())
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        snapshot = load_snapshot(finish(root, build.number))
        put_in_service(root, build.number)
        remove_old(root)
        seconds = time.monotonic() - began
        build.content_id = snapshot.id
        build.is_complete = True
        build.seconds = round(seconds, 1)
        build.statistics = counts
        build.save()
    say(f"snapshot {snapshot.id} in service")
    return Built(snapshot, counts, seconds)


def _compiled(
    build: SnapshotBuild, folder: Path, say: Say, today: date
) -> tuple[Snapshot, dict[str, int]]:
    with _one_view():
        rows, sources, counts = _read(folder, say, today)
    say("composing")
    snapshot = compose(
        rows,
        number=build.number,
        built_at=timezone.localtime(build.built_at).isoformat(timespec="seconds"),
        sources=sources,
        folder=folder,
    )
    save_snapshot(snapshot)
    return snapshot, counts


def _read(
    folder: Path, say: Say, today: date
) -> tuple[CatalogueRows, list[SourceState], dict[str, int]]:
    say("reading concepts")
    taxonomy = read_taxonomy.read_taxonomy()
    if not taxonomy.concepts:
        raise NothingToBuild(
            "the catalogue holds no concepts; load a source first, such as "
            "`python manage.py sync taxonomy --from PATH`"
        )
    concepts = list(taxonomy.concepts.values())
    terms = read_taxonomy.read_terms(taxonomy)
    say(f"compiling the lexicon of {len(terms)} names")
    lexicon_terms = _lexicon_terms(taxonomy, terms)
    lexicon = compile_lexicon(lexicon_terms)
    save_lexicon(lexicon, folder / LEXICON)
    _save_meaning(lexicon_terms, folder, say)
    rules = rules_of(terms)

    say("reading job ads")
    memory = Path(settings.VAR_DIR) / "recognised"
    ad_texts = RecognisedTexts("ad", lexicon, rules, memory / "ads.jsonl")
    mined = mine(read_demand.read_ad_texts(taxonomy), ad_texts.of, taxonomy.country)
    ad_texts.save()

    say("reading events")
    source_of, sources = read_education.read_sources()
    providers = read_education.read_providers(taxonomy)
    events = list(read_education.read_events(taxonomy, providers, today))

    say(f"reading educations of {len(events)} events")
    course_texts = RecognisedTexts("education", lexicon, rules, memory / "educations.jsonl")
    educations = list(
        read_education.read_educations(
            taxonomy,
            occupation_names(concepts, terms),
            course_texts.of,
            source_of,
            frozenset(event.education for event in events),
            today,
        )
    )
    course_texts.save()

    say("reading demand")
    ad_counts, ads_period = read_demand.read_ad_counts(taxonomy)
    forecasts, forecast_round = read_demand.read_forecasts(taxonomy)
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
        forecasts=forecasts,
        providers=providers,
        educations=educations,
        events=events,
        ads_period=ads_period,
        mined_period=mined.period,
        forecast_round=forecast_round,
    )
    return rows, sources, _counts(rows, ad_texts, course_texts)


def _save_meaning(terms: list[Term], folder: Path, say: Say) -> None:
    """Compile what the names mean, with the model the settings name; without one, say so."""
    try:
        encoder = load_encoder(settings.EMBEDDING_MODEL)
    except ModelUnusable as error:
        logger.warning("built without suggestions by meaning: %s", error)
        say(f"no suggestions by meaning: {error}")
        return
    if encoder is not None:
        say("compiling what the names mean")
        save_meaning(compile_meaning(terms, encoder), folder / MEANING)


def _lexicon_terms(taxonomy: Taxonomy, terms: list[TermRow]) -> list[Term]:
    def term(row: TermRow) -> Term:
        concept: ConceptRow = taxonomy.concepts[row.concept]
        return Term(
            text=row.text,
            concept_id=row.concept,
            label=concept.label,
            type=concept.type,
            kind=row.kind.name.lower(),  # type: ignore[arg-type]  # the names of TermKind are its values
            language=row.language,
        )

    def is_kept(row: TermRow) -> bool:
        if row.kind == TermKind.PREFERRED:
            return True
        if row.kind in _LOOSE:
            most = _MOST_LOOSE_MEANINGS
            if row.kind == TermKind.KEYWORD:
                most = _MOST_KEYWORD_MEANINGS
            return loose[row.text] <= most
        return shared[row.text] <= _MOST_MEANINGS

    # A word such as "säljare" can be searched for; in a text it is no mention of 17 occupations.
    named = [row for row in terms if row.kind != TermKind.PREFERRED]
    shared = Counter(row.text for row in named if row.kind not in _LOOSE)
    loose = Counter(row.text for row in named if row.kind in _LOOSE)
    return [term(row) for row in terms if is_kept(row)]


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
        "educations_with_targets": sum(1 for row in rows.educations if row.trains_for),
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
def _only_build() -> Iterator[None]:
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
