"""Swedish words for what the engine says; used by the command line, which has no templates."""

from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import label_of
from guidance.core.paths.answer import PathName
from guidance.core.profile import Reason

NAMES: dict[PathName, str] = {
    "fastest": "Snabbast",
    "cheapest": "Billigast",
    "nearest": "Närmast",
    "safest": "Säkrast",
}
KINDS = {
    "study": "Utbildning",
    "complement": "Komplettering",
    "validation": "Validering",
    "licence": "Behörighet",
    "wait": "Väntan",
}
_SAYS = {
    "apply_now": "Du kan söka jobbet nu.",
    "no_path": "Vi hittar ingen väg inom det du har sagt.",
    "unknown_target": "Yrket finns inte i katalogen.",
    "unknown_concept": "Något i din profil finns inte i katalogen och räknades inte.",
    "unknown_municipality": "Kommunen finns inte i katalogen, så avstånd räknas inte.",
    "followed": "Yrket har bytt namn i katalogen. Vi använder det nya.",
    "horizon_is_zero": "Du har sagt noll år framåt, så bara jobb du kan söka nu visas.",
    "no_study_pace": "Du har sagt att du inte kan studera alls, så inga utbildningar visas.",
    "only_own_municipality": "Bara utbildningar i din egen kommun visas.",
    "budget_below_zero": "Budgeten är under noll, så inget som kostar visas.",
    "komvux_may_refuse_who_has_grades": (
        "Har du redan gymnasiebetyg i kursen kan komvux säga nej. Då får du göra en prövning."
    ),
    "decided_by_employment_service": (
        "Arbetsmarknadsutbildning beslutas av Arbetsförmedlingen. Du kan inte söka själv."
    ),
    "police_record_school": "Du behöver visa utdrag ur belastningsregistret innan du anställs.",
    "police_admission": (
        "Polisprogrammet har antagningsprov och krav på bland annat svenskt medborgarskap."
    ),
    "vocational_competence_is_assessed": (
        "Din yrkeskunskap bedöms före antagningen (behörighetsbedömning, reell kompetens)."
    ),
    "degree_is_asked_for_by_law_in_child_welfare": (
        "Lagen kräver socionomexamen eller annan relevant examen för utredningar om barn."
    ),
    "title_is_protected": "Titeln undersköterska är skyddad och kräver bevis från Socialstyrelsen.",
}
DROPPED = {
    "passed": "sista ansökningsdag eller start har passerat",
    "not_eligible": "du saknar behörighet",
    "gives_nothing_missing": "ger inget som du saknar för yrket",
    "dominated": "en annan väg är minst lika bra i allt",
    "outside_limits": "utanför det du har sagt att du klarar",
    "no_start_in_time": "det du behöver först blir inte klart före den sista kända starten",
    "leading_position": "det är ett chefsjobb som ingen utbildning ensam leder till",
    "search_was_cut": "alla vägar hann inte prövas, så det kan finnas en",
    "beyond_horizon": "blir klar längre fram än du har sagt",
}


def words_of(reason: Reason) -> str:
    """One sentence for a reason, "" for codes that need none."""
    if reason.code == "no_path":
        main = DROPPED.get(str(reason.facts.get("reason", "")), "inget fanns i katalogen")
        return f"{_SAYS['no_path']} Vanligaste skälet: {main}."
    if reason.code == "arrives_beyond_horizon":
        years = f"{float(reason.facts['years']):g}".replace(".", ",")
        return (
            f"Den kortaste vägen vi ser tar ungefär {years} år, längre än de "
            f"{reason.facts['limit']} år du valt. Prova --horizon."
        )
    return _SAYS.get(reason.code, "")


_SITUATIONS = {
    "brist": "brist på folk",
    "paradox": "både brist och många sökande",
    "balans": "lagom många sökande",
    "överskott": "fler sökande än jobb",
}
_CHANCES = {
    "stora": "stor möjlighet att få jobb",
    "medelstora": "medelstor möjlighet att få jobb",
    "små": "liten möjlighet att få jobb",
}
_MOVES = {
    "no_way_in_sight": "vi ser ingen väg inom det du har sagt",
    "entry_level": "utbildning krävs oftast",
}


def move_words(reason: Reason, snapshot: Snapshot) -> str:
    """Part of a sentence about a career move, "" for codes that need none."""
    facts = reason.facts
    if reason.code == "stands_in_for":
        nearness = "ligger nära" if facts["degree"] == "high" else "påminner om"
        job = snapshot.concepts.label[snapshot.concept(str(facts["occupation"]))]
        return f"{nearness} {job}"
    if reason.code == "covers":
        return f"du har {facts['held']} av {facts['needed']} viktiga kompetenser"
    if reason.code == "regulated":
        return f"du behöver {label_of(str(facts['credential']))}" if facts["is_missing"] else ""
    if reason.code == "arrives":
        now = facts["day"] == "now"
        return "du kan söka nu" if now else f"tidigast {facts['day']}"
    if reason.code == "trained_by":
        return f"utbildningar att välja bland: {facts['educations']}"
    if reason.code == "market":
        place = snapshot.concept(str(facts["place"]))
        where = f" i {snapshot.concepts.label[place]}" if place >= 0 else ""
        ads = f"{facts['ads']} annonser{where} {facts['period']}"
        judged = _SITUATIONS.get(str(facts["situation"])) or _CHANCES.get(str(facts["chances"]))
        wider = "" if facts["forecast_place"] == facts["place"] else " i hela landet"
        return f"{ads}, {judged}{wider}, omgång {facts['forecast_round']}" if judged else ads
    return _MOVES.get(reason.code, "")


def dropped_words(reason: Reason) -> str:
    """Why an education is in no plan."""
    detail = str(reason.facts.get("detail", ""))
    if reason.code == "not_eligible" and detail:
        return f"{DROPPED['not_eligible']}: {label_of(detail)}"
    return DROPPED.get(reason.code, reason.code)
