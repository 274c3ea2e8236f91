"""Every document gives its text or a code that says what is wrong; the reader survives them all."""

import subprocess
import sys
from pathlib import Path

import pytest

from guidance.intake import sandbox, worker
from guidance.intake.document import MAX_BYTES, MAX_PAGES, UnreadableDocument
from guidance.intake.read import ACCEPT, ACCEPTED, read_document
from tests.unit.guidance.intake.samples import PLAN, blank_pdf, docx_of, pdf_of, zip_of


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
        (PLAN, "plan_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown_format"),
        (zip_of({"readme": b"hej"}), "unknown_format"),
        (zip_of({"word/document.xml": b"<a>"}), "damaged"),
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
    bomb = zip_of({"word/document.xml": b"<a>" + b" " * 60_000_000, "x": b""})
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


def test_a_file_dialogue_is_offered_every_format():
    assert all(
        extension.startswith(".") for _, extensions, _ in ACCEPTED for extension in extensions
    )
    assert {".pdf", ".docx", ".odt", ".rtf", "application/pdf"} <= set(ACCEPT.split(","))


def test_the_reader_has_no_network_where_the_kernel_allows_it():
    probe = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from guidance.intake import worker; import os\n"
        "print(worker.leave_network(), os.readlink('/proc/self/ns/net'))"
    )
    command = [sys.executable, "-I", "-c", probe, str(sandbox._ROOT)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    has_left, namespace = result.stdout.split()
    if has_left == "False":
        pytest.skip("this kernel lets nobody leave the network")
    assert namespace != str(Path("/proc/self/ns/net").readlink())
    child = sandbox._Child()
    try:
        child.ask(b"hej", 30)
        assert (
            Path(f"/proc/{child.process.pid}/ns/net").readlink()
            != Path("/proc/self/ns/net").readlink()
        )
    finally:
        child.stop()


def test_a_parsers_own_mistake_is_damage_and_the_reader_goes_on(monkeypatch: pytest.MonkeyPatch):
    def fail(data: bytes) -> str:
        raise ZeroDivisionError(data.decode())

    monkeypatch.setitem(worker.READERS, "text", fail)
    with pytest.raises(ZeroDivisionError):
        worker.read_one(b"hej")
    assert worker._answer(b"hej") == {"code": "damaged"}
