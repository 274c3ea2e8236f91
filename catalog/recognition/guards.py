"""Words that are also labels, and when they are not meant. Every rule has a name and a reason."""

import re
from typing import TYPE_CHECKING

from catalog.recognition.mention import TextKind

if TYPE_CHECKING:
    from catalog.recognition.lexicon import Sense
    from catalog.recognition.matcher import Reading

DERIVED_STOPS: frozenset[str] = frozenset()
COMPOUND_STOPS: frozenset[str] = frozenset()


def is_product(label: str, text: str) -> bool:
    """True when the concept is a product whose name is written with a capital."""
    return False


def is_meant(reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind) -> bool:
    """True when a phrase of the lexicon at words first..last means the sense."""
    return True
