"""The lexicon: what the matcher looks words up in. Compiled once per snapshot, then immutable.

It is a trie over words. A word of a text is looked up by its form (`svetsarna`), which leads to the
lexicon words it may be a form of; a path of words leads to the *senses* of a phrase: which concept,
by which rule, from which text. Senses of one phrase are ordered, best first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np

from catalog.recognition.compiling import (
    METHOD_NAMES,
    RECOGNISED_TYPES,
    SEVERAL_STEPS,
    Tables,
    tables_of,
)
from catalog.recognition.fingerprints import NumberTable
from catalog.recognition.folding import fold_word
from catalog.recognition.guards import never_meant_alone
from catalog.recognition.misspellings import Corrections, correction_tables
from catalog.snapshot.arrays import (
    Array,
    SnapshotDamaged,
    Strings,
    load_table,
    read_json,
    save_table,
    write_json,
)

T = TypeVar("T")
LAYOUT = 3
RULES = "lexical-v2"
# What a first word can be: a phrase by itself; one for which nothing but how the word is written
# can tell that it is not meant; the beginning of a longer one; a form of several such words;
# nothing by itself, whatever stands around it. Of a word in a text also: it may be a compound;
# phrases begin with it, all of which are told.
ALONE, SURE, LONGER, SEVERAL, COMPOUND, NEVER, PHRASE = 1, 2, 4, 8, 64, 128, 512
# The number of a form that the lexicon does not have; no word has one as high.
UNKNOWN = NumberTable.NONE
TermKind = Literal[
    "preferred", "alternative", "hidden", "term", "title",
    "match", "close_match", "broad_match", "keyword",
]  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One text that names a concept.

    text: as written in the source · concept_id, label, type: the concept, its preferred label and
    taxonomy type · kind: how the text names it, the names of the snapshot's TermKind in lowercase ·
    language: three-letter code (swe, eng).
    """

    text: str
    concept_id: str
    label: str
    type: str
    kind: TermKind
    language: str = "swe"


class Sense(NamedTuple):
    """What a phrase may mean. is_name: written with a capital when it is meant (a product) ·
    doubts: the guards that may object, see catalog.recognition.guards."""

    concept_id: str
    label: str
    type: str
    method: str
    matched: str
    is_name: bool
    doubts: int


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Compiled, immutable. Made by `compile_lexicon` or `load_lexicon`.

    tables: the arrays · forms: form → the word it belongs to, or ~row in `shared` · shared: words
    of a form of several, likeliest first · starters: how many words begin a phrase; they come
    first, and a phrase's first node has the number of its first word · firsts: int32, for each of
    them, for all other words as one, and at ~row for each row of `shared`: the one node of the
    phrases that begin so, `UNKNOWN` for none, ~row for several or none · begins: uint16, for the
    same, `ALONE` and so on, 0 for none · edges: node << 32 | next word → node · senses: per node,
    best first · licences: folded label → driving licence · corrections: see
    catalog.recognition.misspellings.

    For all words of a text at once: numbers: what `forms` says · steps: a node and what `forms`
    says of the next word → node · has_sense: bool, which nodes have one.
    """

    tables: Tables
    forms: dict[str, int] = field(repr=False)
    shared: list[tuple[int, ...]] = field(repr=False)
    starters: int
    firsts: Array = field(repr=False)
    begins: Array = field(repr=False)
    edges: dict[int, int] = field(repr=False)
    senses: list[tuple[Sense, ...]] = field(repr=False)
    licences: dict[str, Sense] = field(repr=False)
    corrections: Corrections = field(repr=False)
    numbers: NumberTable = field(repr=False)
    steps: NumberTable = field(repr=False)
    has_sense: Array = field(repr=False)

    def nodes_of(self, form: str) -> tuple[int, ...]:
        """First nodes of the phrases that begin with a form; the exact word's comes first."""
        word = self.forms.get(form)
        if word is None:
            return ()
        return self.nodes_of_word(word)

    def nodes_of_word(self, word: int) -> tuple[int, ...]:
        """The same for a value of `forms`."""
        starters = self.starters
        if word >= 0:
            return (word,) if word < starters else ()
        return tuple(one for one in self.shared[~word] if one < starters)


def compile_lexicon(terms: Iterable[Term]) -> Lexicon:
    """A lexicon of all terms; the order of the terms does not matter.

    Give only active concepts. Types other than occupations, skills, languages and driving licences
    are left out.
    """
    kept = sorted(
        {term for term in terms if term.type in RECOGNISED_TYPES and term.text.strip()},
        key=lambda term: (term.concept_id, term.kind, term.text, term.language),
    )
    return _thaw(tables_of(kept))


def save_lexicon(lexicon: Lexicon, folder: Path) -> None:
    """Write the lexicon as files in `folder` (made when missing), `lexicon.json` last."""
    save_table(folder, lexicon.tables)
    write_json(folder / "lexicon.json", {"layout": LAYOUT, "rules": RULES})


def load_lexicon(folder: Path) -> Lexicon:
    """Read what `save_lexicon` wrote.

    Raises `SnapshotDamaged` naming the file and the command that rebuilds it when a file is
    missing, truncated or of another layout.
    """
    description = read_json(folder / "lexicon.json")
    if description != {"layout": LAYOUT, "rules": RULES}:
        raise SnapshotDamaged(
            f"{folder / 'lexicon.json'} is of another version than {LAYOUT}, {RULES}; "
            "run `python manage.py build_snapshot`"
        )
    tables = load_table(folder, Tables)
    try:
        return _thaw(tables)
    except (IndexError, ValueError, UnicodeDecodeError) as error:
        raise SnapshotDamaged(
            f"{folder} holds files that do not fit together ({error}); "
            "run `python manage.py build_snapshot`"
        ) from error


