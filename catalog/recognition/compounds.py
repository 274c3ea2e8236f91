"""Words made of words the lexicon has: undersköterskevikarie, el- och rörarbeten."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from catalog.recognition.fingerprints import Sieve, prints_of
from catalog.recognition.guards import COMPOUND_STOPS
from catalog.recognition.inflection import PLURAL_ENDS, singulars_of
from catalog.recognition.lexicon import Lexicon, Sense
from catalog.recognition.words import listed

if TYPE_CHECKING:
    from catalog.recognition.matcher import Reading

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
_OCCUPATION_ENDS = (
    "are", "aren", "arna", "ares", "sköterska", "sköterskan", "sköterskor", "sköterskorna",
    "tekniker", "teknikern", "ör", "ören", "örer", "örerna", "biträde", "biträdet", "biträden",
    "ist", "isten",
    "ister", "ingenjör", "konsult", "konsulten", "konsulter", "agent", "kock", "kocken", "kockar",
    "assistent", "assistenten", "assistenter", "mekaniker", "elektriker", "pedagog", "pedagogen",
    "pedagoger", "terapeut", "terapeuten",
)  # fmt: skip
# First parts that say when or where, and leave the occupation as it is.
_PREFIXES = listed(
    """
    natt kväll kvälls dag helg jour sommar extra tim vikarie bemannings hemtjänst sjukhus hotell
    restaurang bygg industri fabriks junior senior distrikts stads kommun region områdes lastbil
    fjärr långtrads huvud resurs gruv kon bi vice städ serie finans privat chefs barn skol
    """
)
# The hyphen of a first half and what follows: "- och rörinstallationer", "-/VVS-montör".
_ELLIPSIS = re.compile(
    r"-(?:(?:\s{1,3}(?:och|eller|samt|&)\s{1,3}|/|,\s{1,3}|\s?/\s?))([^\W_]+)(?:-([^\W_]+))?"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Last four letters → the second parts that end so, the longest first.
_TAILS_BY_END = {
    end: tuple(tail for tail in _TAILS if tail[-4:] == end)
    for end in {tail[-4:] for tail in _TAILS}
}
# First three letters → the first parts that begin so, the shortest first.
_PREFIXES_BY_BEGINNING = {
    begin: tuple(one for one in sorted(sorted(_PREFIXES), key=len) if begin.startswith(one[:3]))
    for begin in {
        prefix[:2] + letter
        for prefix in _PREFIXES
        for letter in (prefix[2:3] or "abcdefghijklmnopqrstuvwxyzåäö")
    }
}
SHORTEST_COMPOUND, LONGEST_COMPOUND = 8, 60
# What a compound ends or begins with: tells most words apart at once.
TAIL_ENDS = Sieve(prints_of(_TAILS_BY_END))
PREFIX_BEGINNINGS = Sieve(prints_of(_PREFIXES_BY_BEGINNING))


def may_be_compound(word: str) -> bool:
    """False when `senses_of_compound` cannot find anything; cheap."""
    return SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND and (
        word.endswith(_TAILS_BY_END.get(word[-4:], ()))
        or word.startswith(_PREFIXES_BY_BEGINNING.get(word[:3], ()))
    )


def senses_of_compound(word: str, lexicon: Lexicon) -> tuple[Sense, str, int, int] | None:
    """(sense, rule, start, end) of the known part of an unknown word of at least eight letters."""
    for tail in _TAILS_BY_END.get(word[-4:], ()):
        if word.endswith(tail) and len(word) - len(tail) >= 4:
            sense = _sense_of_first_part(word[: -len(tail)], lexicon)
            if sense is not None:
                return sense, "compound-head", 0, len(word)
    if len(word) >= 10:
        for prefix in _PREFIXES_BY_BEGINNING.get(word[:3], ()):
            if not word.startswith(prefix) or not word.endswith(_OCCUPATION_ENDS):
                continue
            sense = _single(word[len(prefix) :], lexicon, "occupation-name")
            if sense is not None:
                return sense, "compound-tail", 0, len(word)
    return None


def senses_of_ellipsis(
    reading: "Reading", lexicon: Lexicon, places: Iterable[int]
) -> dict[int, Sense]:
    """Word that is a first half ("el-" in "el- och rörinstallationer") → sense of the whole.
    places: in order, words among which are all that a hyphen and a space or a mark follow."""
    found: dict[int, Sense] = {}
    done = 0
    for index in places:
        if reading.starts[index] < done:
            continue
        match = _ELLIPSIS.match(reading.folded.text, reading.ends[index])
        first = reading.words[index]
        if match is None or _LETTERS.fullmatch(first) is None:
            continue
        done = match.end()
        second, after = match.groups()
        if after is not None:
            second = after
        if len(second) > 40:
            continue
        tails = [second] if after is not None else []
        tails += [second[begin:] for begin in range(2, len(second) - 3)]
        may_be_other = second[-2:] in PLURAL_ENDS
        for tail in tails:
            sense = None
            for whole in (first + tail, first + "s" + tail):
                if sense is None and (may_be_other or whole in lexicon.forms):
                    sense = _single(whole, lexicon, None)
            if sense is not None and sense.method != "verb":
                found[index] = sense
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
    singulars = singulars_of(word) if word[-2:] in PLURAL_ENDS else (word,)
    for singular in singulars:
        if singular in lexicon.forms:
            for node in lexicon.nodes_of(singular):
                for sense in lexicon.senses[node]:
                    if wanted_type is None or sense.type == wanted_type:
                        return sense
    return None
