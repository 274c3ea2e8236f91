"""Validation: what years in a trade already show, assessed and put on paper, if it is approved.

Where adult education trains for something it also validates it. How long that takes is usual
practice as of 2025–2026, not a record of any provider.
"""

import numpy as np

from catalog.snapshot.snapshot import FORMS, Snapshot
from guidance.core.paths.index import Index
from guidance.core.search.problem import Options
from guidance.core.standing import Standing

PREFIX = "validation:"
DAYS = (14, 90)  # the usual range; plans count with the upper end
PACE = 25
_STEADY_MONTHS = 12
_TRAINING = "training:"


def experience_behind(key: str, standing: Standing, index: Index, snapshot: Snapshot) -> int:
    """The worked occupation (concept row) that shows what a `training:` key stands for, or -1.

    A year of it, or work whose length was not said, and komvux must train for the same.
    """
    trade = key.removeprefix(_TRAINING)
    rows = index.givers.get(key, ())
    is_validated = any(FORMS[int(snapshot.educations.form[row])] == "VUXGY" for row in rows)
    if not key.startswith(_TRAINING) or not is_validated:
        return -1
    for row, months in standing.worked:
        is_steady = months == 0 or months >= _STEADY_MONTHS
        if is_steady and trade in snapshot.concepts.label[row].lower():
            return row
    return -1


def validation_options(today: int, latest: int) -> Options:
    """Begun on any day; somebody judges the person, so it is a bottleneck."""
    return Options(
        start=np.array([today + 1]), end=np.array([today + 1 + DAYS[1]]), pace=np.array([PACE]),
        km=np.array([0.0]), fee=np.array([0.0]), bottlenecks=np.array([1]),
        weeks=np.array([0.0]), is_loose=np.array([True]), latest=np.array([latest]),
        is_termly=np.array([False]), source=np.array([-1]),
    )  # fmt: skip
