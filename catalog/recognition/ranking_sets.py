"""Ranking sets: queries, a corpus and the right answers, and how good a ranking of them is.

A set is a folder with `queries.tsv.gz` (qid, text, …), `corpus.tsv.gz` (cid, text, maybe a concept)
and `qrels.tsv.gz` (qid, cid, grade). Two corpus rows with one concept are two forms of it.
"""

import csv
import gzip
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog.recognition.linking import Form, Ranked

DEPTH = 100  # a right answer further down counts as none
_FILES = ("queries.tsv.gz", "corpus.tsv.gz", "qrels.tsv.gz")
Linker = Callable[[Sequence[str], Sequence[Form]], Iterable[tuple[Ranked, ...]]]


@dataclass(frozen=True)
class Goal:
    """What a set is to reach. measure: `mrr` or `first` (share with a right answer first) ·
    unequal: only over queries that no answer equals by letter."""

    measure: str
    reach: float
    unequal: bool = False


GOALS = {
    "melo_swe_sv_sv": Goal("mrr", 0.43),
    "melo_swe_sv_en": Goal("mrr", 0.36),
    "occ_escosv_to_jobtech": Goal("mrr", 0.65, unequal=True),
    "occ_escoen_to_jobtech": Goal("mrr", 0.45),
    "skill_escosv_to_jobtech": Goal("mrr", 0.70, unequal=True),
    "skill_jobtech_to_escosv": Goal("mrr", 0.0, unequal=True),
    "title_variants": Goal("first", 0.97),
    "softskill_variants": Goal("mrr", 0.92),
}


@dataclass(frozen=True)
class RankingSet:
    """queries: (id, text, is equal to an answer) · right: query id → form ids."""

    name: str
    queries: tuple[tuple[str, str, bool], ...]
    forms: tuple[Form, ...]
    right: dict[str, frozenset[str]]


@dataclass(frozen=True)
class RankingError:
    """A query whose first answer is wrong. rank: of the first right one; 0 when beyond `DEPTH`."""

    query: str
    first: str
    right: str
    rank: int


@dataclass(frozen=True)
class RankingScore:
    """queries: how many were scored · mrr, first: over all · unequal_mrr: over those that no answer
    equals, None when the set does not say · reachable: share of queries with a right answer among
    the first `DEPTH`, the most that any better order of them could give · errors: by query."""

    queries: int
    mrr: float
    first: float
    unequal_mrr: float | None
    reachable: float
    errors: tuple[RankingError, ...]


def find_ranking_sets(folder: Path) -> dict[str, Path]:
    """Set name → its folder, for every set with a goal in or below a folder."""
    found: dict[str, Path] = {}
    for file in sorted(folder.rglob(_FILES[0])):
        here = file.parent
        if here.name in GOALS and all((here / name).is_file() for name in _FILES):
            found.setdefault(here.name, here)
    return found


def read_ranking_set(folder: Path) -> RankingSet:
    """Raises OSError when a file cannot be read and ValueError when a column is missing."""
    queries, forms, answers = (folder / name for name in _FILES)
    right: dict[str, set[str]] = {}
    for row in read_rows(answers, "qid", "cid", "grade"):
        if int(row["grade"]) >= 1:
            right.setdefault(row["qid"], set()).add(row["cid"])
    return RankingSet(
        name=folder.name,
        queries=tuple(
            (row["qid"], row["text"], row.get("identical_label") == "1")
            for row in read_rows(queries, "qid", "text")
        ),
        forms=read_forms(forms),
        right={query: frozenset(ids) for query, ids in right.items()},
    )


def read_forms(file: Path) -> tuple[Form, ...]:
    """A corpus: `cid`, `text` and, where there is a third column, the concept that a form names."""
    rows = read_rows(file, "cid", "text")
    third = next((name for name in (rows[0] if rows else {}) if name not in {"cid", "text"}), None)
    return tuple(Form(row["cid"], row["text"], row[third or "cid"] or row["cid"]) for row in rows)


def read_rows(file: Path, *columns: str) -> list[dict[str, str]]:
    """Rows of a TSV with a header, gzipped or not. Raises OSError or ValueError."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        if missing := set(columns) - set(rows.fieldnames or ()):
            raise ValueError(f"{file} has no column {', '.join(sorted(missing))}")
        return [{name: value or "" for name, value in row.items()} for row in rows]


def score_ranking(one: RankingSet, linker: Linker) -> RankingScore:
    """Rank every query that has an answer and measure."""
    asked = [query for query in one.queries if query[0] in one.right]
    texts = {form.id: form.text for form in one.forms}
    ranks: list[tuple[int, bool]] = []
    errors = []
    rankings = linker([text for _, text, _ in asked], one.forms)
    for (query, text, is_equal), ranking in zip(asked, rankings, strict=True):
        right = one.right[query]
        rank = next((n for n, got in enumerate(ranking[:DEPTH], 1) if got.form.id in right), 0)
        ranks.append((rank, is_equal))
        if rank != 1:
            first = ranking[0].form.text if ranking else ""
            known = next((texts[cid] for cid in sorted(right) if cid in texts), "")
            errors.append(RankingError(text, first, known, rank))
    unequal = [rank for rank, is_equal in ranks if not is_equal]
    return RankingScore(
        queries=len(ranks),
        mrr=_mean_reciprocal([rank for rank, _ in ranks]),
        first=sum(rank == 1 for rank, _ in ranks) / len(ranks) if ranks else 0.0,
        unequal_mrr=_mean_reciprocal(unequal) if len(unequal) < len(ranks) else None,
        reachable=sum(rank > 0 for rank, _ in ranks) / len(ranks) if ranks else 0.0,
        errors=tuple(errors),
    )


def reached(goal: Goal, score: RankingScore) -> float:
    """The figure that a goal speaks of."""
    if goal.measure == "first":
        return score.first
    return score.unequal_mrr if goal.unequal and score.unequal_mrr is not None else score.mrr


def _mean_reciprocal(ranks: Sequence[int]) -> float:
    return sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else 0.0
