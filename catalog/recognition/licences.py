"""Driving licences: letters that mean a class only near a word that says so."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from catalog.recognition.fingerprints import Sieve, prints_of
from catalog.recognition.lexicon import Lexicon, Sense

if TYPE_CHECKING:
    from catalog.recognition.matcher import Reading

_CLASSES = frozenset(
    ("a", "a1", "a2", "am", "b", "be", "c", "c1", "c1e", "ce", "d", "d1", "d1e", "de")
)
_BARE = frozenset(("körkort", "körkortet"))
_TOLD = _CLASSES | _BARE
LICENCES = Sieve(prints_of(_TOLD))  # words that one may be named by
_LICENCE_WORD = re.compile(
    r"körkort(?:et|s|en)?|körk|kk|körkortsbehörighet(?:er)?|körkortsklass(?:er)?|licen[cs]e|"
    r"körkortet|kort|kortet"
)
# Words whose neighbourhood makes a lone capital a licence class.
_CUES = re.compile(
    r"körkort\w*|körk|lastbil\w*|chaufför\w*|lastbilschaufför\w*|släp|släpvagn|trailer|klass|"
    r"förarbevis|driving|driver'?s?|licen[cs]es?|ykb|buss|bussförare|tungt"
)
_REACH = 12
_SENTENCE = re.compile(r"[.!?;\n]")


def find_licences(
    reading: "Reading", lexicon: Lexicon, places: Iterable[int]
) -> dict[int, tuple[int, Sense]]:
    """First word → (last word, sense) of every driving licence that is meant. places: in order,
    words among which are all that `LICENCES` holds."""
    words = reading.words
    found: dict[int, tuple[int, Sense]] = {}
    places = [index for index in places if words[index] in _TOLD]
    candidates = [index for index in places if words[index] in _CLASSES]
    for index in candidates:
        sense = lexicon.licences.get(words[index])
        if sense is None:
            continue
        following = words[index + 1] if index + 1 < len(words) else ""
        joined = reading.gap(index)
        if joined in ("-", " ", "- ") and _LICENCE_WORD.fullmatch(following) is not None:
            if following in ("kort", "kortet", "kk") and joined != "-":
                continue
            found[index] = (index + 1, sense)
        elif _is_lone_class(reading, index) and _has_cue(reading, index):
            found[index] = (index, sense)
    bare = lexicon.licences.get("b")
    if bare is not None:
        for index in places:
            if words[index] in _BARE and not _names_class(reading, found, index):
                found[index] = (index, bare)
    return found


def _is_lone_class(reading: "Reading", index: int) -> bool:
    if not reading.is_capital(index) or not reading.written(index).isupper():
        return False
    before, after = reading.gap(index - 1), reading.gap(index)
    if after == "-" and not reading.folded.text.startswith(" ", reading.ends[index] + 1):
        following = reading.words[index + 1] if index + 1 < len(reading.words) else ""
        if following not in _CLASSES and _LICENCE_WORD.fullmatch(following) is None:
            return False  # C-gatan, CE-märkning
    if before.endswith("-") and before.strip() == "-" and " " not in before:
        return False  # vitamin-C
    return (
        "." not in after[:1] or after[:2] in (". ", ".\n", ".") or index + 1 == len(reading.words)
    )


def _has_cue(reading: "Reading", index: int) -> bool:
    words = reading.words
    for step in (-1, 1):
        place = index
        for _ in range(_REACH):
            boundary = reading.gap(place if step == 1 else place - 1)
            place += step
            if not 0 <= place < len(words) or _SENTENCE.search(boundary) is not None:
                break
            if _CUES.fullmatch(words[place]) is not None:
                return True
    return False


def _names_class(
    reading: "Reading", found: dict[int, tuple[int, Sense]], index: int
) -> bool:  # fmt: skip
    """True when a class stands so near a bare "körkort" that the word adds nothing."""
    near = range(max(0, index - 4), min(len(reading.words), index + 6))
    return any(place in found for place in near)
