"""Structured CVs as plain text: Swedish headings that recognition knows, one bulleted line a fact.

The bullets matter: the top of a CV is where names stand, and redaction takes a bare line of
capitalised words there for one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guidance.intake.identity.names import SURNAMES_THAT_ARE_OCCUPATIONS
from guidance.intake.readers.html import plain_text
from guidance.intake.redaction import MARK

PROFILE = "Profil"
WISHED = "Söker jobb som"
WORK = "Arbetslivserfarenhet"
EDUCATION = "Utbildning"
COURSES = "Kurser och certifikat"
SKILLS = "Kompetenser"
LANGUAGES = "Språk"
LICENCES = "Körkort"
VOLUNTARY = "Ideella uppdrag"
PROJECTS = "Projekt"
OTHER = "Övrigt"

_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-z#0-9]{2,8};")
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class Section:
    """heading: one of the words above · lines: facts, each possibly of several lines."""

    heading: str
    lines: Sequence[str]


def text_of(sections: Iterable[Section], *, names: Iterable[str] = ()) -> str:
    """The sections as text; those without lines are left out.

    names: what the file itself says that people are called. They are removed here, since nobody
    knows better; redaction still looks for everything else.
    """
    blocks = []
    for section in sections:
        lines = [_bulleted(line) for line in section.lines if line.strip()]
        if lines:
            blocks.append("\n".join([section.heading, *lines]))
    return without_names("\n\n".join(blocks), names)


def fact(*parts: str, period: str = "") -> str:
    """`Undersköterska, Solgården (2018-08–nu)` of the parts that are there."""
    text = ", ".join(part for part in parts if part)
    return f"{text} ({period})" if text and period else text


def span(start: str, end: str, *, is_current: bool = False) -> str:
    """A period as `2018-08–2020-01`, `2018-08–nu` or empty; days are dropped."""
    start, end = start[:10].strip(), "nu" if is_current else end[:10].strip()
    start, end = (re.sub(r"^(\d{4}-\d\d)-.*", r"\1", part) for part in (start, end))
    return f"{start}–{end}".strip("–") if start or end != "nu" else ""


def long_text(text: str) -> str:
    """A description, whose markup and escaped markup become lines."""
    return plain_text(text) if _MARKUP.search(text) else text.strip()


def _bulleted(text: str) -> str:
    lines = (re.sub(r"\s+", " ", line).strip(" -*•·–\t") for line in text.splitlines())
    return "\n".join(f"- {line}" for line in lines if line)


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with a mark for each word of the names; common words and occupations stay."""
    words = {
        word
        for name in names
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name)
        if len(word) >= _SHORTEST_NAME and word[0].isupper()
    } - SURNAMES_THAT_ARE_OCCUPATIONS
    if not words:
        return text
    wanted = words | {word.capitalize() for word in words} | {word.upper() for word in words}
    return re.sub(r"[^\W\d_]+(?:-[^\W\d_]+)*", lambda m: MARK if m[0] in wanted else m[0], text)
