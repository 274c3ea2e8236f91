"""What is written: the same bytes every time, nobody's address, and no borrowed sentence."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from catalog.sample.render import FOLDERS, write_sample
from catalog.sources.registry import SOURCES
from tests.unit.catalog.sample.conftest import TODAY, Sample

SHARED = Path(settings.BASE_DIR).parent / "shared"
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?<![\w-])(?:\+46|0\d{1,3})[ -]\d[\d -]{5,}")
SENTENCE = re.compile(r"[^.!?:;\n]+")
WORD = re.compile(r"\w+")
LONG = 8


# Nothing is made up for what stands in for another source, for a register of real decisions, or for
# numbers of ads that nothing in the sample is counted with.
WITHOUT_SAMPLE = {key for key, entry in SOURCES.items() if entry.stands_in_for} | {
    *("myh-qualifications", "myh-decisions", "ad-links", "historical-ads")
}


def test_the_same_day_gives_the_same_bytes(tmp_path: Path, sample: Sample) -> None:
    write_sample(tmp_path, TODAY)
    first = {file.relative_to(tmp_path): file.read_bytes() for file in _files(tmp_path)}
    again = {file.relative_to(sample.folder): file.read_bytes() for file in _files(sample.folder)}
    assert first == again


def test_another_day_gives_other_dates(tmp_path: Path, sample: Sample) -> None:
    write_sample(tmp_path, date(2027, 5, 1))
    name = "susa-navet/events.jsonl"
    assert (tmp_path / name).read_bytes() != (sample.folder / name).read_bytes()


def test_every_source_of_the_catalogue_has_its_folder(sample: Sample) -> None:
    assert FOLDERS.keys() == SOURCES.keys() - WITHOUT_SAMPLE
    for key, folder in FOLDERS.items():
        assert list(SOURCES[key].read(sample.folder / folder)), key


def test_every_record_is_accepted_as_it_is(sample: Sample) -> None:
    repairs = [
        (item.id, repair.field, repair.reason)
        for key, folder in FOLDERS.items()
        for item in SOURCES[key].read(sample.folder / folder)
        for repair in SOURCES[key].from_payload(item).repairs
        if (item.kind, repair.field) != ("provider", "url")  # not every school's page is sure
    ]
    assert repairs == []


def test_nobody_can_be_reached(sample: Sample) -> None:
    for file in _files(sample.folder):
        if file.name != "platser.json":
            assert ADDRESS.findall(file.read_text(encoding="utf-8")) == [], file.name


@pytest.mark.shared_data
def test_no_sentence_stands_in_the_published_sources(sample: Sample) -> None:
    if not (SHARED / "data").is_dir():
        pytest.skip("the published sources are not beside the repository")
    own = {sentence: text for text in _own_texts(sample) for sentence in _sentences(text)}
    assert len(own) > 400
    borrowed = {own[one] for text in _published_texts() for one in _sentences(text) if one in own}
    assert borrowed == set()


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _sentences(text: str) -> Iterator[str]:
    """The words of each sentence of at least `LONG` words."""
    for sentence in SENTENCE.findall(text.casefold()):
        words = WORD.findall(sentence)
        if len(words) >= LONG:
            yield " ".join(words)


def _own_texts(sample: Sample) -> Iterator[str]:
    yield from (one["definition"] for one in sample.concepts)
    yield from (one["content"]["description"]["strings"][0]["value"] for one in sample.infos)
    yield from (ad["description"]["text"] for ad in sample.ads)


def _published_texts() -> Iterator[str]:
    data = SHARED / "data"
    for file in (
        *sorted((data / "labour/ads").glob("*.jsonl.gz")),
        data / "labour/taxonomy/2024-10/id_definitions.json.gz",
        data / "labour/taxonomy/2024-10/occupation_id_hitta_yrken_descriptions.json.gz",
        data / "labour/taxonomy/queries-2025-12/ssyk-level-4-groups.json.gz",
        data / "labour/education-links/ssyk-educations-2025-05.json.gz",
        data / "education/yrkeshogskolan_se_program_2025.jsonl.gz",
        data / "education/yh_program_ssyk_labels_2021.jsonl.gz",
        data / "education/kursplaner_miun.jsonl.gz",
        data / "education/kurser_sundsvallsregionen_2023_2025.jsonl.gz",
        data / "education/emil3_snapshot/infos.jsonl.gz",
    ):
        with gzip.open(file, "rt", encoding="utf-8") as text:
            if ".jsonl" in file.name:
                for line in text:
                    yield from _strings(_parsed(line))
            else:
                yield from _strings(json.load(text))
    for file in sorted((data / "gold").rglob("*.jsonl")):
        yield from file.read_text(encoding="utf-8").splitlines()
    with gzip.open(
        data / "education/sun_field_hierarchy_jobtech.csv.gz", "rt", encoding="utf-8"
    ) as rows:
        yield from (row["definition"] for row in csv.DictReader(rows))


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return line


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
