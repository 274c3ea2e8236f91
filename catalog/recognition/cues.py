"""The words that tell a mention's role. Folded text; every pattern belongs to rule set roles-v1."""

import re

from catalog.recognition.cue import Cue, CueTable, any_of, each_with, with_word
from catalog.recognition.mention import Role, TextKind
from catalog.recognition.words import listed

_RELATIVES = (
    r"mamma|pappa|mor|far|fru|man|make|maka|sambo|syster|bror|syskon|dotter|son|kusin|"
    r"mormor|morfar|"
    r"farmor|farfar|moster|faster|morbror|farbror|granne|kompis|vän|vänner|kollega|kollegor|chef|"
    r"handledare|mentor|arbetskamrat\w*|föräldrar|familj|lärare|svärmor|svärfar"
)

CV_NEGATED_BEFORE = any_of(
    r"inte(?! bara| minst| enbart| endast)", "aldrig", "ingen", "inget", "inga", "saknar", "ej",
    "icke", "varken", "utgången", "utgånget", "utgått", "indraget", "indragen", "not", "no",
    "never", "don't", "without", "förlorat", "ingenting om", "lacks?", "expired", "int",
    "utan(?! att)", "har slutat med", "klarar inte", "lämnat",
)  # fmt: skip
CV_NEGATED_AFTER = with_word(
    "saknas inte no nej aldrig inget ingen ingenting glömt gått utgått löpt dragits utgånget "
    "indraget utgången återkallad återkallat ogiltigt annan expired ej",
    r"[^,.;]{0,12}?(?:\bsaknas\b|\binte\s*(?:[.,;]|$|än\b|längre\b)|: ?(?:no|nej)\b|\bnej\b|"
    r"\bhar jag (?:inte|aldrig|inget|ingen)\b|\bhar (?:gått ut|utgått|löpt ut|dragits in)\b|"
    r"\bär (?:utgånget|indraget|utgången|återkallad|återkallat|ogiltigt)\b|\b(?:kan|är) jag inte\b|"
    r"\bgör en annan\b|\bexpired\b|\bhar jag glömt\b|\bej\b)"
    r"| aldrig\b(?=\s*(?:[.,;]|$))|[^.;]{0,40}\bminns (?:ingenting|inget|inte)\b|"
    r"[^.;]{0,30}\bhar jag glömt\b",
)
CV_WISHED = any_of(
    "vill", "vil", "skulle vilja", "skulle gärna", "gärna", "önskar", "hoppas", "siktar", "drömmer",
    "drömmen", "drömjobb\\w*", r"mitt mål(?:et)?(?: är)?",
    r"mål(?:et)?(?: är)?", "planerar", "tänker", "söker",
    "söker jobb", "söker arbete", "läser till", "studerar till", "pluggar till", "utbildar mig",
    "vidareutbild\\w+", r"(?<!arbete )på väg(?! \d)", "tänka mig", "intresserad", "nyfiken på",
    "want", "wish",
    "hope", "looking for", "aiming", "studying to become", "would like", "seeking", "på sikt",
    "framöver", "blivande", "för att bli", "bli klar", "håller på med", "pågående", "går kurs i",
    "läser just nu", "läser nu", "kommer att", "ska börja", "ska läsa", "ska bli", "ambition\\w*",
    "dream", "goal", "future", "läser vidare", "påbörjat", "börjar (?:min|på|läsa)", "lockar",
    "sugen på", "kunna bli", "längtar", "ta nästa steg",
)  # fmt: skip
CV_WISHED_AFTER = with_word(
    r"gärna börjar vill lockar mål\w* dröm\w* skulle pågår gång väg framtiden tur",
    r"[^.,;]{0,15}(?:\bgärna\b|\bbörjar (?:jag|i)\b|\bvill jag\b|\blockar\b|\bär (?:målet|"
    r"drömmen)\b|"
    r"\bär (?:mitt|min) (?:mål|dröm\w*)\b|\bskulle (?:vara|jag)\b|\bpågår\b|\bpå gång\b|"
    r"\bär på väg\b|"
    r"\bi framtiden\b|\bstår på tur\b)",
)
# After one of these the person speaks of what they have or did.
CV_HELD = any_of(
    r"har (?:jobbat|arbetat|varit|kört|haft|gått|läst|gjort|erfarenhet|tagit|tränat|"
    r"hållit|lång|\d+)",
    "jobbade", "arbetade", "jobbar", "arbetar", "jag har", "jag kan", "jag är", "jag var",
    "erfarenhet av",
    r"erfarenhet (?:från|som|inom)", "har också", "i dag", "idag", "kan jag", "jag ansvarar",
    "har tidigare", "tidigare", "men har", "jag sköter", "vid sidan om", "jag arbetat",
    "jag jobbat",
    "worked", "have worked", "my experience", "is my", "är min styrka", "som nu", "jag kör",
    "jag tar", "jag gör", "efter", "har en", "har ett", "har redan",
)  # fmt: skip
# Said first in a sentence only.
CV_RELATIVE_FIRST = any_of(*each_with(_RELATIVES, " (?:är|var|jobbar|arbetar|har)"))
CV_OTHER_PERSON = any_of(
    *each_with("min|mitt|mina|vår|vårt|våra|hans|hennes|deras", rf"(?: \w+)? (?:{_RELATIVES})"),
    "vår", "våra", "vårt", "kollegorna(?: var| är)?", "kollegan", "kollega(?:r|s)?",
    "chefen(?: säger)?",
    "referens(?:er)?", "referenter", "kunderna är", "kunden är",
    "tillsammans med", "i arbetslaget finns", "samarbetar? med", "samarbetade med",
    "min handledare",
    *each_with(
        "my|our", " (?:mother|father|wife|husband|sister|brother|boss|manager|colleague\\w*|mentor)"
    ),
    "rapporterade till", "rapporterar till", "åt en", "hos en", "frun är", "mannen är",
)  # fmt: skip
# Said before an occupation only: "assisterar tandläkare", "två förskollärare".
CV_OTHER_OCCUPATION = with_word(
    "assistera assisterade stöttar hjälpte handledde ansvarat ansvarar leder ledde chef samordnar "
    "0 00 000 två tre fyra fem sex sju åtta nio tio flera många andra",
    r"(?:(?<!\w)(?:assisterar?|assisterade|stöttar|hjälpte|handledde|ansvarat för|ansvarar för|"
    r"leder|ledde|chef för|samordnar)(?: \w+)?|(?<![\w–/-])(?:\d{1,3}|två|tre|fyra|fem|"
    r"sex|sju|åtta|nio|tio|"
    r"flera|många|andra)) $",
)
CV_SELF = any_of(
    "jag", "(?<!är )själv", "mitt eget", "mig", "myself", "my own", "därefter", "kontaktperson för"
)
CV_HEADINGS: tuple[tuple[re.Pattern[str], Role | None], ...] = (
    (re.compile(r"referens(?:er)?|referenter|references?|personliga referenser"), "other_person"),
    (
        re.compile(
            r"(?:mina? )?(?:mål|drömmar|drömjobb|framtidsmål|önskemål)|"
            r"önska[dt]e?t? (?:jobb|yrke|arbete|"
            r"tjänst|befattning|anställning|yrken)|söker(?: jobb| arbete| tjänst|"
            r" anställning)?(?: som)?|"
            r"jag söker|framtid(?:en)?|på väg|på gång|pågående(?: studier| utbildning|"
            r" kurs)?|objective|"
            r"career goals?|planerat|planerade \w+|vill lära mig|vill bli|intresserad av|"
            r"seeking|ongoing"
        ),
        "wished",
    ),
    (re.compile(r"utgången|utgångna|utgånget|utgått|saknar|saknas|expired|har inte"), "negated"),
    (
        re.compile(
            r"[^:]*(?:erfarenhet\w*|anställning\w*|utbildning\w*|kompetens\w*|kunskap\w*|språk\w*|"
            r"kurser|certifi\w+|meriter|körkort|experience|education|skills|languages|"
            r"profil|om mig|"
            r"arbetslivserfarenhet|övrigt|intressen|fritid|system|it|data|nu|civilt|tidigare)"
        ),
        None,
    ),
)

