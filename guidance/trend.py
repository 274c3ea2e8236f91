"""A figure over time as a picture, in whole units, drawn by a template.

Nothing is drawn here and no word is built; the table beside the picture says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalog.quality.published import Point

WIDTH = 640
HEIGHT = 220
LEFT = 44
RIGHT = 20
TOP = 16
BOTTOM = 34
_LABELS = 5  # dates below the axis; more than this would run into each other


@dataclass(frozen=True)
class Dot:
    """One report. y: of the share that holds · unknown_y: of that and what cannot be judged, the
    top of the dashed line · has_label: its day stands below the axis, from `anchor`."""

    x: int
    y: int
    unknown_y: int
    day: date
    has_label: bool
    anchor: str


@dataclass(frozen=True)
class TrendPicture:
    """The whole picture, in units of its view box. lines: points of each unbroken line; where the
    rule has changed a new one begins, for the counts cannot be compared · breaks: x of those
    places · levels: (y, share of 100) of the grid."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    label_y: int
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    unknown_lines: tuple[str, ...]
    breaks: tuple[int, ...]
    levels: tuple[tuple[int, int], ...]


def picture_of(points: Sequence[Point]) -> TrendPicture | None:
    """Lay points out by their day; None when fewer than two days have one: there is no line."""
    shown = [point for point in points if point.count.whole]
    if len({point.day for point in shown}) < 2:
        return None
    first, days = shown[0].day, (shown[-1].day - shown[0].day).days
    every = -(-len(shown) // _LABELS)
    dots = []
    for place, point in enumerate(shown):
        count, last = point.count, place == len(shown) - 1
        is_near_end = not last and len(shown) - 1 - place < every
        dots.append(
            Dot(
                x=LEFT + round((point.day - first).days / days * (WIDTH - LEFT - RIGHT)),
                y=_height(count.part / count.whole),
                unknown_y=_height((count.part + count.unknown) / count.whole),
                day=point.day,
                has_label=last or (place % every == 0 and not is_near_end),
                anchor="start" if place == 0 else "end" if last else "middle",
            )
        )
    runs: list[list[Dot]] = []
    breaks = []
    for place, (dot, point) in enumerate(zip(dots, shown, strict=True)):
        if place and point.is_same_rule == shown[place - 1].is_same_rule:
            runs[-1].append(dot)
        else:
            runs.append([dot])
            if place:
                breaks.append((dots[place - 1].x + dot.x) // 2)
    has_unknown = any(point.count.unknown for point in shown)
    return TrendPicture(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=HEIGHT - BOTTOM,
        label_y=HEIGHT - 10,
        dots=tuple(dots),
        lines=tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs),
        unknown_lines=tuple(" ".join(f"{dot.x},{dot.unknown_y}" for dot in run) for run in runs)
        if has_unknown
        else (),
        breaks=tuple(breaks),
        levels=tuple((_height(share / 100), share) for share in (0, 50, 100)),
    )


def _height(share: float) -> int:
    return TOP + round((1 - share) * (HEIGHT - TOP - BOTTOM))
