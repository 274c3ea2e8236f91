"""The plan file: a journey as one signed JSON-LD document that lies with the person alone.

`write_plan_file` and `read_plan_file` are each other's inverse. Reading trusts nothing: size,
form and every value are checked, and what is wrong is a `PlanFileError` with a code that the page
words. docs/plan-file.schema.json describes the document, docs/privacy.md the signature.
"""

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Literal, get_args
from urllib.parse import quote, unquote

from django.conf import settings
from django.utils.encoding import force_bytes

from catalog.recognition.experience import MOST_MONTHS
from catalog.snapshot.esco import esco_addresses
from catalog.snapshot.snapshot import FORMS, EscoMatch, Snapshot
from guidance.core.paths.answer import LegKind, PathName
from guidance.core.profile import Limits
from guidance.journey import (
    KEPT_KINDS,
    MAX_ASKED,
    MAX_CHOICES,
    MAX_COMPARED,
    MAX_NOTE,
    MAX_NOTES,
    Answer,
    Choice,
    Journey,
    Note,
    Opened,
    Origin,
)
from guidance.kept_plan import KeptLeg, KeptPlan

MEDIA_TYPE = "application/ld+json"
MAX_BYTES = 1024 * 1024
VERSION = 1
CONCEPT = "http://data.jobtechdev.se/taxonomy/concept/"
# What an ESCO concept is to one of ours, in the words of SKOS.
_ESCO_WORDS = {
    EscoMatch.EXACT: "exactMatch",
    EscoMatch.CLOSE: "closeMatch",
    EscoMatch.BROAD: "broadMatch",
    EscoMatch.NARROW: "narrowMatch",
}
MAX_ESCO = 10  # addresses of a concept; broad skills have hundreds of narrower ones
CONTEXT = {
    "@version": 1.1,
    "@vocab": "urn:kortaste-vagen:plan-file:1#",
    **{
        word: {"@id": f"http://www.w3.org/2004/02/skos/core#{word}", "@type": "@id"}
        for word in _ESCO_WORDS.values()
    },
}

_PURPOSE = "guidance.session.plan_file:1"
_MAX_LEGS = 20
_MAX_REQUIREMENT = 20_000
_SIMPLE = re.compile(r"[^\x00-\x08\x0b-\x1f\x7f]*")

Check = Literal["ours", "unchecked"]
Code = Literal["too_large", "damaged", "not_a_plan", "newer", "changed", "wrong"]


class PlanFileError(Exception):
    """The file cannot be opened. `code` is worded by the page; nothing was changed."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


@dataclass(frozen=True)
class PlanFile:
    """What a file carries. journey: without `opened` · saved: ISO date-time · snapshot_id: the
    catalogue the plan was made from · plan: the chosen plan, None when none is chosen."""

    journey: Journey
    saved: str
    snapshot_id: str
    plan: KeptPlan | None = None


def write_plan_file(file: PlanFile, snapshot: Snapshot | None = None) -> bytes:
    """The signed document. With a snapshot, concepts bear their labels and their addresses in ESCO
    for other readers; neither is read again."""
    content = _content(file, snapshot)
    signature = {"algorithm": "HMAC-SHA256", "site": _site(_keys()[0]), "value": ""}
    content["signature"] = {**signature, "value": _sign(_keys()[0], content)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_plan_file(data: bytes) -> tuple[PlanFile, Check]:
    """The file, and whether its signature is this site's or could not be checked.

    Raises `PlanFileError`: too_large · damaged (cut off or no JSON) · not_a_plan · newer (of a
    later version) · changed (our signature does not hold) · wrong (a value that cannot be).
    """
    content = _parsed(data)
    if content.get("type") != "PlanFile" or not isinstance(content.get("version"), int):
        raise PlanFileError("not_a_plan")
    if content["version"] > VERSION:
        raise PlanFileError("newer")
    check = _check(content)
    try:
        return _file(content), check
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise PlanFileError("wrong") from error


def opened_journey(file: PlanFile, check: Check) -> Journey:
    """The journey to go on with, which remembers what it was opened from."""
    opened = Opened(file.saved, file.snapshot_id, check == "ours", file.plan)
    return replace(file.journey, opened=opened)


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise PlanFileError("too_large")
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
        json.dumps(content, ensure_ascii=False).encode()  # a lone surrogate is no text
    except (ValueError, RecursionError) as error:
        # What begins as ours and cannot be read was cut off; anything else never was a plan file.
        is_ours = b'"PlanFile"' in data[:1000]
        raise PlanFileError("damaged" if is_ours else "not_a_plan") from error
    if not isinstance(content, dict):
        raise PlanFileError("not_a_plan")
    return content


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _keys() -> list[bytes]:
    """The signing keys of this site, the current one first; each derived for this purpose alone."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hmac.digest(force_bytes(secret), _PURPOSE.encode(), "sha256") for secret in secrets]


