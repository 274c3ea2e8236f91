"""Fragments of many files and versions → one payload per concept, in the official shape.

Newest first: a label, code, definition or set of relations comes from the newest file that has it.
A concept is active when the newest file that lists its type lists it; otherwise it is deprecated.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from catalog.sources.taxonomy.shapes import HELD_TYPES, Fragment, Tie

# Types where an old concept with an active one's label is the same thing under a new id.
_FOLLOWED_BY_LABEL = ("occupation-name", "skill", "job-title")


class Merger:
    """Takes in files one by one, in any order; gives payloads when all are in."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[str, tuple[int, Any]]] = defaultdict(dict)
        self._types: dict[str, tuple[int, str]] = {}
        self._listed: dict[str, set[int]] = defaultdict(set)
        self._first: dict[str, int] = {}
        self._newest: dict[str, int] = {}
        self._ties: dict[tuple[str, str, str], tuple[int, dict[str, float]]] = {}
        self._unidentified: list[Any] = []

    def add(self, fragments: Iterable[Fragment], version: int) -> None:
        """Take in a file's fragments. version: 0 when unknown, which counts as older than all."""
        for fragment in fragments:
            if "unidentified" in fragment.fields:
                self._unidentified.append(fragment.fields["unidentified"])
                continue
            self._describe(fragment, version)
            for tie in fragment.ties:
                self._tie(tie, version)

    def knows(self, one: str) -> bool:
        """True when a file has described this concept."""
        return one in self._types

    def newest(self, kind: str) -> int:
        """The newest version that lists a type; 0 when none does."""
        return self._newest.get(kind, 0)

    def ids_by_label(self, kind: str) -> dict[str, str]:
        """Casefolded label → the one concept of a type that the newest list has by that label."""
        found: dict[str, list[str]] = defaultdict(list)
        for one, (_, own) in self._types.items():
            if own == kind and self.newest(kind) in self._listed.get(one, ()):
                found[self._key(one)[1]].append(one)
        return {label: ones[0] for label, ones in found.items() if label and len(ones) == 1}

    def payloads(self, terms: Mapping[str, list[str]]) -> Iterator[tuple[str, Any]]:
        """(id, payload) of every concept of a type the catalogue holds, sorted by id.

        terms: casefolded occupation or job-title label → employers' own ways to write it.
        """
        for number, value in enumerate(self._unidentified, start=1):
            yield f"unidentified {number}", value
        held = sorted(one for one, (_, kind) in self._types.items() if kind in HELD_TYPES)
        ties: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
        for (source, kind, target_type), (_, targets) in sorted(self._ties.items()):
            for target, weight in sorted(targets.items(), key=lambda pair: (-pair[1], pair[0])):
                known_type = self._types.get(target, (0, target_type))[1]
                if known_type in HELD_TYPES or not known_type:
                    ties[source][kind].append({"id": target, "type": known_type, "weight": weight})
        successors = self._successors(held)
        for one in held:
            payload = self._payload(one)
            payload.update(ties.get(one, {}))
            if payload["deprecated"] and not payload.get("replaced_by"):
                followed = successors.get(self._key(one))
                payload["replaced_by"] = [followed] if followed else []
            if payload["type"] in {"occupation-name", "job-title"} and not payload["deprecated"]:
                payload["terms"] = terms.get(str(payload.get("preferred_label")).casefold(), [])
            yield one, payload

    def _describe(self, fragment: Fragment, version: int) -> None:
        one, kind = fragment.id, fragment.type
        if kind and version >= self._types.get(one, (-1, ""))[0]:
            self._types[one] = (version, kind)
        if kind:
            self._first[one] = min(version, self._first.get(one, version))
        if fragment.is_listed and kind:
            self._newest[kind] = max(version, self._newest.get(kind, version))
            if not fragment.fields.get("deprecated"):
                self._listed[one].add(version)
        stored = self._fields[one]
        for name, value in fragment.fields.items():
            # An empty value says nothing, except that "not deprecated" does.
            if value in (None, "", []) or name == "type":
                continue
            if name not in stored or version >= stored[name][0]:
                stored[name] = (version, value)

    def _tie(self, tie: Tie, version: int) -> None:
        key = (tie.source, tie.kind, tie.target_type)
        known = self._ties.get(key)
        if known is None or version > known[0]:
            self._ties[key] = (version, {tie.target: tie.weight})
        elif version == known[0]:
            known[1][tie.target] = tie.weight

    def _payload(self, one: str) -> dict[str, Any]:
        kind = self._types[one][1]
        said = {name: value for name, (_, value) in self._fields[one].items()}
        versions = self._listed.get(one, set())
        newest = self._newest.get(kind)
        is_active = newest is None or newest in versions
        return {
            **{name: value for name, value in said.items() if not _is_relation(value)},
            "id": one,
            "type": kind,
            "deprecated": not is_active,
            "first_version": self._first.get(one) or None,
            "last_version": max(versions, default=0) or None,
        }

    def _key(self, one: str) -> tuple[str, str]:
        label = self._fields[one].get("preferred_label", (0, ""))[1]
        return self._types[one][1], str(label).casefold()

    def _successors(self, held: list[str]) -> dict[tuple[str, str], dict[str, Any]]:
        """(type, label) → the one active concept with it; none where several share a label."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in held:
            if self._types[one][1] in _FOLLOWED_BY_LABEL and not self._payload(one)["deprecated"]:
                found[self._key(one)].append(one)
        return {
            key: {"id": ones[0], "type": key[0]}
            for key, ones in found.items()
            if len(ones) == 1 and key[1]
        }


def _is_relation(value: Any) -> bool:
    """Relations come from the ties, which know their version."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
