"""Labour-market sources over HTTP: what is asked, what is written, what is read of it."""

import io
import json
import zipfile
from datetime import UTC, datetime

import httpx2
import pytest
import zstandard

from catalog.sources.ad_counts import client as ad_counts
from catalog.sources.ad_counts import records as ad_count_records
from catalog.sources.ad_links import client as ad_links
from catalog.sources.forecast import client as forecast
from catalog.sources.historical_ads import client as historical_ads
from catalog.sources.http import Truncated
from catalog.sources.occupation_skills import client as skills
from catalog.sources.occupation_skills import records as skill_records
from catalog.sources.record import SourceUnavailable, Unreadable
from catalog.sources.wages import client as wages
from catalog.sources.wages import records as wage_records
from catalog.sources.zip_stream import unzipped
from tests.unit.catalog.sources.answers import by_path, http_to, streamed

GROUPS = [
    {"taxonomy/id": "aaaa_gro_001", "taxonomy/type": "ssyk-level-4"},
    {"taxonomy/id": "bbbb_gro_002", "taxonomy/type": "ssyk-level-4"},
    {"taxonomy/id": "cccc_gro_003", "taxonomy/deprecated": True},
]
SWEDEN = "i46j_HmG_v64"


def fetched(client, answer, into, **addresses):
    asked = []

    def recorded(request):
        asked.append(request)
        return answer(request)

    with http_to(recorded, **addresses) as http:
        result = client.fetch(http, into, progress=lambda _step: None)
    return result, asked


def payloads(client, folder):
    return {item.id: item.payload for item in client.read(folder)}


def test_the_forecast_says_its_round(tmp_path):
    row = {"yb_yrke": "Bagare", "lan": "00", "ssyk": "7612", "omgang": "2026-1", "prognos": "öka"}
    address = "https://af.example/yrkesbarometer.json"

    result, _ = fetched(
        forecast, by_path(yrkesbarometer_json=[row]), tmp_path, FORECAST_URL=address
    )

    assert (result.edition, result.is_full, result.is_changed) == ("2026-1", False, True)
    assert payloads(forecast, tmp_path) == {"Bagare 00": row}


def jsonstat(occupations, figures, year="2025", by_number=False):
    """A cube as SCB answers: figures[occupation][measure] in the order of the answer's codes."""
    codes = ["000007CD", "000007CF", "000007CI"]
    values = [figure for row in figures for figure in row]
    return {
        "id": ["Sektor", "Yrke2012", "Kon", "ContentsCode", "Tid"],
        "size": [1, len(occupations), 1, 3, 1],
        "dimension": {
            "Sektor": {"category": {"index": {"0": 0}}},
            "Yrke2012": {"category": {"index": {one: n for n, one in enumerate(occupations)}}},
            "Kon": {"category": {"index": ["1+2"]}},
            "ContentsCode": {"category": {"index": {one: n for n, one in enumerate(codes)}}},
            "Tid": {"category": {"index": [year]}},
        },
        "value": {str(n): one for n, one in enumerate(values)} if by_number else values,
    }


@pytest.mark.parametrize("by_number", [False, True])
def test_wages_of_the_last_year_in_one_question(tmp_path, by_number):
    cube = jsonstat(["7612", "0000", "2512"], [[31000, 25000.0, 38000], [1, 1, 1], [None, 9, None]],
                    by_number=by_number)  # fmt: skip
    result, asked = fetched(
        wages, by_path(data=cube), tmp_path, WAGES_URL="https://scb.example/tables/TAB5932"
    )

    assert (result.edition, result.is_full, result.count) == ("2025", True, 3)
    [request] = asked
    assert request.url.params["valueCodes[Tid]"] == "top(1)"
    records = [
        record
        for item in wages.read(tmp_path)
        for record in wage_records.from_payload(item).records
    ]
    assert [(one.group, one.year, one.percentile_10, one.mean) for one in records] == [
        ("7612", 2025, 25000, 31000), ("2512", 2025, 9, None)
    ]  # fmt: skip


def test_the_older_wage_service_is_asked_when_the_newer_does_not_answer(tmp_path):
    result, asked = fetched(
        wages,
        by_path(LoneSpridSektYrk4AN=jsonstat(["7612"], [[2, 1, 3]])),
        tmp_path,
        WAGES_URL="https://scb.example/tables/TAB5932",
        WAGES_OLD_URL="https://scb.example/v1/LoneSpridSektYrk4AN",
    )

    assert asked[-1].method == "POST"
    assert "older service" in result.notes[0]
    assert payloads(wages, tmp_path)["7612"]["figures"] == [1, 2, 3]


