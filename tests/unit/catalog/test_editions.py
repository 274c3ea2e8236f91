"""What day an edition speaks of, and which of two is the later."""

from datetime import date

import pytest

from catalog.editions import edition_day, edition_order


@pytest.mark.parametrize(
    ("edition", "day"),
    [
        ("2025-06-18", date(2025, 6, 18)),
        ("2019-03-19/2025-09-11", date(2025, 9, 11)),
        ("2026-1", date(2026, 6, 30)),
        ("2026-2", date(2026, 12, 30)),
        ("v29-2026-02", date(2026, 2, 28)),
        ("2024", date(2024, 12, 31)),
        ("2026-13-45", None),
        ("30", None),
        ("v31", None),
        ("", None),
    ],
)
def test_what_time_an_edition_speaks_of(edition: str, day: date | None) -> None:
    assert edition_day(edition) == day


def test_a_round_comes_after_the_months_before_it_whatever_their_signs_say() -> None:
    ordered = ["", "v31", "2025-05", "2025-1", "2025-12", "2025-2", "2026-05", "2026-1"]
    assert sorted(sorted(ordered), key=edition_order) == ordered
