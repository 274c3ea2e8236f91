"""How names are spelled, without their endings and without keeping them.

A *stem* is a name without the Swedish endings of its words and without spaces; endings are those
of nouns and adjectives in the first step of Snowball's Swedish stemmer, so that "svetsare",
"svetsarna" and "svetsarens" are one. A *sketch* is a Bloom filter of the pairs of letters of a stem
(Bloom, 1970): two sketches tell how much two names share, and neither tells the names. An
*exchange* is two endings of stems that employers put for one another: whoever is called "personal"
here is called "medarbetare" there, whatever stands before it.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Prefix

from catalog.recognition.comparable import comparable

Sketches = npt.NDArray[np.uint8]
Exchanges = tuple[tuple[str, str], ...]

SKETCH_BITS = 512
_SHORTEST_STEM = 3  # letters that an ending must leave, and that an exchange takes and gives
_FEWEST_EXCHANGES = 3  # pairs of names; what fewer show may be chance
_ENDINGS = (
    *("arnas", "ernas", "ornas", "arens"),
    *("arna", "erna", "orna", "aren", "ares"),
    *("are", "ors", "ars", "ers", "ens"),
    *("or", "ar", "er", "en", "an"),
    *("a", "e", "s"),
)


def stem(text: str) -> str:
    """The stem of a folded text."""
    return "".join(_stem_of_word(word) for word in text.split())


def sketch(stems: Sequence[str]) -> Sketches:
    """One row of `SKETCH_BITS` bits, eight a number, for each stem."""
    bits = np.zeros((len(stems), SKETCH_BITS), np.uint8)
    for row, text in enumerate(stems):
        marked = f"<{text}>"
        pairs = (marked[at : at + 2].encode() for at in range(len(marked) - 1))
        bits[row, [zlib.crc32(pair) % SKETCH_BITS for pair in pairs]] = 1
    return np.packbits(bits, axis=1)


def likeness(some: Sketches, others: Sketches) -> npt.NDArray[np.float32]:
    """What each of some shares with each of the others, 0 to 1 (Dice): (some, others)."""
    one, other = (np.unpackbits(each, axis=1).astype(np.float32) for each in (some, others))
    sizes = one.sum(axis=1)[:, None] + other.sum(axis=1)
    return np.asarray(2 * (one @ other.T) / np.maximum(sizes, 1), np.float32)


def exchanges(names: Iterable[tuple[str, str]]) -> Exchanges:
    """From (name, other name of the same) pairs: (ending of the other, ending of the name), the
    commonest first."""
    seen: Counter[tuple[str, str]] = Counter()
    for name, other in sorted(set(names)):
        meant, said = stem(comparable(name)), stem(comparable(other))
        shared = Prefix.similarity(meant, said)
        if min(shared, len(meant) - shared, len(said) - shared) >= _SHORTEST_STEM:
            seen[said[shared:], meant[shared:]] += 1
    return tuple(pair for pair, times in seen.most_common() if times >= _FEWEST_EXCHANGES)


def exchanged(stem_said: str, known: Exchanges) -> frozenset[str]:
    """The stems that a stem becomes by one exchange."""
    return frozenset(
        stem_said.removesuffix(said) + meant for said, meant in known if stem_said.endswith(said)
    )


def _stem_of_word(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
