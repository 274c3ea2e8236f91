"""Words that are also labels, and when they are not meant. Every guard has a name and a reason.

A guard only ever says no. `GUARDS` lists them in the order they are asked; docs/recognition.md
explains each.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from catalog.recognition.first_names import FIRST_NAMES
from catalog.recognition.mention import TextKind
from catalog.recognition.words import listed
from catalog.snapshot.arrays import Array

if TYPE_CHECKING:
    from catalog.recognition.lexicon import Sense
    from catalog.recognition.matcher import Reading

# Qualifiers that say "this is a product": its bare name is a name, written with a capital.
_PRODUCT = re.compile(
    r"(?:system|språk|program|verktyg|plattform|växel|databas|hanterare|server|bibliotek|ramverk|"
    r"editor|protokoll|kompilator|cms|moln|molntjänst|programvara|spelmotor|komponenter|krets)$"
)
# Product labels of the form "2D-grafik-Adobe Photoshop", "Analys/Beräkning-Ansys".
PRODUCT_AFTER_DASH = re.compile(
    r"^(?:[23]D-\w+|[A-ZÅÄÖ][a-zåäö]{3,}(?:/[\w ]+)*|VVS, el, tele)-(?P<name>[A-Z0-9].+)$"
)
# Product names that are also ordinary words or first names: only beside a word for a product.
_ORDINARY_NAMES = listed(
    """
    access aktiv alma alpha amos ant apex arena aria asp atlas aurora basic bella beta bold book
    can care cat chef cicero city clear cobra columbus combi concept contact corona coral cosmos
    cura d3 delta design diana dragon duo echo eclipse ember emma ethics eva express far fidelio
    flash flow formula forte fortune fox frida fusion galaxy gaia go golf good grunt hanna harmony
    help house idea info integra it java julia kassa key kista kontakt kosmos lamp lego less link
    lisa logic lotus luna maria mats max maximo memex mentor meta mini mix model monitor motion
    nova office oak ocean on opera optima opus orbit orion palette pascal pega pia plan play polar
    premiere present pro puls pulse pyramid quest r raindance react real ruby rust sam sas scala
    scratch sharp shell simple siri sirius smart snap solid spring star stella step stina sunrise
    swift swing tango team terminal titan token trim uniface unit unix vega venus vi viking vip
    vision vista volvo wave webb win word works x zoom draft edge fenix flex focus
    """
) - {"java", "unix", "scala", "sas", "ruby"}  # fmt: skip
_PRODUCT_PARTS = "system|program|verktyg|plattform|databas|språk|editor|växeln|ramverk"
_PRODUCT_PART = re.compile(_PRODUCT_PARTS)
_PRODUCT_WORDS = listed(
    """
    kod kodar certifikat excel powerpoint python java javascript c++ c# php kotlin matlab sql stata
    spss backend frontend git docker kubernetes photoshop illustrator indesign html css outlook sap
    developer utvecklare it crm erp
    """
)
# What stands beside a product's name when something else is meant by it.
_COFFEE = re.compile(
    r"kaffe\w*|coffee|kopp\w*|cups?|dr[aiu]ck\w*|drink\w*|brygg\w*|rost\w*|bön\w*|beans?|bull\w*|"
    r"espresso|ön|island|indonesi\w*|bali|resa|reste"
)
_OTHERWISE = {
    "java": _COFFEE,
    "python": re.compile(r"orm\w*|terrari\w*|snakes?|monty"),
    "ruby": re.compile(r"smyck\w*|sten\w*|ring\w*"),
    "oracle": re.compile(r"delfi"),
    "swift": re.compile(r"bank\w*|betalning\w*|bic|taylor|suzuki"),
}
_PRODUCT_CUE = re.compile(
    r"\w*(?:system|systemet|systemen|program|programmet|programmen|programvara\w*|verktyget|"
    r"plattformen|databas\w*|språket|språken|språk|texteditor\w*|editor\w*|växeln|ramverk\w*)|"
    r"programmering\w*|programmera(?:r|t|de)?|" + "|".join(map(re.escape, sorted(_PRODUCT_WORDS)))
)
_PRODUCT_REACH = 3
# Words of every Swedish text that are names of products too: "vi utvecklar system" is no editor.
# Only what is said of that product alone tells them apart.
_ONLY_BESIDE = {"vi": re.compile(r"vim|emacs|\w*editor\w*|unix|linux")}
_SENTENCE_MARK = re.compile(r"[.!?;]|\n\n")

# Common words that are labels, heads or synonyms of something else. Never by themselves.
STOPS = listed(
    """
    förare indien
    a analys analyser analysera arbete arbeten arbetet applikation applikationer barn basic bas
    bil bilar bild bilder bildar bok bolag can cd chef chefen chefer chefs data dator design
    desktop diet dokument driva e-post el elev elever energi enhet erfarenhet examen examensarbete
    f film form forskare fri frukt färg färger företag företagare grupp gå ha handel handla hem
    http https hund häst i id industri information infrastruktur innovation instrument intervju
    intervjuer ip it its jobb kamera kan klassificera klimat kommunikation konst kontroll kropp
    kunskap kurs kvalitet kör land ledare liv livsmedel ljus ljud läsa man management medarbetare
    mat material media metod miljö miljöer mobil mobilen modell modellen modeller modellera musik
    mål mönster namn natur nätverk ny nät office organisation papper performance plan planera
    planering plats post present presentera process processen processer produktion produkter
    program programmet projekt publicering redigera redovisa rehab research resor restaurang rum
    samhälle samhället samhällets samordning samverkan sex show skapande skola sol spel språk
    språket stad stil student studera system tal teknik tekniken tekniker tillverkning tid trä
    undervisa undervisningen ungdomar ut utbildning utbilda utveckling utvecklingsarbete vatten
    verktyg verksamhet video vi vägledning väg år öl administratör applikationen assistent
    behandling besök bemötande bearbetning förening förmåga rådgivning service support terminer
    termin träning utredning utredningar vetenskap vård vården ambassadör artist coach entreprenör
    instruktör koordinator volontär delägare ägare grundare hälsa idrott industrin innehåll
    innovatör juridik kultur kunder kund lag lagar ledning logik marknad medicin metall möten möte
    natur nivå politik reklam regler samtal sport teori trafik transporter transport turism tv
    text texter underhåll val varor webb webben ekonomi etik layout-program lärande lek lekar
    montage butik butiken lager kontor administration hållbarhet house live lean-ansvarig
    applikationsutvecklare-ansvarig spår puls ton steg planer skills lia apl presentationer funkar
    analytics client clients 100 sales tidskrift tidskrifter användbarheten växter
    """
) - {"administration", "etik", "lager", "turism"}  # fmt: skip
# Phrases that a rule of derivation must not make: the short form means something wider.
DERIVED_STOPS = frozenset(
    """
    fysisk aktivitet|mänskliga rättigheter|e-post|forskning|första hjälpen|vård|service|data|
    kommunikation|hälsa|bild|musik|rådgivning|kvalitetsutveckling|utbildning|pedagogisk verksamhet|
    undervisning|distribution|drift|drift och underhåll|examen|djur|arbetsledning|planering|
    skapande verksamhet|tillverkning|industri|programvara|modellering|redigering|samhäll|samhälle|
    https|http|process|distrikt|visuell|batterier|arbetsmiljö|miljö|analys|reparation|installation|montering|kartläggning|
    kundrelationer|administration|applikation|högskoleutbildning|universitetsutbildning|siemens|förskola|turism|medier|medierna|skola|grundskola|gymnasieskola|vårdcentral|philips|bosch|num|besiktning|operativsystem|batteri
    """.replace("\n", "").replace("    ", "").split("|")
)  # fmt: skip
# First parts of compounds that say too little: forskningsfrågor, designprocess, analysmetod.
COMPOUND_STOPS = STOPS | {
    "examens", "forskning", "forsknings", "undervisning", "riskbedömning", "dokumentation",
    "produktion", "redovisning", "språk", "forskar", "affärs", "affär", "affärer", "vetenskap",
    "service", "energi", "kvalitet", "ledning", "utveckling", "analyse", "utrednings",
}  # fmt: skip
LONGEST_ACRONYM = 4
_VOWEL = re.compile(r"[aeiouyåäö]")
_COMPANY = listed("ab hb kb söner handelsbolag aktiebolag inc ltd")
_SINGLE_LETTER_CUE = re.compile(
    r"programmering\w*|programspråk\w*|programmeringsspråk\w*|kod|kodar|språk|språken|språket|python|"
    r"sas|spss|stata|java|c\+\+|c#|matlab|statistikprogram\w*|assembler"
)
_LANGUAGE_AFTER = listed(
    """
    och eller samt i som på är flytande tal skrift modersmål språk språket språken för men även
    med till båda krävs obehindrat bra mycket väl ganska lite litet daglig dagligen nivå åk native
    fluent and or språkkunskaper språkkunskap motsvarande b c d e a1 a2 b1 b2 c1 c2 muntligt
    skriftligt utan har kan talar tolk tolkning undervisning betyg ett är
    inte aldrig ej saknas också sedan samtidigt obehindrad någorlunda när hemma skriftspråk
    hyggligt dåligt dålig perfekt läser skriver tala skriva förstå kunde kommer var bör ska måste
    """
)


def is_product(label: str, text: str) -> bool:
    """True when the concept is a product and `text` its bare name, written with a capital."""
    if label.startswith("MS "):
        return not text.startswith(("MS ", "Microsoft "))
    dashed = PRODUCT_AFTER_DASH.match(label)
    if dashed is not None:
        return text in (dashed["name"], dashed["name"].split(" ")[-1])
    _, comma, qualifier = label.partition(", ")
    return bool(comma) and _PRODUCT.search(qualifier) is not None and qualifier not in text


def _is_stop(reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind) -> bool:
    """common-word: a word too common to mean the concept by itself."""
    beside = _ONLY_BESIDE.get(reading.words[first]) if first == last else None
    if beside is not None:
        return not _cue_near(reading, first, last, beside, _PRODUCT_REACH)
    if first != last or (sense.is_name and has_product_cue(reading, first, last)):
        return False
    if sense.method == "alias":
        return False
    return reading.words[first] in STOPS or sense.matched.lower() in STOPS


def _is_letter(reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind) -> bool:
    """single-letter: C, R and D are languages only beside a word that says so."""
    if first != last or len(reading.words[first]) != 1:
        return False
    if sense.type != "skill" or not sense.is_name or not reading.written(first).isupper():
        # c-kod, c-programmering
        following = reading.words[first + 1 : first + 2]
        return following not in (["kod"], ["programmering"])
    return not _cue_near(reading, first, last, _SINGLE_LETTER_CUE, 2)


def _is_lower_acronym(
    reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind
) -> bool:
    """acronym-case: FaR is not far, MAN is not man; a short acronym keeps its capitals."""
    if first != last or not _is_acronym(sense.matched):
        return False
    written = reading.written(first)
    return not any(letter.isupper() for letter in written[1:]) or (
        len(written) == 2 and not written.isupper()
    )


def _is_acronym(matched: str) -> bool:
    """Short, with a capital inside, and such that it may also be a word; plc, gps and hlr are
    not: nothing else is written so."""
    return (
        len(matched) <= LONGEST_ACRONYM
        and any(letter.isupper() for letter in matched[1:])
        and (len(matched) <= 2 or _VOWEL.search(matched.lower()) is not None)
    )


def _is_uncapitalised_name(
    reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind
) -> bool:
    """product-name: a product is named with a capital; one that is also a word needs a cue."""
    if not sense.is_name:
        return False
    word = reading.words[first]
    otherwise = _OTHERWISE.get(word)
    return (
        (first == last and (word in _ORDINARY_NAMES or word in FIRST_NAMES))
        or (otherwise is not None and _cue_near(reading, first, last, otherwise, 4))
        or (len(word) < 8 and _is_written_small(reading, first, sense))
    ) and not has_product_cue(reading, first, last)


def _is_written_small(reading: "Reading", first: int, sense: "Sense") -> bool:
    if reading.is_capital(first) or reading.is_lowercase or not sense.matched[0].isupper():
        return False
    return reading.written(first)[0].isalpha()


def _is_surname(reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind) -> bool:
    """surname: Elin Bagare, Sten Målare & Söner."""
    if first != last or not reading.is_capital(first):
        return False
    if sense.type != "occupation-name":
        return (
            reading.words[first] in FIRST_NAMES
            and reading.gap(first) == " "
            and reading.is_capital(first + 1)
        )
    if first > 0 and reading.gap(first - 1) == " " and reading.words[first - 1] in FIRST_NAMES:
        return reading.is_capital(first - 1)
    following = reading.words[first + 1 : first + 2]
    return bool(following) and following[0] in _COMPANY and reading.gap(first) in (" ", " & ")


def _is_attributive(
    reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind
) -> bool:
    """nationality: "svenska företag" and "Swedish licence" speak of a country, not a language."""
    if sense.type != "language" or first != last:
        return False
    word = reading.words[first]
    if len(word) <= 3 or (
        len(word) <= 5 and word not in _SHORT_LANGUAGES and not reading.written(first)[0].isupper()
    ):
        return not _cue_near(reading, first, last, _SPEAKING, 6)
    if word.endswith("ans"):
        return False
    gap = reading.gap(first)
    if gap.strip(" ") or "\n" in gap or last + 1 >= len(reading.words):
        return False
    following = reading.words[last + 1]
    if following in _LANGUAGE_AFTER or following.isdigit():
        return False
    if kind == "cv":  # in a CV a language is what it says, unless it is said of one of these
        return _NATIONAL.fullmatch(following) is not None
    return word.endswith(("ska", "ish", "ese", "ian", "ch", "ic")) and not _cue_near(
        reading, first, first, _SPEAKING, 2
    )


_SHORT_LANGUAGES = listed("dari urdu hindi farsi thai")
_NATIONAL = re.compile(
    r"licen[cs]e|passport|citizen\w*|legitimation|medborgar\w*|körkort|företag\w*|marknad\w*|kök\w*|"
    r"mat|maten|samhälle\w*|lag|lagar|lagen|bolag\w*|kund\w*|uppehåll\w*|skol\w*|myndighet\w*|"
    r"migration\w*|examen|kolleg\w*|försvar\w*|betyg\w*|certifi\w*|kyrk\w*|company|companies|market|"
    r"law|citizenship|team|restaurang\w*|staten|landslag\w*|registration|modell\w*|universitet\w*"
)
_SPEAKING = re.compile(
    r"språk\w*|talar|pratar|talas|flytande|modersmål\w*|tolk\w*|översättning|översätter|"
    r"languages?|"
    r"speak|fluent|läser|skriver|förstå\w*|behärskar|kunskaper|grundläggande|obehindrad|svenska|engelska"
)


def _is_headless(reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind) -> bool:
    """learning-verb: in a syllabus "redovisa" and "planera" say how it is learnt, not what."""
    return sense.method == "verb" and kind == "education"


_RUNNING = listed("löpande denna pågående vår")
_HIRING = re.compile(r"rekrytering(?:en|ens|ar|arna|sarbetet|sprocess\w*|steamet)")


def _is_own_hiring(
    reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind
) -> bool:
    """own-hiring: in an ad "rekryteringen" is this one, not a skill that is asked for."""
    word = reading.words[first]
    if kind != "ad" or not word.startswith("rekryt"):
        return False
    if word == "rekrytering":
        return first > 0 and reading.words[first - 1] in _RUNNING
    return _HIRING.fullmatch(word) is not None


_Guard = Callable[["Reading", int, int, "Sense", TextKind], bool]
GUARDS: tuple[tuple[str, _Guard], ...] = (
    ("common-word", _is_stop),
    ("single-letter", _is_letter),
    ("acronym-case", _is_lower_acronym),
    ("product-name", _is_uncapitalised_name),
    ("surname", _is_surname),
    ("nationality", _is_attributive),
    ("learning-verb", _is_headless),
    ("own-hiring", _is_own_hiring),
)


# What a sense must be like for a guard to object; asking costs more than these bits.
_COMMON, _ACRONYM, _NAME, _LANGUAGE, _VERB = 1, 2, 4, 8, 16


def doubts_of(concept_type: str, method: str, matched: str, is_name: bool) -> int:
    """The guards that may ever object to a sense, as bits; the others look at the word alone."""
    return (
        (_COMMON if matched.lower() in STOPS else 0)
        | (_ACRONYM if _is_acronym(matched) else 0)
        | (_NAME if is_name else 0)
        | (_LANGUAGE if concept_type == "language" else 0)
        | (_VERB if method == "verb" else 0)
    )


def never_meant_alone(doubts: Array, is_name: Array, is_alias: Array) -> Array:
    """bool: the senses that one word of a text can never mean, whatever stands around it."""
    found: Array = (doubts & _COMMON).astype(np.bool_) & ~is_name & ~is_alias
    return found


def is_meant(reading: "Reading", first: int, last: int, sense: "Sense", kind: TextKind) -> bool:
    """True when no guard of `GUARDS` objects that words first..last mean the sense.

    Asks only the guards that may object; which those are is told by the sense's doubts, or, for a
    single word, by what the word looks like.
    """
    doubts = sense.doubts
    if first == last:
        word = reading.words[first]
        if (
            ((doubts & _COMMON or word in STOPS) and _is_stop(reading, first, last, sense, kind))
            or (len(word) == 1 and _is_letter(reading, first, last, sense, kind))
            or (reading.is_capital(first) and _is_surname(reading, first, last, sense, kind))
            or (kind == "ad" and _is_own_hiring(reading, first, last, sense, kind))
        ):
            return False
    return not doubts or not (
        (doubts & _ACRONYM and _is_lower_acronym(reading, first, last, sense, kind))
        or (doubts & _NAME and _is_uncapitalised_name(reading, first, last, sense, kind))
        or (doubts & _LANGUAGE and _is_attributive(reading, first, last, sense, kind))
        or (doubts & _VERB and _is_headless(reading, first, last, sense, kind))
    )


def has_product_cue(reading: "Reading", first: int, last: int) -> bool:
    """True when a word for a product stands within three words, in the same sentence."""
    words = reading.words
    begin, end = max(0, first - _PRODUCT_REACH), min(len(words), last + 1 + _PRODUCT_REACH)
    if (
        _PRODUCT_WORDS.isdisjoint(words[begin:end])
        and _PRODUCT_PART.search(reading.folded.text, reading.starts[begin], reading.ends[end - 1])
        is None
    ):
        return False  # a glance first: no such word is anywhere near
    return _cue_near(reading, first, last, _PRODUCT_CUE, _PRODUCT_REACH)


def _cue_near(reading: "Reading", first: int, last: int, cue: re.Pattern[str], reach: int) -> bool:
    """A word that fits the cue within `reach` words, in the same sentence."""
    words = reading.words
    for place in range(first - 1, max(-1, first - 1 - reach), -1):
        if _ends_sentence(reading.gap(place)):
            break
        if cue.fullmatch(words[place]) is not None:
            return True
    for place in range(last + 1, min(len(words), last + 1 + reach)):
        if _ends_sentence(reading.gap(place - 1)):
            break
        if cue.fullmatch(words[place]) is not None:
            return True
    return False


def _ends_sentence(gap: str) -> bool:
    return gap != " " and _SENTENCE_MARK.search(gap) is not None
