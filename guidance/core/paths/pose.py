"""From a person and a job to the question as mathematics.

Credentials that matter become bits, educations that give the same become one activity, steps
outside school become activities without pace, and what several credentials give together becomes a
rule. What was left out on the way is kept with its reason.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import Array
from catalog.snapshot.snapshot import FORMS
from guidance.core.eligibility.credentials import RULES, closure
from guidance.core.eligibility.evaluate import Opening, has, openings
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.licences import LICENCES, UNREGISTERED
from guidance.core.paths.candidates import Candidate, candidates_for, needed_credentials
from guidance.core.paths.goal import TAU, Goal
from guidance.core.paths.index import form_of
from guidance.core.paths.leading import TOGETHER, leading_among
from guidance.core.paths.occasions import Ground, Occasions, term_start
from guidance.core.paths.suppliers import Suppliers, suppliers_of
from guidance.core.paths.validation import PREFIX, experience_behind, validation_options
from guidance.core.search.problem import UNLIMITED, Activity, Entry, Options, Plan, Problem

LEVEL = "level:"  # the normal entry level, as if it were a credential
SELECTIVE = frozenset({"HS", "YH", "KKU", "FHS"})
_DECIDED = frozenset({"AUB"})
_TERMLY = np.array([form in SELECTIVE for form in FORMS])
_UNCERTAIN = np.array([int(form in SELECTIVE or form in _DECIDED) for form in FORMS])
_FREELY = (Opening(frozenset(), ()),)
# Single university courses are looked for where the job or its educations ask for credits, but not
# in order to be let in to such a course in its turn: chains of those lead everywhere and nowhere.
_NEAR = 1

Covers = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Posed:
    """A question ready for the search.

    keys: the credential of each bit · steps: for each activity the key of its step in LICENCES, ""
    for studies · supplied: for each activity the credential keys it is taken for · candidates: by
    education row, those that may lead there, best first · leading: rows of those that have a part
    in some way · occasions: every event looked at · openings: by education row, the ways to be let
    in, () where no occasion is left.
    """

    problem: Problem
    keys: tuple[str, ...]
    steps: tuple[str, ...]
    supplied: tuple[frozenset[str], ...]
    candidates: dict[int, Candidate]
    leading: tuple[int, ...]
    occasions: Occasions
    openings: dict[int, tuple[Opening, ...]]


def pose(goal: Goal, ground: Ground) -> Posed:
    """Everything that may have a part in a way to the goal."""
    return _Posing(goal, ground).posed()


class _Posing:
    """Collects what is needed until nothing more is asked for."""

    def __init__(self, goal: Goal, ground: Ground) -> None:
        self.goal = goal
        self.ground = ground
        self.held = goal.standing.held
        self.occasions = Occasions(ground)
        self.candidates = {one.row: one for one in candidates_for(goal, ground.index)}
        self.leading = leading_among(self.candidates.values(), goal)
        self.needed = needed_credentials(goal)
        self.rows = {row: number for number, row in enumerate(goal.weights or (-1,))}
        self.supplied: dict[int, set[str]] = defaultdict(set)
        self.openings: dict[int, tuple[Opening, ...]] = {}
        self.read: dict[int, tuple[Opening, ...]] = {}
        self.steps: list[str] = []
        self.asked: dict[str, int] = {}
        self.known: dict[str, Suppliers] = {}
        self.matters: dict[str, bool] = {}
        self.waiting: list[str] = []

    def posed(self) -> Posed:
        self._ask(self.goal.missing_needs)
        self._ask(self._level())
        self._consider(dict.fromkeys(self.leading, frozenset[str]()))
        depth = 0
        while self.waiting and (self.leading or self.goal.missing_needs):
            asked, self.waiting = self.waiting, []
            self._supply(asked, is_near=depth <= _NEAR)
            depth += 1
        keys = tuple(sorted(self.asked))
        bits = {key: bit for bit, key in enumerate(keys)}
        activities, steps, supplied = self._activities(bits)
        held = sum(1 << bits[key] for key in keys if has(key, self.held))
        limits = self.ground.limits
        weights, covered = self._weights()
        problem = Problem(
            activities, held, self._mask([*self.goal.missing_needs, *self._level()], bits),
            self.ground.today, self.ground.horizon, self._rules(bits), weights, covered, TAU,
            TOGETHER, limits.pace, UNLIMITED if limits.budget is None else limits.budget,
            term_start,
        )  # fmt: skip
        return Posed(
            problem,
            keys,
            steps,
            supplied,
            self.candidates,
            self.leading,
            self.occasions,
            self.openings,
        )

    def _level(self) -> list[str]:
        return [] if self.goal.has_level else [LEVEL]

    def _ask(self, keys: Iterable[str]) -> None:
        for key in sorted(keys):
            if key not in self.asked:
                self.asked[key] = len(self.asked)
                if not has(key, self.held):
                    self.waiting.append(key)

    def _supply(self, keys: list[str], *, is_near: bool) -> None:
        """Ask for whatever could give the keys, and for what that needs."""
        rows: dict[int, frozenset[str]] = {}
        for key in keys:
            if key == LEVEL or (key.startswith("hp:") and not is_near):
                continue
            for step in (key, *UNREGISTERED.get(key, ())):
                if step in LICENCES and step not in self.steps:
                    self.steps.append(step)
                    for way in LICENCES[step].ways:
                        self._ask(way)
            for needs, gives in RULES:
                if gives == key:
                    self._ask(needs)
            if self._experience(key) >= 0:
                self.steps.append(PREFIX + key)
            found = self._suppliers(key)
            if found.instead:
                self._ask([found.instead])
            for row in found.rows:
                self.supplied[row].add(key)
                rows.setdefault(row, found.expected)
        self._consider(rows)

    def _suppliers(self, key: str) -> Suppliers:
        if key not in self.known:
            self.known[key] = suppliers_of(key, self.held, self.ground)
        return self.known[key]

    def _experience(self, key: str) -> int:
        standing, index = self.goal.standing, self.ground.index
        return experience_behind(key, standing, index, self.ground.snapshot)

    def _is_supplied(self, key: str) -> bool:
        """Whether anything at all gives a key; nothing is asked for in vain."""
        found = self._suppliers(key)
        return bool(
            key in LICENCES
            or key in UNREGISTERED
            or found.rows
            or found.instead
            or any(gives == key for _, gives in RULES)
        )

    def _consider(self, rows: dict[int, frozenset[str]]) -> None:
        """Weigh educations; those with an occasion left ask for what they need.

        rows: what is expected of whoever takes each, beside what its text says.
        """
        new = [row for row in rows if row not in self.openings]
        self.occasions.add(new)
        open_rows = self.occasions.open_among(new)
        for row in new:
            self.openings[row] = ()
            if row in open_rows:
                found = (Opening(one.keys | rows[row], one.verbatim) for one in self._read(row))
                self.openings[row] = tuple(found)
                for one in self.openings[row]:
                    if all(self._is_supplied(key) for key in one.keys):
                        self._ask(one.keys)

    def _read(self, row: int) -> tuple[Opening, ...]:
        requirement = int(self.ground.snapshot.educations.requirement[row])
        if requirement < 0:
            return _FREELY
        if requirement not in self.read:
            text = self.ground.snapshot.requirements.text[requirement]
            found = openings(parse_requirement(text).expression, self.held)
            self.read[requirement] = tuple(
                Opening(frozenset(k for k in one.keys if not has(k, self.held)), one.verbatim)
                for one in found
            )
        return self.read[requirement]

    def _mask(self, keys: Iterable[str], bits: dict[str, int]) -> int:
        mask = 0
        for key in keys:
            mask |= 1 << bits[key]
        return mask

    def _rules(self, bits: dict[str, int]) -> tuple[tuple[int, int], ...]:
        rules = []
        for needs, gives in RULES:
            if gives in bits and all(key in bits for key in needs):
                mask = self._mask(needs, bits)
                given = closure(frozenset({gives})) & bits.keys()
                rules.append((mask, self._mask(given, bits) & ~mask))
        return tuple(rules)

    def _weights(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Weights of the essential skills and what is held of each.

        Where no skills are known an education that trains for the job, or a licence, stands for
        all of them together.
        """
        weights = self.goal.weights
        if not weights:
            return (1.0,), (self.goal.share({}),)
        held = self.goal.held
        return tuple(weights.values()), tuple(float(row in held) for row in weights)

    def _covers(self, skills: dict[int, float], strength: float) -> Covers:
        rows = self.rows
        if not strength:
            found = sorted((rows[row], amount) for row, amount in skills.items() if amount > 0)
            return tuple(found)
        each = ((number, max(strength, skills.get(row, 0.0))) for row, number in rows.items())
        return tuple(each)

    def _activities(
        self, bits: dict[str, int]
    ) -> tuple[tuple[Activity, ...], tuple[str, ...], tuple[frozenset[str], ...]]:
        groups: dict[tuple[frozenset[str], bool, Covers], list[int]] = defaultdict(list)
        for row in sorted(self.openings):
            if self.openings[row]:
                groups[self._kind(row)].append(row)
        activities: list[Activity] = []
        steps: list[str] = []
        supplied: list[frozenset[str]] = []
        for (keys, has_level, covers), rows in groups.items():
            given = self._given(keys, bits) | (self._mask([LEVEL], bits) if has_level else 0)
            entries = self._entries(rows, bits)
            if (given or covers) and entries:
                first = self.ground.snapshot.educations.id[rows[0]]
                activities.append(Activity(first, entries, given, covers))
                steps.append("")
                supplied.append(keys)
        for key in self.steps:
            activities.append(self._step(key, bits))
            steps.append(key)
            supplied.append(self._supplied_by(key))
        return tuple(activities), tuple(steps), tuple(supplied)

    def _given(self, keys: frozenset[str], bits: dict[str, int]) -> int:
        return self._mask((key for key in closure(keys) if key in bits), bits)

    def _matters(self, key: str) -> bool:
        """Whether a key, or something it implies, has been asked for."""
        if key not in self.matters:
            self.matters[key] = bool(closure(frozenset({key})) & self.asked.keys())
        return self.matters[key]

    def _kind(self, row: int) -> tuple[frozenset[str], bool, Covers]:
        """What an education gives: educations of the same kind are one activity."""
        given = {*self.supplied.get(row, ()), *self.ground.index.gives.get(row, ())}
        keys = frozenset(key for key in given if self._matters(key))
        candidate = self.candidates.get(row)
        strength = candidate.strength if candidate else 0.0
        if any(key.startswith("hp:") and key in self.needed for key in keys):
            strength = 1.0
        covers = self._covers(dict(candidate.skills) if candidate else {}, strength)
        has_level = (
            not self.goal.has_level
            and candidate is not None
            and self.goal.reaches_level(row, candidate.training)
        )
        return keys, has_level, covers

    def _entries(self, rows: list[int], bits: dict[str, int]) -> tuple[Entry, ...]:
        """Entries by what they need; each with the open occasions of the rows it lets in."""
        by_needs: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        masks: dict[frozenset[str], int | None] = {}
        for row in rows:
            for one in self.openings[row]:
                if one.keys not in masks:
                    is_asked = one.keys <= bits.keys()
                    masks[one.keys] = self._mask(one.keys, bits) if is_asked else None
                needs = masks[one.keys]
                if needs is not None:
                    by_needs[needs].append((row, bool(one.verbatim)))
        return tuple(
            Entry(needs, self._options(let_in)) for needs, let_in in sorted(by_needs.items())
        )

    def _options(self, let_in: list[tuple[int, bool]]) -> Options:
        spans = [self.occasions.of(row) for row, _ in let_in]
        places = np.concatenate([np.arange(span.start, span.stop) for span in spans])
        doubt = np.repeat(
            [int(is_unjudged) for _, is_unjudged in let_in],
            [span.stop - span.start for span in spans],
        )
        is_open = self.occasions.weighed.why[places] == 0
        return self._columns(places[is_open], doubt[is_open])

    def _columns(self, places: Array, doubt: Array) -> Options:
        weighed, snapshot = self.occasions.weighed, self.ground.snapshot
        events = weighed.events[places]
        educations = snapshot.events.education[events]
        forms = snapshot.educations.form[educations]
        is_loose = weighed.is_flexible[places]
        return Options(
            start=weighed.start[places],
            end=weighed.end[places],
            pace=weighed.pace[places],
            km=weighed.km[places],
            fee=weighed.fee[places],
            bottlenecks=_UNCERTAIN[forms] + doubt,
            weeks=self.ground.index.weeks[educations],
            is_loose=is_loose,
            latest=weighed.latest[places],
            is_termly=is_loose & _TERMLY[forms],
            source=events,
        )

    @staticmethod
    def _supplied_by(key: str) -> frozenset[str]:
        """The credentials that a step is taken for."""
        step = LICENCES.get(key)
        return frozenset({key.removeprefix(PREFIX), *(step.proves if step and step.form else ())})

    def _step(self, key: str, bits: dict[str, int]) -> Activity:
        ground = self.ground
        if key.startswith(PREFIX):
            proved = key.removeprefix(PREFIX)
            options = validation_options(ground.today, ground.farthest)
            covers = self._covers({}, 1.0) if proved in self.needed else ()
            given = self._given(frozenset({proved}), bits)
            return Activity(key, (Entry(0, options),), given, covers)
        step = LICENCES[key]
        row = Options(
            start=np.array([ground.today]), end=np.array([ground.today + step.max_days]),
            pace=np.array([step.pace]), km=np.array([0.0]), fee=np.array([step.fee]),
            bottlenecks=np.array([int(step.is_uncertain)]), weeks=np.array([0.0]),
            is_loose=np.array([True]), latest=np.array([ground.farthest]),
            is_termly=np.array([False]), source=np.array([-1]),
        )  # fmt: skip
        # Only for what the job itself rests on: a licence that some course asks for teaches no job.
        is_enough = (step.covers or key.startswith("licence")) and not (
            self.needed.isdisjoint(self._supplied_by(key))
        )
        return Activity(
            key,
            tuple(
                Entry(self._mask((k for k in way if not has(k, self.held)), bits), row)
                for way in step.ways
            ),
            self._given(self._supplied_by(key), bits),
            self._covers({}, 1.0) if is_enough else (),
        )


def is_selective(row: int, ground: Ground) -> bool:
    """Whether an education admits only some of those who are eligible."""
    return form_of(row, ground.snapshot) in SELECTIVE


def is_granted(plan: Plan, ground: Ground) -> bool:
    """Whether somebody else decides on a place in it: Arbetsförmedlingen on its own educations."""
    sources = (one.option.source for one in plan.placed if one.option.source >= 0)
    events = ground.snapshot.events
    return any(form_of(int(events.education[one]), ground.snapshot) in _DECIDED for one in sources)
