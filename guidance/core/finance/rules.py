"""The dated rules of who pays while a person studies, read from `rules.toml` once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class TransitionRules:
    """Omställningsstudiestöd for studies that begin on `studies_from` or later, until the next set.

    Ages: that a person reaches in the year the studies begin · months, hours a week, percent,
    full-time weeks, SEK a week by year · known_as_of: the day of what the figures rest on ·
    is_verified: held against the law's own text.
    """

    id: str
    studies_from: date
    source: str
    known_as_of: date
    is_verified: bool
    min_age: int
    max_age: int
    late_age: int
    late_weeks: int
    work_months: int
    work_frame_months: int
    recent_months: int
    recent_frame_months: int
    week_hours: int
    min_pace: int
    min_weeks: float
    young_age: int
    young_weeks: float
    most_weeks: int
    wage_share: int
    weekly_ceilings: tuple[tuple[int, int], ...]

    @property
    def latest_ceiling(self) -> tuple[int, int]:
        """Year and SEK a week before tax, the newest that is known."""
        return self.weekly_ceilings[-1]


@dataclass(frozen=True)
class Aid:
    """Studiemedel or studiestartsstöd in short. None: the rule has no such limit."""

    source: str
    known_as_of: date
    is_verified: bool
    max_age: int
    min_pace: int
    min_weeks: int
    min_age: int | None = None
    loan_narrows_at: int | None = None
    most_weeks: int | None = None
    unemployed_months: int | None = None
    years_without_aid: int | None = None
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Window:
    """First and last day to apply for studies of one half year; none that is decided before."""

    opens: date
    closes: date


@dataclass(frozen=True)
class Rules:
    """Everything that `rules.toml` says. transition: oldest first."""

    transition: tuple[TransitionRules, ...]
    student_aid: Aid
    start_aid: Aid
    halves: tuple[tuple[str, str, str, str], ...]


@lru_cache(maxsize=1)
def finance_rules() -> Rules:
    """The rules of this version of the software."""
    said = tomllib.loads(Path(__file__).with_name("rules.toml").read_text())
    sets = sorted((_transition(one) for one in said["transition"]), key=lambda s: s.studies_from)
    return Rules(
        tuple(sets),
        _aid(said["student_aid"]),
        _aid(said["start_aid"]),
        tuple(
            (one["first_start"], one["last_start"], one["opens"], one["closes"])
            for one in said["window"]
        ),
    )


def transition_rules(studies_start: date) -> TransitionRules | None:
    """The set for studies that begin on a day: the newest that is in force. None: before any."""
    in_force = [s for s in finance_rules().transition if s.studies_from <= studies_start]
    return in_force[-1] if in_force else None


def window_of(studies_start: date) -> Window:
    """When to apply for omställningsstudiestöd for studies that begin on a day."""
    month_day = f"{studies_start:%m-%d}"
    for first, last, opens, closes in finance_rules().halves:
        if first <= month_day <= last:
            half = date.fromisoformat(f"{studies_start.year}-{first}")
            opening = date.fromisoformat(f"{half.year}-{opens}")
            if opening > half:
                opening = opening.replace(year=half.year - 1)
            closing = opening.replace(month=int(closes[:2]), day=int(closes[3:]))
            if closing < opening:
                closing = closing.replace(year=opening.year + 1)
            return Window(opening, closing)
    raise ValueError(f"no window of rules.toml holds {month_day}")


def _transition(said: Mapping[str, Any]) -> TransitionRules:
    ceilings = tuple(
        sorted((int(year), int(sum_)) for year, sum_ in said["weekly_ceilings"].items())
    )
    return TransitionRules(**{**said, "weekly_ceilings": ceilings})


def _aid(said: Mapping[str, Any]) -> Aid:
    known = {field.name for field in fields(Aid)}
    unknown = said.keys() - known
    if unknown:
        raise ValueError(f"rules.toml has words that nothing reads: {sorted(unknown)}")
    return Aid(**{**said, "forms": tuple(said.get("forms", ()))})
