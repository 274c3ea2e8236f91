"""Why a word that is also a name was not recognised: the guard that said no, by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.recognition.guards import GUARDS
from catalog.recognition.lexicon import Lexicon, Sense
from catalog.recognition.matcher import LONGEST_PHRASE, Reading, read
from catalog.recognition.mention import Mention, TextKind
from catalog.recognition.words import GAP


@dataclass(frozen=True)
class Refusal:
    """A name that stands in a text and is not meant; `text[start:end] == surface`.

    concept_id, label, type: the concept that would have been named · guard: who said no, one of
    `GUARDS` (docs/recognition.md explains each).
    """

    start: int
    end: int
    surface: str
    concept_id: str
    label: str
    type: str
    guard: str


def refusals_of(
    text: str, lexicon: Lexicon, kind: TextKind, mentions: Iterable[Mention]
) -> tuple[Refusal, ...]:
    """The names in a text that guards refused, in order; the longest of each place, and none that
    touches a mention. For people who wonder, not for speed."""
    reading = read(text)
    taken = sorted((one.start, one.end) for one in mentions)
    found = []
    done = 0
    for first in range(len(reading.words)):
        if first < done:
            continue
        for last, sense in _names(reading, lexicon, first):
            guard = _objector(reading, first, last, sense, kind)
            start, end = reading.folded.original_span(reading.starts[first], reading.ends[last])
            is_free = all(stop <= start or end <= begin for begin, stop in taken)
            if guard and is_free:
                found.append(
                    Refusal(
                        start,
                        end,
                        text[start:end],
                        sense.concept_id,
                        sense.label,
                        sense.type,
                        guard,
                    )
                )
                done = last + 1
                break
    return tuple(found)


def _objector(reading: Reading, first: int, last: int, sense: Sense, kind: TextKind) -> str:
    """Name of the first guard that says no, or an empty string."""
    return next((name for name, guard in GUARDS if guard(reading, first, last, sense, kind)), "")


def _names(reading: Reading, lexicon: Lexicon, first: int) -> Iterator[tuple[int, Sense]]:
    """(last word, sense) of the lexicon's phrases that begin at a word, the longest first."""
    nodes = lexicon.nodes_of(reading.words[first])
    found: list[tuple[int, Sense]] = []
    for last in range(first, min(first + LONGEST_PHRASE, len(reading.words))):
        if last > first:
            if GAP.fullmatch(reading.gap(last - 1)) is None:
                break
            code = lexicon.forms.get(reading.words[last])
            if code is None:
                break
            numbers = (code,) if code >= 0 else lexicon.shared[~code]
            steps = (node << 32 | number for node in nodes for number in numbers)
            nodes = tuple(lexicon.edges[step] for step in steps if step in lexicon.edges)
        found += [(last, sense) for node in nodes for sense in lexicon.senses[node]]
    yield from sorted(found, key=lambda one: -one[0])
