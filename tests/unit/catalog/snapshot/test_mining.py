"""Counting what ads ask for, and remembering what texts were found to say."""

from pathlib import Path

import pytest

from catalog.recognition.lexicon import Lexicon, Term, compile_lexicon
from catalog.snapshot import recognised
from catalog.snapshot.compiled import rules_of
from catalog.snapshot.mining import AdText, mine
from catalog.snapshot.recognised import Found, RecognisedTexts
from catalog.snapshot.rows import MinedAdsRow, SkillAdsRow

FOUND: dict[str, list[Found]] = {
    "a": [("mag", "required", 0, 1.0), ("mag", "merit", 9, 1.0), ("truck", "merit", 5, 1.0)],
    "b": [("mag", "required", 0, 1.0), ("truck", "other", 5, 1.0)],
    "c": [],
}


def ads(*texts: str, region: str = "dalarna") -> list[AdText]:
    return [
        AdText(text, "welders", region, f"2026-10-0{place + 1}") for place, text in enumerate(texts)
    ]


def test_an_ad_counts_once_per_skill_and_place() -> None:
    mined = mine(ads("a", "b", "c"), FOUND.__getitem__, "se")
    assert set(mined.ads) == {
        MinedAdsRow("welders", "se", 3),
        MinedAdsRow("welders", "dalarna", 3),
    }
    assert set(mined.skills) == {
        SkillAdsRow("welders", place, skill, required, merit)
        for place in ("se", "dalarna")
        for skill, required, merit in (("mag", 2, 0), ("truck", 0, 1))
    }
    assert mined.period == "2026-10-01/2026-10-03"


def test_a_link_needs_more_than_one_ad() -> None:
    (link,) = mine(ads("a", "b", "c"), FOUND.__getitem__, "se").links
    assert (link.occupation, link.skill, link.evidence) == ("welders", "mag", 2)
    assert link.weight == pytest.approx(2 / 3)


def test_an_ad_without_a_region_counts_for_the_country() -> None:
    mined = mine(ads("a", region=""), FOUND.__getitem__, "se")
    assert mined.ads == [MinedAdsRow("welders", "se", 1)]


def test_no_ads_are_no_counts() -> None:
    mined = mine([], FOUND.__getitem__, "se")
    assert (mined.ads, mined.skills, mined.links, mined.period) == ([], [], [], "")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compile_lexicon([Term("MAG-svetsning", "mag", "MAG-svetsning", "skill", "preferred")])


def test_texts_are_remembered_by_the_same_rules_only(lexicon: Lexicon, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "texts.jsonl"
    text = "Du lär dig MAG-svetsning."
    first = RecognisedTexts("education", lexicon, "rules-1", path)
    found = first.of(text)
    assert found == first.of(text)
    assert [(concept, role, start) for concept, role, start, _ in found] == [("mag", "outcome", 11)]
    assert first.fresh == 1
    first.save()

    again = RecognisedTexts("education", lexicon, "rules-1", path)
    assert again.of(text) == found
    assert again.fresh == 0
    other = RecognisedTexts("education", lexicon, "rules-2", path)
    assert other.of(text) == found
    assert other.fresh == 1


def test_a_text_that_is_gone_is_forgotten(lexicon: Lexicon, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    for text in ("MAG-svetsning", "Något annat"):
        texts = RecognisedTexts("education", lexicon, "rules", path)
        texts.of(text)
        texts.save()
    back = RecognisedTexts("education", lexicon, "rules", path)
    back.of("MAG-svetsning")
    assert back.fresh == 1


@pytest.mark.parametrize("damage", ["", "{", '"rules"\n["half', '"rules"\n[1]\n'])
def test_a_damaged_memory_counts_as_none(lexicon: Lexicon, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(damage)
    texts = RecognisedTexts("education", lexicon, "rules", path)
    assert texts.of("MAG-svetsning")
    assert texts.fresh == 1


def test_a_build_that_was_killed_reads_few_texts_twice(
    lexicon: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognised, "_KEPT_EVERY", 2)
    path = tmp_path / "texts.jsonl"
    killed = RecognisedTexts("education", lexicon, "rules", path)
    for number in range(5):  # and never saved
        killed.of(f"MAG-svetsning {number}")
    again = RecognisedTexts("education", lexicon, "rules", path)
    for number in range(5):
        again.of(f"MAG-svetsning {number}")
    assert again.fresh == 1


def test_the_rules_change_with_the_names() -> None:
    one, other = (Term("Svetsning", one, "Svetsning", "skill", "preferred") for one in "st")
    assert rules_of([one]) == rules_of([one])
    assert rules_of([one]) != rules_of([other])
