"""Database → rows: the decisions of editors; and back: what became of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from catalog.models import Override
from catalog.snapshot.overrides import Effect, OverrideRow


def read_overrides() -> list[OverrideRow]:
    """Every active decision."""
    columns = ("id", "kind", "action", "subject", "target", "how")
    return [
        OverrideRow(*row) for row in Override.objects.filter(is_active=True).values_list(*columns)
    ]


def tell_effects(number: int, effects: Iterable[Effect]) -> None:
    """Note at each decision what the build of snapshot `number` made of it."""
    alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for effect in effects:
        alike[effect.outcome, effect.detail[:200]].append(effect.override)
    for (outcome, detail), ids in alike.items():
        Override.objects.filter(pk__in=ids).update(
            outcome=outcome, outcome_detail=detail, snapshot=number
        )


def counts_of(effects: Iterable[Effect]) -> dict[str, int]:
    """For the statistics of a build; empty where nothing was decided."""
    return {
        f"overrides_{outcome}": count
        for outcome, count in sorted(Counter(effect.outcome for effect in effects).items())
    }
