"""Occasions that several sources tell of: the register's go before those that stand in for it.

Each source's rows stay in the database as it said them. What a snapshot offers is decided here, at
every build, so that nothing is offered twice on the day the register is back.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from catalog.models import EducationEvent
from catalog.sources.registry import SOURCES

STAND_INS = {key: entry.stands_in_for for key, entry in SOURCES.items() if entry.stands_in_for}
# A municipality's own list may hold courses that the register lacks, so it gives way course by
# course; the others are copies of the register and give way wherever it has anything to offer.
_BY_COURSE = frozenset(("komvux-lists",))


def left_out(built_on: date) -> frozenset[str]:
    """Ids of events that are not offered, as a source that goes before theirs has the like."""
    out: set[str] = set()
    for key, register in STAND_INS.items():
        standing_in = _events((key,))
        if not standing_in.exists():
            continue
        is_by_course = key in _BY_COURSE
        # Of two stand-ins with one register the earlier in the list of sources goes first.
        before = [register, *_earlier(key)]
        held = set(_like(_open(before, built_on).exclude(pk__in=out), is_by_course=is_by_course))
        columns = ("id", *_columns(is_by_course=is_by_course))
        for one, *rest in standing_in.values_list(*columns).iterator(chunk_size=5000):
            if tuple(rest) in held:
                out.add(one)
    return frozenset(out)


def _earlier(key: str) -> list[str]:
    keys = list(STAND_INS)
    return [one for one in keys[: keys.index(key)] if STAND_INS[one] == STAND_INS[key]]


def _events(keys: Collection[str]) -> QuerySet[EducationEvent]:
    return EducationEvent.objects.filter(run__source_id__in=keys, withdrawn_at=None)


def _open(keys: Collection[str], built_on: date) -> QuerySet[EducationEvent]:
    """Events that may still begin: a register full of last year's occasions holds nothing."""
    return _events(keys).filter(
        Q(start=None) | Q(start__gte=built_on),
        Q(expires=None) | Q(expires__gte=built_on),
        is_cancelled=False,
        education__withdrawn_at=None,
    )


def _columns(*, is_by_course: bool) -> tuple[str, ...]:
    place = ("education__form", "municipality_code")
    return (*place, "education__code", "start") if is_by_course else place


def _like(events: QuerySet[EducationEvent], *, is_by_course: bool) -> Iterator[tuple[Any, ...]]:
    columns = _columns(is_by_course=is_by_course)
    yield from events.order_by().values_list(*columns).distinct()
