"""What is fuzzed, and what must hold for every input."""

import io
import json
import zipfile
from collections.abc import Callable
from itertools import pairwise

from hypothesis import strategies as st

from guidance.intake import worker
from guidance.intake.document import UnreadableDocument
from guidance.intake.readers.credential import read_credential
from guidance.intake.redaction import KINDS, MARK, find_identity, redact, redact_beside
from tests.unit.guidance.intake.samples import BADGE, GOOD, as_bytes

SEEDS: dict[str, tuple[bytes, ...]] = {
    kind: (data, as_bytes(BADGE)) if kind == "credential" else (data,)
    for kind, data in GOOD.items()
}
READERS: dict[str, Callable[[bytes], object]] = {
    **dict(worker.READERS.items()),
    "credential": read_credential,
}

# Pieces that mean something to one format or another.
_TOKENS = (
    b"<", b">", b"</", b"<!--", b"]]>", b"<![CDATA[", b"&amp;", b"&#x110000;", b"&lt;p&gt;",
    b"{", b"}", b"[", b"]", b'"', b"\\", b"\\u", b"\\ud800", b"null", b"-1", b"1e999", b"\\'ff",
    b"\\bin9 ", b"{\\pict", b"\\uc0", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"%PDF-",
    b"endobj", b"stream", b"0 R", b"<<", b">>", b"/Kids", b"/Filter /LZWDecode", b"\r\n", b",",
    b'""', b"xmlns", b"<!DOCTYPE", b"9" * 40,
)  # fmt: skip
_PIECES = (
    "Anna Andersson", "Jag heter ", "Referenser:", "19121212-1212", "070-174 06 99", "a.b@c.se",
    "Storgatan 1", "123 45 Ort", "född ", "jag är ", " år", "Medlem i ", "gift", "\n", "\n\n", " ",
    ",", ": ", "@", ".", "-", "0", "7", "Åsa", "von ", "IBAN SE", "pnr", "\u200b", "\u2013", "١٢",
    "李", "é", "https://", "www.", "(", ")", "|", "\t", '"', "noll ", "snabel-a",
)  # fmt: skip

_edit = st.tuples(
    st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(_TOKENS), st.binary(max_size=8))
)


def mutated(kind: str) -> st.SearchStrategy[bytes]:
    """Good files of a format with a few cuts and insertions, in a zip also inside its members."""
    seeds = st.sampled_from(SEEDS[kind])
    edits = st.lists(_edit, max_size=6)
    outside = st.builds(apply_edits, seeds, edits)
    if not SEEDS[kind][0].startswith(b"PK"):
        return outside
    return st.one_of(outside, st.builds(_edit_member, seeds, st.integers(0, 20), edits))


def texts_like_cvs() -> st.SearchStrategy[str]:
    """Texts of what redaction looks for, of any characters, and of one piece many times."""
    pieces = st.sampled_from(_PIECES)
    mixed = st.lists(st.one_of(pieces, st.text(max_size=5)), max_size=60).map("".join)
    return st.one_of(mixed, st.builds(str.__mul__, pieces, st.integers(0, 500)))


def apply_edits(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Each edit, in turn, cuts some bytes at a place and puts others there."""
    for place, cut, insert in edits:
        at = int(place * len(data))
        data = data[:at] + insert + data[at + cut :]
    return data


def _edit_member(data: bytes, number: int, edits: list[tuple[float, int, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        names = old.namelist()
        for name in names:
            content = old.read(name)
            is_edited = name == names[number % len(names)]
            new.writestr(name, apply_edits(content, edits) if is_edited else content)
    return file.getvalue()


def fuzz_reader(kind: str, data: bytes) -> None:
    """One reader, whatever format the bytes really are in."""
    try:
        READERS[kind](data)
    except (UnreadableDocument, RecursionError):
        return  # what it promises


def fuzz_document(data: bytes) -> None:
    """The whole child: detection and the reader that it chose."""
    answer = worker.read_one(data)
    assert ("code" in answer) != ("text" in answer)
    for text in (answer.get("text", ""), json.dumps(answer, ensure_ascii=False)):
        text.encode()  # raises for half a pair
    assert "\0" not in answer.get("text", "")


def fuzz_redaction(text: str) -> None:
    """Spans are in order, apart and inside the text, and what is left holds none of them."""
    spans = find_identity(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.kind in KINDS for span in spans)
    redacted = redact(text)
    assert sum(count for _, count in redacted.removed) == len(spans)
    assert redacted.text.count(MARK) >= len(spans)
    labels = [text[:80], text[-80:]]
    assert len(redact_beside(text, labels)) == len(labels)
