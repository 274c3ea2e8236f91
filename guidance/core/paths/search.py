"""Find plans: for each goal education and each set of limits, what comes before and after it.

This is the part that may be replaced by an exact multi-criteria search; it takes a goal, a ground
and candidates, and gives drafts. It is exact in the earliest arrival over single goal educations
with their complements; distance, cost and bottlenecks are explored through tightened limits.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from catalog.snapshot.snapshot import FORMS
from guidance.core.eligibility.credentials import RULES, closure
from guidance.core.eligibility.evaluate import Verdict, has
from guidance.core.paths.candidates import Candidate
from guidance.core.paths.goal import Goal
from guidance.core.paths.legs import FAR, WHY, Ground, Option, occasions_of, options_of
from guidance.core.paths.schedule import Placed, Schedule, schedule_of
from guidance.core.paths.supply import Item, Supply, alternatives, verdict_of
from guidance.core.regulated import LICENCES

_DISTANCES = (FAR, 100.0, 40.0, 15.0, 0.0)
_LACKING = 6  # alternative sets of missing credentials that are scheduled, smallest first
_TRAINED = ("degree", "training", "hp")
_SELECTIVE = frozenset({"HS", "YH", "KKU", "FHS"})


@dataclass(frozen=True)
class Draft:
    """A plan as numbers. goal: the candidate that trains for the target, None when steps do ·
    placed: everything in order of start · verdict: how the goal education's requirement stands."""

    goal: Candidate | None
    placed: tuple[Placed, ...]
    arrival: int
    cost: float
    km: float
    bottlenecks: int
    weeks: float
    is_exact: bool = True

    @property
    def objective(self) -> tuple[int, float, float, int]:
        return self.arrival, self.cost, self.km, self.bottlenecks

    @property
    def key(self) -> tuple[int, float, float, int, float, int, tuple[int, ...]]:
        """Order among equals: fewer study weeks, fewer legs, then the catalogue's own order."""
        events = tuple(p.option.event if p.option else -1 for p in self.placed)
        return (*self.objective, round(self.weeks, 3), len(self.placed), events)


@dataclass(frozen=True)
class Failure:
    """Why a candidate is in no draft. detail: the key, limit or verdict behind it."""

    code: str
    detail: str = ""


def drafts_for(
    goal: Goal, candidates: list[Candidate], ground: Ground
) -> tuple[list[Draft], dict[int, Failure]]:
    """Every plan found, not yet compared, and why candidates gave none."""
    search = Search(goal, ground)
    leading = [candidate for candidate in candidates if search.leads_there(candidate)]
    failures = {one.row: Failure("gives_nothing_missing") for one in candidates}
    for one in leading:
        del failures[one.row]
    search.latest_start = _latest_start(leading, ground)
    drafts = search.without_goal_education()
    for candidate in leading:
        found = search.through(candidate)
        if isinstance(found, Failure):
            failures[candidate.row] = found
        else:
            drafts.extend(found)
    return drafts, failures


def _latest_start(candidates: list[Candidate], ground: Ground) -> int:
    """The last day on which any of the educations may still begin; complements end before it."""
    latest = ground.today
    for candidate in candidates:
        occasions = occasions_of((candidate.row,), ground)
        can_be_taken = occasions.why == 0
        if can_be_taken.any():
            latest = max(latest, int(occasions.latest[can_be_taken].max()))
    return min(latest, ground.horizon)


