"""Every document gives its text or a code that says what is wrong; the reader survives them all."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document as new_docx
from pypdf import PdfWriter

from guidance.intake import sandbox, worker
from guidance.intake.document import MAX_BYTES, MAX_PAGES, UnreadableDocument
from guidance.intake.read import read_document


def docx_of(*paragraphs: str) -> bytes:
    document = new_docx()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2019", "kock"
    document.core_properties.author = "Hemlig Person"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_of(line: str) -> bytes:
    """A one-page PDF with one line of text, written by hand so that no writer is needed."""
    stream = b"BT /F1 12 Tf 72 720 Td (" + line.encode("latin-1") + b") Tj ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        font,
    ]
    file = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(file)
    file += b"xref\n0 6\n0000000000 65535 f \n"
    file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    file += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    return bytes(file)


def blank_pdf(pages: int, password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def zip_of(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def test_a_docx_gives_paragraphs_and_tables_and_no_metadata():
    document = read_document(docx_of("Jag är undersköterska.", "Åtta år i hemtjänsten."))
    assert document.format == "docx"
    assert document.text.splitlines() == [
        "Jag är undersköterska.",
        "Åtta år i hemtjänsten.",
        "2019",
        "kock",
    ]


def test_a_pdf_gives_its_text():
    document = read_document(pdf_of("Svetsare i nio år"))
    assert document.format == "pdf"
    assert "Svetsare i nio år" in document.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_text_is_decoded(encoding: str):
    assert read_document("Målare på Öland".encode(encoding)).text == "Målare på Öland"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
        (b"a" * 2_500_000, "too_large"),
        (bytes(range(256)) * 20, "not_text"),
        (b"%PDF-1.7\nnonsense", "damaged"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (b"{\\rtf1 hej}", "unknown_format"),
        (b"<!DOCTYPE html><p>hej", "unknown_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown_format"),
        (zip_of(readme=b"hej"), "unknown_format"),
        (zip_of(word__document=b"<a>", **{"word__document.xml": b"<a>"}), "damaged"),
        (blank_pdf(1), "no_text_layer"),
        (blank_pdf(MAX_PAGES + 1), "too_many_pages"),
        (blank_pdf(1, password="hemlig"), "encrypted"),
        (pdf_of("Hej")[:300], "damaged"),
        (docx_of("Hej")[:2000], "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_wrong_is_told_by_a_code(data: bytes, code: str):
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data)
    assert caught.value.code == code


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zip_of(**{"word__document.xml": b"<a>" + b" " * 60_000_000, "x": b""})
    with pytest.raises(UnreadableDocument) as caught:
        read_document(bomb)
    assert caught.value.code == "too_large"


def test_a_reader_that_hangs_is_replaced(monkeypatch: pytest.MonkeyPatch):
    read_document(b"warm up")
    before = sandbox._child
    assert before is not None
    before.process.send_signal(19)  # SIGSTOP: alive, but it will never answer
    with pytest.raises(UnreadableDocument) as caught:
        sandbox.parse(b"hej", seconds=0.2)
    assert caught.value.code == "took_too_long"
    assert before.process.poll() is not None
    assert read_document(b"hej igen").text == "hej igen"


def test_a_reader_that_died_is_replaced():
    read_document(b"warm up")
    assert sandbox._child is not None
    sandbox._child.process.kill()
    sandbox._child.process.wait()
    assert read_document("än en gång".encode()).text == "än en gång"


def test_the_reader_may_not_write_connect_or_start_anything():
    probe = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from guidance.intake import worker; import socket, os, subprocess\n"
        "worker.confine(); refused = 0\n"
        "attempts = [lambda: open('/tmp/kv-probe', 'w'), lambda: open('/etc/passwd'),\n"
        "    lambda: socket.create_connection(('127.0.0.1', 9)), lambda: os.system('true'),\n"
        "    lambda: subprocess.run(['true']), lambda: os.remove('/tmp/kv-probe')]\n"
        "for attempt in attempts:\n"
        "    try: attempt()\n"
        "    except PermissionError: refused += 1\n"
        "print(refused, len(attempts))"
    )
    result = subprocess.run(
        [sys.executable, "-I", "-c", probe, str(sandbox._ROOT)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.split() == ["6", "6"]


def test_the_child_sees_no_secret_of_the_parent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")
    child = sandbox._Child()
    try:
        environment = Path(f"/proc/{child.process.pid}/environ").read_bytes()
        assert b"do-not-tell" not in environment
    finally:
        child.stop()


def test_one_document_in_the_worker_never_raises_for_a_format_it_knows():
    assert worker.read_one(b"hej") == {"text": "hej", "format": "text"}
    assert worker.read_one(b"\x00" * 100) == {"code": "not_text"}
