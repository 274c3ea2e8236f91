"""How long: months in an occupation, from the dates and durations that stand beside it in a CV.

Read are durations ("5 års erfarenhet", "i fem år", "18 månader", "eight years"), intervals
("2015–2019", "mars 2015 – nu", "2015-03 – 2016-08") and beginnings ("sedan 2018"). They count for
the occupations held in the same sentence, or, when the whole line says no time, for those of the
line beside one that says a time and no occupation. Nothing here knows the clock: today is given.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.recognition.mention import Mention

EXPERIENCE_RULES = "experience-v1"
MOST_MONTHS = 600  # a longer working life is a misreading
_FIRST_YEAR = 1950
_LONGEST_PASSAGE = 2_000  # characters; more is no sentence

_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "ett en one a an", "två two", "tre three", "fyra four", "fem five", "sex six",
            "sju seven", "åtta eight", "nio nine", "tio ten", "elva eleven", "tolv twelve",
        ),
        start=1,
    )
    for word in words.split()
} | {
    "femton": 15, "fifteen": 15, "tjugo": 20, "twenty": 20, "trettio": 30, "thirty": 30,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "mars march mar", "april apr",
            "maj may", "juni june jun", "juli july jul", "augusti august aug",
            "september sept sep", "oktober october okt oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_COUNT = r"(?P<count>\d{1,2}(?:[.,]5)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_DURATION = re.compile(
    rf"(?<![\w.,-]){_COUNT}(?P<half> och ett halvt| and a half)?\+?[ -]?"
    r"(?P<unit>års|år|årig|åriga|years?|yrs?|månaders?|månader|månad|mån|months?)(?!\w)"
    r"(?! (?:sedan|ago|gammal|gamla|old)\b)"
)
_HALF_YEAR = re.compile(r"(?<!\w)(?:ett halvår|ett halvt år|half a year|six months)(?!\w)")
# An education of three years, or a child of five, is no work.
_NOT_WORK = re.compile(
    r"(?:utbildning|program|kurs|studier|examen|gymnasi|högskol|universitet|garanti|barn|son|dotter|"
    r"education|degree|studies)\w*"
)
_SENTENCE_END = re.compile(r"(?<!\bleg)(?<!\bca)[.;!?](?=\s|$)")
_IN_TURN = re.compile(r"(?<!\w)(?:senare|därefter|sedan(?! \d)|later|then)(?!\w)")
_CLAUSE_END = re.compile(r"[,;.]")
_MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_POINT = (
    rf"(?:(?P<{{0}}name>{_MONTH_NAMES})\.? |(?P<{{0}}first>0?[1-9]|1[0-2])[/.])?"
    r"(?P<{0}year>(?:19|20)\d\d)(?:[-/.](?P<{0}last>0[1-9]|1[0-2])(?!\d))?"
)
_NOW = (
    r"(?P<now>nu|nuvarande|idag|i dag|dags dato|pågående|pågår|tills vidare|present|now|today|"
    r"current|ongoing)"
)
_INTERVAL = re.compile(
    rf"(?<![\w/.-]){_POINT.format('a')} ?(?:-|–|—|till|t\.o\.m\.|tom|to|until) ?"
    rf"(?:(?:och med )?{_POINT.format('b')}(?!\d)|{_NOW}(?!\w)|(?P<open>$|(?=\n)))"
)
_SINCE = re.compile(
    rf"(?<!\w)(?:sedan|sen|since|från och med|fr\.o\.m\.|from) {_POINT.format('a')}(?!\d)"
)


@dataclass(frozen=True)
class _Passage:
    """A sentence of the text, by the number of its line: the held occupations in it, what it says
    of time: (first, last) months, and (place in the text, months)."""

    line: int
    occupations: tuple[Mention, ...]
    intervals: tuple[tuple[int, int], ...]
    durations: tuple[tuple[int, int], ...]

    @property
    def is_dated(self) -> bool:
        return bool(self.intervals or self.durations)


def months_in(text: str, mentions: Iterable[Mention], today: date) -> dict[str, int]:
    """Concept id of an occupation → whole months, for those that the text says a time for.

    Only occupations that are held, and no suggestions. Intervals of one occupation are put
    together, so that overlapping ones count once; a duration in words counts when it is longer.
    Years without months count whole years only (2015–2019 is 48 months), never more than was said.
    """
    held = sorted(
        (
            one
            for one in mentions
            if one.type == "occupation-name" and one.role == "held" and not one.is_suggestion
        ),
        key=lambda one: (one.start, one.end),
    )
    passages = list(_passages(text, held, today))
    intervals: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    durations: defaultdict[str, int] = defaultdict(int)
    beside = _dated_lines_without_occupation(passages)
    dated = {passage.line for passage in passages if passage.is_dated}
    for passage in passages:
        source: _Passage | None = passage
        if passage.line not in dated:
            # Above first, as most CVs have it.
            source = beside.get(passage.line - 1, beside.get(passage.line + 1))
        if source is None:
            continue
        for one in passage.occupations:
            intervals[one.concept_id] += source.intervals
            if source.durations:
                said = _nearest(one, source.durations, text)
                durations[one.concept_id] = max(durations[one.concept_id], said)
    found = {}
    for concept in sorted(intervals.keys() | durations.keys()):
        total = max(_together(intervals[concept]), durations[concept])
        if 0 < total <= MOST_MONTHS:
            found[concept] = total
    return found


def _passages(text: str, held: Sequence[Mention], today: date) -> Iterator[_Passage]:
    start = place = 0
    for number, line in enumerate(text.split("\n")):
        ends = [match.end() for match in _SENTENCE_END.finditer(line)]
        begin = 0
        for end in dict.fromkeys([*ends, len(line)]):
            here = []
            while place < len(held) and held[place].start < start + end + (end == len(line)):
                here.append(held[place])
                place += 1
            said = line[begin : min(end, begin + _LONGEST_PASSAGE)].lower()
            if len({one.concept_id for one in here}) > 1 and _IN_TURN.search(said) is not None:
                here = []  # one after the other: how long each is not told
            yield _Passage(
                number,
                tuple(here),
                tuple(_intervals_of(said, today)),
                tuple((start + begin + at, months) for at, months in _durations_of(said)),
            )
            begin = end
        start += len(line) + 1


def _dated_lines_without_occupation(passages: Sequence[_Passage]) -> dict[int, _Passage]:
    """Line → its first passage that says a time, for the lines that name no occupation."""
    busy = {passage.line for passage in passages if passage.occupations}
    found: dict[int, _Passage] = {}
    for passage in passages:
        if passage.is_dated and passage.line not in busy:
            found.setdefault(passage.line, passage)
    return found


def _nearest(one: Mention, durations: Sequence[tuple[int, int]], text: str) -> int:
    """Months of the duration that stands nearest to a mention, best in the same clause."""

    def distance(said: tuple[int, int]) -> tuple[bool, int, int]:
        first, last = sorted((one.start, said[0]))
        return _CLAUSE_END.search(text, first, last) is not None, last - first, said[0]

    return min(durations, key=distance)[1]


def _intervals_of(line: str, today: date) -> Iterator[tuple[int, int]]:
    """(first, last) month numbers, last exclusive, none after today's month."""
    now = today.year * 12 + today.month
    taken: list[tuple[int, int]] = []
    for match in _INTERVAL.finditer(line):
        groups = match.groupdict()
        taken.append(match.span())
        first = _month_number(groups, "a")
        is_bare = _month(groups, "a") is None
        if groups["byear"]:
            last = _month_number(groups, "b") + (0 if _month(groups, "b") is None else 1)
        else:
            last = today.year * 12 if is_bare else now
        if _FIRST_YEAR * 12 <= first < last:
            yield first, min(last, now)
    for match in _SINCE.finditer(line):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        groups = match.groupdict()
        first = _month_number(groups, "a")
        last = today.year * 12 if _month(groups, "a") is None else now
        if _FIRST_YEAR * 12 <= first < last:
            yield first, last


