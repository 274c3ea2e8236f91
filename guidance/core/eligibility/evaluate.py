"""How a requirement stands for what is held: satisfied, missing these, or not to be judged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from guidance.core.eligibility.courses import canonical_course, split_level
from guidance.core.eligibility.credentials import DEGREE_OF_UNKNOWN_FIELD
from guidance.core.eligibility.expression import AllOf, AnyOf, Atom, Expression, Note, Unparsed
from guidance.core.eligibility.measures import is_vague
from guidance.core.eligibility.phrases import read_credentials
from guidance.core.regulated import GIVES

UNJUDGED = "?"  # keys that start so are demands that credentials cannot answer
# Alternative sets kept. No real text has more than 20 with nothing held, so none is lost.
_LIMIT = 64
# Demands on a person's situation: somebody else decides, whatever is held.
_CIRCUMSTANCES = {
    "admitted": "antagen till",
    "employment": "",
    "approved_by": "godkännande från",
    "health": "",
}
_EXAMS = {
    "yrkesprogram": "exam:gymnasium:vocational",
    "högskoleförberedande program": "exam:gymnasium:preparatory",
}
# Demands that only credits, a thesis or a degree can meet.
CREDIT_KINDS = frozenset({"subject_hp", "univ_course", "total_hp", "thesis_hp"})
_GIVEN = frozenset(key for key, _, _ in GIVES)
_NOTHING = [frozenset[str]()]  # is lacking
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


@dataclass(frozen=True)
class Opening:
    """One way to be let in. keys: credentials that are lacking · verbatim: words not judged."""

    keys: frozenset[str]
    verbatim: tuple[str, ...]


def openings(expression: Expression, held: frozenset[str]) -> tuple[Opening, ...]:
    """Every way to satisfy what is left of a requirement, fewest keys first.

    Of ways with the same keys the one with the fewest unjudged words stays. `held` must be closed.
    """
    found: dict[frozenset[str], Opening] = {}
    for one in sorted(_lacking(expression, held), key=_cost):
        keys = frozenset(key for key in one if not key.startswith(UNJUDGED))
        verbatim = tuple(sorted(key[1:] for key in one if key.startswith(UNJUDGED)))
        found.setdefault(keys, Opening(keys, verbatim))
    return tuple(found.values())


def looks_at(expression: Expression) -> frozenset[str]:
    """What a requirement looks for among credentials: keys, and beginnings of keys up to the colon
    where any of the kind may count. See `marks_of`."""
    if isinstance(expression, AllOf | AnyOf):
        return frozenset().union(*(looks_at(part) for part in expression.parts))
    if not isinstance(expression, Atom):
        return frozenset()
    if expression.kind == "experience_months":
        return frozenset({"experience:"})
    if expression.kind in CREDIT_KINDS:
        return frozenset({"hp:", "thesis:", "degree:"})
    if expression.kind == "degree":
        return frozenset({"degree:", "exam:"})
    return frozenset(keys_of(expression))


def marks_of(held: frozenset[str]) -> frozenset[str]:
    """Credentials and the beginning of each: where they share nothing with what a requirement
    looks at, it is judged as for somebody who holds nothing."""
    return held | {key.partition(":")[0] + ":" for key in held}


def has(key: str, held: frozenset[str]) -> bool:
    """Whether closed credentials hold a key; experience counts by kinship of its field."""
    if key in held:
        return True
    if key.startswith("experience:") and key.count(":") == 1:
        stem = key.split(":")[1][:5]
        return any(one.startswith("experience:") and stem in one for one in held)
    return False


def is_answerable(leaf: Atom | Unparsed | Note) -> bool:
    """Whether credentials alone can ever satisfy a demand."""
    if isinstance(leaf, Atom):
        return frozenset() in _lacking(leaf, frozenset(_satisfying(leaf)))
    return isinstance(leaf, Note)


def _satisfying(atom: Atom) -> Iterable[str]:
    """Credentials that would satisfy a demand held alone, as far as any would."""
    for one in _lacking(atom, frozenset()):
        yield from (key for key in one if not key.startswith(UNJUDGED))


def _cost(keys: frozenset[str]) -> tuple[int, int, list[str]]:
    real = [key for key in keys if not key.startswith(UNJUDGED)]
    return len(real), len(keys), sorted(keys)


def _lacking(expression: Expression, held: frozenset[str]) -> list[frozenset[str]]:
    if isinstance(expression, Note):
        return [frozenset()]
    if isinstance(expression, Unparsed):
        return [frozenset({UNJUDGED + expression.text})]
    if isinstance(expression, AllOf):
        sets = _NOTHING
        for part in expression.parts:
            more = _lacking(part, held)
            if more != _NOTHING:
                sets = _minimal(one | two for one in sets for two in more)
        return sets
    if isinstance(expression, AnyOf):
        return _minimal(one for part in expression.parts for one in _lacking(part, held))
    return _lacking_atom(expression, held)


def _minimal(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    found = set(sets)
    if len(found) == 1:
        return list(found)
    kept: list[frozenset[str]] = []
    for one in sorted(found, key=_cost):
        if not any(other <= one for other in kept):
            kept.append(one)
        if len(kept) == _LIMIT:
            break
    return kept


def _lacking_atom(atom: Atom, held: frozenset[str]) -> list[frozenset[str]]:
    if atom.kind == "experience_months":
        return _lacking_experience(atom, held)
    if atom.kind in CREDIT_KINDS:
        return _lacking_credits(atom, held)
    if atom.kind == "degree":
        return _lacking_degree(atom, held)
    keys = keys_of(atom)
    if any(key in held for key in keys):
        return [_unjudged_grade(atom)]
    if atom.kind in _CIRCUMSTANCES or not keys:
        return [frozenset({UNJUDGED + _words(atom)})]
    if atom.kind == "occupation_training" and not _GIVEN.intersection(keys):
        return [frozenset({UNJUDGED + f"utbildning till {atom.value}"})]
    return [frozenset({key}) | _unjudged_grade(atom) for key in keys]


def _unjudged_grade(atom: Atom) -> frozenset[str]:
    """A grade above a pass: nobody has said which grade they have."""
    grade = str(atom.get("grade") or "E")
    if atom.kind != "course" or grade not in ("A", "B", "C", "D"):
        return frozenset()
    return frozenset({f"{UNJUDGED}lägst betyget {grade} i {atom.value}"})


def _lacking_degree(atom: Atom, held: frozenset[str]) -> list[frozenset[str]]:
    """A field that only the school can weigh, or that the person did not name, is unjudged."""
    fields = atom.get("degree_field")
    named = fields if isinstance(fields, tuple) else ()
    clear = tuple(field for field in named if not is_vague(field))
    if atom.value == "gymnasieexamen":
        key = _EXAMS.get(named[0] if named else "", "exam:gymnasium")
        return [frozenset()] if key in held else [frozenset({key})]
    bare = f"degree:{atom.value}"
    keys = tuple(f"{bare}:{field.lower()}" for field in clear) if clear else (bare,)
    if len(clear) == len(named) and any(key in held for key in keys):
        return [frozenset()]
    asked = frozenset({f"{UNJUDGED}{atom.value} i {' eller '.join(named)}"})
    if len(clear) < len(named):
        return [asked if bare in held else asked | {bare}]
    if clear and bare in held and DEGREE_OF_UNKNOWN_FIELD in held:
        return [asked]
    return [frozenset({key}) for key in keys]


@lru_cache(maxsize=8192)  # the atoms of the catalogue's texts
def keys_of(atom: Atom) -> tuple[str, ...]:
    """Credential keys, any of which satisfies a demand; () where it is no matter of one key."""
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
        if level.startswith("SFI "):
            return (f"sfi:{level[4:]}",)
        if atom.get("test"):
            return (f"language:{value.lower()}:{_test_level(atom)}",)
        return (f"language:{value.lower()}:{level or 'B2'}",)
    if atom.kind == "certificate":
        return tuple(sorted(read_credentials(value)))
    if atom.kind == "occupation_training":
        return tuple(f"training:{one}" for one in re.split(r"\s+och\s+|\s+eller\s+", value))
    return ()


def _test_level(atom: Atom) -> str:
    """The CEFR level of a test of English (IELTS 7 and TOEFL 95 or 590 are C1)."""
    least = atom.get("min")
    amount = float(least) if isinstance(least, int | float) else 0.0
    high = 7.0 if amount < 10 else 95.0 if amount <= 120 else 237.0 if amount <= 300 else 590.0
    return "C1" if amount >= high else "B2"


def _lacking_experience(atom: Atom, held: frozenset[str]) -> list[frozenset[str]]:
    wanted = str(atom.get("field") or "")
    months = atom.value if isinstance(atom.value, int) else 0
    if wanted in _ANYWHERE or is_vague(wanted):
        length = f", {months} månader" if months else ""
        return [frozenset({f"{UNJUDGED}yrkeserfarenhet inom {wanted or 'området'}{length}"})]
    for key in held:
        kind, _, rest = key.partition(":")
        field, _, length = rest.rpartition(":")
        if kind == "experience" and _amount(length) >= months and _akin(field, wanted):
            return [frozenset()]
    return [frozenset({f"experience:{wanted}:{months}"})]


def _amount(text: str) -> float:
    """The figure at the end of a key; 0 for a key that a person or file wrote otherwise."""
    return float(text) if re.fullmatch(r"\d{1,6}(?:\.\d+)?", text) else 0.0


def _akin(one: str, other: str) -> bool:
    stems = {word[:6] for word in re.findall(r"\w{4,}", one.lower())}
    return bool(stems & {word[:6] for word in re.findall(r"\w{4,}", other.lower())})


def credits_among(held: frozenset[str]) -> frozenset[str]:
    """What a demand of `CREDIT_KINDS` looks at; where there is none, no such demand is met."""
    return frozenset(
        key
        for key in held
        if key.startswith(("hp:", "thesis:", "degree:")) or key == DEGREE_OF_UNKNOWN_FIELD
    )


def _lacking_credits(atom: Atom, held: frozenset[str]) -> list[frozenset[str]]:
    hp = atom.get("hp") if atom.kind in ("subject_hp", "univ_course") else atom.value
    wanted = float(hp) if isinstance(hp, int | float) else 0.0
    subject = "" if atom.kind in ("total_hp", "thesis_hp") else str(atom.value).lower()
    if atom.kind == "total_hp" and atom.get("scope"):
        return [frozenset({f"{UNJUDGED}{wanted:g} hp inom {atom.get('scope')}"})]
    for key in held:
        kind, _, rest = key.partition(":")
        if kind == "thesis" and atom.kind == "thesis_hp" and _amount(rest) >= wanted:
            return [frozenset()]
        if kind == "hp" and atom.kind != "thesis_hp":
            name, _, amount = rest.rpartition(":")
            if _amount(amount) >= wanted and (not subject or _akin(name, subject)):
                return [frozenset()]
    if atom.kind == "total_hp" and "degree:examen" in held and wanted <= 180:
        return [frozenset()]
    if subject and (is_vague(subject) or _may_be_in_degree(subject, held)):
        return [frozenset({UNJUDGED + (f"{wanted:g} hp i {subject}" if wanted else subject)})]
    if atom.kind == "thesis_hp":
        return [frozenset({f"thesis:{wanted:g}"})]
    return [frozenset({f"hp:{subject}:{wanted:g}"})]


def _may_be_in_degree(subject: str, held: frozenset[str]) -> bool:
    """Whether a held degree may hold credits in a subject that the person did not list."""
    if DEGREE_OF_UNKNOWN_FIELD in held:
        return True
    degrees = (key.partition(":")[2] for key in held if key.startswith("degree:"))
    return any(_akin(degree.replace("examen", " "), subject) for degree in degrees)


def _words(atom: Atom) -> str:
    detail = f" {atom.get('field')}" if atom.get("field") else ""
    if atom.kind == "vocational_points":
        return f"{atom.value} poäng från{detail}".strip()
    return f"{_CIRCUMSTANCES.get(atom.kind, '')} {atom.value}{detail}".strip()
