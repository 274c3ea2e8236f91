"""What a version of the taxonomy changed: from the API's own lists, or by comparing two versions.

The API's keys have been `taxonomy/event-type` and `event-type`, the concept has stood under
`taxonomy/concept` and `taxonomy/changed-concept`; all of that is read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from catalog.sources.taxonomy.shapes import Fragment, Tie

Kind = Literal["created", "updated", "deprecated"]
_KINDS: dict[str, Kind] = {"CREATED": "created", "UPDATED": "updated", "DEPRECATED": "deprecated"}
_CONCEPTS = ("changed_concept", "concept", "new_concept", "latest_version_of_concept")
# What, when it differs, makes a concept another one for a reader.
_TOLD = ("preferred_label", "alternative_labels", "hidden_labels", "definition", "broader")


@dataclass(frozen=True)
class Change:
    """What happened to one concept. version: in which it happened; 0 when not told. successors: ids
    that replace it, of a deprecated one."""

    kind: Kind
    id: str
    type: str
    label: str
    version: int = 0
    successors: tuple[str, ...] = ()


def changes_in(value: Any) -> Iterator[Change]:
    """Changes of an answer of `/main/changes`, `/main/concept/changes` or
    `/main/replaced-by-changes`; what is not one is passed by."""
    for raw in value if isinstance(value, list) else ():
        if not isinstance(raw, dict):
            continue
        event = plain(raw)
        concept: dict[str, Any] = next(
            (event[key] for key in _CONCEPTS if isinstance(event.get(key), dict)), {}
        )
        successors = _ids(concept.get("replaced_by"))
        kind = _KINDS.get(str(event.get("event_type")).upper())
        if kind is None and successors:
            kind = "deprecated"  # the list of replacements has no other kind
        one, version = concept.get("id"), event.get("version")
        if kind and isinstance(one, str) and one:
            yield Change(
                kind,
                one,
                str(concept.get("type") or ""),
                str(concept.get("preferred_label") or ""),
                version if type(version) is int else 0,
                successors if kind == "deprecated" else (),
            )


def replacements(changes: Iterable[Change]) -> Iterator[Fragment]:
    """Deprecated concepts with what replaces them, as fragments to merge with a version's own."""
    for change in changes:
        if change.successors:
            ties = tuple(
                Tie("replaced_by", change.id, change.type, one, change.type)
                for one in change.successors
            )
            said = {"preferred_label": change.label, "deprecated": True}
            yield Fragment(change.id, change.type, fields=said, ties=ties)


def compared(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> tuple[Change, ...]:
    """Changes between two versions, each {id: payload as the client yields it}, sorted by id.

    A concept that is absent afterwards counts as deprecated, as one that says so.
    """
    found = []
    for one in sorted(before.keys() | after.keys()):
        old, new = before.get(one), after.get(one)
        was = old is not None and not old.get("deprecated")
        is_active = new is not None and not new.get("deprecated")
        told = new or old or {}
        kind: Kind | None = None
        if is_active and not was:
            kind = "created"
        elif was and not is_active:
            kind = "deprecated"
        elif was and any(_told(old, key) != _told(new, key) for key in _TOLD):
            kind = "updated"
        if kind:
            successors = _ids(told.get("replaced_by")) if kind == "deprecated" else ()
            label = str(told.get("preferred_label") or "")
            found.append(
                Change(kind, one, str(told.get("type") or ""), label, successors=successors)
            )
    return tuple(found)


def summary(changes: Iterable[Change]) -> str:
    """One line: how many of each kind, and how many deprecated concepts have a successor."""
    known = list({(change.kind, change.id): change for change in changes}.values())
    counts = Counter(change.kind for change in known)
    followed = sum(bool(change.successors) for change in known if change.kind == "deprecated")
    return (
        f"{counts['created']} concepts created, {counts['updated']} updated, "
        f"{counts['deprecated']} deprecated, {followed} of them with a successor"
    )


def plain(value: Any) -> Any:
    """The REST interface's namespaced keys as the query files write them, at every depth."""
    if isinstance(value, dict):
        return {
            str(key).removeprefix("taxonomy/").replace("-", "_"): plain(one)
            for key, one in value.items()
        }
    return [plain(one) for one in value] if isinstance(value, list) else value


def _told(payload: Mapping[str, Any] | None, key: str) -> Any:
    value = (payload or {}).get(key)
    if not isinstance(value, list):
        return value
    return sorted(str(one.get("id") if isinstance(one, dict) else one) for one in value)


def _ids(value: Any) -> tuple[str, ...]:
    found = (
        (one.get("id") for one in value if isinstance(one, dict)) if isinstance(value, list) else ()
    )
    return tuple(one for one in found if isinstance(one, str) and one)
