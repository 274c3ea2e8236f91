"""Names of people, the writer's own and others': by label, by place in the text, by known given
names, and by what the e-mail address gives away."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from guidance.intake.identity.contact import EMAIL
from guidance.intake.identity.given_names import GIVEN_NAMES, ORDINARY_WORDS
from guidance.intake.identity.view import Found

_UPPER = r"[^\W\d_a-zåäöéèüñçßàáâãëêíîïóôõúûýæø]"
_LETTER = r"[^\W\d_]"
_TOKEN = rf"(?:{_UPPER}(?:{_LETTER}|['’](?={_LETTER})){{0,30}}(?:-\n?{_UPPER}{_LETTER}{{0,30}}){{0,3}}\.?(?!\d))"
_PARTICLE = r"(?:von|van|der|den|de|da|do|dos|du|af|al|el|abu|ben|bin|ibn|la|le|di|ter|ten|wa|zu)"
_NICKNAME = r"(?:[\"”“][^\"”“\n]{1,20}[\"”“])"
_FULL = rf"{_TOKEN}(?:[ \n]?-?(?: {_NICKNAME}| {_PARTICLE}(?= )| {_TOKEN}|,(?= {_TOKEN}$))){{1,4}}"
_ONE_TO_FOUR = rf"{_TOKEN}(?:(?: {_NICKNAME}| {_PARTICLE}(?= )| {_TOKEN}){{0,4}})"

_LABELLED = re.compile(
    r"(?i:(?:\b(?:för- och efter|för|efter|tilltals|smek|mellan|flick|full|sur|first |last |full )?namn|\bname|\bkandidat|\bsökande)\b)"
    rf"(?:[:|\t]+ ?| *\| *)(?P<name>{_ONE_TO_FOUR})"
)
_SAID = re.compile(
    rf"(?:\b[Jj]ag heter|\b[Mm]itt namn är|\b[Mm]y name is|\b[Ii] am called|\b[Uu]ndertecknad,?|(?<![^\W\d])[Nn]amn(?=[A-ZÅÄÖ])) ?"
    rf"(?P<name>{_ONE_TO_FOUR})"
)
_SAID_AFTER = re.compile(rf"(?<![\w-])(?P<name>{_ONE_TO_FOUR})(?= (?:är mitt namn|heter jag)\b)")
_SAID_AFTER_SMALL = re.compile(
    r"(?<![\w-])(?P<name>[a-zåäöé'-]{2,20}(?: [a-zåäöé'-]{2,20})?)(?= heter jag\b)"
)
_SMALL = r"(?:[^\W\d_]['’])?[^\W\d_]{2,20}(?:['’-][^\W\d_]{2,20})?"
# "namn: zebulon kanariefors", written without a single capital.
_LABELLED_SMALL = re.compile(
    r"^[ *•-]*(?i:(?:för- och efter|för|efter|tilltals|mellan|full |first |last )?(?:namn|name))"
    rf" *[:|\t] *(?P<name>{_SMALL}(?: {_SMALL}){{0,3}})(?= *(?:$|[,|\t(]))",
    re.MULTILINE,
)
_ALL_SMALL = re.compile(rf"{_SMALL}(?: {_SMALL}){{1,3}}")
_SMALL_SURNAME_FIRST = re.compile(rf"{_SMALL}, {_SMALL}")
_SURNAME_FIRST = re.compile(rf"{_TOKEN}(?: {_TOKEN})?, {_TOKEN}(?: {_TOKEN})?")
# An e-mail address, or at least seven digits: how to reach the one whose name stands above.
_REACHABLE = re.compile(r"@|\d(?:[ \-–/()+]{0,3}\d){6}")
# "hej! X här", "hälsningar X", "kallas X": the writer, whatever the name is.
_GREETING = re.compile(
    rf"(?:\b[Hh]ej(?:san)?[!,.]? (?P<hello>{_ONE_TO_FOUR})(?= här\b)|\b[Kk]alla[sd](?: för)? (?P<called>{_TOKEN})"
    r"|\b(?i:hälsning(?:ar|en)?|mvh|vänligen|(?:best |kind )?regards|sincerely|tack på förhand)[,.!]?[ \n]{1,3}"
    rf"(?P<bye>{_ONE_TO_FOUR}))"
)
# "CV Quirin Zzyzx" at the very top; "Efternamn, förnamn: Zzyzx, Quirin" anywhere.
_TITLED = re.compile(
    r"(?:\A\s*(?i:cv|curriculum vitae|meritförteckning|resumé|résumé|resume|ansökan)(?i: för| från| of| av)?[ :-]+"
    rf"(?P<top>{_FULL})(?= *(?:\n|$|,|\d))|(?i:\befternamn[,/ ]+förnamn|\blast name, first name) ?: *"
    rf"(?P<both>{_TOKEN}, {_TOKEN}(?: {_TOKEN})?)|\b[Jj]ag, (?P<me>{_TOKEN} {_TOKEN})(?=,))"
)
_YEAR_AFTER = re.compile(r" (?:19|20)\d\d$")
_SAID_SMALL = re.compile(
    r"\b[Jj]ag heter (?!inte\b|något\b|numera\b)(?P<name>[a-zåäöé'-]{2,20}(?: (?!och |är |jag )[a-zåäöé'-]{2,20})?)(?= (?:och|är|jag)\b|[.,\n]|$)"
)
_SMALL_PART = re.compile(r"-[^\W\d_]{2,15}(?![\w-])")
_REFEREE_LINE = re.compile(
    r"\b(?:referens(?:er|person(?:er)?)?|references?|referees?)\b", re.IGNORECASE
)
_ROLE_BEFORE = re.compile(
    r"\b(?:[Cc]hef|[Cc]hef(?:en)? (?:var|är|heter)|[Hh]andledare|[Kk]ontaktperson|[Tt]idigare chef|"
    r"[Mm]entor|[Rr]ektor|[Bb]arnen|[Bb]arn|[Mm]aken|[Hh]ustrun|[Ss]onen|[Dd]ottern|[Kk]ollegorna|"
    rf"[Tt]eamet)[,:]? \(?(?:var |är )?(?P<names>{_ONE_TO_FOUR}(?:(?:, | och | & ){_ONE_TO_FOUR})*)"
)
_TITLE_BEFORE = re.compile(rf"(?P<name>\b(?:Dr|Prof|Fru|Herr|Mr|Mrs|Ms)\.? {_FULL})")
_FORMER = re.compile(rf" \((?:f\.? ?d\.?|född|née|tidigare) {_TOKEN}\)")
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u05ff\u0600-\u06ff\u0e00-\u0e7f\u0400-\u04ff\u4e00-\u9fff]+(?: [\u0370-\u05ff\u0600-\u06ff\u0e00-\u0e7f\u0400-\u04ff\u4e00-\u9fff]+){0,3}"
)
_WORDS = re.compile(rf"(?<![\w-]){_ONE_TO_FOUR}")
_SEPARATORS = re.compile(r"\s*[|\t·•;/()]\s*|\s+[-,]\s+|,\s+(?![A-ZÅÄÖ][A-ZÅÄÖ-]+$)")
_INITIALS = re.compile(r"\((?P<name>[A-ZÅÄÖ]{2,4})\)")

# Words that begin with a capital at the top of a CV without being a name.
_HEADING_WORDS = frozenset(
    """cv curriculum vitae personligt brev resume résumé meritförteckning profil profile sammanfattning
    summary om mig kontakt contact kontaktuppgifter personuppgifter erfarenhet erfarenheter experience
    arbetslivserfarenhet utbildning utbildningar education kompetenser skills språk languages körkort
    anställningar anställning work referenser references intressen mål objective senior junior blad sida
    page kurser certifikat övrigt id nr titel adress telefon mobil e-post epost mejl ansökan till hej
    jag vi efter med min mitt mina som den det en ett i på för sedan och arbetslivs personal personnummer
    sfi född barnens deltid heltid vikarie certifierad legitimerad utbildad erfaren driven engagerad
    svensk engelsk undertecknad dagens januari februari mars april maj juni juli augusti september
    oktober november december talar har kan kör körde arbetade jobbar jobbade söker arbetar the a an and of in
    excel word powerpoint outlook office windows linux java javascript python sql html css photoshop
    kommun region sverige stockholm göteborg malmö uppsala universitet högskola gymnasiet skolan
    """.split()
)
_SURNAME_ENDINGS = ("qvist", "kvist", "hare", "mor")
_OCCUPATION_ENDINGS = (
    "sköterska", "biträde", "utvecklare", "arbetare", "ledare", "chef", "tekniker", "ekonom", "are",
    "ör", "ist", "skötare", "assistent", "samordnare", "konsult", "ingenjör", "lärare", "förare",
    "developer", "manager", "engineer", "nurse", "consultant", "driver", "specialist", "analyst",
    "designer", "architect", "assistant", "teacher", "technician", "worker", "operator", "officer",
    "leader", "coordinator", "supervisor", "director", "president", "scientist", "welder", "erfarenhet",
    "ning", "teknik", "vård", "omsorg", "programmet", "skola", "gymnasiet", "bolaget", "skolan",
)  # fmt: skip
# Found as a name once, these may still be a trade the next time.
SURNAMES_THAT_ARE_OCCUPATIONS = frozenset({"Kock", "Smed", "Bagare", "Jägare", "Soldat"})
_HEADER_LINES = 5
_REACH_LINES = 4
_SIGNATURE_LINES = 3


def find_names(text: str) -> Iterator[Found]:
    """Names in the view of a text; those found once are found wherever they stand."""
    found = [
        _with_small_part(text, one)
        for find in (_by_label, _at_the_top, _by_place, _by_given_name, _referees)
        for one in find(text)
    ]
    yield from found
    known = {word for one in found for word in _words(text[one.start : one.end])}
    known |= {word.capitalize() for word in known} | _mail_words(text)
    trades = {word.lower() for word in SURNAMES_THAT_ARE_OCCUPATIONS}
    yield from _repeated(text, known - SURNAMES_THAT_ARE_OCCUPATIONS - trades)


def _with_small_part(text: str, one: Found) -> Found:
    """Soo-hyun, Anna-karin: a name goes on after a hyphen."""
    more = _SMALL_PART.match(text, one.end)
    return Found(one.start, more.end(), one.kind) if more else one


def _by_label(text: str) -> Iterator[Found]:
    for pattern in (
        _LABELLED, _LABELLED_SMALL, _SAID, _SAID_AFTER, _SAID_AFTER_SMALL, _SAID_SMALL,
        _TITLE_BEFORE,
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if not all(word.lower() in _HEADING_WORDS for word in _words(match["name"])):
                yield Found(match.start("name"), match.end("name"), "name")
    for match in chain(_GREETING.finditer(text), _TITLED.finditer(text)):
        group = match.lastgroup or "bye"
        if _is_person(match[group]):
            yield Found(match.start(group), match.end(group), "name")
    for match in _ROLE_BEFORE.finditer(text):
        for name in _WORDS.finditer(text, match.start("names"), match.end("names")):
            if _is_person(name[0]):
                yield Found(name.start(), name.end(), "referee_name")


def _at_the_top(text: str) -> Iterator[Found]:
    """The first line, or its first part, when it is a name in a shape that is none elsewhere: all
    in small letters, or the surname first.

    A known given name or an e-mail address with one of the words settles it. Otherwise the lines
    beside it must say how to reach somebody, and small letters with a comma are a list.
    """
    lines = [m for m in re.finditer(r"[^\n]+", text) if m[0].strip()][:_REACH_LINES]
    if not lines:
        return
    first = lines[0]
    pieces = [first[0], re.split(r"\s*[|\t·•;/()]\s*|\s+[-–]\s+|,\s+(?=\S*[\d@])", first[0])[0]]
    is_reachable = any(_REACHABLE.search(line[0]) for line in lines)
    in_mail = {word.lower() for word in _mail_words(text)}
    for piece in dict.fromkeys(one.strip(" \"'.,:*•-") for one in pieces):
        is_list = bool(piece.islower() and _SMALL_SURNAME_FIRST.fullmatch(piece))
        is_small = piece.islower() and _ALL_SMALL.fullmatch(piece)
        if not is_list and not is_small and not _SURNAME_FIRST.fullmatch(piece):
            continue
        words = _words(piece)
        known = [
            w
            for w in words
            if (_given(w) and w.title() not in ORDINARY_WORDS) or w.lower() in in_mail
        ]
        is_trade = any(w.capitalize() in SURNAMES_THAT_ARE_OCCUPATIONS for w in words)
        is_whole = not _is_other(piece) and (
            (is_reachable and not is_list and not is_trade) or (known and len(words) == 2)
        )
        names = [piece] if is_whole else known  # "erik kör truck": a name, and something else
        for name in names:
            start = text.find(name, first.start())
            yield Found(start, start + len(name), "name")
        if names:
            return


def _by_place(text: str) -> Iterator[Found]:
    """A line of the header or the signature that holds nothing but a name."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    header, signature = lines[:_HEADER_LINES], lines[_HEADER_LINES:][-_SIGNATURE_LINES:]
    for number, line in enumerate([*header, *signature]):
        start = line.start()
        position = start
        pieces = _SEPARATORS.split(line[0])
        # "Active Directory, Citrix, …" is a list of tools: there a name must be a known one.
        is_list = "," in line[0] and len(pieces) > 1
        for index, piece in enumerate(pieces):
            at = text.find(piece, position, line.end()) if piece else -1
            if at < 0:
                continue
            position = at + len(piece)
            stripped = _YEAR_AFTER.sub("", piece.strip(" \"'.,:"))
            must_be_known = is_list and (number, index) != (0, 0)
            if stripped and _is_name_alone(stripped, must_be_known=must_be_known):
                begin = text.find(stripped, at)
                end = begin + len(stripped)
                former = _FORMER.match(text, end)
                yield Found(begin, former.end() if former else end, "name")
                initials = _INITIALS.match(text, end + 1)
                if initials:
                    yield Found(initials.start("name"), initials.end("name"), "name")
        for other in _OTHER_SCRIPT.finditer(line[0]):
            yield Found(start + other.start(), start + other.end(), "name")
    # A name broken over two lines at a hyphen.
    for match in re.finditer(rf"(?:^|\n){_UPPER}\w+-\n{_TOKEN}(?: {_TOKEN})?(?=\n|$)", text):
        yield Found(match.start() + (text[match.start()] == "\n"), match.end(), "name")