AD_MERIT = any_of(
    r"meriterande", r"meriter(?:ad|ande|ar|at|ade)?", "merit", "merit om", "ett plus", "är plus",
    "fördel(?:aktigt)?", "önskvärt", "önskvärd", "önskvärda", "bonus", "nice to have",
    "vi uppskattar", "extra bra", "ser positivt", "starkt meriterande", "dessutom har",
    "även har", "merits?", "meriting", "advantage", "desirable", "preferred", "a plus",
    "är det bra om", "önskar vi", "är inget krav", "inte ett krav", "underlättar",
    "ytterligare kvalifikation\\w*",
    "beneficial", "andra bra erfarenheter", "tillgodoräknas", "har du (?:även|också|dessutom)",
)  # fmt: skip
# A demand in so many words; only these outweigh a merit cue or a heading.
AD_REQUIRED = any_of(
    *each_with("är krav|ett krav|krav", "(?:et)?"),
    "krävs", "kräver", "kräva", "måste", r"nödvändig\w*", r"förutsätt\w+",
    *each_with(
        "ska|skall|måste|behöver",
        " (?:du |vara |kunna |även |också )*(?:ha|inneha|vara|kunna|behärska)",
    ),
    r"behöver du(?: också| även)? (?:ha|vara|kunna)", "skall-krav", "you must", "required",
    "requirement", "mandatory", r"minst \w+ års?", "vi söker dig", "söker dig som",
)  # fmt: skip
# What requirements look like where nothing else decides.
AD_LIKELY_REQUIRED = any_of(
    r"du (?:som )?(?:har|är|ska|skall|bör|måste|behöver|behärskar|kan|talar|innehar|besitter|"
    r"kommunicerar)", "har du", "är du", "dig som", "eller motsvarande", "eller liknande",
    *each_with(
        "goda|god|mycket goda|gedigna|grundläggande|dokumenterad\\w*|relevant|tidigare|flerårig|"
        "lång|gedigen|djup|bred",
        r" (?:kunskap\w*|erfarenhet\w*|vana|kännedom|förståelse|yrkeserfarenhet|kommunikativ\w*)",
    ),
    r"erfarenhet(?:er)? (?:av|inom|från|i)", "arbetslivserfarenhet",
    "yrkeserfarenhet", r"kunskap(?:er)? (?:i|inom|om|av)", "arbetserfarenhet", "utbildad",
    "legitimerad", "legitimation", "examen", "utbildning inom", "you have", "you are",
    "experience (?:with|in|of|from)", "knowledge of", "fluent", "proficient", "behörighet",
    "du har med dig", "vana av", "vana att", "flytande", r"i (?:både )?tal och skrift",
    "obehindrat", "vi ser att du", "erforderlig", "godkänd", "giltigt", "giltig",
    "högskoleutbildning", "gymnasieutbildning", "du trivs", "du älskar", "eftergymnasial",
    "kunnig", "muntligt", "förmåga att",
)  # fmt: skip
# "gärna" reaches forward only: "examen och gärna erfarenhet av …".
AD_MERIT_FORWARD = any_of("gärna", "helst", "ideally", "preferably")
AD_OTHER = any_of(
    "vi erbjuder", "arbetsuppgifter\\w*",
    *each_with("du|ni", " (?:kommer|får)"), "kommer du", "får du",
    "som \\w+ hos oss",
    "om oss", "vi är", "innebär", "omfattar", "vårt", "våra", "ansvarar för", "dina uppgifter",
    "ditt uppdrag", "uppdraget", "tjänsten innebär", "i rollen", "vi söker en", "nu söker vi en",
    "vi söker nu", "ansökan", "välkommen", "arbetar vi", "vi arbetar",
)  # fmt: skip
AD_HEADINGS: tuple[tuple[re.Pattern[str], Role | None], ...] = (
    (
        re.compile(
            r"(?:det är )?(?:starkt |särskilt |mycket |även |extra |"
            r"övrigt )?meriterande.{0,40}|meriter|"
            r"(?:det är )?(?:ett )?(?:stort )?plus(?: om.{0,30})?|önskvärt.{0,30}|"
            r"vi ser gärna.{0,70}|"
            r"(?:en )?(?:stor )?fördel.{0,40}|bonus.{0,20}|nice to have|merits?|bra att ha|"
            r"önskvärda.{0,30}|börkrav|bör-krav|andra bra erfarenheter|desirable.{0,30}|"
            r".{0,25}(?:vi gärna ser|vi ser gärna|gärna ser|ser vi gärna|"
            r"som är meriterande|är meriterande|merits).{0,30}|"
            r"ytterligare meriter.{0,20}|good to have|övriga meriter|preferred.{0,30}"
        ),
        "merit",
    ),
    (
        re.compile(
            r"(?:formella |våra |dina |övriga |grundläggande )?(?:kvalifikation\w*|"
            r"kvalifikationskrav|"
            r"kompetenskrav|krav\w*|behörighetskrav|skallkrav|skall-krav|"
            r"ska-krav)(?: för \w+| på \w+| och.{0,30})?|"
            r"(?:vi )?(?:söker|tror|letar).{0,20} (?:dig|du)(?: som)?.{0,25}|"
            r"din (?:profil|bakgrund|"
            r"kompetens|erfarenhet)\w*.{0,20}|om dig.{0,20}|vem är du.{0,5}|"
            r"är (?:det )?du.{0,25}|du har.{0,20}|du är.{0,20}|"
            r"vi förväntar oss.{0,20}|requirements?|qualifications?|your profile|who are you.{0,5}|"
            r"vad (?:söker|förväntar).{0,25}|kravprofil|profil|kompetenser?.{0,25}|"
            r"erfarenhet(?:er)?.{0,20}|"
            r"det krävs.{0,20}|för (?:denna |den här |att )?(?:tjänsten?|rollen?|roll|"
            r"lyckas|trivas|jobbet|uppdraget).{0,45}|utbildning.{0,30}|"
            r"du som söker.{0,10}|vi ser att du.{0,20}|what you bring|about you|skills|"
            r"språkkunskaper|språk|körkort|personliga egenskaper|dig vi söker|"
            r"vem vi söker.{0,5}|vem söker vi.{0,5}|we are looking for.{0,20}|"
            r"arbetslivserfarenhet|måste ha|must have.{0,10}|dina kunskaper.{0,20}"
        ),
        "required",
    ),
    (
        re.compile(
            r"om (?:oss|jobbet|tjänsten|rollen|företaget|arbetsplatsen|uppdraget|"
            r"anställningen|\w+).{0,25}|"
            r"(?:dina |huvudsakliga |exempel på )?arbetsuppgifter\w*.{0,25}|"
            r"dina uppgifter|ditt uppdrag|"
            r"arbetsbeskrivning|(?:vi|det här) erbjuder.{0,25}|"
            r"vad (?:vi )?erbjuder.{0,20}|ansökan.{0,25}|"
            r"tjänsten|rollen|uppdraget|villkor|övrigt|anställningsvillkor|the role|"
            r"about (?:us|the .{0,20})|"
            r"we offer.{0,10}|lön.{0,15}|förmåner|tillträde|anställningsform|kontakt|"
            r"responsibilities|"
            r"ansvarsområden.{0,20}|beskrivning|i rollen.{0,30}|vad innebär.{0,20}|"
            r"dina ansvarsområden|"
            r"arbetstid\w*|om arbetet|your (?:role|tasks)|varför.{0,30}|hos oss.{0,30}|"
            r"så ansöker du"
        ),
        "other",
    ),
)

