"""When the sample's educations start: rhythms, such as "every ten weeks", become dated occasions.

Starts lie on fixed weeks of the calendar, so an occasion keeps its key and its dates whatever day
it is rendered; `today` only decides which of them there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

NOT_SET, DATED, STUDENT_DECIDES, PROVIDER_DECIDES = 0, 1, 2, 3

_LOOK_BACK = timedelta(days=60)
# ISO weeks without teaching. A year from autumn to summer is 40 weeks at every kind of school, as
# universities count Christmas into the term and komvux begins early.
_BREAKS = {
    "": frozenset((*range(24, 34), 52, 53, 1)),
    "uni": frozenset(range(24, 36)),
    "voc": frozenset((*range(24, 35), 52, 53)),
    "folk": frozenset((*range(24, 35), 52, 53)),
}


@dataclass(frozen=True)
class Rhythm:
    """How often something starts.

    weeks: ISO weeks in which it starts, on Monday · pace: percent · closes, opens: weeks before the
    start · ahead: how far ahead occasions are published, days.
    """

    weeks: tuple[int, ...] = ()
    pace: int = 100
    closes: int = 5
    opens: int = 13
    ahead: int = 330
    condition: int = DATED
    is_continuous: bool = False


RHYTHMS = {
    "k5": Rhythm((2, 7, 12, 17, 34, 39, 44, 49), 100, closes=4, opens=12),
    "k10": Rhythm((2, 12, 34, 44), 50),
    "kt": Rhythm((3, 34), 100, closes=9, opens=26),
    "ka": Rhythm((34,), 100, closes=14, opens=32, ahead=760),
    "ya": Rhythm((35,), 100, ahead=760),
    "yv": Rhythm((3,), 100, ahead=760),
    "f": Rhythm((35,), 100, ahead=760),
    "fv": Rhythm((3, 35), 100, ahead=760),
    "h": Rhythm((36,), 100, ahead=760),
    "v": Rhythm((4,), 100, ahead=760),
    "b": Rhythm((4, 36), 100, ahead=760),
    "s": Rhythm(condition=STUDENT_DECIDES, pace=50, is_continuous=True),
    "p": Rhythm(condition=PROVIDER_DECIDES, is_continuous=True),
    "aub": Rhythm(condition=PROVIDER_DECIDES),
}
# (first month, day, last month, day) of the round that a start belongs to. Universities close on
# the 15th of April and of October; vocational and folk high schools in spring and autumn.
_ROUNDS = {
    "uni": {"spring": ((9, 15), (10, 15)), "autumn": ((3, 16), (4, 15))},
    "voc": {"spring": ((8, 20), (10, 15)), "autumn": ((1, 15), (5, 4))},
    "folk": {"spring": ((9, 15), (11, 15)), "autumn": ((2, 1), (5, 15))},
}
_ROUND_OF = {
    **dict.fromkeys(("h", "v", "b"), "uni"),
    **dict.fromkeys(("ya", "yv"), "voc"),
    **dict.fromkeys(("f", "fv"), "folk"),
}


@dataclass(frozen=True)
class Occasion:
    """One start. key: part of the event's id, the same on every day it is rendered."""

    key: str
    condition: int
    start: date | None = None
    end: date | None = None
    apply_first: date | None = None
    apply_last: date | None = None
    is_continuous: bool = False


def occasions(rhythm: str, study_weeks: float, pace: int, today: date) -> Iterator[Occasion]:
    """Occasions that a register would hold on `today`: some have passed, most are ahead.

    study_weeks: full-time weeks. Raises `KeyError` for an unknown rhythm.
    """
    about = RHYTHMS[rhythm]
    breaks = _BREAKS[_ROUND_OF.get(rhythm, "")]
    if about.condition != DATED:
        yield Occasion("0", about.condition, is_continuous=about.is_continuous)
        return
    for year in range(today.year - 1, today.year + 3):
        for week in about.weeks:
            start = date.fromisocalendar(year, week, 1)
            if today - _LOOK_BACK <= start <= today + timedelta(days=about.ahead):
                first, last = _window(rhythm, start)
                yield Occasion(
                    f"{year}w{week:02}",
                    DATED,
                    start,
                    _end_of(start, study_weeks * 100 / pace, breaks),
                    first,
                    last,
                )


def _end_of(start: date, teaching_weeks: float, breaks: frozenset[int]) -> date:
    """The Friday of the last week of teaching."""
    monday = start
    left = max(1, round(teaching_weeks))
    while True:
        if monday.isocalendar().week not in breaks:
            left -= 1
        if left <= 0:
            return monday + timedelta(days=4)
        monday += timedelta(weeks=1)


def _window(rhythm: str, start: date) -> tuple[date, date]:
    kind = _ROUND_OF.get(rhythm)
    if kind is None:
        about = RHYTHMS[rhythm]
        return start - timedelta(weeks=about.opens), start - timedelta(weeks=about.closes)
    season = "spring" if start.month < 7 else "autumn"
    first, last = _ROUNDS[kind][season]
    year = start.year - 1 if season == "spring" else start.year
    return date(year, *first), date(year, *last)