def _site(key: bytes) -> str:
    """Which site signed: names a key without telling it."""
    return hmac.digest(key, b"site", "sha256").hex()[:16]


def _sign(key: bytes, content: Mapping[str, Any]) -> str:
    """Over everything but the signature, in one spelling (sorted keys, no spaces)."""
    rest = {name: value for name, value in content.items() if name != "signature"}
    spelled = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.digest(key, spelled.encode(), "sha256").hex()


def _check(content: Mapping[str, Any]) -> Check:
    signature = content.get("signature")
    if not isinstance(signature, dict):
        raise PlanFileError("changed")
    for key in _keys():
        if signature.get("site") == _site(key):
            value = signature.get("value")
            if isinstance(value, str) and hmac.compare_digest(
                value.encode(), _sign(key, content).encode()
            ):
                return "ours"
            raise PlanFileError("changed")
    return "unchecked"


def _content(file: PlanFile, snapshot: Snapshot | None) -> dict[str, Any]:
    journey = file.journey

    def concept(concept_id: str) -> dict[str, Any]:
        named = _named(concept_id, snapshot) if snapshot else {}
        return {"@id": CONCEPT + quote(concept_id, safe=""), **named}

    return {
        "type": "PlanFile",  # first, so that what was cut off early is still known for ours
        "version": VERSION,
        "@context": CONTEXT,
        "saved": file.saved,
        "snapshot": file.snapshot_id,
        "choices": [
            {
                **concept(choice.concept),
                "kind": choice.kind,
                "quote": choice.quote,
                "origin": choice.origin,
                "because": concept(choice.because) if choice.because else None,
                "isSuggestion": choice.is_suggestion,
                "answer": choice.answer,
                "months": choice.months,
            }
            for choice in journey.choices
        ],
        "removed": [{"kind": kind, "count": count} for kind, count in journey.removed],
        "hasRead": journey.has_read,
        "wished": [concept(one) for one in journey.wished],
        "asked": [{**concept(one), "isRequirement": must} for one, must in journey.asked],
        "offered": [{"credential": key, "quote": words} for key, words in journey.offered],
        "credentials": sorted(journey.credentials),
        "municipality": journey.municipality,
        "target": concept(journey.target) if journey.target else None,
        "compared": [concept(one) for one in journey.compared],
        "limits": asdict(journey.limits),
        "countFrom": journey.count_from,
        "chosen": journey.plan,
        "plan": _plan_content(file.plan),
        "notes": [asdict(note) for note in journey.notes],
    }


def _named(concept_id: str, snapshot: Snapshot) -> dict[str, Any]:
    """What the catalogue says of a concept: its label, and ESCO addresses by kind of match."""
    row = snapshot.concept(concept_id)
    if row < 0:
        return {}
    named: dict[str, Any] = {"label": str(snapshot.concepts.label[row])}
    for how, address in esco_addresses(snapshot, row)[:MAX_ESCO]:
        named.setdefault(_ESCO_WORDS[how], []).append(address)
    return named