EDUCATION_PREREQUISITE = any_of(
    *each_with("särskild|grundläggande|allmän", " behörighet"),
    "behörighet(?:skrav|en)?", "förkunskap\\w*",
    r"krävs", r"kraven? (?:är|på)",
    r"för att (?:bli antagen|söka|vara behörig|komma in|läsa kursen|kunna söka)", "antas",
    "antagning", "vänder sig till (?:dig|den) som (?:är|har|redan|arbetar|jobbar|vill)",
    "dig som (?:redan )?(?:är|har|arbetar|jobbar)",
    r"du (?:ska|bör|måste|behöver) (?:ha|vara)", "bör ha", "ska ha", "ska du ha", "måste ha",
    "sökande", "tillträde",
    "rekommenderas", "betyg", "godkänd kurs", "slutfört kurs", "yrkeserfarenhet",
    "arbetslivserfarenhet",
    "legitimation som", "avlagd", "examen om", "minst \\d+ hp", "hp inom", r"\d+ hp",
    r"\d+ högskolepoäng", "passar (?:också |även )?(?:dig|den) som",
    r"förutsätt\w+", r"är (?:också |även )?(?:ett )?krav", "prerequisites?", "applicants?",
    "eligibility", "inkluderande", "varav minst", "inklusive minst",
    "eller motsvarande", "alternativt", "upper secondary", r"credits",
)  # fmt: skip
EDUCATION_OUTCOME = any_of(
    "utbildningen ger", "du lär dig",
    "vill (?:bli|lära|fördjupa|arbeta|jobba|vidareutbilda|utveckla|kunna)",
    "kunna arbeta", "blir du", "efter (?:avslutad|utbildningen|examen|kursen)", "leder till",
    "får du",
    "ger dig", "utbildar sig till", "vidareutbilda", "kan du arbeta", "innehåller",
    "för arbete inom",
    "du kommer att", "fördjupa", "ska studenten kunna", "skall studenten kunna", "ges kunskap\\w*",
    "du utvecklar", "kursen behandlar", "kursen ger",
)  # fmt: skip
EDUCATION_OTHER = any_of(
    "tillsammans med", "samarbetar? med", "samarbete med", "assistera", "i samråd med",
    "på uppdrag av", "eller för", "kontakt med", "arbetar nära",
)  # fmt: skip
EDUCATION_HEADINGS: tuple[tuple[re.Pattern[str], Role | None], ...] = (
    (
        re.compile(
            r"(?:särskild |grundläggande |särskilda )?(?:behörighet\w*|"
            r"förkunskap\w*)(?: och .{0,30})?|antagningskrav|"
            r"krav(?: för tillträde)?|tillträdeskrav|för att söka.{0,30}|vem kan söka.{0,5}|urval|"
            r"prerequisites|entry requirements|who can apply.{0,5}|"
            r"vem passar utbildningen för.{0,5}|"
            r"förutsättningar|yrkeserfarenhet"
        ),
        "prerequisite",
    ),
    (
        re.compile(
            r"(?:om )?(?:utbildningen|kursen|programmet|kurser|innehåll\w*|lärandemål|mål|"
            r"kursinnehåll|"
            r"kursens innehåll|efter (?:utbildningen|examen)|yrkesroller?|arbetsmarknad|upplägg|"
            r"under utbildningen.{0,10}|learning outcomes|content|course content|"
            r"kunskap och förståelse|"
            r"färdighet och förmåga|kompetenser|färdigheter|kunskaper|beskrivning)"
        ),
        None,
    ),
)

