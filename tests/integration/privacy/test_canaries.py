"""Promise 1: a CV is handed over in every form, and afterwards its identity is nowhere."""

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection as database
from django.urls import reverse

from guidance.journey import KEY
from guidance.logs import PathTemplate, QuietFormatter
from guidance.session.store import connection as store
from tests.integration.guidance.pages import PageClient
from tests.integration.privacy.canaries import CANARIES, FILE_NAME, FORMATS, TEXT, found_in
from tests.snapshots import ASSISTANT_NURSE, NURSE, skill

pytestmark = pytest.mark.django_db

AFTERWARDS = (
    "skills", "holdings", "target", "gap", "way", "takeaway", "mine", "share", "start",
    "download_plan_file", "download_europass", "download_json_resume", "open_plan_file",
)  # fmt: skip


class Written(logging.Handler):
    """Every log line as the site writes it, down to the smallest level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(QuietFormatter())
        self.addFilter(PathTemplate())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def written() -> Iterator[Written]:
    handler = Written()
    loggers = [logging.getLogger(name) for name in ("", "guidance", "catalog", "django", "celery")]
    before = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield handler
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temp folder of this process and of every child, empty before the test."""
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert tempfile.gettempdir() == str(folder)
    return folder


def tables() -> str:
    """Every row of every table, as text."""
    with database.cursor() as cursor:
        names = database.introspection.table_names(cursor)
        parts = []
        for name in names:
            cursor.execute(f'SELECT t::text FROM "{name}" AS t')
            parts += [row[0] for row in cursor.fetchall()]
    assert len(names) > 10
    return "\n".join(parts)


def redis_dump() -> str:
    """Every key and value of every database of Redis that the site uses, as text."""
    parts: list[Any] = []
    for name in store().scan_iter("*"):
        kind = store().type(name)
        parts.append(name)
        if kind == b"string":
            parts.append(store().get(name) or b"")
        elif kind == b"list":
            parts += store().lrange(name, 0, -1)
        elif kind == b"hash":
            parts += [part for pair in store().hgetall(name).items() for part in pair]
        elif kind == b"set":
            parts += store().smembers(name)
        elif kind == b"zset":
            parts += store().zrange(name, 0, -1)
        else:
            raise AssertionError(f"{name!r} is a {kind!r}")
    return "\n".join(part.decode("utf-8", "replace") for part in parts)


def files_below(folder: Path) -> str:
    return "\n".join(
        f"{path}\n{path.read_bytes().decode('utf-8', 'replace')}"
        for path in folder.rglob("*")
        if path.is_file()
    )


def hand_over(client: PageClient, form: str) -> None:
    if form == "pasted":
        response = client.post(reverse("cv"), {"text": TEXT})
    else:
        suffix = form.rpartition(".")[2]
        upload = SimpleUploadedFile(f"{FILE_NAME}.{suffix}", FORMATS[form]())
        response = client.post(reverse("cv"), {"document": upload})
    if form == "credential.jsonld":
        assert "Utfärdat av Vuxenskolan" in response.content.decode()
        assert found_in(response.content.decode()) == []
    else:
        assert response.headers["Location"] == reverse("skills"), form
    held = {choice["concept"] for choice in client.session[KEY]["choices"]}
    assert {ASSISTANT_NURSE, skill("Omvårdnad")} & held, "it was not read at all"


def visit_everything(client: PageClient) -> str:
    """All that anybody is shown from then on, code, return, receipt and errors among it."""
    client.post(reverse("choose_target"), {"concept": NURSE})
    client.post(reverse("add_note"), {"note": f"Ring {CANARIES['phone']}"})
    pages = [client.get(reverse(name)) for name in AFTERWARDS]
    plan_file = next(p for p in pages if p.headers["Content-Type"] == "application/ld+json")
    upload = SimpleUploadedFile("plan.jsonld", plan_file.content)
    pages.append(PageClient().post(reverse("open_plan_file"), {"document": upload}))
    client.post(reverse("share"), {"mode": "read"})
    code = client.session["shared"]["code"]
    pages.append(PageClient().post(reverse("open_code"), {"code": code}))
    pages.append(client.post(reverse("cv"), {"text": ""}))
    pages.append(client.get("/finns-inte/"))
    kept = json.dumps(dict(client.session.items()), ensure_ascii=False)
    wiped = client.post(reverse("wipe"))
    pages += [wiped, client.get(wiped.headers["Location"]), client.get(reverse("mine"))]
    headers = "\n".join(f"{page.headers} {page.cookies}" for page in pages)
    return "\n".join([kept, headers, *(page.content.decode() for page in pages)])


