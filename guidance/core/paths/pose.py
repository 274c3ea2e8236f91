"""From a person and a job to the question as mathematics.

Credentials that matter become bits, educations that give the same become one activity, steps
outside school become activities without pace, and what several credentials give together becomes a
rule. What was left out on the way is kept with its reason.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from guidance.core.eligibility.credentials import RULES
from guidance.core.eligibility.evaluate import Opening, has, marks_of, openings
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.licences import LICENCES, UNREGISTERED
from guidance.core.paths.activities import (
    DECIDED,
    LEVEL,
    SELECTIVE,
    Collected,
    activities_of,
)
from guidance.core.paths.candidates import Candidate, candidates_for, needed_credentials
from guidance.core.paths.goal import TAU, Goal
from guidance.core.paths.index import form_of
from guidance.core.paths.leading import TOGETHER, leading_among
from guidance.core.paths.occasions import Ground, Occasions, term_start
from guidance.core.paths.suppliers import Suppliers, suppliers_of
from guidance.core.paths.validation import PREFIX, experience_behind
from guidance.core.search.problem import UNLIMITED, Activity, Plan, Problem

CLOSED = 0  # as an admission: no occasion is left
_FREELY = (Opening(frozenset(), ()),)
# Single university courses are looked for where the job or its educations ask for credits, but not
# in order to be let in to such a course in its turn: chains of those lead everywhere and nowhere.
_NEAR = 1


@dataclass(frozen=True)
class Posed:
    """A question ready for the search.

    keys: the credential of each bit · steps: for each activity the key of its step in LICENCES, ""
    for studies · supplied: for each activity the credential keys it is taken for · candidates: by
    education row, those that may lead there, best first · leading: rows of those that have a part
    in some way · occasions: every event looked at · admissions: the ways to be let in that differ,
    the first of them none · admission: education row → its number there.
    """

    problem: Problem
    keys: tuple[str, ...]
    steps: tuple[str, ...]
    supplied: tuple[frozenset[str], ...]
    candidates: dict[int, Candidate]
    leading: tuple[int, ...]
    occasions: Occasions
    admissions: list[tuple[Opening, ...]]
    admission: dict[int, int]

    def openings_of(self, row: int) -> tuple[Opening, ...]:
        """The ways to be let in to an education; () where no occasion is left."""
        return self.admissions[self.admission[row]]


def pose(goal: Goal, ground: Ground) -> Posed:
    """Everything that may have a part in a way to the goal."""
    return _Posing(goal, ground).posed()


class _Posing:
    """Collects what is needed until nothing more is asked for."""

    def __init__(self, goal: Goal, ground: Ground) -> None:
        self.goal = goal
        self.ground = ground
        self.held = goal.standing.held
        self.marks = marks_of(self.held)
        self.occasions = Occasions(ground)
        self.candidates = {one.row: one for one in candidates_for(goal, ground.index)}
        self.leading = leading_among(self.candidates.values(), goal)
        self.needed = needed_credentials(goal)
        self.supplied: dict[int, tuple[str, ...]] = defaultdict(tuple)
        self.admissions: list[tuple[Opening, ...]] = [()]
        self.admission: dict[int, int] = {}
        self.numbers: dict[tuple[int, frozenset[str]], int] = {}
        self.read: dict[int, tuple[Opening, ...]] = {}
        self.steps: list[str] = []
        self.asked: dict[str, int] = {}
        self.known: dict[str, Suppliers] = {}
        self.waiting: list[str] = []
        self.supply: dict[str, bool] = {}

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
        found = Collected(
            self.goal, self.ground, self.needed, self.occasions, self.candidates, self.supplied,
            self.admissions, self.admission, tuple(self.steps),
            {key: bit for bit, key in enumerate(keys)},
        )  # fmt: skip
        written = activities_of(found)
        return Posed(
            self._problem(found, tuple(one.activity for one in written)), keys,
            tuple(one.step for one in written), tuple(one.supplied for one in written),
            self.candidates, self.leading, self.occasions, self.admissions, self.admission,
        )  # fmt: skip

    def _problem(self, found: Collected, activities: tuple[Activity, ...]) -> Problem:
        limits = self.ground.limits
        weights, covered = self._weights()
        return Problem(
            activities, found.mask(key for key in found.bits if has(key, self.held)),
            found.mask([*self.goal.missing_needs, *self._level()]), self.ground.today,
            self.ground.horizon, _rules(found), weights, covered, TAU, TOGETHER, limits.pace,
            UNLIMITED if limits.budget is None else limits.budget, term_start,
        )  # fmt: skip

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
                self.supplied[row] += (key,)
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
        if key not in self.supply:
            found = self._suppliers(key)
            self.supply[key] = bool(
                key in LICENCES
                or key in UNREGISTERED
                or found.rows
                or found.instead
                or any(gives == key for _, gives in RULES)
            )
        return self.supply[key]

    def _consider(self, rows: dict[int, frozenset[str]]) -> None:
        """Weigh educations; those with an occasion left ask for what they need.

        rows: what is expected of whoever takes each, beside what its text says.
        """
        new = [row for row in rows if row not in self.admission]
        is_open = self.occasions.add(new)
        requirements = self.ground.snapshot.educations.requirement[new].tolist()
        for row, requirement, may_begin in zip(new, requirements, is_open, strict=True):
            if may_begin:
                number = self.numbers.get((requirement, rows[row]))
                if number is None:
                    number = self._admission(requirement, rows[row])
                self.admission[row] = number
            else:
                self.admission[row] = CLOSED

    def _admission(self, requirement: int, expected: frozenset[str]) -> int:
        """The number of a way to be let in; a new one asks for what it needs."""
        found = tuple(Opening(one.keys | expected, one.verbatim) for one in self._read(requirement))
        for one in found:
            if all(self._is_supplied(key) for key in one.keys):
                self._ask(one.keys)
        self.admissions.append(found)
        self.numbers[requirement, expected] = len(self.admissions) - 1
        return len(self.admissions) - 1

    def _read(self, requirement: int) -> tuple[Opening, ...]:
        if requirement < 0:
            return _FREELY
        asked = self.ground.index.asked[requirement]
        if asked.looks_at.isdisjoint(self.marks):
            return asked.openings
        if requirement not in self.read:
            text = self.ground.snapshot.requirements.text[requirement]
            found = openings(parse_requirement(text).expression, self.held)
            self.read[requirement] = tuple(
                Opening(frozenset(k for k in one.keys if not has(k, self.held)), one.verbatim)
                for one in found
            )
        return self.read[requirement]

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


def _rules(found: Collected) -> tuple[tuple[int, int], ...]:
    rules = []
    for needs, gives in RULES:
        if gives in found.bits and all(key in found.bits for key in needs):
            mask = found.mask(needs)
            rules.append((mask, found.given(frozenset({gives})) & ~mask))
    return tuple(rules)


def is_selective(row: int, ground: Ground) -> bool:
    """Whether an education admits only some of those who are eligible."""
    return form_of(row, ground.snapshot) in SELECTIVE


def is_granted(plan: Plan, ground: Ground) -> bool:
    """Whether somebody else decides on a place in it: Arbetsförmedlingen on its own educations."""
    sources = (one.option.source for one in plan.placed if one.option.source >= 0)
    events = ground.snapshot.events
    return any(form_of(int(events.education[one]), ground.snapshot) in DECIDED for one in sources)
