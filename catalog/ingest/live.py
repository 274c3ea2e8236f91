"""A live source from question to rows: what `sync --live` and the catalogue's task both call.

First the fetch fills a folder, `VAR_DIR/inbox/<source>`, then the folder is applied in one
transaction, then it is removed. A run that is killed anywhere leaves a folder that the next one
goes on with: from the last whole page, or straight to applying.
"""

import fcntl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from catalog.ingest.run import (
    APPLIED,
    Outcome,
    apply_input,
    begin,
    close_abandoned,
    entry_of,
    note,
)
from catalog.models import ImportRun, QuarantinedRecord, Source
from catalog.source_switch import has_no_address
from catalog.sources.http import Access, Http, Validators
from catalog.sources.record import SourceUnavailable
from catalog.sources.registry import Live, SourceEntry
from catalog.sources.spool import (
    OLDEST,
    Fetched,
    Step,
    clear,
    fetched_in,
    is_whole_begun,
    set_aside,
)

Progress = Callable[[str, Step], object]


class SourceTurnedOff(Exception):
    """The source is not to be asked, or cannot be; says which switch it is."""


class AlreadyRunning(Exception):
    """Another process of this machine is at this source."""


def load_live(
    key: str,
    *,
    full: bool = False,
    since: datetime | None = None,
    dry_run: bool = False,
    allow_drop: bool = False,
    progress: Progress | None = None,
    open_http: Callable[[Access], Http] | None = None,
) -> Outcome:
    """Fetch a source and bring the catalogue in line with it.

    Without full or since the source is asked for changes where it can tell them, from the last
    run on, and for everything where it cannot, the last full run is too long ago, or a fetch of
    everything was cut off: that is gone on with, as everything covers the changes. progress is
    called with `fetch` or `apply` and a `Step`. Raises `UnknownSource`, `SourceTurnedOff`,
    `AlreadyRunning`, and `SourceUnavailable`, whose run is on record; whatever is wrong with the
    answers is in the outcome.
    """
    entry = entry_of(key)
    live = _live_of(entry)
    tell = progress or (lambda _phase, _step: None)
    with _alone(entry.key) as folder:
        last = last_fetch(entry.key)
        if since is None and not full:
            last_full = last_full_fetch(entry.key)
            since = since_of(live, last, last_full, datetime.now(UTC))
            if since and last_full and is_somebody_waiting(entry, last_full):
                since = None
            if is_whole_begun(folder):
                since = None
        address = _addresses(live)[live.addresses[0].setting]
        run = begin(entry, origin=address, since=since, dry_run=dry_run)
        if not dry_run:
            close_abandoned(run)
        known = {} if full or last is None else _validators_of(last)
        try:
            fetched = _whole_folder(folder, since) or _fetch(
                entry, folder, since, known, tell, open_http or Http
            )
            run.origin = fetched.origin[:500]
            if not fetched.is_changed:
                return _nothing_new(run, fetched, known)
            outcome = apply_input(
                entry,
                run,
                folder,
                fetched=fetched,
                allow_drop=allow_drop,
                progress=_counted(tell, fetched),
            )
        except BaseException as error:
            if run.state == ImportRun.State.RUNNING:
                is_told = isinstance(error, SourceUnavailable)
                message = str(error) if is_told else f"{type(error).__name__}: {error}"
                _end(run, ImportRun.State.FAILED, message[:2000])
            raise
        if not dry_run:
            _tidy(folder, outcome)
        return outcome


def last_fetch(key: str) -> ImportRun | None:
    """The last run that applied what a live source said; None when files came after it, as nobody
    knows how old they were."""
    run = _applied(key).order_by("-pk").first()
    return run if run and run.watermark else None


def last_full_fetch(key: str) -> ImportRun | None:
    """The last full run, where it was a fetch."""
    run = _applied(key).filter(is_full=True).order_by("-pk").first()
    return run if run and run.watermark else None


def since_of(
    live: Live, last: ImportRun | None, last_full: ImportRun | None, now: datetime
) -> datetime | None:
    """From when on to ask for changes; None to ask for everything."""
    if not live.has_delta or last is None or last.watermark is None or last_full is None:
        return None
    if not last.is_full and last.since is None:
        return None  # the whole was asked for and could not be had in one piece
    if now - last_full.started_at > timedelta(days=live.full_every_days):
        return None
    return last.watermark - timedelta(hours=live.overlap_hours)


