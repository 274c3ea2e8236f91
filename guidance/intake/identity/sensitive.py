"""Health, union and faith in freer words than `personal` knows, each only with a cue that it is the
writer's own: whoever works with illness, unions or churches keeps those words."""

import re
from collections.abc import Iterator

from guidance.intake.identity.view import Found

# "jag är", "är jag", at most two words between; or a line or sentence that begins with the verb.
_I_AM = r"(?:\bjag (?:är|var|blev|har (?:varit|blivit))|\bär jag|\bi am|\bi'm|\bi was)(?: \w{2,12}){0,2}? "
_I_HAVE = (
    r"(?:\bjag (?:\w{2,9} )?(?:har|hade|fick|lider av|lever med|led av|är sjuk i|insjuknade i|drabbades av|"
    r"diagnos[at]\w* med|medicinerar (?:mot|för)|behandlas för)|\bhar jag|\bhar haft|\bi (?:have|had|live with)|"
    r"\bdiagnosed with|(?:^|\n|[.!] ?|- )(?:har|lider av|lever med|diagnos(?:er)?:)|"
    r"\b(?:behandla[dt]s?|opererad|behandlas) för|\bmedicinerar (?:mot|för))"
    r"(?: (?:haft|fått|en|ett|a|lätt|svår|grav|medfödd|kronisk[ta]?|diagnosen|diagnoserna|bröst|hud|mild)){0,2} ?"
)
_STATE = (
    r"(?:rullstols\w+|hörselskada\w*|synskada\w*|synsvag|döv|dövblind|blind|färgblind|gravid|pregnant|"
    r"(?:rörelse|funktions)(?:hindrad|nedsatt)|disabled|utbränd|utmattad|deprimerad|deaf|"
    r"(?:diabeti|epilepti|dyslekti)ker|astmatiker|allergiker|(?:gluten|laktos)intolerant|"
    r"(?:kroniskt|långtids)[ -]?sjuk\w*|sjukpensionär|förtidspensionär|(?:nykter )?alkoholist|"
    r"(?:tidigare )?missbrukare|hiv-?positiv|autistisk|bipolär|neurodivergent|halvsidesförlamad|förlamad)"
)
_ILLNESS = (
    r"(?:hiv|aids|celiaki|(?:gluten|laktos)intolerans|parkinsons?(?: sjukdom)?|als|ms|kol|stroke|tinnitus|"
    r"hjärn(?:infarkt|skada\w*|skakning|tumör)|hjärt(?:infarkt|svikt|problem|sjukdom)|artros|artrit|skolios|"
    r"(?:rygg|knä|höft|ax[e]?l)(?:problem|besvär|skada|smärtor|värk)|(?:ont|värk|smärtor) i [a-zåäö]{3,12}|"
    r"panikångest\w*|social fobi|ätstörning\w*|anorexi|bulimi|schizofreni|psykos|borderline|tourettes?(?: syndrom)?|"
    r"ocd|tvångssyndrom|endometrios|lupus|(?:hörsel|syn|funktions)(?:nedsättning\w*|skada|hinder)|stamning|"
    r"(?:alkohol|drog|spel)?(?:missbruk(?:sproblem\w*)?|beroende(?:sjukdom|problem\w*)?)|alkoholism|leukemi|tumör|\w{0,12}cancer|hepatit \w|tuberkulos|"
    r"cp-?skada|(?:muskel|nerv|hud|njur|lever|tarm)sjukdom|pacemaker|protes|hörapparat|npf(?:-diagnos)?|"
    r"asperger\w*(?: syndrom)?|add|adhd|autism\w*|dyslexi|dyskalkyli|dyslexia|depression\w*|depressioner|ångest\w*|"
    r"bipolär\w*(?: \w*sjukdom)?|utmattnings\w+(?: syndrom)?|utmattning|ptsd|epilepsi|diabetes|astma|reumatism|"
    r"fibromyalgi|migrän|psoriasis|eksem|crohns?(?: sjukdom)?|ulcerös kolit|(?:pollen|nöt|katt|pälsdjurs)?allergi\w*|"
    r"kronisk\w* (?:smärt|värk|sjukdom|trötthet)\w*|neuropsykiatrisk\w* \w+|cancer)"
)
_UNION_NAME = (
    r"(?:facket|fackklubben|fackföreningen|(?:ett |sitt |mitt )?fackförbund\w*|Kommunal|Unionen|IF ?Metall|"
    r"Handels|Transport|Byggnads|Elektrikerna|Seko|SEKO|Vision|ST|Akavia|Saco|SACO|LO|TCO|Ledarna|Livs|GS|"
    r"Pappers|HRF|Fastighets|Målarna|Sveriges (?:Lärare|Ingenjörer|Arbetsterapeuter|läkarförbund)|"
    r"Naturvetarna|Fysioterapeuterna|DIK|SRAT|Forena|Akademikerförbundet SSR|Srat|"
    r"(?:Svenska )?(?:Transportarbetare|Kommunalarbetare|Metallarbetare|Byggnadsarbetare|Elektriker|Målare|Lärar|"
    r"Vård|Polis|Journalist|Läkar|Farmaceut|Handelsanställdas|Livsmedelsarbetare|Fastighetsanställdas|"
    r"Officers|Musiker|Tandläkar|Psykolog|Barnmorske|Hotell- och Restaurang)s?förbund(?:et)?)"
)
_BELIEVER = (
    r"(?:muslim|kristen|jude|judinna|judisk|katolik|katolsk|hindu|buddh?ist|sikh|protestant|ortodox|pingstvän|"
    r"baptist|mormon|ateist|shiamuslim|sunnimuslim|jesid|yazidi|frälst|döpt|troende|religiös|christian|catholic|"
    r"jewish|muslim|atheist)"
)
_CHURCH = (
    r"(?:(?:Svenska |Katolska |Syrisk-ortodoxa |Ortodoxa )?[A-ZÅÄÖ]?\w{0,15}[Kk]yrkan?|Frälsningsarmén|"
    r"(?:[A-ZÅÄÖ]\w+ )?\w{0,15}[Ff]örsamling(?:en)?|(?:[A-ZÅÄÖ]\w+ )?\w{0,8}[Mm]osk[ée]n?|[Ss]ynagogan?|"
    r"[Ii]slamiska \w+)"
)

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("health", re.compile(rf"{_I_AM}(?P<x>{_STATE})(?!\w)", re.IGNORECASE)),
    ("health", re.compile(rf"{_I_HAVE}(?P<x>{_ILLNESS})(?![\w-])", re.IGNORECASE)),
    (
        "health",
        re.compile(
            r"(?:^|\n)(?:hälsa|hälsotillstånd|health|funktionsnedsättning|sjukdomar|allergier)"
            r" ?: *(?P<x>[^\n|;.]{2,60})",
            re.IGNORECASE,
        ),
    ),
    (
        "health",
        re.compile(
            r"(?:\bhar|\bfått|\bfick|\buppbär|\bbeviljad|\bmed|^|\n|[.] ?)(?: (?:hel|halv))? ?"
            r"(?P<x>(?:sjuk|förtids)pension\w*|(?:sjuk- och )?aktivitetsersättning|"
            r"rehabiliteringspenning|sjukersättning)(?= (?:sedan|till|på|från|\d)|[.,\n]|$)",
            re.IGNORECASE,
        ),
    ),
    ("health", re.compile(r"(?P<x>\bsjukskriven (?:sedan|från|mellan|hela|under) [^\n.,;]{2,30})", re.IGNORECASE)),
    (
        "union",
        re.compile(
            r"(?:(?i:\bmedlem(?:skap)?|\bansluten|\borganiserad|\bförtroendevald|\bengagerad|\baktiv|\bordförande|"
            r"\bkassör|\bsekreterare|\bledamot|\bombud|\bunion member))(?: \w{2,10})? "
            rf"(?:i|till|hos|för|inom|of|in) (?P<x>{_UNION_NAME})(?!\w)"
        ),
    ),
    (
        "union",
        re.compile(
            r"(?:^|\n)(?:fackförbund|fackförening|facktillhörighet|fackligt medlemskap|union(?: membership)?)"
            r" ?: *(?P<x>[^\n|;.,]{2,40})",
            re.IGNORECASE,
        ),
    ),
    (
        "union",
        re.compile(
            r"(?P<x>\b(?:huvud|regionalt )?skyddsombud\b|\barbetsplatsombud\b|\bfack(?:lig|liga|ligt) "
            r"(?:förtroendevald|förtroendeman|företrädare|representant|ombud|uppdrag|engagemang)\b|"
            r"\bfackklubb\w*|\bfackligt (?:ansluten|aktiv|engagerad|organiserad)\b|\bshop steward\b|"
            r"\bunion (?:representative|rep|member)\b)",
            re.IGNORECASE,
        ),
    ),
    ("faith", re.compile(rf"{_I_AM}(?P<x>{_BELIEVER})(?!\w)", re.IGNORECASE)),
    (
        "faith",
        re.compile(
            r"(?:^|\n)(?:religion|trosuppfattning|trostillhörighet|religionstillhörighet|konfession|tro|faith)"
            r" ?: *(?P<x>[^\W\d_][^\n|;.,]{3,40})",
            re.IGNORECASE,
        ),
    ),
    (
        "faith",
        re.compile(
            r"(?:(?i:\bmedlem|\baktiv|\bengagerad|\bdöpt|\bkonfirmerad|\bkonfirmand|\btroende|"
            rf"söndagsskol\w{{2,8}}))(?: \w{{2,10}})? (?:i|inom) (?P<x>{_CHURCH})(?!\w)"
        ),
    ),
    (
        "faith",
        re.compile(
            r"(?:\bbär|\banvänder|\bwear) (?P<x>hijab|slöja|turban|kippa|niqab|huvudduk|kors)(?!\w)|"
            r"(?:\bhåller|\bfirar|\biakttar|\bfastar under) (?P<y>sabbat\w*|shabbat|ramadan|eid)(?!\w)|"
            r"(?P<z>\bber fem gånger(?: om dagen| per dag)?|\bböne(?:tider|stunder|rum)(?= )|\bäter (?:bara )?(?:halal|kosher)\w*)",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip


def find_sensitive(text: str) -> Iterator[Found]:
    """Health, union and faith in the view of a text."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for group in pattern.groupindex:
                if match[group]:
                    yield Found(match.start(group), match.end(group), kind)
