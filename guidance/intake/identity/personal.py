"""Facts about the person that an answer must not depend on: birth, age, family, origin, health,
union, faith. Each pattern needs a cue that it is the writer's own, since a CV also says whom one
has worked with ("demenssjuka", "ensamstående föräldrar")."""

import re
from collections.abc import Iterator

from guidance.intake.identity.view import Found

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|may|june?|juni|july?|juli|aug(?:usti?)?|"
    r"sep(?:tember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = (
    r"(?:\d{4}[-./]\d\d[-./]\d\d|\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}|\d{6,8}|"
    rf"\d{{1,2}}:?[ea]?\.? {_MONTH}\.?,? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_NUMBER_WORD = (
    r"(?:(?:tjugo|trettio|fyrtio|femtio|sextio)(?:ett|en|två|tre|fyra|fem|sex|sju|åtta|nio)?|"
    r"sjutton|arton|nitton)"
)
_COUNT = r"(?:\d|en|ett|två|tre|fyra|fem|sex|sju|one|two|three|four|five)"
_ILLNESS = (
    r"(?:ADHD|ADD|autism\w*|asperger\w*|diabetes(?: typ [12])?|epilepsi|dyslexi|depression|MS|reumatism|"
    r"astma|fibromyalgi|utmattning\w*|utbrändhet|ångest|bipolär\w*|cancer|hjärtfel|migrän|PTSD|"
    r"whiplash|diskbråck|psoriasis|crohns?|ulcerös kolit)"
)
_UNION = (
    r"(?:Kommunal|Unionen|IF ?Metall|Vårdförbundet|Lärarförbundet|Sveriges Lärare|Handels|Transport|"
    r"Byggnads|Elektrikerförbundet|SEKO|Seko|Vision|ST|Akavia|Naturvetarna|Sveriges Ingenjörer|"
    r"Akademikerförbundet SSR|Fastighets|HRF|GS|Livs|Pappers|Ledarna|Läkarförbundet|SACO|LO|TCO)"
)
_CITIZEN = r"(?:svensk|norsk|dansk|finsk|syrisk|afghansk|irakisk|iransk|somalisk|eritreansk|polsk|rysk|ukrainsk|turkisk|kurdisk|tysk|brittisk|amerikansk|kinesisk|thailändsk|bosnisk|serbisk|kroatisk|rumänsk|chilensk|indisk|pakistansk|etiopisk|libanesisk|palestinsk|albansk|kosovansk|estnisk|lettisk|litauisk|swedish|norwegian|danish|finnish|syrian|afghan|iraqi|iranian|somali|polish|russian|ukrainian|turkish|german|british|indian)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "birthdate",
        re.compile(
            rf"(?:\bfödd|\bfödelsedatum|\bfödelsedag|\bf\.|\bborn|\bdate of birth|"
            rf"\bdob)(?: den)?:? *(?:on )?(?P<x>{_DAY})",
            re.IGNORECASE,
        ),
    ),
    (
        "birthdate",
        re.compile(r"(?P<x>\b(?:född|born(?: in)?) (?:år )?(?:19|20)\d\d)\b", re.IGNORECASE),
    ),
    (
        "birthdate",
        re.compile(
            r"födelsedatum:? (?P<x>den [a-zåäö]+ [a-z]+ (?:nitton|tjugo)[a-zåäö]+)",
            re.IGNORECASE,
        ),
    ),
    (
        "birthdate",
        re.compile(r"(?<=[|;\t·])\s*(?P<x>(?:19[3-9]\d|200\d)-\d\d-\d\d)(?=\s*[|;\t·])"),
    ),
    ("age", re.compile(r"(?P<x>\b\d\d-årig\w*|\b\d\d-åring)\b", re.IGNORECASE)),
    (
        "age",
        re.compile(
            r"(?:\bjag är|\bi am|\bi'm|\bfyllda|\bfyller) (?P<x>\d\d(?: år|"
            r" years old)?)\b(?! (?:erf|i yrket|of exp))",
            re.IGNORECASE,
        ),
    ),
    ("age", re.compile(r"\b(?:ålder|age):? *(?P<x>\d\d)\b", re.IGNORECASE)),
    (
        "age",
        re.compile(r"(?P<x>\b\d\d (?:år gammal|år ung|years old|years of age))\b", re.IGNORECASE),
    ),
    ("age", re.compile(rf"(?:med mina|jag är|fyllda) (?P<x>{_NUMBER_WORD} år)\b", re.IGNORECASE)),
    (
        "civil_status",
        re.compile(
            r"(?:civilstånd|familj(?:eförhållanden)?|marital status|"
            r"civil status): *(?P<x>[^\n|;\t.]{3,60})",
            re.IGNORECASE,
        ),
    ),
    (
        "civil_status",
        re.compile(
            r"(?:(?<=^)|(?<=\n)|(?<=\. )|(?<=, )|(?<=är ))(?P<x>(?:lyckligt )?(?:gift|"
            r"ogift|sambo|skild|frånskild|änka|änkling|änkeman|ensamstående|förlovad|"
            r"särbo|married|divorced|widowed)\b(?! par| för)(?: med [a-zåäö ]{3,30}|"
            r" sedan \d{4})?)(?=[ ,.\n]|$)",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        "civil_status",
        re.compile(
            rf"(?P<x>\b{_COUNT} (?:vuxna |små |hemmavarande |utflugna |"
            rf"underbara )?(?:barn|kids|children)\b(?: \(f\.[^)]{{2,30}}\))?)(?! (?:i|på|"
            rf"från|som|med)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "civil_status",
        re.compile(
            r"(?P<x>\b(?:ensamstående )?(?:en|två|tre|fyra|fem|små)?barns?(?:pappa|mamma|"
            r"far|mor)\b|\b(?:mamma|pappa|förälder) till [^\n.,;]{2,30})",
            re.IGNORECASE,
        ),
    ),
    (
        "civil_status",
        re.compile(
            r"(?P<x>\bgiftermålet(?: \d{4})?|\bvigd (?:i|med) [^\n.;]{3,40})",
            re.IGNORECASE,
        ),
    ),
    (
        "nationality",
        re.compile(
            rf"\b(?:medborgarskap|nationalitet|citizenship|"
            rf"nationality):? *(?P<x>{_CITIZEN}\w*)(?:[, ]+(?P<y>{_CITIZEN}\w*(?: sedan \d{{4}})?))?",
            re.IGNORECASE,
        ),
    ),
    (
        "nationality",
        re.compile(
            r"\b(?:medborgarskap|nationalitet|citizenship|"
            r"nationality): *(?P<x>[A-ZÅÄÖ]\w+)",
            re.IGNORECASE,
        ),
    ),
    (
        "nationality",
        re.compile(
            rf"(?P<x>\b{_CITIZEN}\w*(?= medborgar)|\b{_CITIZEN} citizen\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "nationality",
        re.compile(
            r"\b(?:flydde|flytt|invandrade|(?:kom|flyttade|came|moved)(?: jag)? (?:hit|"
            r"till sverige|to sweden))(?: hit| till sverige| to sweden)?(?: (?:från|"
            r"from))? (?P<x>(?-i:[A-ZÅÄÖ])\w+)",
            re.IGNORECASE,
        ),
    ),
    (
        "nationality",
        re.compile(
            r""
            r"\bfödd:?(?: [\d a-zåäö-]{2,20})?(?: och uppvuxen)? i (?P<x>(?-i:[A-ZÅÄÖ])\w+)",
            re.IGNORECASE,
        ),
    ),
    (
        "nationality",
        re.compile(
            r"(?P<x>\brefugee from [A-Z]\w+(?:, [A-Z]\w+)?|\bflykting från [A-ZÅÄÖ]\w+|"
            r"\b(?:permanent|tillfälligt) uppehållstillstånd\b|\b(?:PUT|"
            r"TUT)\b(?= sedan))",
            re.IGNORECASE,
        ),
    ),
    ("nationality", re.compile(rf"(?:@[\w.-]+, )(?P<x>{_CITIZEN}\w*)\b", re.IGNORECASE)),
    (
        "health",
        re.compile(
            rf"\b(?:jag har|har diagnos(?:en|erna)?|i have|diagnos:|lider av|"
            rf"lever med) (?P<x>{_ILLNESS})\b",
            re.IGNORECASE,
        ),
    ),
    (
        "health",
        re.compile(
            r"(?P<x>\bnedsatt (?:hörsel|syn|rörlighet|"
            r"arbetsförmåga)(?: på [a-zåäö]+ (?:öra|öga|arm|ben|öron))?|"
            r"\bsjukskriven(?: \d+ ?%)?(?: (?:för|på grund av|pga) [a-zåäö]+)?|"
            r"(?<!av )(?<!med )(?<!om )(?<!och )\bsjuk(?:ersättning|penning)|\blönebidrags?\w*|\bfunktions(?:nedsättning|"
            r"hinder)\b(?= som|,|\.)|\ballergisk mot \w+|\brehabilitering efter \w+)",
            re.IGNORECASE,
        ),
    ),
    ("union", re.compile(rf"\b[Mm]edlem i (?P<x>{_UNION})(?!\w)")),
    (
        "union",
        re.compile(
            r"(?P<x>\bskyddsombud\b|\bfack(?:lig|ligt) (?:förtroendevald|ombud)\b|"
            r"\bklubbordförande\b|\bfackombud\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "faith",
        re.compile(
            r"(?P<x>\bjehovas vittnen?\b|\b(?:troende|praktiserande|aktiv) (?:muslim|"
            r"kristen|jude|katolik|hindu|buddist)\b|\b(?:jag är|i am) (?:muslim|kristen|"
            r"jude|katolik|hindu|buddist|christian|muslim)\b|\bfastar under ramadan\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "faith",
        re.compile(
            r"(?P<x>\b(?:gurdwara|moské|synagog|kyrko|församlings)(?=-?(?:volontär|"
            r"medlem)))",
            re.IGNORECASE,
        ),
    ),
)


def find_personal(text: str) -> Iterator[Found]:
    """Personal facts in the view of a text."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for group in ("x", "y"):
                if group in pattern.groupindex and match[group]:
                    yield Found(match.start(group), match.end(group), kind)
