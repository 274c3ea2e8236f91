"""Shorter and other ways to write a taxonomy label, each with the name of its rule.

Taxonomy labels carry qualifiers that nobody writes: "Python, programmeringsspråk", "Kock à la
carte", "Certifikat, heta arbeten", "Bagare/Konditor". Every rule here gives a text that names the
same concept; where several concepts give the same text, the lexicon chooses.
"""

import re
from collections.abc import Iterator

from catalog.recognition.guards import PRODUCT_AFTER_DASH
from catalog.recognition.inflection import compound_stems

# Confidence of each rule that names a concept; docs/recognition.md explains them.
METHODS: dict[str, float] = {
    "label": 0.98,
    "alias": 0.97,
    "alternative": 0.95,
    "licence": 0.95,
    "hidden": 0.92,
    "title": 0.91,
    "part": 0.90,
    "bracket": 0.89,
    "legitimation": 0.96,
    "class-word": 0.88,
    "preposition": 0.88,
    "head": 0.86,
    "term": 0.85,
    "experience": 0.84,
    "cut": 0.78,
    "ellipsis": 0.78,
    "joined": 0.77,
    "match": 0.76,
    "compound-tail": 0.74,
    "compound-head": 0.72,
    "verb": 0.70,
    "close-match": 0.69,
    "broad-match": 0.68,
    "keyword": 0.66,
    "misspelling": 0.60,
    "meaning": 0.50,
}

# "Certifikat, X": people say X, or the word and X.
CLASS_WORDS = (
    "certifikat", "yrkesbevis", "utbildningsbevis", "utbildningsintyg", "gesällbrev", "mästarbrev",
    "yrkesutbildning", "intyg", "behörighet", "tillstånd", "licens", "utbildning", "produktkunskap",
    "försäljningsvana", "materialkunskap", "installera", "gesällprov", "certifierad", "godkänd",
)  # fmt: skip
# Class words whose qualifier alone names the concept; "gesällbrev, målare" is not "målare".
_BARE_QUALIFIER = {"certifikat", "utbildningsbevis", "försäljningsvana", "utbildning", "intyg"}
_EXPERIENCE = ("erfarenhet", "vana", "kunskaper", "kunskap")
_CUTS = re.compile(r" (?:inom|enligt|för|vid|enl) ")
_VENDORS = ("Apache", "Windows", "MS", "Microsoft", "Adobe", "Autodesk", "IBM")
_PRODUCT_ENDINGS = (
    " Application Server", " Cloud Platform", " Cloud", " Server", " Framework", " SPCS",
)  # fmt: skip
# Qualifiers that do not narrow the head: "Projektledning, erfarenhet" is projektledning.
NEUTRAL_QUALIFIER = re.compile(
    r"(?:(?!fartygs).*(?:erfarenhet|vana|områdeskunskap|språk|system|verktyg|plattform|ramverk|databashanterare|"
    r"protokoll|stilmall|metod|specialistområde för \w+|grundutbildad|grundläggande|behörighet|"
    r"specialistkompetens för \w+|materialkunskap|teori|kommun|utbildning))"
)
# Qualifiers without which the head is a school subject or a ware, not a skill.
_HEADLESS = re.compile(
    r"undervisning|undervising|cirkelledning|produktkunskap|konstnärlig|utbildning|försäljning|"
    r"journalistik|hemslöjd|museum|instruktör|specialisering för|programmering$|konstkonservering"
)
_BRACKET = re.compile(r"\s*\(([^()]*)\)")


def variants_of(label: str, concept_type: str) -> Iterator[tuple[str, str]]:
    """(text, rule) pairs; the label itself is not among them. Texts keep the label's case."""
    bare = _BRACKET.sub("", label).strip()
    if bare != label:
        yield bare, "bracket"
        for inside in _BRACKET.findall(label):
            if inside.isupper() and inside.isalpha() and 3 <= len(inside) <= 6:
                yield inside, "bracket"
    code, colon, _ = bare.partition(": ")
    if colon and any(letter.isdigit() for letter in code):
        yield code, "bracket"  # AZ-900: Microsoft Azure Fundamentals
    for part in _parts(bare, concept_type):
        if part != bare:
            yield part, "part"
        yield from _of_part(part, concept_type)


