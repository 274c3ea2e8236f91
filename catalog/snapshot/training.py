"""Which occupations an education trains for, and how we know. Plain rules over names and codes.

Three origins, kept apart: a register says so (AUB's SSYK code); the education's own name or degree
names the occupation; the SUN field is tied to occupation groups. An education counts only when it
is long enough to be a training; a short course *for* an occupation requires it, and never trains.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.recognition.aliases import OCCUPATION_ALIASES
from catalog.recognition.folding import fold_word
from catalog.snapshot.rows import ConceptRow, TermRow, TrainsForRow
from catalog.snapshot.snapshot import TermKind, TrainsForOrigin

STRENGTH = {
    TrainsForOrigin.REGISTER: 1.0,
    TrainsForOrigin.TITLE: 0.9,
    TrainsForOrigin.CLASSIFICATION: 0.6,
}
# When more occupations than this share a name, it says their group, if most are of one group.
_MOST_TARGETS = 4
_MAJORITY = 0.75
# A SUN code tied to more groups than this says too little.
_MOST_GROUPS = 6

# Employers' own words stand for too many things to say what an education is for.
_TIER = {TermKind.ALTERNATIVE: 2, TermKind.TITLE: 3}
_WORD = re.compile(r"[^\w+#-]+")
_NOT_TRAINING = re.compile(
    r"^(kompletterande utbildning|validering|förberedande|introduktion|orientering|preparand)"
    r"|basår|fortbildning|vidareutbildning|reaktivering|prova på|yrkeskompetensbevis"
    r"|arbetsplatsförlagt lärande"
)
_FIGURES = re.compile(r"\(.*?\)|\b\d[\d ,.]*(hp|p|poäng|yhp|yh-poäng)\b|\bgy ?(11|25)\b")
_AUDIENCE = re.compile(r"\s(för|i kombination med|med inriktning|inriktning|inkl?|ink)\s.*")
_PARTS = re.compile(r"\s*(?:,|:|;|\||\+|\s[-–—]\s)\s*")
_PAIR = re.compile(r"\s*(?:/|&|\boch\b)\s*")
_PLACE = re.compile(r"\s(inom|med|på|i|mot|till|av|at|in)\s.*")
_TOWARDS = re.compile(r"^(yrkes)?utbildning till\s+|^bli\s+|^vi utbildar\s+|^yrkespaket\s+")
_NOISE = {
    "apl", "distans", "dag", "kväll", "flex", "fördjupning", "grund", "grundutbildning",
    "halvfart", "heltid", "lärling", "lärlingsutbildning", "nord", "online", "paket", "påbyggnad",
    "påbyggnadsutbildning", "yrkesutbildning", "yrkespaket",
}  # fmt: skip
_EPITHETS = {
    "affärsinriktad", "auktoriserad", "certifierad", "diplomerad", "internationell",
    "kvalificerad", "legitimerad", "medicinsk", "professionell",
}  # fmt: skip
# Specialist nurses are named by what they nurse: the first word found in the title tells which.
_SPECIALIST = "specialistsjuksköterska"
_SPECIALITIES = (
    ("anestesi", "anestesisjuksköterska"),
    ("intensivvård", "intensivvårdssjuksköterska"),
    ("operation", "operationssjuksköterska"),
    ("ambulans", "ambulanssjuksköterska"),
    ("distrikt", "distriktssköterska"),
    ("psykiatri", "psykiatrisjuksköterska"),
    ("äldre", "geriatriksjuksköterska"),
    ("barn", "barnsjuksköterska"),
    ("onkolog", "onkologisjuksköterska"),
    ("cancer", "onkologisjuksköterska"),
    ("akut", "akutsjuksköterska"),
)
_PLAIN = {"grundutbildad", "allmän"}  # what a label says when it means the occupation as such
_COMPOUND = re.compile(
    r"^(?P<stem>.{3,}?)-?(program|programmet|utbildning|utbildningen|linje|linjen|examen)$"
)


@dataclass(frozen=True, slots=True)
class Course:
    """What the rules look at.

    sun: codes of the field · registered, classified: SSYK codes that a register, or a
    classification of this very education, ties it to.
    """

    title: str
    form: str
    configuration: str = ""
    credits: float | None = None
    weeks: float | None = None
    is_vocational: bool | None = None
    degree: str = ""
    sun: tuple[str, ...] = ()
    registered: tuple[str, ...] = ()
    classified: tuple[str, ...] = ()


@dataclass(frozen=True)
class OccupationNames:
    """name → tier → concept ids.

    Tiers: 0 the whole preferred label, 1 the part before its comma, or a group's label, 2 other
    labels, 3 job titles, 4 what people say. qualifiers: words after the comma of a label, such as
    `grundutbildad` · group: occupation → its group.
    """

    by_name: Mapping[str, Mapping[int, frozenset[str]]]
    qualifiers: Mapping[str, frozenset[str]]
    group: Mapping[str, str]

    def named(self, name: str, title: str) -> frozenset[str]:
        """Occupations (or the one group) that `name` means; `title` settles between qualifiers."""
        words = set(_folded(title).replace("-", " ").split())
        tiers = self.by_name.get(name, {})
        for tier in sorted(tiers):
            found = tiers[tier]
            if tier == 1:
                found = self._settled(found, words)
                if not found and "inriktning" in words:
                    return frozenset()  # the title says which one, and it is none of these
            if 0 < len(found) <= _MOST_TARGETS:
                return found
            groups = Counter(self.group.get(one, "") for one in found).most_common(1)
            if groups and groups[0][0] and groups[0][1] >= _MAJORITY * len(found):
                return frozenset({groups[0][0]})
        return frozenset()

    def _settled(self, candidates: frozenset[str], words: set[str]) -> frozenset[str]:
        """Those that the title's own words point out; a speciality it does not name is left out."""
        told = [one for one in candidates if self.qualifiers.get(one, _PLAIN) - _PLAIN]
        fitting = [one for one in told if self.qualifiers[one] <= words]
        if fitting:
            return frozenset(
                one
                for one in fitting
                if not any(self.qualifiers[one] < self.qualifiers[other] for other in fitting)
            )
        if told and (len(candidates) == 1 or "inriktning" in words):
            return frozenset()
        return candidates


