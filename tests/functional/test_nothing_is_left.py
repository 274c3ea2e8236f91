"""After a journey in a real browser, at a site as `manage.py run` starts it, the person is nowhere:
not in PostgreSQL's files, a dump of Redis, the logs, the temp folder or anything below VAR_DIR."""

import os
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from playwright.sync_api import Browser, Page, expect

from guidance.embedded import places
from tests.functional.walk import CHROMIUM, DESKTOP, Walker, open_browser
from tests.integration.privacy.canaries import CANARIES, FILE_NAME, FORMATS, TEXT
from tests.integration.test_run import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
# The servers compress long values, which puts a byte of their own between some letters.
COMPRESSED = re.compile(
    b"|".join(
        b".?".join(re.escape(bytes([byte])) for byte in CANARIES[kind].encode())
        for kind in ("surname", "street", "referee's employer")
    ),
    re.DOTALL,
)


def found_in(data: bytes) -> list[str]:
    """Which canaries raw bytes hold, in UTF-8, UTF-16 or Windows-1252, compressed or not."""
    lower = data.lower()
    found = [
        kind
        for kind, secret in CANARIES.items()
        for coding in ("utf-8", "utf-16-le", "cp1252")
        if secret.lower().encode(coding) in lower
    ]
    return [*found, *(["compressed"] if COMPRESSED.search(data) else [])]


def found_below(folder: Path) -> dict[str, list[str]]:
    """File → what it holds. Names of files and folders count too."""
    found = {}
    for path in sorted(folder.rglob("*")):
        hits = found_in(os.fsencode(path.relative_to(folder)))
        if path.is_file() and not path.is_symlink():
            hits += found_in(path.read_bytes())
        if hits:
            found[str(path.relative_to(folder))] = hits
    return found


class Servers:
    """The site's own PostgreSQL and Redis, as whoever runs the machine can read them."""

    def __init__(self, var: Path) -> None:
        self.places = places.prepare(var)

    def query(self, *statements: str, value: str | None = None) -> None:
        where = f"postgresql://postgres@/postgres?host={self.places.postgres_sockets}"
        with psycopg.connect(where, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode(), None if "%s" not in statement else [value])

    def redis(self, number: int = 0) -> "redis.Redis":
        return redis.Redis(unix_socket_path=str(self.places.redis_socket), db=number)

    def found_in_database(self) -> dict[str, list[str]]:
        """In the data directory, write-ahead log included, once all of it is on disk."""
        self.query("CHECKPOINT")
        assert (self.places.cluster / "base").is_dir()
        assert list((self.places.cluster / "pg_wal").glob("0*"))
        return found_below(self.places.cluster)

    def found_in_redis(self) -> dict[str, list[str]]:
        """In every key and value of every database, and in the file that SAVE writes."""
        with self.redis() as server:
            server.save()
            folder = Path(server.config_get("dir")["dir"])
            dump = folder / server.config_get("dbfilename")["dbfilename"]
            found = {dump.name: found_in(dump.read_bytes())}
            dump.unlink()
            numbers = [int(name.removeprefix("db")) for name in server.info("keyspace")]
        for number in numbers:
            with self.redis(number) as database:
                for name in database.scan_iter("*"):
                    found[f"{number} {name!r}"] = found_in(name + (database.dump(name) or b""))
        return {name: hits for name, hits in found.items() if hits}


@pytest.fixture
def folder() -> Iterator[Path]:
    """A place of its own, open to the account PostgreSQL runs as."""
    made = Path("/tmp") / f"kortaste-left-{os.getpid()}"
    made.mkdir(mode=0o755)
    (made / "temp").mkdir(mode=0o777)
    (made / "temp").chmod(0o1777)
    yield made
    shutil.rmtree(places.socket_dir(made / "var"), ignore_errors=True)
    shutil.rmtree(made)


