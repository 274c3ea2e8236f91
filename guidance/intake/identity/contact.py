"""Ways to reach a person: e-mail, telephone, web pages and handles, street and postal address."""

import re
from collections.abc import Iterator

from guidance.intake.identity.view import Found

EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,64}(?: \. [\w-]{1,64}){0,3} ?@ ?[\w-]{1,63}(?: ?\. ?[\w-]{2,63}){1,4}(?!\w)"
)
_SPELLED_EMAIL = re.compile(
    r"(?<![\w.-])[\w.-]{1,64}(?: ?[([]?(?:punkt|dot)[)\]]? ?[\w-]{1,64}){0,3} ?"
    r"(?:[([] ?(?:snabel-?a|at|a) ?[)\]]|\bsnabel-?a\b) ?"
    r"[\w-]{1,63}(?: ?(?:\.|[([]?(?:punkt|dot)[)\]]?) ?[\w-]{2,63}){1,3}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w-])(?<!\d[ .])(?:\+ ?\d{1,3}|00\d{2}|0)[ /.-]?(?:\(0\))?[ /.-]?(?:\d[ /.()-]{0,2}){6,12}(?<=\d)"
    r"(?![\w-])"
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]]{3,200}"
    r"|(?<![\w@.])(?:[a-z0-9-]{2,40}\.){1,3}[a-z]{2,8}/[^\s<>(),]{2,100}",
    re.IGNORECASE,
)
# A bare domain may be a product (asp.net): only after a word that announces a page of one's own.
_OWN_DOMAIN = re.compile(
    r"(?:blogg|hemsida|webb(?:plats|sida)?|portfolio|portfölj|sajt|site|website|homepage)\w*:? +"
    r"(?P<name>(?:[a-z0-9-]{2,40}\.){1,3}[a-z]{2,8})(?!\w)",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?:discord|twitch|insta(?:gram)?|twitter|telegram|skype|snapchat|tiktok|facebook|mastodon)"
    r"(?: ?: ?@?| +@?)(?P<name>(?=[\w.-]*[a-z])[\w.-]*[\d_#@][\w.#@-]*|(?<=[:@] )[\w.-]{3,40}|(?<=[:@])[\w.-]{3,40})"
    r"|(?<![\w@.])(?P<hash>\w{3,32}#\d{4})(?!\w)|(?<![\w@.])(?P<at>@[a-z_][\w.]{2,30})(?!\w)",
    re.IGNORECASE,
)

