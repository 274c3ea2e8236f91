"""How good the service is, as it was measured last. No figure is written by hand.

`python -m tests.benchmarks.measured_quality --write` writes `measured.json` beside this module; the
page "Så fungerar det" reads it.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("measured.json")


@dataclass(frozen=True)
class Recognised:
    """One set of texts that people have marked. kind: cv, ad, education · texts: how many · marked:
    occupations and skills in them · found: of those · told: what recognition named in all."""

    kind: str
    texts: int
    marked: int
    found: int
    told: int

    @property
    def found_of_hundred(self) -> int:
        """Of a hundred that are there, how many are found."""
        return round(100 * self.found / self.marked)

    @property
    def right_of_hundred(self) -> int:
        """Of a hundred that are named, how many are right."""
        return round(100 * self.found / self.told)


@dataclass(frozen=True)
class Identity:
    """Personal data in marked texts. left: not removed, of all `marked`."""

    texts: int
    marked: int
    left: int


@dataclass(frozen=True)
class Ways:
    """Made-up people who asked for a way. apply_now: need no education · with_way: got plans ·
    without: got a reason instead · cut: the search had to stop early · faults: what the checker,
    which shares nothing with the search, had to say."""

    asked: int
    apply_now: int
    with_way: int
    without: int
    cut: int
    faults: int


@dataclass(frozen=True)
class Measured:
    """One run. day: when · snapshot: id of the catalogue."""

    day: date
    snapshot: str
    recognised: tuple[Recognised, ...]
    identity: Identity
    ways: Ways


@cache
def measured() -> Measured | None:
    """The last run; None where nothing has been measured."""
    return read_measured(PATH) if PATH.exists() else None


def read_measured(path: Path) -> Measured:
    """A run as it was written. Raises ValueError, KeyError or TypeError when it is damaged."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Measured(
        date.fromisoformat(raw["day"]),
        raw["snapshot"],
        tuple(Recognised(**one) for one in raw["recognised"]),
        Identity(**raw["identity"]),
        Ways(**raw["ways"]),
    )
