"""Files, a page for people and a description for machines, by DCAT-AP-SE 3."""

import csv
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, URIRef
from rdflib.term import Node

from catalog.models import Switch
from catalog.open_data import store
from catalog.open_data.datasets import DATASETS
from catalog.open_data.dcat import SPDX, VCARD, Publisher, described
from catalog.open_data.store import current_index, root
from catalog.open_data.write import WriterAtWork, _only_writer, write_open_data
from catalog.snapshot.current import current_snapshot
from guidance import switches
from guidance.deployment import read_deployment
from tests.integration.guidance.pages import PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    settings.PUBLIC_URL = "https://vagen.example"
    settings.DEPLOYMENT = read_deployment(owner="Vägens myndighet", contact="data@vagen.example")
    return tmp_path


@pytest.fixture
def written(var: Path) -> store.Index:
    return write_open_data(current_snapshot())


def graph_of(answer: Any, kind: str) -> Graph:
    return Graph().parse(data=answer.content, format=kind)


def test_every_dataset_is_written_in_every_format_alike(written: store.Index) -> None:
    assert written.is_sample
    for dataset in DATASETS:
        if dataset.is_of_report:
            continue  # no report has been made of this snapshot
        names = [column.name for column in dataset.columns]
        folder = written.folder
        with (folder / f"{dataset.key}.csv").open(encoding="utf-8", newline="") as file:
            table = list(csv.reader(file))
        text = (folder / f"{dataset.key}.jsonl").read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.splitlines()]
        columnar = pq.read_table(folder / f"{dataset.key}.parquet")
        assert table[0] == names == columnar.column_names
        assert (
            len(table) - 1
            == len(lines)
            == columnar.num_rows
            == written.files_of(dataset.key)[0].rows
        )
        assert lines == columnar.to_pylist()
        assert [[str(cell) for cell in line.values()] for line in lines] == table[1:]
        for column in columnar.schema:
            assert column.metadata[b"description"]


