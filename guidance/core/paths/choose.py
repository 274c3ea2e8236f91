"""From drafts to the few that no other beats, each with the names it deserves."""

from guidance.core.paths.answer import PathName
from guidance.core.paths.search import Draft

_ORDER: tuple[tuple[PathName, tuple[int, int, int, int]], ...] = (
    ("fastest", (0, 1, 2, 3)),
    ("cheapest", (1, 0, 2, 3)),
    ("nearest", (2, 0, 1, 3)),
    ("safest", (3, 0, 1, 2)),
)


def unbeaten(drafts: list[Draft]) -> list[Draft]:
    """The Pareto set over arrival, cost, distance and bottlenecks; of equals the first by key."""
    kept: list[Draft] = []
    seen: set[tuple[int, float, float, int]] = set()
    for draft in sorted(drafts, key=lambda d: d.key):
        if draft.objective in seen:
            continue
        if any(beats(other, draft) for other in kept):
            continue
        kept.append(draft)
        seen.add(draft.objective)
    return kept


def beats(one: Draft, other: Draft) -> bool:
    """No worse in anything and better in something."""
    pairs = list(zip(one.objective, other.objective, strict=True))
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


def name(drafts: list[Draft]) -> list[tuple[Draft, tuple[PathName, ...]]]:
    """At most four drafts with their names, fastest first. One draft may carry several names."""
    chosen: dict[int, list[PathName]] = {}
    for label, order in _ORDER:
        if not drafts:
            break
        best = min(
            range(len(drafts)),
            key=lambda i: (*(drafts[i].objective[axis] for axis in order), drafts[i].key),
        )
        chosen.setdefault(best, []).append(label)
    return [(drafts[i], tuple(names)) for i, names in chosen.items()]
