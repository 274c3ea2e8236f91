"""The lexicon: what the matcher looks words up in. Compiled once per snapshot, then immutable.

It is a trie over words. A word of a text is looked up by its form (`svetsarna`), which leads to the
lexicon words it may be a form of; a path of words leads to the *senses* of a phrase: which concept,
by which rule, from which text. Senses of one phrase are ordered, best first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from catalog.recognition.aliases import LANGUAGE_ALIASES, OCCUPATION_ALIASES
from catalog.recognition.aliases_skills import SKILL_ALIASES
from catalog.recognition.folding import fold_word
from catalog.recognition.guards import DERIVED_STOPS, is_product
from catalog.recognition.inflection import inflect, verbs_of
from catalog.recognition.misspellings import SHORTEST_SKELETON, Corrections, correction_tables
from catalog.recognition.variants import METHODS, NEUTRAL_QUALIFIER, variants_of
from catalog.recognition.words import words_of
from catalog.snapshot.arrays import (
    Array,
    Links,
    SnapshotDamaged,
    Strings,
    load_table,
    read_json,
    save_table,
    write_json,
)

LAYOUT = 1
RULES = "lexical-v1"
# A head whose qualifier narrows it ranks this much behind one whose qualifier does not; when this
# many skills share such a head, it names none of them ("felsökning", "reparation").
NARROWER = 0.06
MOST_NARROW = 3
RECOGNISED_TYPES = ("occupation-name", "skill", "language", "driving-licence")
_METHOD_NAMES = tuple(METHODS)
_KIND_METHOD = {
    "preferred": "label",
    "alternative": "alternative",
    "hidden": "hidden",
    "title": "title",
    "term": "term",
    "match": "match",
}

_CORRECTABLE = ("label", "alias", "alternative", "title", "part", "head")
_ALIASES = (
    ("occupation-name", OCCUPATION_ALIASES),
    ("skill", SKILL_ALIASES),
    ("language", LANGUAGE_ALIASES),
)

TermKind = Literal["preferred", "alternative", "hidden", "term", "title", "match"]


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
    """What a phrase may mean. is_name: written with a capital when it is meant (a product)."""

    concept_id: str
    label: str
    type: str
    method: str
    matched: str
    is_name: bool


@dataclass(frozen=True)
class Tables:
    """The lexicon as arrays.

    form: every form of every lexicon word · form_words: form → words (Links over rows) · edge_from,
    edge_word, edge_to: int32, the trie; node 0 is the root · sense_*: one row per sense, sorted by
    node and rank: node int32, concept int32 row, method uint8, matched int32 row in `matched`,
    is_name bool · concept_*: one row per concept, sorted by id.
    """

    form: Strings
    form_words: Links
    edge_from: Array
    edge_word: Array
    edge_to: Array
    sense_node: Array
    sense_concept: Array
    sense_method: Array
    sense_matched: Array
    sense_is_name: Array
    matched: Strings
    concept_id: Strings
    concept_label: Strings
    concept_type: Array


@dataclass(frozen=True)
class Lexicon:
    """Compiled, immutable. Made by `compile_lexicon` or `load_lexicon`.

    tables: the arrays · starts: form of a first word → trie nodes, the exact word's first · forms:
    form → word numbers · edges: per node, word number → node · senses: node → senses, best first ·
    concepts: (type, folded preferred label) → sense, for the rules that name a concept themselves ·
    corrections: see catalog.recognition.misspellings.
    """

    tables: Tables
    starts: dict[str, tuple[int, ...]] = field(repr=False)
    forms: dict[str, tuple[int, ...]] = field(repr=False)
    edges: dict[int, dict[int, int]] = field(repr=False)
    senses: dict[int, tuple[Sense, ...]] = field(repr=False)
    concepts: dict[tuple[str, str], Sense] = field(repr=False)
    corrections: Corrections = field(repr=False)


def compile_lexicon(terms: Iterable[Term]) -> Lexicon:
    """A lexicon of all terms; the order of the terms does not matter.

    Give only active concepts. Types other than occupations, skills, languages and driving licences
    are left out.
    """
    kept = sorted(
        {term for term in terms if term.type in RECOGNISED_TYPES and term.text.strip()},
        key=lambda term: (term.concept_id, term.kind, term.text, term.language),
    )
    return _thaw(_freeze(kept))


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
    if (description.get("layout"), description.get("rules")) != (LAYOUT, RULES):
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


class _Candidate(NamedTuple):
    """Orders senses of one phrase: smaller is better."""

    weakness: float
    distance: float
    length: int
    concept: int
    method: int
    matched: str
    is_name: bool


def _freeze(terms: Sequence[Term]) -> Tables:
    ids = sorted({term.concept_id for term in terms})
    row = {concept_id: index for index, concept_id in enumerate(ids)}
    label_of = {term.concept_id: term.label for term in terms}
    type_of = {term.concept_id: term.type for term in terms}
    phrases: dict[tuple[str, ...], dict[int, _Candidate]] = {}
    for text, concept_id, method, rank in _all_texts(terms):
        words = words_of(fold_word(text))
        if not words or all(word.isdigit() for word in words):
            continue
        label = label_of[concept_id]
        candidate = _Candidate(
            1 - METHODS[method] + rank,
            round(_distance(text, label), 4),
            len(label),
            row[concept_id],
            _METHOD_NAMES.index(method),
            text,
            type_of[concept_id] == "skill" and is_product(label, text),
        )
        known = phrases.setdefault(words, {})
        if candidate.concept not in known or candidate < known[candidate.concept]:
            known[candidate.concept] = candidate
    return _tables(phrases, ids, label_of, type_of)


def _all_texts(terms: Sequence[Term]) -> Iterator[tuple[str, str, str, float]]:
    """(text, concept id, method, rank) of everything that names a concept; rank breaks ties."""
    for term in terms:
        if term.type == "driving-licence":
            continue  # catalog.recognition.licences reads these by rules of their own
        method = _KIND_METHOD[term.kind]
        if term.kind == "term" and fold_word(term.text) in DERIVED_STOPS:
            continue  # a workplace or a field, not what somebody is
        yield term.text, term.concept_id, method, 0
        if term.kind == "match":
            continue
        for text, derived in variants_of(term.text, term.type):
            if fold_word(text) not in DERIVED_STOPS:
                if METHODS[derived] > METHODS[method]:
                    derived = method
                yield text, term.concept_id, derived, _narrowness(term, text, derived)
        if term.type == "skill" and term.kind == "preferred":
            for base in {term.text, *(text for text, _ in variants_of(term.text, term.type))}:
                for verb in verbs_of(fold_word(base)):
                    if verb not in DERIVED_STOPS:
                        yield verb, term.concept_id, "verb", 0
    by_label = {
        (term.type, fold_word(term.label)): term.concept_id
        for term in terms
        if term.kind == "preferred"
    }
    for concept_type, aliases in _ALIASES:
        for label, texts in aliases.items():
            concept_id = by_label.get((concept_type, fold_word(label)))
            if concept_id is not None:
                for text in texts:
                    yield text, concept_id, "alias", 0


def _narrowness(term: Term, text: str, method: str) -> float:
    """How much a short form leaves out: a head whose qualifier narrows it ranks behind."""
    if method not in ("head", "experience"):
        return 0
    _, _, qualifier = term.text.partition(", ")
    return 0 if not qualifier or NEUTRAL_QUALIFIER.fullmatch(qualifier) is not None else NARROWER


def _distance(text: str, label: str) -> float:
    """1 minus the trigram overlap of two texts: how far a label is from what was said."""
    one, other = _trigrams(fold_word(text)), _trigrams(fold_word(label))
    return 1 - len(one & other) / max(1, len(one | other))


def _trigrams(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[index : index + 3] for index in range(len(padded) - 2)}


def _tables(
    phrases: dict[tuple[str, ...], dict[int, _Candidate]],
    ids: Sequence[str],
    label_of: dict[str, str],
    type_of: dict[str, str],
) -> Tables:
    words = sorted({word for phrase in phrases for word in phrase})
    number = {word: index for index, word in enumerate(words)}
    form_words: dict[str, list[int]] = {word: [index] for word, index in number.items()}
    for word, index in number.items():
        for form in inflect(word)[1:]:
            numbers = form_words.setdefault(form, [])
            if index not in numbers and len(numbers) < 4:
                numbers.append(index)
    forms = sorted(form_words)

    nodes: dict[tuple[int, int], int] = {}
    senses: list[tuple[int, _Candidate]] = []
    for phrase in sorted(phrases):
        node = 0
        for word in phrase:
            node = nodes.setdefault((node, number[word]), len(nodes) + 1)
        senses += [(node, one) for one in _best(phrases[phrase], ids, type_of)]
    senses.sort(key=lambda pair: (pair[0], pair[1]))
    texts = sorted({one.matched for _, one in senses})
    text_row = {text: index for index, text in enumerate(texts)}
    edges = sorted((start, word, end) for (start, word), end in nodes.items())
    ties = [
        (row, word, float(rank), 0, 0)
        for row, form in enumerate(forms)
        for rank, word in enumerate(form_words[form])
    ]
    return Tables(
        form=Strings.of(forms),
        form_words=Links.of(len(forms), ties),
        edge_from=np.array([edge[0] for edge in edges], np.int32),
        edge_word=np.array([edge[1] for edge in edges], np.int32),
        edge_to=np.array([edge[2] for edge in edges], np.int32),
        sense_node=np.array([node for node, _ in senses], np.int32),
        sense_concept=np.array([one.concept for _, one in senses], np.int32),
        sense_method=np.array([one.method for _, one in senses], np.uint8),
        sense_matched=np.array([text_row[one.matched] for _, one in senses], np.int32),
        sense_is_name=np.array([one.is_name for _, one in senses], np.bool_),
        matched=Strings.of(texts),
        concept_id=Strings.of(ids),
        concept_label=Strings.of(label_of[one] for one in ids),
        concept_type=np.array([RECOGNISED_TYPES.index(type_of[one]) for one in ids], np.uint8),
    )


def _best(
    candidates: dict[int, _Candidate], ids: Sequence[str], type_of: dict[str, str]
) -> list[_Candidate]:
    """The best sense of each type; the others only say the same phrase less well."""
    best: dict[tuple[str, bool], _Candidate] = {}
    narrow = [one for one in candidates.values() if _is_narrow_skill(one, ids, type_of)]
    if len(narrow) >= MOST_NARROW:
        candidates = {key: one for key, one in candidates.items() if one not in narrow}
    for one in sorted(candidates.values()):
        best.setdefault((type_of[ids[one.concept]], one.is_name), one)
    return sorted(best.values())


def _is_narrow_skill(one: _Candidate, ids: Sequence[str], type_of: dict[str, str]) -> bool:
    head = _METHOD_NAMES.index("head")
    return (
        type_of[ids[one.concept]] == "skill"
        and one.weakness > 1 - METHODS["experience"] + NARROWER / 2
        and one.method >= head
    )


def _thaw(tables: Tables) -> Lexicon:
    """The dictionaries the matcher needs, from the arrays."""
    labels, types = list(tables.concept_label), tables.concept_type.tolist()
    ids, matched = list(tables.concept_id), list(tables.matched)
    senses: dict[int, tuple[Sense, ...]] = {}
    for node, concept, method, text, is_name in zip(
        tables.sense_node.tolist(),
        tables.sense_concept.tolist(),
        tables.sense_method.tolist(),
        tables.sense_matched.tolist(),
        tables.sense_is_name.tolist(),
        strict=True,
    ):
        sense = Sense(
            ids[concept],
            labels[concept],
            RECOGNISED_TYPES[types[concept]],
            _METHOD_NAMES[method],
            matched[text],
            is_name,
        )
        senses[node] = (*senses.get(node, ()), sense)
    edges: dict[int, dict[int, int]] = {}
    for start, word, end in zip(
        tables.edge_from.tolist(),
        tables.edge_word.tolist(),
        tables.edge_to.tolist(),
        strict=True,
    ):
        edges.setdefault(start, {})[word] = end
    root = edges.get(0, {})
    bounds, targets = tables.form_words.indptr.tolist(), tables.form_words.target.tolist()
    ranks = tables.form_words.weight.tolist()
    forms: dict[str, tuple[int, ...]] = {}
    starts: dict[str, tuple[int, ...]] = {}
    for row, form in enumerate(tables.form):
        numbers = tuple(targets[bounds[row] : bounds[row + 1]])
        if len(numbers) > 1:
            order = ranks[bounds[row] : bounds[row + 1]]
            numbers = tuple(word for _, word in sorted(zip(order, numbers, strict=True)))
        forms[form] = numbers
        nodes = tuple(root[word] for word in numbers if word in root)
        if nodes:
            starts[form] = nodes
    concepts = {
        (RECOGNISED_TYPES[kind], fold_word(label)): Sense(
            concept_id, label, RECOGNISED_TYPES[kind], "label", label, False
        )
        for concept_id, label, kind in zip(ids, labels, types, strict=True)
    }
    correctable = [
        word
        for word in sorted({text.lower() for text in matched if len(text) >= SHORTEST_SKELETON})
        if any(_is_correctable(senses, node) for node in starts.get(word, ()))
    ]
    corrections = correction_tables(correctable)
    return Lexicon(tables, starts, forms, edges, senses, concepts, corrections)


def _is_correctable(senses: dict[int, tuple[Sense, ...]], node: int) -> bool:
    return any(not sense.is_name and sense.method in _CORRECTABLE for sense in senses.get(node, ()))
