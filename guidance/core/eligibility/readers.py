"""Readers of single demands in Swedish requirement text: a pattern and what it means.

Each reader takes a match and gives an expression. `READERS` is ordered: the first pattern that
matches at a place wins, so longer formulas come before their parts.
"""

import re

from guidance.core.eligibility.credits import CREDIT_READERS
from guidance.core.eligibility.degrees import DEGREE_READERS
from guidance.core.eligibility.expression import Atom, Expression, all_of, any_of
from guidance.core.eligibility.measures import (
    COUNT,
    Reader,
    Readers,
    compiled,
    months,
    number,
    tidy,
)


def _basic(found: re.Match[str]) -> Expression:
    kind = "YH" if re.search("yrkeshögskol", found[0], re.IGNORECASE) else "HS"
    exempt = ("svenska",) if found.groupdict().get("exempt") else None
    return Atom.of("basic", kind, **{"except": exempt})


def _languages(found: re.Match[str]) -> Expression:
    names = re.findall("svenska|engelska", found["languages"], re.IGNORECASE)
    return all_of(
        [Atom.of("language", n.capitalize(), level="grundläggande behörighet") for n in names]
    )


def _english_tests(found: re.Match[str]) -> Expression:
    """Each named test with the least total it asks for; parts of a test are not kept."""
    wanted = re.compile(
        r"(?P<test>TOEFL(?:\s+(?:pappersbaserat|internetbaserat|datorbaserat))?|IELTS)"
        r"(?P<rest>(?:(?!TOEFL|IELTS)[\s\S])*)"
    )
    tests: list[Expression] = []
    for one in wanted.finditer(found["tests"]):
        total = re.search(
            r"(?:totalt\s+resultat|minsta\s+poäng|med\s+minst)\D{0,12}(\d+(?:[.,]\d+)?)",
            one["rest"],
        )
        least = number(total[1]) if total else None
        tests.append(Atom.of("language", "Engelska", test=tidy(one["test"]), min=least))
    return any_of(tests)


def _legitimation(found: re.Match[str]) -> Expression:
    who = tidy(found.groupdict().get("who") or found.groupdict().get("short")).lower()
    return Atom.of("legitimation", who)


def _experience(found: re.Match[str]) -> Expression:
    groups = found.groupdict()
    amount = months(groups.get("count"), groups.get("unit") or "")
    return Atom.of("experience_months", amount, field=tidy(groups.get("field")).lower())


def _vocational(found: re.Match[str]) -> Expression:
    field = re.sub(r"[-\s]*programmet$", "", tidy(found["field"]).lower())
    return Atom.of(
        "vocational_points", int(found["points"]), field=re.sub(r"-\s*och", " och", field)
    )


def _licence(found: re.Match[str]) -> Expression:
    held = found.groupdict().get("held")
    letter = found.groupdict().get("class") or "B"
    return Atom.of("licence", letter.upper(), held_months=int(held) if held else None)


def _kind(kind: str, group: str = "value", *, lower: bool = False) -> Reader:
    def read(found: re.Match[str]) -> Expression:
        value = tidy(found[group])
        return Atom.of(kind, value.lower() if lower else value)

    return read


_END = r"(?=[.;:]|,|\s+(?:samt|med|och\s+som|och\s+minst|motsvarande|eller\s+motsvarande)\b|\s*$)"
_BASIC_TAIL = (
    r"(?:\s+(?:till|för)\s+(?:yrkeshögskolan|högskolestudier|högskolan|högre utbildning"
    r"|studier[^.,;+]*?|utbildning[^.,;+]*?)(?=[.,;+]|\s*$|\s+samt|\s+och))?"
)

