"""Municipalities' lists: the template, what people make of it, and what is told about each row."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.komvux_lists import client
from catalog.sources.komvux_lists.cells import CellProblem, day_in, flag_in, number_in
from catalog.sources.komvux_lists.columns import COLUMNS, template
from catalog.sources.komvux_lists.records import from_payload
from catalog.sources.record import BadRecord, Parsed, RawItem, SourceUnavailable, Unreadable
from catalog.sources.registry import SOURCES
from catalog.sources.tables import Row

TEMPLATE = Path(__file__).parents[5] / "docs" / "komvux-list.csv"


def listed(folder, text, encoding="utf-8", name="lista.csv"):
    (folder / name).write_bytes(text.encode(encoding))
    return list(client.read(folder))


def row(**cells):
    needed = {"kommunkod": "0580", "kursnamn": "Svenska 2", "skolform": "gymnasial"}
    return RawItem("row", "lista.csv:2", Row(2, needed | cells))


def of_table(parsed, table):
    [record] = [one for one in parsed.records if one.table == table]
    return record


def test_the_template_in_the_documents_is_the_one_that_is_read():
    assert TEMPLATE.read_text(encoding="utf-8") == template()

    [item] = client.read(TEMPLATE)
    parsed = from_payload(item)

    assert parsed.repairs == ()
    event = of_table(parsed, "EducationEvent")
    assert (event.start, event.apply_last, event.pace) == (
        date(2027, 1, 18), date(2026, 10, 15), 50
    )  # fmt: skip
    assert of_table(parsed, "Education").subject_codes == ("SVEN02",)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separator_and_encoding_are_told_from_the_file(tmp_path, separator, encoding):
    text = template().replace(";", separator)

    [item] = listed(tmp_path, text, encoding)

    assert of_table(from_payload(item), "EducationEvent").town == "Linköping"


def test_a_spreadsheets_own_first_line_and_empty_lines_are_passed_by(tmp_path):
    text = "sep=;\r\n" + template().replace("\n", "\r\n") + ";;;;\r\n"

    [item] = listed(tmp_path, text)

    assert item.id == "lista.csv:3"


def test_other_names_of_columns_in_another_order(tmp_path):
    text = "Kurs;Form;Kommun;Start;Sista ansökningsdag\nEngelska 6;vuxgy;Växjö kommun;2027-08-16;\n"

    [item] = listed(tmp_path, text)

    assert of_table(from_payload(item), "Provider").municipality_code == "0780"


def test_a_table_without_a_needed_column_says_which(tmp_path):
    [item] = listed(tmp_path, "kursnamn;skolform\nSvenska 2;gymnasial\n")

    assert isinstance(item.payload, Unreadable)
    assert "kommunkod" in item.payload.detail


def test_no_list_at_all_says_what_is_looked_for(tmp_path):
    with pytest.raises(SourceUnavailable, match=r"\*\.csv"):
        list(client.read(tmp_path))


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"kommunkod": "9999"}, "kommunkod", "areacode_unknown"),
        ({"kommunkod": ""}, "kommunkod", "missing_required"),
        ({"kursnamn": " "}, "kursnamn", "missing_required"),
        ({"skolform": "förskola"}, "skolform", "school_type_unknown"),
    ],
)
def test_a_required_cell_keeps_the_row_out_and_says_what_to_write(cells, column, reason):
    with pytest.raises(BadRecord) as caught:
        from_payload(row(**cells))

    assert (caught.value.field, caught.value.reason) == (column, reason)
    assert caught.value.detail.startswith(f"row 2, column {column}: ")
    assert "; write " in caught.value.detail


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"startdatum": "31/2 2027"}, "startdatum"),
        ({"slutdatum": "snart"}, "slutdatum"),
        ({"studietakt": "halvfart"}, "studietakt"),
        ({"poäng": "-5"}, "poäng"),
        ({"poäng": "7,5"}, "poäng"),
        ({"distans": "kanske"}, "distans"),
        ({"länk": "fråga oss"}, "länk"),
        ({"ort": "Malmö"}, "ort"),
        ({"platser": "många"}, "platser"),
        ({"startdatum": "2027-05-01", "slutdatum": "2027-01-01"}, "startdatum"),
    ],
)
def test_any_other_cell_is_left_out_told_once_and_the_row_stays(cells, column):
    parsed = from_payload(row(**cells))

    assert [one.field for one in parsed.repairs] == [column]
    assert parsed.repairs[0].detail.startswith(f"row 2, column {column}: ")
    assert {one.table for one in parsed.records} == {"Provider", "Education", "EducationEvent"}


def test_an_occasion_whose_start_cannot_be_read_is_never_dated():
    event = of_table(from_payload(row(startdatum="våren")), "EducationEvent")

    assert (event.condition, event.start) == (0, None)


def test_ongoing_start_end_and_application():
    parsed = from_payload(row(startdatum="Löpande", slutdatum="löpande", ansök_senast="löpande"))

    event = of_table(parsed, "EducationEvent")
    assert (event.condition, event.applies_continuously, parsed.repairs) == (3, True, ())


def test_cells_beyond_the_headings_are_told():
    item = RawItem("row", "x:4", Row(4, row().payload.values, ("resten",)))

    [repair] = from_payload(item).repairs

    assert repair.reason == "cells_beyond_headings"


def test_two_occasions_of_a_course_are_one_education_and_two_events():
    first = from_payload(row(kurskod="sven02", startdatum="2027-01-18"))
    later = from_payload(row(kurskod="SVEN02", startdatum="2027-08-16"))

    assert of_table(first, "Education").id == of_table(later, "Education").id
    assert of_table(first, "EducationEvent").id != of_table(later, "EducationEvent").id


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-18", date(2027, 1, 18)),
        ("2027/1/8", date(2027, 1, 8)),
        ("20270118", date(2027, 1, 18)),
        ("2027-01-18 00:00:00", date(2027, 1, 18)),
        ("18/1 2027", date(2027, 1, 18)),
        ("18.01.2027", date(2027, 1, 18)),
        ("den 18 januari 2027", date(2027, 1, 18)),
        ("46405", date(2027, 1, 18)),
    ],
)
def test_dates_in_the_notations_people_use(text, day):
    assert day_in(text) == day


@pytest.mark.parametrize(
    "text", ["1/13/2027", "2027-02-30", "18 jamari 2027", "vecka 3", "27-01-18"]
)
def test_a_date_that_is_none_is_not_guessed_at(text):
    with pytest.raises(CellProblem):
        day_in(text)


@pytest.mark.parametrize(
    ("text", "number"), [("7,5", 7.5), ("1 200", 1200), ("50 %", 50), ("100p", 100), ("30 st", 30)]
)
def test_numbers_in_the_notations_people_use(text, number):
    assert number_in(text, 0, 5000) == number


def test_yes_and_no():
    assert (flag_in("X"), flag_in("Nej")) == (True, False)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "2027-01-18",
            "99999999",
            "löpande",
            "ja",
            "1e9",
            "\x00",
            "½",
            "٣",
            "0580",
            "vuxgy",
            "\ud800",
        ]
    ),
)


@given(st.dictionaries(st.sampled_from([one.name for one in COLUMNS]), CELLS, max_size=20))
def test_whatever_a_row_holds_it_is_read_or_refused(cells):
    for payload in (Row(7, cells), Row(7, row().payload.values | cells)):
        try:
            found = from_payload(RawItem("row", "x:7", payload))
        except BadRecord:
            continue
        assert isinstance(found, Parsed)
        assert len({type(one) for one in found.records}) == len(SOURCES["komvux-lists"].tables)


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_told(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("lists") / "x.csv"
    file.write_bytes(data)

    for item in client.read(file):
        assert isinstance(item.payload, Row | Unreadable)
