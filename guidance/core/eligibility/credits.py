"""Readers of university courses and credits, and of courses that a list names."""

import re

from guidance.core.eligibility.expression import Atom, Expression, all_of, any_of
from guidance.core.eligibility.measures import (
    CYCLE,
    HP,
    NUMBER,
    UNIT,
    compiled,
    fields_of,
    level_of,
    number,
    tidy,
)


def _subject_hp(found: re.Match[str]) -> Expression:
    hp = number(found["hp"])
    if each := re.match(r"vardera(?:\s+av)?\s+(?P<names>.+)", found["field"]):
        names = re.split(r"\s*,\s*|\s+och\s+", tidy(each["names"]))
        return all_of([Atom.of("subject_hp", name, hp=hp) for name in names if name])
    fields = fields_of(found["field"])
    level = level_of(found) or ("AV" if found.groupdict().get("advanced") else None)
    return any_of([Atom.of("subject_hp", f, hp=hp, level=level) for f in fields])


def _level_hp(found: re.Match[str]) -> Expression:
    """`varav minst 15 hp på GR (C)-nivå`: credits at a level, of the subject named before."""
    level = level_of(found) or ("AV" if found.groupdict().get("advanced") else None)
    return Atom.of("subject_hp", "", hp=number(found["hp"]), level=level)


def _scoped_hp(found: re.Match[str]) -> Expression:
    return Atom.of("total_hp", number(found["hp"]), scope=tidy(found["scope"]))


def _univ_course(found: re.Match[str]) -> Expression:
    groups = found.groupdict()
    hp = groups.get("hp")
    return Atom.of(
        "univ_course", tidy(groups["title"]), subject=tidy(groups.get("subject")),
        level=level_of(found), hp=number(hp) if hp else None,
    )  # fmt: skip


_NAME = (  # a subject: starts with a capital, holds no digits
    r"(?!Dessutom|För\b|Grundläggande|Student|Godkän|Avlagd|Minst|Totalt|Svensk\s|Av\b|Lägst)"
    r"[A-ZÅÄÖ](?:(?!\s(?:samt|eller|från|krävs|inkl\w*|varav|ska|är)\s)(?:[^.;:()\d,]"
    r"|,(?=\s[a-zåäö])))"
    r"{1,70}?"
)
# A course title; it may hold a comma.
_TITLE = r"(?:[^\s,;.:](?:(?!\s(?:GR|AV)\b|,\s+och\s+[A-ZÅÄÖ])[^;.:]){0,160}?)"
_LEAST = r"(?i:(?:minst|lägst|totalt|sammanlagt)\s+)*"
_FINISHED = r"(?:avklarade\s+|godkända\s+|avslutade\s+|genomgångna\s+)*"