def occupation_names(concepts: Iterable[ConceptRow], terms: Iterable[TermRow]) -> OccupationNames:
    """Names of active occupations and groups, from their labels and other Swedish names."""
    by_name: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    qualifiers: dict[str, frozenset[str]] = {}
    group: dict[str, str] = {}
    for row in concepts:
        if row.is_deprecated or row.type not in {"occupation-name", "ssyk-level-4"}:
            continue
        base, _, rest = row.label.removesuffix(" m.fl.").partition(",")
        is_group = row.type == "ssyk-level-4"
        by_name[_folded(row.label)][1 if is_group else 0].add(row.id)
        for part in base.split("/"):
            by_name[_folded(part)][1].add(row.id)
        for alias in OCCUPATION_ALIASES.get(row.label, ()):
            by_name[_folded(alias)][4].add(row.id)
        if not is_group:
            group[row.id] = row.broader
        qualifiers[row.id] = frozenset(_folded(rest).replace("-", " ").split()) - {"och", "i"}
    for term in terms:
        if term.kind in _TIER and term.language == "swe" and term.concept in group:
            by_name[_folded(term.text)][_TIER[term.kind]].add(term.concept)
    frozen = {
        name: {tier: _without_covered_groups(ids, group) for tier, ids in tiers.items()}
        for name, tiers in by_name.items()
        if name
    }
    return OccupationNames(frozen, qualifiers, group)


def trains_for(
    course: Course,
    names: OccupationNames,
    group_of_ssyk: Mapping[str, str],
    ssyk_of_sun: Mapping[str, Sequence[str]],
) -> tuple[TrainsForRow, ...]:
    """Targets with origin and strength, in stable order; () when nothing is known."""
    found: set[tuple[str, TrainsForOrigin]] = set()
    for codes, origin in (
        (course.registered, TrainsForOrigin.REGISTER),
        (course.classified, TrainsForOrigin.CLASSIFICATION),
    ):
        found |= {(group_of_ssyk[code], origin) for code in codes if code in group_of_ssyk}
    if is_training(course):
        found |= {(one, TrainsForOrigin.TITLE) for one in _named_targets(course, names)}
        for group in _classified(course, group_of_ssyk, ssyk_of_sun):
            found.add((group, TrainsForOrigin.CLASSIFICATION))
    return tuple(TrainsForRow(target, origin, STRENGTH[origin]) for target, origin in sorted(found))