def _is_name_alone(piece: str, *, must_be_known: bool) -> bool:
    if not re.fullmatch(rf"{_FULL}|{_TOKEN}, {_TOKEN}", piece):
        return False
    words = _words(piece)
    if any(_given(w) for w in words if w.title() not in ORDINARY_WORDS or w is words[0]):
        return True
    return not must_be_known and 2 <= len(words) <= 4 and not _is_other(piece)


def _is_person(piece: str) -> bool:
    words = _words(piece)
    return bool(words) and (_given(words[0]) or not _is_other(piece))


def _is_other(piece: str) -> bool:
    """Headings, occupations and places are not names."""
    words = [w.lower() for w in _words(piece)]
    return (
        not words
        or any(w in _HEADING_WORDS for w in words)
        or any(w.endswith(_OCCUPATION_ENDINGS) and not w.endswith(_SURNAME_ENDINGS) for w in words)
        or any(w.isupper() and 2 <= len(w) <= 4 for w in _words(piece) if not piece.isupper())
    )


def _by_given_name(text: str) -> Iterator[Found]:
    for match in _WORDS.finditer(text):
        spans = list(re.finditer(r"[^\W\d_]+(?:-\n?[^\W\d_]+)*", match[0]))
        for index, word in enumerate(spans):
            if not _given(word[0]):
                continue
            rest = spans[index + 1 : index + 3]
            is_ordinary = word[0].title() in ORDINARY_WORDS
            surname = [w for w in rest if not _is_other(w[0])][:1] if rest else []
            if is_ordinary and not surname:
                continue
            end = surname[0].end() if surname and surname[0] is rest[0] else word.end()
            if not is_ordinary or end > word.end():
                yield Found(match.start() + word.start(), match.start() + end, "name")
            break


