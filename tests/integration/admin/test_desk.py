"""What an editor sees and decides, and the trail it leaves."""

import csv
import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test import Client

from catalog.ingest.live import SourceTurnedOff, load_live
from catalog.models import (
    Concept,
    Edit,
    Education,
    ImportRun,
    Override,
    QuarantinedRecord,
    SnapshotBuild,
    Source,
    Switch,
)
from catalog.models.editing import AppendOnly
from catalog.pipeline.progress import Reporter
from catalog.sources.registry import SOURCES
from guidance import switches
from tests.integration.admin.conftest import PATH

CATALOG = f"/{PATH}/catalog"


@pytest.fixture
def run(db: None) -> ImportRun:
    source = Source.objects.create(key="susa-navet", name="Susa-navet", publisher="Skolverket")
    return ImportRun.objects.create(source=source, origin="file", state="complete", seen=7)


@pytest.fixture
def welding(run: ImportRun) -> None:
    columns: dict[str, Any] = {"run": run, "fingerprint": 0}
    occupation = Concept.Type.OCCUPATION
    Concept.objects.create(id="welder", type=occupation, preferred_label="Svetsare", **columns)
    Concept.objects.create(id="mag", type="skill", preferred_label="MAG-svetsning", **columns)
    Education.objects.create(id="i.weld", title="Svets grund", form="VUXGY", **columns)


def decide(desk: Client, **changed: str) -> Any:
    form = {
        "kind": "education-occupation",
        "action": "add",
        "subject": "i.weld",
        "target": "welder",
        "how": "",
        "reason": "Skolan har berättat att kursen räcker.",
    }
    return desk.post(f"{CATALOG}/override/add/", form | changed)


def test_every_list_and_every_row_opens(desk: Client, welding: None, run: ImportRun) -> None:
    row = QuarantinedRecord.objects.create(
        run=run, kind="educationEvent", record_id="e.1", field="start", reason="bad_date",
        outcome="quarantined",
    )  # fmt: skip
    decide(desk)
    for table, key in (
        ("importrun", run.pk), ("quarantinedrecord", row.pk), ("concept", "welder"),
        ("education", "i.weld"), ("source", "susa-navet"), ("snapshotbuild", None),
        ("override", Override.objects.get().pk), ("edit", Edit.objects.latest("pk").pk),
        ("switch", None),
    ):  # fmt: skip
        assert desk.get(f"{CATALOG}/{table}/?q=e" if table == "concept" else f"{CATALOG}/{table}/"
                        ).status_code == 200  # fmt: skip
        if key is not None:
            key = str(key).replace("_", "_5F").replace(".", "%2E") if table != "education" else key
            assert desk.get(f"{CATALOG}/{table}/{key}/change/").status_code == 200, table


def test_a_decision_is_stored_with_author_reason_and_trail(
    desk: Client, editor: User, welding: None
) -> None:
    assert decide(desk).status_code == 302
    [made] = Override.objects.all()
    assert (made.author, made.outcome, made.is_active) == (editor, "waiting", True)
    [edit] = Edit.objects.all()
    assert (edit.editor, edit.table, edit.record, edit.action) == (
        *(editor, "override", str(made.pk), "added"),
    )
    assert edit.before == {}
    assert edit.after["target"] == "welder"
    listed = desk.get(f"{CATALOG}/override/").content.decode()
    assert "Svets grund" in listed
    assert "Väntar på nästa katalog" in listed


def test_a_decision_is_ended_and_its_tie_never_changed(desk: Client, welding: None) -> None:
    decide(desk)
    [made] = Override.objects.all()
    form = {"reason": "Kursen har lagts ner sedan dess.", "target": "mag"}
    assert desk.post(f"{CATALOG}/override/{made.pk}/change/", form).status_code == 302
    made.refresh_from_db()
    assert (made.is_active, made.target) == (False, "welder")
    edit = Edit.objects.latest("pk")
    assert edit.before["is_active"] is True
    assert edit.after == {"reason": "Kursen har lagts ner sedan dess.", "is_active": False}
    assert desk.post(f"{CATALOG}/override/{made.pk}/delete/", {"post": "yes"}).status_code == 403
    assert decide(desk).status_code == 302  # an ended decision does not stand in the way


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"subject": "i.gone"}, "Det finns ingen utbildning med id i.gone i katalogen."),
        ({"target": "nowhere"}, "Det finns inget begrepp med id nowhere i katalogen."),
        ({"reason": "nja"}, "har 10 tecken"),
        ({"how": "exact"}, "För det här beslutet går det att välja: Inget mer."),
        ({"kind": "concept-esco", "subject": "mag", "target": "welder"}, "Samma sak i ESCO"),
    ],
)
def test_a_decision_that_cannot_be_is_told_at_once(
    desk: Client, welding: None, changed: dict[str, str], words: str
) -> None:
    answer = decide(desk, **changed)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Override.objects.exists()


