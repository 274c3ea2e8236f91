"""Takes persons out of job ads before anything is written: addresses, numbers, handles, names.

Ads name the people to call. None of that helps anyone to compare an occupation's demands, so it is
better to mask a company's name in a contact sentence than to keep a person's.
"""

import re
from collections.abc import Iterable

EMAIL, PHONE, LINK, NAME, NUMBER = "[e-post]", "[telefon]", "[länk]", "[namn]", "[nummer]"

_EMAIL = re.compile(
    r"(?:mailto:)?[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(a\))\s?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}",
    re.IGNORECASE,
)
# A profile page, or any page of a social network: the rest of the address may name a person.
_PROFILE = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:linkedin\.com/(?:in|pub)|facebook\.com|fb\.com|instagram\.com"
    r"|twitter\.com|x\.com|tiktok\.com|snapchat\.com|t\.me|wa\.me|threads\.net|calendly\.com"
    r"|youtube\.com/@)[^\s)\]>\"']*",
    re.IGNORECASE,
)
# Without one of these the two patterns above cannot match; looking for them costs a tenth.
_AT_SIGNS = ("@", "(at)", "[at]", "(a)")
_NETWORKS = (
    "linkedin.com/",
    "facebook.com",
    "fb.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "tiktok.com",
    "snapchat.com",
    "t.me",
    "wa.me",
    "threads.net",
    "calendly.com",
    "youtube.com/",
)
_HANDLE = re.compile(r"(?<![\w/.@])@[A-Za-z_][\w.]{2,}")
_SEPARATOR = r"[ \u00a0\t./()\-–]*"
_PREFIX = r"(?:\+\d{1,3}|00\d{2}|\(?0)"
_PHONE = re.compile(rf"(?<![\w.,:-])(?<!\d[ \u00a0]){_PREFIX}(?:{_SEPARATOR}\d){{6,12}}(?![\d:%])")
_TIMES = re.compile(r"\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2}")
# Personal identity numbers; a sole trader's organisation number is one too.
_IDENTITY = re.compile(r"(?<![\d-])(?:19|20)?\d{6}[-+ ]?\d{4}(?![\d-])")

_WORD = r"[A-ZÅÄÖÉÜØÆŠŽČÁ][a-zåäöéüøæßèáàëïíóúñçšžčćđ'’]+(?:-[A-ZÅÄÖÉ][a-zåäöéüøæ]+)?"
_PERSON = re.compile(
    rf"\b{_WORD}(?: [A-ZÅÄÖ]\.)?(?: (?:von|van|af|de|der|al|el|bin))*(?:[ \u00a0]{_WORD}){{1,2}}\b"
)
_CUE = re.compile(
    r"\b(?:kontakta|kontaktperson\w*|kontaktuppgift\w*|kontakt|frågor|fråga|upplysning\w*|besvaras"
    r"|information (?:lämnas|ges|får)|lämnas av|facklig\w*|fackförbund\w*"
    r"|arbetstagarorganisation\w*"
    r"|rekryter\w+|ansvarig\w*|hälsningar|mvh|heter|ring|maila?|mejla?|skicka|välkommen att höra"
    r"|contact|questions?|please call|reach out|hiring manager|regards|referens\w*"
    r"|\w*chef(?:en)?|rektor\w*|prefekt\w*|verksamhetsledare|samordnare|handläggare|professor|prof"
    r"|tel|telefon\w*|mobil\w*)\b|\[(?:e-post|telefon)",
    re.IGNORECASE,
)
# Pairs of capitalised words that are no person's name.
_ORGANISATION = re.compile(
    r"\b(?:AB|Region\w*|Kommun\w*|Universitet\w*|Högskola\w*|Sverige|Svenska|Microsoft|Office"
    r"|Platsbanken|Arbetsförmedlingen|Google|Stockholms?|Göteborgs?|Malmö|Uppsala|Vision|Kommunal"
    r"|Vårdförbundet|Lärarförbundet|Sveriges|Akademikerförbundet|Personlig|Nordic|Group)\b"
)
_SENTENCE = re.compile(r"(?:[^.!?]|[.!?](?!\s|$))+")
_SHORT_LINE = 90


def mask(text: str, names: Iterable[str] = ()) -> str:
    """The text with e-mail addresses, phone and identity numbers, handles and names of contacts
    replaced by a word for each kind. names: contact persons known from the ad's own fields."""
    folded = text.lower()
    if any(sign in folded for sign in _AT_SIGNS):
        text = _EMAIL.sub(EMAIL, text)
    if any(site in folded for site in _NETWORKS):
        text = _PROFILE.sub(LINK, text)
    if "@" in text:
        text = _HANDLE.sub(LINK, text)
    text = _IDENTITY.sub(NUMBER, text)
    text = _PHONE.sub(lambda match: match[0] if _TIMES.search(match[0]) else PHONE, text)
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = _known_name(name).sub(NAME, text)
    return _mask_names(text)


def _known_name(name: str) -> re.Pattern[str]:
    """The whole name, and its first and last word by itself when they are long enough to be one."""
    words = name.split()
    forms = [r"\s+".join(map(re.escape, words))]
    if len(words) > 1:
        forms += [re.escape(word) for word in (words[-1], words[0]) if len(word) > 2]
    return re.compile(rf"\b(?:{'|'.join(forms)})(?:s\b|\b)")


def _mask_names(text: str) -> str:
    """Names in sentences that speak of contact, and in the short lines beside such a line."""
    lines = text.split("\n")
    has_cue = [_CUE.search(line) is not None for line in lines]
    for index, line in enumerate(lines):
        if has_cue[index]:
            lines[index] = _SENTENCE.sub(_mask_sentence, line)
        elif len(line) <= _SHORT_LINE and any(has_cue[max(0, index - 2) : index + 3]):
            lines[index] = _PERSON.sub(_mask_person, line)
    return "\n".join(lines)


def _mask_sentence(match: re.Match[str]) -> str:
    sentence = match[0]
    return _PERSON.sub(_mask_person, sentence) if _CUE.search(sentence) else sentence


def _mask_person(match: re.Match[str]) -> str:
    """The first word may be a cue at the head of a sentence: "Kontakta Åsa Berg"."""
    found = match[0]
    first, _, rest = found.partition(" ")
    if rest and _CUE.fullmatch(first):
        return f"{first} {NAME}"
    return found if _ORGANISATION.search(found) else NAME
