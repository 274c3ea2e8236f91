"""Occupations that the law, an authority or the trade guards, and the steps that open them.

Stated from general knowledge of the rules as of 2025–2026 and not yet verified with any authority:
needs, handling times (days) and fees (SEK) are approximate. Every step and regulation names who
knows, and whoever shows one says that the rules may have changed and where to ask.
"""

from dataclasses import dataclass
from typing import Literal

StepKind = Literal["licence", "practice", "driving", "certificate"]


@dataclass(frozen=True)
class Licence:
    """A step outside the school system that gives a credential.

    ways: alternative sets of credentials that must be held first; one set is enough · proves: what
    holding it also shows · authority: who decides or supervises, and so whom to ask · min_days,
    max_days, fee: approximate, in days and SEK · covers: the step itself teaches what the
    occupation asks for · is_uncertain: somebody judges the person.
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


@dataclass(frozen=True)
class Regulation:
    """What a guarded occupation needs. groups: SSYK 2012 codes · occupations: concept ids.

    needs: credential keys, all of them · is_strict: experience never stands in for it · says:
    codes of facts to tell the person · ask: whom to ask, when no step of `needs` says it.
    """

    name: str
    groups: tuple[str, ...]
    occupations: tuple[str, ...]
    needs: tuple[str, ...]
    is_strict: bool = True
    says: tuple[str, ...] = ()
    ask: str = ""

    @property
    def authority(self) -> str:
        """Whom to ask whether the rules still are so."""
        return self.ask or next(LICENCES[key].authority for key in self.needs if key in LICENCES)


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
)


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
            "Socialstyrelsen", 180, 540, 0.0, "certificate", is_uncertain=True,
        ),
        Licence(
            f"practice:tjänstgöring {who}", f"Praktisk tjänstgöring som {who} i svensk vård",
            ((f"certificate:kunskapsprov {who}",),),
            "Socialstyrelsen", 90, 365, 0.0, "practice",
        ),
    )  # fmt: skip


_STEPS: tuple[Licence, ...] = (
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
            1, 14, 5000.0, "certificate"),
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

LICENCES: dict[str, Licence] = {step.key: step for step in _STEPS}

REGULATIONS: tuple[Regulation, ...] = (
    Regulation("läkare", ("2211", "2212", "2213", "2219"), (), ("licence:läkare",)),
    Regulation("sjuksköterska", ("2221",), (), ("licence:sjuksköterska",)),
    Regulation("barnmorska", ("2222",), (), ("licence:barnmorska",)),
    Regulation("specialistsjuksköterska",
               ("2223", "2224", "2225", "2226", "2227", "2228", "2231", "2232", "2233", "2234",
                "2239"), (), ("licence:sjuksköterska", "degree:specialistsjuksköterskeexamen")),
    Regulation("röntgensjuksköterska", ("2235",), (), ("licence:röntgensjuksköterska",)),
    Regulation("psykolog", ("2241",), (), ("licence:psykolog",)),
    Regulation("veterinär", ("2250",), (), ("licence:veterinär",)),
    Regulation("tandläkare", ("2260",), (), ("licence:tandläkare",)),
    Regulation("fysioterapeut", ("2272",), (), ("licence:fysioterapeut",)),
    Regulation("arbetsterapeut", ("2273",), (), ("licence:arbetsterapeut",)),
    Regulation("apotekare", ("2281",), (), ("licence:apotekare",)),
    Regulation("dietist", ("2282",), (), ("licence:dietist",)),
    Regulation("logoped", (), ("logoped",), ("licence:logoped",)),
    Regulation("audionom", (), ("audionom",), ("licence:audionom",)),
    Regulation("optiker", ("2284",), (), ("licence:optiker",)),
    Regulation("biomedicinsk analytiker", ("3212",), (), ("licence:biomedicinsk analytiker",)),
    Regulation("receptarie", ("3213",), (), ("licence:receptarie",)),
    Regulation("tandhygienist", ("3250",), (), ("licence:tandhygienist",)),
    Regulation("yrkeslärare", ("2320",), (), ("degree:yrkeslärarexamen", "licence:lärare"),
               says=("vocational_competence_is_assessed", "police_record_school")),
    Regulation("ämneslärare", ("2330",), (), ("degree:ämneslärarexamen", "licence:lärare"),
               says=("police_record_school",)),
    Regulation("grundskollärare", ("2341",), (), ("degree:grundlärarexamen", "licence:lärare"),
               says=("police_record_school",)),
    Regulation("lärare i fritidshem", ("2342",), (), ("degree:grundlärarexamen", "licence:lärare"),
               is_strict=False, says=("police_record_school",)),
    Regulation("förskollärare", ("2343",), (), ("licence:förskollärare",),
               says=("police_record_school",)),
    Regulation("speciallärare", ("2351",), (), ("licence:lärare", "degree:speciallärarexamen"),
               says=("police_record_school",)),
    Regulation("sfi-lärare", (), ("15e8_KDZ_31Z",),
               ("licence:lärare", "hp:svenska som andraspråk:30"),
               says=("police_record_school",)),
    Regulation("advokat och domare", ("2611", "2612", "2613"), (), ("degree:juristexamen",),
               ask="Domstolsverket eller Advokatsamfundet"),
    Regulation("hälso- och sjukvårdskurator", (),
               ("UVvg_XmH_CA4", "hälso- och sjukvårdskurator"),
               ("licence:hälso- och sjukvårdskurator",)),
    Regulation("socionom", ("2661", "2662"), (), ("degree:socionomexamen",), is_strict=False,
               says=("degree_is_asked_for_by_law_in_child_welfare",), ask="Socialstyrelsen"),
    Regulation("fastighetsmäklare", ("3334",), (), ("licence:fastighetsmäklare",)),
    Regulation("polis", ("3360",), (), ("training:polis", "licence:polis"),
               says=("police_admission",)),
    Regulation("undersköterska", ("5321", "5322", "5323", "5324", "5325", "5326"), (),
               ("licence:undersköterska",), is_strict=False, says=("title_is_protected",)),
    Regulation("lastbilsförare", ("8332",), (), ("driving:C", "ykb:gods")),
    Regulation("fjärrbilsförare", (), ("BNz8_F9J_y2L",), ("driving:CE", "ykb:gods")),
    Regulation("bussförare", (), ("6zL8_YYP_1eR",), ("driving:D", "ykb:persontrafik")),
    Regulation("taxiförare", ("8321",), (), ("licence:taxi",)),
    Regulation("lokförare", ("8311",), (), ("certificate:förarbevis tåg",)),
    Regulation("truckförare", ("8344",), (), ("certificate:truck",)),
    Regulation("svetsare", ("7212",), (), ("certificate:svets",), is_strict=False),
    Regulation("kyltekniker", ("7126",), (), ("certificate:kyla",)),
    Regulation("väktare", ("5413",), (), ("certificate:väktare",)),
    Regulation("barn i skola och förskola", ("5311", "5312"), (), (), is_strict=False,
               says=("police_record_school",), ask="Skolverket"),
)  # fmt: skip

# Which programmes give which degree or training: credential, school forms, pattern over titles.
GIVES: tuple[tuple[str, str, str], ...] = (
    ("degree:sjuksköterskeexamen", "HS",
     r"^(?!.*(?:specialist|röntgen)).*sjuksköterske(?:program|utbildning)"),
    ("degree:specialistsjuksköterskeexamen", "HS", (r"specialistsjuksköterske|"
     r"specialistutbildning.*sjuksköterska")),
    ("degree:röntgensjuksköterskeexamen", "HS", r"röntgensjuksköterske"),
    ("degree:barnmorskeexamen", "HS", r"barnmorske(?:program|utbildning)"),
    ("degree:läkarexamen", "HS", r"^läkarprogram|läkarutbildning"),
    ("degree:psykologexamen", "HS", r"^psykologprogram|psykologutbildning"),
    ("degree:veterinärexamen", "HS", r"^veterinärprogram"),
    ("degree:tandläkarexamen", "HS", r"^tandläkarprogram"),
    ("degree:fysioterapeutexamen", "HS", r"^fysioterapeutprogram|fysioterapeututbildning"),
    ("degree:arbetsterapeutexamen", "HS", r"arbetsterapeut(?:program|utbildning)"),
    ("degree:apotekarexamen", "HS", r"^apotekarprogram"),
    ("degree:receptarieexamen", "HS", r"receptarieprogram"),
    ("degree:dietistexamen", "HS", r"dietistprogram"),
    ("degree:logopedexamen", "HS", r"logopedprogram"),
    ("degree:audionomexamen", "HS", r"audionomprogram"),
    ("degree:optikerexamen", "HS", r"optikerprogram"),
    ("degree:tandhygienistexamen", "HS", r"tandhygienist(?:program|utbildning)"),
    ("degree:biomedicinsk analytikerexamen", "HS", r"biomedicinsk\w* analytiker"),
    ("degree:hälso- och sjukvårdskuratorsexamen", "HS", r"sjukvårdskurator"),
    ("degree:yrkeslärarexamen", "HS", r"yrkeslärar(?:program|utbildning)"),
    ("degree:ämneslärarexamen", "HS", r"ämneslärarprogram|kompletterande pedagogisk utbildning"),
    ("degree:grundlärarexamen", "HS",
     r"grundlärar(?:program|utbildning)|vidareutbildning av lärare"),
    ("degree:förskollärarexamen", "HS", r"förskollärar(?:program|utbildning)"),
    ("degree:speciallärarexamen", "HS", r"speciallärar(?:program|utbildning)"),
    ("degree:juristexamen", "HS", r"juristprogram"),
    ("degree:socionomexamen", "HS", r"socionom(?:program|utbildning)"),
    ("degree:fastighetsmäklare", "HS", r"fastighetsmäklar(?:e$|program|utbildning)"),
    ("degree:civilingenjörsexamen", "HS", r"^civilingenjör"),
    ("degree:högskoleingenjörsexamen", "HS", r"^högskoleingenjör"),
    ("training:polis", "HS OTHER", r"polis(?:program|utbildning)"),
    ("training:undersköterska", "VUXGY FHS AUB", (r"^undersköterska|^vård och omsorg|"
     r"vård- och omsorgsprogrammet")),
    ("training:lokförare", "YH AUB", r"lokförar|tågförar"),
    ("training:svetsare", "VUXGY AUB FHS", r"\bsvetsare|svetsutbildning|^svets"),
    ("training:kyltekniker", "VUXGY AUB YH", r"\bkyl"),
    ("driving:C", "VUXGY AUB FHS", (r"(?:yrkesförare|lastbilsförare|förare).*(?:lastbil|c-beh)"
     r"|^lastbilsförare|yrkesförare gods")),
    ("driving:CE", "VUXGY AUB", r"\bce\b|ce-behörighet|^lastbilsförare|yrkesförare - lastbil"),
    ("ykb:gods", "VUXGY AUB FHS", (r"yrkesförare(?!.*(?:buss|adr|reaktiv|fortbild|35 tim))"
     r"|^lastbilsförare")),
    ("driving:D", "VUXGY AUB", r"yrkesförare.*buss|^bussförare"),
    ("ykb:persontrafik", "VUXGY AUB", r"yrkesförare.*buss(?!.*35 tim)|^bussförare"),
    ("certificate:väktare", "VUXGY AUB", r"\bväktare"),
    ("basic:HS", "FHS", r"allmän kurs(?!.*grundskol)"),
)  # fmt: skip


def regulation_of(occupation_id: str, label: str, ssyk: str) -> Regulation | None:
    """The regulation of an occupation: by concept id or name first, then by its SSYK group."""
    lowered = label.lower()
    for one in REGULATIONS:
        if occupation_id in one.occupations or lowered in one.occupations:
            return one
    return next((one for one in REGULATIONS if ssyk in one.groups), None)
