"""`manage.py redact` on text and on JSON Lines."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("redact", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_text_in_text_out_and_counts_beside(tmp_path: Path):
    file = tmp_path / "cv.txt"
    file.write_text("Ring 070-174 06 99. Jag är svetsare.", encoding="utf-8")
    out, err = run(str(file))
    assert out.strip() == "Ring […]. Jag är svetsare."
    assert err.strip() == "phone: 1"


def test_a_line_separator_inside_a_text_is_no_end_of_line(tmp_path: Path):
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": "a", "text": "Kock\u2028Svetsare\x85Målare"}\n', encoding="utf-8")
    (line,) = run(str(file), "--jsonl")[0].strip().split("\n")
    assert json.loads(line)["text"] == "Kock\u2028Svetsare\x85Målare"


def test_json_lines_in_the_shape_of_the_gold_files(tmp_path: Path):
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": "a", "text": "Mejl: a.b@example.se"}\n\n{"id": "b", "text": "Kock"}\n')
    first, second = (json.loads(line) for line in run(str(file), "--jsonl")[0].splitlines())
    assert first["spans"] == [{"start": 6, "end": 20, "kind": "email", "surface": "a.b@example.se"}]
    assert second == {"id": "b", "spans": [], "text": "Kock"}


@pytest.mark.parametrize("content", [b"[1]", b"nonsense", b'{"id": 1}', b"\xff\xfe\xff"])
def test_what_is_wrong_with_the_input_is_said(tmp_path: Path, content: bytes):
    file = tmp_path / "texts.jsonl"
    file.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        run(str(file), "--jsonl")
    assert caught.value.returncode == 2


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / "gone.txt"))
