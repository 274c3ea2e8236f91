"""The failure-injection corpus: each hostile file has its outcome, and the reader outlives it."""

import tempfile
from pathlib import Path

import pytest

from guidance.intake import sandbox
from guidance.intake.document import UnreadableDocument
from guidance.intake.read import read_document
from tests.unit.guidance.intake.hostile import Hostile, hostile_files

FILES = hostile_files()


def outcome_of(data: bytes) -> tuple[str, str]:
    try:
        return "text", read_document(data).text
    except UnreadableDocument as error:
        return error.code, ""


@pytest.mark.parametrize("hostile", FILES, ids=lambda hostile: hostile.name)
def test_a_hostile_file_has_its_outcome_and_the_reader_goes_on(hostile: Hostile):
    before = set(Path(tempfile.gettempdir()).glob("kv-*"))
    outcome, text = outcome_of(hostile.make())
    assert outcome == hostile.outcome
    assert "root:" not in text  # of /etc/passwd
    if outcome == "text":
        assert hostile.holds in text
        text.encode()  # raises for half a pair
        assert "\0" not in text
    assert read_document("Kock på Öland".encode()).text == "Kock på Öland"
    assert set(Path(tempfile.gettempdir()).glob("kv-*")) == before


def test_the_corpus_is_large_and_its_names_are_unique():
    assert len(FILES) >= 40
    assert len({hostile.name for hostile in FILES}) == len(FILES)


def test_most_hostile_files_do_not_even_cost_the_reader():
    """Limits of our own come before those of the process, so that nobody waits."""
    read_document(b"hej")
    cheap = [h for h in FILES if h.outcome in {"damaged", "encrypted", "unknown_format"}]
    child = sandbox._child
    assert child is not None
    child.documents = 0  # not replaced for its age
    for hostile in cheap:
        outcome_of(hostile.make())
    assert sandbox._child is child
