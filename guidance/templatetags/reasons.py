"""Reasons in words. The core gives a code and its evidence; every sentence is made here."""

import logging
from collections.abc import Callable, Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.snapshot.snapshot import Snapshot
from guidance.core.profile import Reason
from guidance.templatetags.catalogue import label_in, thing_words
from guidance.templatetags.language import in_swedish, say
from guidance.templatetags.wording import decimal_words, in_words

register = template.Library()
log = logging.getLogger(__name__)

Facts = dict[str, str | int | float]
Wording = Callable[[Facts, Snapshot], str]

LIMITS = {
    "place": gettext_lazy("Den är längre bort än du kan resa."),
    "distance_study": gettext_lazy("Den går på distans, och det har du valt bort."),
    "pace": gettext_lazy("Den går i högre takt än du kan studera."),
    "budget": gettext_lazy("Den kostar mer än du vill lägga."),
    "time": gettext_lazy("Den går inte att passa in med de andra stegen i tid."),
}
OBSTACLES = {
    "no_start_in_time": gettext_lazy(
        "Det du behöver läsa först blir inte klart före den sista kursstart som katalogen har."
    ),
    "leading_position": gettext_lazy(
        "Det här är ett chefsjobb. Vi hittar ingen utbildning som ensam leder dit."
    ),
    "gives_nothing_missing": gettext_lazy(
        "Utbildningarna vi hittade räcker inte hela vägen till jobbet."
    ),
    "not_eligible": gettext_lazy(
        "Du är inte behörig till utbildningarna, och vi hittar ingen kurs som ger det du saknar."
    ),
    "outside_limits": gettext_lazy("Utbildningarna ryms inte inom dina gränser."),
    "beyond_horizon": gettext_lazy("Utbildningarna blir klara för långt fram i tiden."),
    "passed": gettext_lazy("Utbildningarna har inga kommande tillfällen i katalogen."),
    "search_was_cut": gettext_lazy(
        "Vi hann inte pröva alla vägar. Det kan finnas en, så prova med andra gränser."
    ),
    "nothing_found": gettext_lazy("Katalogen har ingen utbildning till det här jobbet."),
}
TRAINS_FOR = {
    "editor": gettext_lazy(
        "Webbplatsens redaktion har bedömt att utbildningen leder till det här jobbet."
    ),
    "register": gettext_lazy("Registret säger att utbildningen är till för det här jobbet."),
    "title": gettext_lazy("Utbildningens namn säger att den leder till det här jobbet."),
    "classification": gettext_lazy("Utbildningens inriktning brukar leda till det här jobbet."),
}
ESTIMATED = {
    "not_set": gettext_lazy("Katalogen har inga datum, så tiden är uppskattad."),
    "dated": gettext_lazy("Ett datum saknas i katalogen, så tiden är uppskattad."),
    "student_decides": gettext_lazy("Du bestämmer själv när du börjar, så tiden är uppskattad."),
    "provider_decides": gettext_lazy("Skolan bestämmer när du börjar, så tiden är uppskattad."),
}
APPLY_NOW = {
    "experience": gettext_lazy("Du har jobbat med det här eller något mycket nära."),
    "skills": gettext_lazy("Det du kan täcker det som jobbet frågar mest efter."),
}


def _plain(words: str | Promise) -> Wording:
    return lambda facts, snapshot: str(words)


def _by(table: Mapping[str, str | Promise], name: str) -> Wording:
    return lambda facts, snapshot: in_words(table, str(facts.get(name, "")))


def _about(words: str | Promise, name: str) -> Wording:
    """A sentence about one thing: a concept or a credential, by its label."""
    return lambda facts, snapshot: say(words, what=thing_words(str(facts[name]), snapshot))


def _followed(facts: Facts, snapshot: Snapshot) -> str:
    old, new = (label_in(str(facts[name]), snapshot) for name in ("old", "new"))
    return say(_("%(old)s heter numera %(new)s. Vi räknar på det."), old=old, new=new)


def _not_eligible(facts: Facts, snapshot: Snapshot) -> str:
    if not facts.get("detail"):
        return _("Du är inte behörig till den.")
    what = thing_words(str(facts["detail"]), snapshot)
    return say(_("Du saknar %(what)s, och vi hittar ingen kurs som ger det i tid."), what=what)


def _dominated(facts: Facts, snapshot: Snapshot) -> str:
    row = snapshot.educations.id.find(str(facts["by"]))
    if row < 0:
        return _("En plan utan den är lika bra eller bättre i allt.")
    return say(
        _("%(title)s är lika bra eller bättre i allt: tid, kostnad, resa och säkerhet."),
        title=in_swedish(str(snapshot.educations.title[row])),
    )


def _rules_may_have_changed(facts: Facts, snapshot: Snapshot) -> str:
    return say(
        _("Tid och kostnad är ungefärliga. Reglerna kan ha ändrats. Kontrollera hos %(who)s."),
        who=in_swedish(str(facts["authority"])),
    )


def _arrives_beyond_horizon(facts: Facts, snapshot: Snapshot) -> str:
    return _(
        "Den kortaste vägen vi ser tar ungefär %(years)s år, längre än de %(limit)s år du valt."
    ) % {"years": decimal_words(float(facts["years"])), "limit": facts["limit"]}


