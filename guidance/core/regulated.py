"""Occupations that the law, an authority or the trade guards, and the educations that open them.

Stated from general knowledge of the rules as of `AS_OF` and not yet verified with any authority.
Every regulation names who knows, and whoever shows one says that the rules may have changed and
where to ask. The steps outside school (`LICENCES`) have their own module.
"""

from dataclasses import dataclass

from guidance.core.licences import AS_OF as AS_OF
from guidance.core.licences import LICENCES as LICENCES
from guidance.core.licences import Licence as Licence


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
    Regulation("lärare i fritidshem", ("2342",), (),
               ("degree:grundlärarexamen i fritidshem", "licence:lärare"),
               is_strict=False, says=("police_record_school",)),
    Regulation("förskollärare", ("2343",), (), ("licence:förskollärare",),
               says=("police_record_school",)),
    Regulation("specialpedagog", (), ("f1zq_tpA_QtN", "specialpedagog"),
               ("degree:specialpedagogexamen",), is_strict=False,
               says=("police_record_school",), ask="Skolverket"),
    Regulation("studie- och yrkesvägledare", ("2352",), (),
               ("degree:studie- och yrkesvägledarexamen",), is_strict=False,
               says=("police_record_school",), ask="Skolverket"),
    Regulation("speciallärare", ("2351",), (), ("licence:lärare", "degree:speciallärarexamen"),
               says=("police_record_school",)),
    Regulation("sfi-lärare", (), ("15e8_KDZ_31Z",),
               ("licence:lärare", "hp:svenska som andraspråk:30"),
               says=("police_record_school",)),
    Regulation("advokat", ("2611",), (), ("licence:advokat",)),
    Regulation("domare och åklagare", ("2612", "2613"), (), ("degree:juristexamen",),
               ask="Domstolsverket eller Åklagarmyndigheten"),
    Regulation("kiropraktor", (), ("oBzD_Pym_iqC", "kiropraktor"), ("licence:kiropraktor",)),
    Regulation("naprapat", (), ("3EeV_kzS_zag", "naprapat"), ("licence:naprapat",)),
    Regulation("ortopedingenjör", (), ("X8iu_NkQ_iRg", "ortopedingenjör"),
               ("licence:ortopedingenjör",)),
    Regulation("psykoterapeut", ("2242",), (), ("licence:psykoterapeut",)),
    Regulation("sjukhusfysiker", (), ("cPcf_Ns3_tUM", "sjukhusfysiker"),
               ("licence:sjukhusfysiker",)),
    Regulation("djursjukskötare", (), ("8Vew_BX8_97h", "djursjukskötare"),
               ("licence:djursjukskötare",)),
    Regulation("trafiklärare", ("3441",), (), ("licence:trafiklärare",)),
    Regulation("drönarpilot", (), ("XUsX_DaN_meJ", "r3FU_ZoT_4oi"), (), is_strict=False,
               ask="Transportstyrelsen"),
    Regulation("ballongpilot", (), ("TkRn_mQA_xtD", "Wimx_gqM_YFe"), (), is_strict=False,
               ask="Transportstyrelsen"),
    Regulation("pilot", ("3153",), (), ("licence:pilot",)),
    Regulation("flygledarassistent", (), ("WUxP_1ih_6RG", "f67v_vgo_iau", "u46u_NZb_ck3"), (),
               is_strict=False, ask="Transportstyrelsen"),
    Regulation("flygledare", ("3154",), (), ("licence:flygledare",)),
    Regulation("flygtekniker", ("3155",), (), ("licence:flygtekniker",)),
    Regulation("fartygsbefäl utan behörighetsbevis", (), ("5knr_Aw3_sqw", "o8aU_Geg_vRm"), (),
               is_strict=False, ask="Transportstyrelsen"),
    Regulation("fartygsbefäl", ("3152",), (), ("licence:fartygsbefäl",)),
    Regulation("maskinbefäl", ("3151",), (), ("licence:maskinbefäl",)),
    Regulation("matros", (), ("68DU_3eK_84a", "matros"), ("certificate:matros",),
               is_strict=False),
    Regulation("yrkesdykare", (), ("TgZD_Mvj_nQh", "pQ88_8v4_DSB", "pWpu_uPB_Pr7", "y4XX_MZ7_Nk7",
                                   "DPPw_4wa_AsH"), ("certificate:dykare",)),
    Regulation("bergsprängare", ("8115",), (), ("certificate:sprängkort",), is_strict=False),
    Regulation("asbestsanerare", (), ("wUVt_uYQ_4Ld", "asbestsanerare"), ("certificate:asbest",)),
    Regulation("kranförare", ("8343",), (), ("certificate:kran",), is_strict=False),
    Regulation("ordningsvakt", (), ("PX1A_3JR_jUL", "ordningsvakt"), ("certificate:ordningsvakt",)),
    Regulation("skyddsvakt", (), ("Dk1g_6Du_mNF", "skyddsvakt"), ("certificate:skyddsvakt",)),
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
    Regulation("spårvagnsförare", (), ("GkMH_KEV_QKX", "spårvagnsförare"), (), is_strict=False,
               ask="Transportstyrelsen"),
    Regulation("bussförare", ("8331",), (), ("driving:D", "ykb:persontrafik")),
    Regulation("tunnelbaneförare", (), ("Eh9j_7Ud_Diu", "2mzG_ivU_gcs"), (), is_strict=False,
               ask="Transportstyrelsen"),
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
     r"^(?!.*fritidshem).*(?:grundlärar(?:program|utbildning)|vidareutbildning av lärare)"),
    ("degree:grundlärarexamen i fritidshem", "HS", r"grundlärar.*fritidshem"),
    ("degree:förskollärarexamen", "HS", r"förskollärar(?:program|utbildning)"),
    ("degree:speciallärarexamen", "HS", r"speciallärar(?:program|utbildning)"),
    ("degree:juristexamen", "HS", r"juristprogram"),
    ("degree:socionomexamen", "HS", r"socionom(?:program|utbildning)"),
    ("degree:specialpedagogexamen", "HS", r"^specialpedagogprogram"),
    ("degree:studie- och yrkesvägledarexamen", "HS", r"yrkesvägledar(?:program|utbildning)"),
    ("degree:sjukhusfysikerexamen", "HS", r"^sjukhusfysiker"),
    ("degree:ortopedingenjörsexamen", "HS", r"ortopedingenjör(?:s?program|sutbildning)"),
    ("degree:psykoterapeutexamen", "HS", r"psykoterapeut(?:program|utbildning)"),
    ("degree:djursjukskötarexamen", "HS", r"djursjukskötar(?:program|utbildning)"),
    ("degree:sjökaptensexamen", "HS", r"sjökapten"),
    ("degree:sjöingenjörsexamen", "HS", r"sjöingenjör"),
    ("training:naprapat", "HS OTHER", r"naprapat(?:program|utbildning)"),
    ("training:kiropraktor", "HS OTHER", r"kiropraktor(?:program|utbildning)"),
    ("training:trafiklärare", "YH", r"^trafiklärar"),
    ("training:pilot", "YH HS OTHER", r"trafikflyg|pilotutbildning"),
    ("training:flygledare", "YH OTHER", r"flygledar(?:e$|utbildning)"),
    ("training:flygtekniker", "YH", r"^flygtekniker"),
    ("training:fartygsbefäl", "YH", r"^fartygs- och maskinbefäl|^fartygsbefäl"),
    ("training:maskinbefäl", "YH", r"^fartygs- och maskinbefäl|^maskinbefäl"),
    ("training:dykare", "YH OTHER", r"anläggningsdykare|yrkesdykar"),
    ("training:elinstallatör", "YH", r"auktoriserad elinstallatör"),
    ("training:matros", "VUXGY YH OTHER", r"\bmatros"),
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
