"""Typo-tolerant search for occupations and skills over a snapshot.

A query is compared with every name of a concept: preferred and alternative labels, job titles,
employers' words, English names, labels of deprecated concepts. Per concept the best name counts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from catalog.snapshot.names import Lines, Names, names_of, searchable
from catalog.snapshot.snapshot import CONCEPT_TYPES, Snapshot

HitKind = Literal["exact", "prefix", "word", "title", "typo"]

_OCCUPATION_TYPES = ("occupation-name", "ssyk-level-4")
_SKILL_TYPES = ("skill", "language")
_TYPO_CUTOFF = 78.0
_QUERY_LIMIT = 100
_LEAST_LIKE = 0.55  # of a name that is offered when nothing was found
_SURE_TYPO = 0.6  # score of a misspelt word that may stand for a whole query
_ASTRAY = 1 / 3  # the part of a short name's letters that a misspelling may change
# What people write around the job they mean.
_FILLERS = frozenset(
    {
        *("jag", "vill", "bli", "vara", "jobba", "jobb", "jobbar", "arbeta", "arbete", "arbetar"),
        *("med", "som", "inom", "på", "i", "ett", "en"),
        *("want", "to", "be", "become", "work", "as", "a", "an", "in", "with", "job"),
    }
)


@dataclass(frozen=True)
class Hit:
    """A concept that a query may mean.

    kind: how the query met the concept's own label (exact, prefix, word), another name for it
    (title), or a name that is spelt differently (typo) · matched: that name as its source writes
    it · group: label of the occupation group, empty for groups and skills · score: 0–1, for order
    only.
    """

    row: int
    concept_id: str
    label: str
    matched: str
    kind: HitKind
    group: str
    score: float


def search_occupations(snapshot: Snapshot, text: str, limit: int = 10) -> tuple[Hit, ...]:
    """Occupations and groups that `text` may mean, best first; () for empty text."""
    return _search(snapshot, text, _OCCUPATION_TYPES, limit)


def search_skills(snapshot: Snapshot, text: str, limit: int = 10) -> tuple[Hit, ...]:
    """Skills and languages that `text` may mean, best first; () for empty text."""
    return _search(snapshot, text, _SKILL_TYPES, limit)


def closest_labels(snapshot: Snapshot, text: str, n: int = 5) -> tuple[str, ...]:
    """Labels of occupations that `text` may mean, best first: for "did you mean". What is found
    for the whole; else for its single words, longest first; else names spelt much like it. () for
    what is like nothing: a far-fetched offer only leads astray."""
    words = [word for word in searchable(text[:_QUERY_LIMIT]).split() if word not in _FILLERS]
    telling = sorted((word for word in words if len(word) >= 4), key=len, reverse=True)
    found = search_occupations(snapshot, text, n)
    for asked in (" ".join(words), *telling) if telling else ():
        found = found or tuple(
            hit
            for hit in search_occupations(snapshot, asked, n)
            if hit.kind != "typo" or hit.score >= _SURE_TYPO
        )
    labels = [hit.label for hit in found] or _much_like(snapshot, " ".join(words))
    return tuple(dict.fromkeys(labels))[:n]


def _much_like(snapshot: Snapshot, query: str) -> list[str]:
    """Labels of the occupations with a name that begins like the query and shares most of it."""
    if len(query) < 4:
        return []
    front = query[:3]
    names = names_of(snapshot, _OCCUPATION_TYPES)
    near = process.extract(
        query,
        [padded.strip() for padded in names.padded.texts],
        scorer=OSA.normalized_similarity,
        limit=40,
        score_cutoff=_LEAST_LIKE,
    )
    alike = [(like, place) for name, like, place in near if name.startswith(front)]
    alike.sort(key=lambda one: (-one[0], names.written[one[1]]))
    return [str(snapshot.concepts.label[names.rows[place]]) for _, place in alike]


def find_occupation(snapshot: Snapshot, id_or_label: str) -> int:
    """Concept row of an occupation or group, or -1 when unknown or ambiguous.

    Takes a concept id, an SSYK code or any name of it. A deprecated id leads to its replacement,
    or to its group when it has none. The concept's own label wins over other names; a name that
    several concepts share equally decides nothing.
    """
    named = snapshot.concept(id_or_label.strip())
    row = snapshot.followed(named)
    if named >= 0 and row < 0:
        row = snapshot.followed(int(snapshot.concepts.broader[named]))
    if row >= 0 and snapshot.type_of(row) in _OCCUPATION_TYPES:
        return row
    names = names_of(snapshot, _OCCUPATION_TYPES)
    if re.fullmatch(r"\d{4}", id_or_label.strip()):
        return _group_of_code(snapshot, id_or_label.strip())
    wanted = f" {searchable(id_or_label)} "
    padded = names.padded.texts
    places = [place for place in names.padded.holding(wanted) if padded[place] == wanted]
    own = {names.rows[place] for place in places if names.is_own[place]}
    occupations = {row for row in own if snapshot.type_of(row) == "occupation-name"}
    anyhow = {names.rows[place] for place in places}
    for candidates in (occupations, own, anyhow):
        if candidates:
            return candidates.pop() if len(candidates) == 1 else -1
    return -1


def _search(snapshot: Snapshot, text: str, types: tuple[str, ...], limit: int) -> tuple[Hit, ...]:
    query = searchable(text[:_QUERY_LIMIT])
    if not query:
        return ()
    names = names_of(snapshot, types)
    best: dict[int, tuple[float, HitKind, int]] = {}
    if types == _OCCUPATION_TYPES and re.fullmatch(r"\d{4}", query):
        return _hits_of_code(snapshot, query)
    for place, score, kind in _spelt(names.padded, query):
        _keep(best, names, place, score, kind)
    if types == _OCCUPATION_TYPES and query.endswith("ning"):
        # People name the work, the catalogue whoever does it: städning, städare.
        doer = f"{query.removesuffix('ning')}are"
        for place, score, _ in _spelt(names.padded, doer):
            if f" {doer}" in names.padded.texts[place]:
                _keep(best, names, place, 0.9 * score, "title")
    if len(best) < limit and len(query) >= 3:
        is_certain = any(score >= 0.85 for score, _, _ in best.values())
        for place, score in _misspelt(names, query, is_certain):
            if names.rows[place] not in best or best[names.rows[place]][1] == "typo":
                _keep(best, names, place, score, "typo")
    hits = [
        _hit(snapshot, names, row, place, kind, score) for row, (score, kind, place) in best.items()
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.label, hit.concept_id))
    return tuple(hits[:limit])


def _spelt(lines: Lines, query: str) -> Iterable[tuple[int, float, HitKind]]:
    """Names that hold the query as it is written: whole, in front, as words or inside words.

    Inside words the end weighs most: an installationselektriker is an elektriker.
    """
    whole, front = f" {query} ", f" {query}"
    words = query.split()
    rarest = max(words, key=len)
    for place in lines.holding(rarest):
        padded = lines.texts[place]
        if not all(word in padded for word in words):
            continue
        more = len(padded) - 2 - len(query)
        length = len(query) / (len(query) + max(more, 0))
        kind: HitKind
        if padded == whole:
            score, kind = 1.0, "exact"
        elif padded.startswith(whole):
            score, kind = 0.90 + 0.05 * length, "prefix"
        elif padded.startswith(front):
            is_inflected = len(words) == 1 and more <= 2
            score, kind = (0.94 if is_inflected else 0.83 + 0.05 * length), "prefix"
        elif all(f" {word}" in padded for word in words):
            score, kind = 0.73 + 0.04 * length, "word"
        elif min(len(word) for word in words) < 4:
            continue
        elif all(f"{word} " in padded for word in words):
            score, kind = 0.72 + 0.04 * length, "word"
        else:
            score, kind = 0.58 + 0.08 * length, "word"
        yield place, score, kind


def _misspelt(names: Names, query: str, is_certain: bool) -> Iterable[tuple[int, float]]:
    """Names that the query is close to: without dots and rings, as a whole, or word by word."""
    if query.isascii():
        for place, score, _ in _spelt(names.plain, query):
            yield place, 0.85 * score
    cutoff = _TYPO_CUTOFF + (8.0 if is_certain else 0.0)
    padded = f" {query} "
    reach = (200 - cutoff) / cutoff  # a ratio above the cutoff needs lengths within this factor
    span = names.of_length(len(padded) / reach, len(padded) * reach)
    near = process.extract(
        padded, names.padded.texts[span], scorer=fuzz.ratio, limit=40, score_cutoff=cutoff
    )
    for name, ratio, place in near:
        # Of short names the blanks around them weigh as much as their letters.
        alike = names.plain.texts[span.start + place] if query.isascii() else name
        if OSA.normalized_similarity(query, alike.strip()) > 1 - _ASTRAY:
            yield span.start + place, 0.70 * ratio / 100
    if is_certain:
        return
    for mended, closeness in _mended(names, query):
        for place, score, _ in _spelt(names.padded, mended):
            yield place, 0.75 * score * closeness


def _mended(names: Names, query: str) -> list[tuple[str, float]]:
    """The query with unknown words replaced by the nearest known ones, and how near they are."""
    options: list[tuple[str, float]] = [("", 1.0)]
    for word in query.split():
        near = [(word, 1.0)]
        if len(word) >= 4 and not names.knows(word):
            near = _near_words(names, word) or near
        options = [
            (f"{before} {other}".strip(), so_far * similarity)
            for before, so_far in options
            for other, similarity in near
        ][:6]
    return [(mended, closeness) for mended, closeness in options if mended != query]


def _near_words(names: Names, word: str) -> list[tuple[str, float]]:
    """Known words at most a quarter away; a word that begins otherwise must be nearer."""
    known = [
        other
        for length in range(len(word) - 2, len(word) + 3)
        for other in names.words.get(length, ())
    ]
    found = process.extract(
        word, known, scorer=OSA.normalized_similarity, limit=5, score_cutoff=0.74
    )
    near = [(other, float(like)) for other, like, _ in found if other[0] == word[0] or like > 0.8]
    return near[:3]


def _keep(
    best: dict[int, tuple[float, HitKind, int]],
    names: Names,
    place: int,
    score: float,
    kind: HitKind,
) -> None:
    """Let a name stand for its concept when it is the best so far; own labels weigh more."""
    row = names.rows[place]
    if not names.is_own[place]:
        score -= 0.03
        kind = kind if kind == "typo" else "title"
    # Among names that merely hold the words, what people work as comes first.
    score += (0.02 if score > 0.78 else 0.08) * names.popularity[place]
    if row not in best or (score, -place) > (best[row][0], -best[row][2]):
        best[row] = (score, kind, place)


def _hit(
    snapshot: Snapshot, names: Names, row: int, place: int, kind: HitKind, score: float
) -> Hit:
    group = int(snapshot.concepts.broader[row])
    is_grouped = snapshot.type_of(row) == "occupation-name" and group >= 0
    return Hit(
        row=row,
        concept_id=snapshot.concepts.id[row],
        label=snapshot.concepts.label[row],
        matched=names.written[place],
        kind=kind,
        group=snapshot.concepts.label[group] if is_grouped else "",
        score=min(score, 1.0),
    )


def _hits_of_code(snapshot: Snapshot, code: str) -> tuple[Hit, ...]:
    row = _group_of_code(snapshot, code)
    if row < 0:
        return ()
    label = snapshot.concepts.label[row]
    return (Hit(row, snapshot.concepts.id[row], label, code, "exact", "", 1.0),)


def _group_of_code(snapshot: Snapshot, code: str) -> int:
    is_group = snapshot.concepts.type == CONCEPT_TYPES.index("ssyk-level-4")
    for row in np.flatnonzero(is_group & ~snapshot.concepts.is_deprecated).tolist():
        if snapshot.concepts.code[row] == code:
            return int(row)
    return -1
