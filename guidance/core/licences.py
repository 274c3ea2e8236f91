"""Steps outside the school system that open an occupation: licences, certificates, driving tests.

Stated from general knowledge of the rules as of `AS_OF` and not yet verified with any authority:
ways, handling times (days) and fees (SEK) are approximate. Every step names who knows and what it
rests on, and whoever shows one says that the rules may have changed and where to ask.
"""

from dataclasses import dataclass, replace
from typing import Literal

StepKind = Literal["licence", "practice", "test", "driving", "certificate"]

AS_OF = "2025–2026"


@dataclass(frozen=True)
class Licence:
    """A step outside the school system that gives a credential.

    ways: alternative sets of credentials that must be held first; one set is enough · proves: what
    holding it also shows · authority: who decides or supervises, and so whom to ask · min_days,
    max_days, fee: approximate, in days and SEK · covers: the step itself teaches what the
    occupation asks for · is_uncertain: somebody judges the person · rule: the act or regulation
    that it rests on, as of `AS_OF` · form: school form of an education that no register holds, ""
    for what is none · pace: percent of full time that such an education takes.
    """

    key: str
    name: str
    ways: tuple[tuple[str, ...], ...]
    authority: str
    min_days: int
    max_days: int
    fee: float
    kind: StepKind = "licence"
    proves: tuple[str, ...] = ()
    covers: bool = False
    is_uncertain: bool = False
    rule: str = ""
    form: str = ""
    pace: int = 0


# What each step rests on: by key, else by kind of key, else by authority.
_RULES = {
    "Socialstyrelsen": "patientsäkerhetslagen (2010:659) 4 kap.",
    "Skolverket": "skollagen (2010:800) 2 kap.",
    "licence:undersköterska": "patientsäkerhetslagen (2010:659) 4 kap.",
    "licence:veterinär": "lagen (2009:302) om verksamhet inom djurens hälso- och sjukvård",
    "licence:djursjukskötare": "lagen (2009:302) om verksamhet inom djurens hälso- och sjukvård",
    "licence:fastighetsmäklare": "fastighetsmäklarlagen (2021:516)",
    "licence:advokat": "rättegångsbalken 8 kap.",
    "licence:polis": "förordningen (2014:1105) om utbildning till polisman",
    "training:val": "förordningen (2011:689) om vissa behörighetsgivande examina",
    "training:polis": "förordningen (2014:1105) om utbildning till polisman",
    "licence:taxi": "taxitrafiklagen (2012:211)",
    "licence:elinstallatör": "elsäkerhetslagen (2016:732)",
    "licence:trafiklärare": "lagen (1998:493) om trafikskolor",
    "licence:pilot": "kommissionens förordning (EU) nr 1178/2011",
    "licence:flygledare": "kommissionens förordning (EU) 2015/340",
    "licence:flygtekniker": "kommissionens förordning (EU) nr 1321/2014",
    "licence:fartygsbefäl": "förordningen (2011:1533) om behörigheter för sjöpersonal",
    "licence:maskinbefäl": "förordningen (2011:1533) om behörigheter för sjöpersonal",
    "certificate:matros": "förordningen (2011:1533) om behörigheter för sjöpersonal",
    "certificate:dykare": "Arbetsmiljöverkets föreskrifter om dykeriarbete",
    "certificate:väktare": "lagen (1974:191) om bevakningsföretag",
    "certificate:ordningsvakt": "lagen (2023:421) om ordningsvakter",
    "certificate:skyddsvakt": "skyddslagen (2010:305)",
    "certificate:sprängkort": "Arbetsmiljöverkets föreskrifter om sprängarbete",
    "certificate:asbest": "Arbetsmiljöverkets föreskrifter om asbest",
    "certificate:kran": "Arbetsmiljöverkets föreskrifter om användning av lyftanordningar",
    "certificate:truck": "Arbetsmiljöverkets föreskrifter om användning av truckar",
    "certificate:heta arbeten": "försäkringsbolagens villkor, ingen lag",
    "certificate:svets": "ISO 9606, kundens och standardens krav, ingen lag",
    "certificate:adr": "lagen (2006:263) om transport av farligt gods",
    "certificate:kyla": "förordningen (2016:1128) om fluorerade växthusgaser",
    "certificate:förarbevis tåg": "lagen (2011:725) om behörighet för lokförare",
    "driving": "körkortslagen (1998:488)",
    "ykb": "lagen (2007:1157) om yrkesförarkompetens",
}

