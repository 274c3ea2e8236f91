"""What rules look at: the snapshot, its day, and each source as its last run left it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import numpy as np

from catalog.quality.answers import Answers, answers_of
from catalog.recognition.lexicon import Lexicon, load_lexicon
from catalog.snapshot.arrays import Array
from catalog.snapshot.snapshot import CONCEPT_TYPES, Snapshot
from catalog.snapshot.store import LEXICON
from catalog.sources.jobed_connect.records import Opinion

# Whether a requirement text is read in full. Reading them is the citizen's app's work, so the
# settings name who does it.
RequirementReader = Callable[[str], bool]


@dataclass(frozen=True)
class SourceFacts:
    """A source and its last run that loaded something.

    is_enabled: neither an editor nor an empty address has turned it off · read_at: when that run
    ended, None when the source was never read · edition: the data's own version · seen: records in
    it · refused: of its findings those that kept a record out · dangling: those that name something
    that is not in the catalogue.
    """

    key: str
    name: str
    publisher: str = ""
    is_enabled: bool = True
    is_sample: bool = False
    read_at: datetime | None = None
    edition: str = ""
    seen: int = 0
    refused: int = 0
    dangling: int = 0


@dataclass(frozen=True)
class World:
    """day: what counts as today · sources: by key · reads: None when no reader is named · opinions:
    what somebody else says of which educations are for which occupation."""

    snapshot: Snapshot
    day: date
    sources: Mapping[str, SourceFacts]
    reads: RequirementReader | None = None
    opinions: tuple[Opinion, ...] = ()

    @cached_property
    def answers(self) -> Answers:
        """Which records the answer for each occupation reads."""
        return answers_of(self.snapshot, self.day)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon that was compiled with the snapshot."""
        return load_lexicon(self.snapshot.folder / LEXICON)

    @cached_property
    def requirements(self) -> Array:
        """int8 per education row: 0 no text, 1 read in part, 2 read in full, -1 no reader."""
        rows = self.snapshot.educations.requirement
        if self.reads is None:
            return np.where(rows < 0, 0, -1).astype(np.int8)
        reads = self.reads
        texts = np.array([1 + reads(text) for text in self.snapshot.requirements.text], np.int8)
        states = np.zeros(len(rows), np.int8)
        states[rows >= 0] = texts[rows[rows >= 0]]
        return states

    def active(self, kind: str) -> Array:
        """Concept rows of a type that are not deprecated."""
        concepts = self.snapshot.concepts
        wanted = (concepts.type == CONCEPT_TYPES.index(kind)) & ~concepts.is_deprecated
        return np.flatnonzero(wanted)
