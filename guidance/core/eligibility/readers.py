"""Readers of single demands in Swedish requirement text: a pattern and what it means.

Each reader takes a match and gives an expression. `READERS` is ordered: the first pattern that
matches at a place wins, so longer formulas come before their parts.
"""

import re
from collections.abc import Callable

from guidance.core.eligibility.expression import Atom, Expression, all_of, any_of

Reader = Callable[[re.Match[str]], Expression]

NUMBER = r"\d+(?:[.,]\d+)?"
HP = rf"(?P<hp>{NUMBER})\s*(?:hp|högskolepoäng|poäng|credits|p)\b"
_HP = rf"(?:om\s+|på\s+)?(?:minst\s+|lägst\s+|totalt\s+)?{NUMBER}\s*(?:hp|högskolepoäng)\b"
_LEVELS = r"\(?\s*(?P<levels>[A-C](?:\s*[,/–-]?\s*(?:och\s*)?[A-C])*)\s*\)?"
_CYCLE = rf"(?:\(?(?P<cycle>GR|AV|BE|FO)\)?(?:\s*{_LEVELS}(?![\w]))?)"
_NAME = (  # a subject: starts with a capital, holds no digits
    r"(?!Dessutom|För\b|Grundläggande|Student|Godkän|Avlagd|Minst|Totalt|Svensk\s|Av\b|Lägst)"
    r"[A-ZÅÄÖ](?:[^.;:()\d,]|,(?=\s[a-zåäö])){1,70}?"
)
_TITLE = r"(?:[^\s,;.:][^;.:]*?(?:,\s(?!\d)[^;:,.]*?)*?)"  # a course title, may hold a comma

_WORDS = {
    "ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7,
    "åtta": 8, "nio": 9, "tio": 10, "tolv": 12, "arton": 18, "några": None,
}  # fmt: skip
_COUNT = rf"(?:{NUMBER}|{'|'.join(_WORDS)})"


def _number(text: str) -> float | int:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split()).strip(" .,;:()")