@pytest.mark.parametrize(
    "broken",
    [
        {"dimension": {}},
        {"dimension": [], "id": ["Tid"]},
        jsonstat(["1"], [[1, 2]]),
        {"dimension": 1},
    ],
)
def test_a_cube_of_another_shape_is_one_finding(tmp_path, broken):
    (tmp_path / "wages.json").write_text(json.dumps(broken))

    [item] = wages.read(tmp_path)

    assert isinstance(item.payload, Unreadable)


def test_wages_never_come_half(tmp_path):
    with pytest.raises(SourceUnavailable):
        fetched(wages, by_path(data={"error": 1}), tmp_path, WAGES_URL="https://scb.example/t")


def test_skills_by_relevance_and_by_layer(tmp_path):
    relevant = {
        "metadata": {"labour_market_taxonomy_version": 31},
        "data": {"oooo_occ_001": {"relevant_skills": [
            {"id": "ssss_ski_001", "relevance_points": 40},
            {"id": "ssss_ski_002", "relevance_points": 10},
        ]}},
    }  # fmt: skip
    chooser = {
        "data": {
            "transferable_skills": {"Samarbete": "tttt_ski_009"},
            "oooo_occ_001": {
                "type": "occupation-name",
                "regulated_skills": {"Legitimation": "ssss_ski_003"},
                "essential_skills": {},
                "optional_skills": {"Bakning": "ssss_ski_004"},
                "calculated_skills": {"Ugnar": "ssss_ski_001"},
            },
            "gggg_gro_001": {"type": "ssyk-level-4", "optional_skills": {"X": "ssss_ski_005"}},
        }
    }
    packed = zstandard.ZstdCompressor().compress(json.dumps(relevant).encode())

    result, _ = fetched(
        skills,
        by_path(r_json_zst=packed, k_json=chooser),
        tmp_path,
        SKILL_CHOOSER_URL="https://af.example/k.json",
        RELEVANT_SKILLS_URL="https://af.example/r.json.zst",
    )

    assert (result.edition, result.is_full) == ("31", True)
    records = [
        record
        for item in skills.read(tmp_path)
        for record in skill_records.from_payload(item).records
    ]
    found = {(one.occupation, one.skill, one.origin, one.is_essential): one for one in records}
    assert {key: one.weight for key, one in found.items()} == {
        ("oooo_occ_001", "ssss_ski_001", "calculated", False): 1.0,
        ("oooo_occ_001", "ssss_ski_002", "calculated", False): 0.25,
        ("oooo_occ_001", "ssss_ski_003", "curated", True): 1.0,
        ("oooo_occ_001", "ssss_ski_004", "curated", False): 0.6,
        ("gggg_gro_001", "ssss_ski_005", "group", False): 0.5,
    }  # fmt: skip


@pytest.mark.parametrize("data", [b"no zstandard", zstandard.ZstdCompressor().compress(b"{")])
def test_a_packed_file_that_is_damaged_is_one_finding(tmp_path, data):
    (tmp_path / "relevanta-kompetenser.json.zst").write_bytes(data)

    [item] = skills.read(tmp_path)

    assert isinstance(item.payload, Unreadable)


def test_counts_of_open_ads_by_region(tmp_path):
    def search(request):
        group = request.url.params["occupation-group"]
        return {
            "total": {"value": 5 if group.startswith("aaaa") else 0},
            "stats": [
                {"type": "region", "values": [{"concept_id": "rrrr_reg_001", "count": 3}]},
                {"type": "country", "values": [{"concept_id": SWEDEN, "count": 4}]},
            ]
            if group.startswith("aaaa")
            else [],
            "hits": [{"headline": "Ring Åsa Berg"}],
        }

    result, asked = fetched(
        ad_counts,
        by_path(search=search, concepts=GROUPS),
        tmp_path,
        JOBSEARCH_URL="https://search.example",
        TAXONOMY_API_URL="https://tax.example",
    )

    assert (result.is_full, result.count, len(asked)) == (False, 2, 3)
    assert asked[1].url.params.get_list("stats") == ["region", "country"]
    assert asked[1].url.params["limit"] == "0"
    assert not any(b"Berg" in file.read_bytes() for file in tmp_path.iterdir())
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    found = [
        (one.id, one.count)
        for item in ad_counts.read(tmp_path)
        for one in ad_count_records.from_payload(item).records
    ]
    assert found == [
        (f"aaaa_gro_001 rrrr_reg_001 {day} open", 3),
        (f"aaaa_gro_001 {SWEDEN} {day} open", 4),
    ]
    assert ad_counts.edition(tmp_path) == day


