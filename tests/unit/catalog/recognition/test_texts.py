"""Texts from files."""

import json

from catalog.recognition.texts import read_texts, texts_of


def test_plain_text_is_one_text():
    (text,) = texts_of(b"Svetsare\n{inte json", "cv.txt")
    assert (text.id, text.text) == ("cv.txt", "Svetsare\n{inte json")


def test_json_lines_keep_their_ids_and_report_broken_lines():
    lines = [json.dumps({"id": 7, "text": "å"}), "{trasig", json.dumps({"id": "x"}), ""]
    first, second, third = texts_of("\n".join(lines).encode(), "a.jsonl")
    assert (first.id, first.text, first.problem) == ("7", "å", "")
    assert second.problem
    assert second.id == "a.jsonl:2"
    assert third.problem


def test_bytes_in_no_encoding_are_read():
    (text,) = texts_of(b"\xff\xfesvetsare \xe5", "x")
    assert "svetsare" in text.text


def test_folder_in_order(tmp_path):
    (tmp_path / "b.txt").write_text("två", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "ett"}\n', encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    assert [text.text for text in read_texts(tmp_path)] == ["ett", "två"]