_GENERAL = compiled([
    # basic eligibility and languages measured by it
    (
        (r"(?:kunskaper\s+i\s+)?(?P<languages>svenska(?:\s+och\s+engelska)?|engelska)\s+"
        r"(?:motsvarande\s+(?:det\s+som\s+krävs\s+)?)?för\s+grundläggande\s+behörighet"
        r"(?:\s+(?:till|för)\s+[^.,;]*?(?=[.,;]|\s+samt|\s*$))?"),
        _languages, True,
    ),
    (
        r"grundläggande\s+behörighet" + _BASIC_TAIL
        + r"(?:\s*\(?(?P<exempt>med\s+(?:undantag|generell\s+dispens)\s+"
        r"(?:från|för)\s+kravet\s+på\s+svenska)\)?)?",
        _basic, True,
    ),
    (
        (r"(?:uppfyller\s+)?behörighetsvillkoren\s+för\s+studier\s+inom\s+yrkeshögskolan"
        r"(?:[^.]*?om\s+yrkeshögskolan)?"),
        _basic, True,
    ),
    (
        (r"(?:dokumenterade\s+resultat\s+från\s+(?:något|någon)\s+av\s+)?följande\s+"
        r"internationella\s+"
        r"engelsktest:?(?P<tests>[\s\S]{0,600}?IELTS[^.;\n]*?\d(?:[.,]\d)?\s*poäng"
        r"(?:\s+och\s+inget\s+moment\s+under\s+\d(?:[.,]\d)?(?:\s*poäng)?)?)"),
        _english_tests, True,
    ),
    (
        (r"(?:3|tre)\s+års\s+högskolestudier\s+(?P<level>i\s+nordiskt\s+land\s+eller\s+på\s+"
        r"engelska)"),
        lambda m: Atom.of(
            "language", "Engelska", test=f"tre års högskolestudier {m['level']}"
        ), True,
    ),
    (
        r"(?:godkänd\s+)?sfi\s*(?:[–-]?\s*kurs\s*)?(?P<level>[A-D])\b",
        lambda m: Atom.of("language", "Svenska", level=f"SFI {m['level'].upper()}"), True,
    ),
    (
        (r"(?:(?:språk)?kunskaper\s+i\s+)?(?P<value>svenska|engelska|tyska|franska|spanska"
        r"|norska|danska)"
        r"\s+(?:motsvarande\s+|på\s+)?(?:minst\s+)?(?:nivå\s+)?(?P<level>[ABC][12])\b(?!-)"),
        lambda m: Atom.of("language", m["value"].capitalize(), level=m["level"].upper()), True,
    ),
    (
        (r"(?:förkunskaper|kunskaper)\s+motsvarande\s+(?P<value>(?-i:[A-ZÅÄÖ])[a-zåäö-]+(?:\s+"
        r"[a-zåäö]+){0,3})"
        r"(?=\s*[.;]|\s*$)"),
        _kind("course"), True,
    ),
    # licences to practise
    (
        (r"(?:av\s+socialstyrelsen\s+utfärdad\s+)?(?:svensk\s+)?legitimation\s+som\s+"
        r"(?P<who>[a-zåäö]+)(?:\s+efter\s+att\s+ha\s+genomgått\s+"
        r"sjuksköterskeutbildning[\s\S]{0,300}?"
        r"äldre\s+utbildning)?"),
        _legitimation, True,
    ),
    (r"(?P<short>[a-zåäö]{3,})legitimation\b", _legitimation, True),
    (r"leg\.?\s*(?P<who>sjuksköterska|psykolog|läkare|barnmorska)", _legitimation, True),
    # work experience
    (
        r"(?:minst\s+)?(?P<count>" + COUNT + r")\s+(?P<unit>års?|månaders?)\s+"
        r"(?P<field>yrkeserfarenhet\s+efter\s+avlagd\s+examen)",
        _experience, True,
    ),
    (
        r"(?:minst\s+|mer\s+än\s+)?(?P<count>" + COUNT + r")\s+(?P<unit>års?|månaders?)\s+"
        r"(?:relevant\s+|dokumenterad\s+|tekniskt\s+)?"
        r"(?:yrkeserfarenhet|arbetslivserfarenhet|yrkespraktik|yrkesverksamhet|arbete|praktik)"
        r"(?:\s+(?:som|inom|i)\s+(?P<field>[^.,;]+?)(?:\s+på\s+heltid)?" + _END + r")?",
        _experience, True,
    ),
    (
        r"yrkesverksamhet\s+som\s+(?P<field>[^.,;\d]+?)\s+(?:motsvarande\s+)?(?:minst\s+)?"
        r"(?P<count>" + COUNT + r")\s+(?P<unit>års?|månaders?)\s+heltidstjänstgöring",
        _experience, True,
    ),
    (
        r"(?:kompetens\s+uppnådd\s+genom\s+)?några\s+års\s+(?P<field>[a-zåäö]+\s+yrkesarbete)",
        _experience, True,
    ),
    (r"yrkeserfarenhet\s+inom\s+(?P<field>[^.,;]+?)" + _END, _experience, True),
])  # fmt: skip

