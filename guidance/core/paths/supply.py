"""Which courses, programmes and steps would supply what is missing, with what they need first.

`alternatives` answers with sets of items. An item is one credential and the educations (or the
step outside school) that give it; its `needs` are keys of other items that must come before.
"""

import re
from dataclasses import dataclass, replace
from itertools import product

from guidance.core.eligibility.courses import LADDERS, split_level
from guidance.core.eligibility.credentials import RULES, implied_by
from guidance.core.eligibility.evaluate import Verdict, has, judge
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.paths.legs import Ground
from guidance.core.regulated import LICENCES

_DEPTH = 7
_WIDTH = 8
_SATISFIED = Verdict("satisfied")
_CEFR_COURSES = {"B2": "course:svenska som andraspråk 1", "C1": "course:svenska som andraspråk 3",
                 "B1": "sfi:D", "A2": "sfi:C"}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """rows: educations, any of which gives `key`; () for a step outside school · step: its key in
    LICENCES · needs: keys of items that must end before · verdict: how the requirement stands."""

    key: str
    rows: tuple[int, ...] = ()
    step: str = ""
    needs: frozenset[str] = frozenset()


Supply = dict[str, Item]


def verdict_of(row: int, held: frozenset[str], ground: Ground) -> Verdict:
    """How an education's entry requirement stands for closed credentials."""
    requirement = int(ground.snapshot.educations.requirement[row])
    if requirement < 0:
        return _SATISFIED
    key = requirement, held
    if key not in ground.verdicts:
        text = ground.snapshot.requirements.text[requirement]
        ground.verdicts[key] = judge(parse_requirement(text).expression, held)
    return ground.verdicts[key]


def alternatives(
    keys: frozenset[str], held: frozenset[str], ground: Ground, depth: int = 0
) -> list[tuple[Supply, frozenset[str]]]:
    """Ways to obtain all of `keys`: items by key, and the keys of those that must be done.

    Smallest first, at most `_WIDTH`; [] when something cannot be obtained.
    """
    missing = [key for key in sorted(keys) if not has(key, held)]
    if not missing:
        return [({}, frozenset())]
    if depth > _DEPTH:
        return []
    per_key = [_supplies(key, held, ground, depth)[:_WIDTH] for key in missing]
    if any(not one for one in per_key):
        return []
    found: list[tuple[Supply, frozenset[str]]] = []
    for choice in _some_products(per_key):
        merged: Supply = {}
        for supply, _ in choice:
            merged.update({k: v for k, v in supply.items() if k not in merged})
        found.append((merged, frozenset().union(*(done for _, done in choice))))
    unique = {tuple(sorted((k, i.rows, i.step) for k, i in s.items())): (s, d) for s, d in found}
    return sorted(unique.values(), key=lambda one: (len(one[0]), sorted(one[0])))[:_WIDTH]


def _some_products(
    per_key: list[list[tuple[Supply, frozenset[str]]]],
) -> list[tuple[tuple[Supply, frozenset[str]], ...]]:
    while True:
        size = 1
        for one in per_key:
            size *= len(one)
        if size <= 4 * _WIDTH:
            return list(product(*per_key))
        longest = max(range(len(per_key)), key=lambda i: len(per_key[i]))
        per_key = [one[:-1] if i == longest else one for i, one in enumerate(per_key)]


def _supplies(
    key: str, held: frozenset[str], ground: Ground, depth: int
) -> list[tuple[Supply, frozenset[str]]]:
    """Ways to obtain one key, smallest first; remembered on the ground."""
    asked = key, held, depth
    if asked not in ground.supplies:
        found = _found_supplies(key, held, ground, depth)
        ground.supplies[asked] = sorted(found, key=lambda one: (len(one[0]), sorted(one[0])))
    return ground.supplies[asked]


def _found_supplies(
    key: str, held: frozenset[str], ground: Ground, depth: int
) -> list[tuple[Supply, frozenset[str]]]:
    kind, _, rest = key.partition(":")
    found: list[tuple[Supply, frozenset[str]]] = []
    if key in LICENCES:
        step = LICENCES[key]
        for way in step.ways:
            found.extend(_with_item(Item(key, step=key), frozenset(way), held, ground, depth))
    if kind == "course":
        found.extend(_course_supplies(key, rest, held, ground, depth))
    elif kind == "language" and rest.startswith("svenska:"):
        course = _CEFR_COURSES.get(rest.partition(":")[2])
        found.extend(alternatives(frozenset({course}), held, ground, depth + 1) if course else [])
    elif kind == "hp":
        found.extend(_credit_supplies(key, rest, held, ground, depth))
    else:
        for needs, gives in RULES:
            if gives == key and "exam:gymnasium" in held:
                found.extend(alternatives(needs, held, ground, depth + 1))
        for giver in _givers_of(key, ground):
            found.extend(_row_supplies(key, giver, held, ground, depth))
    return found