def _given(word: str) -> bool:
    if word.isupper() and len(word) <= 3:
        return False  # SAM, ANN: an abbreviation sooner than a name
    titled = "-".join(part.capitalize() for part in word.split("-"))
    if titled in GIVEN_NAMES or titled.split("-")[0] in GIVEN_NAMES:
        return True
    # Nguyễn, José: written with marks that the list does without.
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", titled) if not unicodedata.combining(c)
    )
    return plain != titled and not set(titled) & set("åäöÅÄÖ") and plain in GIVEN_NAMES


def _referees(text: str) -> Iterator[Found]:
    """Names in the lines from a referee heading to the next empty line."""
    is_inside = False
    for line in re.finditer(r"[^\n]*(?:\n|$)", text):
        if not line[0].strip():
            is_inside = False
            continue
        cue = _REFEREE_LINE.search(line[0])
        if cue:
            is_inside = True
        if is_inside:
            offset = line.start() + (cue.end() if cue else 0)
            for match in re.finditer(rf"(?<!\w){_FULL}", text[offset : line.end()]):
                if _is_person(match[0]):
                    yield Found(offset + match.start(), offset + match.end(), "referee_name")


def _mail_words(text: str) -> set[str]:
    words: set[str] = set()
    for match in EMAIL.finditer(text):
        local = match[0].split("@")[0]
        words |= {part.capitalize() for part in re.split(r"[\W\d_]+", local) if len(part) >= 4}
    return words


def _repeated(text: str, words: Iterable[str]) -> Iterator[Found]:
    wanted = {word for word in words if len(word) >= 3}
    if not wanted:
        return
    for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text):
        if text[match.start() - 2 : match.start()] == "i ":  # in Borås, the place
            continue
        if match[0] in wanted or (match[0].isupper() and match[0].capitalize() in wanted):
            yield Found(match.start(), match.end(), "name")


def _words(piece: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", piece)
