"""What a data-quality rule is. Every rule is one module of `catalog.quality.rules`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.utils.functional import Promise

from catalog.quality.world import SourceFacts, World
from catalog.snapshot.arrays import Array

EVERY = Q(pk__isnull=False)


class Topic(StrEnum):
    """Under which heading a rule is told."""

    SOURCE = "source"
    EDUCATION = "education"
    EVENT = "event"
    PROVIDER = "provider"
    MARKET = "market"
    JOIN = "join"


class Subject(StrEnum):
    """What a rule counts."""

    SOURCE = "source"
    RECORD = "record"
    EDUCATION = "education"
    EVENT = "event"
    PROVIDER = "provider"
    AD = "ad"
    AD_LINE = "ad-line"
    OCCUPATION = "occupation"
    SKILL = "skill"
    MUNICIPALITY = "municipality"
    MATCH = "match"


class State(StrEnum):
    """What a count says, measured against its rule."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    UNJUDGED = "unjudged"  # more than half of it cannot be judged
    EMPTY = "empty"  # there is nothing to judge


@dataclass(frozen=True)
class Count:
    """part of `whole` holds; `unknown` of them cannot be judged and are never counted as good."""

    part: int
    whole: int
    unknown: int = 0

    @property
    def lacking(self) -> int:
        return self.whole - self.part - self.unknown

    def __add__(self, other: "Count") -> "Count":
        return Count(self.part + other.part, self.whole + other.whole, self.unknown + other.unknown)


@dataclass(frozen=True)
class Conditions:
    """Which rows are counted, which of them can be judged, and for which of those it holds."""

    holds: Q
    applies: Q = EVERY
    judged: Q = EVERY


@dataclass(frozen=True)
class RowTest:
    """A test of catalogue rows that the database makes; so a provider's own list is the same test.

    conditions: given the day that counts as today.
    """

    conditions: Callable[[date], Conditions]


@dataclass(frozen=True)
class Verdict:
    """rows: concept rows that were looked at · holds, judged: bool arrays beside them; judged is
    None when every one of them can be judged."""

    rows: Array
    holds: Array
    judged: Array | None = None

    def count(self) -> Count:
        judged = int(self.judged.sum()) if self.judged is not None else len(self.rows)
        holds = self.holds if self.judged is None else self.holds & self.judged
        return Count(int(holds.sum()), len(self.rows), len(self.rows) - judged)


@dataclass(frozen=True)
class ConceptTest:
    """A test of a snapshot's concepts. source: key of the source that could mend what lacks."""

    source: str
    judge: Callable[[World], Verdict]


@dataclass(frozen=True)
class SourceTest:
    """A test of each source as its last run left it; None where it says nothing of the source."""

    judge: Callable[[SourceFacts, date], Count | None]


@dataclass(frozen=True)
class CountTest:
    """A count of something that is no row of its own. source: as in `ConceptTest`."""

    source: str
    judge: Callable[[World], Count]


Test = RowTest | ConceptTest | SourceTest | CountTest


@dataclass(frozen=True)
class Rule:
    """One thing that is measured.

    key: in addresses, files and stored figures · version: raised when the same catalogue would
    give another count · title, measures, below: what it is called, what it measures, and what a
    low figure means to a person; Swedish, translated where they are told · good, fair: shares from
    which a count is good, or fair; below that it is poor.
    """

    key: str
    version: int
    topic: Topic
    subject: Subject
    title: Promise
    measures: Promise
    below: Promise
    test: Test
    good: float = 0.95
    fair: float = 0.75

    def state(self, count: Count) -> State:
        """Unknown is never good news: the share is of all, and much unknown is its own state."""
        if count.whole == 0:
            return State.EMPTY
        if 2 * count.unknown > count.whole:
            return State.UNJUDGED
        share = count.part / count.whole
        return (
            State.GOOD if share >= self.good else State.FAIR if share >= self.fair else State.POOR
        )


def judged_concepts(rule: Rule, world: World) -> Verdict:
    """The verdict of a rule that looks at concepts. Raises `TypeError` for another rule."""
    if not isinstance(rule.test, ConceptTest):
        raise TypeError(f"{rule.key} is no test of concepts")
    return rule.test.judge(world)
