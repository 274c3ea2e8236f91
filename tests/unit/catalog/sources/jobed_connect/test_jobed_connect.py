"""The second opinion: what is asked, what is read of it, and how it compares with ours."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given

from catalog.sources.jobed_connect.client import fetch_opinions, opinions_in
from catalog.sources.jobed_connect.comparison import Course, compared
from catalog.sources.jobed_connect.records import Hit, Opinion, opinion_in
from catalog.sources.record import BadRecord, SourceUnavailable
from tests.unit.catalog.sources.answers import by_path, http_to
from tests.unit.catalog.sources.any_json import any_json

ROOT = Path(__file__).parents[5]
RECORDED = ROOT.parent / "shared/data/education/jobed_connect_recorded_2026-08-22.json.gz"
BASE = "https://jobed.example/v1"
ANSWER = {
    "mapped_occupation_for_match": {"occupation_label": "Snickare"},
    "hits_total": 7,
    "hits": [
        {"id": "i.alvis.1", "education_title": "Träarbetare", "education_form": "vuxgy"},
        {"id": "i.myh.2", "education": {
            "title": [{"lang": "eng", "content": "BIM"}, {"lang": "swe", "content": "BIM-verktyg"}],
            "form": {"code": "yh"},
        }},
        {"id": "i.x", "education_title": None},
        "?",
    ],
}  # fmt: skip


def fetch(into, answer, occupations=("oooo_occ_001",), **addresses):
    asked = []

    def recorded(request):
        asked.append(request)
        return by_path(match_by_occupation=answer)(request)

    with http_to(recorded, **({"JOBED_CONNECT_URL": BASE} | addresses)) as http:
        fetch_opinions(http, into, occupations, progress=lambda _step: None)
    return asked


def test_everything_goes_in_the_query_and_the_body_is_empty(tmp_path):
    [request] = fetch(tmp_path, ANSWER)

    assert (request.method, request.content) == ("POST", b"")
    assert request.url.params["occupation_id"] == "oooo_occ_001"
    [opinion] = opinions_in(tmp_path)
    assert opinion == Opinion(
        "oooo_occ_001", "Snickare", 7,
        (Hit("i.alvis.1", "Träarbetare", "VUXGY"), Hit("i.myh.2", "BIM-verktyg", "YH")),
    )  # fmt: skip


def test_it_is_off_where_no_address_is_set(tmp_path):
    with pytest.raises(SourceUnavailable, match="JOBED_CONNECT_URL is empty"):
        fetch(tmp_path, ANSWER, JOBED_CONNECT_URL="")


def test_only_concept_ids_are_asked_for(tmp_path):
    with pytest.raises(ValueError, match="snickare"):
        fetch(tmp_path, ANSWER, ("snickare",))


@pytest.mark.skipif(not RECORDED.exists(), reason="needs ../shared/data/education")
def test_recorded_hits_of_every_shape_are_read():
    with gzip.open(RECORDED, "rt", encoding="utf-8") as text:
        samples = json.load(text)["samples"]
    hits = [one["body"] for one in samples if isinstance(one["body"], dict)]

    found = opinion_in("", {"hits": hits}).hits

    assert [(hit.id, hit.form) for hit in found] == [
        ("i.myh.yh.12291", "YH"), ("i.alvis.49.140.125398", "VUXGY"),
        ("i.alvis.19.115.118347", "VUXGY"),
    ]  # fmt: skip


def test_courses_are_compared_not_records():
    ours = {
        "a": Course("Träarbetare", "VUXGY"), "b": Course("träarbetare ", "VUXGY"),
        "c": Course("Snickare", "YH"),
    }  # fmt: skip
    catalogue = ours | {"d": Course("Golvläggare", "VUXGY")}
    opinion = Opinion("o", "Snickare", 4, (
        Hit("z", "Träarbetare", "VUXGY"), Hit("d", "Golvläggare", "VUXGY"),
        Hit("q", "Ny kurs", "YH"),
    ))  # fmt: skip

    found = compared(ours, opinion, catalogue)

    assert found.both == (("träarbetare", "VUXGY"),)
    assert found.only_ours == (("snickare", "YH"),)
    assert found.only_theirs == (("golvläggare", "VUXGY"),)
    assert found.unknown == (("ny kurs", "YH"),)
    assert (found.agreement, found.is_cut) == (0.5, True)


def test_no_opinion_is_no_agreement():
    assert compared({"a": Course("A", "YH")}, Opinion("o", "", 0, ())).agreement is None


@given(any_json("hits", "result", "hits_total", "id", "education", "title", "education_title",
                "form", "education_form", "code", "content", "lang"))  # fmt: skip
def test_any_answer_is_an_opinion_or_refused(answer):
    try:
        assert isinstance(opinion_in("o", answer), Opinion)
    except BadRecord:
        return