def test_the_search_finds_what_is_there(scratch: Path, written: Written) -> None:
    """A search that finds nothing proves nothing unless it can find."""
    assert found_in(TEXT + FILE_NAME) == list(CANARIES)
    store().set("canary", TEXT, ex=60)
    assert "mail" in found_in(redis_dump())
    store().delete("canary")
    with database.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalog_source (key, name, publisher, licence, url, is_enabled) "
            "VALUES ('canary', %s, '', '', '', true)",
            [CANARIES["street"]],
        )
    assert "street" in found_in(tables())
    (scratch / "left").write_text(TEXT)
    assert "referee" in found_in(files_below(scratch))
    logging.getLogger("guidance.test").debug("%s", CANARIES["surname"])
    assert "surname" in found_in("\n".join(written.lines))


@pytest.mark.parametrize("form", ["pasted", *FORMATS])
def test_nothing_of_who_you_are_is_left(
    client: PageClient,
    scratch: Path,
    written: Written,
    capfd: pytest.CaptureFixture[str],
    form: str,
) -> None:
    hand_over(client, form)
    assert found_in(redis_dump()) == []
    shown = visit_everything(client)
    assert found_in(shown) == []
    assert found_in(tables()) == []
    assert found_in(redis_dump()) == []
    assert found_in("\n".join(written.lines)) == []
    assert any("POST /kan/cv/" in line for line in written.lines)
    assert list(scratch.iterdir()) == []
    out, err = capfd.readouterr()
    assert found_in(out + err) == []


@pytest.mark.parametrize("broken", ["recognise", "redact", "quote_of"])
def test_an_error_report_quotes_nobody(
    scratch: Path, written: Written, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """Whatever breaks while the text is at hand, log and page stay silent about it."""

    def fail(text: str, *args: object) -> None:
        raise ValueError(f"cannot read {text}")

    monkeypatch.setattr(f"guidance.reading.{broken}", fail)
    client = PageClient(raise_request_exception=False)
    response = client.post(reverse("cv"), {"text": TEXT})
    assert response.status_code >= 400
    if response.status_code == 500:  # a page that says what to do may give back what was typed
        assert found_in(response.content.decode()) == []
    assert found_in("\n".join(written.lines)) == []
    assert found_in(redis_dump()) == []
    assert KEY not in client.session
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("name", ["cv", "ad"])
def test_where_identity_cannot_be_removed_nothing_is_read(
    written: Written, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """There is no raw fallback: the page says so, and gives back what was typed."""

    def fail(text: str) -> None:
        raise ValueError(f"cannot read {text}")

    monkeypatch.setattr("guidance.reading.redact", fail)
    client = PageClient()
    response = client.post(reverse(name), {"text": TEXT})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Vi kunde inte ta bort personuppgifterna ur texten, så vi läste den inte." in text
    assert "Jag kan omvårdnad" in text
    assert KEY not in client.session
    assert any("ValueError" in line for line in written.lines)
    assert found_in("\n".join(written.lines)) == []


def test_the_reader_process_writes_nothing(scratch: Path) -> None:
    """It cannot even where it wants to: its files have no room."""
    code = (
        "import sys; sys.path.insert(0, '.');"
        "from guidance.intake import worker; worker.confine();"
        f"open({str(scratch / 'left')!r}, 'w')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        cwd=Path(__file__).resolve().parents[3], env={**os.environ, "TMPDIR": str(scratch)},
    )  # fmt: skip
    assert ended.returncode != 0
    assert "PermissionError" in ended.stderr
    assert list(scratch.iterdir()) == []
