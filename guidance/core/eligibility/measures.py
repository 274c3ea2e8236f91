"""Amounts, levels and names as requirement texts write them, shared by the readers of demands."""

import re
from collections.abc import Callable, Iterable

from guidance.core.eligibility.expression import Expression

Reader = Callable[[re.Match[str]], Expression]
Readers = tuple[tuple[re.Pattern[str], Reader], ...]

NUMBER = r"\d+(?:[.,]\d+)?"
UNIT = r"(?:hp|högskolepoäng|poäng|credits|fup|p)\b"
HP = rf"(?P<hp>{NUMBER})\s*{UNIT}"
LEVELS = r"\(?\s*(?P<levels>[A-C](?:\s*[,/–-]?\s*(?:och(?:/eller)?\s*)?[A-C])*)\s*\)?"
CYCLE = rf"(?:\(?(?P<cycle>GR|Gr|AV|Av|BE|FO)(?![a-zåäö])\)?(?:\s*{LEVELS}(?![\w]))?)"

_COUNTS = {
    "ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7,
    "åtta": 8, "nio": 9, "tio": 10, "tolv": 12, "arton": 18, "några": None,
}  # fmt: skip
COUNT = rf"(?:{NUMBER}|{'|'.join(_COUNTS)})"

# Fields that name no field: whether a degree fits them is for the school to say.
_VAGUE = re.compile(
    r"\brelevant|\bannat\b|\bannan\b|\bandra\b|\brespektive\b|\bvald\b|\bvalfri|\baktuell|"
    r"^(?:ett\s+)?undervisningsämne|\blämpligt\b|\bför\s+utbildningen\b|\bnärliggande\b|"
    r"\bangränsande\b|^huvudområdet$|\bdessa\b",
    re.IGNORECASE,
)


def compiled(rows: Iterable[tuple[str, Reader, bool]]) -> Readers:
    """Readers from (pattern, reader, whether upper and lower case are the same)."""
    return tuple(
        (re.compile(pattern, re.IGNORECASE if fold else 0), reader)
        for pattern, reader, fold in rows
    )


def number(text: str) -> float | int:
    """`7,5` → 7.5, `30` → 30."""
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def tidy(text: str | None) -> str:
    """Words without what surrounds them."""
    return " ".join((text or "").split()).strip(' .,;:()”"')


def level_of(found: re.Match[str]) -> str | None:
    """`A`, `AB`, `ABC` (GR), `AV`, `BE`, or None."""
    groups = found.groupdict()
    letters = re.findall(r"[A-C]", groups.get("levels") or "")
    if letters:
        if re.search(r"[–-]", groups["levels"]) and len(letters) == 2:
            letters = [chr(c) for c in range(ord(letters[0]), ord(letters[1]) + 1)]
        return "".join(letters)
    cycle = (groups.get("cycle") or "").upper()
    return cycle if cycle in ("AV", "BE") else None


def months(count: str | None, unit: str) -> int | None:
    """`två` `år` → 24; None where no figure is given."""
    if not count:
        return None
    word = count.lower()
    amount = _COUNTS[word] if word in _COUNTS else float(count.replace(",", "."))
    if amount is None:
        return None
    return round(amount * (12 if unit.lower().startswith("år") else 1))


def fields_of(text: str | None) -> tuple[str, ...]:
    """`ett av huvudområdena A, B eller C` → A, B, C."""
    parts = re.split(r",\s*(?:eller\s+)?|\s+(?:eller|och/eller)\s+", tidy(text))
    return tuple(dict.fromkeys(p for part in parts if (p := _field(part))))


def is_vague(field: str) -> bool:
    """Whether a field is left to the school's judgement (`relevant huvudområde`)."""
    return bool(_VAGUE.search(field))


def _field(text: str) -> str:
    cleaned = re.sub(
        r"^(?:(?:ett|det|någon|något|några|flera|av|dessa|inom|i|kurs(?:en|erna)|huvudområde(?:t|na)?|"
        r"huvudämnet|huvudämnena|ämne(?:t|na)?|områdena|området)\s+)+(?=\S)", "",
        tidy(text), flags=re.IGNORECASE,
    )  # fmt: skip
    return "" if re.match("motsvarande|liknande|till exempel|exempelvis", cleaned) else cleaned
