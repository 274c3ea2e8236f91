"""Words around a demand that demand nothing, and sentences that are advice."""

import re

_EQUIVALENT = (
    r"(?:,?\s*(?:eller|alt\.?|alternativt|och)\s+)?(?:med\s+)?(?:motsvarande|liknande)"
    r"(?:\s+(?:kunskaper?|kompetens|utländsk\s+examen|utbildning(?:ar)?|kurs(?:er)?|studier|"
    r"svensk[at]?|utländsk|behörighet|nivå))*(?:\s+(?:i|på|inom)\s+(?:äldre\s+utbildningar|"
    r"avancerad\s+nivå))?"
    r"|eller\s+motsvarande\s+metodologiska\s+kunskaper\s+på\s+avancerad\s+nivå"
)
_PHRASES = [
    _EQUIVALENT,
    (
        r"(?:för|till)\s+(?:tillträde|behörighet)(?:\s+till\s+(?:kursen|programmet"
        r"|utbildningen))?"
    ),
    r"(?:särskilda?\s+)?förkunskap(?:er|skrav)?:?",
    r"särskild\s+behörighet:?",
    r"särskilda\s+förkunskaper:?",
    r"utöver\s+programmets\s+behörighetskrav(?:\s+erfordras)?",
    r"inga(?:\s+särskilda\s+förkunskaper)?",
    r"erfordras",
    r"behörighetskrav:?",
    r"kravs|krävs|kräver|måste(?:\s+ha)?|skall|ska|ha|har|är|vara|varit|bli|att",
    r"det|den|de|en|ett|du|dig|som",
    r"studenten|studerande|sökande|deltagaren?|person",
    r"godkän(?:d|t|da)(?:\s+på)?",
    r"resultat(?:\s+om|\s+omfattande)?",
    r"betyg(?:et|en)?(?:\s+i)?",
    r"avklarade?|slutförda?|genomgången|fullgjorda?",
    r"(?:i\s+)?(?:följande\s+)?(?:föregående\s+)?kurs(?:en|er|erna)?:?(?=\s|:|$)",
    r"med\s+betyget\s+lägst\s+[A-E]",
    r"lägst\s+(?:betyget\s+)?[A-E](?:/[^\s]*)?(?=\s)",
    r"minst|lägst|totalt|sammanlagt",
    r"från\s+(?:svenskt?\s+)?gymnasi(?:et|um|eskolan)",
    r"i|på|inom|av|från|till|för|om|hos|vid",
    r"OB\s*\d+[a-c]?\s*:?",
    r"område(?:sbehörighet)?\s+[A-Z]?\d+[a-c]?\s*:?",
    r"\(t\.ex\.[^)]*\)",
    r"(?:\(\s*)?[A-Z]{2}\d{3}[A-Z](?:\s*\)|\s*,)?",
    r"kunskap(?:er|en)?",
    r"gärna(?:\s+med\s+[a-zåäö]+\s+innehåll)?",
    r"minimum",
    r"dessa",
    r"även",
    r"antingen",
    r"redan",
    r"avlagd",
    r"inför[^.;]*?(?=\.|$|\bB-)",
    r"utbildningen\s+(?:vänder\s+sig\s+till|bygger\s+vidare\s+på)",
    r"den\s+här",
    r"den\s+passar\s+också",
    r"denna",
    r"(?:^|(?<=\s))-(?=\s)",
    r"(?:också\s+)?ett\s+krav",
    r"krav",
    r"behörig(?:\s+att\s+läsa\s+kursen)?(?=\s+(?:är|krävs))",
    r"man|samtliga|båda|varje",
    r"fråga\s+om",
    r"examensbevis",
    r"avseende",
    r"där",
    r"utfärdad",
    r"kan\s+tillgodoräkna\s+sig\s+kursen\s+i\s+sin\s+forskarutbildning",
    r"kursen\s+är\s+en\s+uppdragsutbildning(?:\s+och)?",
    r"får\s+endast\s+sökas\s+av",
    r"(?:det\s+)?krävs\s+ett(?=\s+godkännande)",
    r"kursen\s+är\s+på\s+grundnivå,?\s+vilket\s+innebär",
    r"(?:för\s+att\s+)?vara\s+behörig\s+till\s+kursen",
    r"slutbetyg",
    r"intresse\s+för\s+området",
    r"behöver",
    r"vuxenutbildningen",
    r"gymnasieskolan",
    r"omfattande",
    r"därtill",
    r"kunna",
    r"yrket",
    r"eller\s+motsvarande",
    r"t\.ex\.?|till\s+exempel|bl\.a\.",
    r"svenskt?",
    r"en\s+kurs\s+i",
]
FILLER = re.compile("(?:" + "|".join(rf"(?:{p})(?!\w)" for p in _PHRASES) + ")", re.IGNORECASE)

NOTE = re.compile(
    r"\b(?:bör|rekommender\w+|meriterande|avgör\s+om\s+du\s+blir\s+antagen|"
    r"läs\s+mer|https?://|www\.|fyllt\s+(?:18|20)\s+år|fylla\s+minst|"
    r"sakna\s+de\s+kunskaper)\b",
    re.IGNORECASE,
)