def _level(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    letters = re.findall(r"[A-C]", groups.get("levels") or "")
    if letters:
        if re.search(r"[–-]", groups["levels"]) and len(letters) == 2:
            letters = [chr(c) for c in range(ord(letters[0]), ord(letters[1]) + 1)]
        return "".join(letters)
    cycle = groups.get("cycle") or ""
    return cycle if cycle in ("AV", "BE") else None


def _basic(found: re.Match[str]) -> Expression:
    kind = "YH" if re.search("yrkeshögskol", found[0], re.IGNORECASE) else "HS"
    exempt = ("svenska",) if found.groupdict().get("exempt") else None
    return Atom.of("basic", kind, **{"except": exempt})


def _languages(found: re.Match[str]) -> Expression:
    names = re.findall("svenska|engelska", found["languages"], re.IGNORECASE)
    return all_of(
        [Atom.of("language", n.capitalize(), level="grundläggande behörighet") for n in names]
    )


def _legitimation(found: re.Match[str]) -> Expression:
    who = _tidy(found.groupdict().get("who") or found.groupdict().get("short")).lower()
    return Atom.of("legitimation", who)


def _months(count: str | None, unit: str) -> int | None:
    if not count:
        return None
    word = count.lower()
    number = _WORDS[word] if word in _WORDS else float(count.replace(",", "."))
    if number is None:
        return None
    return round(number * (12 if unit.lower().startswith("år") else 1))


def _experience(found: re.Match[str]) -> Expression:
    groups = found.groupdict()
    months = _months(groups.get("count"), groups.get("unit") or "")
    return Atom.of("experience_months", months, field=_tidy(groups.get("field")).lower())


def _fields(text: str | None) -> tuple[str, ...]:
    parts = re.split(r",\s*(?:eller\s+)?|\s+(?:eller|och/eller)\s+", _tidy(text))
    return tuple(p for part in parts if (p := _field(part)))


def _field(text: str) -> str:
    cleaned = re.sub(
        r"^(?:ett|det|någon av|något av|inom|i|huvudområdet|huvudämnet|ämnet|annat)\s+", "",
        _tidy(text), flags=re.IGNORECASE,
    )  # fmt: skip
    return "" if re.match("motsvarande|liknande|till exempel", cleaned) else cleaned


def _degree(found: re.Match[str]) -> Expression:
    names = [n.lower().rstrip("-") for n in re.split(r"\s*(?:,|\beller\b|/)\s*", found["degree"])]
    names = [n if n.endswith("examen") else f"{n}examen" for n in names if n]
    hp = found.groupdict().get("hp") or found.groupdict().get("hp2")
    shared = {
        "degree_field": _fields(found.groupdict().get("field")),
        "hp": _number(hp) if hp else None,
    }
    return any_of([Atom.of("degree", name, **shared) for name in names])


def _plain_degree(found: re.Match[str]) -> Expression:
    hp = found.groupdict().get("hp")
    return Atom.of("degree", "examen", hp=_number(hp) if hp else None)


def _degree_with_subject(found: re.Match[str]) -> Expression:
    """`Kandidatexamen med 90 hp i huvudområdet statsvetenskap`: the degree and hp in its field."""
    name, fields = found["degree"].lower(), _fields(found["field"])
    hp = _number(found["hp"])
    subject = any_of([Atom.of("subject_hp", one, hp=hp) for one in fields])
    total = found.groupdict().get("total")
    degree = Atom.of("degree", name, degree_field=fields, hp=_number(total) if total else None)
    return all_of([degree, subject])


def _specialist(found: re.Match[str]) -> Expression:
    return Atom.of(
        "degree", "specialistutbildning", degree_field=(_tidy(found["field"]).lower(),),
        hp=_number(found["hp"]),
    )  # fmt: skip


def _thesis(found: re.Match[str]) -> Expression:
    hp = found.groupdict().get("hp") or found.groupdict().get("hp2")
    return Atom.of("thesis_hp", _number(hp) if hp else None, level="kandidat")


def _subject_hp(found: re.Match[str]) -> Expression:
    hp = _number(found["hp"])
    fields = _fields(found["field"])
    return any_of([Atom.of("subject_hp", f, hp=hp, level=_level(found)) for f in fields])


def _univ_course(found: re.Match[str]) -> Expression:
    groups = found.groupdict()
    hp = groups.get("hp")
    return Atom.of(
        "univ_course", _tidy(found["title"]), subject=_tidy(groups.get("subject")),
        level=_level(found), hp=_number(hp) if hp else None,
    )  # fmt: skip


def _vocational(found: re.Match[str]) -> Expression:
    field = re.sub(r"[-\s]*programmet$", "", _tidy(found["field"]).lower())
    return Atom.of(
        "vocational_points", int(found["points"]), field=re.sub(r"-\s*och", " och", field)
    )


def _licence(found: re.Match[str]) -> Expression:
    held = found.groupdict().get("held")
    letter = found.groupdict().get("class") or "B"
    return Atom.of("licence", letter.upper(), held_months=int(held) if held else None)


def _kind(kind: str, group: str = "value", *, lower: bool = False) -> Reader:
    def read(found: re.Match[str]) -> Expression:
        value = _tidy(found[group])
        return Atom.of(kind, value.lower() if lower else value)

    return read


_END = r"(?=[.;:]|,|\s+(?:samt|med|och\s+som|och\s+minst|motsvarande|eller\s+motsvarande)\b|\s*$)"
_BASIC_TAIL = (
    r"(?:\s+(?:till|för)\s+(?:yrkeshögskolan|högskolestudier|högskolan|högre utbildning"
    r"|studier[^.,;+]*?|utbildning[^.,;+]*?)(?=[.,;+]|\s*$|\s+samt|\s+och))?"
)
_ENGLISH_DEGREE = r"[a-zåäö]+(?:\s*examen)"
_DEGREES = (
    r"kandidat|högskoleingenjörs|civilingenjörs|ingenjörs|magister|master|lärar|förskollärar"
    r"|grundlärar|ämneslärar|yrkeslärar|sjuksköterske|socionom|högskole|psykolog|läkar|tandläkar"
    r"|barnmorske|juris kandidat|jurist|socialpedagog|fritidspedagog|specialpedagog|speciallärar"
    r"|licentiat|doktors|yrkeshögskole|gymnasie|fysioterapeut|arbetsterapeut|apotekar|receptarie"
)
_ONE_DEGREE = rf"(?:{_DEGREES})(?:-|examen|\s+examen)"

READERS: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(pattern, re.IGNORECASE if fold else 0), reader)
    for pattern, reader, fold in [
        # basic eligibility and languages measured by it
        (
            (r"(?:kunskaper\s+i\s+)?(?P<languages>svenska(?:\s+och\s+engelska)?|engelska)\s+"
            r"(?:motsvarande\s+(?:det\s+som\s+krävs\s+)?)?för\s+grundläggande\s+behörighet"
            r"(?:\s+(?:till|för)\s+[^.,;]*?(?=[.,;]|\s+samt|\s*$))?"),
            _languages, True,
        ),
        (
            r"grundläggande\s+behörighet" + _BASIC_TAIL
            + r"(?:\s*\(?(?P<exempt>med\s+undantag\s+(?:från|för)\s+kravet\s+på\s+svenska)\)?)?",
            _basic, True,
        ),
        (
            (r"(?:uppfyller\s+)?behörighetsvillkoren\s+för\s+studier\s+inom\s+yrkeshögskolan"
            r"(?:[^.]*?om\s+yrkeshögskolan)?"),
            _basic, True,
        ),
        # licences to practise
        (
            (r"(?:av\s+socialstyrelsen\s+utfärdad\s+)?(?:svensk\s+)?legitimation\s+som\s+"
            r"(?P<who>[a-zåäö]+)"),
            _legitimation, True,
        ),
        (r"(?P<short>[a-zåäö]{3,})legitimation\b", _legitimation, True),
        (r"leg\.?\s*(?P<who>sjuksköterska|psykolog|läkare|barnmorska)", _legitimation, True),
        # work experience
        (
            r"(?:minst\s+)?(?P<count>" + _COUNT + r")\s+(?P<unit>års?|månaders?)\s+"
            r"(?P<field>yrkeserfarenhet\s+efter\s+avlagd\s+examen)",
            _experience, True,
        ),
        (
            r"(?:minst\s+|mer\s+än\s+)?(?P<count>" + _COUNT + r")\s+(?P<unit>års?|månaders?)\s+"
            r"(?:relevant\s+|dokumenterad\s+|tekniskt\s+)?"
            r"(?:yrkeserfarenhet|arbetslivserfarenhet|yrkespraktik|yrkesverksamhet|arbete|praktik)"
            r"(?:\s+(?:som|inom|i)\s+(?P<field>[^.,;]+?)(?:\s+på\s+heltid)?" + _END + r")?",
            _experience, True,
        ),
        (
            r"yrkesverksamhet\s+som\s+(?P<field>[^.,;\d]+?)\s+(?:motsvarande\s+)?(?:minst\s+)?"
            r"(?P<count>" + _COUNT + r")\s+(?P<unit>års?|månaders?)\s+heltidstjänstgöring",
            _experience, True,
        ),
        (
            r"(?:kompetens\s+uppnådd\s+genom\s+)?några\s+års\s+(?P<field>[a-zåäö]+\s+yrkesarbete)",
            _experience, True,
        ),
        (r"yrkeserfarenhet\s+inom\s+(?P<field>[^.,;]+?)" + _END, _experience, True),
        # degrees
        (
            r"(?:avlagd\s+)?(?P<degree>(?:kandidat|magister|master)examen)(?:\s*\(?(?:om\s+)?"
            r"(?:minst\s+)?(?P<total>" + NUMBER + r")\s*hp\)?)?,?\s+(?:med|varav)\s+(?:minst\s+)?"
            + HP + r",?(?:\s*GR)?(?:\s*\([A-C,\s–-]+\))?,?(?:\s*inklusive[^,]*?,)?"
            r"\s*(?:i|inom)\s+(?:huvudområdet|huvudämnet|området)\s+(?P<field>[^.;]+?)"
            r"(?=[.;]|\s+samt|\s+eller\s+(?:motsvarande|avlagd|annat)|,\s+(?:samt|varav)|\s*$)",
            _degree_with_subject, True,
        ),
        (
            r"specialistutbildning,?\s+(?P<field>[a-zåäö]+)\s+" + HP,
            _specialist, True,
        ),
        (
            r"(?:en\s+)?(?:avlagd\s+)?(?P<degree>" + _ONE_DEGREE + r"(?:(?:\s*,\s*|\s+eller\s+|/)"
            + _ONE_DEGREE + r")*(?<=examen))(?:,?\s*\(?(?:om\s+|på\s+)?(?:minst\s+)?(?P<hp>"
            + NUMBER
            + r")\s*hp\)?)?(?:,?\s+(?:i|inom|med\s+inriktning\s+mot)\s+(?!annat)(?P<field>"
            r"(?:huvudområdet\s+)?[^.;\d]+?)(?=[.;]|\s+samt|,?\s+eller\s+motsvarande|"
            r"\s+alternativt|\s+med\s+|\s+om\s+minst|,?\s+varav|,\s+inklusive|\s*$))?",
            _degree, True,
        ),
        (
            r"(?:en\s+)?(?:avlagd\s+)?(?P<degree>examen)\s+(?:på\s+(?:grund|avancerad\s+)nivå\s+)?"
            r"om\s+minst\s+(?P<hp>" + NUMBER + r")\s*hp\s+i\s+(?:huvudområdet|ämnet)\s+(?P<field>"
            r"[^.,;\d]+?)(?=[.,;]|\s+samt|\s+eller|\s*$)",
            _degree, True,
        ),
        (
            r"(?:en\s+)?(?:avlagd\s+)?examen\s+(?:på\s+(?:grund|avancerad\s+)nivå\s+)?"
            r"om\s+minst\s+" + HP + r"(?:\s+eller\s+motsvarande(?:\s+utländsk)?\s+examen)?",
            _plain_degree, True,
        ),
        # theses
        (
            r"(?:ett\s+)?(?:självständigt\s+arbete\s*\(?)?(?:examensarbete|självständigt\s+arbete)\)?"
            r"\s*,?\s*(?:om\s+|på\s+)?(?:minst\s+)?" + HP + r"(?:\s+på\s+kandidatnivå)?",
            _thesis, True,
        ),
        (
            HP + r"\s+(?:utgörs\s+av\s+)?(?:ett\s+)?(?:examensarbete|självständigt\s+arbete)"
            r"(?:\s+på\s+kandidatnivå)?",
            _thesis, True,
        ),
        # admission, employment, approval, health, training, driving
        (
            (r"antagen\s+till\s+(?P<value>(?!gymnasi)[^.;,]+?(?:\s+\d+\s*hp)?)"
            r"(?=[.;,]|\s+samt|\s+och\s+(?:ut|kan)|\s*$)"),
            _kind("admitted"), True,
        ),
        (
            (r"(?P<value>anställda?\s+(?:av|hos)\s+[a-zåäö]+)(?:\s+tills\s+vidare)?"
            r"(?:\s+eller\s+för\s+en\s+begränsad\s+tid)?"),
            lambda m: Atom.of("employment", re.sub("^anställda", "anställd", _tidy(m["value"]))),
            True,
        ),
        (r"godkännande\s+från\s+(?P<value>[a-zåäö]+)", _kind("approved_by"), True),
        (r"(?:som\s+)?intygas\s+av\s+(?P<value>[a-zåäö]+)", _kind("approved_by"), True),
        (r"(?P<value>Arbetsförmedlingen)\s+beslutar(?:\s+om\s+du\s+kan\s+delta)?",
         _kind("approved_by"), True),
        (r"inskriven\s+som\s+(?P<value>arbetssökande)", _kind("employment"), True),
        (
            (r"(?:behörighetskravet\s+kring\s+)?(?P<value>läkarintyg(?:\s*\([^)\d]*)?)"
            r"(?:[\d:,\sA-Z]*\))?"),
            _kind("health"), True,
        ),
        (r"(?:uppfylla\s+)?(?P<value>hälsokraven\s+för\s+[a-zåäö]+)", _kind("health"), True),
        (
            r"(?:du\s+)?får\s+inte\s+ha\s+en\s+neuropsykiatrisk\s+diagnos(?:[^.;]*)",
            lambda m: Atom.of("health", "ingen neuropsykiatrisk diagnos utan dispens"), True,
        ),
        (
            r"(?:redan\s+är\s+|är\s+)?(?:utbildad|utbildning\s+till)\s+(?P<value>[a-zåäö]+)",
            _kind("occupation_training", lower=True), True,
        ),
        (
            (r"grundutbildningen\s+till\s+(?P<value>[a-zåäö]+(?:\s+och\s+[a-zåäö]+)?)"
            r"(?:\s+inom\s+[^.]*)?"),
            _kind("occupation_training", lower=True), True,
        ),
        (
            r"(?P<class>C1E|CE|C1|DE|D|C|BE|B|AM|A2?)[\s-]*körkort",
            _licence, True,
        ),
        (r"körkort(?:\s+(?:klass\s+)?(?P<class>CE|DE|C|D|BE|B)\b)(?:-behörighet)?", _licence, True),
        (r"(?:haft\s+)?körkort(?:\s+i\s+(?:mer\s+än|minst)\s+(?P<held>\d+)\s+månader)?",
         _licence, True),
        # vocational credits
        (
            (r"(?:yrkeskurser\s+)?(?:samt\s+)?(?P<points>\d{3,4})\s*p(?:oäng)?\s*från\s+"
            r"(?P<field>[^.;,\d]+?)(?=[.;,]|\s+eller|\s*$)(?:,\s*komvux\s+eller\s+motsvarande"
            r"[^.;,]*)?"),
            _vocational, True,
        ),
        # university courses and credits
        (
            r"(?P<subject>" + _NAME + r")\s+" + _CYCLE + r"[,:]?\s+(?P<title>(?!minst|lägst|\d|\()"
            + _TITLE + r"),?\s+" + HP,
            _univ_course, False,
        ),
        (
            r"(?P<field>" + _NAME + r")\s*,?\s+" + _CYCLE + r",?\s*(?:om\s+)?(?:minst\s+|lägst\s+)?"
            + HP,
            _subject_hp, False,
        ),
        (
            r"(?P<subject>Kemi|Matematik|Fysik)\s+(?P<cycle>BE),\s+(?P<title>Baskurs\s+[A-C])",
            _univ_course, False,
        ),
        (
            r"(?:minst\s+|lägst\s+|totalt\s+)?" + HP + r",?\s*(?:" + _CYCLE + r",?\s+)?"
            r"(?:från\s+kurserna\s+[A-Z]\d\s*-\s*[A-Z]\d\s+)?(?:inom|i)\s+"
            r"(?:ämnet\s+|ämnena\s+|huvudområdet\s+|någon\s+av\s+)?(?P<field>(?!annat|respektive|"
            r"kandidat|allmän)[^.;\d]+?(?:[A-Z]\d-[A-Z]\d)?)(?=[.;]|,?\s+(?:varav|inklusive|inkluderande|samt|"
            r"eller\s+motsvarande|dessutom|därav|minst)|,\s+\d|\s+om\s+\d|\s*$)",
            _subject_hp, True,
        ),
        (
            r"(?P<field>(?!Minst|Lägst|Totalt|Och)[A-ZÅÄÖ][a-zåäö]+(?:\s+(?:[a-zåäö]+|[IVX]+)){0,3}|programmering)\s*,?\s*(?:på\s+)?"
            r"(?:minst\s+)?" + HP + r"(?:\s*\((?P<levels>[A-C]+)\))?",
            _subject_hp, False,
        ),
        (
            r"(?:minst\s+)?" + HP + r"\s+(?P<field>[A-ZÅÄÖ]?[a-zåäö]+)\s+(?:" + _CYCLE + r"|\("
            r"(?P<lone>[A-C]+)\))",
            _subject_hp, False,
        ),
        (
            r"(?:minst\s+|totalt\s+)?" + HP + r"(?:\s+avslutade\s+kurser)?(?:\s+på\s+grundnivå)?",
            lambda m: Atom.of("total_hp", _number(m["hp"])), True,
        ),
    ]
]  # fmt: skip
