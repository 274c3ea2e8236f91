"""The sample as it is written to disk, once per day that tests ask for."""

import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from catalog.sample.render import write_sample

TODAY = date(2026, 11, 24)


class Sample:
    """What one rendering says, parsed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.concepts = self._json("taxonomy/concepts-and-common-relations.json")["data"][
            "concepts"
        ]
        self.places = self._json("places/platser.json")
        self.occupation_skills = self._json("occupation-skills/occupation-skills.json")
        self.providers = self._lines("susa-navet/providers.jsonl")
        self.infos = self._lines("susa-navet/infos.jsonl")
        self.events = self._lines("susa-navet/events.jsonl")
        self.ads = self._lines("job-ads/ads.jsonl")

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.concepts if one["type"] == kind and not one["deprecated"]]

    def labels(self) -> list[list[str]]:
        """Rows (info id, SSYK code) of what educations train for."""
        text = (self.folder / "trains-for/labels_ssyk.tsv").read_text(encoding="utf-8")
        return [line.split("\t")[:2] for line in text.splitlines()[1:]]

    def _json(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def _lines(self, name: str) -> list[dict[str, Any]]:
        text = (self.folder / name).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="session")
def sample_on(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], Sample]:
    @lru_cache
    def written(today: date) -> Sample:
        folder = tmp_path_factory.mktemp("sample")
        write_sample(folder, today)
        return Sample(folder)

    return written


@pytest.fixture(scope="session")
def sample(sample_on: Callable[[date], Sample]) -> Sample:
    return sample_on(TODAY)
