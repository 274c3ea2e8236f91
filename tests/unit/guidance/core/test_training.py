"""An education before a person's own gap."""

from datetime import date

import pytest

from catalog.snapshot.snapshot import Snapshot
from guidance.core.profile import Profile
from guidance.core.training import training_for
from tests.snapshots import NURSE, WELDER, make_snapshot, skill

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> Snapshot:
    return make_snapshot(tmp_path_factory.mktemp("snapshot"), TODAY)


def test_what_it_gives_and_what_it_leaves_is_what_is_missing(snapshot: Snapshot) -> None:
    profile = Profile(skills=frozenset({skill("Omvårdnad")}))
    training = training_for("i.uoh.nurse", profile, NURSE, snapshot)
    assert training.gap
    assert training.leads
    both = [*training.gives, *training.leaves]
    assert sorted(one.key for one in both) == sorted(one.key for one in training.gap.missing)
    assert "degree:sjuksköterskeexamen" in {one.key for one in training.gives}
    assert skill("Omvårdnad") not in {one.key for one in both}
    assert "licence:sjuksköterska" in {one.key for one in training.leaves}


def test_more_held_never_leaves_more(snapshot: Snapshot) -> None:
    for education in ("i.uoh.nurse", "i.vux.welder", "i.kku.ceramics"):
        bare = training_for(education, Profile(), NURSE, snapshot)
        able = Profile(skills=frozenset({skill("Omvårdnad"), skill("Journalföring")}))
        after = training_for(education, able, NURSE, snapshot)
        assert {one.key for one in after.leaves} <= {one.key for one in bare.leaves}


def test_one_that_leads_elsewhere_says_so(snapshot: Snapshot) -> None:
    training = training_for("i.vux.welder", Profile(), NURSE, snapshot)
    assert not training.leads
    assert training.gives == ()
    assert training_for("i.vux.welder", Profile(), WELDER, snapshot).leads


def test_without_a_target_only_what_it_teaches_is_known(snapshot: Snapshot) -> None:
    for target in ("", "borta"):
        training = training_for("i.uoh.nurse", Profile(), target, snapshot)
        assert training.gap is None
        assert skill("Omvårdnad") in training.skills
        assert "degree:sjuksköterskeexamen" in training.credentials


def test_one_the_snapshot_does_not_hold_gives_nothing_known(snapshot: Snapshot) -> None:
    training = training_for("i.borta", Profile(), NURSE, snapshot)
    assert (training.skills, training.credentials, training.gives) == ((), (), ())
    assert not training.leads
