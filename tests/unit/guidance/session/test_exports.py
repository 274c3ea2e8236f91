"""Exports follow the formats' own schemas, whatever a journey holds."""

import gzip
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings
from lxml import etree

from catalog.snapshot.snapshot import Snapshot
from guidance.journey import Choice, Journey
from guidance.session.exports import EUROPASS, write_europass, write_json_resume
from tests.snapshots import ASSISTANT_NURSE, NURSE, make_snapshot, skill

FORMATS = settings.BASE_DIR.parent / "shared" / "data" / "education" / "formats"
NOW = "2026-11-24T14:40:00.000Z"
FULL = Journey(
    choices=(
        Choice(ASSISTANT_NURSE, "occupation-name"),
        Choice(skill("Omvårdnad"), "skill"),
        Choice(skill("Java"), "skill", is_suggestion=True),
        Choice("gone", "skill"),
    ),
    credentials=frozenset({"driving:B", "driving:CE", "course:naturkunskap 1b", "licence:läkare"}),
    target=NURSE,
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(tmp_path_factory.mktemp("exports"), date(2026, 11, 24))


def test_europass_holds_what_is_accepted(snapshot: Snapshot) -> None:
    tree = etree.fromstring(write_europass(FULL, snapshot, NOW))
    assert tree.tag == f"{{{EUROPASS}}}SkillsPassport"
    licences = [node.text for node in tree.iter(f"{{{EUROPASS}}}Licence")]
    assert licences == ["B", "CE"]
    labels = [node.text for node in tree.iter(f"{{{EUROPASS}}}Label")]
    assert labels == [
        "Sjuksköterska, grundutbildad",
        "Undersköterska, hemtjänst, äldreboende och habilitering",
    ]
    text = "".join(tree.itertext())
    assert "<li>Omvårdnad</li>" in text
    assert "Java" not in text
    assert not list(tree.iter(f"{{{EUROPASS}}}Identification"))


def test_json_resume_holds_what_is_accepted(snapshot: Snapshot) -> None:
    resume = json.loads(write_json_resume(FULL, snapshot))
    assert resume["basics"] == {"label": "Sjuksköterska, grundutbildad"}
    assert resume["skills"] == [{"name": "Omvårdnad"}]
    assert len(resume["work"]) == 1
    assert len(resume["certificates"]) == 4


class _Included(etree.Resolver):  # type: ignore[misc]  # lxml has no types
    """The schema's own parts lie beside it, not on the network. Code lists that the archive leaves
    out (NACE, ISCED, EQF, driving licences) are taken to allow any text."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        super().__init__()
        names = archive.namelist()
        self.parts = {n.rsplit("/", 1)[-1]: archive.read(n) for n in names if n.endswith(".xsd")}

    def resolve(self, url: str, public_id: str | None, context: object) -> object:
        wanted = url.rsplit("/", 1)[-1]
        part = self.parts.get(wanted) or self.any_text(wanted)
        return self.resolve_string(part, context, base_url=url)

    def any_text(self, wanted: str) -> bytes:
        """A schema with the types that the other parts use of a missing one."""
        whole = b"".join(self.parts.values()).decode()
        pattern = rf'namespace="([^"]+)"\s+schemaLocation="[^"]*{re.escape(wanted)}"'
        namespace = re.findall(pattern, whole)[0]
        prefixes = set(re.findall(rf'xmlns:(\w+)="{re.escape(namespace)}"', whole))
        types = {
            name
            for prefix in prefixes
            for name in re.findall(rf'(?:type|base)="{prefix}:([\w-]+)"', whole)
        }
        listed = "".join(
            f'<simpleType name="{name}"><restriction base="string"/></simpleType>'
            for name in sorted(types)
        )
        return (
            '<schema xmlns="http://www.w3.org/2001/XMLSchema" '
            f'targetNamespace="{namespace}">{listed}</schema>'
        ).encode()


@pytest.mark.shared_data
@pytest.mark.parametrize("journey", [FULL, Journey()], ids=["full", "empty"])
def test_europass_follows_its_schema(snapshot: Snapshot, journey: Journey) -> None:
    path: Path = FORMATS / "europass_skillspassport_xsd_v3.4.1.zip"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    with zipfile.ZipFile(path) as archive:
        parser = etree.XMLParser(load_dtd=False)
        parser.resolvers.add(_Included(archive))
        main = next(name for name in archive.namelist() if name.endswith("/EuropassSchema.xsd"))
        tree = etree.parse(io.BytesIO(archive.read(main)), parser, base_url="schema:/main.xsd")
        schema = etree.XMLSchema(tree)
    schema.assertValid(etree.fromstring(write_europass(journey, snapshot, NOW)))


@pytest.mark.shared_data
@pytest.mark.parametrize("journey", [FULL, Journey()], ids=["full", "empty"])
def test_json_resume_follows_its_schema(snapshot: Snapshot, journey: Journey) -> None:
    path: Path = FORMATS / "jsonresume_schema.json.gz"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    schema = json.loads(gzip.decompress(path.read_bytes()))
    jsonschema.validate(json.loads(write_json_resume(journey, snapshot)), schema)
