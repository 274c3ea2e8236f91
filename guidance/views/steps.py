"""The six steps of the journey, for the line at the top of each page."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Step:
    """One step. number: 1–6 · url: name of its address · minutes: how long it often takes."""

    number: int
    name: str | Promise
    url: str
    minutes: int


STEPS = (
    Step(1, gettext_lazy("Börja"), "start", 0),
    Step(2, gettext_lazy("Det här kan du"), "skills", 4),
    Step(3, gettext_lazy("Dit vill du"), "target", 2),
    Step(4, gettext_lazy("Det här saknas"), "gap", 1),
    Step(5, gettext_lazy("Kortaste vägen"), "way", 2),
    Step(6, gettext_lazy("Ta med dig"), "takeaway", 1),
)


def at_step(number: int) -> dict[str, Any]:
    """Template context of a page at step `number`. minutes_left: this step and those after it."""
    left = sum(step.minutes for step in STEPS[number - 1 :])
    return {"steps": STEPS, "here": STEPS[number - 1], "minutes_left": left}