def test_a_count_that_was_interrupted_goes_on(tmp_path):
    def failing(request):
        if request.url.params["occupation-group"].startswith("bbbb"):
            return httpx2.Response(404)
        return {"total": {"value": 1}}

    addresses = {"JOBSEARCH_URL": "https://s.example", "TAXONOMY_API_URL": "https://t.example"}
    with pytest.raises(SourceUnavailable):
        fetched(ad_counts, by_path(search=failing, concepts=GROUPS), tmp_path, **addresses)

    healthy = by_path(search={"total": {"value": 1}}, concepts=GROUPS)
    _, asked = fetched(ad_counts, healthy, tmp_path, **addresses)

    assert [one.url.params["occupation-group"] for one in asked] == ["bbbb_gro_002"]


def test_ads_elsewhere_are_a_number_for_the_country(tmp_path):
    _, asked = fetched(
        ad_links,
        by_path(joblinks={"total": {"value": 7}, "hits": [{"brief": "Ring Åsa"}]}, concepts=GROUPS),
        tmp_path,
        JOBLINKS_URL="https://links.example",
        TAXONOMY_API_URL="https://tax.example",
    )

    assert asked[1].url.params["exclude_source"] == "arbetsformedlingen.se"
    [first, _] = [ad_count_records.from_payload(one).records[0] for one in ad_links.read(tmp_path)]
    assert (first.place, first.kind, first.count) == (SWEDEN, "elsewhere", 7)
    assert not any("Åsa".encode() in file.read_bytes() for file in tmp_path.iterdir())


def archive(*ads, compression=zipfile.ZIP_DEFLATED):
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ads)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as opened:
        opened.writestr("2025.jsonl", text)
    return packed.getvalue()


def past_ad(group="aaaa_gro_001", municipality="mmmm_mun_001", **address):
    return {
        "headline": "Ring Åsa Berg",
        "occupation_group": [{"concept_id": group}],
        "workplace_address": {
            "municipality_concept_id": municipality, "region_code": "20", **address
        },
    }  # fmt: skip


def test_past_ads_are_counted_while_they_are_unpacked(tmp_path):
    year = datetime.now(UTC).year - 1
    abroad = past_ad(country_concept_id="nnnn_cou_001")
    data = archive(past_ad(), past_ad(municipality=None), past_ad("bbbb_gro_002"), abroad, {"x": 1})

    result, asked = fetched(
        historical_ads,
        lambda _request: streamed(data),
        tmp_path,
        HISTORICAL_ADS_URL="https://h.example",
    )

    assert asked[0].url.path == f"/{year}.jsonl.zip"
    assert (result.edition, result.is_full) == (str(year), False)
    found = {item.id: item.payload["places"] for item in historical_ads.read(tmp_path)}
    assert found["aaaa_gro_001"] == {SWEDEN: 2, "oDpK_oZ2_WYt": 2, "mmmm_mun_001": 1}
    assert not any(b"Berg" in file.read_bytes() for file in tmp_path.iterdir())


def test_an_archive_that_is_carried_gives_the_same_numbers(tmp_path):
    (tmp_path / "2024_beta1_jsonl.zip").write_bytes(archive(past_ad()))

    [item] = historical_ads.read(tmp_path)

    assert (item.payload["period"], item.payload["places"][SWEDEN]) == ("2024", 1)


def test_a_cut_archive_is_never_counted(tmp_path):
    data = archive(*(past_ad(municipality=f"m{number:03}_mun_001") for number in range(500)))

    with pytest.raises(SourceUnavailable):
        fetched(
            historical_ads,
            lambda _request: streamed(data[: len(data) // 2]),
            tmp_path,
            HISTORICAL_ADS_URL="https://h.example",
        )

    assert not list(tmp_path.glob("historical*"))


class Unseekable(io.RawIOBase):
    """What a server writes to that does not know the sizes beforehand."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


@pytest.mark.parametrize("is_long", [False, True])
def test_archives_of_several_members_with_sizes_after_them(is_long):
    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for number in range(3):
            with opened.open(f"{number}.jsonl", "w", force_zip64=is_long) as member:
                member.write(b"%d" % number * 70_000)

    pieces = (out.data[start : start + 100] for start in range(0, len(out.data), 100))

    assert b"".join(unzipped(pieces)).split() == [b"%d" % number * 70_000 for number in range(3)]


def test_what_is_no_archive_is_told():
    with pytest.raises(Truncated):
        list(unzipped(iter([b"<html>Not now</html>"])))
