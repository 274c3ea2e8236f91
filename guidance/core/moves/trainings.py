"""Which educations train for which occupation, for all occupations at once.

The same trainings as `candidates_for` finds for one goal. Titles are read once, word by word, for
the names of every occupation; only names that are no whole words are looked for one by one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import Array
from catalog.snapshot.snapshot import Snapshot, TrainsForOrigin
from guidance.core.moves.targets import Targets
from guidance.core.paths.candidates import (
    add_related,
    drop_refused,
    is_of_another,
    keep_stronger,
    linked_trainings,
    name_pattern,
    names_of,
)
from guidance.core.paths.goal import Goal, Training
from guidance.core.paths.index import Index, is_full_training
from guidance.core.standing import Standing

NOBODY = Standing(frozenset(), frozenset(), (), ())
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Trainings:
    """One row per occupation and education that trains for it, in that order.

    occupation: int64 numbers of `Targets` · education: int64 rows · strength: float64 · has_level:
    bool, whoever has it has reached the occupation's entry level · is_full: bool, a whole training
    and not a course within one, which counts only where it teaches a skill that is asked for.
    """

    occupation: Array
    education: Array
    strength: Array
    has_level: Array
    is_full: Array


def trainings_for(targets: Targets, index: Index, snapshot: Snapshot) -> Trainings:
    """Every training of every occupation."""
    goals = [Goal(demand, NOBODY, snapshot) for demand in targets.demands]
    names = [names_of(goal) for goal in goals]
    found = [linked_trainings(goal, index) for goal in goals]
    for number, row, strength in _by_title(names, index):
        keep_stronger(found[number], row, Training(strength, TrainsForOrigin.TITLE))
    for goal, known in zip(goals, found, strict=True):
        if goal.demand.is_derived and not goal.demand.needs:
            add_related(known, goal, index)
        drop_refused(known)
    pairs = [
        (number, row, training.strength, goals[number].reaches_level(row, training))
        for number, known in enumerate(found)
        for row, training in sorted(known.items())
    ]
    return Trainings(
        np.array([one[0] for one in pairs], np.int64),
        np.array([one[1] for one in pairs], np.int64),
        np.array([one[2] for one in pairs], np.float64),
        np.array([one[3] for one in pairs], bool),
        np.array([is_full_training(one[1], snapshot) for one in pairs], bool),
    )


def _by_title(names: list[dict[str, float]], index: Index) -> Iterator[tuple[int, int, float]]:
    """(occupation, education, strength) where a title bears a name of the occupation.

    The first name in the title counts, and the longest that begins there.
    """
    whole: dict[str, list[tuple[int, float]]] = {}
    others: list[int] = []
    every = "\n".join(index.titles.values())
    for number, known in enumerate(names):
        words = [name for name in known if _WORD.match(name) and _WORD.match(name[-1])]
        if any(name in every for name in known.keys() - set(words)):
            others.append(number)
            continue
        for name in words:
            whole.setdefault(name, []).append((number, known[name]))
    longest: dict[str, int] = {}
    for name in whole:
        parts = _WORD.findall(name)
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    for row, title in index.titles.items():
        yield from ((number, row, strength) for number, strength in _named(title, whole, longest))
    for number in others:
        pattern = name_pattern(names[number])
        for row, title in index.titles.items():
            match = pattern.search(title)
            if match and not is_of_another(title, match.end()):
                yield number, row, names[number][match[0]]


def _named(
    title: str, whole: dict[str, list[tuple[int, float]]], longest: dict[str, int]
) -> list[tuple[int, float]]:
    """Occupations that a title names. longest: words in the longest name with that first word."""
    words = [match.span() for match in _WORD.finditer(title)]
    seen: set[int] = set()
    named: list[tuple[int, float]] = []
    for at, (start, first_end) in enumerate(words):
        most = longest.get(title[start:first_end], 0)
        for _, end in reversed(words[at : at + most]):
            for number, strength in whole.get(title[start:end], ()):
                if number not in seen:
                    seen.add(number)
                    if not is_of_another(title, end):
                        named.append((number, strength))
    return named