def is_somebody_waiting(entry: SourceEntry, last_full: ImportRun) -> bool:
    """True when a row that others named in vain has come since: an education that was mended, say.
    No list of changes brings its occasions again, as they have not changed; the whole does."""
    named: dict[str, set[str]] = {}
    findings = QuarantinedRecord.objects.filter(
        run__source_id=entry.key, run_id__gte=last_full.pk, reason="dangling_reference"
    )
    for detail in findings.values_list("detail", flat=True).distinct():
        table, _, key = detail.partition(" ")
        if table in entry.tables:
            named.setdefault(table, set()).add(key)
    return any(
        apps.get_model("catalog", table)
        ._default_manager.filter(pk__in=keys, withdrawn_at=None, run_id__gt=last_full.pk)
        .filter(run__source_id=entry.key)
        .exists()
        for table, keys in named.items()
    )


def _applied(key: str) -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(source_id=key, is_sample=False, state__in=APPLIED)


def _live_of(entry: SourceEntry) -> Live:
    """How the source is asked. Raises `SourceTurnedOff`."""
    if entry.live is None:
        raise SourceTurnedOff(
            f"{entry.key} comes as files only; give them with `sync {entry.key} --from PATH`"
        )
    if Source.objects.filter(key=entry.key, is_enabled=False).exists():
        raise SourceTurnedOff(f"{entry.key} is turned off in the administration")
    if has_no_address(entry.key):
        setting = entry.live.addresses[0].setting
        raise SourceTurnedOff(f"{entry.key} is turned off: {setting} is empty")
    return entry.live


def _addresses(live: Live) -> dict[str, str]:
    return {one.setting: settings.SOURCE_ADDRESSES[one.setting] for one in live.addresses}


@contextmanager
def _alone(key: str) -> Iterator[Path]:
    """The source's folder, for one process of this machine. The lock ends with the process."""
    inbox = Path(settings.VAR_DIR) / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    with (inbox / f"{key}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"another process is loading {key}; wait for it") from None
        yield inbox / key


def _whole_folder(folder: Path, since: datetime | None) -> Fetched | None:
    """What an earlier run fetched to its end and did not come to apply, if it still answers."""
    fetched = fetched_in(folder)
    if fetched is None or not fetched.is_changed or fetched.watermark is None:
        return None
    is_recent = datetime.now(UTC) - fetched.watermark < OLDEST
    covers = fetched.is_full or fetched.since == since
    if since and fetched.since:
        covers = covers or fetched.since <= since
    return fetched if is_recent and covers else None


def _fetch(
    entry: SourceEntry,
    folder: Path,
    since: datetime | None,
    known: Mapping[str, Validators],
    tell: Progress,
    open_http: Callable[[Access], Http],
) -> Fetched:
    live = _live_of(entry)
    access = Access(
        addresses=_addresses(live),
        user_agent=settings.SOURCE_USER_AGENT,
        per_second=live.per_second,
        most_bytes=live.most_bytes,
        api_key=settings.SOURCE_API_KEYS.get(live.key_setting, ""),
        validators=known,
    )
    with open_http(access) as http:
        return entry.fetch(http, folder, since=since, progress=lambda step: tell("fetch", step))


def _validators_of(run: ImportRun) -> dict[str, Validators]:
    return {url: Validators(**one) for url, one in run.validators.items()}


def _counted(tell: Progress, fetched: Fetched) -> Callable[[int], None]:
    """Progress of `apply`: how many elements of how many."""
    done = 0

    def count(read: int) -> None:
        nonlocal done
        done += read
        if done % 500 == 0 or done == fetched.count:
            tell("apply", Step(done, fetched.count, "elements"))

    return count


def _nothing_new(run: ImportRun, fetched: Fetched, known: Mapping[str, Validators]) -> Outcome:
    note(run, replace(fetched, validators={**known, **fetched.validators}))
    _end(run, ImportRun.State.COMPLETE, "The publisher has nothing newer.")
    clear(fetched.folder)
    return Outcome(run, {}, [], run.pk == 0)


def _end(run: ImportRun, state: ImportRun.State, message: str) -> None:
    run.state = state
    run.message = message
    run.finished_at = timezone.now()
    if run.pk:
        run.save()


def _tidy(folder: Path, outcome: Outcome) -> None:
    """What was applied is removed; what a guard refused is kept beside, for somebody to look at."""
    run = outcome.run
    if run.state in APPLIED:
        clear(folder)
        return
    aside = set_aside(folder)
    run.message += f" What was fetched lies in {aside}."
    run.save(update_fields=["message"])
