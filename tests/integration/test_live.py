"""A live source from question to rows: deltas, guards, switches, and being killed anywhere."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import redis
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.ingest.live import AlreadyRunning, SourceTurnedOff, load_live
from catalog.ingest.run import run_import
from catalog.models import (
    Education,
    EducationEvent,
    ImportRun,
    Provider,
    Qualification,
    QuarantinedRecord,
    Source,
    TrainsFor,
)
from catalog.pipeline.locks import only_one
from catalog.sources.record import SourceUnavailable
from catalog.sources.spool import fetched_in
from tests.unit.catalog.sources.susa_navet.elements import coded, words
from tests.unit.catalog.sources.susa_navet.register import (
    Register,
    an_event,
    an_info,
    gone,
    numbered,
)

pytestmark = pytest.mark.django_db

KEY = "susa-navet"
MODELS = (Provider, Education, EducationEvent, Qualification, TrainsFor)


@pytest.fixture(autouse=True)
def inbox(settings, tmp_path):
    """A folder of the test's own for what is fetched."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "inbox" / KEY


def load(register, **options):
    return load_live(KEY, open_http=lambda _access: register.http(), **options)


def state():
    """Every live row, whole but for the run that wrote it, and the ids of the withdrawn ones."""
    rows = {}
    for model in MODELS:
        names = [one.attname for one in model._meta.concrete_fields]
        names = [one for one in names if one not in {"run_id", "withdrawn_at"}]
        found = model.objects.filter(withdrawn_at=None).order_by("pk")
        rows[model.__name__] = list(found.values_list(*names))
    return rows


def last_run():
    return ImportRun.objects.order_by("pk").last()


def wiped():
    """An empty catalogue again, within the test's transaction."""
    for model in (TrainsFor, Qualification, EducationEvent, Education, Provider):
        model.objects.all().delete()
    ImportRun.objects.all().delete()


# --- full, changes, full again -------------------------------------------------------------------


def test_the_first_load_is_full_and_the_run_says_so(inbox):
    outcome = load(Register(*numbered(10)))
    run = last_run()
    assert (outcome.exit_code, outcome.run) == (0, run)
    assert EducationEvent.objects.count() == 10
    assert (run.is_full, run.since, run.state) == (True, None, "complete")
    assert run.origin == "https://susa.example/emil3"
    assert run.watermark is not None
    assert not inbox.exists()


def test_the_next_load_asks_for_changes_and_writes_nothing_when_there_are_none():
    register = Register(*numbered(10))
    first = load(register).run
    register.asked.clear()
    outcome = load(register)
    assert all("updatedSince" in one for one in register.asked)
    assert (outcome.written, outcome.run.is_full) == (0, False)
    assert outcome.run.since == first.watermark - timedelta(days=2)


def test_an_unchanged_full_load_writes_nothing():
    register = Register(*numbered(10))
    load(register)
    before = state()
    outcome = load(register, full=True)
    assert (outcome.written, outcome.run.is_full, state()) == (0, True, before)


def test_changes_lead_to_the_state_of_a_full_load():
    elements = numbered(20)
    register = Register(*elements)
    load(register)
    register.change(
        gone("e.test.1"),
        gone("i.test.2"),  # its occasion goes with it
        gone("p.test.3"),  # its occasion stays, without it
        {**an_event(4), "status": "INACTIVE"},
        an_event(5, isCancelled=True),
        an_info(6, title=None),  # can no longer be read: not offered
        an_info(7, resultIsDegree=False),  # the degree is no longer given
        an_info(8, degrees=[words("Ett"), words("Två")]),
        an_info(9, subjects=[coded("7612", "AUB_Subject")]),
        *numbered(2, start=30),
        an_event(40, of=30),
    )
    outcome = load(register, allow_drop=True)
    assert not outcome.run.is_full
    by_changes = state()
    wiped()
    load(register)
    by_whole = state()
    # A cleared provider is told by a fingerprint that asks for comparison next time.
    assert without_fingerprints(by_changes) == without_fingerprints(by_whole)
    assert {row[0] for row in by_whole["EducationEvent"]}.isdisjoint(
        {"e.test.1", "e.test.2", "e.test.4", "e.test.6"}
    )


