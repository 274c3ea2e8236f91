"""The first useful answer, after the first job: what is near it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from catalog.snapshot.snapshot import Snapshot

Why = Literal["same", "substitute", "neighbour"]

_RANK: dict[Why, int] = {"same": 0, "substitute": 1, "neighbour": 2}
# The taxonomy's own line between those who can take a job over and those who might.
_CAN_STAND_IN = 0.75


@dataclass(frozen=True)
class NearJob:
    """An occupation close to one the person has had. why: the same job again, one that somebody
    from there can take over (`substitute`), or one the register counts as near (`neighbour`) ·
    because: concept id of the job it is close to · ads: of its group in the whole country in the
    snapshot's `ads_period`, 0 when unknown."""

    concept: str
    why: Why
    because: str
    ads: int


def near_jobs(snapshot: Snapshot, held: Sequence[str], limit: int = 3) -> tuple[NearJob, ...]:
    """The job that was had last, and at most `limit` near it, closest first, then most ads."""
    if not held:
        return ()
    last = held[-1]
    row = snapshot.followed(snapshot.concept(last))
    if row < 0:
        return ()
    taken = {snapshot.followed(snapshot.concept(one)) for one in held}
    found: dict[int, tuple[Why, float]] = {}
    for target, weight, _, _ in snapshot.occupations.substitutes.of_row(row):
        if weight >= _CAN_STAND_IN:
            found[target] = ("substitute", weight)
    for target, weight, _, _ in snapshot.occupations.neighbours.of_row(row):
        found.setdefault(target, ("neighbour", weight))
    near = [
        (weight, NearJob(str(snapshot.concepts.id[one]), why, last, _ads_of(snapshot, one)))
        for one, (why, weight) in found.items()
        if one not in taken
    ]
    near.sort(key=lambda one: (_RANK[one[1].why], -one[0], -one[1].ads, one[1].concept))
    same = NearJob(last, "same", last, _ads_of(snapshot, row))
    return (same, *(job for _, job in near[:limit]))


def _ads_of(snapshot: Snapshot, row: int) -> int:
    """Ads of an occupation's group in the whole country."""
    group = row if snapshot.type_of(row) == "ssyk-level-4" else int(snapshot.concepts.broader[row])
    if group < 0:
        return 0
    return next(
        (
            int(count)
            for place, _, _, count in snapshot.demand.ads.of_row(group)
            if snapshot.type_of(place) == "country"
        ),
        0,
    )
