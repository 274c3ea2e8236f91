"""What was collected for a question, written as activities: educations of the same kind are one.

A question may concern thousands of educations, most of them alike: whatever can be said of many is
said once, and their occasions are laid out in one go.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from catalog.snapshot.arrays import Array
from catalog.snapshot.snapshot import FORMS
from guidance.core.eligibility.credentials import closure
from guidance.core.eligibility.evaluate import Opening, has
from guidance.core.licences import LICENCES
from guidance.core.paths.candidates import Candidate
from guidance.core.paths.goal import Goal
from guidance.core.paths.occasions import Ground, Occasions
from guidance.core.paths.validation import PREFIX, validation_options
from guidance.core.search.problem import Activity, Entry, Options

LEVEL = "level:"  # the normal entry level, as if it were a credential
SELECTIVE = frozenset({"HS", "YH", "KKU", "FHS"})
DECIDED = frozenset({"AUB"})
TERMLY = np.array([form in SELECTIVE for form in FORMS])  # start with the terms, dated or not
_UNCERTAIN = np.array([int(form in SELECTIVE or form in DECIDED) for form in FORMS])

_FAR_TENTHS = 1 << 15  # of kilometres: all that is farther away is as far

Covers = tuple[tuple[int, float], ...]
LetIn = list[tuple[int, bool]]  # education rows, each with whether its demands are partly unjudged


class Kind(NamedTuple):
    """What educations give. keys: credentials that matter · has_level: reaches the entry level."""

    keys: frozenset[str]
    has_level: bool
    covers: Covers


@dataclass(frozen=True)
class Collected:
    """Everything that may have a part in a way.

    needed: credentials that the goal rests on · occasions: of every education considered ·
    candidates: by education row · supplied: by education row, the keys it is taken for ·
    admissions: the ways to be let in that differ · admission: education row → its number there ·
    steps: outside school · bits: credential key → bit.
    """

    goal: Goal
    ground: Ground
    needed: frozenset[str]
    occasions: Occasions
    candidates: dict[int, Candidate]
    supplied: dict[int, tuple[str, ...]]
    admissions: list[tuple[Opening, ...]]
    admission: dict[int, int]
    steps: tuple[str, ...]
    bits: dict[str, int]

    def mask(self, keys: Iterable[str]) -> int:
        """The bits of credentials that are all asked for. Raises KeyError for one that is not."""
        mask = 0
        for key in keys:
            mask |= 1 << self.bits[key]
        return mask

    def given(self, keys: frozenset[str]) -> int:
        """The bits of what credentials imply, of that which is asked for."""
        return self.mask(key for key in closure(keys) if key in self.bits)


@dataclass(frozen=True)
class Written:
    """An activity, the key of its step in LICENCES ("" for studies), and what it is taken for."""

    activity: Activity
    step: str
    supplied: frozenset[str]


def activities_of(found: Collected) -> list[Written]:
    """Studies of each kind, in order of their first education, then the steps outside school."""
    return [*_studies(found), *(_step(key, found) for key in found.steps)]


def _studies(found: Collected) -> Iterator[Written]:
    kinds = [
        (kind, rows[0], given, entries)
        for kind, rows in _by_kind(found).items()
        if (given := _given(kind, found)) or kind.covers
        if (entries := _let_in(rows, found))
    ]
    options = _options([one for *_, entries in kinds for _, one in entries], found)
    for kind, row, given, entries in kinds:
        entered = tuple(Entry(needs, *next(options)) for needs, _ in entries)
        key = found.ground.snapshot.educations.id[row]
        yield Written(Activity(key, entered, given, kind.covers), "", kind.keys)


def _given(kind: Kind, found: Collected) -> int:
    return found.given(kind.keys) | (found.mask([LEVEL]) if kind.has_level else 0)


def _by_kind(found: Collected) -> dict[Kind, list[int]]:
    """Rows that may be entered, by what they give."""
    gives, numbers = found.ground.index.gives, _numbers(found.goal)
    # Most educations are no candidates: what they give follows from these two alone.
    plain: dict[tuple[tuple[str, ...], tuple[str, ...]], Kind] = {}
    kinds: dict[Kind, list[int]] = defaultdict(list)
    for row in sorted(row for row, number in found.admission.items() if found.admissions[number]):
        given = found.supplied.get(row, ()), gives.get(row, ())
        candidate = found.candidates.get(row)
        if candidate:
            kind = _kind_of(candidate, _keys(given, found), numbers, found)
        elif given in plain:
            kind = plain[given]
        else:
            kind = plain[given] = _kind(_keys(given, found), 0.0, {}, numbers, found)
        kinds[kind].append(row)
    return kinds


def _numbers(goal: Goal) -> dict[int, int]:
    """The number of each skill row in the problem; a single one where no skills are known."""
    return {row: number for number, row in enumerate(goal.weights or (-1,))}


def _keys(given: tuple[tuple[str, ...], tuple[str, ...]], found: Collected) -> frozenset[str]:
    """Those that are asked for, or that imply something that is."""
    keys = {key for part in given for key in part}
    return frozenset(key for key in keys if closure(frozenset({key})) & found.bits.keys())


def _kind_of(
    candidate: Candidate, keys: frozenset[str], numbers: dict[int, int], found: Collected
) -> Kind:
    kind = _kind(keys, candidate.strength, dict(candidate.skills), numbers, found)
    goal = found.goal
    has_level = not goal.has_level and goal.reaches_level(candidate.row, candidate.training)
    return kind._replace(has_level=has_level)


def _kind(
    keys: frozenset[str], strength: float, skills: dict[int, float], numbers: dict[int, int],
    found: Collected,
) -> Kind:  # fmt: skip
    if any(key.startswith("hp:") and key in found.needed for key in keys):
        strength = 1.0
    return Kind(keys, False, _covers(skills, strength, numbers))


def _covers(skills: dict[int, float], strength: float, numbers: dict[int, int]) -> Covers:
    if not strength:
        return tuple(sorted((numbers[row], much) for row, much in skills.items() if much > 0))
    return tuple((number, max(strength, skills.get(row, 0.0))) for row, number in numbers.items())


def _let_in(rows: list[int], found: Collected) -> list[tuple[int, LetIn]]:
    """Masks of what may have to be held, each with the rows it lets in."""
    by_admission: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_admission[found.admission[row]].append(row)
    by_needs: dict[int, LetIn] = defaultdict(list)
    for number, let_in in by_admission.items():
        for one in found.admissions[number]:
            if one.keys <= found.bits.keys():
                doubt = bool(one.verbatim)
                by_needs[found.mask(one.keys)].extend((row, doubt) for row in let_in)
    return [(needs, sorted(let_in)) for needs, let_in in sorted(by_needs.items())]


def _options(entries: list[LetIn], found: Collected) -> Iterator[tuple[Options, int]]:
    """The open occasions of the rows of each entry, and how many they stand for."""
    rows = [row for entry in entries for row, _ in entry]
    doubt = np.array([is_unjudged for entry in entries for _, is_unjudged in entry], np.int64)
    entry = np.repeat(np.arange(len(entries)), [len(one) for one in entries])
    row, places = found.occasions.of_all(rows)
    weighed = found.occasions.weighed
    is_open = weighed.why[places] == 0
    row, places = row[is_open], places[is_open]
    counts = np.bincount(entry[row], minlength=len(entries)).tolist()
    kind = found.ground.index.events.kind[weighed.events[places]].astype(np.int64)
    group = entry[row] * 2 + doubt[row]
    chosen = nearest(group * (kind.max(initial=0) + 1) + kind, weighed.km[places])
    row, places = row[chosen], places[chosen]
    whole = _columns(places, doubt[row], found)
    bounds = np.searchsorted(entry[row], np.arange(len(entries) + 1)).tolist()
    for (first, last), count in zip(pairwise(bounds), counts, strict=True):
        yield whole.take(slice(first, last)), count


def nearest(alike: Array, km: Array) -> Array:
    """Which occasions to keep, in order: of those alike the nearest, then the first.

    alike: int64, the same number for occasions that differ in nothing but place · km: float64.
    Whoever takes one farther away could take the nearest instead and lose nothing: of the same
    course, given on the same days all over the country, a hundred occasions become one.
    """
    size = len(alike)
    tenths = np.minimum(np.rint(km * 10), _FAR_TENTHS).astype(np.int64)
    # One number for likeness, distance and place in line: sorting those is ten times as fast as
    # sorting by columns. Should they not fit, nothing is left out.
    if (int(alike.max(initial=0)) + 1) * (_FAR_TENTHS + 1) * (size + 1) >= 1 << 63:
        return np.arange(size)
    line = np.sort((alike * (_FAR_TENTHS + 1) + tenths) * (size + 1) + np.arange(size))
    chosen = line % (size + 1)
    is_first = np.ones(size, bool)
    is_first[1:] = alike[chosen[1:]] != alike[chosen[:-1]]
    return np.sort(chosen[is_first])


def _columns(places: Array, doubt: Array, found: Collected) -> Options:
    weighed, snapshot = found.occasions.weighed, found.ground.snapshot
    events = weighed.events[places]
    educations = snapshot.events.education[events]
    forms = snapshot.educations.form[educations]
    is_loose = weighed.is_flexible[places]
    return Options(
        start=weighed.start[places],
        end=weighed.end[places],
        pace=weighed.pace[places],
        km=weighed.km[places],
        fee=weighed.fee[places],
        bottlenecks=_UNCERTAIN[forms] + doubt,
        weeks=found.ground.index.weeks[educations],
        is_loose=is_loose,
        latest=weighed.latest[places],
        is_termly=is_loose & TERMLY[forms],
        source=events,
    )


def _supplied_by(key: str) -> frozenset[str]:
    """The credentials that a step is taken for."""
    step = LICENCES.get(key)
    return frozenset({key.removeprefix(PREFIX), *(step.proves if step and step.form else ())})


def _step(key: str, found: Collected) -> Written:
    """Validation, or a step of LICENCES."""
    supplied, ground = _supplied_by(key), found.ground
    everything = _covers({}, 1.0, _numbers(found.goal))
    if key.startswith(PREFIX):
        proved = key.removeprefix(PREFIX)
        covers = everything if proved in found.needed else ()
        entry = Entry(0, validation_options(ground.today, ground.farthest))
        given = found.given(frozenset({proved}))
        return Written(Activity(key, (entry,), given, covers), key, supplied)
    step = LICENCES[key]
    row = Options(
        start=np.array([ground.today]), end=np.array([ground.today + step.max_days]),
        pace=np.array([step.pace]), km=np.array([0.0]), fee=np.array([step.fee]),
        bottlenecks=np.array([int(step.is_uncertain)]), weeks=np.array([0.0]),
        is_loose=np.array([True]), latest=np.array([ground.farthest]),
        is_termly=np.array([False]), source=np.array([-1]),
    )  # fmt: skip
    # Only for what the job itself rests on: a licence that some course asks for teaches no job.
    is_enough = (step.covers or key.startswith("licence")) and not (
        found.needed.isdisjoint(supplied)
    )
    held = found.goal.standing.held
    entries = tuple(Entry(found.mask(k for k in way if not has(k, held)), row) for way in step.ways)
    covers = everything if is_enough else ()
    return Written(Activity(key, entries, found.given(supplied), covers), key, supplied)
