"""What a person or a leg supplies: credential keys, what one implies, and how it is called.

Vocabulary (docs/paths.md): `course:matematik 2b` (Gy11 names; no letter = track not said) ·
`basic:HS`, `basic:YH` · `exam:gymnasium[:vocational|:preparatory]` · `degree:<name>[:<field>]` ·
`licence:<occupation>` · `certificate:<name>` · `driving:CE` · `ykb:gods`, `ykb:persontrafik` ·
`language:svenska:B1` · `sfi:D` · `experience:<field>:<months>` · `hp:<subject>:<credits>` ·
`training:<occupation>` · `practice:<name>` · `foreign:<degree>` · `foreign:assessed`.
"""

from functools import lru_cache

from guidance.core.eligibility.courses import LADDERS, course_label, split_level
from guidance.core.regulated import LICENCES

_CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
_SWEDISH = ("svenska", "svenska som andraspråk")
_TRACKED = {"matematik": "abc", "fysik": "a"}
# Degrees of at least three years; each is called `<name>examen`.
_EXAMINED = frozenset(
    f"{name}examen"
    for name in [
        "sjuksköterske",
        "socionom",
        "psykolog",
        "läkar",
        "tandläkar",
        "apotekar",
        "receptarie",
        "fysioterapeut",
        "arbetsterapeut",
        "förskollärar",
        "grundlärar",
        "ämneslärar",
        "yrkeslärar",
        "lärar",
        "civilingenjörs",
        "högskoleingenjörs",
        "jurist",
        "kandidat",
        "magister",
        "master",
        "barnmorske",
        "logoped",
        "audionom",
        "dietist",
        "optiker",
        "tandhygienist",
        "röntgensjuksköterske",
        "biomedicinsk analytiker",
        "arkitekt",
        "veterinär",
        "speciallärar",
        "specialpedagog",
        "djursjukskötar",
        "ortopedingenjörs",
        "psykoterapeut",
        "sjukhusfysiker",
        "sjökaptens",
        "sjöingenjörs",
        "studie- och yrkesvägledar",
    ]
)

# Held when a person named a degree without its field: what it holds is not known.
DEGREE_OF_UNKNOWN_FIELD = "degree:any field"
_FIELDLESS = frozenset(
    f"degree:{name}"
    for name in (
        "examen", "kandidatexamen", "magisterexamen", "masterexamen", "licentiatexamen",
        "doktorsexamen", "civilingenjörsexamen", "högskoleingenjörsexamen", "lärarexamen",
        "ämneslärarexamen",
    )
) | {"foreign:assessed"}  # fmt: skip

_DIRECT: dict[str, tuple[str, ...]] = {
    "exam:gymnasium:preparatory": (
        "exam:gymnasium", "basic:HS", "course:svenska 3", "course:engelska 6",
        "course:matematik 1b", "course:samhällskunskap 1b", "course:religionskunskap 1",
        "course:historia 1a1",
    ),
    "exam:gymnasium:vocational": (
        "exam:gymnasium", "course:svenska 1", "course:engelska 5", "course:matematik 1a",
        "course:samhällskunskap 1a1", "course:religionskunskap 1", "course:historia 1a1",
        "course:naturkunskap 1a1",
    ),
    "exam:gymnasium": ("basic:YH",),
    "basic:HS": ("basic:YH", "basic:HS utan svenska"),
    "degree:yrkeshögskoleexamen": ("basic:YH", "exam:gymnasium"),
    "degree:examen": ("basic:HS", "exam:gymnasium", "course:svenska 3", "course:engelska 6"),
    "degree:kandidatexamen": ("degree:examen", "thesis:15"),
    "degree:magisterexamen": ("degree:kandidatexamen",),
    "degree:masterexamen": ("degree:kandidatexamen",),
    "degree:licentiatexamen": ("degree:masterexamen",),
    "degree:doktorsexamen": ("degree:masterexamen",),
    "degree:sjuksköterskeexamen": ("hp:omvårdnad:90", "degree:kandidatexamen"),
    "degree:barnmorskeexamen": ("degree:sjuksköterskeexamen",),
    "degree:grundlärarexamen": ("degree:lärarexamen",),
    "degree:grundlärarexamen i fritidshem": ("degree:lärarexamen",),
    "degree:ämneslärarexamen": ("degree:lärarexamen",),
    "degree:yrkeslärarexamen": ("degree:lärarexamen",),
    "degree:förskollärarexamen": ("degree:lärarexamen",),
    "degree:civilingenjörsexamen": ("degree:masterexamen", "degree:ingenjörsexamen"),
    "degree:högskoleingenjörsexamen": ("degree:kandidatexamen", "degree:ingenjörsexamen"),
    "foreign:assessed": ("degree:examen",),
    "driving:CE": ("driving:C",),
    "driving:C1E": ("driving:C1", "driving:BE"),
    "driving:C": ("driving:C1",),
    "driving:C1": ("driving:B",),
    "driving:DE": ("driving:D",),
    "driving:D": ("driving:B",),
    "driving:BE": ("driving:B",),
    "driving:B": ("driving:AM",),
    "sfi:D": ("sfi:C", "language:svenska:B1"),
    "sfi:C": ("sfi:B", "language:svenska:A2"),
    "sfi:B": ("sfi:A",),
    "sfi:A": ("language:svenska:A1",),
    "course:svenska 3": ("language:svenska:C1",),
    "course:svenska 1": ("language:svenska:B2",),
    "course:engelska 6": ("language:engelska:B2",),
    "course:engelska 5": ("language:engelska:B1",),
    "language:svenska:C2": ("language:svenska:C1",),
}  # fmt: skip

