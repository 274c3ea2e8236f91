"""Municipalities, regions and occupation fields of the snapshot, in the order people read."""

import numpy as np

from catalog.snapshot.snapshot import CONCEPT_TYPES, Snapshot
from guidance.core.standing import municipality_row


def municipalities(snapshot: Snapshot) -> list[tuple[str, str]]:
    """(four-digit code, name) of every municipality, by name in Swedish order."""
    is_municipality = snapshot.concepts.type == CONCEPT_TYPES.index("municipality")
    rows = np.flatnonzero(is_municipality & ~snapshot.concepts.is_deprecated).tolist()
    found = [(str(snapshot.concepts.code[row]), str(snapshot.concepts.label[row])) for row in rows]
    return sorted((one for one in found if one[0]), key=lambda one: swedish_order(one[1]))


def municipality_name(snapshot: Snapshot, code: str) -> str:
    """Name of a municipality code, or ""."""
    row = municipality_row(code, snapshot) if code else -1
    return str(snapshot.concepts.label[row]) if row >= 0 else ""


def region_of(snapshot: Snapshot, code: str) -> str:
    """Concept id of the region a municipality lies in, or ""."""
    row = municipality_row(code, snapshot) if code else -1
    region = int(snapshot.concepts.broader[row]) if row >= 0 else -1
    return str(snapshot.concepts.id[region]) if region >= 0 else ""


def regions(snapshot: Snapshot) -> list[tuple[str, str]]:
    """(concept id, name) of every region, by name in Swedish order."""
    return _named("region", snapshot)


def fields(snapshot: Snapshot) -> list[tuple[str, str]]:
    """(concept id, name) of every occupation field, by name in Swedish order."""
    return _named("occupation-field", snapshot)


def _named(kind: str, snapshot: Snapshot) -> list[tuple[str, str]]:
    is_kind = snapshot.concepts.type == CONCEPT_TYPES.index(kind)
    rows = np.flatnonzero(is_kind & ~snapshot.concepts.is_deprecated).tolist()
    named = [(str(snapshot.concepts.id[row]), str(snapshot.concepts.label[row])) for row in rows]
    return sorted(named, key=lambda one: swedish_order(one[1]))


def swedish_order(name: str) -> tuple[int, ...]:
    """Sort key with å, ä and ö after z."""
    after_z = {"å": 0x10000, "ä": 0x10001, "ö": 0x10002}
    return tuple(after_z.get(letter, ord(letter)) for letter in name.casefold())