# Where a clause of a CV ends; the pattern is looked for wherever a mark or one of the words stands.
CV_CLAUSE_END = with_word(
    "men dock däremot utan samt och but",
    r"[;:()]|,? men\b|,? dock\b|\bdäremot\b|, utan\b|\bsamt att\b|,(?= (?:jag|har|kan|och jag|så|"
    r"nu|själv|sen|sedan|därefter|innan|tidigare|idag|kör|arbetar|jobbar|tränar|but|now)\b)|"
    r"\boch (?=(?:jag|har|vill|är|kör|jobbar|arbetar|arbetat|hoppas|siktar|nu|skriver)\b)|\bbut\b",
)
CUES_OF: dict[TextKind, tuple[Cue, ...]] = {
    "cv": (
        CV_NEGATED_BEFORE, CV_NEGATED_AFTER, CV_WISHED, CV_WISHED_AFTER, CV_HELD, CV_SELF,
        CV_OTHER_PERSON, CV_OTHER_OCCUPATION, CV_RELATIVE_FIRST, CV_CLAUSE_END,
    ),
    "ad": (AD_MERIT, AD_MERIT_FORWARD, AD_REQUIRED, AD_LIKELY_REQUIRED, AD_OTHER),
    "education": (EDUCATION_PREREQUISITE, EDUCATION_OUTCOME, EDUCATION_OTHER),
}  # fmt: skip
CUE_TABLES: dict[TextKind, CueTable] = {kind: CueTable(cues) for kind, cues in CUES_OF.items()}