# All of these together give the one after.
RULES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"exam:gymnasium", "course:svenska 3", "course:engelska 6"}), "basic:HS"),
    (frozenset({"exam:gymnasium", "course:engelska 6"}), "basic:HS utan svenska"),
    *(
        (frozenset({f"course:{s} 1a1", f"course:{s} 1a2"}), f"course:{s} 1b")
        for s in ("naturkunskap", "samhällskunskap", "historia")
    ),
    (frozenset({"course:fysik 1b1", "course:fysik 1b2"}), "course:fysik 1a"),
    (
        frozenset({"course:biologi 1", "course:fysik 1a", "course:kemi 1"}),
        "course:naturkunskap 2",
    ),
)

_CHOICES = (
    "exam:gymnasium:vocational exam:gymnasium:preparatory|basic:YH basic:HS|course:engelska_5 "
    "course:engelska_6 course:engelska_7 course:svenska_1 course:svenska_2 course:svenska_3 "
    "course:matematik_1 course:matematik_2 course:matematik_3 course:matematik_4 "
    "course:naturkunskap_1b course:naturkunskap_2 course:samhällskunskap_1b course:biologi_1 "
    "course:biologi_2 course:fysik_1a course:fysik_2 course:kemi_1 course:kemi_2 "
    "course:programmering_1|sfi:C sfi:D language:svenska:B1 language:svenska:B2 "
    "language:svenska:C1|degree:yrkeshögskoleexamen degree:examen degree:kandidatexamen "
    "degree:masterexamen degree:sjuksköterskeexamen degree:socionomexamen degree:lärarexamen "
    "degree:civilingenjörsexamen degree:högskoleingenjörsexamen foreign:assessed "
    "foreign:examen foreign:sjuksköterskeexamen foreign:läkarexamen foreign:tandläkarexamen "
    "foreign:lärarexamen|driving:B "
    "driving:BE driving:C driving:CE driving:D ykb:gods ykb:persontrafik certificate:truck "
    "certificate:adr certificate:svets certificate:kyla certificate:ecy certificate:väktare"
)
_CHOICE_LICENCES = "sjuksköterska|läkare|lärare|fysioterapeut|psykolog|undersköterska"

_LABELS = {
    "basic:HS": "Grundläggande behörighet till högskolan",
    "basic:HS utan svenska": "Grundläggande behörighet till högskolan (utom svenska)",
    DEGREE_OF_UNKNOWN_FIELD: "Högskoleexamen i ett område som inte är sagt",
    "basic:YH": "Grundläggande behörighet till yrkeshögskolan",
    "exam:gymnasium": "Gymnasieexamen",
    "exam:gymnasium:vocational": "Gymnasieexamen från ett yrkesprogram",
    "exam:gymnasium:preparatory": "Gymnasieexamen från ett högskoleförberedande program",
    "degree:examen": "Högskoleexamen på minst tre år",
    "foreign:assessed": "Utländsk högskoleutbildning som UHR har bedömt",
    "foreign:examen": "Utländsk högskoleutbildning som ingen har bedömt än",
    "ykb:gods": "Yrkeskompetensbevis (YKB) för godstransport",
    "ykb:persontrafik": "Yrkeskompetensbevis (YKB) för persontrafik",
    "certificate:ecy": "ECY-certifikat för elektriker",
    "thesis:15": "Examensarbete på minst 15 hp",
}


@lru_cache(maxsize=4096)
def implied_by(key: str) -> tuple[str, ...]:
    """What one credential implies in one step."""
    kind, _, rest = key.partition(":")
    found = list(_DIRECT.get(key, ()))
    if kind == "course":
        found.extend(_implied_courses(rest))
    elif kind == "degree":
        name, _, field = rest.partition(":")
        if field:
            found.extend((f"degree:{name}", f"degree:examen:{field}"))
        elif name in _EXAMINED or name.endswith("specialistutbildning"):
            found.append("degree:examen")
    elif kind == "hp":
        found.append("basic:HS")  # who has credits was admitted
    elif kind == "licence":
        licence = LICENCES.get(key)
        found.extend(licence.proves if licence else ())
    elif kind == "language":
        language, _, level = rest.partition(":")
        if level in _CEFR[1:]:
            found.append(f"language:{language}:{_CEFR[_CEFR.index(level) - 1]}")
    return tuple(found)


