"""Educations worth considering for a goal, found backwards from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from catalog.snapshot.snapshot import TermKind, TrainsForOrigin
from guidance.core.occupation import stands_in_for
from guidance.core.paths.goal import Goal, Training
from guidance.core.paths.index import Index, form_of, is_full_training
from guidance.core.regulated import LICENCES, regulation_of

_TITLE_STRENGTH = {
    TermKind.PREFERRED: 0.95,
    TermKind.ALTERNATIVE: 0.9,
    TermKind.TITLE: 0.85,
}
# A link to the group says less than one to the occupation, least where the names have nothing in
# common: a florist belongs to the sellers of specialised shops, and their training is another.
_GROUP_STRENGTH = {True: 0.9, False: 0.6}
_RELATED_STRENGTH = 0.9
_GUARDED_BY_CERTIFICATE = re.compile(r"flyg|fartyg|styrman|kapten|lots\b|maskinist|sjö")
_SHARED = 5  # letters in a row


@dataclass(frozen=True)
class Candidate:
    """An education that may lead to the goal. skills: essential skills it gives, with strength ·
    gives: credentials · training: None when it does not train for the target."""

    row: int
    gives: tuple[str, ...]
    skills: tuple[tuple[int, float], ...]
    training: Training | None

    @property
    def strength(self) -> float:
        return self.training.strength if self.training else 0.0


def candidates_for(goal: Goal, index: Index) -> list[Candidate]:
    """Trains for the target, gives a credential it needs, or gives essential skills. Best first."""
    trainings = _trainings(goal, index)
    if goal.demand.is_derived and not goal.demand.needs:
        add_related(trainings, goal, index)
    refused = drop_refused(trainings)
    skills = _skills(goal, index)
    needed = needed_credentials(goal)
    rows = set(trainings) | set(skills)
    for key in needed:
        rows.update(set(index.givers.get(key, ())) - refused)
    found = []
    for row in rows:
        gives = index.gives.get(row, ())
        training = trainings.get(row)
        if row not in refused and needed and not needed.isdisjoint(gives):
            training = Training(1.0, TrainsForOrigin.REGISTER)
        elif training and row not in skills and not is_full_training(row, goal.snapshot):
            continue
        found.append(Candidate(row, gives, tuple(sorted(skills.get(row, {}).items())), training))
    found.sort(key=lambda c: (-c.strength, -sum(w for _, w in c.skills), c.row))
    return found


def needed_credentials(goal: Goal) -> frozenset[str]:
    """Degrees, trainings and licences that the missing needs rest on."""
    needed: set[str] = set()
    waiting = list(goal.missing_needs)
    while waiting:
        key = waiting.pop()
        if key in needed or key in goal.standing.held:
            continue
        needed.add(key)
        if key in LICENCES:
            waiting.extend(part for way in LICENCES[key].ways for part in way)
    general = ("driving:B", "experience", "language", "foreign")
    return frozenset(key for key in needed if not key.startswith(general))


def _trainings(goal: Goal, index: Index) -> dict[int, Training]:
    found = linked_trainings(goal, index)
    names = names_of(goal)
    if names:
        pattern = name_pattern(names)
        for row in index.title_words.may_hold(names):
            title = index.titles[row]
            match = pattern.search(title)
            if match and not is_of_another(title, match.end()):
                keep_stronger(found, row, Training(names[match[0]], TrainsForOrigin.TITLE))
    return found


def linked_trainings(goal: Goal, index: Index) -> dict[int, Training]:
    """Educations, by row, that the catalogue ties to the occupation or its group."""
    found: dict[int, Training] = {}
    of_group = _GROUP_STRENGTH[_is_named_alike(goal)]
    for concept, factor in ((goal.demand.row, 1.0), (goal.demand.group_row, of_group)):
        if concept < 0:
            continue
        for row, weight, origin, _ in index.trainers.of_row(concept):
            strength = round(weight * factor, 4)
            keep_stronger(found, row, Training(strength, TrainsForOrigin(origin)))
    return found


def name_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Whole names in a title, the longest first."""
    ordered = sorted(names, key=lambda name: (len(name), name), reverse=True)
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in ordered))


def is_of_another(title: str, end: int) -> bool:
    """Whether what follows the name makes it another job: an assistant's or a manager's."""
    return bool(re.match(r"\s*-?(?:assistent|chef)", title[end:]))


