"""Job ads in JobSearch's and JobStream's shape → `JobAd`."""

import gzip
import json
from datetime import date

import pytest

from catalog.sources.job_ads.client import edition, read
from catalog.sources.job_ads.records import from_payload
from catalog.sources.record import BadRecord, RawItem, SourceUnavailable


def ad(ad_id="1", **changes):
    return {
        "id": ad_id,
        "headline": "Bagare till Falun",
        "webpage_url": "https://jobb.example/1",
        "application_deadline": "2026-12-24T23:59:59",
        "publication_date": "2026-11-20T11:25:57",
        "number_of_vacancies": 2,
        "description": {"text": "Du bakar bröd.\r\nKontakta Åsa Berg, 070-174 06 12."},
        "occupation": {"concept_id": "oooo_occ_001", "label": "Bagare"},
        "occupation_group": {"concept_id": "gggg_gro_001", "legacy_ams_taxonomy_id": "7612"},
        "workplace_address": {"municipality_code": "2080", "country_code": "199"},
        "application_contacts": [{"name": "Åsa Berg", "email": "asa@x.example"}],
        "employer": {"name": "Brödboden", "email": "chef@x.example", "phone_number": "070-1740612"},
        "removed": False,
    } | changes


def parse(payload):
    return from_payload(RawItem("ad", str(payload.get("id", "")), payload))


def write(folder, name, text):
    path = folder / name
    data = text.encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def ids(path):
    return [item.id for item in read(path)]


def test_an_ad():
    [found] = parse(ad()).records
    assert (found.id, found.headline, found.vacancies) == ("1", "Bagare till Falun", 2)
    assert (found.occupation, found.group) == ("oooo_occ_001", "gggg_gro_001")
    assert (found.published, found.deadline) == (date(2026, 11, 20), date(2026, 12, 24))
    assert (found.municipality_code, found.url) == ("2080", "https://jobb.example/1")


def test_no_person_is_left_in_a_record():
    content = ad(
        headline="Bagare till Åsa Berg",
        description={"text": "Åsa Berg (asa@x.example) väntar på dig.\nMvh Åsa"},
    )
    text = repr(parse(content).records)
    for person in ("Åsa", "Berg", "asa@", "070", "chef@"):
        assert person not in text


@pytest.mark.parametrize(
    ("occupation", "found"),
    [
        ({"concept_id": "a"}, "a"), ([{"concept_id": "a"}, {"concept_id": "b"}], "a"),
        ("a", "a"), (None, None), ([], None), ({"label": "Bagare"}, None),
    ],
)  # fmt: skip
def test_an_occupation_in_any_shape(occupation, found):
    assert parse(ad(occupation=occupation)).records[0].occupation == found


def test_an_ad_with_only_a_group_says_so():
    parsed = parse(ad(occupation=None))
    assert parsed.records[0].group == "gggg_gro_001"
    assert [one.reason for one in parsed.repairs] == ["only_group"]
    assert [one.reason for one in parse(ad(occupation=None, occupation_group=None)).repairs] == [
        "no_occupation"
    ]


def test_a_removal_withdraws():
    parsed = parse({"id": 24233930, "removed": True, "occupation": "a"})
    assert (parsed.records, parsed.withdrawn) == ((), (("JobAd", "24233930"),))


def test_formatted_text_serves_and_parts_are_added():
    description = {
        "text": None,
        "text_formatted": "<p>Du bakar.</p>",
        "requirements": "Yrkesbevis.",
    }
    assert parse(ad(description=description)).records[0].text == "Du bakar.\nYrkesbevis."


def test_places_abroad_or_unknown():
    abroad = {"municipality_code": "9999", "country_code": "155"}
    parsed = parse(ad(workplace_address=abroad))
    assert (parsed.records[0].municipality_code, parsed.repairs) == ("", ())
    parsed = parse(ad(workplace_address={"municipality_code": "9999"}))
    assert [one.reason for one in parsed.repairs] == ["areacode_unknown"]
    assert parse(ad(workplace_address=None)).records[0].municipality_code == ""


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({"headline": "x"}, "id"),
        ({"id": "1", "rubrik": "x"}, "ad"),
        (ad(description={"text": " "}), "description"),
        (ad(description=None), "description"),
    ],
)
def test_no_id_text_or_known_shape(payload, field):
    with pytest.raises(BadRecord) as bad:
        parse(payload)
    assert bad.value.field == field


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ads.jsonl", f"{json.dumps(ad('1'))}\n{json.dumps(ad('2'))}\n"),
        ("ads.jsonl.gz", f"{json.dumps(ad('1'))}\n{json.dumps(ad('2'))}\n"),
        ("ads.json", json.dumps([ad("1"), ad("2")])),
        ("ads.json.gz", json.dumps([ad("1"), ad("2")], indent=1)),
        ("ads.json", json.dumps({"total": {"value": 2}, "hits": [ad("1"), ad("2")]})),
    ],
)
def test_files_in_every_shape(tmp_path, name, text):
    path = write(tmp_path, name, text)
    assert ids(path) == ["1", "2"]
    assert ids(tmp_path) == ["1", "2"]
    assert edition(path) == ""


def test_one_ad_by_itself(tmp_path):
    assert ids(write(tmp_path, "ad.json", json.dumps(ad(7)))) == ["7"]


def test_a_snapshot_longer_than_a_read_is_read_whole(tmp_path):
    many = [ad(str(number), description={"text": "brö" * 700}) for number in range(800)]
    assert ids(write(tmp_path, "ads.json", json.dumps(many, ensure_ascii=False))) == [
        str(number) for number in range(800)
    ]


@pytest.mark.parametrize("ending", ["", '{"id":"3","head', "{]", ", x]"])
def test_a_cut_snapshot_gives_what_is_whole(tmp_path, ending):
    text = json.dumps([ad("1"), ad("2")])[:-1] + "," + ending
    *whole, last = read(write(tmp_path, "ads.json", text))
    assert [item.id for item in whole] == ["1", "2"]
    assert (last.kind, last.payload.reason) == ("unreadable", "file_cut")


def test_a_damaged_archive_gives_what_came_before(tmp_path):
    many = [ad(str(number), headline=f"Bagare {number * 7919}") for number in range(3000)]
    path = write(tmp_path, "ads.json.gz", json.dumps(many))
    path.write_bytes(path.read_bytes()[:-2000])
    *whole, last = read(path)
    assert len(whole) > 100
    assert (last.kind, last.payload.reason) == ("unreadable", "file_damaged")


def test_nothing_to_read(tmp_path):
    with pytest.raises(SourceUnavailable):
        list(read(tmp_path / "missing.json"))