# How the first word of every heading of a kind begins; a heading that may begin with anything
# holds one of the parts, or ends with one of the ends.
HEADING_OPENINGS: dict[TextKind, frozenset[str]] = {
    "cv": listed(
        "ref per min mål drö fra öns sök jag på påg obj car pla vil int see ong utg sak exp har"
    ),
    "ad": listed(
        "det sta sär myc äve ext övr mer ett sto plu öns vi en för bon nic bra bör and des ytt goo "
        "pre for vår din gru kva kom kra beh ska sök tro let om vem är du req qua you who vad pro "
        "erf utb wha abo ski spr kör dig we arb mås mus huv exe dit ans tjä rol upp vil lön til "
        "kon res bes i hos så the per var"
    ),
    "education": listed(
        "sär gru beh för ant kra til vem urv pre ent who yrk om utb kur pro inn lär mål eft arb "
        "upp und lea con cou kun fär kom bes"
    ),
}
HEADING_PARTS: dict[TextKind, tuple[str, ...]] = {
    "cv": ("erfarenhet", "anställning", "utbildning", "kompetens", "kunskap", "språk", "certifi"),
    "ad": ("gärna", "merit"),
    "education": (),
}
HEADING_ENDS: dict[TextKind, tuple[str, ...]] = {
    "cv": (
        "kurser", "meriter", "körkort", "experience", "education", "skills", "languages", "profil",
        "om mig", "övrigt", "intressen", "fritid", "system", "it", "data", "nu", "civilt",
        "tidigare",
    ),
    "ad": (),
    "education": (),
}  # fmt: skip
