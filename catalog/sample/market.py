"""The sample's figures of the labour market: ads by place, wages and the barometer."""

from datetime import date
from typing import Any

from catalog.sample.stanzas import read_table
from catalog.sample.vocabulary import SWEDEN, Vocabulary

# About how many of Sweden's ads each county has, per mille.
_COUNTY_SHARES = {
    "01": 270, "03": 38, "04": 26, "05": 43, "06": 36, "07": 20, "08": 23, "09": 7, "10": 14,
    "12": 125, "13": 31, "14": 172, "17": 27, "18": 29, "19": 26, "20": 29, "21": 27, "22": 23,
    "23": 15, "24": 28, "25": 26,
}  # fmt: skip
_NOT_JUDGED = "09"
# About how many of its county's ads the largest municipality has, percent.
_CENTRE_SHARE = 40
_CENTRES = (
    "0180", "0380", "0484", "0580", "0680", "0780", "0880", "0980", "1080", "1280", "1380", "1480",
    "1780", "1880", "1980", "2080", "2180", "2281", "2380", "2480", "2580",
)  # fmt: skip


def ad_counts(words: Vocabulary) -> dict[str, dict[str, int]]:
    """Group id → place id → ads in a year: the country, its counties and their largest towns.

    Only the country's figure is a rounded fact; the rest follows from the places' shares.
    """
    groups = {row["code"]: row["id"] for row in words.concepts if row["type"] == "ssyk-level-4"}
    counties = {row["code"]: row["id"] for row in words.concepts if row["type"] == "region"}
    towns = {row["code"]: row["id"] for row in words.concepts if row["type"] == "municipality"}
    counts = {}
    for row in read_table("demand.tsv"):
        total = int(row["ads"])
        of_place = {SWEDEN: total}
        for county, share in _COUNTY_SHARES.items():
            of_place[counties[county]] = total * share // 1000
        for town in _CENTRES:
            of_place[towns[town]] = total * _COUNTY_SHARES[town[:2]] * _CENTRE_SHARE // (1000 * 100)
        counts[groups[row["ssyk"]]] = of_place
    return counts


def ads_year(today: date) -> int:
    """The last whole year."""
    return today.year - 1


def wages() -> dict[str, list[str]]:
    """SSYK code → 10th percentile, mean and 90th percentile; ".." where it is not published."""
    return {
        row["ssyk"]: [row[name] or ".." for name in ("p10", "mean", "p90")]
        for row in read_table("demand.tsv")
    }


def forecasts(words: Vocabulary, today: date) -> list[dict[str, Any]]:
    """The barometer's rows for the country and its counties; groups that it does not judge are left
    out. A county is judged as the country is, and the smallest one, as happens, not at all.
    """
    names = {row["code"]: row["label"] for row in words.concepts if row["type"] == "ssyk-level-4"}
    return [
        {
            "yb_yrke": names[row["ssyk"]],
            "yb_concept_id": None,
            "lan": place,
            "ssyk": row["ssyk"],
            "ssyk_text": names[row["ssyk"]],
            "antal_ssyk": 1,
            "del_av_ssyk": False,
            "jobbmojligheter": row["chances"],
            "rekryteringssituation": row["situation"],
            "prognos": row["outlook"],
            "paradox": [],
            "omgang": forecast_round(today),
        }
        for row in read_table("demand.tsv")
        if row["situation"]
        for place in ("00", *_COUNTY_SHARES)
        if place != _NOT_JUDGED
    ]


def forecast_round(today: date) -> str:
    """The newest round there can be: the first of a year comes in June, the second in December."""
    if today.month == 12:
        return f"{today.year}-2"
    return f"{today.year}-1" if today.month >= 6 else f"{today.year - 1}-2"
