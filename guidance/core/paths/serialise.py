"""Answers as plain data: dictionaries, lists, numbers and text, in a stable order."""

from dataclasses import asdict
from typing import Any

from guidance.core.eligibility.credentials import label_of
from guidance.core.gap import Gap, GapItem
from guidance.core.paths.answer import Leg, Path, PathSet
from guidance.core.profile import Profile, Reason


def reason_data(reason: Reason) -> dict[str, Any]:
    """`{"code": …, evidence…}`."""
    return {"code": reason.code, **reason.facts}


def profile_data(profile: Profile) -> dict[str, Any]:
    """A profile with sorted lists."""
    return {
        "skills": sorted(profile.skills),
        "occupations": [asdict(one) for one in profile.occupations],
        "credentials": sorted(profile.credentials),
        "languages": sorted(profile.languages),
        "municipality": profile.municipality,
    }


def gap_data(gap: Gap) -> dict[str, Any]:
    """A gap: have and missing with evidence."""
    return {
        "target": gap.target,
        "is_too_little_data": gap.is_too_little_data,
        "missing": [_item_data(item) for item in gap.missing],
        "have": [_item_data(item) for item in gap.have],
        "says": [reason_data(reason) for reason in gap.says],
    }


def _item_data(item: GapItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "key": item.key,
        "label": item.label,
        "is_requirement": item.is_requirement,
        "weight": item.weight,
        "held_by": list(item.held_by),
        "evidence": [asdict(one) for one in item.evidence],
    }


def paths_data(answer: PathSet) -> dict[str, Any]:
    """A path set: plans with legs, reasons, and what was dropped."""
    return {
        "snapshot_id": answer.snapshot_id,
        "today": answer.today.isoformat(),
        "target": answer.target,
        "followed_from": answer.followed_from,
        "limits": asdict(answer.limits),
        "is_exact": answer.is_exact,
        "paths": [_path_data(path) for path in answer.paths],
        "says": [reason_data(reason) for reason in answer.says],
        "dropped": [
            {"education_id": one.education_id, "title": one.title, **reason_data(one.reason)}
            for one in answer.dropped
        ],
    }


def _path_data(path: Path) -> dict[str, Any]:
    return {
        "names": list(path.names),
        "is_apply_now": path.is_apply_now,
        "arrival": path.arrival.isoformat(),
        "weeks": path.weeks,
        "cost": path.cost,
        "distance_km": path.distance_km,
        "bottlenecks": path.bottlenecks,
        "covered": path.covered,
        "needed": path.needed,
        "reasons": [reason_data(reason) for reason in path.reasons],
        "legs": [_leg_data(leg) for leg in path.legs],
    }


def _leg_data(leg: Leg) -> dict[str, Any]:
    data = asdict(leg)
    data["start"], data["end"] = leg.start.isoformat(), leg.end.isoformat()
    data["apply_by"] = leg.apply_by.isoformat() if leg.apply_by else None
    data["gives_skills"] = list(leg.gives_skills)
    data["gives_credentials"] = [
        {"key": key, "label": label_of(key)} for key in leg.gives_credentials
    ]
    data["eligibility"] = {
        **asdict(leg.eligibility),
        "missing": [{"key": k, "label": label_of(k)} for k in leg.eligibility.missing],
        "verbatim": list(leg.eligibility.verbatim),
    }
    data["reasons"] = [reason_data(reason) for reason in leg.reasons]
    return data
