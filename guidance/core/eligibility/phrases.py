"""Short phrases that name a credential: `B-körkort`, `SFI D`, `gymnasieexamen (yrkesprogram)`.

Used for skills of the taxonomy that are really licences, and for what people write on a line.
"""

import re

from guidance.core.eligibility.course_reader import COURSE
from guidance.core.eligibility.courses import canonical_course
from guidance.core.regulated import LICENCES

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"gymnasie(?:examen|betyg|program)?.*(?:yrkes|vård|barn- och|el- och|fordon|bygg)",
     "exam:gymnasium:vocational"),
    (r"gymnasieexamen.*högskole", "exam:gymnasium:preparatory"),
    (r"yrkesprogram", "exam:gymnasium:vocational"),
    (r"högskoleförberedande", "exam:gymnasium:preparatory"),
    (r"gymnasieexamen|gymnasiekompetens|slutbetyg från gymnasiet", "exam:gymnasium"),
    (r"grundläggande behörighet.*yrkeshögskol", "basic:YH"),
    (r"grundläggande behörighet", "basic:HS"),
    (r"uhr", "foreign:assessed"),
    (r"lärarlegitimation|legitimation som lärare", "licence:lärare"),
    (r"yrkeskompetensbevis.*(?:person|buss)|ykb.*(?:person|buss)", "ykb:persontrafik"),
    (r"yrkeskompetensbevis|\bykb\b", "ykb:gods"),
    (r"truckkort|truckförarutbildning|truckförarkort", "certificate:truck"),
    (r"\becy\b|auktorisation(?:.*el|.*lågsp|.*al\b)|elauktorisation", "certificate:ecy"),
    (r"kylcertifikat|köldmedie(?:certifikat|certifiering)", "certificate:kyla"),
    (r"svetsarprövning|svetslicens|svetsarprov|iso 9606", "certificate:svets"),
    (r"\badr\b", "certificate:adr"),
    (r"heta arbeten", "certificate:heta arbeten"),
    (r"ordningsvakts(?:utbildning|förordnande)", "certificate:ordningsvakt"),
    (r"skyddsvaktsutbildning", "certificate:skyddsvakt"),
    (r"sprängkort|sprängarbas", "certificate:sprängkort"),
    (r"kranförarbevis|kranförarutbildning", "certificate:kran"),
    (r"taxi(?:förar)?legitimation", "licence:taxi"),
    (r"väktarutbildning|väktarexamen|\bvu1\b", "certificate:väktare"),
    (r"förarbevis.*tåg|lokförarbevis", "certificate:förarbevis tåg"),
)  # fmt: skip

_DRIVING = re.compile(
    r"\b(?P<a>CE|C1E|C1|DE|D|C|BE|B|AM|A2|A)[\s-]*körkort|körkort[,:\s]+(?:klass\s+)?"
    r"(?P<b>CE|C1E|C1|DE|D|C|BE|B|AM|A2|A)\b", re.IGNORECASE
)  # fmt: skip
_SFI = re.compile(r"\bsfi\s*(?:kurs\s*)?(?P<level>[A-D])\b", re.IGNORECASE)
_CEFR = re.compile(r"\b(?P<language>[a-zåäö]{4,})\s*(?:på\s+nivå\s+)?(?P<level>[ABC][12])\b", re.I)
_LONG = "hälso- och sjukvårdskurator|biomedicinsk analytiker"
_LEGITIMATION = re.compile(
    rf"legitimation som (?P<a>{_LONG}|[a-zåäö]+)|\b(?P<b>[a-zåäö]+)legitimation|"
    rf"legitimerad (?P<c>{_LONG}|[a-zåäö]+)", re.IGNORECASE
)  # fmt: skip
_DEGREE = re.compile(
    r"(?P<foreign>utländsk\s+)?\b(?P<name>(?!gymnasieexamen|studentexamen)"
    r"(?:hälso- och |biomedicinsk )?[a-zåäö]+examen)"
    r"(?:\s+(?:i\s+|inom\s+)?(?P<field>[a-zåäö]{5,}))?", re.IGNORECASE
)  # fmt: skip
_CREDITS = re.compile(r"\b(?P<hp>\d{1,3})\s*hp\b(?:\s+i\s+(?P<subject>[a-zåäö ]+))?", re.IGNORECASE)


def read_credentials(phrase: str) -> frozenset[str]:
    """Credential keys that a phrase names; nothing when it names none."""
    text = " ".join(phrase.split())
    found = {f"driving:{(m['a'] or m['b']).upper()}" for m in _DRIVING.finditer(text)}
    found |= {f"sfi:{m['level'].upper()}" for m in _SFI.finditer(text)}
    found |= {
        f"language:{m['language'].lower()}:{m['level'].upper()}" for m in _CEFR.finditer(text)
    }
    for match in _LEGITIMATION.finditer(text):
        who = (match["a"] or match["b"] or match["c"] or "").lower()
        who = {"psykologi": "psykolog"}.get(who, who)
        if f"licence:{who}" in LICENCES:
            found.add(f"licence:{who}")
    for match in _DEGREE.finditer(text):
        name = match["name"].lower()
        if match["foreign"]:
            found.add(f"foreign:{name}")
        else:
            field = (match["field"] or "").lower()
            found.add(f"degree:{name}:{field}" if field else f"degree:{name}")
    for match in _CREDITS.finditer(text):
        found.add(f"hp:{(match['subject'] or '').strip().lower()}:{match['hp']}")
    for match in COURSE.finditer(text):
        found.add(f"course:{canonical_course(match[0])}")
    key = next((key for pattern, key in _PHRASES if re.search(pattern, text, re.IGNORECASE)), "")
    return frozenset(found | ({key} if key else set()))


_EDUCATION = re.compile(
    r"examen\b(?!.*undervisning)|^\w+(?<!miljö)(?<!personskydds)(?<!vapen)(?<!hårdplast)"
    r"(?<!föräldra)(?<!instruktörs)(?<!skyddsombuds)utbildning(?:$|\s*\(|/)|programmet$|"
    r"^(?:yrkes|yrkeshögskole|yrkehögskoles)utbildning\b|^utbildning till |aspirantutbildning|"
    r"^(?:godkänd|mekanisk) \w*-?utbildning$|grundutbildning$|högskolan, |förarutbildning"
)


def is_education(label: str) -> bool:
    """Whether a skill of the taxonomy is really an education or its degree (`Kockutbildning`).

    Those are ways to the skills, never skills that an occupation is weighed by.
    """
    return bool(_EDUCATION.search(label.lower()))


_TRAININGS = {
    "undersköterskeutbildning": "training:undersköterska",
    "yrkesutbildning, lokförare": "training:lokförare",
    "gymnasieutbildning": "exam:gymnasium",
    "barn- och fritidsprogrammet": "exam:gymnasium:vocational",
    "polishögskolan, grundutbildning": "training:polis",
    "väktarutbildning (grundutbildning)": "certificate:väktare",
}


def credential_of_skill(label: str) -> str:
    """The credential that a skill of the taxonomy really is (`Lärarlegitimation`), or ""."""
    lowered = label.lower()
    if lowered in _TRAININGS:
        return _TRAININGS[lowered]
    if not re.search(
        r"legitimation|examen\b|körkort|\bykb\b|yrkeskompetensbevis|truckkort|"
        r"auktorisation|kylcertifikat|svetsarprövning|förarbevis",
        lowered,
    ):
        return ""  # fmt: skip
    return min(read_credentials(label), default="")
