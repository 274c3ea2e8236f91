"""Folded text → spans with their sense: the longest phrase from the left. Roles come later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from catalog.recognition.compounds import senses_of_compound, senses_of_ellipsis
from catalog.recognition.folding import Folded, fold
from catalog.recognition.guards import STOPS, is_meant
from catalog.recognition.lexicon import (
    ALONE,
    COMPOUND,
    LONGER,
    PHRASE,
    SEVERAL,
    SURE,
    UNKNOWN,
    Lexicon,
    Sense,
)
from catalog.recognition.licences import find_licences
from catalog.recognition.mention import TextKind
from catalog.recognition.places import JOINED, MISSPELT, RARE, TOLD, places_of
from catalog.recognition.words import GAP, cut
from catalog.snapshot.arrays import Array

LONGEST_PHRASE = 12
# What may stand between two words that are one in the lexicon.
_SEAMS = (" ", "-", "-\n")
_LEGITIMATE = frozenset(("legitimerad", "legitimerade", "leg"))
_INSIDE = frozenset(("i", "inom", "på"))  # before a phrase that is said inside another


class Span(NamedTuple):
    """One recognised phrase: folded offsets, first word, words, sense, rule."""

    start: int
    end: int
    first: int
    last: int
    sense: Sense
    method: str


# A named tuple at a third of what calling its class costs: there is one for every mention.
_span: Callable[[tuple[int, int, int, int, Sense, str]], Span] = partial(tuple.__new__, Span)


@dataclass(frozen=True)
class Reading:
    """A text with its words. starts, ends: folded offsets of each word · bounds: the same as one
    array, by turns · is_lowercase: the writer uses no capitals, so that a name without one is no
    surprise."""

    text: str
    folded: Folded
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    bounds: Array
    is_lowercase: bool

    def written(self, index: int) -> str:
        """A word as it stands in the original text."""
        begin, end = self.folded.original_span(self.starts[index], self.ends[index])
        return self.text[begin:end]

    def is_capital(self, index: int) -> bool:
        """True when a word is written with a capital first."""
        folded, start = self.folded, self.starts[index]
        return self.text[folded.original_start(start) if folded.units else start].isupper()

    def gap(self, index: int) -> str:
        """What stands between a word and the one after it."""
        if index < 0 or index + 1 >= len(self.words):
            return "\n"
        return self.folded.text[self.ends[index] : self.starts[index + 1]]


def read(text: str) -> Reading:
    """Fold a text and cut it into words."""
    folded = fold(text)
    words, bounds = cut(folded)
    places = bounds.tolist()
    return Reading(text, folded, words, places[0::2], places[1::2], bounds, text.islower())


def find_spans(reading: Reading, lexicon: Lexicon, kind: TextKind) -> list[Span]:
    """Every recognised span in order of start; overlapping ones only where both are said."""
    return _Search(reading, lexicon, kind).spans() if reading.words else []


class _Search:
    """One walk over the places of a text where something may begin."""

    def __init__(self, reading: Reading, lexicon: Lexicon, kind: TextKind) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.kind: TextKind = kind
        self.near = places_of(reading, lexicon, kind)
        self.seen = self.near.seen
        self.told = self._told()

    def spans(self) -> list[Span]:
        """All spans, in order of start."""
        seen, words = self.seen, self.reading.words
        marks = seen.marks
        if self.told:
            marks[list(self.told)] |= TOLD
        places = np.flatnonzero(marks)
        firsts = seen.firsts.take(places).tolist()
        spans: list[Span] = []
        taken = 0
        for index, mark, first in zip(
            places.tolist(), marks.take(places).tolist(), firsts, strict=True
        ):
            if index < taken:
                continue
            found = None
            if mark & TOLD:
                found = self.told[index]
            elif mark & LONGER:
                found = self._longest(index, (first,))
            elif mark & SEVERAL:
                found = self._longest(index, self.lexicon.nodes_of_word(seen.numbers.item(index)))
            else:
                if mark & PHRASE:
                    found = self._phrase(index)
                if found is None and mark & ALONE:
                    found = self._alone(index, mark, self.lexicon.senses[first])
            if found is None and mark & RARE:
                found = self._found_rarely(index, mark)
            if found is None:
                continue
            spans.append(found)
            _, _, begin, last, _, _ = found
            if last > begin and (
                words[begin] in _LEGITIMATE or not _INSIDE.isdisjoint(words[begin:last])
            ):
                spans += self._both_said(found)
            # The words after a first half ("el-" in "el- och rör…") speak for themselves.
            taken = last + 1
        return spans

    def _found_rarely(self, index: int, mark: int) -> Span | None:
        """What is found at a word that no phrase of the lexicon begins with as it stands."""
        found = None
        if mark & JOINED:
            found = self._joined(index, self.near.joined[index])
        if found is None and mark & COMPOUND:
            found = self._compound(index)
        if found is None and mark & MISSPELT:
            found = self._misspelt(index, self.near.misspelt[index])
        return found

    def _told(self) -> dict[int, Span]:
        """Word → the licence or the first half of a pair that rules of their own find there."""
        reading, lexicon = self.reading, self.lexicon
        starts, ends = reading.starts, reading.ends
        told = {
            index: Span(starts[index], ends[index], index, index, sense, "ellipsis")
            for index, sense in senses_of_ellipsis(reading, lexicon, self.seen.first_halves).items()
        }
        for index, (last, sense) in find_licences(reading, lexicon, self.seen.licences).items():
            told[index] = Span(starts[index], ends[last], index, last, sense, "licence")
        return told

    def _phrase(self, index: int) -> Span | None:
        """The longest phrase of more than one word that is meant, where all are told."""
        reading = self.reading
        for last, node in self.seen.phrases[index]:
            if last < 0:
                break
            senses = self.lexicon.senses[node]
            if len(senses) == 1 and not senses[0].doubts:
                start, end = reading.starts[index], reading.ends[last]
                return _span((start, end, index, last, senses[0], senses[0].method))
            found = self._meant(index, last, senses)
            if found is not None:
                return found
        return None

    def _alone(self, index: int, mark: int, senses: Sequence[Sense]) -> Span | None:
        """A phrase of one word, where no longer one begins."""
        reading = self.reading
        if mark & SURE and not reading.is_capital(index):
            word = reading.words[index]
            # The guards that look at the word alone; to ask them all costs more than to know that
            # none may object. Of an ad's own hiring ("rekryteringen") they are asked.
            if len(word) > 1 and word not in STOPS and (self.kind != "ad" or word[0] != "r"):
                sense = senses[0]
                start, end = reading.starts[index], reading.ends[index]
                return _span((start, end, index, index, sense, sense.method))
        return self._meant(index, index, senses)

    def _longest(self, index: int, nodes: Sequence[int]) -> Span | None:
        """The longest phrase that begins at a word and is meant."""
        lexicon, reading, number_of = self.lexicon, self.reading, self.seen.numbers.item
        edges, senses = lexicon.edges, lexicon.senses
        text, starts, ends = reading.folded.text, reading.starts, reading.ends
        found = [nodes]
        last = index
        while len(found) < LONGEST_PHRASE:
            code = number_of(last + 1)
            if code == UNKNOWN:
                break
            if code >= 0 and len(nodes) == 1:
                node = edges.get(nodes[0] << 32 | code)
                if node is None:
                    break
                nodes = (node,)
            else:
                numbers = (code,) if code >= 0 else lexicon.shared[~code]
                steps = [node << 32 | number for number in numbers for node in nodes]
                nodes = [edges[step] for step in steps if step in edges]
                if not nodes:
                    break
            gap = text[ends[last] : starts[last + 1]]
            if gap != " " and GAP.fullmatch(gap) is None:
                break
            last += 1
            found.append(nodes)
        for nodes in reversed(found):
            meant = senses[nodes[0]]
            if len(nodes) > 1:
                meant = tuple(sense for node in nodes for sense in senses[node])
            span = self._meant(index, last, meant)
            if span is not None:
                return span
            last -= 1
        return None

    def _meant(self, first: int, last: int, senses: Sequence[Sense]) -> Span | None:
        """The first sense that is meant; a product's name before a word for the same."""
        if len(senses) > 1 and not all(map(_is_no_name, senses)):
            senses = sorted(senses, key=_is_no_name)
        reading = self.reading
        for sense in senses:
            # Only a doubt may speak against more than one word.
            if (first != last and not sense.doubts) or is_meant(
                reading, first, last, sense, self.kind
            ):
                start, end = reading.starts[first], reading.ends[last]
                return _span((start, end, first, last, sense, sense.method))
        return None

    def _joined(self, index: int, nodes: Sequence[int]) -> Span | None:
        """Two words that are one in the lexicon: "projekt ledning", "e-handel" for "ehandel"."""
        reading = self.reading
        gap = reading.gap(index)
        # Two letters are joined by a hyphen only: "el-installation", but not "en heter".
        if gap not in _SEAMS or (len(reading.words[index]) < 3 and gap != "-"):
            return None
        for node in nodes:
            for sense in self.lexicon.senses[node]:
                if sense.method != "verb" and is_meant(reading, index, index + 1, sense, self.kind):
                    start, end = reading.starts[index], reading.ends[index + 1]
                    return Span(start, end, index, index + 1, sense, "joined")
        return None

    def _compound(self, index: int) -> Span | None:
        found = senses_of_compound(self.reading.words[index], self.lexicon)
        if found is None:
            return None
        sense, method, begin, end = found
        if not is_meant(self.reading, index, index, sense, self.kind):
            return None
        start = self.reading.starts[index]
        return Span(start + begin, start + end, index, index, sense, method)

    def _misspelt(self, index: int, word: str) -> Span | None:
        reading = self.reading
        if word in STOPS:
            return None
        for node in self.lexicon.nodes_of(word):
            for sense in self.lexicon.senses[node]:
                if is_meant(reading, index, index, sense, "cv"):
                    start, end = reading.starts[index], reading.ends[index]
                    return Span(start, end, index, index, sense, "misspelling")
        return None

    def _both_said(self, outer: Span) -> list[Span]:
        """Phrases inside a longer one that are said as well: "legitimerad *sjuksköterska*"."""
        words = self.reading.words
        is_legitimation = words[outer.first] in _LEGITIMATE
        for index in range(outer.first + 1, outer.last + 1):
            if not is_legitimation and words[index - 1] not in _INSIDE:
                continue
            nodes = self.lexicon.nodes_of(words[index])
            found = self._longest(index, nodes) if nodes else None
            wanted = "occupation-name" if outer.sense.type == "skill" else "skill"
            if (
                found is not None
                and found.last == outer.last
                and found.sense.type == wanted
                and found.sense.concept_id != outer.sense.concept_id
            ):
                return [found]
        return []


def _is_no_name(sense: Sense) -> bool:
    return not sense.is_name
