"""What one education gives of what a person is missing for their target, and what it leaves."""

from dataclasses import dataclass

from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import closure
from guidance.core.facts import strengths_of
from guidance.core.gap import Gap, GapItem, find_gap
from guidance.core.moves.index import move_index_of
from guidance.core.profile import Profile


@dataclass(frozen=True)
class Training:
    """skills: concept ids that the education teaches, as its record says · credentials: keys it
    gives · gap: None without a target · gives, leaves: of what is missing, requirements first ·
    leads: the education trains for the target itself, which more than the listed skills goes with.
    """

    skills: tuple[str, ...]
    credentials: tuple[str, ...]
    gap: Gap | None = None
    gives: tuple[GapItem, ...] = ()
    leaves: tuple[GapItem, ...] = ()
    leads: bool = False


def training_for(education_id: str, profile: Profile, target: str, snapshot: Snapshot) -> Training:
    """An education (id) before a target (concept id, "" none). One that the snapshot does not hold
    yet gives nothing that is known."""
    row = snapshot.educations.id.find(education_id)
    skills: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    index = move_index_of(snapshot)
    if row >= 0:
        taught = snapshot.educations.skills.targets_of(row).tolist()
        skills = tuple(snapshot.concepts.id[skill] for skill in dict.fromkeys(taught))
        credentials = index.paths.gives.get(row, ())
    goal = snapshot.followed(snapshot.concept(target)) if target else -1
    if goal < 0:
        return Training(skills, credentials)
    gap = find_gap(profile, target, snapshot)
    given = closure(frozenset(credentials)) | frozenset(skills)
    return Training(
        skills,
        credentials,
        gap,
        tuple(item for item in gap.missing if item.key in given),
        tuple(item for item in gap.missing if item.key not in given),
        row in strengths_of(goal, snapshot, index),
    )
