"""Places, skills of occupations, ad counts, wages and forecast: raw items and records."""

import json

import pytest

from catalog.sources.ad_counts import client as ad_counts
from catalog.sources.ad_counts import records as ad_count_records
from catalog.sources.forecast import client as forecast
from catalog.sources.forecast import records as forecast_records
from catalog.sources.occupation_skills import records as skill_records
from catalog.sources.places import client as places
from catalog.sources.places import records as place_records
from catalog.sources.record import BadRecord, RawItem, Unreadable
from catalog.sources.wages import client as wages
from catalog.sources.wages import records as wage_records


def write(folder, name, value):
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def place(label, latitude, longitude, code="1281"):
    return {"label": label, "latitud": latitude, "longitud": longitude, "kommunkod": code}


def test_a_municipality_is_where_the_town_of_its_name_is(tmp_path):
    path = write(tmp_path, "platser.json", [place("Dalby", 55.6, 13.3), place("Lund", 55.7, 13.2)])

    [item] = places.read(path)
    [record] = place_records.from_payload(item).records

    assert (record.id, record.latitude, record.longitude) == ("1281", 55.7, 13.2)


def test_without_such_a_town_it_is_in_the_middle_of_its_places():
    item = RawItem(
        "municipality", "1281", {"places": [place("A", 55.0 + 1, 13.0), place("B", 57.0, 14.0)]}
    )

    [record] = place_records.from_payload(item).records

    assert (record.latitude, record.longitude) == (56.5, 13.5)


def test_points_outside_sweden_are_no_points():
    item = RawItem(
        "municipality", "1281", {"places": [place("Lund", 0.0, 0.0), place("B", None, 14.0)]}
    )

    with pytest.raises(BadRecord, match="no_usable_point"):
        place_records.from_payload(item)


def test_a_place_without_a_code_is_an_item_of_its_own(tmp_path):
    path = write(tmp_path, "platser.json", [place("Dalby", 55.6, 13.3, code=None)])

    [item] = places.read(path)

    with pytest.raises(BadRecord, match="kommunkod"):
        place_records.from_payload(item)


def test_calculated_skills_weigh_less_by_rank_and_origins_stay_apart():
    payload = {
        "taxonomy": ["Degberedning"],
        "calculated_skills": ["Ugnar", "Degberedning"],
        "group_skills": ["Ugnar"],
        "group_license": ["ugnar", "Hygienbevis"],
    }

    found = skill_records.from_payload(RawItem("occupation", "aaaa_bak_001", payload)).records

    assert {(one.skill, one.origin): one.weight for one in found} == {
        ("Degberedning", "curated"): 1.0,
        ("Ugnar", "calculated"): 1.0,
        ("Degberedning", "calculated"): 0.95,
        ("Ugnar", "group"): 0.5,
        ("Hygienbevis", "group"): 0.5,
    }
    assert len({one.id for one in found}) == len(found)


def test_the_file_name_tells_period_and_kind(tmp_path):
    write(tmp_path, "ssyk-region-municipality-ads-2024.json", {"g": {"p": 3}})
    write(tmp_path, "ssyk-municipality-open-ads-2025-06-18.json", {"g": {"p": 1}})

    found = [ad_count_records.from_payload(item).records[0] for item in ad_counts.read(tmp_path)]

    assert [(one.kind, one.period, one.count) for one in found] == [
        ("open", "2025-06-18", 1),
        ("published", "2024", 3),
    ]
    assert ad_counts.edition(tmp_path) == "2025-06-18"


def test_a_file_whose_name_tells_no_period_is_not_read(tmp_path):
    [item] = ad_counts.read(write(tmp_path, "some-ads-file.json", {"g": {"p": 3}}))

    assert isinstance(item.payload, Unreadable)


@pytest.mark.parametrize("count", [-1, "3", None, 2.5, True])
def test_what_is_not_a_count_is_left_out_and_noted(count):
    payload = {"kind": "open", "period": "2024", "places": {"p": count, "q": 2}}

    parsed = ad_count_records.from_payload(RawItem("group", "g", payload))

    assert [one.place for one in parsed.records] == ["q"]
    assert [one.reason for one in parsed.repairs] == ["not_a_count"]


