"""After the first job there is an answer: the job itself, and what lies near it."""

from datetime import date
from pathlib import Path

import pytest

from catalog.snapshot.snapshot import Snapshot
from guidance.first_answer import near_jobs
from tests.snapshots import (
    ASSISTANT_NURSE,
    BACKEND_DEVELOPER,
    CARE_ASSISTANT,
    CHILD_CARER,
    NURSE,
    OLD_NURSE,
    WARD_ASSISTANT_NURSE,
    make_snapshot,
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    root: Path = tmp_path_factory.mktemp("snapshots")
    return make_snapshot(root, date(2026, 11, 24))


def concepts(snapshot: Snapshot, *held: str) -> list[tuple[str, str]]:
    return [(job.concept, job.why) for job in near_jobs(snapshot, held)]


def test_the_same_job_comes_first_then_those_one_can_take_over(snapshot: Snapshot) -> None:
    found = near_jobs(snapshot, [ASSISTANT_NURSE])
    assert (found[0].concept, found[0].why) == (ASSISTANT_NURSE, "same")
    assert {job.concept for job in found[1:]} == {WARD_ASSISTANT_NURSE, CARE_ASSISTANT}
    assert {job.why for job in found[1:]} == {"substitute"}
    assert all(job.ads > 0 and job.because == ASSISTANT_NURSE for job in found)
    assert [job.ads for job in found[1:]] == sorted((j.ads for j in found[1:]), reverse=True)


def test_near_ones_are_in_the_registers_order(snapshot: Snapshot) -> None:
    assert concepts(snapshot, CARE_ASSISTANT)[1:] == [
        (ASSISTANT_NURSE, "neighbour"),
        (CHILD_CARER, "neighbour"),
    ]


def test_a_weak_likeness_is_not_offered(snapshot: Snapshot) -> None:
    assert concepts(snapshot, BACKEND_DEVELOPER) == [(BACKEND_DEVELOPER, "same")]


def test_what_one_has_had_already_is_not_offered_again(snapshot: Snapshot) -> None:
    offered = concepts(snapshot, CARE_ASSISTANT, ASSISTANT_NURSE)[1:]
    assert offered == [(WARD_ASSISTANT_NURSE, "substitute")]


def test_nothing_is_near_nothing(snapshot: Snapshot) -> None:
    assert near_jobs(snapshot, []) == ()
    assert near_jobs(snapshot, ["nowhere"]) == ()
    assert len(near_jobs(snapshot, [ASSISTANT_NURSE], limit=1)) == 2


def test_a_replaced_job_is_answered_by_the_one_that_replaced_it(snapshot: Snapshot) -> None:
    assert concepts(snapshot, OLD_NURSE)[1:] == concepts(snapshot, NURSE)[1:]
