"""Measuring a ranking: by hand-made sets whose figures can be worked out in the head."""

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from catalog.recognition.linking import Form, Ranked
from catalog.recognition.ranking_sets import (
    GOALS,
    find_ranking_sets,
    reached,
    read_forms,
    read_ranking_set,
    score_ranking,
)


def write(file: Path, *lines: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.write("\n".join(line.replace(" ", "\t") for line in lines) + "\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    here = tmp_path / "deep" / "occ_escosv_to_jobtech"
    write(here / "corpus.tsv.gz", "cid text", "a kock", "b bagare", "c frisör")
    write(
        here / "queries.tsv.gz",
        *(
            "qid text esco_uri identical_label",
            "1 kock u 1",
            "2 hårklippare u 0",
            "3 rörmokare u 0",
        ),
    )
    write(here / "qrels.tsv.gz", "qid cid grade", "1 a 3", "2 c 2", "2 b 0")
    return here


def in_corpus_order(queries: Sequence[str], forms: Sequence[Form]) -> Iterable[tuple[Ranked, ...]]:
    return (tuple(Ranked(form, 1.0) for form in forms) for _ in queries)


def test_sets_are_found_by_name_anywhere_below(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "unknown" / "queries.tsv.gz", "qid text")
    (tmp_path / "title_variants").mkdir()
    write(tmp_path / "title_variants" / "queries.tsv.gz", "qid text")  # no corpus
    assert find_ranking_sets(tmp_path) == {"occ_escosv_to_jobtech": folder}


def test_the_figures(folder: Path) -> None:
    score = score_ranking(read_ranking_set(folder), in_corpus_order)
    assert score.queries == 2  # the third has no answer
    assert score.mrr == pytest.approx((1 + 1 / 3) / 2)
    assert score.first == 0.5
    assert score.unequal_mrr == pytest.approx(1 / 3)
    assert score.reachable == 1.0
    (error,) = score.errors
    assert (error.query, error.first, error.right, error.rank) == (
        "hårklippare",
        "kock",
        "frisör",
        3,
    )
    assert reached(GOALS["occ_escosv_to_jobtech"], score) == score.unequal_mrr
    assert reached(GOALS["title_variants"], score) == score.first
    assert reached(GOALS["melo_swe_sv_sv"], score) == score.mrr


def test_a_third_column_is_the_concept(tmp_path: Path) -> None:
    file = tmp_path / "corpus.tsv"
    file.write_text('cid\ttext\tesco_uri\n1\tkock\tu\n2\t"mat\tu\n', encoding="utf-8")
    assert read_forms(file) == (Form("1", "kock", "u"), Form("2", '"mat', "u"))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    file = tmp_path / "corpus.tsv"
    file.write_text("id\ttext\n1\tkock\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column cid"):
        read_forms(file)