def is_training(course: Course) -> bool:
    """Long enough, and of a kind, to make someone ready for an occupation."""
    if _NOT_TRAINING.search(_folded(course.title)):
        return False
    length, weeks = course.credits, course.weeks
    match course.form:
        case "HS":
            return course.configuration == "program" and (length is None or length >= 60)
        case "YH":
            return course.configuration == "program" or (length or 0) >= 100
        case "VUXGY":
            return course.configuration == "kurspaket" and (length is None or length >= 200)
        case "FHS":
            return course.is_vocational is not False and (weeks is None or weeks >= 20)
        case "KKU":
            return weeks is None or weeks >= 30
        case "AUB":
            return True
    return False


def _named_targets(course: Course, names: OccupationNames) -> frozenset[str]:
    """Occupations that the title names; where it names none, those that the degree names."""
    named = _in_title(course.title, names)
    if not named and course.degree:
        for degree in re.split(r"[,;]", course.degree):
            for noun in _nouns(_folded(degree)):
                named = named or names.named(noun, course.title)
    return named


def _in_title(title: str, names: OccupationNames) -> frozenset[str]:
    text = _FIGURES.sub(" ", fold_word(title))
    whole = names.named(_folded(text), title)
    if whole:
        return whole
    parts = [part for part in _PARTS.split(_AUDIENCE.sub("", text)) if part]
    for place, part in enumerate(parts):
        found = _in_part(part, title, names, is_head=place == 0)
        if found:
            return found
    return frozenset()


def _in_part(part: str, title: str, names: OccupationNames, *, is_head: bool) -> frozenset[str]:
    part = _TOWARDS.sub("", part)
    tries = [part, _PLACE.sub("", part)] if is_head else [part]
    for text in tries:
        name = _without_noise(_folded(text))
        first, _, rest = name.partition(" ")
        nouns = (name, *_nouns(name), rest if first in _EPITHETS else "")
        if _SPECIALIST in nouns:
            nouns = tuple(noun for word, noun in _SPECIALITIES if word in fold_word(title))
        for noun in nouns:
            found = names.named(noun, title)
            if found:
                return found
        pair = [_without_noise(_folded(half)) for half in _PAIR.split(text)]
        if len(pair) > 1 and not any(half.endswith("-") for half in pair):
            found = frozenset().union(*(names.named(half, title) for half in pair if half))
            if found:
                return found
    return frozenset()


def _without_noise(name: str) -> str:
    return " ".join(word for word in name.split() if word not in _NOISE and not word.isdecimal())


def _nouns(name: str) -> tuple[str, ...]:
    """The occupations that `sjuksköterskeprogrammet` or `lärarexamen` may be made of."""
    match = _COMPOUND.match(name)
    if match is None:
        return ()
    stem = match["stem"].strip()
    nouns = [stem]
    if stem.endswith("s"):
        nouns.append(stem[:-1])
    if stem.endswith("e"):
        nouns.append(f"{stem[:-1]}a")
    if stem.endswith("ar"):
        nouns.append(f"{stem}e")
    first, _, rest = stem.partition(" ")
    if rest and first.endswith("a"):
        nouns.append(f"{first[:-1]} {rest}")  # biomedicinska analytiker
    return tuple(nouns)


def _classified(
    course: Course, group_of_ssyk: Mapping[str, str], ssyk_of_sun: Mapping[str, Sequence[str]]
) -> Iterable[str]:
    """Groups that the SUN field is tied to, where the level of the education fits the group's."""
    if course.form not in _LEVELS or course.is_vocational is False:
        return
    if course.form == "HS" and (course.credits or 0) < 120:
        return
    for sun in course.sun:
        codes = next((ssyk_of_sun[sun[:n]] for n in (5, 4, 3) if sun[:n] in ssyk_of_sun), ())
        if len(codes) > _MOST_GROUPS:
            continue
        for code in codes:
            is_regulated_health = code.startswith(("221", "222", "223", "225", "226", "234", "235"))
            if course.form != "HS" and is_regulated_health:
                continue
            if code[:1] in _LEVELS[course.form] and code in group_of_ssyk:
                yield group_of_ssyk[code]


# First digit of SSYK per form: managers 1, university 2, two years after upper secondary 3 …
_LEVELS = {"HS": "123", "YH": "12345678", "VUXGY": "456789", "FHS": "3456789", "AUB": "3456789"}


def _without_covered_groups(ids: set[str], group: Mapping[str, str]) -> frozenset[str]:
    """A group is left out where one of its own occupations has the same name."""
    covered = {group[one] for one in ids if one in group}
    return frozenset(ids - covered)


def _folded(text: str) -> str:
    return _WORD.sub(" ", fold_word(text)).strip()
