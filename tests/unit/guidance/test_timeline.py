import itertools
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guidance.core.finance.rules import Window
from guidance.core.paths.answer import Leg, Path
from guidance.timeline import WIDTH, timeline_of

TODAY = date(2026, 11, 24)


def path_of(*spans: tuple[int, int]) -> Path:
    legs = tuple(
        Leg("study", f"Kurs {n}", TODAY + timedelta(first), TODAY + timedelta(first + days))
        for n, (first, days) in enumerate(spans)
    )
    end = max((leg.end for leg in legs), default=TODAY)
    return Path(("fastest",), legs, end, 0.0, 0.0, 0.0, 0, 0, 0)


def test_legs_lie_in_order_with_waits_between_and_the_goal_at_the_end() -> None:
    picture = timeline_of(path_of((30, 100), (200, 300)), TODAY)
    first, second = picture.rows
    assert picture.today_x < first.x < first.x + first.width < second.x
    assert first.has_wait
    assert second.wait_from == first.x + first.width
    assert second.wait_to == second.start_x == second.x
    assert picture.goal_x == second.x + second.width


def test_waiting_is_a_line_and_not_a_row() -> None:
    path = path_of((30, 100))
    wait = Leg("wait", "", TODAY, TODAY + timedelta(30))
    with_wait = Path(path.names, (wait, *path.legs), path.arrival, 0.0, 0.0, 0.0, 0, 0, 0)
    assert timeline_of(with_wait, TODAY).rows == timeline_of(path, TODAY).rows


def test_the_last_day_to_apply_is_marked() -> None:
    leg = Leg(
        "study", "Kurs", TODAY + timedelta(90), TODAY + timedelta(190),
        apply_by=TODAY + timedelta(40),
    )  # fmt: skip
    picture = timeline_of(Path((), (leg,), leg.end, 0.0, 0.0, 0.0, 0, 0, 0), TODAY)
    row = picture.rows[0]
    assert row.apply_x is not None
    assert picture.today_x < row.apply_x < row.x


def test_no_legs_is_an_empty_picture() -> None:
    assert timeline_of(path_of(), TODAY).rows == ()


def test_the_start_and_the_time_to_ask_for_support_are_marked() -> None:
    path = path_of((200, 300))
    leg = replace(path.legs[0], education_id="i.1")
    window = Window(TODAY + timedelta(20), TODAY + timedelta(120))
    picture = timeline_of(replace(path, legs=(leg,)), TODAY, windows={"i.1": window})
    row = picture.rows[0]
    assert row.start_x == row.x
    assert row.window_x is not None
    assert picture.today_x < row.window_x < row.window_x + row.window_width < row.x
    assert picture.has_windows


def test_time_to_ask_for_support_that_is_over_is_not_drawn() -> None:
    path = path_of((200, 300))
    leg = replace(path.legs[0], education_id="i.1")
    over = Window(TODAY - timedelta(90), TODAY - timedelta(1))
    assert not timeline_of(replace(path, legs=(leg,)), TODAY, windows={"i.1": over}).has_windows


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 1500)), min_size=1, max_size=8))
def test_a_picture_read_from_the_right_is_the_mirror_of_the_other(
    spans: list[tuple[int, int]],
) -> None:
    path = path_of(*spans)
    left, right = timeline_of(path, TODAY), timeline_of(path, TODAY, is_mirrored=True)
    assert right.today_x == WIDTH - left.today_x
    assert right.goal_x == WIDTH - left.goal_x
    for one, other in zip(left.rows, right.rows, strict=True):
        assert other.start_x == WIDTH - one.start_x
        assert other.width == one.width
        assert other.is_text_at_end == one.is_text_at_end
        assert other.x >= 0
        assert other.x + other.width <= WIDTH + 4


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 1500)), min_size=1, max_size=8))
def test_everything_stays_inside_and_marks_never_crowd(spans: list[tuple[int, int]]) -> None:
    picture = timeline_of(path_of(*spans), TODAY)
    for row in picture.rows:
        assert row.x >= 0
        assert row.x + row.width <= WIDTH
        assert 0 <= row.text_x <= WIDTH
    assert picture.goal_x <= WIDTH
    places = [tick.x for tick in picture.ticks]
    assert places == sorted(set(places))
    assert all(b - a >= 60 for a, b in itertools.pairwise(places))
