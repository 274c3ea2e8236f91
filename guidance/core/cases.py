"""Written cases (a persona and a target) → questions to the engine, and answers in plain rows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import label_of
from guidance.core.eligibility.phrases import read_credentials
from guidance.core.paths.answer import Leg, PathSet
from guidance.core.paths.find import find_paths
from guidance.core.profile import HeldOccupation, Limits, Profile

_REACH = 60.0  # km, when the case says nothing
_HORIZON = 8  # years: long educations with practice after them fit


@dataclass(frozen=True)
class Case:
    """One question. target: concept id."""

    id: str
    profile: Profile
    target: str
    limits: Limits


def case_of(row: dict[str, Any], snapshot: Snapshot) -> Case:
    """Read one case; credentials are plain Swedish phrases, the municipality a concept id."""
    persona = row["persona"]
    place = snapshot.concept((persona.get("municipality") or {}).get("concept_id") or "")
    credentials: set[str] = set()
    for phrase in persona.get("credentials", []):
        credentials |= read_credentials(phrase)
    profile = Profile(
        skills=frozenset(one["concept_id"] for one in persona.get("skills", [])),
        occupations=tuple(
            HeldOccupation(one["concept_id"], _months(one.get("years")))
            for one in persona.get("occupations", [])
        ),
        credentials=frozenset(credentials),
        municipality=snapshot.concepts.code[place] if place >= 0 else "",
    )
    return Case(
        row["id"], profile, _target(row["target"], snapshot), limits_of(persona.get("limits", {}))
    )


def _target(row: dict[str, Any], snapshot: Snapshot) -> str:
    """The occupation, or its group where the catalogue has no such occupation (no label)."""
    group = (row.get("ssyk_level_4") or {}).get("concept_id", "")
    is_known = snapshot.concept(row["concept_id"]) >= 0 or snapshot.concept(group) < 0
    return str(row["concept_id"] if is_known else group)


def _months(years: float | None) -> int | None:
    return None if years is None else round(12 * years)


def limits_of(row: dict[str, Any]) -> Limits:
    """Limits as cases write them; what is not said is as usual."""
    is_distance_only = bool(row.get("distance_only"))
    reach = row.get("max_distance_km", row.get("reach_km", _REACH))
    return Limits(
        pace=int(row.get("max_pace_percent", 100)),
        reach_km=0.0 if is_distance_only else (float(reach) if reach is not None else None),
        is_distance_ok=bool(row.get("distance_ok", True)),
        budget=row.get("budget_sek", row.get("max_cost_sek")),
        horizon_years=int(row.get("horizon_years", _HORIZON)),
        may_move=bool(row.get("may_move", False)),
    )


def answer_of(case: Case, snapshot: Snapshot, today: date) -> PathSet:
    """Ask the engine; where nothing lies within the usual reach and the case set no limit to it,
    ask again without one."""
    answer = find_paths(case.profile, case.target, case.limits, snapshot, today)
    if answer.paths or case.limits.reach_km != _REACH:
        return answer
    wider = replace(case.limits, reach_km=None)
    return find_paths(case.profile, case.target, wider, snapshot, today)


def leg_row(leg: Leg) -> dict[str, Any]:
    """A leg as `{"kind", "name", "gives", "hp"?}`, kinds told apart by school form."""
    kind = leg.kind
    if leg.kind == "study":
        by_form = {"HS": "study_he", "YH": "study_yh"}
        word = by_form.get(
            leg.form, "study_komvux" if leg.form.startswith("VUX") else "study_other"
        )
    else:
        is_practice = any(reason.code == "practice" for reason in leg.reasons)
        word = "practice" if is_practice else kind
    row: dict[str, Any] = {
        "kind": word,
        "name": leg.name,
        "gives": [label_of(key) for key in leg.gives_credentials],
    }
    if leg.credit_system == "hp" and leg.credits is not None:
        row["hp"] = leg.credits
    return row


def answer_row(case_id: str, answer: PathSet, says: list[str]) -> dict[str, Any]:
    """One answered case."""
    return {
        "id": case_id,
        "paths": [
            {"legs": [leg_row(leg) for leg in path.legs if leg.kind != "wait"]}
            for path in answer.paths
        ],
        "says": says,
    }
