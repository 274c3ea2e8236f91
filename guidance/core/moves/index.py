"""What career moves look up in a snapshot, computed once per snapshot and process."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import Array, spread
from catalog.snapshot.snapshot import FORMS, Snapshot
from guidance.core.eligibility.credentials import RULES, closure
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.licences import LICENCES
from guidance.core.moves.demanded import Requirements, compile_requirements
from guidance.core.moves.pairs import Pairs, Taught, pairs_of, taught_by
from guidance.core.moves.targets import Targets, targets_of
from guidance.core.moves.trainings import NOBODY, trainings_for
from guidance.core.once import once_per_snapshot
from guidance.core.paths.candidates import needed_credentials
from guidance.core.paths.events import apart_from_place, numbered
from guidance.core.paths.goal import Goal
from guidance.core.paths.index import Index, index_of
from guidance.core.paths.suppliers import credit_rows


@dataclass(frozen=True)
class Step:
    """A step outside school. key, ways, gives: places of credential keys."""

    name: str
    ways: tuple[tuple[int, ...], ...]
    days: int
    fee: float
    gives: tuple[int, ...]


@dataclass(frozen=True)
class Credentials:
    """What gives a credential. places: key → its place among the requirements' keys.

    kind: int32 per education row, -1 gives none; educations that give the same are one kind ·
    given: places that each kind gives · steps: outside school · rules: (needs, given place) ·
    validated: keys of trainings that komvux also validates, and the places each gives.
    """

    places: dict[str, int]
    kind: Array
    given: tuple[Array, ...]
    steps: tuple[Step, ...]
    rules: tuple[tuple[tuple[int, ...], int], ...]
    validated: dict[str, Array]


@dataclass(frozen=True)
class MoveIndex:
    """Everything about all moves that does not depend on the person.

    rests_on: by number, every credential that a regulated occupation rests on · events: int64 rows
    of the events of every education that has any part in it · giving: those that stand for all that
    give credentials, where any place will do.
    """

    paths: Index
    targets: Targets
    requirements: Requirements
    credentials: Credentials
    pairs: Pairs
    taught: Taught
    rests_on: dict[int, frozenset[str]]
    events: Array
    giving: Array


_indexes: dict[str, MoveIndex] = {}


def move_index_of(snapshot: Snapshot) -> MoveIndex:
    """The index of a snapshot. Kept for the two latest snapshots of this process."""
    return once_per_snapshot(snapshot, _indexes, _build)


def _build(snapshot: Snapshot) -> MoveIndex:
    paths = index_of(snapshot)
    targets = targets_of(snapshot)
    taught = taught_by(targets, paths)
    trainings = trainings_for(targets, paths, snapshot)
    pairs = pairs_of(targets, trainings, taught, len(snapshot.educations.form))
    texts = [parse_requirement(text).expression for text in snapshot.requirements.text]
    requirements = compile_requirements(texts, _more_keys(targets, paths))
    credentials = _credentials(requirements.keys, paths, snapshot)
    matters = credentials.kind >= 0
    matters[pairs.education] = matters[taught.education] = True
    _, events = spread(snapshot.educations.first_event, np.flatnonzero(matters))
    return MoveIndex(
        paths,
        targets,
        requirements,
        credentials,
        pairs,
        taught,
        _grounds(targets, snapshot),
        events,
        _giving(credentials.kind, events, paths, snapshot),
    )


def _giving(kind: Array, events: Array, paths: Index, snapshot: Snapshot) -> Array:
    of = snapshot.events.education[events]
    alike = numbered(kind, snapshot.educations.requirement)
    return apart_from_place(events[kind[of] >= 0], alike, snapshot, paths.events)


def _grounds(targets: Targets, snapshot: Snapshot) -> dict[int, frozenset[str]]:
    """What each regulated occupation rests on, seen from somebody who holds nothing."""
    return {
        number: needed_credentials(Goal(demand, NOBODY, snapshot))
        for number, demand in enumerate(targets.demands)
        if demand.needs
    }


def _more_keys(targets: Targets, paths: Index) -> set[str]:
    """Keys of regulations, steps, rules and educations, and what those imply."""
    keys: set[str] = set()
    for demand in targets.demands:
        keys.update(demand.needs)
    for key, step in LICENCES.items():
        keys.update((key, *step.proves), *step.ways)
    for needs, gives in RULES:
        keys.update((gives, *needs))
    for given in set(paths.gives.values()):
        keys.update(given)
    return keys


def _credentials(keys: tuple[str, ...], paths: Index, snapshot: Snapshot) -> Credentials:
    places = {key: place for place, key in enumerate(keys)}
    gives: dict[int, set[str]] = defaultdict(set)
    for row, given in paths.gives.items():
        gives[row].update(given)
    for key in keys:
        if key.startswith("hp:"):
            for row in credit_rows(key.removeprefix("hp:"), paths, snapshot):
                gives[row].add(key)
    kinds: dict[frozenset[str], int] = {}
    kind = np.full(len(snapshot.educations.form), -1, np.int32)
    for row, known in gives.items():
        kind[row] = kinds.setdefault(frozenset(known), len(kinds))
    steps = tuple(
        Step(
            key, tuple(tuple(places[one] for one in way) for way in step.ways), step.max_days,
            step.fee, tuple(_given((key, *step.proves), places).tolist()),
        )
        for key, step in LICENCES.items()
    )  # fmt: skip
    rules = tuple(
        (tuple(places[one] for one in sorted(needs)), places[given]) for needs, given in RULES
    )
    komvux = FORMS.index("VUXGY")
    validated = {
        key: _given((key,), places)
        for key in keys
        if key.startswith("training:")
        and any(snapshot.educations.form[row] == komvux for row in paths.givers.get(key, ()))
    }
    by_kind = tuple(_given(known, places) for known in kinds)
    return Credentials(places, kind, by_kind, steps, rules, validated)


def _given(keys: Iterable[str], places: dict[str, int]) -> Array:
    """Places of everything that these imply together."""
    implied = closure(frozenset(keys))
    return np.array(sorted(places[key] for key in implied if key in places), np.int64)
