"""Why not? Every education that might have led there and is in no plan, with one reason each."""

from guidance.core.eligibility.credentials import RULES
from guidance.core.paths.answer import Dropped
from guidance.core.paths.candidates import Candidate
from guidance.core.paths.goal import Goal
from guidance.core.paths.occasions import WHY, Ground
from guidance.core.paths.pose import Posed
from guidance.core.profile import Reason
from guidance.core.search.front import Front
from guidance.core.search.problem import Plan

_LEAST = 50
_MOST = 200


def dropped_of(
    posed: Posed, front: Front, shown: list[Plan], goal: Goal, ground: Ground
) -> tuple[Dropped, ...]:
    """The educations that lead there alone or with others and are in no shown plan, best first, at
    most two hundred; then, where these are few, the nearest of those that give too little."""
    educations, events = ground.snapshot.educations, ground.snapshot.events
    taken = {
        int(events.education[one.option.source])
        for plan in shown
        for one in plan.placed
        if one.option.source >= 0
    }
    asking = _Asking(posed, front, shown, goal, ground)
    leading = frozenset(posed.leading)
    rest = [one for row, one in posed.candidates.items() if row not in taken]
    first = [one for one in rest if one.row in leading][:_MOST]
    after = [one for one in rest if one.row not in leading]
    return tuple(
        Dropped(educations.id[one.row], educations.title[one.row], asking.why(one))
        for one in (*first, *after[: max(0, _LEAST - len(first))])
    )


class _Asking:
    """One question's educations, asked one by one."""

    def __init__(
        self, posed: Posed, front: Front, shown: list[Plan], goal: Goal, ground: Ground
    ) -> None:
        self.posed = posed
        self.front = front
        self.shown = shown
        self.goal = goal
        self.ground = ground
        self.leading = frozenset(posed.leading)
        self.bits = {key: bit for bit, key in enumerate(posed.keys)}

    def why(self, candidate: Candidate) -> Reason:
        """One reason of the closed list."""
        if candidate.row not in self.leading:
            return Reason.of("gives_nothing_missing")
        closed = self._closed(candidate.row)
        if closed:
            return closed
        lacking = self._lacking(candidate.row)
        if lacking:
            return Reason.of("not_eligible", detail=lacking)
        if self.shown:
            return Reason.of("dominated", by=self._winner())
        return Reason.of("outside_limits", detail="time")

    def _closed(self, row: int) -> Reason | None:
        """Why no occasion can be taken, whatever comes before."""
        weighed, span = self.posed.occasions.weighed, self.posed.occasions.of(row)
        codes = set(weighed.why[span].tolist())
        if not codes:
            return Reason.of("passed", detail="no_occasion")
        if 0 in codes:
            is_late = weighed.end[span][weighed.why[span] == 0].min() > self.ground.horizon
            return Reason.of("beyond_horizon", detail="beyond_horizon") if is_late else None
        words = [WHY[code] for code in sorted(codes)]
        for word in ("place", "distance_study", "pace", "budget"):
            if word in words:
                return Reason.of("outside_limits", detail=word)
        code = "beyond_horizon" if "beyond_horizon" in words else "passed"
        return Reason.of(code, detail=words[0])

    def _lacking(self, row: int) -> str:
        """The first credential that nothing supplies in time, "" when one may be let in."""
        openings = self.posed.openings_of(row)
        if any(all(self._is_obtainable(key) for key in one.keys) for one in openings):
            return ""
        return self._unobtainable(openings[0].keys)

    def _is_obtainable(self, key: str) -> bool:
        return self.bits.get(key) in self.front.obtainable

    def _unobtainable(self, keys: frozenset[str]) -> str:
        """General eligibility is opened up into the courses that are missing for it."""
        key = next(one for one in sorted(keys) if not self._is_obtainable(one))
        for needs, gives in RULES:
            if gives == key and "exam:gymnasium" in self.goal.standing.held:
                return self._unobtainable(needs)
        return key

    def _winner(self) -> str:
        """The education of the fastest plan that ends last, or the steps outside school."""
        sources = [one.option.source for one in self.shown[0].placed if one.option.source >= 0]
        if not sources:
            return "steps"
        snapshot = self.ground.snapshot
        return str(snapshot.educations.id[int(snapshot.events.education[sources[-1]])])
