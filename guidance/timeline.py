"""A path as a picture: one row per leg on a shared date axis, in whole units, drawn by a template.

Nothing is drawn here and no word is built; the table beside the picture says the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from guidance.core.finance.rules import Window
from guidance.core.paths.answer import Leg, Path

WIDTH = 960
LEFT = 8
RIGHT = 28
TOP = 30
ROW = 50
BAR = 16
_HALF_WORD = 40  # of the words of a mark, in the larger of their two sizes


@dataclass(frozen=True)
class Tick:
    """A mark on the axis. is_year: a January."""

    x: int
    day: date
    is_year: bool

    @property
    def text_x(self) -> int:
        """The middle of its words, which stay inside the picture."""
        return min(max(self.x, _HALF_WORD), WIDTH - _HALF_WORD)


@dataclass(frozen=True)
class Row:
    """One leg. x, width: its bar · start_x: its first day · text_x: where its name begins ·
    wait_from, wait_to: the time before it with nothing to do, the same where there is none ·
    apply_x: last day to apply, None when there is none · window_x, window_width: when support for
    it can be applied for, None when nobody asked."""

    leg: Leg
    y: int
    bar_y: int
    x: int
    width: int
    start_x: int
    text_x: int
    is_text_at_end: bool
    wait_from: int
    wait_to: int
    middle_y: int
    apply_x: int | None
    window_x: int | None = None
    window_width: int = 0
    window_y: int = 0

    @property
    def has_wait(self) -> bool:
        """Whether there is enough waiting before it to be seen."""
        return abs(self.wait_to - self.wait_from) > 6


@dataclass(frozen=True)
class Timeline:
    """The whole picture, in units of its view box. is_mirrored: time goes from right to left, as
    the language is read."""

    width: int
    height: int
    bottom: int
    today_x: int
    goal_x: int
    goal_y: int
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    has_windows: bool
    is_mirrored: bool


def timeline_of(
    path: Path,
    today: date,
    *,
    is_mirrored: bool = False,
    windows: Mapping[str, Window] | None = None,
) -> Timeline:
    """Lay a path out. `wait` legs become dotted lines before the leg they precede.

    windows: by education id, when support for that study can be applied for.
    """
    last = max([path.arrival, *(leg.end for leg in path.legs), today])
    days = max((last - today).days, 30)

    def x_of(day: date) -> int:
        share = min(max((day - today).days, 0), days) / days
        x = LEFT + round(share * (WIDTH - LEFT - RIGHT))
        return WIDTH - x if is_mirrored else x

    rows: list[Row] = []
    reached = today
    for leg in (leg for leg in path.legs if leg.kind != "wait"):
        y = TOP + len(rows) * ROW
        window = (windows or {}).get(leg.education_id)
        rows.append(_row(leg, y, x_of, reached, window, is_mirrored=is_mirrored))
        reached = max(reached, leg.end)
    bottom = TOP + len(rows) * ROW
    return Timeline(
        width=WIDTH,
        height=bottom + 12,
        bottom=bottom,
        today_x=x_of(today),
        goal_x=x_of(path.arrival),
        goal_y=rows[-1].middle_y if rows else TOP,
        ticks=tuple(Tick(x_of(day), day, day.month == 1) for day in _marks(today, last)),
        rows=tuple(rows),
        has_windows=any(row.window_x is not None for row in rows),
        is_mirrored=is_mirrored,
    )


def _row(
    leg: Leg,
    y: int,
    x_of: Callable[[date], int],
    reached: date,
    window: Window | None,
    *,
    is_mirrored: bool,
) -> Row:
    """reached: when the legs before are done."""
    start, end = x_of(leg.start), x_of(leg.end)
    x, width = min(start, end), max(abs(end - start), 4)
    is_text_at_end = abs(start - x_of(date.min)) > WIDTH // 2
    opens = x_of(window.opens) if window else 0
    closes = x_of(window.closes) if window else 0
    return Row(
        leg=leg,
        y=y + 15,
        bar_y=y + 22,
        x=x,
        width=width,
        start_x=start,
        text_x=(x if is_mirrored else x + width) if is_text_at_end else start,
        is_text_at_end=is_text_at_end,
        wait_from=x_of(min(reached, leg.start)),
        wait_to=start,
        middle_y=y + 22 + BAR // 2,
        apply_x=x_of(leg.apply_by) if leg.apply_by else None,
        # A window that has closed before the first day of the picture has no place in it.
        window_x=min(opens, closes) if window and opens != closes else None,
        window_width=abs(closes - opens),
        window_y=y + 22 + BAR + 3,
    )


def _marks(first: date, last: date) -> list[date]:
    """First days of months to mark: closer together the shorter the whole is."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every = 1 if months <= 7 else 3 if months <= 18 else 6 if months <= 48 else 12
    marks = []
    year, month = first.year, first.month
    for _ in range(months + 1):
        month += 1
        if month == 13:
            year, month = year + 1, 1
        day = date(year, month, 1)
        if (month - 1) % every == 0 and day <= last:
            marks.append(day)
    return marks