def without_fingerprints(rows):
    # Every model's columns begin with the run, fingerprint and withdrawal of `Imported`.
    return {name: [row[1:] for row in found] for name, found in rows.items()}


def test_after_a_week_the_whole_is_asked_for_and_heals_what_changes_missed(time_machine):
    register = Register(*numbered(10))
    load(register)
    register.elements.pop("e.test.4")  # gone, and no list of changes ever said so
    load(register)
    assert EducationEvent.objects.filter(pk="e.test.4", withdrawn_at=None).exists()
    time_machine.move_to(datetime.now(UTC) + timedelta(days=8))
    assert load(register).run.is_full
    assert not EducationEvent.objects.filter(pk="e.test.4", withdrawn_at=None).exists()


def test_an_education_that_was_mended_gets_its_occasions_back():
    register = Register(*numbered(10))
    register.elements["i.test.3"] = an_info(3, title=None)
    assert load(register).run.quarantined > 0
    register.change(an_info(3))
    assert not load(register).run.is_full
    assert not EducationEvent.objects.filter(pk="e.test.3", withdrawn_at=None).exists()
    assert load(register).run.is_full, "no list of changes would bring its occasion"
    assert EducationEvent.objects.filter(pk="e.test.3", withdrawn_at=None).exists()
    assert not load(register).run.is_full


def test_after_carried_files_of_unknown_age_the_whole_is_asked_for(tmp_path):
    register = Register(*numbered(10))
    load(register)
    file = tmp_path / "providers.jsonl"
    (tmp_path / "infos.jsonl").write_text("\n".join(json.dumps(one) for one in numbered(10)))
    file.write_text("")
    run_import(KEY, tmp_path, allow_drop=True)
    assert load(register).run.is_full


def test_changes_of_nothing_are_refused():
    outcome = load(Register(*numbered(3)), since=datetime(2026, 11, 1, tzinfo=UTC))
    assert outcome.run.state == "stopped"
    assert "Load all of susa-navet first" in outcome.run.message
    assert Provider.objects.count() == 0


def test_a_list_that_never_stood_still_withdraws_nothing():
    register = Register(*numbered(10))
    load(register)
    register.elements.pop("e.test.1")

    def before(_number):
        first = next(one for one in register.elements if one.startswith("e."))
        register.elements[first] = register.elements.pop(first)

    register.before = before
    outcome = load(register, full=True)
    assert (outcome.run.state, outcome.run.is_full) == ("complete", False)
    assert "educationEvents moved while it was read" in outcome.run.message
    assert EducationEvent.objects.filter(withdrawn_at=None).count() == 10
    register.before = lambda _number: None
    assert load(register).run.withdrawn == 1, "the next run asks for the whole again"


# --- guards --------------------------------------------------------------------------------------


def forms(register, form, numbers):
    for number in numbers:
        register.change(an_info(number, type=coded(form, "C_SchoolType")))


def test_a_school_form_that_falls_by_more_than_a_fifth_stops_the_run(inbox):
    register = Register(*numbered(60))
    forms(register, "FHS", range(1, 21))
    load(register)
    before = state()
    for number in range(1, 7):  # 6 of 20 in FHS, 6 of 60 in all
        register.elements.pop(f"i.test.{number}")
        register.elements.pop(f"e.test.{number}")
    outcome = load(register, full=True)
    assert outcome.run.state == "stopped"
    assert "Education of form FHS would fall from 20 to 14 rows" in outcome.run.message
    assert str(inbox.with_name(f"{KEY}.stopped")) in outcome.run.message
    assert (outcome.run.withdrawn, state()) == (0, before)


def test_what_a_guard_refused_can_be_applied_after_a_look(inbox):
    register = Register(*numbered(20))
    load(register)
    for number in range(1, 11):
        register.elements.pop(f"e.test.{number}")
    assert load(register, full=True).run.state == "stopped"
    assert run_import(KEY, inbox.with_name(f"{KEY}.stopped"), allow_drop=True).run.withdrawn == 10


