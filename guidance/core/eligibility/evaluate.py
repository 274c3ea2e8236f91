"""How a requirement stands for what is held: satisfied, missing these, or not to be judged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from guidance.core.eligibility.courses import canonical_course, split_level
from guidance.core.eligibility.expression import AllOf, AnyOf, Atom, Expression, Note, Unparsed

UNJUDGED = "?"  # keys that start so are demands that credentials cannot answer
_LIMIT = 24
_ANYWHERE = ("", "området", "yrket", "yrkesämnet", "ämnet", "yrkeserfarenhet efter avlagd examen")


@dataclass(frozen=True)
class Verdict:
    """lacking: the alternative sets of credential keys that would satisfy what is left, smallest
    first; () when satisfied or unjudged · verbatim: words that cannot be judged."""

    judgement: Literal["satisfied", "missing", "unjudged"]
    lacking: tuple[frozenset[str], ...] = ()
    verbatim: tuple[str, ...] = ()


def judge(expression: Expression, held: frozenset[str]) -> Verdict:
    """Judge a requirement. `held` must be closed (see `credentials.closure`)."""
    sets = _lacking(expression, held)
    open_sets = sorted(sets, key=_cost)
    best = open_sets[0]
    verbatim = tuple(sorted(key[1:] for key in best if key.startswith(UNJUDGED)))
    missing = [frozenset(k for k in one if not k.startswith(UNJUDGED)) for one in open_sets]
    if not best:
        return Verdict("satisfied")
    if not missing[0]:
        return Verdict("unjudged", (), verbatim)
    unique = tuple(dict.fromkeys(one for one in missing if one))
    return Verdict("missing", unique, verbatim)


def has(key: str, held: frozenset[str]) -> bool:
    """Whether closed credentials hold a key; experience counts by kinship of its field."""
    if key in held:
        return True
    if key.startswith("experience:") and key.count(":") == 1:
        stem = key.split(":")[1][:5]
        return any(one.startswith("experience:") and stem in one for one in held)
    return False


def _cost(keys: frozenset[str]) -> tuple[int, int, list[str]]:
    real = [key for key in keys if not key.startswith(UNJUDGED)]
    return len(real), len(keys), sorted(keys)


def _lacking(expression: Expression, held: frozenset[str]) -> list[frozenset[str]]:
    if isinstance(expression, Note):
        return [frozenset()]
    if isinstance(expression, Unparsed):
        return [frozenset({UNJUDGED + expression.text})]
    if isinstance(expression, AllOf):
        sets = [frozenset[str]()]
        for part in expression.parts:
            sets = _minimal(one | two for one in sets for two in _lacking(part, held))
        return sets
    if isinstance(expression, AnyOf):
        return _minimal(one for part in expression.parts for one in _lacking(part, held))
    return _lacking_atom(expression, held)


def _minimal(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    kept: list[frozenset[str]] = []
    for one in sorted(set(sets), key=_cost):
        if not any(other <= one for other in kept):
            kept.append(one)
    return kept[:_LIMIT]


def _lacking_atom(atom: Atom, held: frozenset[str]) -> list[frozenset[str]]:
    if atom.kind == "experience_months":
        return _lacking_experience(atom, held)
    if atom.kind in ("subject_hp", "univ_course", "total_hp", "thesis_hp"):
        return _lacking_credits(atom, held)
    keys = keys_of(atom)
    if any(key in held for key in keys):
        return [frozenset()]
    if atom.kind in ("admitted", "employment", "approved_by", "health", "vocational_points",
                     "occupation_training"):  # fmt: skip
        return [frozenset({UNJUDGED + _words(atom)})]
    return [frozenset({key}) for key in keys]


def keys_of(atom: Atom) -> tuple[str, ...]:
    """Credential keys, any of which satisfies a demand."""
    value = str(atom.value)
    if atom.kind == "course":
        course = canonical_course(value)
        tracks = atom.get("tracks")
        wanted = tracks if isinstance(tracks, tuple) else ()
        if not wanted or set(wanted) >= {"a", "b", "c"}:
            return (f"course:{course}",)
        subject, number, own = split_level(course)
        if own:
            return (f"course:{course}",)
        return tuple(f"course:{subject} {number}{track}" for track in wanted)
    if atom.kind == "basic":
        return ("basic:HS utan svenska",) if atom.get("except") else (f"basic:{value}",)
    if atom.kind == "legitimation":
        return (f"licence:{value.lower()}",)
    if atom.kind == "licence":
        return (f"driving:{value}",)
    if atom.kind == "language":
        level = str(atom.get("level") or "")
        if level == "grundläggande behörighet":
            return ("course:svenska 3",) if value == "Svenska" else ("course:engelska 6",)
        return (f"language:{value.lower()}:{level or 'B2'}",)
    if atom.kind == "occupation_training":
        return tuple(f"training:{one}" for one in re.split(r"\s+och\s+|\s+eller\s+", value))
    if atom.kind == "degree":
        if value == "gymnasieexamen":
            return ("exam:gymnasium",)
        fields = atom.get("degree_field")
        if isinstance(fields, tuple):
            return tuple(f"degree:{value}:{field.lower()}" for field in fields)
        return (f"degree:{value}",)
    return ()


def _lacking_experience(atom: Atom, held: frozenset[str]) -> list[frozenset[str]]:
    wanted = str(atom.get("field") or "")
    months = atom.value if isinstance(atom.value, int) else 0
    for key in held:
        kind, _, rest = key.partition(":")
        if kind != "experience":
            continue
        field, _, length = rest.rpartition(":")
        long_enough = int(length or 0) >= months
        if long_enough and wanted not in _ANYWHERE and _akin(field, wanted):
            return [frozenset()]
    if wanted in _ANYWHERE or not any(key.startswith("experience:") for key in held):
        words = f"{wanted} {months} månader".strip() if months else wanted or "yrkeserfarenhet"
        if wanted in _ANYWHERE:
            return [frozenset({UNJUDGED + (f"yrkeserfarenhet inom {words}")})]
    return [frozenset({f"experience:{wanted}:{months}"})]


def _akin(one: str, other: str) -> bool:
    stems = {word[:6] for word in re.findall(r"\w{4,}", one.lower())}
    return bool(stems & {word[:6] for word in re.findall(r"\w{4,}", other.lower())})


def _lacking_credits(atom: Atom, held: frozenset[str]) -> list[frozenset[str]]:
    hp = atom.get("hp") if atom.kind in ("subject_hp", "univ_course") else atom.value
    wanted = float(hp) if isinstance(hp, int | float) else 0.0
    subject = "" if atom.kind in ("total_hp", "thesis_hp") else str(atom.value).lower()
    for key in held:
        kind, _, rest = key.partition(":")
        if kind == "thesis" and atom.kind == "thesis_hp" and float(rest) >= wanted:
            return [frozenset()]
        if kind == "hp" and atom.kind != "thesis_hp":
            name, _, amount = rest.rpartition(":")
            if float(amount) >= wanted and (not subject or _akin(name, subject)):
                return [frozenset()]
    if atom.kind == "total_hp" and "degree:examen" in held and wanted <= 180:
        return [frozenset()]
    kind = "thesis" if atom.kind == "thesis_hp" else "hp"
    amount = f"{wanted:g}"
    return [frozenset({f"{kind}:{amount}" if kind == "thesis" else f"hp:{subject}:{amount}"})]


def _words(atom: Atom) -> str:
    detail = f" {atom.get('field')}" if atom.get("field") else ""
    return f"{atom.value}{detail}".strip()
