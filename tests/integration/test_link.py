"""train_embeddings → link → evaluate, on a handful of made-up texts."""

import gzip
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalog import models
from catalog.recognition.embedding import load_embedding

pytestmark = pytest.mark.django_db
TINY: dict[str, Any] = {"pieces": [60], "dimensions": 16, "steps": 40, "batch": 8}


def run(command: str, *args: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def catalogue() -> None:
    source = models.Source.objects.create(key="taxonomy", name="Taxonomy", publisher="T")
    run_of = models.ImportRun.objects.create(
        source=source, origin="file", state="complete", seen=4, data_version="1"
    )
    common = {"run": run_of, "fingerprint": 0}
    for one, label, other in (
        ("weld", "Svetsare", "Licenssvetsare"),
        ("bake", "Bagare", "Brödbagare"),
        ("cook", "Kock", "Storhushållskock"),
    ):
        concept = models.Concept.objects.create(
            id=one, type="occupation-name", preferred_label=label, definition=other, **common
        )
        models.ConceptLabel.objects.create(
            id=one, concept=concept, kind="alternative", text=other, **common
        )
    models.Concept.objects.create(
        id="esco", type="esco-occupation", preferred_label="svetsningsyrke", **common
    )
    models.ConceptRelation.objects.create(
        id="x", source_id="weld", target_id="esco", kind="exact-match", **common
    )


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    corpus, queries = tmp_path / "corpus.tsv", tmp_path / "queries.tsv"
    corpus.write_text(
        "cid\ttext\tconcept\n1\tSvetsare\tweld\n2\tGasskärare\tweld\n3\tBagare\tbake\n",
        encoding="utf-8",
    )
    queries.write_text("qid\ttext\nq1\tsvetsaren\nq2\tbagarre\n", encoding="utf-8")
    return corpus, queries


def test_train_then_link(tmp_path: Path, catalogue: None, tables: tuple[Path, Path]) -> None:
    excluded = tmp_path / "excluded.txt"
    excluded.write_text("storhushållskock\n", encoding="utf-8")
    model, output = tmp_path / "model", tmp_path / "out.tsv"
    said = run("train_embeddings", output=model, exclude=[excluded], **TINY)
    identity = load_embedding(model).identity
    assert "4 groups, 6 labels, 2 definitions, 0 ties; 1 labels excluded" in said
    assert identity in said
    corpus, queries = tables
    run("link", corpus=corpus, queries=queries, output=output, top=3, model=f"{model}@{identity}")
    first, second = output.read_text(encoding="utf-8").splitlines()
    assert first == "q1\t1\t3\t2"  # one form of each concept, then the others
    assert second.startswith("q2\t3\t")


def test_linking_needs_no_model(tmp_path: Path, tables: tuple[Path, Path]) -> None:
    corpus, queries = tables
    output = tmp_path / "out.tsv"
    run("link", corpus=corpus, queries=queries, output=output, top=1, model="off")
    assert output.read_text(encoding="utf-8").splitlines() == ["q1\t1", "q2\t3"]


def test_faults_are_said(tmp_path: Path, tables: tuple[Path, Path]) -> None:
    corpus, queries = tables
    options: dict[str, Any] = {"queries": queries, "output": tmp_path / "o", "model": "off"}
    with pytest.raises(CommandError, match="no-such"):
        run("link", corpus=tmp_path / "no-such", **options)
    with pytest.raises(CommandError, match="no column cid"):
        run("link", corpus=queries, **options)
    with pytest.raises(CommandError, match="--top"):
        run("link", corpus=corpus, top=0, **options)
    with pytest.raises(CommandError, match="nothing to train on"):
        run("train_embeddings", output=tmp_path / "model", **TINY)


def test_evaluate_prints_a_row_for_each_ranking_set(tmp_path: Path) -> None:
    folder = tmp_path / "title_variants"
    folder.mkdir()
    for name, text in {
        "corpus": "cid\ttext\na\tSvetsare\nb\tBagare\n",
        "queries": "qid\ttext\n1\tsvetsare\n2\tkonditor\n",
        "qrels": "qid\tcid\tgrade\n1\ta\t1\n2\tb\t1\n",
    }.items():
        (folder / f"{name}.tsv.gz").write_bytes(gzip.compress(text.encode()))
    said = run("evaluate", str(tmp_path), details=True)
    row = next(line for line in said.splitlines() if line.startswith("title_variants"))
    assert row.split()[1] == "2"
    assert "A@1 0.97" in row