def _givers_of(key: str, ground: Ground) -> list[tuple[int, ...]]:
    """Rows that give the key itself, or a degree or eligibility that implies it directly."""
    is_general = key.startswith(("degree", "basic"))
    return [
        rows
        for given, rows in sorted(ground.index.givers.items())
        if given == key or (is_general and key in implied_by(given))
    ]


def _course_supplies(
    key: str, course: str, held: frozenset[str], ground: Ground, depth: int
) -> list[tuple[Supply, frozenset[str]]]:
    """The course itself, or one of the same level that stands for it (another track)."""
    if course not in ground.stand_ins:
        number = split_level(course)[1]
        ground.stand_ins[course] = tuple(
            row
            for name, rows in sorted(ground.index.courses.items())
            if name == course
            or (split_level(name)[1] == number and key in implied_by(f"course:{name}"))
            for row in rows
        )
    rows = ground.stand_ins[course]
    return _row_supplies(key, rows, held, ground, depth, _ladder_below(course, held))


def _ladder_below(course: str, held: frozenset[str]) -> frozenset[str]:
    """The course below on the ladder, which komvux expects even when the text does not say so."""
    subject, number, track = split_level(course)
    if subject not in LADDERS or (subject, number) == ("engelska", 5) or number == 0:
        return frozenset()
    if number == 1:
        return frozenset()
    if subject in ("naturkunskap", "samhällskunskap", "historia") and number == 2:
        below = f"{subject} 1a2" if f"course:{subject} 1a1" in held else f"{subject} 1b"
    elif subject == "matematik" and number > 2:
        below = f"matematik {number - 1}{track if number == 3 else ''}"
    elif subject == "fysik":
        below = "fysik 1a"
    else:
        below = f"{subject} {number - 1}"
    return frozenset({f"course:{below}"})


def _row_supplies(
    key: str,
    rows: tuple[int, ...],
    held: frozenset[str],
    ground: Ground,
    depth: int,
    expected: frozenset[str] = frozenset(),
) -> list[tuple[Supply, frozenset[str]]]:
    """Educations that give `key`, grouped by what they lack."""
    groups: dict[frozenset[str], list[int]] = {}
    for row in rows:
        verdict = verdict_of(row, held, ground)
        for lacking in verdict.lacking[:3] or (frozenset(),):
            groups.setdefault(
                lacking | frozenset(k for k in expected if not has(k, held)), []
            ).append(row)
    found: list[tuple[Supply, frozenset[str]]] = []
    for lacking, members in sorted(groups.items(), key=lambda one: (len(one[0]), sorted(one[0])))[
        :4
    ]:
        if key in lacking:
            continue
        found.extend(_with_item(Item(key, tuple(members)), lacking, held, ground, depth))
    return found


def _with_item(
    item: Item, first: frozenset[str], held: frozenset[str], ground: Ground, depth: int
) -> list[tuple[Supply, frozenset[str]]]:
    found = []
    for supply, done in alternatives(first, held, ground, depth + 1):
        if item.key in supply:
            continue
        found.append(({**supply, item.key: replace(item, needs=done)}, frozenset({item.key})))
    return found


def _credit_supplies(
    key: str, rest: str, held: frozenset[str], ground: Ground, depth: int
) -> list[tuple[Supply, frozenset[str]]]:
    """One university course that holds enough credits of a subject."""
    subject, _, amount = rest.rpartition(":")
    if not subject:
        return []
    hp = ground.snapshot.educations.credits
    pattern = re.compile(rf"^{re.escape(subject)}(?:\s+i\b|\s+gr\b|,|\s+för lärare|$)")
    rows = tuple(
        row
        for row, title in ground.index.credit_courses
        if pattern.search(title) and float(amount) <= float(hp[row]) <= 2 * float(amount)
    )
    return _row_supplies(key, rows, held, ground, depth)