_HEALTH = (
    ("sjuksköterska", "sjuksköterskeexamen"),
    ("barnmorska", "barnmorskeexamen"),
    ("fysioterapeut", "fysioterapeutexamen"),
    ("arbetsterapeut", "arbetsterapeutexamen"),
    ("tandläkare", "tandläkarexamen"),
    ("tandhygienist", "tandhygienistexamen"),
    ("apotekare", "apotekarexamen"),
    ("receptarie", "receptarieexamen"),
    ("dietist", "dietistexamen"),
    ("logoped", "logopedexamen"),
    ("audionom", "audionomexamen"),
    ("optiker", "optikerexamen"),
    ("röntgensjuksköterska", "röntgensjuksköterskeexamen"),
    ("biomedicinsk analytiker", "biomedicinsk analytikerexamen"),
    ("hälso- och sjukvårdskurator", "hälso- och sjukvårdskuratorsexamen"),
    ("ortopedingenjör", "ortopedingenjörsexamen"),
    ("psykoterapeut", "psykoterapeutexamen"),
    ("sjukhusfysiker", "sjukhusfysikerexamen"),
)
# Licensed after a year of supervised service instead of after the degree alone.
_AFTER_SERVICE = ("kiropraktor", "naprapat")


def _health_licence(who: str, degree: str) -> Licence:
    return Licence(
        f"licence:{who}", f"Legitimation som {who}",
        ((f"degree:{degree}",), (f"practice:tjänstgöring {who}",)),
        "Socialstyrelsen", 7, 60, 870.0, proves=(f"degree:{degree}",),
    )  # fmt: skip


def _foreign_steps(who: str, degree: str) -> tuple[Licence, ...]:
    """The way for those who trained outside the EU and EEA."""
    return (
        Licence(
            f"certificate:kunskapsprov {who}", f"Kunskapsprov för {who} hos Socialstyrelsen",
            ((f"foreign:{degree}", "language:svenska:C1"),),
            "Socialstyrelsen", 180, 540, 0.0, "test", is_uncertain=True,
        ),
        Licence(
            f"practice:tjänstgöring {who}", f"Praktisk tjänstgöring som {who} i svensk vård",
            ((f"certificate:kunskapsprov {who}",),),
            "Socialstyrelsen", 90, 365, 0.0, "practice",
        ),
    )  # fmt: skip


