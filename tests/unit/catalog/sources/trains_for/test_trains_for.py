"""Keys between educations and occupation groups → `TrainsFor` rows."""

import pytest

from catalog.sources.record import BadRecord, RawItem
from catalog.sources.trains_for.client import edition, read
from catalog.sources.trains_for.records import from_payload

LABELS = "id\tssyk\tbasis\ni.a\t5321\town judgement\ni.b\t7212\tguidance list 2025\n"
KEY = 'ssyk,yrkesgrupp,yrkesomrade,ssyk_scb,sun2020\n2223,"Sköterskor, m.fl.",Vård,,723c\n'
COUNTED = "ssyk,yrkesgrupp,yrkesomrade,sun4,antal_program\n2512,Utvecklare,Data,481a,142\n"


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rows(path):
    return [
        (one.origin, one.education, one.sun_code, one.ssyk_code)
        for item in read(path)
        for one in from_payload(item).records
    ]


def test_a_folder_of_the_three_tables(tmp_path):
    write(tmp_path, "labels_ssyk.tsv", LABELS)
    write(tmp_path, "sun2020_ssyk2012_key.csv", KEY)
    write(tmp_path, "sun4_ssyk_counted.csv", COUNTED)
    write(tmp_path, "other.csv", "a,b\n1,2\n")
    assert sorted(rows(tmp_path), key=str) == sorted(
        [
            ("classification", "i.a", "", "5321"),  # somebody's judgement is no register's word
            ("register", "i.b", "", "7212"),
            ("classification", None, "723c", "2223"),
            ("classification", None, "481a", "2512"),
        ],
        key=str,
    )
    assert edition(tmp_path) == ""


def test_the_standards_groups_stand_for_a_registers_own():
    row = {"ssyk": "1220", "ssyk_scb": '["1221", "1222"]', "sun2020": "345c"}
    parsed = from_payload(RawItem("sun_key", "1", row))
    assert [one.ssyk_code for one in parsed.records] == ["1221", "1222"]
    assert {one.sun_code for one in parsed.records} == {"345c"}


def test_one_pair_has_one_row_whichever_table_says_it():
    by_key = from_payload(RawItem("sun_key", "1", {"ssyk": "2512", "sun2020": "481a"}))
    counted = {"ssyk": "2512", "sun4": "481a", "antal_program": "3"}
    assert by_key.records == from_payload(RawItem("sun_counted", "2", counted)).records


def test_a_thin_pair_is_left_out_and_told():
    counted = {"ssyk": "2611", "sun4": "380x", "antal_program": "1"}
    parsed = from_payload(RawItem("sun_counted", "1", counted))
    assert parsed.records == ()
    assert [one.reason for one in parsed.repairs] == ["left_out_too_few"]


def test_a_capital_in_a_code_is_mended():
    parsed = from_payload(RawItem("sun_key", "1", {"ssyk": "7411", "sun2020": "523B"}))
    assert parsed.records[0].sun_code == "523b"
    assert [one.reason for one in parsed.repairs] == ["code_in_capitals"]


@pytest.mark.parametrize(
    ("kind", "row", "field"),
    [
        ("sun_key", {"ssyk": "22", "sun2020": "723c"}, "ssyk"),
        ("sun_key", {"ssyk": "2223", "sun2020": "723"}, "sun"),
        ("sun_key", {"ssyk": "2223", "ssyk_scb": "[", "sun2020": "723c"}, "ssyk_scb"),
        ("label", {"id": "", "ssyk": "2223", "basis": ""}, "id"),
        ("label", {"id": "i.a", "ssyk": "sköterska", "basis": ""}, "ssyk"),
        ("label", "text", "row"),
    ],
)
def test_codes_that_are_none(kind, row, field):
    with pytest.raises(BadRecord) as bad:
        from_payload(RawItem(kind, "1", row))
    assert bad.value.field == field


def test_a_named_file_of_another_kind_is_told(tmp_path):
    [item] = read(write(tmp_path, "sun_ssyk.csv", "a,b\n1,2\n"))
    assert (item.kind, item.payload.reason) == ("unreadable", "columns_unknown")
