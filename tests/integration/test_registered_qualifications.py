"""MYH's register meets educations on the YH number."""

import json

import pytest

from catalog.ingest.run import run_import
from catalog.models import Education, ImportRun, RegisteredQualification, Source, VocationalDecision
from catalog.selectors import registered_qualifications

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(tmp_path):
    told = [
        {"uuid": "q-1", "namn": "Bagartekniker", "seqf": "5", "alternativtId": "YH01839-2026",
         "kunskaper": "Jäsning"},
        {"uuid": "q-2", "namn": "Bagartekniker", "seqf": "6", "alternativtId": "YH01839-2025"},
        {"uuid": "q-3", "namn": "Konditor", "seqf": "5", "alternativtId": "YH01839"},
        {"uuid": "q-4", "seqf": "5"},
    ]  # fmt: skip
    (tmp_path / "kvalifikationer.json").write_text(json.dumps(told))
    return run_import("myh-qualifications", tmp_path)


def education(code, title="Bagartekniker", form="YH"):
    Source.objects.get_or_create(key="susa-navet", defaults={"name": "x", "publisher": "x"})
    run = ImportRun.objects.create(source_id="susa-navet", origin="test")
    return Education.objects.create(
        id=code, code=code, title=title, form=form, run=run, fingerprint=1
    )


def test_the_register_is_taken_in_and_what_has_no_name_is_told(register):
    assert register.run.quarantined == 1
    one = RegisteredQualification.objects.get(pk="q-1")
    assert (one.seqf_level, one.knowledge, one.education_code) == (5, "Jäsning", "YH01839-2026")


@pytest.mark.parametrize(
    ("code", "title", "found"),
    [
        ("YH01839-2026", "Bagartekniker", ["q-1"]),
        ("YH01839-2024", "Bagartekniker", []),
        ("YH01839", "Bagartekniker", ["q-1", "q-2"]),
        ("YH01839-2026", "Konditor", ["q-1", "q-3"]),
        ("YH0183", "Bagartekniker", []),
        ("YH", "Bagartekniker", []),
    ],
)
def test_they_meet_on_the_number_and_without_a_year_on_the_name_too(register, code, title, found):
    assert [one.pk for one in registered_qualifications(education(code, title))] == found


def test_one_query_and_none_for_other_forms(register, django_assert_num_queries):
    vocational, other = education("YH01839-2026"), education("YH01840-2026", form="HS")
    with django_assert_num_queries(1):
        assert registered_qualifications(vocational)[0].run.source.publisher
    with django_assert_num_queries(0):
        assert registered_qualifications(other) == ()


def test_decisions_are_taken_in_and_a_second_time_changes_nothing(tmp_path):
    (tmp_path / "program.csv").write_text(
        "ansokningsar,diarienummer,beslut,utbildningsnamn,seqf,kommun\n"
        "2024,MYH 2024/1,Beviljad,Bagartekniker,5,Falun\n",
        encoding="utf-8",
    )

    first, again = (run_import("myh-decisions", tmp_path) for _ in range(2))

    assert (first.run.added, again.run.added, again.written) == (1, 0, 0)
    assert VocationalDecision.objects.get().municipality_codes == ["2080"]
