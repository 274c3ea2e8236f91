"""The plan a person chose, whole, as the session holds it: what they take along is not searched for
anew at every page.

The same question to the same catalogue on the same day has one answer, byte for byte. So a plan is
shown from the session only while all of that stands (`basis_of`), and is else searched for again.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from catalog.snapshot.snapshot import Snapshot
from guidance.core.paths.answer import EligibilityAnswer, Leg, Path
from guidance.core.paths.serialise import profile_data
from guidance.core.profile import Limits, Profile, Reason
from guidance.kept_plan import KeptPlan, keep_plan
from guidance.version import software_version


@dataclass(frozen=True)
class ChosenPlan:
    """basis: what it is the answer to (`basis_of`) · key: of `guidance.plans.plan_key`."""

    basis: str
    key: str
    path: Path

    @property
    def kept(self) -> KeptPlan:
        """What a person acts on, to show on the page of all that is held."""
        return keep_plan(self.key, self.path)


def basis_of(profile: Profile, target: str, limits: Limits, snapshot: Snapshot, start: date) -> str:
    """32 hex digits that are others as soon as the answer might be. start: the day counted from."""
    asked = [
        profile_data(profile), target, asdict(limits), snapshot.id, start.isoformat(),
        software_version(),
    ]  # fmt: skip
    return blake2b(json.dumps(asked).encode(), digest_size=16).hexdigest()


def chosen_plan_to(plan: ChosenPlan | None) -> dict[str, Any] | None:
    """Plain JSON values."""
    if plan is None:
        return None
    path = asdict(plan.path)
    path["arrival"] = plan.path.arrival.isoformat()
    for leg in path["legs"]:
        leg |= {name: leg[name] and leg[name].isoformat() for name in ("start", "end", "apply_by")}
    return {"basis": plan.basis, "key": plan.key, "path": path}


def chosen_plan_from(data: Mapping[str, Any] | None) -> ChosenPlan | None:
    """The plan of `chosen_plan_to`. One that another version wrote is None: it is found again."""
    if data is None:
        return None
    try:
        return ChosenPlan(data["basis"], data["key"], _path_from(data["path"]))
    except (KeyError, TypeError, ValueError):
        return None


def _path_from(data: Mapping[str, Any]) -> Path:
    return Path(
        **{
            **data,
            "names": tuple(data["names"]),
            "legs": tuple(_leg_from(leg) for leg in data["legs"]),
            "arrival": date.fromisoformat(data["arrival"]),
            "reasons": _reasons_from(data["reasons"]),
        }
    )


def _leg_from(data: Mapping[str, Any]) -> Leg:
    judged = data["eligibility"]
    return Leg(
        **{
            **data,
            "start": date.fromisoformat(data["start"]),
            "end": date.fromisoformat(data["end"]),
            "apply_by": data["apply_by"] and date.fromisoformat(data["apply_by"]),
            "gives_skills": tuple(data["gives_skills"]),
            "gives_credentials": tuple(data["gives_credentials"]),
            "eligibility": EligibilityAnswer(
                judged["judgement"], tuple(judged["missing"]), tuple(judged["verbatim"]),
                judged["text"],
            ),
            "reasons": _reasons_from(data["reasons"]),
        }
    )  # fmt: skip


def _reasons_from(data: list[Mapping[str, Any]]) -> tuple[Reason, ...]:
    return tuple(
        Reason(one["code"], tuple((name, value) for name, value in one["evidence"])) for one in data
    )
