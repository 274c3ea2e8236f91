"""The lexicon: what the matcher looks words up in. Compiled once per snapshot, then immutable."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

LAYOUT = 1

TermKind = Literal["preferred", "alternative", "hidden", "term", "title", "match"]


@dataclass(frozen=True)
class Term:
    """One text that names a concept.

    text: as written in the source · concept_id, label, type: the concept, its preferred label and
    taxonomy type · kind: how the text names it, as `catalog.snapshot.snapshot.TermKind`, lowercase ·
    language: three-letter code (swe, eng).
    """

    text: str
    concept_id: str
    label: str
    type: str
    kind: TermKind
    language: str = "swe"


@dataclass(frozen=True)
class Lexicon:
    """Compiled, immutable. Made by `compile_lexicon` or `load_lexicon`."""


def compile_lexicon(terms: Iterable[Term]) -> Lexicon:
    """A lexicon of all terms; the order of the terms does not matter.

    Give only active concepts. Types other than occupations, skills, languages and driving licences
    are left out.
    """
    raise NotImplementedError


def save_lexicon(lexicon: Lexicon, folder: Path) -> None:
    """Write the lexicon as files in `folder` (made when missing)."""
    raise NotImplementedError


def load_lexicon(folder: Path) -> Lexicon:
    """Read what `save_lexicon` wrote.

    Raises `SnapshotDamaged` naming the file and the command that rebuilds it when a file is
    missing, truncated or of another layout.
    """
    raise NotImplementedError