CREDIT_READERS = compiled([
    (
        r"(?P<subject>" + _NAME + r"),?\s+" + CYCLE + r"[,:]?\s+(?P<title>(?!minst|lägst|om\s"
        r"|samt\b|alternativt|inkl|varav|\d|\()"
        + _TITLE + r")(?:\s+GR\s*\([A-C]\))?,?\s+" + HP,
        _univ_course, False,
    ),
    (
        r"(?P<field>" + _NAME + r")\s*,?\s+" + CYCLE + r",?\s*(?:sammanlagt\s+|om\s+)?"
        + _LEAST + HP,
        _subject_hp, False,
    ),
    (
        r"(?P<subject>Kemi|Matematik|Fysik)\s+(?P<cycle>BE),\s+(?P<title>Baskurs\s+[A-C])",
        _univ_course, False,
    ),
    (
        r"(?P<subject>" + _NAME + r"),?\s+" + CYCLE + r"[,:]?\s+"
        r"(?P<title>[A-ZÅÄÖ](?:(?!\s(?:krävs|ska|"
        rf"samt|eller|inkl\w*|varav)\b|\s{NUMBER}\s*{UNIT})[^;:.()]){{3,140}}?)(?=\.(?:\s|$)|;"
        rf"|\n|\s*$)",
        _univ_course, False,
    ),
    (
        r"(?i:(?:totalt\s+)?(?:tidigare\s+|avklarade\s+|godkända\s+|avslutade\s+)*(?:högskole"
        r"|universitets)?"
        r"(?:studier|kurser)(?:\s+på\s+grundnivå)?(?:\s+om)?)\s+" + _LEAST + HP + r"(?!\s+(?:i"
        r"|inom|från|på)\s)",
        lambda m: Atom.of("total_hp", number(m["hp"])), False,
    ),
    (
        _LEAST + HP + r"(?:\s+totalt)?\s+(?:inom|i|från)\s+(?:något/några|ett\s+eller\s+flera"
        r"|något\s+eller\s+"
        r"några|ett\s+eller\s+några)\s+av\s+(?:följande\s+)?(?:områden(?:a)?|ämnen(?:a)?"
        r"|huvudområden(?:a)?)"
        r":?\s+(?P<field>[^.;:\d]{3,400}?)(?=[.;]|\s+samt\s+(?:minst|\d)|\s*$)",
        lambda m: Atom.of("subject_hp", tidy(m["field"]), hp=number(m["hp"])), False,
    ),
    (
        r"[A-Z]{2}\d{3}[A-Z]\s*\((?P<title>[^()]{4,90})\)",
        _univ_course, False,
    ),
    # credits within a programme or a term of it
    (
        r"(?:studier\s+|kurser\s+)?(?:om\s+)?" + _LEAST + HP + r",?\s+" + _FINISHED
        + r"(?:från\s+)?(?P<scope>termin\s+\d(?:(?:\s*[,–-]|\s+(?:och|samt))\s*(?:termin\s+)?\d\b)*"
        r"(?:\s+i\s+[^.;,]{3,60}?(?=[.;,]|\s+samt|\s*$))?)",
        _scoped_hp, True,
    ),
    (
        _LEAST + HP + r",?\s+(?:på\s+grundnivå\s+)?(?:avslutade\s+)?"
        r"(?:kurser\s+)?" + _FINISHED + r"(?:inom|på|i|från)\s+(?:ramen\s+för\s+)?"
        r"(?P<scope>(?:(?:programmet|Programmet\s+för)\s+[A-ZÅÄÖ](?:(?!\sinkl|\ssamt\b|\svarav\b)"
        r"[^.;,()]){3,90}?(?=[.;,]|\s+(?:inkl|samt|varav)|\s*$)|(?:[A-ZÅÄÖ]|civilingenjörs|"
        r"högskoleingenjörs|ämneslärar|grundlärar|socionom)[^.;,()\d]{0,60}?(?:programmet|"
        r"utbildningen)\b|utbildningen\b|programmet\b))(?:\s+eller\s+motsvarande)?",
        _scoped_hp, False,
    ),
    (
        _LEAST + HP + r"\s+" + _FINISHED + r"(?:kurser\s+)?(?:på|från|inom|i|av)\s+"
        r"(?P<field>[A-ZÅÄÖ]"
        r"(?:(?!\s(?:samt|eller|varav)\s)[^.;:,()\d]){2,70}?)\s*" + CYCLE + rf"(?:,\s+"
        rf"{NUMBER}\s*{UNIT})?(?!,?\s+[A-ZÅÄÖ])",
        _subject_hp, False,
    ),
    (
        _LEAST + HP + r"\s+" + _FINISHED + r"(?:på|från|inom)\s+(?:" + CYCLE
        + r"|(?P<lone>(?P<letters>[A-C]))|(?P<advanced>avancerad\s+nivå)|grundnivå)"
        r"(?:\s*-?\s*nivån?)?(?=[.,;)]|\s+(?:samt|och|inklusive|inkl|varav|alternativt|ska)|\s*$)",
        _level_hp, False,
    ),
    (
        _LEAST + HP + r"\s+" + _FINISHED + r"(?:kurser\s+)?på\s+(?:" + CYCLE + r"-?\s*nivå|"
        r"(?P<advanced>avancerad\s+nivå)|grundnivå)\s+(?:i|inom)\s+(?P<field>[^.;:\d()]{2,160}?)"
        r"(?=[.;]|,?\s+(?:samt|varav|inkl\w*|max)\b|\s*$)",
        _subject_hp, False,
    ),
    (
        _LEAST + HP + r"\s+på\s+grund-\s+(?:och/eller|eller|och)\s+avancerad\s+nivå(?!\s+(?:i"
        r"|inom)\s)",
        lambda m: Atom.of("total_hp", number(m["hp"])), False,
    ),
    (
        CYCLE + r",?\s+" + _LEAST + HP + r"(?:\s+avklarade)?",
        _level_hp, False,
    ),
    (
        _LEAST + HP + r",?\s*(?:" + CYCLE + r",?\s+)?"
        r"(?:från\s+kurserna\s+[A-Z]\d\s*-\s*[A-Z]\d\s+)?(?:inom|i)\s+"
        r"(?:ämnet\s+|ämnena\s+|huvudområdet\s+|någon\s+av\s+)?(?P<field>(?!annat|respektive|"
        r"kandidat|allmän)[^.;\d()]{2,240}?(?:[A-Z]\d-[A-Z]\d)?)(?=[.;]|,?\s+(?:varav|inklusive|"
        r"inkluderande|samt|eller\s+(?:motsvarande|minst|\d)|och\s+(?:minst|\d)|dessutom|därav"
        r"|minst|"
        r"alternativt)|,\s+\d|\s+om\s+\d|\s*$)",
        _subject_hp, True,
    ),
    (
        r"(?P<field>(?!Minst|Lägst|Totalt|Dessutom|Därutöver|Därtill|Vidare|Behörighet|För\b"
        r"|Och\b|Godkän|Avklara|Avlag|Tidigare|Samt|Kurser"
        r"|Studier)[A-ZÅÄÖ][a-zåäö]+(?:\s+(?!(?:samt|krävs|fordras|ska|eller|varav|om"
        r"|på)\b)(?:[a-zåäö]+|[IVX]+)){0,3}(?<!\soch)|"
        r"programmering)\s*,?\s*(?:på\s+)?(?:minst\s+)?" + HP + r"(?:\s*\((?P<levels>[A-C]+)\))?",
        _subject_hp, False,
    ),
    (
        _LEAST + HP + r"\s+(?P<field>(?!och\b|samt\b|varav\b|inom\b)[A-ZÅÄÖ]?[a-zåäö]+(?:-\s+"
        r"och\s+[a-zåäö]+)?)\s+(?:" + CYCLE
        + r"|\((?P<lone>[A-C]+)\))",
        _subject_hp, False,
    ),
    (
        _LEAST + HP + r"(?:\s+" + _FINISHED + r"(?:akademiska\s+|tidigare\s+)?"
        r"(?:högskole)?(?:kurser|studier)\b(?!\s+(?:i|inom|från)\s))?(?:\s+på\s+grundnivå)?",
        lambda m: Atom.of("total_hp", number(m["hp"])), True,
    ),
    (
        r"(?P<field>" + _NAME + r")\s+" + CYCLE + r"(?=[,.;]?\s*$|[,.;]?\s+(?:samt|eller|och"
        r"|alternativt|"
        r"inkl\w*)\b|\.\s)",
        lambda m: Atom.of("subject_hp", tidy(m["field"]), level=level_of(m)), False,
    ),
])  # fmt: skip