def add_related(found: dict[int, Training], goal: Goal, index: Index) -> None:
    """Educations that train for another occupation whose people this one takes in their stead.

    Only where no curated list says what the target asks for, within the same minor group (SSYK,
    three digits), never for crews and mechanics that a certificate guards, and said by name.
    """
    if _GUARDED_BY_CERTIFICATE.search(goal.demand.label.lower()):
        return
    concepts = goal.snapshot.concepts
    is_degree_named = "civilingenjör" in goal.demand.label.lower()
    for row in sorted(stands_in_for(goal.demand.row, goal.snapshot) - {goal.demand.row}):
        group = int(concepts.broader[row])
        ssyk = concepts.code[group] if group >= 0 else ""
        regulation = regulation_of(concepts.id[row], concepts.label[row], ssyk)
        if ssyk[:3] != goal.demand.ssyk[:3] or (regulation and regulation.needs):
            continue  # too far a trade, or one that its training alone does not open
        for education, weight, origin, _ in index.trainers.of_row(row):
            if not weight:
                continue  # an editor's no, to that occupation
            if goal.demand.level == "university" and form_of(education, goal.snapshot) != "HS":
                continue
            if is_degree_named and "civilingenjör" not in index.titles.get(education, ""):
                continue
            strength = round(min(weight, 1.0) * _RELATED_STRENGTH, 4)
            keep_stronger(found, education, Training(strength, TrainsForOrigin(origin), row))


def _is_named_alike(goal: Goal) -> bool:
    """Whether occupation and group share that many letters in a row."""
    if goal.demand.group_row < 0:
        return False
    one = goal.demand.label.lower()
    other = goal.snapshot.concepts.label[goal.demand.group_row].lower()
    return any(one[at : at + _SHARED] in other for at in range(len(one) - _SHARED + 1))


def keep_stronger(found: dict[int, Training], row: int, training: Training) -> None:
    """Keep the training unless a stronger one, or an editor's word, is known for the education."""
    known = found.get(row)
    if known is None or (
        known.origin != TrainsForOrigin.EDITOR and training.strength > known.strength
    ):
        found[row] = training


def drop_refused(found: dict[int, Training]) -> frozenset[int]:
    """Take away the educations that an editor says do not train for the occupation; which."""
    refused = frozenset(row for row, training in found.items() if not training.strength)
    for row in refused:
        del found[row]
    return refused


def names_of(goal: Goal) -> dict[str, float]:
    """What an education's title may call the occupation, with how much that says."""
    terms, concepts = goal.snapshot.terms, goal.snapshot.concepts
    names: dict[str, float] = {}
    for term in np.flatnonzero(terms.concept == goal.demand.row).tolist():
        kind = TermKind(int(terms.kind[term]))
        if kind in _TITLE_STRENGTH and str(terms.language[term]) in ("swe", "sv", ""):
            for name in _heads(str(terms.text[term])):
                names[name] = max(names.get(name, 0.0), _TITLE_STRENGTH[kind])
    if goal.demand.row >= 0:
        for name in _heads(concepts.label[goal.demand.row]):
            names[name] = 0.95
    if goal.demand.group_row >= 0:
        for name in _heads(concepts.label[goal.demand.group_row].replace(" m.fl.", "")):
            names.setdefault(name, 0.85 if _is_named_alike(goal) else 0.6)
    return names


def _heads(label: str) -> list[str]:
    """`Behandlingsassistent/Socialpedagog` → both; `Sjuksköterska, grundutbildad` → the first."""
    first = label.lower().split(",")[0]
    names = [part.strip() for part in re.split(r"/|\(|\beller\b", first)]
    names += [re.sub(r"\s+à la carte|\s+m\.fl\.?$", "", name) for name in names]
    return [name for name in dict.fromkeys(names) if len(name) >= 4 and not name.endswith("-")]


def _skills(goal: Goal, index: Index) -> dict[int, dict[int, float]]:
    """Essential skills that are not held, per education that gives them."""
    found: dict[int, dict[int, float]] = {}
    for skill in sorted(set(goal.weights) - goal.held):
        for row, weight, _, _ in index.teachers.of_row(skill):
            given = found.setdefault(row, {})
            given[skill] = max(given.get(skill, 0.0), float(weight))
    return found
