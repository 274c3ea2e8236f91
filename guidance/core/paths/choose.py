"""From every way that no other beats to the few that are shown, each with the names it deserves."""

from collections.abc import Callable, Sequence

from guidance.core.paths.answer import PathName
from guidance.core.search.problem import Plan

_ORDER: tuple[tuple[PathName, tuple[int, int, int, int]], ...] = (
    ("fastest", (0, 1, 2, 3)),
    ("cheapest", (1, 0, 2, 3)),
    ("nearest", (2, 0, 1, 3)),
    ("safest", (3, 0, 1, 2)),
)


def name(
    plans: Sequence[Plan], is_granted: Callable[[Plan], bool]
) -> list[tuple[Plan, tuple[PathName, ...]]]:
    """At most four plans with their names, fastest first. One plan may carry several names.

    is_granted: whether somebody else gives the place; what a person can choose themselves comes
    before it among plans that cost the same.
    """
    chosen: dict[int, list[PathName]] = {}
    for label, (first, *rest) in _ORDER if plans else ():
        best = min(
            range(len(plans)),
            key=lambda i: (
                plans[i].objective[first],
                label == "cheapest" and is_granted(plans[i]),
                *(plans[i].objective[axis] for axis in rest),
                plans[i].key,
            ),
        )
        chosen.setdefault(best, []).append(label)
    return [(plans[i], tuple(names)) for i, names in chosen.items()]