def test_changes_that_take_away_more_than_a_fifth_stop_the_run_too():
    register = Register(*numbered(20))
    load(register)
    register.change(*(gone(f"e.test.{number}") for number in range(1, 8)))
    outcome = load(register)
    assert outcome.run.state == "stopped"
    assert "EducationEvent would fall from 20 to 13 rows" in outcome.run.message
    assert load(register, allow_drop=True).run.withdrawn == 7


def test_broken_changes_count_as_a_fall():
    register = Register(*numbered(20))
    load(register)
    register.change(*(an_info(number, title=None) for number in range(1, 8)))
    assert load(register).run.state == "stopped"


# --- what cannot be reached, and switches --------------------------------------------------------


def test_an_outage_leaves_the_catalogue_and_a_run_that_says_so():
    register = Register(*numbered(10))
    load(register)
    before = state()
    register.before = lambda _number: (503, {})
    with pytest.raises(SourceUnavailable, match="failed 3 times"):
        load(register, full=True)
    assert (last_run().state, state()) == ("failed", before)
    assert "try again later" in last_run().message


def test_whatever_ends_a_fetch_ends_its_run(inbox):
    def before(_number):
        raise OSError("No space left on device")

    register = Register(*numbered(2))
    register.before = before
    with pytest.raises(OSError, match="No space left"):
        load(register)
    assert (last_run().state, last_run().message) == ("failed", "OSError: No space left on device")


def test_after_an_outage_in_the_middle_the_run_goes_on(inbox):
    register = Register(*numbered(10))
    register.before = lambda number: (503, {}) if number > 9 else None
    with pytest.raises(SourceUnavailable):
        load(register)
    assert inbox.exists()
    register.before = lambda _number: None
    register.asked.clear()
    assert load(register).run.state == "complete"
    assert not any(one.startswith("educationProviders?page=0&size=2000") for one in register.asked)
    assert EducationEvent.objects.count() == 10


def test_everything_that_was_cut_off_is_gone_on_with_also_by_a_run_for_changes():
    register = Register(*numbered(10))
    load(register)
    before = state()
    register.before = lambda number: (503, {}) if number > 9 else None
    register.asked.clear()
    with pytest.raises(SourceUnavailable):
        load(register, full=True)
    register.before = lambda _number: None
    register.asked.clear()
    outcome = load(register)
    assert (outcome.run.is_full, outcome.run.since, state()) == (True, None, before)
    assert not any("updatedSince" in one for one in register.asked)
    assert not any(one.startswith("educationProviders?page=0&size=2000") for one in register.asked)
    register.asked.clear()
    load(register)
    assert all("updatedSince" in one for one in register.asked), "then changes again"


def test_changes_that_are_asked_for_by_date_are_what_is_asked_for():
    register = Register(*numbered(10))
    load(register)
    register.asked.clear()
    register.before = lambda number: (503, {}) if number > 9 else None
    with pytest.raises(SourceUnavailable):
        load(register, full=True)
    register.before = lambda _number: None
    assert not load(register, since=datetime(2026, 11, 22, tzinfo=UTC)).run.is_full


def test_a_source_turned_off_is_not_asked(settings):
    Source.objects.create(key=KEY, name="Susa-navet", publisher="Skolverket", is_enabled=False)
    with pytest.raises(SourceTurnedOff, match="in the administration"):
        load(Register())
    Source.objects.update(is_enabled=True)
    settings.SOURCE_ADDRESSES = settings.SOURCE_ADDRESSES | {"SUSA_NAVET_URL": ""}
    with pytest.raises(SourceTurnedOff, match="SUSA_NAVET_URL is empty"):
        load(Register())
    with pytest.raises(SourceTurnedOff, match="files only"):
        load_live("trains-for")
    assert ImportRun.objects.count() == 0


def test_one_process_at_a_time(inbox):
    register = Register(*numbered(2))

    def before(_number):
        with pytest.raises(AlreadyRunning, match="another process is loading susa-navet"):
            load(Register(*numbered(2)))

    register.before = before
    assert load(register).run.state == "complete"


