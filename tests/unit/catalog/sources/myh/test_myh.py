"""MYH's qualifications and decisions, and the numbers on which they meet educations."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from catalog.sources.myh_decisions import client as decisions
from catalog.sources.myh_decisions.records import from_payload as decision_of
from catalog.sources.myh_qualifications import client as qualifications
from catalog.sources.myh_qualifications.records import from_payload as qualification_of
from catalog.sources.record import BadRecord, Parsed, RawItem, Unreadable
from catalog.sources.yh_numbers import YhNumber, is_same, yh_number
from tests.unit.catalog.sources.any_json import any_json

SHARED = Path(__file__).parents[6] / "shared" / "data" / "education"
PROGRAMMES = (
    "ansokningsar,diarienummer,beslut,utbildningsnamn,sun5,seqf,yh_poang,studieform,studietakt,"
    "typ_av_examen,kommun,anordnare,beviljade_platser_totalt\n"
    "2024,MYH 2024/1,Beviljad,Bagartekniker,541ab,6,400,Distans,100,"
    "KvalificeradYrkeshögskoleexamen,Flera kommuner,Brödskolan AB,105\n"
    "2024,MYH 2024/2,Kanske,Bagartekniker,,,,,,,Falun,Brödskolan AB,\n"
)
PLACES = (
    "ansokningsar,diarienummer,lan,kommun,utbildningsnamn\n"
    "2024,MYH 2024/1,Dalarna,Falun,Bagartekniker\n2024,MYH 2024/1,Skåne,Malmö,Bagartekniker\n"
)
ROUNDS = (
    "utbildningsnummer;utbildningsnamn;studieort;studieform;status;beviljade_platser\n"
    "YH01738;Bagartekniker;Höör;Distans;Beviljat;20\nYH01738;Bagartekniker;Höör;Distans;Startat;\n"
)
COURSES = "omgang,ident,beslut,utbildningsnamn,kommun\n2020v,YH01441,Beviljad,Surdeg,Malmö; Lund\n"


@pytest.fixture
def folder(tmp_path):
    for name, text in (
        ("a_program.csv", PROGRAMMES), ("z_orter.csv", PLACES), ("omgangar.csv", ROUNDS),
        ("kurser.csv", COURSES), ("annat.csv", "a,b\n1,2\n"),
    ):  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def records(folder):
    found, bad = {}, []
    for item in decisions.read(folder):
        try:
            [record] = decision_of(item).records
            found[record.id] = record
        except BadRecord as problem:
            bad.append(f"{item.id} {problem}")
    return found, bad


def test_a_decision_with_its_places_of_study(folder):
    found, bad = records(folder)

    one = found["programme:MYH 2024/1"]
    assert (one.is_granted, one.seqf_level, one.sun_code) == (True, 6, "541ab")
    assert one.degree == "Kvalificerad yrkeshögskoleexamen"
    assert (one.municipality_codes, one.is_distance) == (("1280", "2080"), True)
    assert (one.case_number, one.year, one.places, one.pace) == ("MYH 2024/1", 2024, 105, 100)
    assert bad == ["MYH 2024/2 beslut: unknown_value kanske"]


def test_rounds_of_one_number_are_kept_apart_and_courses_have_numbers_too(folder):
    found, _ = records(folder)

    first, second = found["round:YH01738:Höör:1"], found["round:YH01738:Höör:2"]
    assert (first.has_started, second.has_started) == (False, True)
    assert first.education_code == "YH01738"
    course = found["course:YH01441"]
    assert (course.year, course.municipality_codes) == (2020, ("1280", "1281"))


def test_a_table_of_another_kind_is_only_told_when_it_was_named(folder):
    [item] = decisions.read(folder / "annat.csv")

    assert isinstance(item.payload, Unreadable)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/education")
def test_every_row_of_the_real_workbooks_is_read():
    found, bad = records(SHARED)

    assert (len(found) > 8000, bad) == (True, [])
    assert sum(one.seqf_level is not None for one in found.values()) == 2012


def test_a_qualification_as_a_table_has_it(tmp_path):
    (tmp_path / "kvalifikationer.csv").write_text(
        "UUID;Namn;SeQF/EQF-nivå;Alternativt id;Kunskaper;Färdigheter;"
        "Ansvar och självständighet;Slutdatum\n"
        'q-1;Bagartekniker;5;YH01817-2022;"Jäsning\nUgnar";Baka;Leda arbetet;2029-06-30\n',
        encoding="cp1252",
    )

    [item] = qualifications.read(tmp_path)
    parsed = qualification_of(item)
    [one] = parsed.records

    assert (one.id, one.name, one.seqf_level) == ("q-1", "Bagartekniker", 5)
    assert (one.education_code, one.ends) == ("YH01817-2022", date(2029, 6, 30))
    assert (one.knowledge, one.skills, one.responsibility) == (
        "Jäsning\nUgnar",
        "Baka",
        "Leda arbetet",
    )
    assert parsed.repairs == ()


def test_a_qualification_as_json_has_it(tmp_path):
    told = [{
        "uuid": "q-2", "title": "Surdegsbagare", "level": {"seqf": "SeQF 6"},
        "alternativeId": "fel", "learningOutcomes": {"knowledge": ["Jäst", "<p>Mjöl</p>"]},
    }]  # fmt: skip
    (tmp_path / "qualifications.json").write_text(json.dumps(told))

    [item] = qualifications.read(tmp_path)
    parsed = qualification_of(item)
    [one] = parsed.records

    assert (one.seqf_level, one.knowledge) == (6, "Jäst\nMjöl")
    assert [repair.reason for repair in parsed.repairs] == ["no_yh_number"]


def test_what_a_qualification_lacks_is_told():
    parsed = qualification_of(
        RawItem("qualification", "q", {"name": "X", "seqf": "hög", "code": "12", "sun": "?"})
    )

    assert {(one.field, one.reason) for one in parsed.repairs} == {
        ("seqf", "unknown_value"), ("code", "no_yh_number"), ("sun", "subject_code_unknown"),
        ("outcomes", "missing_outcomes"),
    }  # fmt: skip
    with pytest.raises(BadRecord, match="name"):
        qualification_of(RawItem("qualification", "q", {"seqf": 5}))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("YH01839-2026", YhNumber(1839, 2026)),
        ("yh1839-2026", YhNumber(1839, 2026)),
        ("YH01738", YhNumber(1738)),
        ("YH 01738", YhNumber(1738)),
        ("YH", None),
        ("YHGV1", None),
        ("MYH 2024/1", None),
    ],
)
def test_yh_numbers(text, number):
    assert yh_number(text) == number


def test_numbers_begin_anew_every_year():
    this, last, bare = YhNumber(1, 2026), YhNumber(1, 2025), YhNumber(1)

    assert is_same(this, YhNumber(1, 2026), name="Bagare", other_name="Konditor")
    assert not is_same(this, last, name="Bagare", other_name="Bagare")
    assert is_same(this, bare, name="Bagare ", other_name="bagare")
    assert not is_same(this, bare, name="Bagare", other_name="Konditor")


ROW = any_json("diarienummer", "ident", "utbildningsnummer", "beslut", "status", "utbildningsnamn",
               "kommun", "kommuner", "sun5", "seqf", "yh_poang", "studietakt",
               "typ_av_examen")  # fmt: skip
FIELDS = any_json("id", "code", "name", "seqf", "knowledge", "skills", "sun", "decided", "url")


@given(ROW)
def test_any_decision_is_read_or_refused(payload):
    for kind in ("programme", "round"):
        try:
            assert isinstance(decision_of(RawItem(kind, "x", payload)), Parsed)
        except BadRecord:
            continue


@given(FIELDS)
def test_any_qualification_is_read_or_refused(payload):
    try:
        assert isinstance(qualification_of(RawItem("qualification", "x", payload)), Parsed)
    except BadRecord:
        return
