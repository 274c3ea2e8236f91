"""A path as a picture: one row per leg on a shared date axis, in whole units, drawn by a template.

Nothing is drawn here and no word is built; the table beside the picture says the same.
"""

from dataclasses import dataclass
from datetime import date

from guidance.core.paths.answer import Leg, Path

WIDTH = 960
LEFT = 8
RIGHT = 28
TOP = 30
ROW = 50
BAR = 16


@dataclass(frozen=True)
class Tick:
    """A mark on the axis. is_year: a January, or the first mark."""

    x: int
    day: date
    is_year: bool


@dataclass(frozen=True)
class Row:
    """One leg. x, width: its bar · text_x: where its name begins · wait_x, wait_width: the time
    before it with nothing to do · apply_x: last day to apply, None when there is none."""

    leg: Leg
    y: int
    bar_y: int
    x: int
    width: int
    text_x: int
    is_text_at_end: bool
    wait_x: int
    wait_width: int
    wait_y: int
    apply_x: int | None


@dataclass(frozen=True)
class Timeline:
    """The whole picture, in units of its view box."""

    width: int
    height: int
    bottom: int
    today_x: int
    goal_x: int
    goal_y: int
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]


def timeline_of(path: Path, today: date) -> Timeline:
    """Lay a path out. `wait` legs become dotted lines before the leg they precede."""
    last = max([path.arrival, *(leg.end for leg in path.legs), today])
    days = max((last - today).days, 30)

    def x_of(day: date) -> int:
        share = min(max((day - today).days, 0), days) / days
        return LEFT + round(share * (WIDTH - LEFT - RIGHT))

    rows: list[Row] = []
    reached = today
    for leg in (leg for leg in path.legs if leg.kind != "wait"):
        y = TOP + len(rows) * ROW
        x, end = x_of(leg.start), x_of(leg.end)
        is_text_at_end = x > WIDTH // 2
        rows.append(
            Row(
                leg=leg,
                y=y + 15,
                bar_y=y + 22,
                x=x,
                width=max(end - x, 4),
                text_x=max(end, x + 4) if is_text_at_end else x,
                is_text_at_end=is_text_at_end,
                wait_x=x_of(reached),
                wait_width=max(x - x_of(reached), 0),
                wait_y=y + 22 + BAR // 2,
                apply_x=x_of(leg.apply_by) if leg.apply_by else None,
            )
        )
        reached = max(reached, leg.end)
    bottom = TOP + len(rows) * ROW
    return Timeline(
        width=WIDTH,
        height=bottom + 12,
        bottom=bottom,
        today_x=x_of(today),
        goal_x=x_of(path.arrival),
        goal_y=rows[-1].bar_y + BAR // 2 if rows else TOP,
        ticks=tuple(Tick(x_of(day), day, day.month == 1) for day in _marks(today, last)),
        rows=tuple(rows),
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