_STREET = (
    r"(?<!\w)[A-ZÅÄÖÉ]\w{0,30}?(?:gatan|gata|vägen|väg|gränden|gränd|stigen|stig|torget|torg|allén|allé|"
    r"backen|leden|gången|kroken|svängen|slingan|esplanaden|stråket|plan|platsen|höjden|kajen|"
    r"byn|gården|udden|ängen)"
)
_NUMBER = r" \d{1,4}(?: ?[A-H](?!\w))?(?:,? (?:lgh|lght|lägenhet) ?\d{3,4}|,? \d{1,2} ?tr\.?)?"
_POST = r"(?:SE-?|S-)?\d{3} ?\d{2} (?:[A-ZÅÄÖ][a-zåäöé]{1,25}(?: [A-ZÅÄÖ][a-zåäö]{2,20})?|[A-ZÅÄÖ]{3,25})"
_POSTAL = re.compile(rf"(?<![\w-])(?<!\d ){_POST}(?![\w])")
_STREET_WITH_POST = re.compile(
    rf"(?:c/o [^\n,]{{2,40}}[,\n] ?)?(?:{_STREET}|(?<!\w)[A-ZÅÄÖ]\w{{2,25}}){_NUMBER}[,\n] ?{_POST}"
)
_STREET_LINE = re.compile(
    rf"(?:(?<=\n)|^|(?<=[|\t·•] ))(?:{_STREET}){_NUMBER}(?=\s*(?:$|\n|[|\t·•,]))"
)
_LABELLED_ADDRESS = re.compile(
    r"(?:\badr(?:ess)?\b\.?|bostad(?:sadress)?|hemadress|\baddress|bor på|boende på|c/o|\bbox\b(?= \d))"
    rf"\.?:? +(?P<address>[A-ZÅÄÖ0-9][^\n|\t]{{2,60}}?\d[^\n|\t,]{{0,12}}(?:, ?\d{{1,2}} ?tr\.?)?(?:, ?{_POST})?)(?=[\n|\t,.;]|$)",
    re.IGNORECASE,
)
# Inside a sentence a street may be that of a workplace, so a word for home must stand before it.
_STREET_INLINE = re.compile(
    r"\b(?:[Bb]or|[Bb]odde|[Bb]oende|[Hh]emma|[Hh]em|[Bb]ostad|[Ll]ägenhet|[Ff]lyttade)(?: \w{2,10}){0,2}?:? "
    r"(?P<address>(?:[A-ZÅÄÖ]:t[ae]? |(?:Östra|Västra|Norra|Södra|Stora|Lilla|Gamla|Nya|Övre|Nedre) )?"
    r"[A-ZÅÄÖÉ]\w{2,30}(?:gatan|vägen|gränden|gränd|stigen|allén|torget|esplanaden|gata|väg)"
    r" \d{1,3}(?: ?[A-H](?!\w))?(?! ?(?:%|år|st\b|kr|tim|[-/:]\d))(?!\d)"
    r"(?:,? (?:lgh|lägenhet) ?\d{3,4}|,? \d{1,2} ?tr\.?)?)"
)
_ENGLISH_ADDRESS = re.compile(
    r"(?<![\w-])\d{1,4}[A-Z]? (?:[A-Z][a-z]{1,20} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Court|Square|"
    r"Boulevard|Blvd|Close|Terrace|Place)(?!\w)\.?(?:,? [A-Z][a-z]{2,20}){0,2}(?:,? [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})?"
)
_LABELLED_PHONE = re.compile(
    r"\b(?:tel(?:efon)?(?:nr|nummer)?|mobil(?:nr|nummer|telefon)?|mob|phone|cell|telephone)\.? ?:? *"
    r"(?P<number>[+(]{0,2}\d[\d ()/.-]{5,18}\d)(?!\d)",
    re.IGNORECASE,
)
_LABELLED_ACCOUNT_NAME = re.compile(
    r"\b(?:linkedin|skype|github|gitlab|instagram|facebook|behance|x|twitter) ?: *"
    r"(?P<name>@?(?=[^\s|,]*[\d._:-])[a-z][\w.:-]{3,60})(?=\s*(?:$|\n|[|,·•;]))",
    re.IGNORECASE,
)
_FOREIGN_ADDRESS = re.compile(
    r"(?:(?<=\n)|^)[A-Z](?:[\w'.-]{1,20} ){1,4}\d{1,4}[a-zA-Z]?, ?\d{4,6} [A-Z]\w+(?:, ?[A-Z]\w+)?"
)


_ADDRESSES = (
    _STREET_WITH_POST,
    _POSTAL,
    _STREET_LINE,
    _ENGLISH_ADDRESS,
    _FOREIGN_ADDRESS,
)


def find_contact(text: str) -> Iterator[Found]:
    """Contact details in the view of a text."""
    for pattern in (EMAIL, _SPELLED_EMAIL):
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), "email")
    for match in _PHONE.finditer(text):
        if 7 <= sum(c.isdigit() for c in match[0]) <= 15:
            yield Found(match.start(), match.end(), "phone")
    for match in _LABELLED_PHONE.finditer(text):
        if 6 <= sum(c.isdigit() for c in match["number"]) <= 15:
            yield Found(match.start("number"), match.end("number"), "phone")
    for match in _LABELLED_ACCOUNT_NAME.finditer(text):
        yield Found(match.start("name"), match.end("name"), "url")
    for match in _URL.finditer(text):
        yield Found(match.start(), match.end(), "url")
    for match in _OWN_DOMAIN.finditer(text):
        yield Found(match.start("name"), match.end("name"), "url")
    for match in _HANDLE.finditer(text):
        group = match.lastgroup or "name"
        yield Found(match.start(group), match.end(group), "url")
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), "address")
    for pattern in (_LABELLED_ADDRESS, _STREET_INLINE):
        for match in pattern.finditer(text):
            yield Found(match.start("address"), match.end("address"), "address")
