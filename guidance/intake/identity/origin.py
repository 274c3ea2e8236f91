"""Where the writer comes from, whom they live with and how old they are, in freer words than
`personal` knows. Only with a cue that it is the writer's own."""

import re
from collections.abc import Iterator

from guidance.intake.identity.view import Found

# Names that differ between Swedish and English stand twice; Sweden is not told apart from others.
_COUNTRY = (
    r"(?:Afghanistan|Albanien|Albania|Algeriet|Algeria|Argentina|Armenien|Armenia|Azerbajdzjan|Bangladesh|Belarus|"
    r"Bolivia|Bosnien(?:[ -]Hercegovina)?|Bosnia|Brasilien|Brazil|Bulgarien|Bulgaria|Burundi|Chile|China|Colombia|"
    r"Danmark|Denmark|Egypten|Egypt|Ecuador|Eritrea|Estland|Estonia|Etiopien|Ethiopia|Filippinerna|Philippines|"
    r"Finland|Frankrike|France|Gambia|Georgien|Georgia|Ghana|Grekland|Greece|Indien|India|Indonesien|Irak|Iraq|Iran|"
    r"Irland|Ireland|Island|Iceland|Israel|Italien|Italy|Japan|Jemen|Yemen|Jordanien|Jordan|Jugoslavien|Kamerun|Kenya|"
    r"Kina|Kongo|Congo|Korea|Kosovo|Kroatien|Croatia|Kuba|Cuba|Kurdistan|Lettland|Latvia|Libanon|Lebanon|Libyen|Libya|"
    r"Litauen|Lithuania|Makedonien|Marocko|Morocco|Mexiko|Mexico|Moldavien|Mongoliet|Montenegro|Nederländerna|Nepal|"
    r"Nigeria|Norge|Norway|Pakistan|Palestina|Palestine|Peru|Polen|Poland|Portugal|Rumänien|Romania|Rwanda|Ryssland|"
    r"Russia|Senegal|Serbien|Serbia|Slovakien|Slovenien|Somalia|Somaliland|Spanien|Spain|Sri Lanka|Storbritannien|"
    r"England|Sudan|Sydkorea|Syrien|Syria|Tanzania|Thailand|Tjeckien|Tunisien|Tunisia|Turkiet|Turkey|Tyskland|Germany|"
    r"Uganda|Ukraina|Ukraine|Ungern|Hungary|Uruguay|USA|Uzbekistan|Venezuela|Vietnam|Österrike|Austria)"
)
_PEOPLE = (
    r"(?:afghan|alban|amerikan|armenier|assyrier|bosnier|chilenare|dansk|egyptier|engelsman|eritrean|estländare|"
    r"etiopier|finländare|finne|fransman|georgier|grek|holländare|indier|irakier|iranier|islänning|italienare|"
    r"kines|kosovoalban|kroat|kurd|lett|libanes|litauer|marockan|norrman|pakistanier|palestinier|polack|rom|rumän|"
    r"ryss|same|sametingsansluten|serb|somalier|spanjor|svensk|syrian|syrier|thailändare|tjeck|tunisier|turk|tysk|"
    r"ukrainare|ungrare|vietnames|swede|syrian|iraqi|iranian)"
)
_ADJECTIVE = r"(?:[a-zåäö]{3,16}(?:sk|skt|ska|ish|ian)(?!\w))"
_STATUS = (
    r"(?:singel|ogift|gift|sambo|särbo|skild|frånskild|änka|änkling|ensamstående|förlovad|single|married|"
    r"divorced|widowed|engaged|nygift)"
)
_COUNT = r"(?:\d|en|ett|två|tre|fyra|fem|sex|sju|one|two|three|four)"
_MONTH = (
    r"(?:jan(?:uar[iy])?|feb(?:ruar[iy])?|mar(?:s|ch)?|apr(?:il)?|maj|may|jun[ie]|jul[iy]|aug(?:usti?)?|"
    r"sep(?:tember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "nationality",
        re.compile(
            r"(?i:\bkommer (?:ursprungligen |själv )?(?:från|ifrån)|\bursprungligen från|\bhärstammar från|"
            r"\brötter(?:na)? i|\bi am (?:originally )?from|\bi come from|\boriginally from|\buppvuxen i|"
            r"\b(?:moders|hem|födelse|ursprungs)land ?:?|\bcountry of (?:birth|origin) ?:?)"
            rf" *(?P<x>{_COUNTRY})(?!\w)"
        ),
    ),
    (
        "nationality",
        re.compile(rf"\b(?:jag är|är jag|i am)(?: en| an?| stolt| född| från början){{0,2}} (?P<x>{_PEOPLE})(?= |[.,\n]|$)(?! (?:\w+)?medborg)", re.IGNORECASE),
    ),
    (
        "nationality",
        re.compile(
            rf"(?P<x>\b{_ADJECTIVE})(?= (?:ursprung|påbrå|härkomst|rötter|etnicitet|nationalitet))"
            rf"|(?P<y>\b(?:EU|EES)-?medborgar\w*|\b{_ADJECTIVE} medborgar(?:e|skap)(?!\w))"
            rf"|\bmedborgarskap ?[(:] ?(?P<z>{_ADJECTIVE}(?:(?:,| och| and) {_ADJECTIVE}){{0,2}})",
            re.IGNORECASE,
        ),
    ),
    (
        "nationality",
        re.compile(
            r"(?:\bjag är|\bär jag|\bkom (?:\w+ ){0,2}som|\bi am an?|\bi came as an?)(?: en)? "
            r"(?P<x>asylsökande|nyanländ|papperslös|kvotflykting|ensamkommande(?: \w+)?|flykting|invandrare|refugee|"
            r"immigrant|asylum seeker)(?!\w)"
            r"|(?:\bjag har|^har|\nhar|\bfått|\bfick|\bbeviljades?|\bgiltigt|\bmitt) (?:ett )?(?P<y>(?:permanent |tillfälligt )?"
            r"(?:(?:uppehålls|arbets)tillstånd|uppehållsrätt|asyl)(?: (?:sedan|till|t\.?o\.?m\.?) [\d-]{4,10})?)"
            r"|(?P<z>\b(?:uppehålls|arbets)tillstånd (?:sedan|till|t\.?o\.?m\.?) [\d-]{4,10})",
            re.IGNORECASE,
        ),
    ),
    (
        "civil_status",
        re.compile(
            rf"\b(?:civilstånd|civilstatus|marital status|jag är|är jag|i am) ?:? *(?P<x>(?:lyckligt )?{_STATUS}(?:"
            r" (?:mamma|pappa|förälder|mor|far))?)(?=[ ,.\n;|]|$)(?! (?:till|för|med mitt))",
            re.IGNORECASE,
        ),
    ),
    (
        "civil_status",
        re.compile(
            r"(?P<x>\b(?:nybliven|stolt|ensamstående|småbarns|tonårs|tvillings?)[ -]?(?:pappa|mamma|förälder|farmor|farfar|"
            r"mormor|morfar|mor|far)(?!\w)"
            rf"|\b(?:mina|våra|my) (?:{_COUNT} )?(?:små |vuxna |underbara )?(?:barn|barnbarn|söner|döttrar|flickor|pojkar|"
            r"tonåringar|tvillingar|kids|children|sons|daughters)(?!\w)"
            rf"|(?<=\bjag har )(?:{_COUNT} )?(?:små |vuxna |egna )?(?:barn|barnbarn|söner|döttrar|son|dotter|familj|fru|sambo|"
            r"tvillingar)(?= och|[.,;\n]|$)"
            r"|\b(?:min|mitt) (?:fru|man|make|maka|sambo|partner|flickvän|pojkvän|fästmö|fästman)(?= |[.,\n]))",
            re.IGNORECASE,
        ),
    ),
    ("age", re.compile(r"(?P<x>\b[1-8]0-?årsåldern)\b|\bjag, (?P<y>[1-8]\d)(?= ?år|,)|\b(?:ålder|age) ?:? *(?P<z>\d\d(?: år)?)(?!\d)(?!\w)", re.IGNORECASE)),
    (
        "birthdate",
        re.compile(
            r"(?P<x>\bfödd (?:på |under )?(?:19|20)?\d0-talet|\bfödd (?:år )?['’-]?\d\d(?![\d\w-])|"
            r"(?<!\w)f\.? ?(?:19|20)\d\d(?!\d|-\d)|\bårgång (?:19|20)\d\d)"
            r"|\b(?:födelseår|födelsedata|year of birth) ?:? *(?P<y>(?:19|20)?\d\d)(?!\d)"
            rf"|\b(?:födelsedag|birthday|född|born|dob|date of birth) ?:? *(?:den |on )?(?P<z>\d{{1,2}}:?[ea]? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:,? \d{{4}})?)(?!\w)",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip


def find_origin(text: str) -> Iterator[Found]:
    """Origin, family and age in the view of a text."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for group in pattern.groupindex:
                if match[group]:
                    yield Found(match.start(group), match.end(group), kind)
