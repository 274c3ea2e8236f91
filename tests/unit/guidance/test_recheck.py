"""A kept plan against today's catalogue: each kind of change is found, and nothing else is."""

import typing
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils.translation import override

from catalog.snapshot.rows import CatalogueRows
from catalog.snapshot.snapshot import Snapshot
from guidance.core.paths import find_paths
from guidance.core.profile import Limits, Profile
from guidance.kept_plan import KeptPlan, keep_plan
from guidance.plans import plan_key
from guidance.recheck import CODES, recheck
from guidance.templatetags.plan_file_words import CHANGES, change_words
from tests.snapshots import NURSE, OLD_NURSE, WELDER, make_rows, make_snapshot

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> KeptPlan:
    """The fastest way to welding, as kept on the day."""
    snapshot = make_snapshot(tmp_path_factory.mktemp("kept"), TODAY)
    profile = Profile(municipality="2081")
    path = find_paths(profile, WELDER, Limits(), snapshot, TODAY).paths[0]
    plan = keep_plan(plan_key(path), path)
    assert [leg.education_id for leg in plan.legs if leg.education_id]
    return plan


def codes(
    plan: KeptPlan, snapshot: Snapshot, today: date = TODAY, target: str = WELDER
) -> list[str]:
    return [change.code for change in recheck(plan, target, snapshot, today)]


@pytest.fixture
def changed(tmp_path: Path, plan: KeptPlan) -> Callable[..., Snapshot]:
    """The catalogue with the plan's first occasion (or education) changed, or taken away."""
    leg = next(leg for leg in plan.legs if leg.education_id)

    def make(event: object = None, education: object = None, *, gone: str = "") -> Snapshot:
        rows = make_rows(TODAY)
        events = [e for e in rows.events if gone != "event" or e.id != leg.event_id]
        educations = [e for e in rows.educations if gone != "education" or e.id != leg.education_id]
        if gone == "education":
            events = [e for e in events if e.education != leg.education_id]
        if event:
            events = [replace(e, **event) if e.id == leg.event_id else e for e in events]
        if education:
            educations = [
                replace(e, **education) if e.id == leg.education_id else e for e in educations
            ]
        rows = replace(rows, events=events, educations=educations)
        return make_snapshot(tmp_path, TODAY, typing.cast(CatalogueRows, rows))

    return make


def test_the_same_catalogue_changes_nothing(
    plan: KeptPlan, changed: Callable[..., Snapshot]
) -> None:
    assert codes(plan, changed()) == []


def test_no_plan_and_no_target_change_nothing(changed: Callable[..., Snapshot]) -> None:
    assert recheck(None, "", changed(), TODAY) == ()


def test_a_withdrawn_occasion(plan: KeptPlan, changed: Callable[..., Snapshot]) -> None:
    assert "event_withdrawn" in codes(plan, changed(gone="event"))


def test_a_withdrawn_education(plan: KeptPlan, changed: Callable[..., Snapshot]) -> None:
    assert "education_withdrawn" in codes(plan, changed(gone="education"))


def test_moved_dates_say_both(plan: KeptPlan, changed: Callable[..., Snapshot]) -> None:
    leg = next(leg for leg in plan.legs if leg.education_id)
    later = date.fromisoformat(leg.start) + timedelta(days=14)
    moved = recheck(plan, WELDER, changed({"start": later}), TODAY)
    facts = {change.code: change.facts for change in moved}
    assert facts["dates_moved"] == {
        "name": leg.name, "before": leg.start, "now": later.isoformat(),
    }  # fmt: skip


def test_a_moved_and_a_passed_deadline(plan: KeptPlan, changed: Callable[..., Snapshot]) -> None:
    later = TODAY + timedelta(days=3)
    assert codes(plan, changed({"apply_last": later})) == ["deadline_moved"]
    assert codes(plan, changed({"apply_last": TODAY - timedelta(days=1)})) == ["deadline_passed"]


def test_time_alone_passes_deadlines_and_begins_courses(
    plan: KeptPlan, changed: Callable[..., Snapshot]
) -> None:
    leg = next(leg for leg in plan.legs if leg.education_id)
    begun = date.fromisoformat(leg.start) + timedelta(days=1)
    assert codes(plan, changed(), today=begun)[0] == "has_begun"


def test_a_changed_requirement(plan: KeptPlan, changed: Callable[..., Snapshot]) -> None:
    assert codes(plan, changed(education={"requirement": "Körkort B"})) == ["requirement_changed"]


def test_a_changed_cost(plan: KeptPlan, changed: Callable[..., Snapshot]) -> None:
    assert codes(plan, changed({"fee": 900.0})) == ["cost_changed"]


def test_a_target_that_is_gone_or_renamed(changed: Callable[..., Snapshot]) -> None:
    snapshot = changed()
    assert [c.code for c in recheck(None, "gone", snapshot, TODAY)] == ["target_withdrawn"]
    assert [c.code for c in recheck(None, OLD_NURSE, snapshot, TODAY)] == ["target_renamed"]
    assert recheck(None, NURSE, snapshot, TODAY) == ()


def test_every_change_has_words(plan: KeptPlan, changed: Callable[..., Snapshot]) -> None:
    assert set(CHANGES) == set(CODES)
    later = date.fromisoformat(plan.legs[0].start) + timedelta(days=14)
    event = {"start": later, "apply_last": TODAY - timedelta(days=1), "fee": 900.0}
    snapshot = changed(event, {"requirement": "Körkort B"})
    with override("sv"):
        for change in recheck(plan, "gone", snapshot, TODAY):
            words = change_words(change)
            assert words.endswith(".")
            assert "_" not in words
            assert "%" not in words
