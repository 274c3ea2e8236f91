"""Folded text → spans with their sense: the longest phrase from the left. Roles come later."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from catalog.recognition.compounds import (
    PREFIX_BEGINNINGS,
    TAIL_ENDS,
    may_be_compound,
    senses_of_compound,
    senses_of_ellipsis,
)
from catalog.recognition.folding import Folded, fold
from catalog.recognition.guards import STOPS, is_meant
from catalog.recognition.lexicon import ALONE, LONGER, Lexicon, Sense
from catalog.recognition.licences import find_licences
from catalog.recognition.mention import TextKind
from catalog.recognition.misspellings import SHORTEST_SKELETON, corrections_of
from catalog.recognition.words import GAP, cut
from catalog.snapshot.arrays import Array

LONGEST_PHRASE = 12
SHORTEST_COMPOUND = 8
LONGEST_WORD = 60
_NEVER_JOINED = frozenset(
    ("för", "med", "och", "som", "till", "över", "under", "per", "hos", "ett")
)
# What may stand between two words that are one in the lexicon.
_SEAMS = (" ", "-", "-\n")
_LONGEST_SEAM = 2
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
    starts, ends = bounds[0::2].tolist(), bounds[1::2].tolist()
    return Reading(text, folded, words, starts, ends, bounds, text.islower())


def find_spans(reading: Reading, lexicon: Lexicon, kind: TextKind) -> list[Span]:
    """Every recognised span in order of start; overlapping ones only where both are said."""
    return _Search(reading, lexicon, kind).spans() if reading.words else []


class _Search:
    """One walk over one text. Only words where something may begin are looked at closely.

    codes: what the lexicon knows each word as, see `Lexicon.forms`; one None more than words.
    """

    def __init__(self, reading: Reading, lexicon: Lexicon, kind: TextKind) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.kind: TextKind = kind
        self.codes = [*map(lexicon.forms.get, reading.words), None]
        self.begun = self._begun()
        self.told = self._told()
        self.joined = self._joined_places()
        self.compounds, self.misspelt = self._unknown()

    def spans(self) -> list[Span]:
        """All spans, in order of start."""
        begun, senses = self.begun, self.lexicon.senses
        rare = self.told.keys() | self.joined.keys() | self.compounds | self.misspelt.keys()
        spans: list[Span] = []
        taken = 0
        for index in sorted(begun.keys() | rare):
            if index < taken:
                continue
            nodes = begun.get(index)
            if index in rare:
                found = self._found_rarely(index, nodes)
            elif isinstance(nodes, int):
                found = self._meant(index, index, senses[nodes])
            else:
                found = self._longest(index, nodes or ())
            if found is not None:
                spans.append(found)
                if found.last > found.first:
                    spans += self._both_said(found)
                # The words after a first half ("el-" in "el- och rör…") speak for themselves.
                taken = found.last + 1
        return spans

    def _found_rarely(self, index: int, nodes: int | tuple[int, ...] | None) -> Span | None:
        """What is found at a word where more than the lexicon's own phrases may stand."""
        if index in self.told:
            return self.told[index]
        found = None
        if nodes is not None:
            found = self._longest(index, (nodes,) if isinstance(nodes, int) else nodes)
        if found is None and index in self.joined:
            found = self._joined(index, self.joined[index])
        if found is None and index in self.compounds:
            found = self._compound(index)
        if found is None and index in self.misspelt:
            found = self._misspelt(index, self.misspelt[index])
        return found

    def _told(self) -> dict[int, Span]:
        """Word → the licence or the first half of a pair that rules of their own find there."""
        reading, lexicon = self.reading, self.lexicon
        starts, ends = reading.starts, reading.ends
        told = {
            index: Span(starts[index], ends[index], index, index, sense, "ellipsis")
            for index, sense in senses_of_ellipsis(reading, lexicon).items()
        }
        for index, (last, sense) in find_licences(reading, lexicon).items():
            told[index] = Span(starts[index], ends[last], index, last, sense, "licence")
        return told

    def _begun(self) -> dict[int, int | tuple[int, ...]]:
        """Word → first nodes of the phrases that may begin there; one number, not in a tuple, is a
        phrase of that word alone."""
        codes, lexicon = self.codes, self.lexicon
        heads, edges, shared = lexicon.heads, lexicon.edges, lexicon.shared
        starters = len(heads)
        begun: dict[int, int | tuple[int, ...]] = {}
        for index, code in enumerate(codes):
            if code is None or code >= starters:
                continue
            if code < 0:
                nodes = tuple(one for one in shared[~code] if one < starters)
                if nodes:
                    begun[index] = nodes
                continue
            head, following = heads[code], codes[index + 1]
            if (
                head & LONGER
                and following is not None
                and (following < 0 or code << 32 | following in edges)
            ):
                begun[index] = (code,)
            elif head & ALONE:
                begun[index] = code
        return begun

    def _joined_places(self) -> dict[int, tuple[int, ...]]:
        """Word → first nodes of the phrases that begin with it and the next word as one word."""
        words, nodes_of, forms = self.reading.words, self.lexicon.nodes_of, self.lexicon.forms
        bounds = self.reading.bounds
        gaps = bounds[1:] - bounds[:-1]
        lengths, seams = gaps[0::2], gaps[1::2]
        near = (lengths[:-1] >= 2) & (lengths[1:] >= 4) & (seams <= _LONGEST_SEAM)
        found: dict[int, tuple[int, ...]] = {}
        for index in np.flatnonzero(near).tolist():
            word = words[index]
            if word not in _NEVER_JOINED and (one := word + words[index + 1]) in forms:
                nodes = nodes_of(one)
                if nodes:
                    found[index] = nodes
        return found

    def _unknown(self) -> tuple[set[int], dict[int, str]]:
        """(words that may be compounds, word → the known word that it misspells)."""
        words, codes, lexicon = self.reading.words, self.codes, self.lexicon
        starters, bounds = len(lexicon.heads), self.reading.bounds
        compounds: set[int] = set()
        strange: list[int] = []
        lengths = bounds[1::2] - bounds[0::2]
        for index in np.flatnonzero(lengths >= SHORTEST_SKELETON).tolist():
            code = codes[index]
            if code is None:
                strange.append(index)
            elif code < starters and (code >= 0 or lexicon.nodes_of(words[index])):
                continue
            word = words[index]
            if (
                (word[-4:] in TAIL_ENDS or word[:3] in PREFIX_BEGINNINGS)
                and SHORTEST_COMPOUND <= len(word) <= LONGEST_WORD
                and may_be_compound(word)
            ):
                compounds.add(index)
        if self.kind != "cv" or not strange:
            return compounds, {}
        meant = corrections_of([words[index] for index in strange], lexicon.corrections)
        return compounds, {index: meant[words[index]] for index in strange if words[index] in meant}

    def _longest(self, index: int, nodes: Sequence[int]) -> Span | None:
        edges, codes = self.lexicon.edges, self.codes
        found: list[tuple[int, Sequence[int]]] = []
        last = index
        for _ in range(LONGEST_PHRASE):
            found.append((last, nodes))
            code = codes[last + 1]
            if code is None:
                break
            if code >= 0 and len(nodes) == 1:
                step = nodes[0] << 32 | code
                nodes = (edges[step],) if step in edges else ()
            else:
                numbers = (code,) if code >= 0 else self.lexicon.shared[~code]
                steps = [node << 32 | number for number in numbers for node in nodes]
                nodes = [edges[step] for step in steps if step in edges]
            if not nodes:
                break
            gap = self.reading.gap(last)
            if gap != " " and GAP.fullmatch(gap) is None:
                break
            last += 1
        senses = self.lexicon.senses
        for last, nodes in reversed(found):
            meant = senses[nodes[0]]
            if len(nodes) > 1:
                meant = tuple(sense for node in nodes for sense in senses[node])
            span = self._meant(index, last, meant)
            if span is not None:
                return span
        return None

    def _meant(self, first: int, last: int, senses: Sequence[Sense]) -> Span | None:
        """The first sense that is meant; a product's name before a word for the same."""
        if len(senses) > 1:
            senses = sorted(senses, key=_is_no_name)
        reading = self.reading
        for sense in senses:
            if is_meant(reading, first, last, sense, self.kind):
                start, end = reading.starts[first], reading.ends[last]
                return Span(start, end, first, last, sense, sense.method)
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
        is_legitimation = _LEGITIMATE.match(words[outer.first]) is not None
        for index in range(outer.first + 1, outer.last + 1):
            if not is_legitimation and words[index - 1] not in ("i", "inom", "på"):
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