def _plan_content(plan: KeptPlan | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    return {**asdict(plan), "names": list(plan.names), "legs": [asdict(leg) for leg in plan.legs]}


def _file(content: Mapping[str, Any]) -> PlanFile:
    journey = Journey(
        choices=tuple(_choice(one) for one in _list(content["choices"], MAX_CHOICES)),
        removed=tuple(
            (_text(one["kind"], 40), _whole(one["count"], 10_000))
            for one in _list(content["removed"], 40)
        ),
        has_read=_yes_or_no(content["hasRead"]),
        wished=tuple(_concept(one) for one in _list(content["wished"], 6)),
        asked=tuple(
            (_concept(one), _yes_or_no(one["isRequirement"]))
            for one in _list(content.get("asked", []), MAX_ASKED)  # not in the first files
        ),
        offered=tuple(
            (_text(one["credential"], 100), _text(one["quote"], 500))
            for one in _list(content["offered"], 40)
        ),
        credentials=frozenset(_text(one, 100) for one in _list(content["credentials"], 300)),
        municipality=_text(content["municipality"], 4),
        target=_concept_or_none(content["target"]),
        compared=tuple(
            _concept(one)
            for one in _list(content.get("compared", []), MAX_COMPARED)  # not in the first files
        ),
        limits=_limits(content["limits"]),
        count_from=_day(content["countFrom"]),
        plan=_text(content["chosen"], 64),
        notes=tuple(
            Note(_day(one["written"]), _text(one["text"], MAX_NOTE))
            for one in _list(content["notes"], MAX_NOTES)
        ),
    )
    concepts = [choice.concept for choice in journey.choices]
    if len(concepts) != len(set(concepts)):
        raise ValueError("a concept twice")
    plan = content["plan"]
    saved = _text(content["saved"], 40)
    datetime.fromisoformat(saved)
    return PlanFile(journey, saved, _text(content["snapshot"], 80), _plan(plan))


def _choice(one: Mapping[str, Any]) -> Choice:
    return Choice(
        concept=_concept(one),
        kind=_one_of(one["kind"], tuple(KEPT_KINDS)),
        quote=_text(one["quote"], 500),
        origin=_one_of(one["origin"], get_args(Origin)),
        because=_concept_or_none(one["because"]),
        is_suggestion=_yes_or_no(one["isSuggestion"]),
        answer=_one_of(one["answer"], get_args(Answer)),
        months=_months(one.get("months")),
    )


def _months(value: Any) -> int | None:
    """Months in an occupation. Files of before 2026-12 do not say."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_MONTHS:
        raise ValueError("months out of range")
    return value


def _plan(data: Mapping[str, Any] | None) -> KeptPlan | None:
    if data is None:
        return None
    return KeptPlan(
        key=_text(data["key"], 64),
        names=tuple(_one_of(one, get_args(PathName)) for one in _list(data["names"], 4)),
        arrival=_day(data["arrival"]),
        weeks=_number(data["weeks"]),
        cost=_number(data["cost"]),
        legs=tuple(_leg(one) for one in _list(data["legs"], _MAX_LEGS)),
    )


def _leg(data: Mapping[str, Any]) -> KeptLeg:
    values: dict[str, Any] = {}
    for field in fields(KeptLeg):
        value = data[field.name]
        if field.name in ("start", "end", "apply_by"):
            values[field.name] = _day(value, is_needed=field.name != "apply_by")
        elif field.name == "kind":
            values[field.name] = _one_of(value, get_args(LegKind))
        elif field.name == "form":
            values[field.name] = _one_of(value, ("", *FORMS))
        elif field.name == "cost":
            values[field.name] = _number(value)
        elif field.name == "pace":
            values[field.name] = _whole(value, 100)
        elif field.type is bool:
            values[field.name] = _yes_or_no(value)
        else:
            values[field.name] = _text(
                value, _MAX_REQUIREMENT if field.name == "requirement" else 500
            )
    return KeptLeg(**values)


def _limits(data: Mapping[str, Any]) -> Limits:
    return Limits(
        pace=_whole(data["pace"], 100),
        reach_km=None if data["reach_km"] is None else _number(data["reach_km"]),
        is_distance_ok=_yes_or_no(data["is_distance_ok"]),
        budget=None if data["budget"] is None else _number(data["budget"]),
        horizon_years=_whole(data["horizon_years"], 20),
        may_move=_yes_or_no(data["may_move"]),
    )


def _concept(node: Mapping[str, Any]) -> str:
    address = _text(node["@id"], 400)
    concept = unquote(address.removeprefix(CONCEPT), errors="strict")
    if not address.startswith(CONCEPT) or not 0 < len(concept) <= 64:
        raise ValueError("not a concept of the taxonomy")
    return _text(concept, 64)


def _concept_or_none(node: Mapping[str, Any] | None) -> str:
    return "" if node is None else _concept(node)


def _list(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("not a list, or too long")
    return value


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most or not _SIMPLE.fullmatch(value):
        raise ValueError("not a text, or too long")
    return value


def _one_of(value: Any, allowed: tuple[str, ...]) -> Any:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError("not one of the allowed")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not true or false")
    return value


def _whole(value: Any, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError("not a whole number within bounds")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1e9:
        raise ValueError("not a number within bounds")
    return float(value)


def _day(value: Any, *, is_needed: bool = False) -> str:
    text = _text(value, 10)
    if (text or is_needed) and date.fromisoformat(text).isoformat() != text:
        raise ValueError("not a day as we write it")
    return text
