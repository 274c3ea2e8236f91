"""What could give a credential: educations, steps outside school, and what they expect first.

Rows are education rows. Nothing is chosen here; `pose.py` asks for every credential that is needed
and lets the search choose.
"""

from dataclasses import dataclass

from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.courses import LADDERS, split_level
from guidance.core.eligibility.credentials import implied_by
from guidance.core.once import remembered
from guidance.core.paths.index import Index
from guidance.core.paths.occasions import Ground

# The course or SFI level that proves Swedish at a level of the European framework.
_SWEDISH = {
    "A2": "sfi:C",
    "B1": "sfi:D",
    "B2": "course:svenska som andraspråk 1",
    "C1": "course:svenska som andraspråk 3",
}


@dataclass(frozen=True)
class Suppliers:
    """rows: educations that give a key · expected: keys that they expect though their text may not
    say so · instead: another key whose suppliers give this one too."""

    rows: tuple[int, ...] = ()
    expected: frozenset[str] = frozenset()
    instead: str = ""


def suppliers_of(key: str, held: frozenset[str], ground: Ground) -> Suppliers:
    """The educations that could give a credential key to someone who holds `held` (closed)."""
    kind, _, rest = key.partition(":")
    if kind == "course":
        below = frozenset(one for one in _below(rest, held) if one not in held)
        return Suppliers(ground.index.courses.get(key, ()), below)
    if kind == "language" and rest.startswith("svenska:"):
        return Suppliers(instead=_SWEDISH.get(rest.partition(":")[2], ""))
    if kind == "hp":
        return Suppliers(credit_rows(rest, ground.index, ground.snapshot))
    return Suppliers(
        remembered(ground.snapshot, _givers, key, lambda: _giver_rows(key, ground.index))
    )


_givers: dict[str, dict[str, tuple[int, ...]]] = {}


def _giver_rows(key: str, index: Index) -> tuple[int, ...]:
    """Rows that give the key itself, or a degree or eligibility that implies it directly."""
    is_general = key.startswith(("degree", "basic"))
    return tuple(
        row
        for given, rows in sorted(index.givers.items())
        if given == key or (is_general and key in implied_by(given))
        for row in rows
    )


def _below(course: str, held: frozenset[str]) -> frozenset[str]:
    """The course below on the ladder, which komvux expects even when the text does not say so."""
    subject, number, track = split_level(course)
    if subject not in LADDERS or (subject, number) == ("engelska", 5) or number < 2:
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


def credit_rows(rest: str, index: Index, snapshot: Snapshot) -> tuple[int, ...]:
    """Single university courses that hold enough credits of a subject, and not twice as many."""
    subject, _, amount = rest.rpartition(":")
    hp = snapshot.educations.credits
    least = float(amount)
    rows = index.credit_courses.get(subject, ()) if subject else ()
    return tuple(row for row in rows if least <= float(hp[row]) <= 2 * least)
