"""What a good project has beside its code, and that it says what is so."""

import itertools
import re
import subprocess
import tomllib
from datetime import date
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from catalog.sources.registry import ADDRESSES, KEY_SETTINGS

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))


def tracked(*suffixes: str) -> list[Path]:
    """Files of the repository with these endings; those on disk where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        paths = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        skipped = {".venv", "var", ".git"}
        paths = [
            path for path in ROOT.rglob("*") if not skipped & set(path.relative_to(ROOT).parts)
        ]
    return [path for path in paths if path.suffix in suffixes and path.is_file()]


def locked(name: str) -> dict[str, str]:
    """Package → version in a lock file."""
    lines = (ROOT / name).read_text().splitlines()
    pairs = [line.split("==") for line in lines if "==" in line]
    return dict(pairs)


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "publiccode.yml"),
        *("Makefile", "Dockerfile", "docker-compose.yml", "requirements.txt", ".ci/run"),
        *("docs/operations.md", "docs/data-sources.md"),
    ],
)
def test_it_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


def test_the_licence_is_the_whole_of_it() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert PROJECT["license"] == "Apache-2.0"


@pytest.mark.parametrize(
    "target",
    [
        *("run", "test", "install", "check", "bench", "test-browser", "screenshots"),
    ],
)
def test_make_knows_it_and_explains_it(target: str) -> None:
    assert re.search(rf"^{target}:[^\n]*## \S", MAKEFILE, re.M)


def test_every_make_target_of_the_docs_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        named = set(re.findall(r"`(?:[A-Z]+=\S+ )?make ([a-z-]+)`", path.read_text()))
        assert named <= targets, path.name


def test_every_link_of_the_docs_leads_somewhere() -> None:
    for path in tracked(".md"):
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text()):
            assert (path.parent / link).exists(), f"{path.name}: {link}"


def test_every_setting_is_explained() -> None:
    text = (ROOT / "guidance" / "settings.py").read_text()
    names = set(re.findall(r'(?:env_[a-z]+\(|environ\.get\(|environ\[)"([A-Z_]+)"', text))
    explained = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operations.md").read_text(), re.M)
    )
    assert names <= explained
    assert explained <= names


def test_every_address_of_a_live_source_is_explained() -> None:
    text = (ROOT / "docs/data-sources.md").read_text()
    lines = re.findall(r"^\| (`[A-Z_`, ]+`) \|", text, re.M)
    assert ADDRESSES.keys() <= set(re.findall(r"[A-Z_]+", " ".join(lines)))
    assert all(f"`{name}`" in text for name in KEY_SETTINGS)


def test_every_direct_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text[text.index("dependencies = [") : text.index("[tool.setuptools]")].splitlines()
    unexplained = [
        line
        for before, line in itertools.pairwise(block)
        if line.lstrip().startswith('"') and not before.lstrip().startswith(("#", '"'))
    ]
    assert unexplained == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_file_holds_exact_versions_and_nothing_else(name: str) -> None:
    for line in (ROOT / name).read_text().splitlines():
        assert re.fullmatch(r"#.*|-r requirements\.txt|[a-z0-9][a-z0-9-]*==[\w.]+", line), line


def test_the_lock_files_answer_pyproject() -> None:
    site, tools = locked("requirements.txt"), locked("requirements-dev.txt")
    assert not site.keys() & tools.keys()
    for texts, lock in (
        (PROJECT["dependencies"], site),
        (PROJECT["optional-dependencies"]["dev"], site | tools),
    ):
        for text in texts:
            wanted = Requirement(text)
            assert wanted.specifier.contains(lock[canonicalize_name(wanted.name)]), text


def test_what_is_installed_is_what_is_locked() -> None:
    for name, version in (locked("requirements.txt") | locked("requirements-dev.txt")).items():
        assert distribution(name).version.partition("+")[0] == version, name


def test_torch_is_pinned_to_a_version_that_any_build_fulfils() -> None:
    assert "torch==2.13.0" in PROJECT["dependencies"]
    assert locked("requirements.txt")["torch"] == "2.13.0"


def test_publiccode_has_what_its_standard_asks_for() -> None:
    card = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert card["publiccodeYmlVersion"] == "0.4"
    assert {
        *("name", "url", "platforms", "categories", "developmentStatus", "softwareType"),
        *("description", "legal", "maintenance", "localisation", "releaseDate"),
    } <= set(card)
    assert card["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert card["softwareType"] == "standalone/web"
    assert card["softwareVersion"] == PROJECT["version"]
    assert card["legal"]["license"] == PROJECT["license"]
    assert date.fromisoformat(card["releaseDate"])
    assert card["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert card["maintenance"]["contacts"][0]["name"]
    assert isinstance(card["localisation"]["localisationReady"], bool)
    assert set(card["localisation"]["availableLanguages"]) == {"sv", "en"}
    for text in card["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10000
        assert all(len(feature) <= 100 for feature in text["features"])


def test_decisions_are_numbered_without_gaps() -> None:
    assert [path.name[:4] for path in ADRS] == [f"{n:04}" for n in range(1, len(ADRS) + 1)]


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.name)
def test_a_decision_has_its_parts_and_fits_a_page(path: Path) -> None:
    text = path.read_text()
    assert text.startswith(f"# {path.name[:4]} ")
    for part in ("Context", "Decision", "Consequences"):
        assert f"**{part}.**" in text
    assert len(text.split()) <= 500


def test_no_registry_is_named() -> None:
    """Which index packages come from is each machine's own business."""
    hosts = (
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "download.pytorch" + ".org",
        "npmjs" + ".com",
    )
    for path in tracked(".md", ".py", ".toml", ".txt", ".yml", ".html", ".js", ".css"):
        text = path.read_text()
        assert not [host for host in hosts if host in text], path


def test_a_module_is_short_enough_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked(".py")
        if path.relative_to(ROOT).parts[0] in {"catalog", "guidance"}
        and "migrations" not in path.parts
        and (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_no_module_is_named_for_nothing() -> None:
    vague = {"utils", "helpers", "common", "managers", "misc"}
    named = {
        str(path.relative_to(ROOT))
        for path in tracked(".py")
        if vague & {path.stem, *path.relative_to(ROOT).parts}
    }
    assert named == set()


def test_what_beat_plans_exists() -> None:
    from django.conf import settings

    from guidance.celery import app

    app.loader.import_default_modules()
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert planned <= set(app.tasks)