def _implied_courses(course: str) -> list[str]:
    subject, number, track = split_level(course)
    if not number:
        return []
    found = [f"course:{subject} {number}" if track else "", f"course:{subject}"]
    if subject in _SWEDISH:
        other = _SWEDISH[1 - _SWEDISH.index(subject)]
        found.append(f"course:{other} {number}")
    if subject == "matematik" and track in ("b", "c"):
        found.append(f"course:matematik {number}{'ab'['bc'.index(track)]}")
    if track == "b" and subject in ("naturkunskap", "samhällskunskap", "historia"):
        found.extend((f"course:{subject} 1a1", f"course:{subject} 1a2"))
    if (subject, track) == ("fysik", "a"):
        found.extend(("course:fysik 1b1", "course:fysik 1b2"))
    if subject in LADDERS and number > 1 and course != "engelska 5":
        lower = number - 1
        if subject == "matematik":
            letter = "c" if number > 3 else track
            found.append(f"course:matematik {lower}{letter}")
        elif subject in ("naturkunskap", "samhällskunskap", "historia") and lower == 1:
            found.append(f"course:{subject} 1b")
        elif subject == "fysik":
            found.append("course:fysik 1a")
        else:
            found.append(f"course:{subject} {lower}")
    return [key for key in found if key]


@lru_cache(maxsize=16384)
def closure(held: frozenset[str]) -> frozenset[str]:
    """Everything that the held credentials imply together. Idempotent and monotone."""
    known: set[str] = set()
    waiting = list(held)
    while waiting:
        while waiting:
            key = waiting.pop()
            if key not in known:
                known.add(key)
                waiting.extend(implied_by(key))
        waiting = [gives for needs, gives in RULES if needs <= known and gives not in known]
    return frozenset(known)


def opened(said: frozenset[str]) -> frozenset[str]:
    """What a person said they hold; a course without its letter may be any of the tracks, and a
    degree without its field may hold anything."""
    tracks = {f"{key}{letter}" for key in said for letter in _open_tracks(key)}
    return said | tracks | ({DEGREE_OF_UNKNOWN_FIELD} if said & _FIELDLESS else set())


def _open_tracks(key: str) -> str:
    kind, _, course = key.partition(":")
    if kind != "course":
        return ""
    subject, number, track = split_level(course)
    if track:
        return ""
    if subject == "matematik":
        return "abc" if number in (1, 2) else "bc" if number == 3 else ""
    return "a" if (subject, number) == ("fysik", 1) else (
        "b" if number == 1 and subject in ("naturkunskap", "samhällskunskap", "historia") else ""
    )  # fmt: skip


def label_of(credential: str) -> str:
    """A credential in plain Swedish."""
    if credential in _LABELS:
        return _LABELS[credential]
    if credential in LICENCES:
        return LICENCES[credential].name
    kind, _, rest = credential.partition(":")
    name, _, detail = rest.partition(":")
    if kind == "course":
        return course_label(rest)
    if kind == "degree":
        return name[:1].upper() + name[1:] + (f" i {detail}" if detail else "")
    if kind == "driving":
        return f"{rest}-körkort"
    if kind == "sfi":
        return f"SFI kurs {rest}"
    if kind == "language":
        return f"{name[:1].upper()}{name[1:]} på nivå {detail}"
    if kind == "experience":
        length = f", {detail} månader" if detail else ""
        return f"Arbetslivserfarenhet{f' som {name}' if name else ''}{length}"
    if kind == "hp":
        if detail in ("", "0"):
            return f"Högskolekurs i {name}"
        return f"{detail} hp i {name}" if name else f"{detail} hp"
    if kind == "licence":
        return f"Legitimation som {rest}"
    if kind == "training":
        return f"Utbildning till {rest}"
    if kind == "foreign":
        return f"{rest[:1].upper()}{rest[1:]} från ett annat land"
    return rest[:1].upper() + rest[1:]


def _choices() -> tuple[tuple[str, str], ...]:
    keys = _CHOICES.replace("|", " ").split()
    keys += [f"licence:{one}" for one in _CHOICE_LICENCES.split("|")]
    return tuple((key.replace("_", " "), label_of(key.replace("_", " "))) for key in keys)


# What a person ticks in the form: (key, Swedish label), grouped by kind in this order.
CREDENTIAL_CHOICES: tuple[tuple[str, str], ...] = _choices()