_STEPS: tuple[Licence, ...] = (
    *(
        step
        for who in _AFTER_SERVICE
        for step in (
            Licence(f"practice:{who}", f"Praktisk tjänstgöring som {who}",
                    ((f"training:{who}",),), "Socialstyrelsen", 365, 365, 0.0, "practice"),
            Licence(f"licence:{who}", f"Legitimation som {who}",
                    ((f"training:{who}", f"practice:{who}"),), "Socialstyrelsen", 7, 60, 870.0,
                    proves=(f"training:{who}", f"practice:{who}")),
        )
    ),
    Licence("licence:djursjukskötare", "Legitimation som djursjukskötare",
            (("degree:djursjukskötarexamen",),), "Jordbruksverket", 14, 60, 920.0,
            proves=("degree:djursjukskötarexamen",)),
    Licence("licence:advokat",
            "Inträde i Advokatsamfundet (tre års juridiskt arbete och advokatexamen)",
            (("degree:juristexamen",),), "Advokatsamfundet", 1095, 1460, 10000.0, "practice",
            proves=("degree:juristexamen",), is_uncertain=True),
    Licence("licence:elinstallatör", "Auktorisation som elinstallatör (utbildning och praktik)",
            (("training:elinstallatör",),), "Elsäkerhetsverket", 14, 90, 1900.0),
    Licence("licence:trafiklärare", "Godkännande som trafiklärare",
            (("training:trafiklärare",),), "Transportstyrelsen", 14, 60, 1500.0),
    Licence("licence:pilot", "Trafikflygarcertifikat (CPL) med medicinskt intyg klass 1",
            (("training:pilot",),), "Transportstyrelsen", 14, 60, 3000.0, is_uncertain=True),
    Licence("licence:flygledare", "Flygledarcertifikat med medicinskt intyg",
            (("training:flygledare",),), "Transportstyrelsen", 14, 60, 3000.0, is_uncertain=True),
    Licence("licence:flygtekniker", "Certifikat som flygtekniker (Part-66)",
            (("training:flygtekniker",),), "Transportstyrelsen", 30, 730, 5000.0),
    Licence("licence:fartygsbefäl", "Behörighet som fartygsbefäl (sjökaptensexamen och sjötid)",
            (("training:fartygsbefäl",), ("degree:sjökaptensexamen",)), "Transportstyrelsen",
            14, 90, 2000.0, is_uncertain=True),
    Licence("licence:maskinbefäl", "Behörighet som maskinbefäl (sjöingenjörsexamen och sjötid)",
            (("training:maskinbefäl",), ("degree:sjöingenjörsexamen",)), "Transportstyrelsen",
            14, 90, 2000.0, is_uncertain=True),
    Licence("certificate:matros", "Matrosbehörighet (grundläggande säkerhet och sjötid)",
            (("training:matros",),), "Transportstyrelsen", 14, 60, 2000.0, "certificate",
            is_uncertain=True),
    Licence("certificate:dykare", "Dykarcertifikat för yrkesdykning, med läkarundersökning",
            (("training:dykare",),), "Arbetsmiljöverket", 14, 60, 0.0, "certificate",
            is_uncertain=True),
    Licence("certificate:ordningsvakt", "Ordningsvaktsutbildning och Polisens förordnande", ((),),
            "Polismyndigheten", 60, 180, 0.0, "certificate", covers=True, is_uncertain=True),
    Licence("certificate:skyddsvakt", "Skyddsvaktsutbildning och länsstyrelsens godkännande",
            (("certificate:väktare",),), "länsstyrelsen", 14, 90, 0.0, "certificate",
            is_uncertain=True),
    Licence("certificate:sprängkort", "Sprängarbas (utbildning, praktik och sprängkort)", ((),),
            "Arbetsmiljöverket", 14, 365, 15000.0, "certificate", covers=True),
    Licence("certificate:asbest", "Särskild utbildning för arbete med asbest", ((),),
            "Arbetsmiljöverket", 2, 14, 8000.0, "certificate"),
    Licence("certificate:kran", "Kranförarutbildning med yrkesbevis", ((),), "Arbetsmiljöverket",
            20, 120, 40000.0, "certificate", covers=True),
    Licence("certificate:heta arbeten", "Certifikat för heta arbeten", ((),),
            "Brandskyddsföreningen", 1, 14, 3500.0, "certificate"),
    Licence("certificate:adr", "ADR-intyg för transport av farligt gods", ((),),
            "Myndigheten för samhällsskydd och beredskap", 3, 21, 6000.0, "certificate"),
    *(_health_licence(who, degree) for who, degree in _HEALTH),
    *(
        step
        for who, degree in (*_HEALTH, ("läkare", "läkarexamen"))
        for step in _foreign_steps(who, degree)
    ),
    Licence("licence:läkare", "Legitimation som läkare",
            (("degree:läkarexamen",), ("practice:tjänstgöring läkare",)),
            "Socialstyrelsen", 7, 60, 870.0, proves=("degree:läkarexamen",)),
    Licence("practice:ptp", "PTP, praktisk tjänstgöring för psykologer",
            (("degree:psykologexamen",),), "Socialstyrelsen", 365, 365, 0.0, "practice"),
    Licence("licence:psykolog", "Legitimation som psykolog",
            (("degree:psykologexamen", "practice:ptp"),), "Socialstyrelsen", 7, 60, 870.0,
            proves=("degree:psykologexamen", "practice:ptp")),
    Licence("licence:veterinär", "Legitimation som veterinär", (("degree:veterinärexamen",),),
            "Jordbruksverket", 14, 60, 920.0,
            proves=("degree:veterinärexamen",)),
    Licence("licence:lärare", "Lärarlegitimation", (("degree:lärarexamen",),), "Skolverket",
            30, 120, 1500.0, proves=("degree:lärarexamen",)),
    Licence("licence:förskollärare", "Legitimation som förskollärare",
            (("degree:förskollärarexamen",),), "Skolverket", 30, 120, 1500.0,
            proves=("degree:förskollärarexamen",)),
    Licence("licence:undersköterska", "Bevis om rätt att kalla sig undersköterska",
            (("training:undersköterska",),), "Socialstyrelsen", 14, 90, 780.0,
            proves=("training:undersköterska",)),
    Licence("licence:fastighetsmäklare", "Registrering hos Fastighetsmäklarinspektionen",
            (("degree:fastighetsmäklare",),), "Fastighetsmäklarinspektionen", 30, 90, 3450.0,
            proves=("degree:fastighetsmäklare",)),
    Licence("training:polis", "Polisprogrammet (fyra terminer, antagning med prov)",
            (("basic:HS", "driving:B"),), "Polismyndigheten", 660, 730, 0.0, "certificate",
            covers=True, is_uncertain=True, form="OTHER", pace=100),
    Licence("training:val",
            "VAL, vidareutbildning av lärare som saknar lärarexamen (efter bedömning)",
            (("basic:HS", "experience:lärare"),), "universiteten", 365, 1460, 0.0, "certificate",
            proves=("degree:grundlärarexamen", "degree:ämneslärarexamen"), covers=True,
            is_uncertain=True, form="HS", pace=50),
    Licence("licence:polis", "Aspirantutbildning och anställning som polis",
            (("training:polis",),), "Polismyndigheten", 180, 180, 0.0, "practice"),
    Licence("driving:B", "Körkort klass B", ((),), "Transportstyrelsen", 60, 180, 18000.0,
            "driving"),
    Licence("driving:BE", "Körkort klass BE", (("driving:B",),), "Transportstyrelsen", 14, 60,
            9000.0, "driving"),
    Licence("driving:C", "Körkort klass C (C-körkort)", (("driving:B",),), "Transportstyrelsen",
            30, 90, 30000.0, "driving"),
    Licence("driving:CE", "Körkort klass CE (CE-körkort)", (("driving:C",),),
            "Transportstyrelsen", 21, 60, 25000.0, "driving"),
    Licence("driving:D", "Körkort klass D (D-körkort)", (("driving:B",),), "Transportstyrelsen",
            42, 90, 40000.0, "driving"),
    Licence("ykb:gods", "YKB, yrkeskompetensbevis för godstransport (grundutbildning och prov)",
            (("driving:C",),), "Transportstyrelsen", 28, 70, 28000.0, "certificate", covers=True),
    Licence("ykb:persontrafik",
            "YKB, yrkeskompetensbevis för persontrafik (grundutbildning och prov)",
            (("driving:D",),), "Transportstyrelsen", 28, 70, 28000.0, "certificate", covers=True),
    Licence("licence:taxi", "Taxiförarlegitimation (läkarintyg, kunskapsprov och körprov)",
            (("driving:B",),), "Transportstyrelsen", 30, 90, 4500.0, covers=True),
    Licence("certificate:truck", "Truckutbildning enligt TLP 10 med truckkort", ((),),
            "Arbetsmiljöverket", 3, 10, 6000.0, "certificate", covers=True),
    Licence("certificate:svets", "Svetsarprövning enligt ISO 9606",
            (("training:svetsare",), ("experience:svetsare",)), "Svetskommissionen",
            1, 14, 5000.0, "test"),
    Licence("certificate:kyla", "Kylcertifikat (personlig certifiering för köldmedier)",
            (("training:kyltekniker",), ("experience:kylteknik",)), "Naturvårdsverket",
            5, 30, 15000.0, "certificate", covers=True),
    Licence("certificate:förarbevis tåg",
            "Förarbevis för tåg hos Transportstyrelsen, med hälso- och psykologprövning",
            (("training:lokförare",),), "Transportstyrelsen", 14, 60, 1100.0, is_uncertain=True),
    Licence("certificate:väktare", "Väktarutbildning och länsstyrelsens godkännande", ((),),
            "länsstyrelsen", 42, 120, 0.0,
            "certificate", covers=True, is_uncertain=True),
)  # fmt: skip


def _with_rule(step: Licence) -> Licence:
    kind = step.key.partition(":")[0]
    rule = _RULES.get(step.key) or _RULES.get(kind) or _RULES.get(step.authority, "")
    return replace(step, rule=rule)


LICENCES: dict[str, Licence] = {step.key: _with_rule(step) for step in _STEPS}
STEP_NAMED: dict[str, Licence] = {step.name: step for step in LICENCES.values()}

# Educations that no register holds, by what they give beside their own key.
UNREGISTERED: dict[str, tuple[str, ...]] = {
    given: tuple(step.key for step in _STEPS if step.form and given in step.proves)
    for step in _STEPS
    if step.form
    for given in step.proves
}
