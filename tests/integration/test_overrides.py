"""A stored decision is in the next snapshot, and is told what became of it."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from catalog import models
from catalog.snapshot.build import build_snapshot
from catalog.snapshot.snapshot import EscoMatch, OutcomeOrigin, Snapshot, TrainsForOrigin
from guidance.core.occupation import demand_of
from guidance.core.paths.candidates import linked_trainings
from guidance.core.paths.goal import Goal
from guidance.core.paths.index import index_of
from guidance.core.profile import Profile
from guidance.core.standing import standing_of
from tests.integration.test_build_snapshot import TODAY, add, catalogue, run, var  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def decide(db: None) -> Any:
    author = User.objects.create_user("rut")

    def make(kind: str, action: str, subject: str, target: str, how: str = "") -> models.Override:
        return models.Override.objects.create(
            kind=kind, action=action, subject=subject, target=target, how=how,
            reason="Bedömt vid genomgången.", author=author,
        )  # fmt: skip

    return make


def built() -> Snapshot:
    return build_snapshot(lambda line: None, TODAY).snapshot


def of_editors(snapshot: Snapshot, education: str) -> set[tuple[str, float]]:
    row = snapshot.educations.id.find(education)
    return {
        (snapshot.concepts.id[target], weight)
        for target, weight, origin, _ in snapshot.educations.trains_for.of_row(row)
        if origin == TrainsForOrigin.EDITOR
    }


@pytest.mark.usefixtures("catalogue")
def test_decisions_are_in_the_next_snapshot_and_in_its_answers(decide: Any) -> None:
    before = built()
    education = before.educations.id[0]
    goal = decide("education-occupation", "add", education, "cutter")
    outcome = decide("education-skill", "add", education, "truck")
    esco = decide("concept-esco", "suppress", "mag", "esco-tig")
    lost = decide("education-occupation", "add", "i.never-was", "cutter")
    ended = decide("education-skill", "add", education, "drawing")
    models.Override.objects.filter(pk=ended.pk).update(is_active=False)

    after = built()
    assert ("cutter", 1.0) in of_editors(after, education)
    cutter = demand_of(after.concept("cutter"), after)
    goal_of_cutter = Goal(cutter, standing_of(Profile(), after), after)
    training = linked_trainings(goal_of_cutter, index_of(after))[0]
    assert (training.strength, training.origin) == (1.0, TrainsForOrigin.EDITOR)
    skills = after.educations.skills.of_row(0)
    assert (after.concept("truck"), 1.0, OutcomeOrigin.EDITOR, 0) in skills
    assert after.concept("drawing") not in {t for t, _, o, _ in skills if o == OutcomeOrigin.EDITOR}
    mag = after.concept("mag")
    assert EscoMatch.EXACT in {how for _, _, how, _ in before.esco.matches.of_row(mag)}
    assert not after.esco.matches.of_row(mag)

    told = {one.pk: one for one in models.Override.objects.all()}
    assert {told[one.pk].outcome for one in (goal, outcome, esco)} == {"applied"}
    assert (told[lost.pk].outcome, told[lost.pk].snapshot) == ("unresolved", after.number)
    assert "i.never-was" in told[lost.pk].outcome_detail
    assert told[ended.pk].outcome == "waiting"
    build = models.SnapshotBuild.objects.get(number=after.number)
    assert build.statistics["overrides_applied"] == 3
    assert build.statistics["overrides_unresolved"] == 1


@pytest.mark.usefixtures("catalogue")
def test_an_ended_decision_is_gone_from_the_next_one(decide: Any) -> None:
    education = built().educations.id[0]
    one = decide("education-occupation", "add", education, "cutter")
    assert of_editors(built(), education)
    models.Override.objects.filter(pk=one.pk).update(is_active=False)
    assert not of_editors(built(), education)