class Search:
    """One search: remembers the schedules of what must come before."""

    def __init__(self, goal: Goal, ground: Ground) -> None:
        self.latest_start = ground.horizon
        self.goal = goal
        self.ground = ground
        self.held = goal.standing.held
        self.before: dict[frozenset[str], list[tuple[Supply, frozenset[str]]]] = {}
        self.schedules: dict[
            tuple[tuple[frozenset[str], ...], float], list[tuple[float, Schedule | None]]
        ] = {}
        self.fees = (FAR, 0.0)

    def without_goal_education(self) -> list[Draft]:
        """Plans where steps outside school, or credits in one subject, are all that is missing."""
        missing = self.goal.missing_needs
        if not missing or not self.goal.has_level:
            return []
        drafts = []
        for supply, _ in alternatives(missing, self.held, self.ground):
            if any(i.rows and i.key.startswith(("degree", "training")) for i in supply.values()):
                continue
            if not self._is_enough(supply):
                continue
            drafts.extend(self._tightened(partial(self._steps_within, supply)))
        return drafts

    def _steps_within(self, supply: Supply, km: float, fee: float) -> Draft | None:
        schedule = schedule_of(supply, self.ground, km, fee)
        return self._draft(None, list(schedule.placed), schedule.is_exact) if schedule else None

    def _tightened(self, plan: Callable[[float, float], Draft | None]) -> list[Draft]:
        """The fastest plan, then the fastest within ever shorter distance, each also without fees.

        A plan that already lies within the next limit is the answer there too, so it is not sought
        again.
        """
        drafts: list[Draft] = []
        for fee in self.fees:
            nearest = math.inf
            for km in _DISTANCES:
                if nearest <= km:
                    continue
                draft = plan(km, fee)
                if draft is None:
                    break
                drafts.append(draft)
                nearest = draft.km
            if not any(self._has_fees(draft) for draft in drafts):
                break
        return drafts

    @staticmethod
    def _has_fees(draft: Draft) -> bool:
        return any(p.option and p.option.fee > 0 for p in draft.placed)

    def _is_enough(self, supply: Supply) -> bool:
        """Whether the steps themselves make the person able, or the person already is."""
        if self.goal.is_covered({}):
            return True
        return any(
            (item.step and (LICENCES[item.step].covers or item.step.startswith("licence")))
            or item.key.startswith(_TRAINED)
            for item in supply.values()
        )

    def through(self, candidate: Candidate) -> list[Draft] | Failure:
        """Plans whose last education is this one, which leads there."""
        after = self._after(candidate)
        if after is None:
            return Failure("gives_nothing_missing")
        closed = self._closed(candidate)
        if closed:
            return closed
        verdict = verdict_of(candidate.row, self.held, self.ground)
        if verdict.judgement == "missing" and not any(
            self._before(lacking) for lacking in verdict.lacking
        ):
            return Failure("not_eligible", self._unobtainable(verdict.lacking[0]))
        drafts = self._tightened(
            lambda km, fee: self._through_within(candidate, verdict, after, km, fee)
        )
        return drafts or Failure("outside_limits", "time")

    def leads_there(self, candidate: Candidate) -> bool:
        """Whether the goal is reached once this education and the steps after it are done."""
        given = dict(candidate.skills)
        if not self.goal.reaches_level(candidate.row, candidate.training):
            return False
        return self.goal.is_covered(given, candidate.strength)

    def _after(self, candidate: Candidate) -> Supply | None:
        """Steps that remain once this education is done; None when they cannot be taken."""
        held = closure(self.held | set(candidate.gives))
        missing = frozenset(need for need in self.goal.missing_needs if need not in held)
        for supply, _ in alternatives(missing, held, self.ground):
            if all(item.step for item in supply.values()):
                return supply
        return None

    def _closed(self, candidate: Candidate) -> Failure | None:
        """Why no occasion can be taken, whatever comes before."""
        occasions = occasions_of((candidate.row,), self.ground)
        if not len(occasions.why):
            return Failure("passed", "no_occasion")
        if (occasions.why == 0).any():
            return None
        codes = [WHY[int(code)] for code in sorted(set(occasions.why.tolist()))]
        for code in ("place", "distance_study", "pace", "budget"):
            if code in codes:
                return Failure("outside_limits", code)
        return Failure("beyond_horizon" if "beyond_horizon" in codes else "passed", codes[0])

    def _before(self, lacking: frozenset[str]) -> list[tuple[Supply, frozenset[str]]]:
        if lacking not in self.before:
            self.before[lacking] = alternatives(lacking, self.held, self.ground)
        return self.before[lacking]

    def _unobtainable(self, lacking: frozenset[str]) -> str:
        """The first key that nothing supplies; general eligibility is opened up into courses."""
        for key in sorted(lacking):
            if alternatives(frozenset({key}), self.held, self.ground):
                continue
            for needs, gives in RULES:
                if gives == key and "exam:gymnasium" in self.held:
                    return self._unobtainable(needs - self.held)
            return key
        return sorted(lacking)[0]

    def _earliest_before(self, verdict: Verdict, km: float, fee: float) -> Schedule | None:
        """The earliest completion of any way to become eligible."""
        if verdict.judgement != "missing":
            return Schedule((), self.ground.today - 1)
        known = self.schedules.setdefault((verdict.lacking, fee), [])
        for limit, schedule in known:
            # The earliest of all within a wider limit is the earliest within this one too.
            if limit >= km and (schedule is None or schedule.km <= km):
                return schedule
        best: Schedule | None = None
        for lacking in verdict.lacking[:_LACKING]:
            for supply, _ in self._before(lacking):
                bound = best.end if best else self.latest_start
                best = schedule_of(supply, self.ground, km, fee, bound) or best
        known.append((km, best))
        return best

    def _through_within(
        self, candidate: Candidate, verdict: Verdict, after: Supply, km: float, fee: float
    ) -> Draft | None:
        before = self._earliest_before(verdict, km, fee)
        if before is None:
            return None
        option = self._first_option(candidate.row, before.end + 1, km, fee)
        if option is None:
            return None
        item = Item(f"goal:{candidate.row}", rows=(candidate.row,))
        placed = [*before.placed, Placed(item, option.start, option.end, option)]
        ends: dict[str, int] = {}
        waiting = dict(after)
        while waiting:
            ready = sorted(k for k, i in waiting.items() if not (i.needs & waiting.keys()))
            for key in ready:
                step = waiting.pop(key)
                first = max([self.ground.today, *(ends[n] + 1 for n in step.needs if n in ends)])
                if self.rests_on(step, after):
                    first = max(first, option.end + 1)
                end = first + LICENCES[step.step].max_days
                if end > self.ground.horizon:
                    self.ground.is_beyond = True
                    return None
                ends[key] = end
                placed.append(Placed(step, first, end, None))
        return self._draft(candidate, placed, before.is_exact)

    def rests_on(self, step: Item, after: Supply) -> bool:
        """Whether a step needs what the education gives, not only what is held or earlier steps."""
        before = set(step.needs)
        for key in step.needs:
            before |= after[key].needs if key in after else set()
        held = closure(self.held | before)
        return not any(all(has(key, held) for key in way) for way in LICENCES[step.step].ways)

    def _first_option(self, row: int, ready: int, km: float, fee: float) -> Option | None:
        best: Option | None = None
        for option in options_of((row,), self.ground, km, fee):
            begun = option.starting(ready) if option.is_flexible else option
            if begun is None or begun.start < ready:
                continue
            if begun.end > self.ground.horizon:
                self.ground.is_beyond = True
                continue
            if best is None or (begun.end, -begun.start) < (best.end, -best.start):
                best = begun
        return best

    def _draft(self, candidate: Candidate | None, placed: list[Placed], is_exact: bool) -> Draft:
        placed.sort(key=lambda p: (p.start, p.end, p.item.key))
        options = [p.option for p in placed if p.option]
        fees = sum(o.fee for o in options)
        steps = sum(LICENCES[p.item.step].fee for p in placed if p.item.step)
        return Draft(
            candidate,
            tuple(placed),
            max(p.end for p in placed),
            round(fees + steps, 2),
            max((o.km for o in options), default=0.0),
            sum(self.bottlenecks_of(p) for p in placed),
            float(sum(self.ground.index.weeks[o.education] for o in options)),
            is_exact,
        )

    def bottlenecks_of(self, placed: Placed) -> int:
        """Selective admission, somebody who decides, a requirement nobody can judge."""
        if placed.item.step:
            return int(LICENCES[placed.item.step].is_uncertain)
        assert placed.option is not None
        row = placed.option.education
        educations = self.ground.snapshot.educations
        form = FORMS[int(educations.form[row])]
        verdict = verdict_of(row, self.held, self.ground)
        return int(form in _SELECTIVE) + int(form == "AUB") + int(bool(verdict.verbatim))
