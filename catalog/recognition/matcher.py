"""Folded text → spans with their sense: the longest phrase from the left. Roles come later."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog.recognition.compounds import senses_of_compound, senses_of_ellipsis
from catalog.recognition.folding import Folded, fold
from catalog.recognition.guards import STOPS, is_meant
from catalog.recognition.lexicon import Lexicon, Sense
from catalog.recognition.licences import find_licences
from catalog.recognition.mention import TextKind
from catalog.recognition.misspellings import corrected
from catalog.recognition.words import GAP, WORD

LONGEST_PHRASE = 12
LONGEST_WORD = 60
_NEVER_JOINED = frozenset(
    ("för", "med", "och", "som", "till", "över", "under", "per", "hos", "ett")
)
_LEGITIMATE = re.compile(r"(?:legitimerad|legitimerade|leg)\b")


class Span(NamedTuple):
    """One recognised phrase: folded offsets, first word, words, sense, rule."""

    start: int
    end: int
    first: int
    last: int
    sense: Sense
    method: str


@dataclass(frozen=True)
class Reading:
    """A text with its words. starts, ends: folded offsets of each word · is_lowercase: the writer
    uses no capitals, so that a name without one is no surprise."""

    text: str
    folded: Folded
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    is_lowercase: bool

    def written(self, index: int) -> str:
        """A word as it stands in the original text."""
        begin, end = self.folded.original_span(self.starts[index], self.ends[index])
        return self.text[begin:end]

    def gap(self, index: int) -> str:
        """What stands between a word and the one after it."""
        if index < 0 or index + 1 >= len(self.words):
            return "\n"
        return self.folded.text[self.ends[index] : self.starts[index + 1]]


def read(text: str) -> Reading:
    """Fold a text and cut it into words."""
    folded = fold(text)
    matches = list(WORD.finditer(folded.text))
    words = [match.group() for match in matches]
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    return Reading(text, folded, words, starts, ends, text.islower())


def find_spans(reading: Reading, lexicon: Lexicon, kind: TextKind) -> list[Span]:
    """Every recognised span in order of start; overlapping ones only where both are said."""
    words, starts, ends = reading.words, reading.starts, reading.ends
    ellipses = senses_of_ellipsis(reading.folded.text, lexicon)
    licences = find_licences(reading, lexicon)
    spans: list[Span] = []
    lookup = lexicon.starts.get
    taken = 0
    index, count = 0, len(words)
    while index < count:
        word = words[index]
        if index in licences:
            last, sense = licences[index]
            spans.append(Span(starts[index], ends[last], index, last, sense, "licence"))
            index = last + 1
            continue
        if starts[index] in ellipses:
            sense = ellipses[starts[index]]
            spans.append(Span(starts[index], ends[index], index, index, sense, "ellipsis"))
            index += 1
            continue
        nodes = lookup(word)
        found = _longest(reading, lexicon, index, nodes, kind) if nodes is not None else None
        if found is None and index + 1 < count:
            joined = lookup(word + words[index + 1])
            if joined is not None:
                found = _joined(reading, lexicon, index, joined, kind)
        if found is None and nodes is None and 8 <= len(word) <= LONGEST_WORD:
            found = _compound(reading, lexicon, index, kind)
        if found is None and nodes is None and kind == "cv" and word not in lexicon.forms:
            found = _misspelt(reading, lexicon, index)
        if found is None:
            index += 1
            continue
        spans.append(found)
        spans += _both_said(reading, lexicon, found, kind)
        taken = found.last + 1
        index = taken
    spans.sort(key=lambda span: (span.start, -span.end, span.sense.concept_id))
    return spans


def _longest(
    reading: Reading, lexicon: Lexicon, index: int, nodes: Sequence[int], kind: TextKind
) -> Span | None:
    words, forms, edges, senses = reading.words, lexicon.forms, lexicon.edges, lexicon.senses
    accepted: list[tuple[int, Sense]] = []
    current = list(nodes)
    last = index
    for _ in range(LONGEST_PHRASE):
        for node in current:
            accepted += [(last, sense) for sense in senses.get(node, ())]
        following = [edges[node] for node in current if node in edges]
        if not following or last + 1 >= len(words) or GAP.fullmatch(reading.gap(last)) is None:
            break
        last += 1
        numbers = forms.get(words[last], ())
        current = [step[number] for number in numbers for step in following if number in step]
        if not current:
            break
    for length in sorted({end for end, _ in accepted}, reverse=True):
        for end, sense in _products_first(reading, accepted):
            if end == length and is_meant(reading, index, end, sense, kind):
                return Span(
                    reading.starts[index], reading.ends[end], index, end, sense, sense.method
                )
    return None


def _products_first(reading: Reading, accepted: list[tuple[int, Sense]]) -> list[tuple[int, Sense]]:
    return sorted(accepted, key=lambda pair: not pair[1].is_name)


def _joined(
    reading: Reading, lexicon: Lexicon, index: int, nodes: Sequence[int], kind: TextKind
) -> Span | None:
    """Two words that are one in the lexicon: "projekt ledning", "e-handel" for "ehandel"."""
    words = reading.words
    if len(words[index]) < 3 or len(words[index + 1]) < 4 or words[index] in _NEVER_JOINED:
        return None
    if reading.gap(index) not in (" ", "-", "-\n"):
        return None
    for node in nodes:
        for sense in lexicon.senses.get(node, ()):
            if sense.method != "verb" and is_meant(reading, index, index + 1, sense, kind):
                end = index + 1
                return Span(reading.starts[index], reading.ends[end], index, end, sense, "joined")
    return None


def _compound(reading: Reading, lexicon: Lexicon, index: int, kind: TextKind) -> Span | None:
    found = senses_of_compound(reading.words[index], lexicon)
    if found is None:
        return None
    sense, method, begin, end = found
    if not is_meant(reading, index, index, sense, kind):
        return None
    start = reading.starts[index]
    return Span(start + begin, start + end, index, index, sense, method)


def _misspelt(reading: Reading, lexicon: Lexicon, index: int) -> Span | None:
    word = corrected(reading.words[index], lexicon.corrections)
    if word is None:
        return None
    for node in lexicon.starts[word]:
        for sense in lexicon.senses.get(node, ()):
            if is_meant(reading, index, index, sense, "cv") and word not in STOPS:
                start, end = reading.starts[index], reading.ends[index]
                return Span(start, end, index, index, sense, "misspelling")
    return None


def _both_said(reading: Reading, lexicon: Lexicon, outer: Span, kind: TextKind) -> list[Span]:
    """Phrases inside a longer one that are said as well: "legitimerad *sjuksköterska*"."""
    if outer.last == outer.first:
        return []
    inner: list[Span] = []
    is_legitimation = _LEGITIMATE.match(reading.words[outer.first]) is not None
    for index in range(outer.first + 1, outer.last + 1):
        if not is_legitimation and reading.words[index - 1] not in ("i", "inom", "på"):
            continue
        nodes = lexicon.starts.get(reading.words[index])
        if nodes is None:
            continue
        found = _longest(reading, lexicon, index, nodes, kind)
        wanted = "occupation-name" if outer.sense.type == "skill" else "skill"
        if (
            found is not None
            and found.last == outer.last
            and found.sense.type == wanted
            and found.sense.concept_id != outer.sense.concept_id
        ):
            inner.append(found)
            break
    return inner
