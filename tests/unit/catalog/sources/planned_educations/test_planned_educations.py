"""Planned Educations v4: pages of a form, rows, and what is said when a list moves."""

from datetime import date

import pytest
from hypothesis import given

from catalog.sources.planned_educations import client
from catalog.sources.planned_educations.records import from_payload
from catalog.sources.record import BadRecord, Parsed, RawItem, SourceUnavailable, Unreadable
from tests.unit.catalog.sources.answers import by_path, http_to
from tests.unit.catalog.sources.any_json import any_json

BASE = "https://planned.example/v4"


def row(own_id="e.alvis.1", **changes):
    return {
        "educationEventId": own_id, "providerName": "Komvux Linköping",
        "county": "Östergötlands län", "municipality": "Linköping", "geographicalAreaCode": "0580",
        "credits": "100", "creditsSystem": "gy", "town": "Linköping", "typeOfSchool": "Komvux",
        "contactInfoAddressCity": "Linköping", "semesterStartFrom": "2027-01-18",
        "paceOfStudy": "50.0", "titleSv": "Svenska 2", "extent": None, "distance": False,
        "recommendedPriorKnowledge": None, "lastApplicationDate": "2026-12-01",
        "executionCondition": 1,
    } | changes  # fmt: skip


def page(*rows, pages=1, total=None):
    body = {"page": {"size": 200, "totalElements": total or len(rows), "totalPages": pages}}
    if rows:
        body["_embedded"] = {"listedAdultEducationEvents": list(rows)}
    return {"status": "OK", "message": "Success", "body": body}


def fetch(into, answer):
    asked = []

    def recorded(request):
        asked.append(dict(request.url.params) | {"accept": request.headers["Accept"]})
        return by_path(adult_education_events=answer)(request)

    with http_to(recorded, PLANNED_EDUCATIONS_URL=BASE) as http:
        return client.fetch(http, into, progress=lambda _step: None), asked


def of_table(parsed, table):
    [record] = [one for one in parsed.records if one.table == table]
    return record


def parsed(kind="vuxgy", **changes):
    return from_payload(RawItem(kind, changes.get("educationEventId", "e.alvis.1"), row(**changes)))


def test_every_form_is_asked_for_page_by_page(tmp_path):
    def answer(request):
        form, number = request.url.params["typeOfSchool"], int(request.url.params["page"])
        if form != "vuxgy":
            return page(pages=0, total=0)
        rows = [row("e.1"), row("e.2")] if number == 0 else [row("e.2"), row("e.3")]
        return page(*rows, pages=2, total=4)

    fetched, asked = fetch(tmp_path, answer)

    assert (fetched.is_full, fetched.count, fetched.notes) == (True, 4, ())
    assert len(asked) == len(client.FORMS) + 1
    assert "plannededucations.api.v4" in asked[0]["accept"]
    assert [(item.kind, item.id) for item in client.read(tmp_path)] == [
        ("vuxgy", "e.1"), ("vuxgy", "e.2"), ("vuxgy", "e.3"),
    ]  # fmt: skip


def test_a_list_that_moved_is_not_the_whole(tmp_path):
    def answer(request):
        number = int(request.url.params["page"])
        return page(row(f"e.{number}"), pages=2, total=2 + number)

    fetched, _ = fetch(tmp_path, answer)

    assert not fetched.is_full
    assert "moved while it was read" in fetched.notes[0]


@pytest.mark.parametrize("answer", [{"status": "ERROR"}, [], {"body": {"page": {}}}, page(total=0)])
def test_no_answer_is_not_an_empty_register(tmp_path, answer):
    with pytest.raises(SourceUnavailable):
        fetch(tmp_path, answer)


def test_an_occasion_with_its_provider_and_course():
    found = parsed()

    assert found.repairs == ()
    event, education = of_table(found, "EducationEvent"), of_table(found, "Education")
    assert (event.id, event.start, event.apply_last) == (
        "planned:e.alvis.1", date(2027, 1, 18), date(2026, 12, 1)
    )  # fmt: skip
    assert (event.pace, event.municipality_code, event.is_distance) == (50, "0580", False)
    assert (education.form, education.credits, education.weeks) == ("VUXGY", 100.0, 5.0)
    assert event.education == education.id
    assert of_table(found, "Provider").id == event.provider
    assert education.eligibility == ""  # never asked for, so never judged


def test_one_course_of_a_municipality_is_one_education():
    first, second = parsed(), parsed(educationEventId="e.2", semesterStartFrom="2027-08-16")
    elsewhere = parsed(educationEventId="e.3", geographicalAreaCode="0581")

    assert of_table(first, "Education").id == of_table(second, "Education").id
    assert of_table(first, "Education").id != of_table(elsewhere, "Education").id


def test_a_countys_code_is_no_municipality_and_its_name_serves():
    assert of_table(parsed(geographicalAreaCode="05"), "EducationEvent").municipality_code == "0580"
    assert of_table(
        parsed(geographicalAreaCode=None, municipality=None), "EducationEvent"
    ).municipality_code == ""  # fmt: skip


def test_repairs_go_by_the_services_own_names():
    found = parsed(semesterStartFrom="2027-13-01", credits="ca 200")

    assert {one.field for one in found.repairs} == {"semesterStartFrom", "credits"}


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("vuxgy", {"titleSv": None}, "titleSv"),
        ("vuxgy", {"educationEventId": None}, "educationEventId"),
        ("okänd", {}, "typeOfSchool"),
    ],
)
def test_what_cannot_be_an_occasion_is_refused(kind, changes, field):
    with pytest.raises(BadRecord) as caught:
        from_payload(RawItem(kind, "e.1", row(**changes)))

    assert caught.value.field == field


def test_a_file_of_another_shape_is_one_finding(tmp_path):
    (tmp_path / "events.vuxgy.0000.json").write_text("[1]")
    (tmp_path / "events.dans.0000.json").write_text("{}")

    assert all(isinstance(item.payload, Unreadable) for item in client.read(tmp_path))


@given(any_json(*row()))
def test_any_row_is_read_or_refused(payload):
    for candidate in (payload, row() | payload if isinstance(payload, dict) else payload):
        try:
            assert isinstance(from_payload(RawItem("vuxgy", "e.1", candidate)), Parsed)
        except BadRecord:
            continue
