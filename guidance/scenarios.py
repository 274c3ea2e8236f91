"""Two or three ways of studying, side by side: what each would give. Nothing of it is kept."""

from dataclasses import dataclass, replace
from datetime import date

from catalog.snapshot.snapshot import Snapshot
from guidance.core.profile import Limits
from guidance.forms import LimitsForm, typed
from guidance.journey import Journey
from guidance.plans import Plan, answer_of


@dataclass(frozen=True)
class Scenario:
    """One set of limits and what it leads to. number: its place on the page, 1 is what the person
    has now · fastest, cheapest: None when there is no way within the limits · plans: how many."""

    number: int
    limits: Limits
    count_from: str
    fastest: Plan | None
    cheapest: Plan | None
    plans: int

    @property
    def sent(self) -> dict[str, str]:
        """The limits as the form of step 5 takes them, for the button that uses them."""
        return typed(self.limits, self.count_from)


def scenario_of(
    number: int, journey: Journey, snapshot: Snapshot, today: date, form: LimitsForm | None = None
) -> Scenario:
    """What the journey leads to: as it stands, or with the limits of a valid form."""
    if form:
        day = form.cleaned_data["count_from"]
        journey = replace(
            journey,
            limits=form.limits(journey.limits),
            count_from=day.isoformat() if day else "",
        )
    plans = answer_of(journey, snapshot, today, is_explained=False).plans
    return Scenario(
        number,
        journey.limits,
        journey.count_from,
        min(plans, key=lambda plan: (plan.path.arrival, plan.path.cost), default=None),
        min(plans, key=lambda plan: (plan.path.cost, plan.path.arrival), default=None),
        len(plans),
    )


def suggested(journey: Journey) -> tuple[dict[str, str], dict[str, str]]:
    """Two settings worth trying beside the person's own: half the pace, and anywhere at all."""
    half = 50 if journey.limits.pace > 50 else 25 if journey.limits.pace > 25 else 100
    anywhere = replace(journey.limits, reach_km=None, may_move=True, is_distance_ok=True)
    return (
        typed(replace(journey.limits, pace=half), journey.count_from),
        typed(anywhere, journey.count_from),
    )