def _thaw(tables: Tables) -> Lexicon:
    """The dictionaries the matcher needs, from the arrays."""
    starters = int(tables.starters[0])
    count = starters + len(tables.edge_to)
    # C looks where a cell says; nothing but these checks stands between a spoilt file and a crash.
    _check(tables.form_cells, 1 - len(tables.shared_bounds), int(tables.form_word.max(initial=0)))
    _check(tables.step_cells, SEVERAL_STEPS, count - 1)
    forms = _forms(tables)
    shared = _groups(tables.shared_words.tolist(), tables.shared_bounds.tolist())
    keys = (tables.edge_from.astype(np.int64) << 32) | tables.edge_word
    edges = dict(zip(keys.tolist(), tables.edge_to.tolist(), strict=True))
    every = _senses_of(tables)
    bounds = np.searchsorted(tables.sense_node, np.arange(count + 1))
    senses = _groups(every, bounds.tolist())
    firsts, begins = _beginnings(tables, starters)
    licences = {
        fold_word(tables.concept_label[row]): Sense(
            tables.concept_id[row],
            tables.concept_label[row],
            "driving-licence",
            "label",
            tables.concept_label[row],
            False,
            0,
        )
        for row in np.flatnonzero(
            tables.concept_type == RECOGNISED_TYPES.index("driving-licence")
        ).tolist()
    }
    corrections = correction_tables(_texts(tables.correctable))
    has_sense = np.zeros(count, np.bool_)
    has_sense[tables.sense_node] = True
    return Lexicon(
        tables,
        forms,
        shared,
        starters,
        firsts,
        begins,
        edges,
        senses,
        licences,
        corrections,
        NumberTable(tables.form_cells),
        NumberTable(tables.step_cells),
        has_sense,
    )


def _check(cells: Array, least: int, most: int) -> None:
    """Raise ValueError when cells are none of a `NumberTable` with numbers between the two."""
    numbers = cells[:, 0]
    members = numbers[numbers != NumberTable.NONE]
    if (
        cells.shape[1] != 2
        or len(cells).bit_count() != 1
        or len(members) == len(cells)
        or members.min(initial=least) < least
        or members.max(initial=most) > most
    ):
        raise ValueError("cells that are no table")


def _beginnings(tables: Tables, starters: int) -> tuple[Array, Array]:
    """`firsts` and `begins` of a lexicon."""
    rows = len(tables.shared_bounds) - 1
    begins = np.zeros(starters + 1 + rows, np.uint16)
    begins[tables.edge_from[tables.edge_from < starters]] |= LONGER
    owner = tables.sense_node[: np.searchsorted(tables.sense_node, starters)]
    doubts, is_name = tables.sense_doubts[: len(owner)], tables.sense_is_name[: len(owner)]
    is_alias = tables.sense_method[: len(owner)] == METHOD_NAMES.index("alias")
    may_be_meant = ~never_meant_alone(doubts, is_name, is_alias)
    is_alone, is_unsure = np.zeros((2, starters), np.bool_)
    is_alone[owner[may_be_meant]] = True
    is_unsure[owner[is_name]] = True
    is_best = np.append(True, owner[1:] != owner[:-1])
    is_unsure[owner[is_best & (doubts > 0)]] = True
    begins[:starters] |= np.where(is_alone, np.where(is_unsure, ALONE, ALONE | SURE), NEVER).astype(
        np.uint16
    )
    firsts = np.append(np.arange(starters), [UNKNOWN, *range(-rows, 0)]).astype(np.int32)
    owners = np.repeat(np.arange(rows), np.diff(tables.shared_bounds))
    is_starter = tables.shared_words < starters
    owners, nodes = owners[is_starter], tables.shared_words[is_starter]
    found = np.bincount(owners, minlength=rows)
    firsts[~owners] = nodes
    begins[~owners] = begins[nodes]
    several = np.flatnonzero(found > 1)
    firsts[~several] = ~several
    begins[~several] = SEVERAL
    return firsts, begins


def _forms(tables: Tables) -> dict[str, int]:
    """Form → word number. Most look-ups walk through cold memory, which is most of what they cost:
    one number object per word, not per form, and a key that is no string, which makes Python keep
    the hash beside each key, spare two such walks of four."""
    numbers = tables.form_word.tolist()
    one_each = {number: number for number in numbers}
    forms: dict[Any, int] = {None: 0}
    forms.update(zip(_texts(tables.form), map(one_each.__getitem__, numbers), strict=True))
    del forms[None]
    return forms


def _senses_of(tables: Tables) -> list[Sense]:
    labels, ids = _texts(tables.concept_label), _texts(tables.concept_id)
    types = [RECOGNISED_TYPES[one] for one in tables.concept_type.tolist()]
    matched, concepts = _texts(tables.matched), tables.sense_concept.tolist()
    columns = zip(
        map(ids.__getitem__, concepts),
        map(labels.__getitem__, concepts),
        map(types.__getitem__, concepts),
        map(METHOD_NAMES.__getitem__, tables.sense_method.tolist()),
        map(matched.__getitem__, tables.sense_matched.tolist()),
        tables.sense_is_name.tolist(),
        tables.sense_doubts.tolist(),
        strict=True,
    )
    return list(map(tuple.__new__, repeat(Sense), columns))


def _texts(strings: Strings) -> list[str]:
    """All strings of an array at once, none of which holds a zero character."""
    parted = np.insert(strings.blob, strings.offsets[1:-1], 0).tobytes().decode()
    return parted.split("\0") if parted else []


def _groups(values: list[T], bounds: list[int]) -> list[tuple[T, ...]]:
    return [tuple(values[start:end]) for start, end in pairwise(bounds)]
