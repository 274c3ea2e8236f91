"""From every way that no other beats to the few that are shown, each with the names it deserves."""

from collections.abc import Sequence

from guidance.core.paths.answer import PathName
from guidance.core.search.problem import Plan

# Of plans that cost the same the surest comes first: what somebody else decides is no saving yet.
_ORDER: tuple[tuple[PathName, tuple[int, int, int, int]], ...] = (
    ("fastest", (0, 1, 2, 3)),
    ("cheapest", (1, 3, 0, 2)),
    ("nearest", (2, 0, 1, 3)),
    ("safest", (3, 0, 1, 2)),
)


def name(plans: Sequence[Plan]) -> list[tuple[Plan, tuple[PathName, ...]]]:
    """At most four plans with their names, fastest first. One plan may carry several names."""
    chosen: dict[int, list[PathName]] = {}
    for label, order in _ORDER if plans else ():
        best = min(
            range(len(plans)),
            key=lambda i: (*(plans[i].objective[axis] for axis in order), plans[i].key),
        )
        chosen.setdefault(best, []).append(label)
    return [(plans[i], tuple(names)) for i, names in chosen.items()]