# A name ends before these: joining words, amounts, and words that make a sentence of it.
_ENDS = re.compile(
    rf"(?:samt|eller|alternativt|alt|inkl\w*|varav|därav|innefattande|omfattande|innehållande\w*|"
    rf"motsvarande|minst|lägst|totalt|dessutom|därutöver|vidare|krävs|GR|AV|Av|Gr"
    rf"|{NUMBER}\s*{UNIT})"
    rf"(?!\w)|(?:med|om|på|av|från)\s+(?:minst|sammanlagt|totalt|\d|GR\b|AV\b|avancerad|grundnivå|"
    rf"[A-C]-nivå)|och\s+(?:[A-ZÅÄÖ\d]|kurs|minst|en\b|ett\b|med\b|godkän)",
)
_SENTENCE = re.compile(
    r"(?:som|där|ska|skall|måste|är|var|vara|varit|har|ha|kan|får|bör|vilk\w+|utan|inte|vid|du|den|"
    r"dina|din|avsedd|avsedda|enligt|efter|innan|inför|senast|antagen|anställd\w*|godkän\w+|"
    r"avklara\w+|genomgå\w+|erfarenhet\w*|legitimation|intyg\w*|behörig\w*|antas|antagits|meriter|"
    r"godtagbart|ingå|utgör\w*|tillåts|sökande|studenten|student|deltagar\w+|arbetsprov\w*)$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:ik|ing|lära|analys|algebra|system|tion|skap|logi|rätt|ekonomi|metod|språk|baser|kurs|"
    r"kurser|nät|design|arbete|geografi|grafi|C|Java)$"
)
_TITLE_WITH_HP = re.compile(
    rf"[”\"]?(?P<title>[A-ZÅÄÖ](?:(?!,\s+[A-ZÅÄÖ\d]|,\s+(?:samt|varav|inkl)|\s(?:samt|eller|"
    rf"alternativt|alt\.|varav|inkl\w*|krävs|ska|skall|är|har|som|minst|lägst|totalt|motsvarande|"
    rf"inom\sramen|godkän\w+)\s|\soch\s+(?:[A-ZÅÄÖ]|kurs|minst|\d)|\s{NUMBER}\s*{UNIT})[^.;:()\n])"
    rf"{{2,110}})[”\"]?,?\s+(?:om\s+|på\s+)?(?:minst\s+)?{HP}"
)
_AFTER = re.compile(
    rf"[”\"]?(?:\s+(?:GR|AV))?(?:\s*\([^)]{{1,12}}\))?,?\s+(?:om\s+|på\s+)?(?:minst\s+)?{HP}"
)
_AMOUNT = re.compile(rf"(?:minst\s+|totalt\s+|max\s+)?{HP}\s+(?=[a-zåäöA-ZÅÄÖ])")
# Words that point elsewhere instead of naming something.
_NO_NAME = re.compile(
    r"^(?:programmet|nivå|följande|detta|denna|tidigare|termin)\b|\b(?:programmets|respektive|"
    r"utbildningsplan|vfu|föregående|aktuell)\b|\bnågo[nt]\s+av\b|\bav\s+följande\b|"
    r"^valfri|^[A-C]-nivå",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:avslutade|avklarade|godkända|akademiska|tidigare|högskolekurser|högskolestudier|studier)\b"
)
_SUBJECT = re.compile(
    r"(?:vetenskap|teknik|ekonomi|ologi|nomi|ik|språk(?:et)?|design|arbete|kommunikation|rätt|"
    r"kunskap|grafi|historia|juridik)$"
)
_WORD = re.compile(r"[^\s,;:()]+")
_LONGEST = 12  # words of a name


