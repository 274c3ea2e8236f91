"""Searching: the right occupation first, by better/worse pairs rather than pinned scores."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.snapshot.search import (
    closest_labels,
    find_occupation,
    search_occupations,
    search_skills,
)
from catalog.snapshot.snapshot import Snapshot
from tests.snapshots import (
    ASSISTANT_NURSE,
    BACKEND_DEVELOPER,
    CHILD_CARER,
    COOK,
    ELECTRICIAN,
    NURSE,
    OLD_NURSE,
    TRUCK_DRIVER,
    WARD_ASSISTANT_NURSE,
    WELDER,
    make_snapshot,
    skill,
)

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make_snapshot(Path(tmp_path_factory.mktemp("snapshots")), TODAY)


@pytest.mark.parametrize(
    ("text", "concept_id", "kind"),
    [
        ("Svetsare", WELDER, "exact"),
        ("svets", WELDER, "prefix"),
        ("SVETSARE!", WELDER, "exact"),
        ("svettsare", WELDER, "typo"),
        ("svestare", WELDER, "typo"),
        ("welder", WELDER, "title"),
        ("usk", ASSISTANT_NURSE, "title"),
        ("undersköterska", ASSISTANT_NURSE, "title"),
        ("undersjöterska", ASSISTANT_NURSE, "typo"),
        ("lastbilschaufför", TRUCK_DRIVER, "title"),
        ("lastbilschafför", TRUCK_DRIVER, "typo"),
        ("sjuksköterska grundutbildad", NURSE, "exact"),
        ("vård specialavdelning", WARD_ASSISTANT_NURSE, "word"),
        ("sjuksköterska, allmän", NURSE, "title"),
        ("nurse", NURSE, "title"),
        ("backend utvecklare", BACKEND_DEVELOPER, "exact"),
        ("backend utvecklaren", BACKEND_DEVELOPER, "typo"),
        ("storhushåll", COOK, "word"),
        ("elektriker", ELECTRICIAN, "title"),
        ("installationselektriker", ELECTRICIAN, "exact"),
        ("barnskotare", CHILD_CARER, "typo"),
    ],
)
def test_the_meant_occupation_comes_first(
    snapshot: Snapshot, text: str, concept_id: str, kind: str
) -> None:
    hits = search_occupations(snapshot, text)
    assert hits[0].concept_id == concept_id, hits
    assert hits[0].kind == kind, hits[0]


def test_a_hit_says_what_it_matched_and_where_it_belongs(snapshot: Snapshot) -> None:
    hit = search_occupations(snapshot, "sjuksköterska, allmän")[0]
    assert hit.label == "Sjuksköterska, grundutbildad"
    assert hit.matched == "Sjuksköterska, allmän"
    assert hit.group == "Grundutbildade sjuksköterskor"
    assert snapshot.concepts.id[hit.row] == hit.concept_id


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("sköterska", NURSE, COOK),
        ("sjuksköterska", NURSE, ASSISTANT_NURSE),
        ("undersköterska hemtjänst", ASSISTANT_NURSE, NURSE),
        ("vård", "4zLr_jP5_peZ", NURSE),
        ("svetsare", WELDER, "wQ1E_Bzk_ZyA"),
    ],
)
def test_better_before_worse(snapshot: Snapshot, text: str, better: str, worse: str) -> None:
    ids = [hit.concept_id for hit in search_occupations(snapshot, text, 40)]
    assert better in ids
    assert worse not in ids or ids.index(better) < ids.index(worse)


@pytest.mark.parametrize("text", ["", "   ", "?!", "xqzwkj vbnmw"])
def test_nothing_is_found_for_nothing(snapshot: Snapshot, text: str) -> None:
    assert search_occupations(snapshot, text) == ()


def test_a_concept_comes_once_and_no_deprecated_one(snapshot: Snapshot) -> None:
    ids = [hit.concept_id for hit in search_occupations(snapshot, "sjuksköterska", 40)]
    assert len(ids) == len(set(ids))
    assert OLD_NURSE not in ids


@given(text=st.text(max_size=200), limit=st.integers(1, 20))
def test_any_text_is_answered_the_same_way_twice(snapshot: Snapshot, text: str, limit: int) -> None:
    hits = search_occupations(snapshot, text, limit)
    assert hits == search_occupations(snapshot, text, limit)
    assert len(hits) <= limit
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("omvårdnad", "Omvårdnad"),
        ("hlr", "Hjärt-lungräddning"),
        ("mag svetsning", "MAG-svetsning"),
        ("projektledening", "Projektledning"),
    ],
)
def test_skills_are_found_too(snapshot: Snapshot, text: str, label: str) -> None:
    hit = search_skills(snapshot, text)[0]
    assert (hit.label, hit.concept_id) == (label, skill(label))
    assert hit.group == ""


@pytest.mark.parametrize(
    ("said", "concept_id"),
    [
        (NURSE, NURSE),
        (OLD_NURSE, NURSE),
        ("svetsare", WELDER),
        ("Lastbilschaufför", TRUCK_DRIVER),
        ("2221", "Z8ci_bBE_tmx"),
        ("Grundutbildade sjuksköterskor", "Z8ci_bBE_tmx"),
        ("Barnskötare", CHILD_CARER),  # also the name of its group
    ],
)
def test_an_occupation_is_found_by_id_code_or_name(
    snapshot: Snapshot, said: str, concept_id: str
) -> None:
    assert snapshot.concepts.id[find_occupation(snapshot, said)] == concept_id


@pytest.mark.parametrize("said", ["", "rymdpirat", "9999", "skill-omvårdnad", "svetsa"])
def test_an_unknown_target_is_minus_one(snapshot: Snapshot, said: str) -> None:
    assert find_occupation(snapshot, said) == -1


@pytest.mark.parametrize(
    ("text", "concept_id"),
    [
        ("undersköterka", ASSISTANT_NURSE),
        ("sjuksköteska", NURSE),
        ("svetsre", WELDER),
        ("elektiker", ELECTRICIAN),
        ("svetsning", WELDER),  # the work, not whoever does it
        ("lakstbilschaufför", TRUCK_DRIVER),
    ],
)
def test_common_slips_are_found(snapshot: Snapshot, text: str, concept_id: str) -> None:
    assert search_occupations(snapshot, text)[0].concept_id == concept_id


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("svettsare", "Svetsare"),
        ("jag vill bli svetsare", "Svetsare"),
        ("jobba som svettsare i Umeå", "Svetsare"),
        ("svetsarrjobb", "Svetsare"),  # found by nothing, but alike
    ],
)
def test_what_was_meant_is_offered(snapshot: Snapshot, text: str, label: str) -> None:
    assert closest_labels(snapshot, text, 3)[0] == label


@pytest.mark.parametrize(
    "text", ["asdfqwer", "asdf", "qwerty", "xxxx", "hejsan hoppsan", "jag vill bli", "", "123 ?!"]
)
def test_nothing_far_fetched_is_offered(snapshot: Snapshot, text: str) -> None:
    assert search_occupations(snapshot, text) == ()
    assert closest_labels(snapshot, text) == ()


def test_what_is_offered_is_offered_once(snapshot: Snapshot) -> None:
    found = closest_labels(snapshot, "jag vill jobba med vård", 4)
    assert 0 < len(found) == len(set(found)) <= 4
