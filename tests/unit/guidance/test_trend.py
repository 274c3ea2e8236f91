"""A figure over time, laid out: by day, within its frame, broken where the rule changed."""

from datetime import date, timedelta

from catalog.quality.published import Point
from catalog.quality.rule import Count
from guidance.trend import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, picture_of

FIRST = date(2026, 11, 1)


def points(*parts: int, same: int = 0, unknown: int = 0, step: int = 1) -> list[Point]:
    """A report a day of 100 records. same: from which place on the rule is as it is today."""
    return [
        Point(n, FIRST + timedelta(days=n * step), Count(part, 100, unknown), n >= same)
        for n, part in enumerate(parts)
    ]


def test_one_day_is_no_trend() -> None:
    assert picture_of([]) is None
    assert picture_of(points(50)) is None
    twice = [points(50)[0], points(60)[0]]
    assert picture_of(twice) is None


def test_what_had_nothing_to_judge_is_left_out() -> None:
    shown = [*points(50, 60), Point(9, FIRST + timedelta(days=9), Count(0, 0), True)]
    picture = picture_of(shown)
    assert picture
    assert len(picture.dots) == 2


def test_more_that_holds_is_higher_and_later_is_to_the_right() -> None:
    picture = picture_of(points(0, 50, 100))
    assert picture
    assert [dot.y for dot in picture.dots] == [HEIGHT - BOTTOM, (TOP + HEIGHT - BOTTOM) // 2, TOP]
    assert [dot.x for dot in picture.dots] == [LEFT, (LEFT + WIDTH - RIGHT) // 2, WIDTH - RIGHT]
    assert [share for _, share in picture.levels] == [0, 50, 100]


def test_a_changed_rule_breaks_the_line() -> None:
    picture = picture_of(points(10, 20, 80, 90, same=2))
    assert picture
    assert [len(line.split()) for line in picture.lines] == [2, 2]
    assert len(picture.breaks) == 1
    assert picture.dots[1].x < picture.breaks[0] < picture.dots[2].x
    whole = picture_of(points(10, 20, 80))
    assert whole
    assert whole.breaks == ()


def test_unknown_has_a_line_of_its_own_only_where_there_is_any() -> None:
    known, unknown = picture_of(points(10, 20)), picture_of(points(10, 20, unknown=30))
    assert known
    assert unknown
    assert known.unknown_lines == ()
    assert len(unknown.unknown_lines) == 1
    assert all(dot.unknown_y < dot.y for dot in unknown.dots)


def test_dates_do_not_run_into_each_other() -> None:
    for number in (2, 5, 6, 7, 12, 30):
        picture = picture_of(points(*range(number)))
        assert picture
        labelled = [dot.x for dot in picture.dots if dot.has_label]
        assert labelled[0] == LEFT
        assert labelled[-1] == WIDTH - RIGHT
        assert len(labelled) <= 6
