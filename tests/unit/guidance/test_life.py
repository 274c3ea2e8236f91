"""What the page offers is well formed, and its ids are those of the taxonomy."""

import gzip
import json

import pytest
from django.conf import settings

from guidance.journey import MAX_QUOTE_WORDS, short_quote
from guidance.life import GROUPS, LANGUAGES, SKILLS

EXPERIENCES = [one for _, experiences in GROUPS for one in experiences]
TAXONOMY = settings.BASE_DIR.parent / "shared" / "data" / "labour" / "taxonomy"


def test_every_experience_is_short_enough_to_be_kept_as_its_words() -> None:
    for one in EXPERIENCES:
        assert len(str(one.name).split()) <= MAX_QUOTE_WORDS
        assert short_quote(str(one.name)) == str(one.name)
    assert len({one.key for one in EXPERIENCES}) == len(EXPERIENCES)
    assert len({str(one.name) for one in EXPERIENCES}) == len(EXPERIENCES)


def test_every_skill_is_known_and_each_is_used() -> None:
    used = {label for one in EXPERIENCES for label in one.skills}
    assert used == SKILLS.keys()
    assert len(set(SKILLS.values())) == len(SKILLS)
    assert len(set(LANGUAGES)) == len(LANGUAGES)


@pytest.mark.shared_data
def test_the_ids_are_the_taxonomys_own() -> None:
    if not TAXONOMY.is_dir():
        pytest.skip("the taxonomy's files are not beside the repository")
    with gzip.open(TAXONOMY / "v30-2026-06" / "skills-and-esco-skills.v30.json.gz") as file:
        labels = {one["conceptId"]: one["preferredLabel"] for one in json.load(file)["skills"]}
    assert {label: labels.get(concept) for label, concept in SKILLS.items()} == {
        label: label for label in SKILLS
    }
    with gzip.open(TAXONOMY / "queries-2025-12" / "languages.json.gz") as file:
        languages = {one["id"] for one in json.load(file)["data"]["concepts"]}
    assert set(LANGUAGES) <= languages
