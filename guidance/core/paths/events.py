"""What every event of a snapshot is, whoever asks: computed once, so that a question only has to
lay the person's limits over it."""

from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import NO_DATE, Array
from catalog.snapshot.snapshot import Condition, Snapshot

_LEAD = {Condition.STUDENT_DECIDES: 14, Condition.PROVIDER_DECIDES: 30}
_LONG_LEAD = 60  # nothing is said about the start
_ALWAYS = int(np.iinfo(np.int32).max)  # later than any day


@dataclass(frozen=True)
class EventFacts:
    """Columns over event rows. Days are int32.

    start: NO_DATE where none is said · lead: days until one without a date may begin · pace: int16
    percent, 0 where the person sets it · days: from first to last at that pace, at full pace where
    the person sets it · has_end: both dates are said · apply_until: last day to apply · expires:
    NO_DATE where the register says none · place: concept row of the municipality, the provider's
    own where none is said, -1 unknown · fee: float32 SEK, 0 unknown · kind: int32 from 0; events of
    a kind differ in nothing that a way counts but where they are.
    """

    start: Array
    lead: Array
    pace: Array
    days: Array
    has_end: Array
    apply_until: Array
    expires: Array
    place: Array
    fee: Array
    kind: Array


def event_facts(snapshot: Snapshot, weeks: Array, days: Array) -> EventFacts:
    """Facts of every event. weeks: full-time, per education · days: calendar days, at full pace."""
    events, educations = snapshot.events, snapshot.educations
    start, end = events.start.astype(np.int64), events.end.astype(np.int64)
    is_dated = start != NO_DATE
    full_days = np.maximum(1, np.rint(days[events.education])).astype(np.int64)
    stated = events.pace.astype(np.int64)
    has_end = is_dated & (end != NO_DATE) & (end >= start)
    between = np.where(has_end, np.maximum(end - start, 1), full_days)
    guessed = np.clip(np.rint(full_days / between * 4) * 25, 25, 100).astype(np.int64)
    pace = np.where(stated > 0, stated, np.where(is_dated, guessed, 0))
    lead = np.full(len(start), _LONG_LEAD)
    for condition, needed in _LEAD.items():
        lead[events.condition == condition] = needed
    apply_last = events.apply_last.astype(np.int64)
    is_always = (apply_last == NO_DATE) | events.applies_continuously
    length = np.where(pace > 0, at_pace(full_days, pace), full_days)
    length = np.where(has_end, end - start, length)
    fee = np.nan_to_num(events.fee, nan=0.0)
    # What is undated may begin on any day between two: those of the lead and of the record.
    first = np.where(is_dated, start, lead)
    last = np.where(is_dated, 0, events.expires)
    of = events.education
    return EventFacts(
        start=start.astype(np.int32),
        lead=lead.astype(np.int32),
        pace=pace.astype(np.int16),
        days=length.astype(np.int32),
        has_end=has_end,
        apply_until=np.where(is_always, _ALWAYS, apply_last).astype(np.int32),
        expires=events.expires.astype(np.int32),
        place=_places(snapshot),
        fee=fee,
        kind=numbered(is_dated, first, last, pace, length, fee, educations.form[of], weeks[of]),
    )


def apart_from_place(events: Array, group: Array, snapshot: Snapshot, facts: EventFacts) -> Array:
    """The first, of these event rows, of all in a group that differ in nothing but where they are
    and who offers them; in order. group: a number for each education row."""
    table = snapshot.events
    columns = (
        group[table.education], facts.kind, facts.apply_until, facts.expires, table.is_distance,
        table.only_in_programme,
    )  # fmt: skip
    _, first = np.unique(numbered(*(column[events] for column in columns)), return_index=True)
    return np.asarray(events[np.sort(first)])


def numbered(*columns: Array) -> Array:
    """int32: the same number for rows that agree in every column."""
    order = np.lexsort(columns)
    is_new = np.zeros(len(order), bool)
    for column in columns:
        is_new[1:] |= column[order[1:]] != column[order[:-1]]
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.cumsum(is_new)
    return numbers


def at_pace(full_days: Array, pace: Array) -> Array:
    """Calendar days at a pace in percent of what takes so many at full pace."""
    days: Array = np.maximum(1, -(-full_days * 100 // np.maximum(pace, 1)))
    return days


def _places(snapshot: Snapshot) -> Array:
    events = snapshot.events
    home = snapshot.providers.municipality
    # One more row, for events without a provider: row -1.
    fallback = np.append(home, -1)[events.provider]
    return np.where(events.municipality >= 0, events.municipality, fallback).astype(np.int32)
