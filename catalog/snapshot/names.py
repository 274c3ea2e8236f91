"""Every name of a snapshot's concepts, folded and laid out so that a query finds them fast."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from catalog.recognition.aliases import OCCUPATION_ALIASES
from catalog.recognition.aliases_skills import SKILL_ALIASES
from catalog.recognition.folding import fold_word
from catalog.snapshot.snapshot import CONCEPT_TYPES, Snapshot, TermKind

_SAID = {**SKILL_ALIASES, **OCCUPATION_ALIASES}
_NOT_WORD = re.compile(r"[^\w+#]+")
_PLAIN = str.maketrans("åäö", "aao")


@dataclass(frozen=True)
class Lines:
    """Texts in one string, a line each: a substring is looked for at C speed."""

    texts: Sequence[str]
    joined: str
    starts: Sequence[int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Lines":
        starts, at = [], 0
        for text in texts:
            starts.append(at)
            at += len(text) + 1
        return cls(texts, "\n".join(texts), starts)

    def holding(self, part: str) -> Iterator[int]:
        """Places of the texts that hold `part`, in order."""
        at = self.joined.find(part)
        while at >= 0:
            place = bisect_right(self.starts, at) - 1
            yield place
            if place + 1 == len(self.starts):
                return
            at = self.joined.find(part, self.starts[place + 1])


@dataclass(frozen=True)
class Names:
    """Names of the concepts of some types, shortest first.

    padded: ` folded name ` · plain: the same with å, ä, ö as a, a, o, for keyboards without them ·
    lengths: of padded · words: every word of the names, by length · written: as the source has it ·
    is_own: the concept's own label · popularity: up to 1, see `_popularity`.
    """

    rows: Sequence[int]
    written: Sequence[str]
    padded: Lines
    plain: Lines
    lengths: Sequence[int]
    is_own: Sequence[bool]
    popularity: Sequence[float]
    words: dict[int, list[str]]

    def of_length(self, shortest: float, longest: float) -> slice:
        """Places of the names whose padded length is within the bounds."""
        return slice(bisect_left(self.lengths, shortest), bisect_right(self.lengths, longest))

    def knows(self, word: str) -> bool:
        """Whether any name has this word."""
        words = self.words.get(len(word), [])
        place = bisect_left(words, word)
        return place < len(words) and words[place] == word


_kept: dict[tuple[str, tuple[str, ...]], Names] = {}


def names_of(snapshot: Snapshot, types: tuple[str, ...]) -> Names:
    """The names, made once per snapshot and process; the snapshot's id holds the content hash."""
    key = (snapshot.id, types)
    names = _kept.get(key)
    if names is None:
        while len(_kept) >= 4:  # two kinds, the old and the new snapshot
            _kept.pop(next(iter(_kept)), None)
        names = _kept[key] = _collected(snapshot, types)
    return names


def searchable(text: str) -> str:
    """Folded words with single spaces between; + and # belong to words (C++, C#)."""
    return _NOT_WORD.sub(" ", fold_word(text)).strip()


def _collected(snapshot: Snapshot, types: tuple[str, ...]) -> Names:
    codes = [CONCEPT_TYPES.index(one) for one in types]
    wanted = np.isin(snapshot.concepts.type, codes) & ~snapshot.concepts.is_deprecated
    concepts, kinds = snapshot.terms.concept, snapshot.terms.kind
    # Close and broad matches are thousands of names of something else.
    is_searched = ~np.isin(kinds, (TermKind.CLOSE_MATCH, TermKind.BROAD_MATCH))
    popularity = _popularity(snapshot)
    names: dict[tuple[str, int], tuple[int, str]] = {}
    for place in np.flatnonzero(wanted[concepts] & is_searched).tolist():
        row, text, kind = int(concepts[place]), snapshot.terms.text[place], int(kinds[place])
        ways = [(text, kind)]
        if kind == TermKind.PREFERRED:
            # The halves of a label such as Träarbetare/Snickare, and what people say for it.
            ways += [(half, kind) for half in text.split("/")]
            ways += [(said, int(TermKind.TITLE)) for said in _SAID.get(text, ())]
        for name, how in ways:
            if folded := searchable(name):
                key = (f" {folded} ", row)
                names[key] = min(names.get(key, (99, "")), (how, text if name in text else name))
    ordered = sorted(names.items(), key=lambda item: (len(item[0][0]), item))
    padded = [name for (name, _), _ in ordered]
    words: defaultdict[int, set[str]] = defaultdict(set)
    for name in padded:
        for word in name.split():
            words[len(word)].add(word)
    return Names(
        rows=[row for (_, row), _ in ordered],
        written=[text for _, (_, text) in ordered],
        padded=Lines.of(padded),
        plain=Lines.of([name.translate(_PLAIN) for name in padded]),
        lengths=[len(name) for name in padded],
        is_own=[kind == TermKind.PREFERRED for _, (kind, _) in ordered],
        popularity=[popularity.get(row, 0.0) for (_, row), _ in ordered],
        words={length: sorted(some) for length, some in words.items()},
    )


def _popularity(snapshot: Snapshot) -> dict[int, float]:
    """0–1 by number of ads in the country (the largest place): concept row → share on a log scale.

    A group stands a little behind its occupations: people look for occupations.
    """
    ads = snapshot.demand.ads
    counts = {
        row: max((evidence for _, _, _, evidence in ads.of_row(row)), default=0)
        for row in np.flatnonzero(np.diff(ads.indptr)).tolist()
    }
    most = math.log1p(max(counts.values(), default=0)) or 1.0
    shares = {row: math.log1p(count) / most for row, count in counts.items()}
    broader = snapshot.concepts.broader
    is_occupation = snapshot.concepts.type == CONCEPT_TYPES.index("occupation-name")
    occupations = {
        row: shares[int(broader[row])]
        for row in np.flatnonzero(is_occupation).tolist()
        if int(broader[row]) in shares
    }
    return {row: share - 1.0 for row, share in shares.items()} | occupations