_CIRCUMSTANCES = compiled([
    # admission, employment, approval, health, training, driving
    (
        (r"(?:antagen|antagits|antagna|antagning|inskriven)\s+(?:till|vid|på)\s+"
        r"(?P<value>(?!gymnasi)[^.;,]{3,160}?(?:\s+\d+\s*hp)?(?:,?\s+(?:inriktning|med\s+"
        r"inriktning\s+mot)\s+[^.;,]{3,60}?|,?\s+med\s+[^.;]{3,60}?\s+som\s+"
        r"behörighetsgivande\s+ämnen?)?)(?=[.;,]|\s+samt|\s+och\s+(?:ut|kan)|\s*$)"),
        _kind("admitted"), True,
    ),
    (
        r"(?P<value>uttagen\s+för\s+[^.;,]{3,80}?)(?=[.;,]|\s*$)",
        _kind("admitted"), True,
    ),
    (
        (r"(?:to\s+be\s+admitted\s+to\s+the\s+course,?\s+the\s+candidate\s+(?:should|must)\s+"
        r"be\s+)?"
        r"enrolled\s+in\s+(?:an?\s+|the\s+)?(?P<value>[^.;,]{3,120}?)(?=[.;,]|\s*$)"),
        _kind("admitted"), True,
    ),
    (
        (r"inom\s+ramen\s+för\s+(?P<value>[A-ZÅÄÖ](?:(?!\seller\s+motsvarande)[^.;,()]){3,80}?)"
        r"(?=[.;,]|\s+ska\b|\s*$)(?!,?\s+eller\s+motsvarande)"),
        _kind("admitted"), False,
    ),
    (
        (r"får\s+endast\s+sökas\s+av\s+(?!anställda\s+hos)(?P<value>[^.;]{3,200}?)"
        r"(?:\s+enligt\s+förordning\s*\([\d:]+\)[^.;]*?)?(?=[.;]|\s*$|\s+Se\s+Skolverkets)"),
        _kind("employment"), True,
    ),
    (
        (r"(?:den\s+som\s+söker|sökande)\s+till\s+denna\s+kurs\s+utan\s+godkännande\s+(?:från"
        r"|av)\s+"
        r"(?P<value>[a-zåäö]+)\s+är\s+inte\s+behörig[^.;]{0,80}"),
        _kind("approved_by"), True,
    ),
    (
        (r"den\s+organisation\s+som\s+beställer\s+uppdragsutbildningen\s+\((?P<value>\w+)\)\s+"
        r"beslutar\s+om\s+vem\s+som\s+får\s+delta"),
        _kind("approved_by"), True,
    ),
    (
        r"behörig\s+att\s+delta\s+i\s+ovanstående\s+kurs\s+är\s+den\s+som\s+(?P<value>\w+)\s+utser",
        _kind("approved_by"), True,
    ),
    (
        r"(?P<value>arbetsgivare|rektor|(?:skol)?huvudman)(?:n|en)?s\s+godkännande",
        _kind("approved_by", lower=True), True,
    ),
    (
        r"(?:intyg/)?godkännande\s+(?:från|av)\s+(?P<value>[a-zåäö]+)",
        _kind("approved_by"), True,
    ),
    (
        (r"(?P<value>anställd)\s+(?:som|i|inom|vid|för)\s+(?P<what>[^.;,]{3,60}?)"
        r"(?=[.;,]|\s+(?:och|samt|tills)\b|\s*$)"),
        lambda m: Atom.of("employment", tidy(m[0]).lower()), True,
    ),
    (
        (r"(?P<value>anställda?\s+(?:av|hos)\s+[a-zåäö]+)(?:\s+tills\s+vidare)?"
        r"(?:\s+eller\s+för\s+en\s+begränsad\s+tid)?"),
        lambda m: Atom.of("employment", re.sub("^anställda", "anställd", tidy(m["value"]))),
        True,
    ),
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
    # certificates of a trade, and checks that are never judged here
    (
        (r"(?P<value>truck(?:kort|förarbevis|förarutbildning)|yrkeskompetensbevis(?:\s+för\s+"
        r"(?:gods|person)\w*)?|YKB\b|ADR[\s-]*(?:intyg|bevis|utbildning)|heta\s+arbeten|"
        r"taxiförarlegitimation|kylcertifikat|svetsarprövning)"),
        _kind("certificate"), True,
    ),
    (
        (r"(?:godkän[dt]\s+|genomgången\s+)?(?P<value>utdrag\s+(?:ur|från)\s+(?:polisens\s+"
        r")?(?:belastnings|"
        r"misstanke)registret|säkerhetspröv\w+|registerkontroll|hälsodeklaration|drogtest\w*|"
        r"hälsoundersökning|läkarundersökning)"),
        _kind("health", lower=True), True,
    ),
    # vocational credits
    (
        (r"(?:yrkeskurser\s+)?(?:samt\s+)?(?P<points>\d{3,4})\s*p(?:oäng)?\s*från\s+"
        r"(?P<field>[^.;,\d]+?)(?=[.;,]|\s+eller|\s*$)(?:,\s*komvux\s+eller\s+motsvarande"
        r"[^.;,]*)?"),
        _vocational, True,
    ),
])  # fmt: skip

READERS: Readers = (*_GENERAL, *DEGREE_READERS, *_CIRCUMSTANCES, *CREDIT_READERS)
