"""Whose forecast counts: the region's, the country's, and of which round."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from catalog.snapshot.rows import ForecastRow
from guidance.core.moves.market import market_in
from tests.snapshots import make_rows, make_snapshot, place

TODAY = date(2026, 11, 24)


def market_with(tmp_path, *forecasts: ForecastRow):
    """Facts and score of the nurses' group in Dalarna, its forecasts as given."""
    snapshot = make_snapshot(tmp_path, TODAY, replace(make_rows(TODAY), forecasts=forecasts))
    group = snapshot.concept("Z8ci_bBE_tmx")
    market = market_in(snapshot.concept(place("20")), snapshot)
    situation, outlook = market.score(np.array([group]))
    return market.reason(group, snapshot).facts, (int(situation[0]), int(outlook[0]))


@pytest.mark.parametrize(
    ("near", "told"),
    [("2026-1", "20"), ("2025-2", "20"), ("2025-05", "SE"), ("okänd", "SE")],
)
def test_a_forecast_of_the_region_counts_until_outdated(tmp_path, near: str, told: str) -> None:
    facts, _ = market_with(
        tmp_path,
        ForecastRow("Z8ci_bBE_tmx", place("SE"), "brist", "öka", "stora", "2026-1"),
        ForecastRow("Z8ci_bBE_tmx", place("20"), "", "minska", "små", near),
    )
    assert facts["forecast_place"] == place(told)
    assert facts["forecast_round"] == (near if told == "20" else "2026-1")
    assert (facts["chances"], facts["outlook"]) == (
        ("små", "minska") if told == "20" else ("stora", "öka")
    )


def test_an_old_forecast_of_the_region_is_better_than_none(tmp_path) -> None:
    facts, _ = market_with(
        tmp_path, ForecastRow("Z8ci_bBE_tmx", place("20"), "", "minska", "små", "2025-05")
    )
    assert (facts["forecast_place"], facts["forecast_round"]) == (place("20"), "2025-05")


def test_without_a_forecast_no_place_and_round_are_told(tmp_path) -> None:
    facts, _ = market_with(tmp_path)
    assert (facts["forecast_place"], facts["forecast_round"], facts["chances"]) == ("", "", "")


def test_chances_stand_in_for_a_situation_and_never_beat_it(tmp_path) -> None:
    def score(number: int, situation: str, chances: str) -> tuple[int, ...]:
        one = ForecastRow("Z8ci_bBE_tmx", place("20"), situation, "öka", chances, "2026-1")
        return market_with(tmp_path / str(number), one)[1]

    assert score(1, "", "små") == score(2, "överskott", "små")
    assert score(3, "", "medelstora") == score(4, "balans", "medelstora")
    assert score(5, "", "stora") < score(6, "brist", "stora")
    assert score(7, "", "små") < score(8, "", "") < score(9, "", "medelstora")
