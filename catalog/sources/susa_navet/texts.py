"""Texts as registers write them → plain text: markup, entities, invisible characters, mojibake.

Nothing here interprets a text; it only takes away what is not text. Plain text without `<` and `&`
never reaches the HTML parser.
"""

import html
import re
import unicodedata
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser

# Characters no reader sees or that a database refuses: controls, soft hyphen, zero-width and
# direction marks, lone surrogates, private use (which also frees the two marks below).
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ue000-\uf0b6\uf0b8-\uf8ff"
)
_SPACES = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DROP = re.compile(f"[{_INVISIBLE}]")
_SPACE = re.compile(f"[ {_SPACES}]+")
_BREAK = re.compile("\r\n?|\x0b|\x0c|\u2028|\u2029")
_SUSPECT = re.compile(f"[{_INVISIBLE}{_SPACES}\n\r\x0b\x0c\u2028\u2029<&{{}}ÃÂ\uf0b7]|â€|  |^ | $")

_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);")
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|dl|dt|dd|tr|table|section|article|header|footer|blockquote|hr)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"<li\b", re.IGNORECASE)
# A line break that means something even beside block elements: before a bullet or an empty line.
_MEANT_BREAK = re.compile(r"\s*\n\s*(?=[-–—•·*]\s)|\s*\n\s*\n\s*")
_BLOCK_MARK, _ITEM_MARK = "\ue000", "\ue001"
# Elements whose content is not text for a reader.
_ACTIVE = ["script", "style", "iframe", "object", "embed", "form", "svg", "noscript", "template"]
_TEMPLATE_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_BULLET = re.compile(r"^(?:[•·∙▪■●‣◦\uf0b7*]\s*|[-–—]\s+)(?=\S)")
_HAS_WORD = re.compile(r"\w")

# Windows-1252 puts printable characters where Latin-1 has controls; both misreadings occur.
_CP1252 = {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_FROM_CONTROL = {chr(byte): char for char, byte in _CP1252.items()}
_CONTROL = re.compile("[\x80-\x9f]")
_HIGH_RUN = re.compile("[\x80-\xff" + "".join(map(re.escape, _CP1252)) + "]{2,}")


def mend_mojibake(text: str) -> str:
    """Text that was read in the wrong encoding, read again; other text as it stands.

    UTF-8 read as Latin-1 or Windows-1252: each run of high characters is decoded for itself, and
    only when all its bytes are UTF-8. Windows-1252 read as Latin-1: a dash that became a control
    character is a dash again, or "årskurs 1–3" would be read as 13.
    """
    if "Ã" in text or "Â" in text or "â€" in text:
        text = _HIGH_RUN.sub(_reread, text)
    return _CONTROL.sub(lambda match: _FROM_CONTROL.get(match[0], ""), text)


def _reread(match: re.Match[str]) -> str:
    run = match[0]
    try:
        return bytes(_CP1252.get(char) or ord(char) for char in run).decode()
    except UnicodeDecodeError:
        return run


@lru_cache(maxsize=20_000)
def clean_line(text: str) -> str:
    """One line of plain text in NFC: no markup, no invisible characters, single spaces."""
    if _SUSPECT.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text
    return " ".join(plain_text(text).split())


def plain_text(text: str) -> str:
    """Plain text in NFC. Each paragraph is a line; so is each list item, which begins with "– "."""
    text = mend_mojibake(text)
    for _ in range(3):  # escaped once more than it should be, now and then twice
        if _MARKUP.search(text):
            text = _without_markup(text)
        elif _ENTITY.search(text):
            text = html.unescape(text)
        else:
            break
    return _tidy(text)


def _without_markup(text: str) -> str:
    if _BLOCK.search(text) or _ITEM.search(text):
        # Beside blocks, other line breaks in the source are only white space.
        text = " ".join(_MEANT_BREAK.sub(_BLOCK_MARK, text).split())
        text = _BLOCK.sub(rf"{_BLOCK_MARK}\g<0>", text)
    text = _BREAK_TAG.sub(rf"{_BLOCK_MARK}\g<0>", text)
    text = _ITEM.sub(rf"{_ITEM_MARK}\g<0>", text)
    tree = LexborHTMLParser(text)
    tree.strip_tags(_ACTIVE, recursive=True)
    body = tree.body
    found = body.text() if body is not None else ""
    return found.replace(_BLOCK_MARK, "\n").replace(_ITEM_MARK, "\n• ")


def _tidy(text: str) -> str:
    if "{" in text:
        text = _TEMPLATE_CODE.sub("", text)
    text = _SPACE.sub(" ", _DROP.sub("", _BREAK.sub("\n", text)))
    lines = (_BULLET.sub("– ", line.strip()) for line in text.split("\n"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if _HAS_WORD.search(line)))


_LANGUAGES = {
    "swe": "swe", "sv": "swe", "sv-se": "swe", "svenska": "swe", "swedish": "swe",
    "eng": "eng", "en": "eng", "en-gb": "eng", "en-us": "eng", "engelska": "eng", "english": "eng",
    "fin": "fin", "fi": "fin", "finska": "fin", "deu": "deu", "ger": "deu", "de": "deu",
    "fra": "fra", "fre": "fra", "fr": "fra", "spa": "spa", "es": "spa", "nor": "nor", "no": "nor",
    "dan": "dan", "da": "dan", "ara": "ara", "ar": "ara", "swl": "swl", "sme": "sme", "se": "sme",
}  # fmt: skip


def language_code(value: object) -> str:
    """The three-letter code of a language code or word; "" when it is none we know how to read."""
    text = str(value).strip().lower()
    if text in _LANGUAGES:
        return _LANGUAGES[text]
    return text if len(text) == 3 and text.isascii() and text.isalpha() else ""


def strings_of(value: Any) -> list[tuple[str, str]]:
    """(language as written, text) of a LangString, of a list of them, or of a bare text."""
    if isinstance(value, str):
        return [("swe", value)]
    if isinstance(value, list):
        return [pair for each in value for pair in strings_of(each)]
    if not isinstance(value, dict):
        return []
    parts = value.get("strings")
    if isinstance(parts, dict):
        parts = [parts]
    if not isinstance(parts, list):
        return []
    return [
        (str(part.get("lang") or ""), part["value"])
        for part in parts
        if isinstance(part, dict) and isinstance(part.get("value"), str) and part["value"].strip()
    ]


def text_in(value: Any, language: str) -> str | None:
    """The raw text of a LangString in a three-letter language, None when it has none."""
    for written, text in strings_of(value):
        if written == language or language_code(written) == language:
            return text
    return None


def without_title(description: str, title: str) -> str:
    """A description whose first line only repeats the title loses that line, or those words."""
    first, _, rest = description.partition("\n")
    if title and rest and first.strip(" .:!").casefold() == title.casefold():
        return rest
    return description
