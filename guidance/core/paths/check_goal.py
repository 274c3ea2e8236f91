"""The checker's second half: what legs need and give, and whether that reaches the goal.

Everything is read from the catalogue's own ties and from the meaning of words, never from the
search. Where the search may know more ways in which an education's name says what it trains for,
this is the more generous of the two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from catalog.snapshot.snapshot import CONFIGURATIONS, FORMS, Snapshot, TermKind, TrainsForOrigin
from guidance.core.eligibility.courses import canonical_course
from guidance.core.eligibility.credentials import closure
from guidance.core.eligibility.evaluate import has, judge
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.eligibility.phrases import credential_of_skill, is_education
from guidance.core.licences import LICENCES, Licence
from guidance.core.occupation import LEVEL_KEYS, NEAR, OccupationDemand, demand_of, stands_in_for
from guidance.core.paths.answer import Leg, Path
from guidance.core.profile import Profile
from guidance.core.regulated import GIVES
from guidance.core.standing import Standing, standing_of

_SHARE = 0.8  # of the weighted essential skills
_LEAST_WEIGHT = 0.05
_OF_GROUP = 0.9  # what a tie to the whole group is worth, or to an occupation that stands in
_BY_NAME = 0.95
_NO_LEVEL = {
    "none": frozenset[str](),
    "upper": frozenset[str](),
    "post": frozenset({"VUXGY"}),
    "university": frozenset({"VUXGY", "FHS", "AUB", "OTHER"}),
}


@dataclass(frozen=True)
class _Judged:
    """A path and the target it should reach."""

    path: Path
    demand: OccupationDemand
    standing: Standing
    snapshot: Snapshot

    def held(self, day: date) -> frozenset[str]:
        """Closed credentials on the morning of a day."""
        given = {key for leg in self.path.legs if leg.end < day for key in leg.gives_credentials}
        return closure(self.standing.held | given)

    @cached_property
    def experience(self) -> tuple[int, ...]:
        """Worked occupations that carry over."""
        return self.standing.experience_among(stands_in_for(self.demand.row, self.snapshot))

    @cached_property
    def weights(self) -> dict[int, float]:
        """Essential skills by row; licences and educations among them are no skills."""
        return {
            one.row: max(one.weight, _LEAST_WEIGHT)
            for one in self.demand.essential
            if not credential_of_skill(one.label) and not is_education(one.label)
        }

    def row(self, leg: Leg) -> int:
        return self.snapshot.educations.id.find(leg.education_id) if leg.education_id else -1


def faults_of_goal(
    path: Path, profile: Profile, target: str, snapshot: Snapshot, is_ready: bool
) -> Iterator[str]:
    """What is wrong with what a path needs, gives and reaches.

    is_ready: the person can apply now, so that other paths are an offer to stand firmer.
    """
    demand = demand_of(snapshot.concept(target), snapshot)
    judged = _Judged(path, demand, standing_of(profile, snapshot), snapshot)
    yield from _eligibility(judged)
    yield from _given(judged)
    if path.needed != len(judged.weights) or not 0 <= path.covered <= path.needed:
        yield f"{path.covered} of {path.needed} skills, where {len(judged.weights)} are essential"
    is_offer = any(reason.code == "strengthens" for reason in path.reasons)
    if is_offer and not is_ready:
        yield "strengthens what does not stand"
    if not is_offer:
        yield from _reached(judged)


def step_of(leg: Leg) -> Licence | None:
    """What the table of steps outside the register has about a leg; None when it has nothing."""
    known = (LICENCES[key] for key in leg.gives_credentials if key in LICENCES)
    if leg.education_id or leg.kind == "validation":
        return None
    return next((step for step in known if step.name == leg.name), None)


def _eligibility(judged: _Judged) -> Iterator[str]:
    """Each leg may begin for whoever holds what was given by then, and says so."""
    educations = judged.snapshot.educations
    for leg in judged.path.legs:
        held = judged.held(leg.start)
        row = judged.row(leg)
        step = step_of(leg)
        if step and not any(all(has(key, held) for key in way) for way in step.ways):
            yield f"{leg.name} comes before what it rests on"
        if row < 0:
            continue
        requirement = int(educations.requirement[row])
        if requirement < 0:
            if leg.eligibility.judgement != "none":
                yield f"{leg.name} asks for nothing"
            continue
        text = judged.snapshot.requirements.text[requirement]
        verdict = judge(parse_requirement(text).expression, held)
        if verdict.judgement == "missing":
            yield f"{leg.name}: not eligible, lacks {sorted(verdict.lacking[0])}"
        said = leg.eligibility
        if (said.judgement, said.verbatim) != (verdict.judgement, verdict.verbatim):
            yield f"{leg.name}: says {said.judgement}, is {verdict.judgement}"
        if said.text != text:
            yield f"{leg.name}: not the source's own words"


def _given(judged: _Judged) -> Iterator[str]:
    """Nothing is given that the education or the step does not give."""
    snapshot = judged.snapshot
    for leg in judged.path.legs:
        row = judged.row(leg)
        if leg.kind == "validation":
            yield from _validated(leg, judged)
        step = step_of(leg)
        if step and not {*leg.gives_credentials} <= {step.key, *step.proves}:
            yield f"{leg.name} gives no more than {step.key}"
        if row < 0:
            continue
        able = closure(_credentials_of(row, snapshot))
        for key in leg.gives_credentials:
            if key not in able and not _is_credits(key, row, snapshot):
                yield f"{leg.name} does not give {key}"
        taught = {
            snapshot.concepts.id[skill] for skill in snapshot.educations.skills.targets_of(row)
        }
        for skill in sorted(set(leg.gives_skills) - taught):
            yield f"{leg.name} does not teach {skill}"
        if leg.trains_for not in ("", snapshot.concepts.id[judged.demand.row]):
            yield f"{leg.name} trains for something else"
        if leg.trains_for and not _strength(leg, judged):
            yield f"{leg.name} does not train for the target"


def _validated(leg: Leg, judged: _Judged) -> Iterator[str]:
    """Validation rests on work in the trade that it proves."""
    concepts = judged.snapshot.concepts
    worked = [row for row, months in judged.standing.worked if not months or months >= 6]
    for key in leg.gives_credentials:
        trade = key.partition(":")[2]
        if not any(
            row in judged.experience or trade in concepts.label[row].lower() for row in worked
        ):
            yield f"{leg.name} proves {key} without any work in it"


def _credentials_of(row: int, snapshot: Snapshot) -> frozenset[str]:
    """What an education gives, by its form and title."""
    form = FORMS[int(snapshot.educations.form[row])]
    kind = CONFIGURATIONS[int(snapshot.educations.configuration[row])]
    title = snapshot.educations.title[row].lower().strip()
    if form == "VUXSFI":
        return frozenset(f"sfi:{one.upper()}" for one in re.findall(r"\bkurs ([a-d])\b", title))
    if form == "VUXGY" and kind not in ("kurspaket", "program"):
        return frozenset({f"course:{canonical_course(title)}"})
    found = {
        key for key, forms, words in GIVES if form in forms.split() and re.search(words, title)
    }
    if form == "YH" and kind == "program":
        found.add("degree:yrkeshögskoleexamen")
    return frozenset(found)


def _is_credits(key: str, row: int, snapshot: Snapshot) -> bool:
    """Whether a university course gives so many credits of a subject."""
    kind, _, rest = key.partition(":")
    subject, _, amount = rest.rpartition(":")
    return (
        kind == "hp"
        and FORMS[int(snapshot.educations.form[row])] == "HS"
        and snapshot.educations.title[row].lower().startswith(subject)
        and float(snapshot.educations.credits[row]) >= float(amount)
    )


def _reached(judged: _Judged) -> Iterator[str]:
    demand, standing = judged.demand, judged.standing
    held = judged.held(date.max)
    if demand.is_strict or not judged.experience:
        for need in demand.needs:
            if need not in held:
                yield f"does not give {need}"
    keys = LEVEL_KEYS[demand.level]
    has_level = not keys or bool(judged.experience) or any(key in held for key in keys)
    if not has_level and not any(
        leg.trains_for and leg.form not in _NO_LEVEL[demand.level] for leg in judged.path.legs
    ):
        yield f"does not reach the level {demand.level}"
    related = standing.experience_among(stands_in_for(demand.row, judged.snapshot, NEAR))
    is_near = demand.is_derived and related and (not keys or any(key in held for key in keys))
    if judged.path.is_apply_now and is_near:
        return
    share = _share(judged)
    if share < _SHARE - 1e-9:
        yield f"covers {share:.2f} of what is essential"


def _share(judged: _Judged) -> float:
    """Covered share of the weight of the essential skills once all legs are done."""
    demand, standing = judged.demand, judged.standing
    is_licensed = bool(demand.needs) and all(need in standing.held for need in demand.needs)
    if judged.experience or is_licensed:
        return 1.0
    strength = max((_strength(leg, judged) for leg in judged.path.legs), default=0.0)
    if not judged.weights:
        is_open = demand.level == "none" and not demand.needs
        return 1.0 if is_open else strength
    best = dict.fromkeys(judged.weights, strength)
    for leg in judged.path.legs:
        row = judged.row(leg)
        for skill, weight, _, _ in (
            judged.snapshot.educations.skills.of_row(row) if row >= 0 else ()
        ):
            if skill in best:
                best[skill] = max(best[skill], float(weight))
    covered = sum(
        weight * (1.0 if row in standing.skills else best[row])
        for row, weight in judged.weights.items()
    )
    return covered / sum(judged.weights.values())


def _strength(leg: Leg, judged: _Judged) -> float:
    """How surely a leg trains for the target as a whole."""
    demand, snapshot = judged.demand, judged.snapshot
    is_needed = not _rests_on(demand).isdisjoint(leg.gives_credentials)
    step = step_of(leg)
    if step:
        return float(is_needed and (step.covers or step.key.startswith("licence")))
    row = judged.row(leg)
    if row >= 0 and _is_refused(row, demand, snapshot):
        return 0.0
    if is_needed:
        return 1.0
    if row < 0 or not leg.trains_for:
        return 0.0
    near = stands_in_for(demand.row, snapshot)
    found = [0.0]
    for concept, weight, _, _ in snapshot.educations.trains_for.of_row(row):
        if concept == demand.row:
            found.append(float(weight))
        elif concept == demand.group_row or concept in near:
            found.append(_OF_GROUP * min(1.0, float(weight)))
    title = snapshot.educations.title[row].lower()
    if any(re.search(rf"\b{re.escape(name)}\b", title) for name in _names(judged)):
        found.append(_BY_NAME)
    return max(found)


def _is_refused(row: int, demand: OccupationDemand, snapshot: Snapshot) -> bool:
    """Whether an editor says no to the occupation, or to its group where nobody says more."""
    said = {
        concept: origin == TrainsForOrigin.EDITOR and not weight
        for concept, weight, origin, _ in snapshot.educations.trains_for.of_row(row)
    }
    return said.get(demand.row, said.get(demand.group_row, False))


def _rests_on(demand: OccupationDemand) -> set[str]:
    """What the occupation's needs rest on: needs, and degrees and trainings behind them."""
    found: set[str] = set()
    waiting = list(demand.needs)
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found.add(key)
        if key in LICENCES:
            waiting.extend(part for way in LICENCES[key].ways for part in way)
    general = ("driving:B", "experience", "language", "foreign")
    return {key for key in found if not key.startswith(general)}


def _names(judged: _Judged) -> set[str]:
    """What a title may call the target or its group."""
    snapshot, demand = judged.snapshot, judged.demand
    said = [snapshot.concepts.label[row] for row in (demand.row, demand.group_row) if row >= 0]
    for term in np.flatnonzero(snapshot.terms.concept == demand.row).tolist():
        if int(snapshot.terms.kind[term]) in (
            TermKind.PREFERRED, TermKind.ALTERNATIVE, TermKind.TITLE,
        ):  # fmt: skip
            said.append(str(snapshot.terms.text[term]))
    names = (
        re.sub(r"\s+à la carte|\s+m\.fl\.?$", "", part.strip())
        for words in said
        for part in re.split(r"/|\(|\beller\b", words.lower().split(",")[0])
    )
    return {name for name in names if len(name) >= 4 and not name.endswith("-")}
