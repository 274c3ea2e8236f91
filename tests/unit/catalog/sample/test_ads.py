"""The sample's ads: enough of them, dated, and no person in them."""

import re
from collections import Counter
from datetime import timedelta

from tests.unit.catalog.sample.conftest import TODAY, Sample

SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
COMMON = (
    "2221", "2343", "2512", "2661", "3512", "4111", "4222", "4322", "5120", "5222", "5223", "5311",
    "5321", "5323", "5330", "5342", "5343", "7212", "7231", "7411", "8332", "9111",
)  # fmt: skip


def test_there_is_enough_of_everything(sample: Sample) -> None:
    assert len(sample.ads) >= 120
    groups = Counter(ad["occupation_group"]["legacy_ams_taxonomy_id"] for ad in sample.ads)
    assert {code: groups[code] for code in COMMON if groups[code] < 5} == {}
    assert len({ad["workplace_address"]["region_code"] for ad in sample.ads}) >= 15


def test_ids_and_headlines_are_unique(sample: Sample) -> None:
    for field in ("id", "headline"):
        counts = Counter(ad[field] for ad in sample.ads)
        assert [one for one, count in counts.items() if count > 1] == []


def test_concepts_are_the_samples_own(sample: Sample) -> None:
    labels = {one["id"]: one["preferred_label"] for one in sample.concepts}
    for ad in sample.ads:
        named = [ad["occupation"], ad["occupation_group"], ad["occupation_field"]]
        for needs in (ad["must_have"], ad["nice_to_have"]):
            named += needs["skills"]
        for concept in [*named, *(ad["driving_license"] or [])]:
            assert labels[concept["concept_id"]] == concept["label"]
        assert labels[ad["workplace_address"]["municipality_concept_id"]]


def test_each_text_has_five_to_fifteen_sentences(sample: Sample) -> None:
    counts = {
        ad["headline"]: len(SENTENCE_END.findall(ad["description"]["text"])) for ad in sample.ads
    }
    assert {headline: n for headline, n in counts.items() if not 5 <= n <= 15} == {}


def test_some_ads_are_in_english_and_all_say_what_is_a_merit(sample: Sample) -> None:
    texts = [ad["description"]["text"] for ad in sample.ads]
    english = [text for text in texts if re.search(r"\byou\b", text, re.IGNORECASE)]
    assert len(english) >= 8
    worded = re.compile(r"merit|fördel|plus|advantage", re.IGNORECASE)
    assert [text for text in texts if not worded.search(text)] == []


def test_ads_are_dated_from_today(sample: Sample) -> None:
    for ad in sample.ads:
        published = ad["publication_date"][:10]
        assert (TODAY - timedelta(days=45)).isoformat() < published <= TODAY.isoformat()
        assert ad["application_deadline"][:10] >= TODAY.isoformat()
