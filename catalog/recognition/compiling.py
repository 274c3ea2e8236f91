"""Terms → the arrays of a lexicon: every text that names a concept, its forms and its place."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from catalog.recognition.aliases import LANGUAGE_ALIASES, OCCUPATION_ALIASES
from catalog.recognition.aliases_skills import SKILL_ALIASES
from catalog.recognition.fingerprints import NumberTable, prints_of, prints_of_pairs
from catalog.recognition.folding import fold_word
from catalog.recognition.guards import DERIVED_STOPS, doubts_of, is_product
from catalog.recognition.inflection import inflect, verbs_of
from catalog.recognition.misspellings import is_in_reach
from catalog.recognition.variants import METHODS, NEUTRAL_QUALIFIER, variants_of
from catalog.recognition.words import words_of
from catalog.snapshot.arrays import Array, Strings

if TYPE_CHECKING:
    from catalog.recognition.lexicon import Term

# A head whose qualifier narrows it ranks this much behind one whose qualifier does not; when this
# many skills share such a head, it names none of them ("felsökning", "reparation").
NARROWER = 0.06
MOST_NARROW = 3
# A form of more words than this (their order is alphabetical) means the first of them.
MOST_WORDS_OF_FORM = 4
SEVERAL_STEPS = -1  # what glance.c leaves to the dictionaries
RECOGNISED_TYPES = ("occupation-name", "skill", "language", "driving-licence", "trait")
METHOD_NAMES = tuple(METHODS)
_KIND_METHOD = {
    "preferred": "label",
    "alternative": "alternative",
    "hidden": "hidden",
    "title": "title",
    "term": "term",
    "match": "match",
    "close_match": "close-match",
    "broad_match": "broad-match",
    "keyword": "keyword",
}
# Names of something that only resembles the concept; no shorter forms are made of them.
_LOOSE_KINDS = ("match", "close_match", "broad_match", "keyword")
# How employers and seekers write it, fields and workplaces among them.
_SAID_KINDS = ("term", "title", "hidden")
_CORRECTABLE = ("label", "alias", "alternative", "title", "part", "head")
_LOOSE_METHODS = ("close-match", "broad-match", "keyword")
_ALIASES = (
    ("occupation-name", OCCUPATION_ALIASES),
    ("skill", SKILL_ALIASES),
    ("language", LANGUAGE_ALIASES),
)


@dataclass(frozen=True)
class Tables:
    """The lexicon as arrays: a trie over words.

    Words are numbered; those that begin a phrase come first, and a phrase's first node has the
    number of its first word, so that the trie needs no root.

    form: every form of every lexicon word, sorted · form_word: int32, the word a form belongs to,
    or ~row in `shared` when it belongs to several · shared_bounds, shared_words: int32, the words
    of each such form, likeliest first · starters: int32, one number: how many words begin a phrase
    · edge_from, edge_word, edge_to: int32, node and word → node · sense_*: one row per sense,
    sorted by node and rank: node int32, concept int32 row, method uint8, matched int32 row in
    `matched`, is_name bool, doubts uint8, see `Sense` · concept_*: one row per concept, sorted by
    id · correctable: sorted, the words that a misspelling may stand for · form_cells, step_cells:
    of a `NumberTable` each, see `Lexicon.numbers` and `steps`.
    """

    form: Strings
    form_word: Array
    form_cells: Array
    shared_bounds: Array
    shared_words: Array
    starters: Array
    edge_from: Array
    edge_word: Array
    edge_to: Array
    step_cells: Array
    sense_node: Array
    sense_concept: Array
    sense_method: Array
    sense_matched: Array
    sense_is_name: Array
    sense_doubts: Array
    matched: Strings
    concept_id: Strings
    concept_label: Strings
    concept_type: Array
    correctable: Strings


class _Candidate(NamedTuple):
    """Orders senses of one phrase: smaller is better."""

    weakness: float
    distance: float
    length: int
    concept: int
    method: int
    matched: str
    is_name: bool


def tables_of(terms: Sequence["Term"]) -> Tables:
    """The lexicon of terms that stand in a fixed order."""
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
            METHOD_NAMES.index(method),
            text,
            type_of[concept_id] == "skill" and is_product(label, text),
        )
        known = phrases.setdefault(words, {})
        if candidate.concept not in known or candidate < known[candidate.concept]:
            known[candidate.concept] = candidate
    _drop_shadows(phrases, ids, type_of)
    return _tables(phrases, ids, label_of, type_of)


def _drop_shadows(
    phrases: dict[tuple[str, ...], dict[int, _Candidate]],
    ids: Sequence[str],
    type_of: dict[str, str],
) -> None:
    """Take away weak names that would stand over something surer.

    A trait, or a name that only resembles the concept, is dropped where a sure name of an
    occupation, a skill or a language is the same phrase or a part of it.
    """
    loose = {METHOD_NAMES.index(method) for method in _LOOSE_METHODS}

    def is_weak(one: _Candidate) -> bool:
        return one.method in loose or type_of[ids[one.concept]] == "trait"

    sure = {
        phrase
        for phrase, candidates in phrases.items()
        if not all(is_weak(one) for one in candidates.values())
    }
    for phrase, candidates in phrases.items():
        parts = (
            phrase[start:end]
            for start in range(len(phrase))
            for end in range(start + 1, len(phrase) + 1)
        )
        if any(part in sure for part in parts):
            for concept in [key for key, one in candidates.items() if is_weak(one)]:
                del candidates[concept]


def _all_texts(terms: Sequence["Term"]) -> Iterator[tuple[str, str, str, float]]:
    """(text, concept id, method, rank) of everything that names a concept; rank breaks ties."""
    for term in terms:
        if term.type == "driving-licence":
            continue  # catalog.recognition.licences reads these by rules of their own
        method = _KIND_METHOD[term.kind]
        if term.kind in _SAID_KINDS and fold_word(term.text) in DERIVED_STOPS:
            continue  # a workplace or a field, not what somebody is
        yield term.text, term.concept_id, method, 0
        if term.kind in _LOOSE_KINDS:
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


def _narrowness(term: "Term", text: str, method: str) -> float:
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
    first = {phrase[0] for phrase in phrases}
    words = sorted({word for phrase in phrases for word in phrase})
    words.sort(key=lambda word: word not in first)
    number = {word: index for index, word in enumerate(words)}
    form_words: dict[str, list[int]] = {word: [number[word]] for word in sorted(words)}
    for word in sorted(words):
        for form in inflect(word)[1:]:
            numbers = form_words.setdefault(form, [])
            if number[word] not in numbers and len(numbers) < MOST_WORDS_OF_FORM:
                numbers.append(number[word])
    forms = sorted(form_words)
    shared = [form_words[form] for form in forms if len(form_words[form]) > 1]
    shared_rows = iter(range(len(shared)))
    form_word = np.array(
        [
            form_words[form][0] if len(form_words[form]) == 1 else ~next(shared_rows)
            for form in forms
        ],
        np.int32,
    )
    shared_bounds = np.cumsum([0, *map(len, shared)], dtype=np.int32)
    shared_words = np.array([word for numbers in shared for word in numbers], np.int32)

    nodes: dict[tuple[int, int], int] = {}
    senses: list[tuple[int, _Candidate]] = []
    for phrase in sorted(phrases):
        node = number[phrase[0]]
        for word in phrase[1:]:
            node = nodes.setdefault((node, number[word]), len(first) + len(nodes))
        senses += [(node, one) for one in _best(phrases[phrase], ids, type_of)]
    senses.sort(key=lambda pair: (pair[0], pair[1]))
    texts = sorted({one.matched for _, one in senses})
    doubts = [
        doubts_of(type_of[ids[one.concept]], METHOD_NAMES[one.method], one.matched, one.is_name)
        for _, one in senses
    ]
    text_row = {text: index for index, text in enumerate(texts)}
    correctable = {node for node, one in senses if node < len(first) and _is_correctable(one)}
    edges = sorted((start, word, end) for (start, word), end in nodes.items())
    edge = np.array(edges, np.int32).reshape(-1, 3)
    return Tables(
        form=Strings.of(forms),
        form_cells=NumberTable.of(prints_of(forms), form_word).cells,
        form_word=form_word,
        shared_bounds=shared_bounds,
        shared_words=shared_words,
        starters=np.array([len(first)], np.int32),
        edge_from=edge[:, 0],
        edge_word=edge[:, 1],
        edge_to=edge[:, 2],
        step_cells=_steps(edge, shared_bounds, shared_words).cells,
        sense_node=np.array([node for node, _ in senses], np.int32),
        sense_concept=np.array([one.concept for _, one in senses], np.int32),
        sense_method=np.array([one.method for _, one in senses], np.uint8),
        sense_matched=np.array([text_row[one.matched] for _, one in senses], np.int32),
        sense_is_name=np.array([one.is_name for _, one in senses], np.bool_),
        sense_doubts=np.array(doubts, np.uint8),
        matched=Strings.of(texts),
        concept_id=Strings.of(ids),
        concept_label=Strings.of(label_of[one] for one in ids),
        concept_type=np.array([RECOGNISED_TYPES.index(type_of[one]) for one in ids], np.uint8),
        correctable=Strings.of(_correctable(texts, form_words, correctable)),
    )


def _steps(edge: Array, shared_bounds: Array, shared_words: Array) -> NumberTable:
    """All edges; the word of each also as every form that it shares with other words. Where two
    then lead to different nodes, the step is `SEVERAL_STEPS`."""
    rows = np.repeat(np.arange(len(shared_bounds) - 1), np.diff(shared_bounds))
    order = np.argsort(shared_words, kind="stable")
    rows, words = rows[order], shared_words[order]
    begin = np.searchsorted(words, edge[:, 1])
    count = np.searchsorted(words, edge[:, 1], "right") - begin
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    shared = rows[np.repeat(begin, count) + within]
    prints = np.append(
        prints_of_pairs(edge[:, 0], edge[:, 1]),
        prints_of_pairs(np.repeat(edge[:, 0], count), ~shared.astype(np.int32)),
    )
    nodes = np.append(edge[:, 2], np.repeat(edge[:, 2], count))
    prints, first, found = np.unique(prints, return_index=True, return_counts=True)
    return NumberTable.of(prints, np.where(found > 1, SEVERAL_STEPS, nodes[first]))


def _is_correctable(one: _Candidate) -> bool:
    return not one.is_name and METHOD_NAMES[one.method] in _CORRECTABLE


def _correctable(
    texts: Iterable[str], form_words: Mapping[str, Sequence[int]], nodes: Container[int]
) -> list[str]:
    """Texts of one word that a misspelling may stand for, sorted. nodes: of senses that may be
    meant so; a word that begins a phrase has the number of its node."""
    words = {text.lower() for text in texts if is_in_reach(text)}
    return sorted(word for word in words if any(map(nodes.__contains__, form_words.get(word, ()))))


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
    head = METHOD_NAMES.index("head")
    return (
        type_of[ids[one.concept]] == "skill"
        and one.weakness > 1 - METHODS["experience"] + NARROWER / 2
        and one.method >= head
    )