def test_two_decisions_on_one_tie_are_one_too_many(desk: Client, welding: None) -> None:
    decide(desk)
    second = decide(desk, action="suppress")
    assert "Det finns redan ett beslut om detta." in second.content.decode()


def test_a_source_is_turned_off_and_told(desk: Client, run: ImportRun) -> None:
    assert desk.post(f"{CATALOG}/source/susa-navet/change/", {}).status_code == 302
    assert not Source.objects.get().is_enabled
    edit = Edit.objects.get()
    assert (edit.before, edit.after) == ({"is_enabled": True}, {"is_enabled": False})
    assert desk.get(f"{CATALOG}/source/add/").status_code == 403


def test_a_switch_takes_effect_and_is_told(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    switches.forget()
    assert switches.is_on("codes")
    assert desk.post(f"{CATALOG}/switch/add/", {"key": "codes", "reason": "fel"}).status_code == 302
    assert switches.is_on("codes")  # for half a minute at most
    monkeypatch.setattr(switches.time, "monotonic", lambda: switches._kept.until + 1)
    assert not switches.is_on("codes")
    assert switches.is_on("feedback")
    assert Edit.objects.get().table == "switch"
    assert Switch.objects.get().reason == "fel"


def test_the_trail_is_written_once(editor: User) -> None:
    edit = Edit.objects.create(editor=editor, table="switch", record="codes", action="changed")
    for change in (edit.save, edit.delete, Edit.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()
    with pytest.raises(AppendOnly):
        Edit.objects.update(record="x")
    for sql in ("UPDATE catalog_edit SET record = 'x'", "DELETE FROM catalog_edit"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(sql)
    assert Edit.objects.get().record == "codes"


def test_nobody_edits_the_trail_in_the_admin(desk: Client, editor: User) -> None:
    edit = Edit.objects.create(editor=editor, table="switch", record="codes", action="changed")
    assert desk.post(f"{CATALOG}/edit/{edit.pk}/change/", {"record": "x"}).status_code == 403
    assert desk.post(f"{CATALOG}/edit/{edit.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.get(f"{CATALOG}/edit/add/").status_code == 403


@pytest.mark.parametrize("state", ["running", "complete"])
def test_runs_come_again_by_themselves_while_one_is_going_on(
    desk: Client, run: ImportRun, state: str
) -> None:
    ImportRun.objects.update(state=state)
    with Reporter("susa-navet") as reporter:
        reporter.tell("fetch", 120, 480, "pages")
        answer = desk.get(f"{CATALOG}/importrun/")
        silent = desk.get(f"{CATALOG}/snapshotbuild/").content.decode()
    told = "hämtar: 120 av 480 (25 %)"
    assert (told in answer.content.decode()) is (state == "running")
    assert "Refresh" in answer.headers
    assert "byggs nu" not in silent
    assert ("Refresh" in desk.get(f"{CATALOG}/importrun/").headers) is (state == "running")


@pytest.mark.parametrize("table", ["importrun", "snapshotbuild"])
def test_a_build_under_way_is_told_above_the_list(desk: Client, table: str) -> None:
    with Reporter("snapshot") as reporter:
        reporter.tell("reading events", 500, 2000, "events")
        answer = desk.get(f"{CATALOG}/{table}/")
    assert "En ny katalog byggs nu. Tillfällen: 500 av 2000 (25 %)" in answer.content.decode()
    assert "Refresh" in answer.headers


def test_filters_are_in_swedish(desk: Client, run: ImportRun) -> None:
    text = desk.get(f"{CATALOG}/importrun/?state__exact=complete").content.decode()
    assert "På läge" in text
    assert "klar, men något gick inte att läsa</a>" in text
    assert "Complete" not in text
    assert "På exempeldata" in text
    only = desk.get(f"{CATALOG}/importrun/?state__exact=failed").content.decode()
    assert "0 körningar" in only
    for table in ("quarantinedrecord", "override", "edit", "concept", "education", "objection"):
        text = desk.get(f"{CATALOG}/{table}/").content.decode()
        assert not re.search(r"På (outcome|kind|action|type|form|table|is |field|reason)", text)


def test_a_source_can_be_turned_off_before_it_was_ever_asked(desk: Client) -> None:
    Source.objects.create(key="wages", name="SCB", is_enabled=False)
    assert "Job ads of past years" in desk.get(f"{CATALOG}/source/").content.decode()
    assert set(Source.objects.values_list("pk", flat=True)) == set(SOURCES)
    assert not Source.objects.get(pk="wages").is_enabled
    assert desk.post(f"{CATALOG}/source/historical-ads/change/", {}).status_code == 302
    with pytest.raises(SourceTurnedOff, match="turned off in the administration"):
        load_live("historical-ads")


def test_a_source_without_an_address_is_not_said_to_be_fetched(desk: Client, settings: Any) -> None:
    settings.SOURCE_ADDRESSES = settings.SOURCE_ADDRESSES | {"WAGES_URL": ""}
    text = desk.get(f"{CATALOG}/source/").content.decode()
    assert text.count("nej, dess adress är tom") == 1
    Source.objects.filter(pk="wages").update(is_enabled=False)
    assert "adress är tom" not in desk.get(f"{CATALOG}/source/").content.decode()


def test_what_did_not_pass_is_told_in_words(desk: Client, run: ImportRun) -> None:
    for kind, reason in (("event", "end_before_start"), ("EducationEvent", "not_seen_before")):
        QuarantinedRecord.objects.create(
            run=run, kind=kind, record_id="e.1", field="execution", reason=reason,
            outcome="repaired",
        )  # fmt: skip
    text = desk.get(f"{CATALOG}/quarantinedrecord/").content.decode()
    assert text.count("slutar innan det börjar") == 2  # in the filter and in the row
    assert text.count("utbildningstillfälle") == 4  # two kinds of one name, each twice
    assert ">event<" not in text
    assert ">EducationEvent<" not in text
    assert "not_seen_before" in text  # a code without words is better than nothing
    only = desk.get(f"{CATALOG}/quarantinedrecord/?reason=end_before_start").content.decode()
    assert "1 post i karantän" in only


def test_kinds_of_concepts_and_forms_of_school_are_told_in_words(
    desk: Client, welding: None
) -> None:
    concepts = desk.get(f"{CATALOG}/concept/").content.decode()
    for words in ("yrkesgrupp</a>", "förmåga</a>", ">yrke</td>", ">kunskap</td>"):
        assert words in concepts, words
    assert not re.search(r">(occupation-name|skill|Trait|trait|Occupation Group)<", concepts)
    only = desk.get(f"{CATALOG}/concept/?type__exact=skill").content.decode()
    assert "MAG-svetsning" in only
    assert "Svetsare" not in only
    educations = desk.get(f"{CATALOG}/education/").content.decode()
    assert ">komvux, gymnasial nivå</td>" in educations
    assert not re.search(r">(VUXGY|Higher Education|Package)<", educations)


def test_the_trail_and_the_counts_of_a_catalogue_are_told_in_words(
    desk: Client, welding: None
) -> None:
    decide(desk)
    desk.post(f"{CATALOG}/source/susa-navet/change/", {})
    trail = desk.get(f"{CATALOG}/edit/").content.decode()
    for words in ("hämtas: ja", "hämtas: nej", "koppling: Utbildning leder till yrke",
                  "vad ska hända: Lägg till", ">beslut</td>", ">källa</td>"):  # fmt: skip
        assert words in trail, words
    assert not re.search(r"is_enabled|education-occupation|>override<", trail)
    build = SnapshotBuild.objects.create(statistics={"concepts": 7, "overrides_applied": 1})
    one = desk.get(f"{CATALOG}/snapshotbuild/{build.pk}/change/").content.decode()
    assert "begrepp: 7, beslut som gäller: 1" in one


def test_quarantine_is_filtered_searched_and_taken_away(desk: Client, run: ImportRun) -> None:
    for number, detail in enumerate(("=1+1", "31 februari", "-")):
        QuarantinedRecord.objects.create(
            run=run, kind="educationEvent", record_id=f"e.{number}", field="start",
            reason="bad_date", detail=detail, outcome="quarantined" if number else "repaired",
        )  # fmt: skip
    address = f"{CATALOG}/quarantinedrecord/"
    found = desk.get(address, {"q": "februari"}).content.decode()
    assert "e.1" in found
    assert "e.2" not in found
    filtered = desk.get(address, {"outcome__exact": "repaired"}).content.decode()
    assert "e.0" in filtered
    assert "e.1" not in filtered
    sent = {"action": "export", "select_across": "1", "_selected_action": "0"}
    answer = desk.post(f"{address}?outcome__exact=quarantined", sent)
    lines = list(csv.DictReader(StringIO(b"".join(answer).decode())))
    assert [line["record"] for line in lines] == ["e.1", "e.2"]
    assert [line["detail"] for line in lines] == ["31 februari", "'-"]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
