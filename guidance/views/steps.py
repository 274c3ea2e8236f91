"""The six steps of the journey, for the line at the top of each page."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Step:
    """One step. number: 1–6 · url: name of its address."""

    number: int
    name: str | Promise
    url: str


STEPS = (
    Step(1, gettext_lazy("Börja"), "start"),
    Step(2, gettext_lazy("Det här kan du"), "skills"),
    Step(3, gettext_lazy("Dit vill du"), "target"),
    Step(4, gettext_lazy("Det här saknas"), "gap"),
    Step(5, gettext_lazy("Kortaste vägen"), "way"),
    Step(6, gettext_lazy("Ta med dig"), "takeaway"),
)


def at_step(number: int) -> dict[str, Any]:
    """Template context of a page at step `number`."""
    return {"steps": STEPS, "here": STEPS[number - 1]}