def read_amount(text: str, at: int) -> tuple[Expression, int] | None:
    """`15 hp matematik`, `7,5 hp kurser i databaser`: credits in what the words after name."""
    found = _AMOUNT.match(text, at)
    if not found:
        return None
    lead = re.compile(r"(?:(?:av|i|inom|en|ett|kurs(?:er)?|från)\s+)*").match(text, found.end())
    if _GENERIC.match(text, found.end()):
        return None
    name, end = name_at(text, lead.end() if lead else found.end())
    if not name or re.match(r"\s*\(?(?:GR|AV)\b", text[end:]) or _NO_NAME.search(name):
        return None
    hp = number(found["hp"])
    return any_of([Atom.of("subject_hp", one, hp=hp) for one in fields_of(name)]), end


def read_title(text: str, at: int) -> tuple[Expression, int] | None:
    """A capitalised name with its credits: a subject or a course."""
    found = _TITLE_WITH_HP.match(text, at)
    if not found or len(found["title"].split()) > _LONGEST + 4:
        return None
    title, hp = tidy(found["title"]), number(found["hp"])
    if _NO_NAME.search(title) or any(_SENTENCE.match(word) for word in title.split()):
        return None
    kind = "subject_hp" if hp >= 22.5 or _SUBJECT.search(title) else "univ_course"
    title = re.sub(r"\s+(?:om|på)$", "", title)
    if title.endswith(" och"):
        return None
    return Atom.of(kind, title, hp=hp), found.end()


def read_named(text: str, at: int) -> tuple[Expression, int] | None:
    """A name in a list of courses (`inkluderande diskret matematik och databaser, 7,5 hp`)."""
    name, end = name_at(text, at)
    if not re.search(r"[^\W\d]{3}|^C(?:\+\+|#)?$", name) or _NO_NAME.search(name):
        return None
    amount = _AFTER.match(text, end)
    if amount:
        return Atom.of("univ_course", name, hp=number(amount["hp"])), amount.end()
    return Atom.of("univ_course", name), end


def name_at(text: str, at: int) -> tuple[str, int]:
    """The run of words from `at` that may be a name, and its end; ("", at) when it is none."""
    end, last = at, ""
    for count in range(_LONGEST + 1):
        start = end + (len(text[end : end + 3]) - len(text[end : end + 3].lstrip(" ")))
        word = _WORD.match(text, start)
        if not word or "\n" in text[end:start] or _ENDS.match(text, start):
            break
        written = word[0].rstrip('.”"')
        if count == _LONGEST or _SENTENCE.match(written):
            return "", at
        if written.lower() == "och" and _NOUN.search(last):
            break
        end, last = start + len(word[0].rstrip(".")), written
        if word[0].endswith("."):
            break
    return tidy(text[at:end]), end