def test_the_index_tells_sizes_and_sums(written: store.Index) -> None:
    for file in written.files:
        content = (written.folder / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_second_time_nothing_is_written(written: store.Index) -> None:
    before = {path: path.stat().st_mtime_ns for path in written.folder.iterdir()}
    assert write_open_data(current_snapshot()) == written
    assert {path: path.stat().st_mtime_ns for path in written.folder.iterdir()} == before


def test_what_a_killed_writer_left_is_cleared_and_never_served(
    client: PageClient, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("catalog.open_data.write.write_index", die)
        with pytest.raises(KeyboardInterrupt):
            write_open_data(current_snapshot())
    assert current_index(current_snapshot().id) is None
    assert client.get("/oppna-data/sun-ssyk.csv").status_code == 503
    assert client.get("/dcat").status_code == 503
    assert "Filerna är inte gjorda än." in client.get("/oppna-data/").content.decode()
    write_open_data(current_snapshot())
    assert [path.suffix for path in root().iterdir()] == [".none"]


NOT_YET = ("/dcat", "/dcat.rdf", "/dcat.ttl", "/dcat.jsonld", "/oppna-data/sun-ssyk.csv")
FROM_A_BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize("address", NOT_YET)
def test_before_the_files_are_written_a_machine_is_told_when_to_ask_again(
    client: PageClient, address: str
) -> None:
    for accept in ("", "*/*", "application/rdf+xml", "text/turtle, application/ld+json;q=0.5"):
        answer = client.get(address, headers={"Accept": accept} if accept else {})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "public" not in answer.headers["Cache-Control"]
        assert "ETag" not in answer.headers
        told = answer.json()
        assert told["status"] == 503
        assert "Ask again in 5 minutes" in told["detail"]
    assert client.head(address).status_code == 503


@pytest.mark.parametrize("address", NOT_YET)
def test_before_the_files_are_written_a_person_gets_a_page(
    client: PageClient, address: str
) -> None:
    answer = client.get(address, headers=FROM_A_BROWSER)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
    assert answer.headers["Content-Type"].startswith("text/html")
    text = answer.content.decode()
    for words in (
        "Filerna är inte gjorda än", "Kom tillbaka om 5 minuter.", 'href="/oppna-data/"',
        '<div lang="en" dir="ltr">', "The files have not been made yet", 'href="/en/oppna-data/"',
    ):  # fmt: skip
        assert words in text, words


def test_before_there_is_a_catalogue_it_is_the_same(client: PageClient, no_catalogue: None) -> None:
    assert client.get("/dcat", headers=FROM_A_BROWSER).status_code == 503
    assert client.get("/dcat.ttl").json()["status"] == 503


def test_a_file_of_no_dataset_is_not_waited_for(client: PageClient) -> None:
    for address in ("/oppna-data/finns-inte.csv", "/oppna-data/sun-ssyk.xls", "/dcat.xls"):
        assert client.get(address).status_code == 404


def test_the_report_of_a_new_catalogue_comes_later(
    client: PageClient, written: store.Index
) -> None:
    assert written.file("quality-report.csv") is None
    assert client.get("/oppna-data/quality-report.csv").status_code == 503
    assert b"".join(client.get("/oppna-data/sun-ssyk.csv"))


def test_two_writers_do_not_meet(var: Path) -> None:
    with _only_writer(), pytest.raises(WriterAtWork):
        write_open_data(current_snapshot())


def test_old_folders_are_removed(written: store.Index) -> None:
    for number in range(4):
        old = root() / f"0-{number:08}.none"
        old.mkdir()
        (old / store.INDEX).write_text("{}")
    store.remove_old(written.folder)
    assert written.folder.is_dir()
    assert len(list(root().iterdir())) <= 1 + store.KEPT


def test_a_file_is_served_with_its_type_and_tag(client: PageClient, written: store.Index) -> None:
    for extension, media_type in (
        ("csv", "text/csv; charset=utf-8"),
        ("jsonl", "application/jsonl; charset=utf-8"),
        ("parquet", "application/vnd.apache.parquet"),
    ):
        address = f"/oppna-data/occupation-demand.{extension}"
        answer = client.get(address)
        assert answer.headers["Content-Type"] == media_type
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "public" in answer.headers["Cache-Control"]
        content = b"".join(answer)
        assert content == (written.folder / f"occupation-demand.{extension}").read_bytes()
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        part = client.get(address, headers={"Range": "bytes=0-3"})
        assert (part.status_code, b"".join(part)) == (206, content[:4])
    table = pq.read_table(BytesIO(content))
    assert table.num_rows > 0


@pytest.mark.parametrize(
    "name", ["index.json", "sun-ssyk", "sun-ssyk.exe", "..%2Findex.json", "sun-ssyk.csv%00"]
)
def test_nothing_else_is_served(client: PageClient, written: store.Index, name: str) -> None:
    assert client.get(f"/oppna-data/{name}").status_code == 404


def test_the_page_lists_the_files(client: PageClient, written: store.Index) -> None:
    text = client.get("/oppna-data/").content.decode()
    for dataset in DATASETS:
        assert f'id="{dataset.key}"' in text
    assert "/oppna-data/sun-ssyk.parquet" in text
    assert "påhittad exempelkatalog" in text


def test_an_editor_can_turn_it_off(client: PageClient, written: store.Index) -> None:
    Switch.objects.create(key="open-data", is_on=False)
    switches.forget()
    for address in ("/oppna-data/", "/oppna-data/sun-ssyk.csv", "/dcat", "/dcat.ttl"):
        assert client.get(address).status_code == 404


SPELLINGS = (
    ("rdf", "application/rdf+xml", "xml"),
    ("ttl", "text/turtle", "turtle"),
    ("jsonld", "application/ld+json", "json-ld"),
)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader
@pytest.mark.parametrize(("extension", "media_type", "kind"), SPELLINGS)
def test_the_description_in_three_spellings_of_one_graph(
    client: PageClient, written: store.Index, extension: str, media_type: str, kind: str
) -> None:
    named = client.get(f"/dcat.{extension}")
    asked = client.get("/dcat", headers={"Accept": f"{media_type}, */*;q=0.1"})
    assert named.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert named.content == asked.content
    assert asked.headers["Content-Location"] == f"/dcat.{extension}"
    assert "Accept" in asked.headers["Vary"]
    turtle = graph_of(client.get("/dcat.ttl"), "turtle")
    assert set(graph_of(named, kind)) == set(turtle)
    tag = named.headers["ETag"]
    assert client.get(f"/dcat.{extension}", headers={"If-None-Match": tag}).status_code == 304


def test_who_does_not_say_gets_rdf_xml(client: PageClient, written: store.Index) -> None:
    for accept in ("*/*", "text/html", ""):
        answer = client.get("/dcat", headers={"Accept": accept})
        assert answer.headers["Content-Type"].startswith("application/rdf+xml")
    assert client.get("/dcat.xls").status_code == 404


# Class → mandatory property → how many; as DCAT-AP-SE 3.0.1 asks.
SHAPES: dict[URIRef, dict[URIRef, tuple[int, int | None]]] = {
    DCAT.Catalog: {
        DCTERMS.title: (1, None), DCTERMS.description: (1, None), DCTERMS.publisher: (1, 1),
        DCTERMS.license: (1, 1), DCAT.dataset: (1, None), DCTERMS.modified: (1, 1),
        DCTERMS.language: (1, None), FOAF.homepage: (1, 1), DCAT.themeTaxonomy: (1, None),
    },
    DCAT.Dataset: {
        DCTERMS.title: (1, None), DCTERMS.description: (1, None), DCTERMS.publisher: (1, 1),
        DCAT.contactPoint: (1, None), DCAT.distribution: (1, None), DCAT.keyword: (1, None),
        DCAT.theme: (1, None), DCTERMS.spatial: (1, None), DCTERMS.temporal: (1, None),
        DCTERMS.accrualPeriodicity: (1, 1), DCTERMS.accessRights: (1, 1),
        DCTERMS.modified: (1, 1), DCTERMS.identifier: (1, None),
    },
    DCAT.Distribution: {
        DCAT.accessURL: (1, None), DCAT.downloadURL: (1, None), DCTERMS.license: (1, 1),
        DCTERMS.format: (1, 1), DCAT.mediaType: (1, 1), DCAT.byteSize: (1, 1),
        SPDX.checksum: (1, 1),
    },
    FOAF.Agent: {FOAF.name: (1, None)},
    VCARD.Organization: {VCARD.fn: (1, 1), VCARD.hasEmail: (1, None)},
    SPDX.Checksum: {SPDX.algorithm: (1, 1), SPDX.checksumValue: (1, 1)},
    DCTERMS.PeriodOfTime: {DCAT.startDate: (1, 1), DCAT.endDate: (1, 1)},
}  # fmt: skip
RANGES = {
    DCTERMS.publisher: FOAF.Agent, DCAT.dataset: DCAT.Dataset,
    DCAT.contactPoint: VCARD.Organization, DCAT.distribution: DCAT.Distribution,
    SPDX.checksum: SPDX.Checksum, DCTERMS.temporal: DCTERMS.PeriodOfTime,
}  # fmt: skip


def faults(graph: Graph) -> Iterator[tuple[Node, Node]]:
    """(node, property) wherever a shape is not met."""
    for kind, shape in SHAPES.items():
        nodes = list(graph.subjects(RDF.type, kind))
        if not nodes:
            yield kind, RDF.type
        for node in nodes:
            for said, (least, most) in shape.items():
                count = len(list(graph.objects(node, said)))
                if count < least or (most is not None and count > most):
                    yield node, said
    for said, kind in RANGES.items():
        for subject, value in graph.subject_objects(said):
            if (value, RDF.type, kind) not in graph:
                yield subject, said


def test_the_description_has_what_the_profile_asks_for(
    client: PageClient, written: store.Index
) -> None:
    graph = graph_of(client.get("/dcat.ttl"), "turtle")
    assert list(faults(graph)) == []
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == 5  # no report, no sixth
    languages = {
        title.language
        for one in graph.subjects(RDF.type, DCAT.Dataset)
        for title in graph.objects(one, DCTERMS.title)
    }
    assert languages == {"sv", "en"}
    broken = graph_of(client.get("/dcat.ttl"), "turtle")
    broken.remove((None, DCTERMS.publisher, None))
    assert list(faults(broken))  # the check itself is no formality


def test_addresses_last_and_lead_somewhere(client: PageClient, written: store.Index) -> None:
    graph = graph_of(client.get("/dcat.ttl"), "turtle")
    page = client.get("/oppna-data/").content.decode()
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        address, _, key = str(dataset).partition("#")
        assert address == "https://vagen.example/oppna-data/"
        assert f'id="{key}"' in page
    for one in graph.subjects(RDF.type, DCAT.Distribution):
        [address] = graph.objects(one, DCAT.downloadURL)
        answer = client.get(str(address).removeprefix("https://vagen.example"))
        [size] = graph.objects(one, DCAT.byteSize)
        [checksum] = graph.objects(one, SPDX.checksum)
        [value] = graph.objects(checksum, SPDX.checksumValue)
        content = b"".join(answer)
        assert len(content) == int(str(size))
        assert hashlib.sha256(content).hexdigest() == str(value).lower()
    assert not [node for node in graph.all_nodes() if type(node).__name__ == "BNode"]


def test_without_a_mail_address_there_is_no_contact_point(
    client: PageClient, written: store.Index, settings: Any
) -> None:
    settings.DEPLOYMENT = read_deployment(owner="X", contact="https://x.example/")
    graph = graph_of(client.get("/dcat.ttl"), "turtle")
    assert not list(graph.objects(None, DCAT.contactPoint))


@pytest.mark.parametrize("extension", ["rdf", "ttl", "jsonld"])
def test_another_process_says_the_same_bytes(written: store.Index, extension: str) -> None:
    publisher = Publisher("X", "https://x.example/", "x@x.example")
    code = (
        "import os, sys, django; from pathlib import Path; django.setup();"
        "from catalog.open_data.dcat import Publisher, described;"
        "p = Publisher('X', 'https://x.example/', 'x@x.example');"
        f"sys.stdout.buffer.write(described(Path({str(written.folder)!r}), p, {extension!r}))"
    )
    for seed in ("1", "2"):
        outcome = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "guidance.settings"},
            capture_output=True,
            check=True,
        )
        assert outcome.stdout == described(written.folder, publisher, extension)


def test_the_command_writes_and_says_where(var: Path) -> None:
    out = StringIO()
    call_command("open_data", stdout=out)
    assert "sun-ssyk.parquet" in out.getvalue()
    assert str(root()) in out.getvalue()
    quiet = StringIO()
    call_command("open_data", verbosity=0, stdout=quiet)
    assert quiet.getvalue() == ""


def test_the_command_without_a_snapshot(no_catalogue: None) -> None:
    with pytest.raises(CommandError, match="build_snapshot"):
        call_command("open_data")
