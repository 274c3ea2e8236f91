"""The measure, on hand-counted cases."""

import json
from typing import Any

import pytest

from catalog.recognition.evaluation import (
    SETS,
    Annotation,
    Score,
    commonest_errors,
    find_sets,
    read_set,
    score_text,
)
from catalog.recognition.mention import Mention, Role


def mention(
    start: int, end: int, concept: str, role: Role = "held", kind: str = "skill"
) -> Mention:
    return Mention(start, end, "", concept, concept, kind, role, 0.9, "label", "")


def gold(start: int, end: int, concept: str, **more: Any) -> Annotation:
    return {
        "start": start,
        "end": end,
        "surface": "s",
        "concept_id": concept,
        "preferred_label": concept,
        "type": "skill",
        "role": "held",
        **more,
    }


def score(mentions: list[Mention], annotated: list[Annotation], **more: Any) -> Score:
    counted = Score()
    score_text({"id": "t", "text": "", "mentions": annotated, **more}, mentions, counted)
    return counted


def test_right_wrong_and_missed():
    result = score([mention(0, 5, "a"), mention(6, 9, "x")], [gold(0, 4, "a"), gold(6, 9, "b")])
    assert (result.found, result.gold, result.predicted) == (1, 2, 2)
    assert result.f1 == pytest.approx(0.5)


def test_second_right_one_is_left_out():
    result = score([mention(0, 5, "a"), mention(2, 4, "a")], [gold(0, 5, "a")])
    assert (result.found, result.predicted) == (1, 1)


def test_also_ok_optional_and_ignore():
    annotated = [
        gold(0, 3, "a", also_ok=[{"concept_id": "b"}]),
        gold(4, 7, "c", optional=True),
    ]
    result = score(
        [mention(0, 3, "b"), mention(4, 7, "whatever"), mention(8, 9, "y")],
        annotated,
        ignore=[{"start": 8, "end": 9}],
    )
    assert (result.found, result.gold, result.predicted) == (1, 1, 1)


def test_roles_and_traps():
    result = score(
        [mention(0, 3, "a", role="wished"), mention(5, 8, "z")],
        [gold(0, 3, "a", role_also_ok=["wished"])],
        must_not=[{"start": 5, "end": 8}],
    )
    assert result.role_accuracy == 1
    assert (result.traps_hit, result.traps) == (1, 1)


def test_other_types_are_not_counted():
    assert score([mention(0, 3, "a", kind="trait")], []).predicted == 0


def test_nothing_gives_zero_not_an_error():
    empty = Score()
    assert (empty.precision, empty.recall, empty.f1, empty.role_accuracy) == (0, 0, 0, 0)


def test_finds_sets_by_name(tmp_path):
    for name in ("cv_mentions", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "gold.jsonl").write_text(json.dumps({"id": 1}) + "\n")
    found = find_sets(tmp_path)
    assert list(found) == ["cv_mentions"]
    assert set(found) <= SETS.keys()
    assert read_set(found["cv_mentions"]) == [{"id": 1}]


def test_the_ceiling_counts_what_the_lexicon_has_at_all():
    annotated = [gold(0, 3, "a"), gold(4, 7, "b"), gold(8, 9, "c", also_ok=[{"concept_id": "a"}])]
    counted = Score()
    score_text({"id": "t", "text": "", "mentions": annotated}, [], counted, known={"a"})
    assert (counted.reachable, counted.gold) == (2, 3)
    assert counted.ceiling == pytest.approx(2 / 3)


def test_the_commonest_errors_come_first_and_say_what_they_are():
    counted = Score()
    for text_id in ("1", "2"):
        row = {"id": text_id, "text": "", "mentions": [gold(0, 3, "a"), gold(4, 7, "b")]}
        score_text(row, [mention(0, 3, "x"), mention(4, 7, "b", "wished")], counted)
    row = {"id": "3", "text": "", "mentions": [gold(0, 3, "a")]}
    score_text(row, [], counted)
    assert commonest_errors(counted) == [
        (3, "missed 's' → a"),
        (2, "role   held taken for wished"),
        (2, "wrong  '' → x"),
    ]
    assert len(commonest_errors(counted, most=1)) == 1