def test_a_dry_run_writes_nothing_and_its_fetch_is_used_again(inbox):
    register = Register(*numbered(10))
    outcome = load(register, dry_run=True)
    assert (outcome.is_dry_run, outcome.tables["EducationEvent"].added) == (True, 10)
    assert (ImportRun.objects.count(), Provider.objects.count()) == (0, 0)
    assert fetched_in(inbox) is not None
    register.asked.clear()
    load(register)
    assert (register.asked, EducationEvent.objects.count()) == ([], 10)


def test_an_unfinished_folder_is_not_applied(inbox):
    register = Register(*numbered(10))
    register.before = lambda number: (503, {}) if number > 9 else None
    with pytest.raises(SourceUnavailable):
        load(register)
    with pytest.raises(SourceUnavailable, match="not fetched to its end"):
        run_import(KEY, inbox)


def test_progress_counts_both_steps():
    steps = []
    load(Register(*numbered(10)), progress=lambda phase, step: steps.append((phase, step)))
    assert {phase for phase, _ in steps} == {"fetch", "apply"}
    assert [(one.done, one.total) for phase, one in steps if phase == "apply"] == [(30, 30)]


# --- killed --------------------------------------------------------------------------------------


def child(address, folder, *arguments, patch=""):
    """A process that loads the source into the tests' database."""
    database = connection.settings_dict
    host = database["HOST"]
    where = f"/{database['NAME']}?host={quote(host)}"
    if not host.startswith("/"):
        where = f"{host}:{database['PORT'] or 5432}/{database['NAME']}"
    login = quote(database["USER"], safe="")
    if database.get("PASSWORD"):
        login += ":" + quote(database["PASSWORD"], safe="")
    url = f"postgresql://{login}@{where}"
    code = (
        "import os, sys, django; django.setup()\n"
        f"{patch}\n"
        "from django.core.management import call_command\n"
        "call_command('sync', 'susa-navet', '--live', '--json', *sys.argv[1:])\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "guidance.settings",
            "DATABASE_URL": url,
            "REDIS_URL": settings.REDIS_URL,
            "VAR_DIR": str(folder),
            "SUSA_NAVET_URL": address,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill(process):
    """Kill it, and let its lock expire without waiting for that."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        assert client.delete(f"catalog:lock:source:{KEY}") == 1


# Says where it is, and waits there to be killed.
_STOP = """
import time
def stop(*_):
    print("here", flush=True)
    time.sleep(300)
"""
_IN_APPLY = {
    "while staging": """
from catalog.ingest.load import Load
take = Load._take
def take_and_stop(self, item):
    take(self, item)
    if item.id == "e.test.7":
        stop()
Load._take = take_and_stop
""",
    "while merging": """
from catalog.ingest.load import Load
merge = Load._merge
def merge_and_stop(self, name, table):
    merge(self, name, table)
    if name == "Education":
        stop()
Load._merge = merge_and_stop
""",
    "before the end": """
from catalog.ingest import run
run._store = stop
""",
    "before tidying": """
from catalog.ingest import live
live._tidy = stop
""",
}


@pytest.mark.killing
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", _IN_APPLY)
def test_killed_while_applying_the_next_run_leads_to_the_undisturbed_state(place, tmp_path, inbox):
    register = Register(*numbered(10))
    with register.served() as address:
        process = child(address, tmp_path, patch=_STOP + _IN_APPLY[place])
        assert process.stdout.readline() == "here\n", process.stderr.read()
        kill(process)
        assert fetched_in(inbox) is not None
        was_applied = place == "before tidying"
        assert Provider.objects.exists() == was_applied, "half a catalogue is never to be seen"
        register.asked.clear()
        again = child(address, tmp_path, *([] if was_applied else ["--full"]))
        out, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert json.loads(out)["state"] == "complete"
    assert was_applied or register.asked == [], "what was fetched is used"
    assert not inbox.exists()
    assert [run.state for run in ImportRun.objects.order_by("pk")] == (
        ["complete", "complete"] if was_applied else ["failed", "complete"]
    )
    assert_undisturbed(register, tmp_path)


@pytest.mark.killing
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [2, 6, 12, 16])
def test_killed_while_fetching_the_next_run_leads_to_the_undisturbed_state(number, tmp_path, inbox):
    register = Register(*numbered(10))
    reached = threading.Event()

    def before(asked):
        if asked == number:
            reached.set()
            time.sleep(1)

    register.before = before
    with register.served() as address:
        process = child(address, tmp_path)
        assert reached.wait(60), process.communicate()
        kill(process)
        assert Provider.objects.count() == 0
        register.before = lambda _number: None
        again = child(address, tmp_path)
        out, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert json.loads(out)["is_full"]
    assert_undisturbed(register, tmp_path)


def assert_undisturbed(register, folder):
    """The state is that of a run nobody disturbed, and each finding is told once."""
    disturbed = state()
    findings = list(QuarantinedRecord.objects.values_list("record_id", "reason"))
    for model in (TrainsFor, Qualification, EducationEvent, Education, Provider):
        model.objects.all().delete()
    ImportRun.objects.all().delete()
    load(register)
    assert state() == disturbed
    assert list(QuarantinedRecord.objects.values_list("record_id", "reason")) == findings


# --- the command ---------------------------------------------------------------------------------


def sync(register, monkeypatch, *arguments):
    """(exit code, standard output, standard error) of `sync susa-navet`."""
    monkeypatch.setattr("catalog.ingest.live.Http", lambda _access: register.http())
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("sync", KEY, *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_command_says_what_was_asked_for_in_words_and_as_json(monkeypatch):
    register = Register(*numbered(10))
    code, out, _ = sync(register, monkeypatch, "--live")
    assert code == 0
    assert "susa-navet: complete, everything from https://susa.example/emil3" in out
    code, out, _ = sync(register, monkeypatch, "--live", "--since", "2026-11-22", "--json")
    told = json.loads(out)
    assert (code, told["is_full"], told["state"]) == (0, False, "complete")
    assert told["since"] == "2026-11-22T00:00:00+01:00"
    assert told["watermark"]
    code, out, _ = sync(register, monkeypatch, "--live", "--since", "2026-11-22")
    assert "changes since 2026-11-22 00:00 from" in out
    code, out, _ = sync(register, monkeypatch, "--live", "--full", "--dry-run")
    assert "complete, everything from https://susa.example/emil3, dry run" in out


def test_the_command_ends_with_2_when_the_source_cannot_be_read(monkeypatch):
    register = Register(*numbered(2))
    register.before = lambda _number: (404, {})
    code, out, err = sync(register, monkeypatch, "--live")
    assert (code, out) == (2, "")
    assert "answered 404 Not Found; check the address" in err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--live", "--from", "x"),
        ("--live", "--full", "--since", "2026-11-22"),
        ("--live", "--since", "yesterday"),
    ],
    ids=str,
)
def test_arguments_that_contradict_each_other_are_refused(arguments, monkeypatch):
    with pytest.raises(CommandError):
        sync(Register(), monkeypatch, *arguments)


def test_full_is_for_live_sources(monkeypatch, tmp_path):
    code, _, err = sync(Register(), monkeypatch, "--from", tmp_path, "--full")
    assert (code, err) == (2, "--full goes with --live; files are what they are\n")


def test_the_command_waits_for_a_killed_holder_and_not_for_a_living_one(monkeypatch, settings):
    register = Register(*numbered(2))
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.set(f"catalog:lock:source:{KEY}", b"killed", px=700)
        code, out, err = sync(register, monkeypatch, "--live")
        assert (code, "complete, everything" in out) == (0, True)
        assert "was killed a moment ago; waiting up to 75 s" in err
    monkeypatch.setattr("catalog.management.commands.sync.OUTLASTS_A_KILLED", 0.3)
    with only_one(f"source:{KEY}"):
        code, out, err = sync(register, monkeypatch, "--live")
    assert (code, out) == (2, "")
    assert err.rstrip().endswith(f"another process is at source:{KEY}")


def test_the_command_says_that_redis_is_away(monkeypatch, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    code, out, err = sync(Register(*numbered(2)), monkeypatch, "--live")
    assert (code, out) == (2, "")
    assert err.startswith("Redis does not answer, so nothing is loaded")
