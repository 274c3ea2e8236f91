"""An education from another country: who assesses it for a job, what to do, how long it takes.

Stated from general knowledge of the rules as of `licences.AS_OF` and not yet verified with any
authority, like the steps of `licences.py`; whoever shows one says so and names the authority.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from guidance.core.licences import AS_OF as AS_OF
from guidance.core.licences import LICENCES
from guidance.core.regulated import Regulation

Way = Literal["health", "school", "regulated", "open"]

PREFIX = "foreign:"
ASSESSED = "foreign:assessed"
_UHR = "Universitets- och högskolerådet (UHR)"
_UHR_DAYS = (150, 300)  # five to ten months, as people report it
_SCHOOL_DAYS = (90, 240)


@dataclass(frozen=True)
class Assessment:
    """way: which kind of examination it is · authority: who makes it · min_days, max_days: the
    usual wait, None where it is not known."""

    way: Way
    authority: str
    min_days: int | None = None
    max_days: int | None = None


def assessment_of(credentials: Collection[str], regulation: Regulation | None) -> Assessment | None:
    """Who assesses a person's foreign education for a job. None: there is none, or for a job
    without a licence of its own it is assessed already.

    regulation: of the job, None when nobody guards it.
    """
    foreign = {key for key in credentials if key.startswith(PREFIX)}
    needs = [key for key in regulation.needs if key in LICENCES] if regulation else []
    licences = [LICENCES[key] for key in needs if LICENCES[key].kind == "licence"]
    if not foreign:
        return None
    if not licences:
        return None if ASSESSED in foreign else Assessment("open", _UHR, *_UHR_DAYS)
    first = licences[0]
    test = LICENCES.get(f"certificate:kunskapsprov {first.key.partition(':')[2]}")
    if test:
        return Assessment("health", test.authority, test.min_days, test.max_days)
    if first.authority == "Skolverket":
        return Assessment("school", first.authority, *_SCHOOL_DAYS)
    return Assessment("regulated", first.authority)
