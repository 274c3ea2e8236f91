"""The question as mathematics: things that can be done, what they need, give and cost, and when.

Nothing here knows the catalogue. `pose.py` writes a question about a person and a job as a
`Problem`; `front.py` solves it; tests solve the same problem by brute force and with CP-SAT.
Credentials are bits of an integer mask, skills are numbers, days count from 1970-01-01.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from catalog.snapshot.arrays import Array

UNLIMITED = float("inf")


class Option(NamedTuple):
    """One way to take something. A loose option may begin on any day (of `calendar`) from `start`
    until `latest` and lasts equally long; a dated one begins and ends as it says.

    start, end: first and last day · pace: percent of full time, 0 for what is no study · km: to the
    place · fee: SEK · bottlenecks: selections and unjudged demands · weeks: full-time weeks ·
    source: what it stands for, -1 nothing (a row of `events` in the catalogue).
    """

    start: int
    end: int
    pace: int = 0
    km: float = 0.0
    fee: float = 0.0
    bottlenecks: int = 0
    weeks: float = 0.0
    is_loose: bool = False
    latest: int = 0
    is_termly: bool = False
    source: int = -1

    @property
    def days(self) -> int:
        """Days from the first to the last."""
        return self.end - self.start

    @property
    def work(self) -> int:
        """Pace × days, first and last day included."""
        return self.pace * (self.end - self.start + 1)


@dataclass(frozen=True)
class Options:
    """Columns of options, one row each; see `Option`. Order is meaningful: of equals the first."""

    start: Array
    end: Array
    pace: Array
    km: Array
    fee: Array
    bottlenecks: Array
    weeks: Array
    is_loose: Array
    latest: Array
    is_termly: Array
    source: Array

    @classmethod
    def of(cls, options: Iterable[Option]) -> "Options":
        """From single options."""
        rows = list(options)
        kinds = {"km": np.float64, "fee": np.float64, "weeks": np.float64,
                 "is_loose": np.bool_, "is_termly": np.bool_}  # fmt: skip
        return cls(
            **{
                name: np.array([getattr(row, name) for row in rows], kinds.get(name, np.int64))
                for name in cls.__dataclass_fields__
            }
        )

    @cached_property
    def least_fee(self) -> float:
        return float(self.fee.min())

    @cached_property
    def least_bottlenecks(self) -> int:
        return int(self.bottlenecks.min())

    def __len__(self) -> int:
        return len(self.start)

    def take(self, chosen: Array | slice) -> "Options":
        """Some of the rows, in the given order."""
        return Options(*[column[chosen] for column in self._columns])

    def rows(self) -> list[Option]:
        """Every row as an `Option`."""
        return [Option(*row) for row in zip(*(one.tolist() for one in self._columns), strict=True)]

    @cached_property
    def _columns(self) -> tuple[Array, ...]:
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)


@dataclass(frozen=True)
class Entry:
    """A way to be let in. needs: mask of what must be held the day before · options: what may be
    chosen then · occasions: how many those stand for."""

    needs: int
    options: Options
    occasions: int = 1


@dataclass(frozen=True)
class Activity:
    """Something that is done at most once. Educations that give the same are one activity.

    gives: mask · covers: skill number → strength 0–1.
    """

    key: str
    entries: tuple[Entry, ...]
    gives: int
    covers: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Problem:
    """Reach `goal` and cover enough, as early, cheaply, near and safely as possible.

    rules: (needs, gives): whoever holds the needs holds what is given · held: mask · goal: mask ·
    weights: of the skills · covered: strength already held of each · share: of the weight that must
    be covered · together: how many activities may be taken to cover it · pace: most percent at a
    time · today, horizon: first and last day of anything ·
    budget: most SEK · next_term: the first day of a term from a day on, for termly options.
    """

    activities: tuple[Activity, ...]
    held: int
    goal: int
    today: int
    horizon: int
    rules: tuple[tuple[int, int], ...] = ()
    weights: tuple[float, ...] = ()
    covered: tuple[float, ...] = ()
    share: float = 0.0
    together: int = 64
    pace: int = 100
    budget: float = UNLIMITED
    next_term: Callable[[int], int] = field(default=int, compare=False)

    def __post_init__(self) -> None:
        """Raises ValueError when rules go in a circle: then nothing would stand under them."""
        waiting = list(self.rules)
        while waiting:
            given = 0
            for _, gives in waiting:
                given |= gives
            free = [rule for rule in waiting if not rule[0] & given]
            if not free:
                raise ValueError(f"rules go in a circle: {waiting}")
            waiting = [rule for rule in waiting if rule not in free]

    @cached_property
    def asked(self) -> int:
        """Every bit that anything needs and is not held."""
        asked = self.goal
        for activity in self.activities:
            for entry in activity.entries:
                asked |= entry.needs
        for needs, _ in self.rules:
            asked |= needs
        return asked & ~self.held

    def asked_of(self, activity: int) -> int:
        """How many bits that are asked for an activity gives."""
        return (self.activities[activity].gives & self.asked).bit_count()

    @cached_property
    def givers(self) -> dict[int, tuple[int, ...]]:
        """Bit → the activities that give it."""
        found: dict[int, list[int]] = {}
        for number, activity in enumerate(self.activities):
            for bit in bits_of(activity.gives & ~self.held):
                found.setdefault(bit, []).append(number)
        return {bit: tuple(numbers) for bit, numbers in found.items()}

    @cached_property
    def rules_for(self) -> dict[int, tuple[int, ...]]:
        """Bit → the masks that give it by a rule."""
        found: dict[int, list[int]] = {}
        for needs, gives in self.rules:
            for bit in bits_of(gives & ~self.held):
                found.setdefault(bit, []).append(needs)
        return {bit: tuple(masks) for bit, masks in found.items()}

    def best_covered(self, chosen: Iterable[int]) -> list[float]:
        """Strength of each skill once these activities are done."""
        best = list(self.covered)
        for number in chosen:
            for skill, strength in self.activities[number].covers:
                best[skill] = max(best[skill], strength)
        return best

    def coverage(self, chosen: Iterable[int]) -> float:
        """Covered share of the weight once these activities are done; 1 when nothing is weighed."""
        total = sum(self.weights)
        if not total:
            return 1.0
        best = self.best_covered(chosen)
        return sum(w * b for w, b in zip(self.weights, best, strict=True)) / total

    def is_covered(self, chosen: Iterable[int]) -> bool:
        """Whether these activities cover enough."""
        return self.coverage(chosen) >= self.share - 1e-9

    def begun(self, option: Option, ready: int) -> Option | None:
        """The option taken as early as it can be from a day on; None if that is too late."""
        if not option.is_loose:
            return option if option.start >= ready and option.end <= self.horizon else None
        start = max(ready, option.start)
        if option.is_termly:
            start = self.next_term(start)
        if start > option.latest or start + option.days > self.horizon:
            return None
        return option if start == option.start else shifted(option, start)


def shifted(option: Option, start: int) -> Option:
    """A loose option begun on another day."""
    return Option(
        start, start + option.days, option.pace, option.km, option.fee, option.bottlenecks,
        option.weeks, True, option.latest, option.is_termly, option.source,
    )  # fmt: skip


class Placed(NamedTuple):
    """An activity on the calendar."""

    activity: int
    entry: int
    option: Option

    @property
    def start(self) -> int:
        return self.option.start

    @property
    def end(self) -> int:
        return self.option.end


@dataclass(frozen=True)
class Plan:
    """Everything that is done, in order of start."""

    placed: tuple[Placed, ...]

    @cached_property
    def arrival(self) -> int:
        return max((one.end for one in self.placed), default=-1)

    @cached_property
    def cost(self) -> float:
        return round(sum(one.option.fee for one in self.placed), 2)

    @cached_property
    def km(self) -> float:
        """The longest way to any of it."""
        return max((one.option.km for one in self.placed), default=0.0)

    @cached_property
    def bottlenecks(self) -> int:
        return sum(one.option.bottlenecks for one in self.placed)

    @cached_property
    def weeks(self) -> float:
        return round(sum(one.option.weeks for one in self.placed), 3)

    @property
    def objective(self) -> tuple[int, float, float, int]:
        """Arrival, cost, kilometres and bottlenecks: the less the better."""
        return self.arrival, self.cost, self.km, self.bottlenecks

    @cached_property
    def key(self) -> tuple[int, float, float, int, float, int, tuple[tuple[int, int], ...]]:
        """Order among plans: the objective, then fewer study weeks, fewer legs, stable order."""
        steps = tuple((one.activity, one.option.source) for one in self.placed)
        return (*self.objective, self.weeks, len(self.placed), steps)


def plan_of(placed: Iterable[Placed]) -> Plan:
    """A plan in order of start."""
    return Plan(tuple(sorted(placed, key=lambda one: (one.start, one.end, one.activity))))


def beats(one: Plan, other: Plan) -> bool:
    """No worse in anything and better in something."""
    pairs = list(zip(one.objective, other.objective, strict=True))
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


def unbeaten(plans: Iterable[Plan]) -> list[Plan]:
    """The Pareto set over the four objectives, best key first; of equals the first by key."""
    kept: list[Plan] = []
    for plan in sorted(plans, key=lambda one: one.key):
        if not any(other.objective == plan.objective or beats(other, plan) for other in kept):
            kept.append(plan)
    return kept


@lru_cache(maxsize=65536)
def bits_of(mask: int) -> tuple[int, ...]:
    """Numbers of the bits that are set, lowest first."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return tuple(found)