REASONS: dict[str, Wording] = {
    "arrives_beyond_horizon": _arrives_beyond_horizon,
    "apply_now": _by(APPLY_NOW, "basis"),
    "best_found": _plain(
        gettext_lazy("Det är den bästa vi hann hitta. Det kan finnas en kortare.")
    ),
    "beyond_horizon": _plain(gettext_lazy("Den blir klar för långt fram i tiden.")),
    "budget_below_zero": _plain(gettext_lazy("Kostnaden kan inte vara mindre än noll.")),
    "dates_estimated": _by(ESTIMATED, "condition"),
    "decided_by_employment_service": _plain(
        gettext_lazy("Arbetsförmedlingen bestämmer vem som får gå arbetsmarknadsutbildning.")
    ),
    "degree_is_asked_for_by_law_in_child_welfare": _plain(
        gettext_lazy("I den sociala barnavården kräver lagen socionomexamen eller liknande.")
    ),
    "distance_unknown": _plain(gettext_lazy("Avståndet till minst ett steg är okänt.")),
    "dominated": _dominated,
    "followed": _followed,
    "gives_credential": _about(gettext_lazy("Ger %(what)s, som du behöver."), "credential"),
    "gives_nothing_missing": _plain(gettext_lazy("Den räcker inte hela vägen till jobbet.")),
    "gives_skill": _about(gettext_lazy("Lär dig %(what)s, som jobbet frågar efter."), "skill"),
    "horizon_is_zero": _plain(gettext_lazy("Du ser inte framåt alls i tiden, så inget ryms.")),
    "is_cheapest": _plain(gettext_lazy("Ingen annan plan kostar mindre.")),
    "is_fastest": _plain(gettext_lazy("Ingen annan plan leder fram tidigare.")),
    "is_nearest": _plain(gettext_lazy("Ingen annan plan har kortare resa.")),
    "is_safest": _plain(gettext_lazy("Ingen annan plan har färre osäkra steg.")),
    "komvux_may_refuse_who_has_grades": _plain(
        gettext_lazy("Komvux kan säga nej om du redan har betyg i kursen. Fråga innan du söker.")
    ),
    "no_curated_skills": _plain(
        gettext_lazy(
            "Ingen har beskrivit just det här yrket än. Listan bygger på yrkesgruppen och annonser."
        )
    ),
    "no_path": _by(OBSTACLES, "reason"),
    "no_study_pace": _plain(gettext_lazy("Du har valt att inte studera alls, så inget ryms.")),
    "not_eligible": _not_eligible,
    "only_own_municipality": _plain(
        gettext_lazy("Du har valt bara din egen kommun och inte distans. Det stänger ute mycket.")
    ),
    "outside_limits": _by(LIMITS, "detail"),
    "passed": _plain(gettext_lazy("Den har inget kommande tillfälle som går att söka.")),
    "police_admission": _plain(
        gettext_lazy("Polisen har egna tester och krav på hälsa. Dem kan vi inte bedöma.")
    ),
    "police_record_school": _plain(
        gettext_lazy("Du behöver visa ett utdrag ur belastningsregistret innan du får börja.")
    ),
    "practice": _plain(gettext_lazy("Det är handledd praktik. Du söker platsen själv.")),
    "proves_experience": _about(
        gettext_lazy("Visar svart på vitt vad du lärt dig som %(what)s."), "occupation"
    ),
    "rules_may_have_changed": _rules_may_have_changed,
    "strengthens": _plain(
        gettext_lazy("Behövs inte för att söka jobbet, men gör dig starkare i konkurrensen.")
    ),
    "taught_in_english": _plain(gettext_lazy("Undervisningen är inte på svenska.")),
    "title_is_protected": _plain(
        gettext_lazy("Yrkestiteln är skyddad. Du får jobba utan bevis, men inte kalla dig det.")
    ),
    "trains_for_related": _about(
        gettext_lazy(
            "Utbildningen leder till %(what)s. Den som är det kan ofta ta det här jobbet också."
        ),
        "occupation",
    ),
    "trains_for": _by(TRAINS_FOR, "origin"),
    "unknown_concept": _plain(
        gettext_lazy("Något du angett finns inte längre i katalogen, så vi räknar utan det.")
    ),
    "unknown_municipality": _plain(
        gettext_lazy("Vi känner inte igen din kommun, så avstånden är okända.")
    ),
    "unknown_target": _plain(gettext_lazy("Målet finns inte i katalogen. Välj ett annat yrke.")),
    "vocational_competence_is_assessed": _plain(
        gettext_lazy("Ditt yrkeskunnande bedöms också. Fråga skolan hur.")
    ),
}


@register.simple_tag
def reason_words(reason: Reason, snapshot: Snapshot) -> str:
    """A reason as one sentence."""
    return said(REASONS, reason, snapshot)


@register.simple_tag
def reason_words_of(code: str, snapshot: Snapshot) -> str:
    """A reason that is a code alone, as one sentence."""
    return said(REASONS, Reason.of(code), snapshot)


def said(words: Mapping[str, Wording], reason: Reason, snapshot: Snapshot) -> str:
    """A reason by a table of wordings. One without words is logged and said neutrally."""
    word = words.get(reason.code)
    if word is None:
        log.error("No words for reason %r", reason.code)
        return _("Det finns ett skäl som vi inte kan visa i ord än.")
    return word(reason.facts, snapshot)