def test_suppressed_wages_are_unknown_never_zero(tmp_path):
    path = write(
        tmp_path, "ssyk-salary.json", {"0000": ["1", "2", "3"], "7612": ["..", "31 500", "40000"]}
    )

    found = [one for item in wages.read(path) for one in wage_records.from_payload(item).records]

    assert [(one.id, one.percentile_10, one.mean, one.percentile_90) for one in found] == [
        ("7612", None, 31500, 40000)
    ]


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        (["1", "2"], "not_three_figures"),
        ({"mean": 1}, "not_three_figures"),
        (["1", "x", "3"], "not_a_number"),
        (["-1", "2", "3"], "not_a_number"),
        (["9", "2", "3"], "not_in_order"),
    ],
)
def test_wages_that_make_no_sense_are_refused(figures, reason):
    with pytest.raises(BadRecord) as caught:
        wage_records.from_payload(RawItem("wage", "7612", figures))

    assert caught.value.reason == reason


BAROMETER = {
    "yb_yrke": "Bagare och konditorer",
    "lan": "20",
    "ssyk": "7612, 9411",
    "jobbmojligheter": "stora",
    "rekryteringssituation": "brist",
    "prognos": None,
    "omgang": "2026-1",
}


def test_a_barometer_row_is_one_record_per_group(tmp_path):
    [item] = forecast.read(write(tmp_path, "yrkesbarometer.json", [BAROMETER]))

    found = forecast_records.from_payload(item).records

    assert [one.group for one in found] == ["7612", "9411"]
    assert {one.place for one in found} == {"oDpK_oZ2_WYt"}
    assert (found[0].situation, found[0].chances, found[0].outlook) == ("brist", "stora", "")
    assert len({one.id for one in found}) == 2


@pytest.mark.parametrize("ssyk", [7612, "7612", ["7612"], ["7612", "7612"]])
def test_codes_may_come_as_number_text_or_list(ssyk):
    found = forecast_records.from_payload(
        RawItem("forecast", "x", {**BAROMETER, "ssyk": ssyk})
    ).records

    assert [one.group for one in found] == ["7612"]


def test_group_names_keep_their_own_commas():
    row = {
        **BAROMETER,
        "ssyk": None,
        "ssyk_text": "Drifttekniker, IT, Advokater, Bagare m.fl., övriga",
    }

    found = forecast_records.from_payload(RawItem("forecast", "x", row)).records

    assert [one.group for one in found] == [
        "Drifttekniker, IT",
        "Advokater",
        "Bagare m.fl., övriga",
    ]


def test_a_row_without_a_group_is_kept():
    row = {**BAROMETER, "ssyk": None}

    [one] = forecast_records.from_payload(RawItem("forecast", "x", row)).records

    assert one.group is None


@pytest.mark.parametrize(
    ("change", "field"),
    [({"lan": "02"}, "lan"), ({"yb_yrke": ""}, "yb_yrke"), ({"omgang": None}, "omgang")],
)
def test_a_row_without_its_parts_is_refused(change, field):
    with pytest.raises(BadRecord) as caught:
        forecast_records.from_payload(RawItem("forecast", "x", {**BAROMETER, **change}))

    assert caught.value.field == field


def test_regional_rows_take_their_names_from_the_table_beside_them(tmp_path):
    columns = (
        "yb_yrke\tyb_concept_id_2025\tssyk_text\trekryteringssituation\tjobbmojligheter\tprognos"
    )
    row = "Bagare\tbbbb_bar_001\tBagare och konditorer\tbrist\tstora\töka"
    write(tmp_path, "yrkesbarometer-2026-1-national.tsv", f"{columns}\n{row}\n")
    regional = {"bbbb_bar_001": {"oDpK_oZ2_WYt": ["små", "minska"]}}
    write(tmp_path, "yrkesbarometer-regional-2025-05.json", regional)

    national, local = [
        forecast_records.from_payload(item).records[0] for item in forecast.read(tmp_path)
    ]

    assert (national.place, national.round, national.outlook) == ("i46j_HmG_v64", "2026-1", "öka")
    assert (local.occupation, local.round, local.chances) == ("Bagare", "2025-05", "små")
    assert local.group == "Bagare och konditorer"
    assert forecast.edition(tmp_path) == "2026-1"
