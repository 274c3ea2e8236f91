"""What of recognition is also written in C: the same answers, where a compiler was at hand.

`build_native.py` makes a library of `glance.c`. Without one arrays do the same more slowly, in the
modules that ask for it here.
"""

import logging
from typing import Any

import cffi

from catalog.recognition.build_native import library_path
from catalog.snapshot.arrays import Array

log = logging.getLogger(__name__)

# More zeros than what is looked at after a word: four characters.
PADDING = bytes(8)
_DECLARATIONS = """
typedef struct { const int32_t *cells; int64_t shift; } NumberTable;
typedef struct { const uint8_t *bits; int64_t shift; } Sieve;
typedef struct {
    uint64_t base;
    const uint64_t *weights, *letter_weights;
    const uint8_t *letters, *gaps;
    NumberTable numbers, steps;
    const int32_t *firsts;
    const uint16_t *begins;
    int64_t starters, count;
    const uint8_t *has_sense;
    Sieve skeletons, licences, tails, prefixes;
} Lexicon;
typedef struct { int32_t last, node; } Phrase;
int64_t bound_words(const uint8_t *is_word, const uint8_t *codes, int64_t length, int64_t *bounds,
    int64_t room);
void number_words(const Lexicon *, const uint8_t *codes, const int64_t *bounds, int64_t words,
    uint64_t *prints, int32_t *numbers);
void mark_words(const Lexicon *, const uint8_t *codes, const int64_t *bounds, int64_t words,
    uint64_t *prints, const int32_t *numbers, int is_cv, int32_t *firsts, uint16_t *marks,
    Phrase *phrases, uint8_t *kinds);
int64_t cue_places(const uint8_t *symbols, const int16_t *first, const int64_t *bits,
    const uint8_t *codes, const int64_t *bounds, int64_t words, const int64_t *starts,
    int64_t parts, int64_t *rows, int64_t *found, int64_t *before, int64_t *all);
int64_t sentence_ends(const uint8_t *ends, const uint8_t *codes, int64_t length, int32_t *found);
"""
FFI = cffi.FFI()
FFI.cdef(_DECLARATIONS)


def _library() -> Any:
    path = library_path()
    if not path.exists():
        return None
    try:
        return FFI.dlopen(str(path))
    except OSError as error:  # of another machine, or cut
        log.warning("%s cannot be used, recognition is slower: %s", path, error)
        return None


LIBRARY = _library()


def pointer(kind: str, array: Array | bytes) -> Any:
    """To the first of an array, whose type C calls `kind`. Holds the array."""
    # For Python 3.11 NumPy's types do not say that an array is a buffer.
    return FFI.from_buffer(f"{kind}[]", array)  # type: ignore[arg-type]