def _parts(label: str, concept_type: str) -> list[str]:
    """Sides of a slash that stand on their own: each starts with a capital."""
    dashed = PRODUCT_AFTER_DASH.match(label)
    if (
        dashed is not None and ", " not in dashed["name"]
    ):  # "2D-grafik-Adobe Photoshop": Adobe Photoshop, Photoshop
        name = dashed["name"]
        vendor, _, rest = name.partition(" ")
        return [label, name, rest] if vendor in _VENDORS and rest else [label, name]
    sides = [side.strip() for side in label.split("/")]
    if len(sides) == 1 or any(not side for side in sides):
        return [label]
    if not all(side[0].isupper() for side in sides) or any(len(side) < 2 for side in sides):
        return [label]
    return [label, *(side for side in sides if len(side) > 2 or side.isupper())]


def _of_part(text: str, concept_type: str) -> Iterator[tuple[str, str]]:
    head, comma, qualifier = text.partition(", ")
    if comma:
        yield from _with_qualifier(head, qualifier, concept_type)
    elif concept_type == "skill":
        yield from _without_qualifier(text)
    if concept_type == "skill":
        if text.endswith("examen") and " " not in text and len(text) > 9:
            yield text.removesuffix("examen") + "utbildning", "class-word"
        yield from _without_vendor(text)
        first, _, rest = text.partition(" som ")
        if rest and first in ("Legitimation", "Särskilt förordnande"):
            yield from _legitimation(rest)


def _with_qualifier(head: str, qualifier: str, concept_type: str) -> Iterator[tuple[str, str]]:
    lowered = head.lower()
    if concept_type == "skill" and lowered in CLASS_WORDS:
        if lowered in _BARE_QUALIFIER:
            yield qualifier, "class-word"
        yield f"{head} {qualifier}", "class-word"
        yield f"{head} som {qualifier}", "class-word"
        yield f"{head} i {qualifier}", "class-word"
        yield f"{head} till {qualifier}", "class-word"
        for stem in compound_stems(qualifier.lower()):
            yield stem + lowered, "class-word"
        return
    if concept_type == "skill" and lowered.startswith("cnc-programmering"):
        yield qualifier, "class-word"
    if concept_type != "skill" or _HEADLESS.match(qualifier) is None or " " in head:
        yield head, "head"
    if concept_type == "skill":
        yield from _experience(head)
    if "," not in qualifier:
        for preposition in ("", "i ", "inom ", "på ", "för "):
            yield f"{head} {preposition}{qualifier}", "preposition"


def _without_qualifier(text: str) -> Iterator[tuple[str, str]]:
    yield from _experience(text)
    if text.startswith("Installera "):
        yield text.removeprefix("Installera "), "class-word"
    cut = _CUTS.search(text)
    if cut is not None:
        head = text[: cut.start()]
        if (len(head) >= 15 or " " in head) and not head.endswith(
            ("behörighet", "bevis", "examen", "utbildning")
        ):
            yield head, "cut"


def _experience(text: str) -> Iterator[tuple[str, str]]:
    """Receptionsvana → reception; Lagbaserfarenhet → lagbas."""
    lowered = text.lower()
    if " " in lowered:
        return
    for ending in _EXPERIENCE:
        stem = lowered.removesuffix(ending)
        if stem != lowered and len(stem) >= 5:
            yield stem, "experience"
            if stem.endswith("s"):
                yield stem[:-1], "experience"
            return


def _without_vendor(text: str) -> Iterator[tuple[str, str]]:
    """Apache Maven → Maven; MS Excel → Excel; Weblogic Server → Weblogic."""
    name = text.partition(", ")[0]
    vendor, _, rest = name.partition(" ")
    if vendor in _VENDORS and rest:
        yield rest, "part"
        name = rest
    for ending in _PRODUCT_ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 5:
            yield name.removesuffix(ending), "part"
            return


def _legitimation(occupation: str) -> Iterator[tuple[str, str]]:
    for word in ("legitimerad", "leg", "leg.", "legitimation"):
        yield f"{word} {occupation}", "legitimation"
    for stem in compound_stems(occupation.lower()):
        yield stem + "legitimation", "legitimation"
