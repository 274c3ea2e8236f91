"""Words made of words the lexicon has: undersköterskevikarie, el- och rörarbeten."""

import re

from catalog.recognition.guards import COMPOUND_STOPS
from catalog.recognition.inflection import singulars_of
from catalog.recognition.lexicon import Lexicon, Sense
from catalog.recognition.words import listed

# Second parts that leave the concept of the first part as it is.
_NEUTRAL_TAILS = (
    "vikarie", "vikariat", "jobb", "jobbet", "jobben", "arbete", "arbetet", "arbeten", "arbetena",
    "utbildning", "utbildningen", "utbildad", "kurs", "kursen", "kurser", "erfarenhet",
    "erfarenheter", "kunskap", "kunskaper", "kompetens", "vana", "yrke", "yrket", "yrken", "tjänst",
    "tjänsten", "tjänster", "uppgifter", "uppdrag", "uppdraget", "praktik", "praktiken", "område",
    "området", "områden", "teknik", "tekniker", "metod", "metoder", "metodik",
    "programmet", "verktyg", "verktygen", "process", "processen",
    "processer", "frågor", "studier", "assistans", "elev", "lärling", "student", "studerande",
    "analys", "analyser", "planer", "plan", "plattform", "plattformen",
)  # fmt: skip
_TAILS = tuple(sorted(_NEUTRAL_TAILS, key=lambda tail: (-len(tail), tail)))
_OCCUPATION_ENDS = re.compile(
    r"(?:are|aren|arna|ares|sköterska|sköterskan|sköterskor|sköterskorna|tekniker|teknikern|ör|ören"
    r"|örer|örerna|biträde|biträdet|biträden|ist|isten|ister|arbetare|ingenjör|konsult|konsulten|"
    r"konsulter|läkare|chaufför|agent|kock|kocken|kockar|assistent|assistenten|assistenter|"
    r"mekaniker|elektriker|snickare|utvecklare|pedagog|pedagogen|pedagoger|terapeut|terapeuten)$"
)
# First parts that say when or where, and leave the occupation as it is.
_PREFIXES = listed(
    """
    natt kväll kvälls dag helg jour sommar extra tim vikarie bemannings hemtjänst sjukhus hotell
    restaurang bygg industri fabriks junior senior distrikts stads kommun region områdes lastbil
    fjärr långtrads huvud resurs gruv kon bi vice städ serie finans privat chefs barn skol
    """
)
_PREFIX_LENGTHS = tuple(sorted({len(prefix) for prefix in _PREFIXES}))
_ELLIPSIS = re.compile(
    r"(?<![^\W_])([^\W\d_]{2,})-(?:\s{1,3}(?:och|eller|samt|&)\s{1,3}|/|,\s{1,3}|\s?/\s?)"
    r"([^\W_]+)(?:-([^\W_]+))?"
)


def senses_of_compound(word: str, lexicon: Lexicon) -> tuple[Sense, str, int, int] | None:
    """(sense, rule, start, end) of the known part of an unknown word of at least eight letters."""
    if word.endswith(_TAILS):
        for tail in _TAILS:
            if word.endswith(tail) and len(word) - len(tail) >= 4:
                sense = _sense_of_first_part(word[: -len(tail)], lexicon)
                if sense is not None:
                    return sense, "compound-head", 0, len(word)
    if len(word) >= 10 and _OCCUPATION_ENDS.search(word) is not None:
        for begin in _PREFIX_LENGTHS:
            if word[:begin] not in _PREFIXES:
                continue
            sense = _single(word[begin:], lexicon, "occupation-name")
            if sense is not None:
                return sense, "compound-tail", 0, len(word)
    return None


def senses_of_ellipsis(text: str, lexicon: Lexicon) -> dict[int, Sense]:
    """Folded start of a first half ("el-" in "el- och rörinstallationer") → sense of the whole."""
    found: dict[int, Sense] = {}
    if "-" not in text:
        return found
    for match in _ELLIPSIS.finditer(text):
        first, second, after = match.groups()
        if after is not None:
            second = after
        if len(second) > 40:
            continue
        tails = [second] if after is not None else []
        tails += [second[begin:] for begin in range(2, len(second) - 3)]
        for tail in tails:
            sense = _single(first + tail, lexicon, None) or _single(
                first + "s" + tail, lexicon, None
            )
            if sense is not None and sense.method != "verb":
                found[match.start(1)] = sense
                break
    return found


def _sense_of_first_part(part: str, lexicon: Lexicon) -> Sense | None:
    stems = [part]
    if part.endswith("s"):
        stems.append(part[:-1])
    if part.endswith("e"):
        stems.append(part[:-1] + "a")
    if part.endswith("ar"):
        stems.append(part + "e")
    for stem in stems:
        if len(stem) >= 5 and stem not in COMPOUND_STOPS:
            sense = _single(stem, lexicon, None)
            if sense is not None and sense.method != "verb" and not sense.is_name:
                return sense
    return None


def _single(word: str, lexicon: Lexicon, wanted_type: str | None) -> Sense | None:
    for singular in singulars_of(word):
        for node in lexicon.starts.get(singular, ()):
            for sense in lexicon.senses.get(node, ()):
                if wanted_type is None or sense.type == wanted_type:
                    return sense
    return None