def _month(groups: Mapping[str, str | None], side: str) -> int | None:
    name, first, last = groups[f"{side}name"], groups[f"{side}first"], groups[f"{side}last"]
    if name:
        return _MONTHS[name]
    return int(first or last or 0) or None


def _month_number(groups: Mapping[str, str | None], side: str) -> int:
    """Months since January of year 0; of a bare year its January."""
    return int(groups[f"{side}year"] or 0) * 12 + (_month(groups, side) or 1) - 1


def _durations_of(line: str) -> Iterator[tuple[int, int]]:
    """(place in the line, months) of each duration of work."""
    for match in _HALF_YEAR.finditer(line):
        yield match.start(), 6
    for match in _DURATION.finditer(line):
        following = line[match.end() : match.end() + 25]
        if match["unit"] in ("årig", "åriga") or _NOT_WORK.match(following.strip()) is not None:
            continue
        said = match["count"]
        count = float(_NUMBERS[said]) if said in _NUMBERS else float(said.replace(",", "."))
        if match["half"]:
            count += 0.5
        is_years = match["unit"].startswith(("å", "y"))
        yield match.start(), round(count * 12) if is_years else round(count)


def _together(intervals: Iterable[tuple[int, int]]) -> int:
    """Months covered by intervals, each month once."""
    total = reached = 0
    for first, last in sorted(intervals):
        total += max(0, last - max(first, reached))
        reached = max(reached, last)
    return total