@pytest.fixture
def site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site whose every process has the temp folder of the test. The browser has another."""
    with monkeypatch.context() as patch:
        for name in ("TMPDIR", "TEMP", "TMP"):
            patch.setenv(name, str(folder / "temp"))
        running = Site(folder / "var")
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGTERM)


@pytest.fixture
def browser() -> Iterator[Browser]:
    assert CHROMIUM
    with open_browser(CHROMIUM) as opened:
        yield opened


def visitor(browser: Browser, site: str) -> Walker:
    context = browser.new_context(
        viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="sv-SE"
    )
    context.set_default_timeout(30_000)
    return Walker(context.new_page(), site, is_axe_on=False)


def upload(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("Välj en fil").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def walk(browser: Browser, site: str, saved: Path) -> None:
    """Everything a person can hand over, in every form, to a plan, a code and a file."""
    person = visitor(browser, site)
    for form, made in FORMATS.items():
        person.visit("/kan/cv/")
        upload(person.page, f"{FILE_NAME}.{form}", made())
        person.press("Läs mitt cv")
        if form == "credential.jsonld":
            person.press("Se vad du kan", "link")
        expect(person.page.get_by_role("heading", level=1)).to_have_text("Det här kan du")
    person.visit("/kan/cv/")
    person.page.get_by_label("Eller klistra in texten").fill(TEXT)
    upload(person.page, f"{FILE_NAME}.pdf", b"%PDF-1.7 " + TEXT.encode())
    person.press("Läs mitt cv")
    expect(person.page.get_by_role("alert")).to_be_visible()
    person.press("Läs mitt cv")  # the file is gone from the field, the text is not
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Det här kan du")
    person.visit("/annons/")
    person.page.get_by_label("Annonsens text").fill(f"Vi söker en sjuksköterska.\n{TEXT}")
    person.press("Läs annonsen")
    person.visit("/kan/papper/")
    person.page.get_by_label("Gymnasieexamen från ett högskoleförberedande program").check()
    person.page.get_by_label("Naturkunskap 1b").check()
    person.press("Spara och gå vidare")
    person.search("Sök ett yrke", "sjuksköterska, grundutbildad")
    person.press("Dit vill jag")
    person.press("Visa kortaste vägen", "link")
    person.page.get_by_label("Jag kan flytta").check()
    person.press("Räkna om")
    person.page.locator(".leg").first.wait_for()
    person.press("Välj den här planen")
    person.page.get_by_label("Anteckning").fill(f"Ring {CANARIES['phone']}, {CANARIES['mail']}")
    person.press("Spara anteckningen")
    with person.page.expect_download() as waiting:
        person.page.get_by_role("link", name="Spara planfilen").click()
    waiting.value.save_as(saved)
    person.press("Visa planen för någon", "link")
    person.press("Gör en kod")
    code = person.page.locator(".code").inner_text()
    counsellor = visitor(browser, site)
    counsellor.visit("/kod/")
    counsellor.page.get_by_label("Koden").fill(code)
    counsellor.press("Öppna")
    expect(counsellor.page.get_by_role("heading", level=1)).to_have_text(
        "En plan som visas för dig"
    )
    assert found_in(counsellor.page.content().encode()) == []
    person.visit("/dela/")
    person.press("Gör en ny kod i stället")  # this one still waits when Redis is searched
    person.visit("/mina-uppgifter/")
    assert found_in(person.page.content().encode()) == []
    assert [*person.faults, *counsellor.faults] == []


def test_after_a_journey_the_person_is_nowhere(folder: Path, site: Site, browser: Browser) -> None:
    var, address = folder / "var", site.address().rstrip("/")
    servers = Servers(var)
    saved = folder / "min-plan.jsonld"
    walk(browser, address, saved)
    assert found_in(saved.read_bytes()) == []
    with servers.redis() as server:
        kept = [str(name, "ascii").partition(":")[0] for name in server.scan_iter("*")]
    assert {"session", "share"} <= set(kept), "nothing was kept, so nothing was searched"
    assert servers.found_in_database() == {}
    assert servers.found_in_redis() == {}
    assert found_below(var) == {}
    assert "POST /kan/cv/" in (var / "log" / "web.log").read_text()
    assert found_below(folder / "temp") == {}
    assert found_in(site.text.encode()) == []

    assert_found_where_it_lies(servers, folder)
    assert site.end(signal.SIGTERM) == 0


def assert_found_where_it_lies(servers: Servers, folder: Path) -> None:
    """A search that finds nothing proves nothing unless it can find, in each of the places."""
    servers.query("CREATE TABLE control (t text)")
    servers.query("INSERT INTO control VALUES (%s)", value=CANARIES["phone"])
    assert "phone" in [hit for hits in servers.found_in_database().values() for hit in hits]
    servers.query("TRUNCATE control", "INSERT INTO control VALUES (%s)", value=TEXT * 20)
    found = servers.found_in_database()
    assert any("compressed" in hits for name, hits in found.items() if name.startswith("base/"))
    with servers.redis(3) as server:
        server.set("control", TEXT * 20)
        server.rpush("list", CANARIES["mail"])
        found = servers.found_in_redis()
        assert any("compressed" in hits for hits in found.values())
        assert "mail" in found["3 b'list'"]
        server.flushdb()
    assert servers.found_in_redis() == {}
    log = folder / "var" / "log" / "web.log"
    log.write_text(log.read_text() + CANARIES["street"])
    assert "street" in found_below(folder / "var")["log/web.log"]
    (folder / "temp" / f"{FILE_NAME}.docx").write_bytes(TEXT.encode("utf-16"))
    assert {"file name", "surname"} <= set(found_below(folder / "temp")[f"{FILE_NAME}.docx"])
