"""What people learn outside a job: languages, and what one does at home, in associations and in
the armed forces. Each leads to skills to ask about; only a language that is ticked is a claim.

Skills and languages are ids of the JobTech Taxonomy, which stay the same between its versions;
what a catalogue lacks is left out.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from catalog.snapshot.snapshot import Snapshot
from guidance.journey import Choice, Journey, with_answer, with_choices, without_choice


@dataclass(frozen=True)
class Experience:
    """Something a person has done. name: at most eight words, since it is kept as the words that
    a question came from · skills: what it often teaches, by label, see `SKILLS`."""

    key: str
    name: str | Promise
    skills: tuple[str, ...]

    @property
    def words(self) -> str:
        """The name as it is kept: in Swedish, whatever language it was ticked in."""
        with override(settings.LANGUAGE_CODE):
            return str(self.name)


SKILLS = {
    "Anhörigstöd": "oJiB_gms_Rm7",
    "Arbetsledarerfarenhet": "j1Yr_UhC_X16",
    "Barn och ungdomar med behov av särskilt stöd": "CGBF_fgA_qnj",
    "Barn- och ungdomsidrott, ledarerfarenhet": "9VJ1_rdc_oCi",
    "Bokföringsvana": "Fiq4_siu_LXn",
    "Budgetansvar": "Gt5f_wdi_FSJ",
    "Demensvård": "hqYJ_jyZ_Ks8",
    "Enklare fordonsservice": "3aCX_jRM_Kcs",
    "Enklare matlagningskunskaper": "dNA9_T9K_JXF",
    "Evenemangssäkerhet": "ZTHb_SKs_FnU",
    "Eventarrangemang": "CrTX_qgG_frX",
    "Fordonsservice, tunga fordon": "26oh_VP2_3c3",
    "Friluftsledare, erfarenhet": "HGiF_rai_coh",
    "Fullgjord värnplikt": "JjHn_wR7_Zdg",
    "Funktionsnedsättning, omsorgserfarenhet": "X3ec_jqv_xRp",
    "Föreningslivsfrågor": "MTEU_oaF_9CD",
    "Förarbevis för snöskoter": "BQa2_sAB_euB",
    "Förarbevis för terränghjuling": "yVj6_5Ey_Gku",
    "Första hjälpen vid olycksfall": "myz9_nz9_hTL",
    "Försäljning, erfarenhet": "4oKa_e7b_oHW",
    "Gruppaktiviteter, ledarerfarenhet": "kcAa_3oz_td1",
    "Gruppvägledning, ledarerfarenhet": "eome_z2j_iv4",
    "Handledarerfarenhet": "6R9z_5K1_J4A",
    "Hjärt- och lungräddning": "irju_S7Y_Xbr",
    "Kassaredovisning": "EcuE_BY7_mc4",
    "Kassavana": "hYpk_RYx_y3V",
    "Lagerhållning": "3RBh_oUj_58E",
    "Motionsidrott, ledarerfarenhet": "5Vtf_RUW_FJ3",
    "Måleriarbete, bygg": "YVcu_9ND_78u",
    "Möbelrenovering": "6sNj_upt_KbP",
    "Mötesadministration": "HmLi_kAk_rXN",
    "Personlig omvårdnad": "zgd6_6Bj_829",
    "Privathemsstädning": "x3Z7_Bhq_oFv",
    "Projektledning, erfarenhet": "3TSx_fJE_Z26",
    "Publicering, webben och sociala medier": "k29D_fT4_Wso",
    "Smådjur, skötselvana": "T47Z_9sQ_cGY",
    "Storkök": "GQ9R_2Za_Awt",
    "Trädgårdsskötsel": "AAaS_o41_sEg",
    "Tvätta kläder och textiler": "23oc_Z6a_Gp9",
    "Vapenutbildning": "YVih_Kmh_iqm",
    "Verksamhetsledning, ideell organisation": "L1aY_QoZ_317",
    "Äldreomsorg": "Yt2Z_1pY_MNz",
}
HOME = (
    Experience(
        "care",
        gettext_lazy("Vårdat en närstående"),
        (
            "Personlig omvårdnad", "Äldreomsorg", "Demensvård", "Anhörigstöd",
            "Funktionsnedsättning, omsorgserfarenhet", "Enklare matlagningskunskaper",
        ),
    ),
    Experience(
        "children",
        gettext_lazy("Tagit hand om barn"),
        (
            "Barn och ungdomar med behov av särskilt stöd", "Första hjälpen vid olycksfall",
            "Enklare matlagningskunskaper",
        ),
    ),
    Experience(
        "household",
        gettext_lazy("Skött ett hem"),
        (
            "Enklare matlagningskunskaper", "Privathemsstädning", "Tvätta kläder och textiler",
            "Trädgårdsskötsel", "Smådjur, skötselvana",
        ),
    ),
    Experience(
        "building",
        gettext_lazy("Byggt, målat eller lagat saker"),
        ("Måleriarbete, bygg", "Möbelrenovering", "Enklare fordonsservice"),
    ),
)  # fmt: skip
ASSOCIATIONS = (
    Experience(
        "leader",
        gettext_lazy("Varit tränare eller ledare"),
        (
            "Barn- och ungdomsidrott, ledarerfarenhet", "Motionsidrott, ledarerfarenhet",
            "Gruppaktiviteter, ledarerfarenhet", "Gruppvägledning, ledarerfarenhet",
            "Friluftsledare, erfarenhet", "Första hjälpen vid olycksfall",
        ),
    ),
    Experience(
        "board",
        gettext_lazy("Suttit i en styrelse"),
        (
            "Mötesadministration", "Föreningslivsfrågor", "Budgetansvar",
            "Verksamhetsledning, ideell organisation",
        ),
    ),
    Experience(
        "money",
        gettext_lazy("Skött pengarna i en förening"),
        ("Bokföringsvana", "Kassaredovisning", "Kassavana", "Budgetansvar"),
    ),
    Experience(
        "events",
        gettext_lazy("Ordnat fester, läger eller evenemang"),
        (
            "Eventarrangemang", "Evenemangssäkerhet", "Projektledning, erfarenhet",
            "Försäljning, erfarenhet", "Publicering, webben och sociala medier",
        ),
    ),
)  # fmt: skip
MILITARY = (
    Experience(
        "service",
        gettext_lazy("Gjort värnplikt"),
        (
            "Fullgjord värnplikt", "Vapenutbildning", "Första hjälpen vid olycksfall",
            "Hjärt- och lungräddning",
        ),
    ),
    Experience(
        "command",
        gettext_lazy("Lett en grupp i försvaret"),
        ("Arbetsledarerfarenhet", "Handledarerfarenhet"),
    ),
    Experience(
        "supplies",
        gettext_lazy("Kört fordon, lagat mat eller skött förråd"),
        (
            "Fordonsservice, tunga fordon", "Förarbevis för terränghjuling",
            "Förarbevis för snöskoter", "Storkök", "Lagerhållning",
        ),
    ),
)  # fmt: skip
GROUPS: tuple[tuple[str | Promise, tuple[Experience, ...]], ...] = (
    (gettext_lazy("Hemma"), HOME),
    (gettext_lazy("I en förening"), ASSOCIATIONS),
    (gettext_lazy("I försvaret"), MILITARY),
)
# Languages many speak in Sweden, largest first; any other is found by searching for a skill.
LANGUAGES = (
    "zSLA_vw2_FXN", "NVxJ_hLg_TYS", "3iEY_RGP_qXq", "Swhq_4Fg_qfm", "AGKq_3n1_4sm", "CKpA_mgw_jgi",
    "ZUf8_t85_NC6", "JxfJ_kyR_CQZ", "sNoC_CTL_8Ph", "Gp9q_gTW_XAw", "F6dn_vX1_Qnm", "i9Hd_bVm_Z3c",
    "S368_jFS_2hP", "rod1_aPk_8V5", "Lozg_qhA_r3y", "nPzh_1oc_EKz", "zkfD_Qwv_kTk", "mHSV_SUD_wXF",
    "UaRX_FvG_rKF", "ECih_Cev_hwd", "ZDoY_SrN_mRm", "AJf5_p3a_b64", "g6Up_z8D_oAY", "pgjM_8KQ_RZT",
    "RqHU_aEE_tJA", "fYiW_4KZ_MHa",
)  # fmt: skip


def skills_of(experience: Experience, snapshot: Snapshot) -> tuple[str, ...]:
    """Concept ids of the skills to ask about, as far as the catalogue has them."""
    return _present((SKILLS[label] for label in experience.skills), snapshot)


def offered_languages(snapshot: Snapshot) -> tuple[str, ...]:
    """Concept ids of the languages to tick, as far as the catalogue has them."""
    return _present(LANGUAGES, snapshot)


def offered_groups(
    snapshot: Snapshot,
) -> tuple[tuple[str | Promise, tuple[Experience, ...]], ...]:
    """The groups with the experiences that the catalogue has any skill for."""
    found = (
        (heading, tuple(one for one in experiences if skills_of(one, snapshot)))
        for heading, experiences in GROUPS
    )
    return tuple((heading, experiences) for heading, experiences in found if experiences)


def done_in(journey: Journey) -> frozenset[str]:
    """Keys of the experiences that questions were asked for."""
    quotes = {choice.quote for choice in journey.choices if choice.origin == "life"}
    return frozenset(one.key for _, many in GROUPS for one in many if one.words in quotes)


def with_life(
    journey: Journey, snapshot: Snapshot, done: Collection[str], languages: Collection[str]
) -> Journey:
    """The journey as the page was sent: ticked languages count, unticked ones do not; ticked
    experiences ask about skills, and the unanswered questions of an unticked one are gone."""
    for _, experiences in offered_groups(snapshot):
        for one in experiences:
            if one.key in done:
                journey = with_choices(journey, _questions(one, snapshot))
            else:
                journey = _without_questions(journey, one)
    return _with_languages(journey, offered_languages(snapshot), languages)


def _questions(experience: Experience, snapshot: Snapshot) -> Iterable[Choice]:
    words = experience.words
    for skill in skills_of(experience, snapshot):
        yield Choice(skill, "skill", quote=words, origin="life", is_suggestion=True)


def _without_questions(journey: Journey, experience: Experience) -> Journey:
    for choice in journey.choices:
        is_of_it = choice.origin == "life" and choice.quote == experience.words
        if is_of_it and not choice.answer:
            journey = without_choice(journey, choice.concept)
    return journey


def _with_languages(journey: Journey, offered: Iterable[str], ticked: Collection[str]) -> Journey:
    known = {choice.concept: choice for choice in journey.choices}
    for language in offered:
        choice = known.get(language)
        if language in ticked and not (choice and choice.is_in):
            journey = with_choices(journey, [Choice(language, "language", answer="yes")])
            journey = with_answer(journey, language, "yes")
        elif choice and choice.is_in and language not in ticked:
            is_ours = choice.origin == "added"
            journey = (
                without_choice(journey, language)
                if is_ours
                else with_answer(journey, language, "no")
            )
    return journey


def _present(concepts: Iterable[str], snapshot: Snapshot) -> tuple[str, ...]:
    rows = (snapshot.followed(row) for one in concepts if (row := snapshot.concept(one)) >= 0)
    return tuple(str(snapshot.concepts.id[row]) for row in rows if row >= 0)
