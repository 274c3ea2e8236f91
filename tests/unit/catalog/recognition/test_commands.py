"""The commands around recognition; the lexicon comes from the tests, not from a snapshot."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from catalog.management.commands import evaluate as evaluate_command
from catalog.management.commands import recognise as recognise_command
from catalog.snapshot.current import MeaningInService, NoSnapshot


@pytest.fixture
def _lexicon_in_service(monkeypatch, lexicon):
    for module in (recognise_command, evaluate_command):
        monkeypatch.setattr(module, "current_lexicon", lambda: lexicon)


def run(*args: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    call_command(*args, stdout=out, stderr=err)
    return out.getvalue()


@pytest.mark.usefixtures("_lexicon_in_service")
def test_recognise_prints_one_object_for_each_text(tmp_path):
    file = tmp_path / "in.jsonl"
    rows = [{"id": "a", "text": "Svetsare med B-körkort"}, {"id": "b", "text": "Ingenting"}]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    first, second = (
        json.loads(line)
        for line in run("recognise", str(file), "--kind", "cv", "--jsonl").splitlines()
    )
    assert [one["preferred_label"] for one in first["mentions"]] == ["Svetsare", "B"]
    assert set(first["mentions"][0]) == {
        "start", "end", "surface", "concept_id", "preferred_label", "type", "role", "confidence",
        "method", "matched", "is_suggestion", "score",
    }  # fmt: skip
    assert second == {"id": "b", "mentions": []}


@pytest.mark.usefixtures("_lexicon_in_service")
def test_recognise_reads_standard_input(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO("Jag är svetsare".encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert "svetsare" in run("recognise", "-", "--kind", "cv")


@pytest.mark.usefixtures("_lexicon_in_service")
def test_recognise_explains_what_is_not_meant(monkeypatch):
    def ask(*flags: str) -> str:
        stdin = io.TextIOWrapper(io.BytesIO("Elin Bagare är svetsare".encode()))
        monkeypatch.setattr("sys.stdin", stdin)
        return run("recognise", "-", "--kind", "cv", *flags)

    assert "'Bagare' is not Bagare/Konditor [occupation-name]: surname" in ask("--explain")
    row = json.loads(ask("--explain", "--jsonl"))
    assert [(one["surface"], one["guard"]) for one in row["refused"]] == [("Bagare", "surname")]
    assert "refused" not in json.loads(ask("--jsonl"))


@pytest.mark.usefixtures("_lexicon_in_service")
def test_recognise_suggests_when_asked_and_says_when_it_cannot(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(b"svetsare"))
    monkeypatch.setattr("sys.stdin", stdin)
    down = MeaningInService(None, "model.json: gone. To rebuild it: ...")
    monkeypatch.setattr(recognise_command, "meaning_in_service", lambda: down)
    out, err = io.StringIO(), io.StringIO()
    call_command("recognise", "-", "--kind", "cv", "--suggest", stdout=out, stderr=err)
    assert "svetsare" in out.getvalue()
    assert "model.json: gone" in err.getvalue()


@pytest.mark.usefixtures("_lexicon_in_service")
def test_recognise_says_what_it_could_not_read(tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_text('{"id": "a", "text": "Svetsare"}\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        run("recognise", str(file), "--kind", "cv", "--jsonl")
    assert caught.value.returncode == 1
    with pytest.raises(CommandError) as caught:
        run("recognise", str(tmp_path / "none"), "--kind", "cv")
    assert caught.value.returncode == 2


@pytest.mark.parametrize("module", [recognise_command, evaluate_command])
def test_without_a_snapshot_the_command_says_how_to_build_one(monkeypatch, tmp_path, module):
    def refuse():
        raise NoSnapshot("run `python manage.py build_snapshot`")

    monkeypatch.setattr(module, "current_lexicon", refuse)
    (tmp_path / "cv_mentions").mkdir()
    (tmp_path / "cv_mentions" / "gold.jsonl").write_text("")
    name = module.__name__.rpartition(".")[2]
    more = ["--kind", "cv"] if name == "recognise" else []
    with pytest.raises(CommandError, match="build_snapshot") as caught:
        run(name, str(tmp_path), *more)
    assert caught.value.returncode == 2


@pytest.mark.usefixtures("_lexicon_in_service")
def test_evaluate_prints_a_row_for_each_set(tmp_path):
    (tmp_path / "cv_mentions").mkdir()
    row = {
        "id": "t",
        "text": "Jag är svetsare",
        "mentions": [
            {
                "start": 7,
                "end": 15,
                "surface": "svetsare",
                "concept_id": "occupation-name:Svetsare",
                "preferred_label": "Svetsare",
                "type": "occupation-name",
                "role": "held",
            }
        ],
    }
    (tmp_path / "cv_mentions" / "gold.jsonl").write_text(json.dumps(row), encoding="utf-8")
    header, line, errors = run("evaluate", str(tmp_path)).splitlines()
    assert header.split() == [
        "set", "texts", "gold", "P", "R", "ceiling", "F1", "goal", "roles", "goal", "traps",
        "reached",
    ]  # fmt: skip
    assert line.split() == [
        "cv_mentions", "1", "1", "1.0000", "1.0000", "1.0000", "1.0000", "0.85", "1.0000", "0.95",
        "0/0", "yes",
    ]  # fmt: skip
    assert errors == "cv_mentions: commonest errors"


@pytest.mark.usefixtures("_lexicon_in_service")
def test_evaluate_without_sets_says_so(tmp_path):
    with pytest.raises(CommandError, match="cv_mentions") as caught:
        run("evaluate", str(tmp_path))
    assert caught.value.returncode == 2
