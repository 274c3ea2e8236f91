"""Where in a text something may begin.

Of five hundred words some forty begin a phrase of the lexicon. What rules the others out is one
glance at all of them, so that the walk of the matcher touches few words one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.recognition.glance import Glance, glance_at
from catalog.recognition.lexicon import COMPOUND, Lexicon
from catalog.recognition.mention import TextKind
from catalog.recognition.misspellings import corrections_of

if TYPE_CHECKING:
    from catalog.recognition.matcher import Reading

# Beside what the lexicon says of a word (its `begins`): a rule of its own has found something
# there; it and the next word may be one; it is a misspelling.
TOLD, JOINED, MISSPELT = 16, 32, 256
RARE = JOINED | COMPOUND | MISSPELT
_NEVER_JOINED = frozenset(
    ("för", "med", "och", "som", "till", "över", "under", "per", "hos", "ett")
)


@dataclass(frozen=True)
class Places:
    """seen: its marks say what may begin at each word, `TOLD` and so on among them · joined: word →
    first nodes of phrases that begin with it and the next as one · misspelt: word → the known one
    it stands for."""

    seen: Glance
    joined: Mapping[int, tuple[int, ...]]
    misspelt: Mapping[int, str]


def places_of(reading: "Reading", lexicon: Lexicon, kind: TextKind) -> Places:
    """The places of a text that has words."""
    words = reading.words
    seen = glance_at(reading, lexicon, kind)
    joined = {
        index: nodes
        for index in seen.joined
        if words[index] not in _NEVER_JOINED
        and (nodes := lexicon.nodes_of(words[index] + words[index + 1]))
    }
    misspelt: dict[int, str] = {}
    if seen.suspects:
        meant = corrections_of([words[index] for index in seen.suspects], lexicon.corrections)
        misspelt = {index: meant[words[index]] for index in seen.suspects if words[index] in meant}
    for found, mark in ((joined, JOINED), (misspelt, MISSPELT)):
        if found:
            seen.marks[[*found]] |= mark
    return Places(seen, joined, misspelt)
