"""Times reading and redaction, and watches memory over a thousand uploads.

    python -m tests.benchmarks.bench_intake [--uploads N]

First p50 and p95 of `read_document`, warm, for a PDF and a DOCX of five pages made here (goal: p95
of at most one second). Then processor time of redaction for a text once, ten and a hundred times as
long. Then N uploads (1 000) of every format in turn, broken ones among them, each sent as a form to
the page that reads CVs, with a small catalogue and a session of its own; resident memory of this
process, which is what a web process is, and of the reader after the first hundred and at the end.
The reader is replaced after a hundred documents, so its own growth is shown too.

The settings are those of the tests; Redis is that of REDIS_URL, or the embedded one.
"""

import argparse
import gc
import io
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import django
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from docx import Document as new_docx

from guidance.embedded import lease
from guidance.intake import sandbox
from guidance.intake.read import read_document
from guidance.intake.redaction import redact
from tests.integration.guidance.conftest import put_snapshot_in
from tests.unit.guidance.intake.samples import FONT, GOOD, docx_of, raw_pdf, text_stream

PAGES = 5
TIMES = 100
WARM_UP = 100
LINES = (
    "Anna Exempelsson, 070-174 06 99, anna@example.org",
    "Jag har arbetat som underskoterska i hemtjanst och pa sarskilt boende i nio ar.",
    "Ansvar for omvardnad, dokumentation, lakemedel pa delegering och nya kollegor.",
    "2014-2018 Vard- och omsorgsprogrammet, 1500 poang. Svenska, engelska, finska.",
)
BROKEN = (b"", b"%PDF-1.7\n", docx_of("hej")[:2000], b"{" * 5000, b"<Candidate><a>", bytes(9000))


def main() -> int:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uploads", type=int, default=1000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    logging.disable(logging.CRITICAL)  # broken files are logged, a thousand times
    for name, data in (("PDF", five_page_pdf()), ("DOCX", five_page_docx())):
        read_document(data)
        seconds = [_seconds(data) for _ in range(TIMES)]
        _say(
            f"{name} of {PAGES} pages, {len(data) // 1024} KiB, {TIMES} times warm: "
            f"p50 {1000 * statistics.median(seconds):.0f} ms, p95 {1000 * _p95(seconds):.0f} ms"
        )
    _show_growth_of_time()
    if settings.IS_EMBEDDED or not os.environ.get("REDIS_URL"):
        lease.hold(settings.VAR_DIR)
    with tempfile.TemporaryDirectory() as folder, override_settings(SNAPSHOT_DIR=Path(folder)):
        put_snapshot_in(Path(folder), timezone.localdate())
        _watch_memory(options.uploads)
    return 0


def _show_growth_of_time() -> None:
    """Processor time of redaction by length: a CV, and the worst line of the tests."""
    for name, text in (
        ("a CV of five pages", "\n".join(LINES * 60)),
        ("one line", "är jag en " * 2000),
    ):
        for times in (1, 10, 100):
            longer = text * times
            begin = time.process_time()
            redact(longer)
            seconds = time.process_time() - begin
            _say(
                f"redaction of {name}, {times} times: {len(longer)} characters, "
                f"{1000 * seconds:.0f} ms, {1e9 * seconds / len(longer):.0f} ns a character"
            )


def five_page_pdf() -> bytes:
    """Five pages of fifty lines."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(PAGES))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, PAGES),
        FONT,
    ]
    for number in range(PAGES):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number),
            text_stream(*[LINES[line % len(LINES)] for line in range(50)]),
        ]
    return raw_pdf(objects)


def five_page_docx() -> bytes:
    """About five pages: two hundred and fifty paragraphs and a table."""
    document = new_docx()
    for number in range(50 * PAGES):
        document.add_paragraph(LINES[number % len(LINES)])
    table = document.add_table(rows=20, cols=3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "2014"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _seconds(data: bytes) -> float:
    begin = time.perf_counter()
    read_document(data)
    return time.perf_counter() - begin


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * len(values)) - 1]


def _watch_memory(uploads: int) -> None:
    files = [*GOOD.values(), five_page_pdf(), five_page_docx(), *BROKEN]
    started, replaced = 0.0, 0
    reader: tuple[int, float, float] = (0, 0.0, 0.0)
    growth: list[float] = []
    for number in range(uploads):
        _upload(files[number % len(files)], number)
        child = sandbox._child
        if child is not None:
            now = _resident(child.process.pid)
            if child.process.pid != reader[0]:
                replaced += reader[0] != 0
                reader = (child.process.pid, now, now)
            elif child.documents == len(files) + 1:
                reader = (reader[0], now, now)
            else:
                reader = (reader[0], reader[1], now)
                if child.documents == sandbox.DOCUMENTS_PER_CHILD:
                    growth.append(reader[2] - reader[1])
        if number + 1 == min(WARM_UP, uploads):
            gc.collect()
            started = _resident(os.getpid())
    gc.collect()
    ended = _resident(os.getpid())
    _say(
        f"{uploads} uploads: web process {started:.1f} MiB after the first {WARM_UP}, "
        f"{ended:.1f} MiB at the end ({ended - started:+.1f})"
    )
    _say(
        f"  reader: {reader[2]:.1f} MiB at the end, replaced {replaced} times; grew by "
        f"{max(growth, default=0):+.1f} MiB at most between its first round of files and its last"
    )


def _upload(data: bytes, number: int) -> None:
    """Send a file as its own person from an address of its own, and wipe what that left."""
    address = f"10.0.{number // 250}.{number % 250}"
    client = Client(REMOTE_ADDR=address, SERVER_NAME="localhost")
    answer = client.post(reverse("cv"), {"document": SimpleUploadedFile("cv.bin", data)})
    if answer.status_code not in (200, 302, 422):
        raise SystemExit(f"upload {number} was answered with {answer.status_code}")
    client.post(reverse("wipe"))


def _resident(process: int) -> float:
    """Resident memory of a process in MiB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
