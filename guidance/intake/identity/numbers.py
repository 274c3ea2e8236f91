"""Personal identity numbers, Swedish and foreign, and other numbers that lead to one person."""

import re
from collections.abc import Iterator
from datetime import date

from guidance.intake.identity.view import Found

_PERSONAL = re.compile(
    r"(?<!\d)(?<!\d-)(?P<century>18|19|20)?(?P<year>\d\d)"
    r"(?P<between>[-/. ]?)(?P<month>\d\d)(?P=between)(?P<day>\d\d)"
    r" ?[-+_/]? ?(?P<serial>\d\d ?\d\d)(?!\d|-\w)"
)
_LABEL_OF_PERSONAL = re.compile(
    r"(person(nr|nummer|al identity)|pnr|samordnings(nr|nummer)|identity number|\bid\b)[^\n]{0,25}$",
    re.IGNORECASE,
)
_LABEL_OF_OTHER_NUMBER = re.compile(
    r"(order|leverans|retur|serie|batch|artikel|org|ärende|dnr|faktura|kund|projekt)[^\n,;]{0,12}$",
    re.IGNORECASE,
)
_FINNISH = re.compile(r"(?<!\d)\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)")
_NORDIC_ELEVEN = re.compile(r"(?<![\d-])\d{6} ?\d{5}(?![\d-])")
_LABELLED_FOREIGN = re.compile(
    r"(?:isikukood|pesel|\bcpr\b(?:[ -]?nr)?|f.dselsnummer|henkil.tunnus|kennitala|asmens kodas|bsn|"
    r"passnummer|passport (?:no|number)|pass(?:nr|\.nr)|national id|codice fiscale|\bnie\b|\bdni\b|"
    r"lma-?kort|ut-?kort|dossier(?:nr|nummer)|\bcnp\b|\bnif\b|\begn\b|\bjmbg\b|\bssn\b|social security(?: number)?|"
    r"national insurance(?: number)?|\binsz\b|rodn. .{1,3}slo|främlingspass|\bpass(?: nr| nummer|:)|resedokument|"
    r"(?:utländskt|nationellt) id\w*|polskt id|id-?kort(?:snr|snummer)?|id-?(?:nr|nummer))"
    r"[^\n\d]{0,20}?(?P<number>(?:[A-Z]{1,3} ?)?\d[\dA-Z /.-]{4,18}[\dA-Z])",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?(?!\w)")
_LABELLED_ACCOUNT = re.compile(
    r"(?:konto(?:nr|nummer)?|clearing(?:nr|nummer)?|bankgiro|plusgiro|swish)\.?:? *"
    r"(?P<number>\d[\d ,-]{5,24}\d)",
    re.IGNORECASE,
)
_LABELLED_PLATE = re.compile(
    r"(?:reg(?:\.|istrerings)? ?(?:nr|nummer|skylt)\.?:?|bilnummer:?) *"
    r"(?P<number>[A-Z]{3} ?\d\d[A-Z0-9])(?!\w)",
    re.IGNORECASE,
)
_LABELLED_CERTIFICATE = re.compile(
    r"(?:legitimation|certifikat|licens|bevis|körkort|kort|förordnande|intyg)s?[ -]?"
    r"(?:nr|nummer|no)\.?:? *(?P<number>[A-Z]{0,4}-?\d[\dA-Z/-]{3,16})",
    re.IGNORECASE,
)
_MASKED = re.compile(r"(?<!\d)(?:19|20)?\d{6}[-+ ]?(?:[xX]{4}|\*{4}|•{4}|#{4})(?!\w)")
_LABELLED_OTHER = re.compile(
    r"\b(?:hsa-?id|(?:anställnings|medlems|student|personal|försäkrings|kandidat|ansöknings|patient)"
    r"-?(?:nr|nummer|id)|användar(?:namn|id)|user ?name|employee (?:id|no))\.? ?:? *"
    r"(?P<number>[A-Z]{0,4}-?\d[\w/-]{2,24})",
    re.IGNORECASE,
)
_SPOKEN_DIGIT = (
    r"(?:noll|ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|\w{3,8}ton|arton|"
    r"\w{3,7}ti(?:o|i)?(?:ett|en|två|tre|fyra|fem|sex|sju|åtta|nio)?)"
)
_SPOKEN = re.compile(
    rf"(?<!\w){_SPOKEN_DIGIT}(?:[ ,]+(?:streck[ ,]+)?{_SPOKEN_DIGIT}){{4,14}}(?!\w)", re.IGNORECASE
)


_OTHER_NUMBERS = (_LABELLED_ACCOUNT, _LABELLED_PLATE, _LABELLED_CERTIFICATE, _LABELLED_OTHER)


def find_numbers(text: str) -> Iterator[Found]:
    """Identity numbers in the view of a text."""
    yield from _personal(text)
    for match in _FINNISH.finditer(text):
        if _is_finnish(match[0]):
            yield Found(match.start(), match.end(), "foreign_id")
    for match in _NORDIC_ELEVEN.finditer(text):
        digits = [int(c) for c in match[0] if c.isdigit()]
        if _is_norwegian(digits) or _is_baltic(digits) or _is_polish(digits):
            yield Found(match.start(), match.end(), "foreign_id")
    for match in _LABELLED_FOREIGN.finditer(text):
        yield Found(match.start("number"), match.end("number"), "foreign_id")
    for match in _IBAN.finditer(text):
        if _is_iban(match[0].replace(" ", "")):
            yield Found(match.start(), match.end(), "other_id")
    for pattern in _OTHER_NUMBERS:
        for match in pattern.finditer(text):
            yield Found(match.start("number"), match.end("number"), "other_id")
    for match in _MASKED.finditer(text):
        yield Found(match.start(), match.end(), "personnummer")
    for match in _SPOKEN.finditer(text):
        kind = "phone" if match[0].lower().startswith("noll") else "personnummer"
        yield Found(match.start(), match.end(), kind)


def _personal(text: str) -> Iterator[Found]:
    for match in _PERSONAL.finditer(text):
        day = int(match["day"])
        is_coordination = day > 60
        if not _is_date(match["century"], match["year"], match["month"], day % 60 or day):
            continue
        before = text[max(0, match.start() - 45) : match.start()]
        is_labelled = _LABEL_OF_PERSONAL.search(before) is not None
        serial = match["serial"].replace(" ", "")
        digits = [int(c) for c in match["year"] + match["month"] + match["day"] + serial]
        if not is_labelled and (not _passes_luhn(digits) or _LABEL_OF_OTHER_NUMBER.search(before)):
            continue
        kind = "samordningsnummer" if is_coordination else "personnummer"
        yield Found(match.start(), match.end(), kind)


def _is_date(century: str | None, year: str, month: str, day: int) -> bool:
    # Without a century the leap day is allowed if either century has it.
    for candidate in (century,) if century else ("19", "20"):
        try:
            date(int(candidate + year), int(month), day)
        except ValueError:
            continue
        return True
    return False


def _passes_luhn(digits: list[int]) -> bool:
    doubled = [d * 2 if i % 2 == 0 else d for i, d in enumerate(digits)]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _is_finnish(number: str) -> bool:
    return "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(number[:6] + number[7:10]) % 31] == number[10]


def _is_norwegian(digits: list[int]) -> bool:
    first = sum(w * d for w, d in zip((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), digits, strict=False)) % 11
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    return first == 0 and sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0


def _is_baltic(digits: list[int]) -> bool:
    """Estonian and Lithuanian numbers share form and check digit."""
    if not 1 <= digits[0] <= 6 or not _is_date(
        None, f"{digits[1]}{digits[2]}", f"{digits[3]}{digits[4]}", digits[5] * 10 + digits[6]
    ):
        return False
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)):
        rest = sum(w * d for w, d in zip(weights, digits[:10], strict=True)) % 11
        if rest < 10:
            return rest == digits[10]
    return digits[10] == 0


def _is_polish(digits: list[int]) -> bool:
    """PESEL: the month also says the century."""
    year, month = digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]
    century = {0: "19", 1: "20", 4: "18"}.get(month // 20)
    if not century or not _is_date(
        century, f"{year:02}", f"{month % 20:02}", digits[4] * 10 + digits[5]
    ):
        return False
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
    return sum(w * d for w, d in zip(weights, digits, strict=True)) % 10 == 0


def _is_iban(number: str) -> bool:
    rearranged = number[4:] + number[:4]
    if not rearranged.isalnum():
        return False
    return int("".join(str(int(c, 36)) for c in rearranged)) % 97 == 1
