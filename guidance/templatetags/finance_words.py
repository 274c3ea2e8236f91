"""Study finance in words: what is met, what is not, and what nobody can say yet."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from guidance.core.finance.transition import AidFlag, Condition, State, Verdict
from guidance.templatetags.wording import in_words

register = template.Library()

VERDICTS: Mapping[str, str | Promise] = {
    "yes": gettext_lazy("Ja, du klarar villkoren som vi kan pröva"),
    "no": gettext_lazy("Nej, som det ser ut nu"),
    "maybe": gettext_lazy("Kanske"),
}
STATES: Mapping[str, str | Promise] = {
    "met": gettext_lazy("Klart"),
    "unmet": gettext_lazy("Stämmer inte"),
    "unknown": gettext_lazy("Vet inte än"),
}
AID: Mapping[str, str | Promise] = {
    "yes": gettext_lazy("Ja, du kan söka studiemedel"),
    "no": gettext_lazy("Nej, den ger inte studiemedel"),
    "unknown": gettext_lazy("Det står inte i katalogen. Fråga CSN."),
}
# (met, unmet, unknown) by condition; {0} and {1} are its limits.
CONDITIONS: Mapping[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "age": (
        gettext_lazy("Din ålder passar. Gränserna är {0} och {1} år."),
        gettext_lazy("Du ska fylla mellan {0} och {1} år det år du börjar."),
        gettext_lazy("Du har inte sagt din ålder. Gränserna är {0} och {1} år."),
    ),
    "work_long": (
        gettext_lazy("Du har jobbat länge nog: {0} av de senaste {1} åren."),
        gettext_lazy("Du ska ha jobbat {0} av de senaste {1} åren."),
        gettext_lazy("Räkna efter om du har jobbat {0} av de senaste {1} åren."),
    ),
    "work_recent": (
        gettext_lazy("Du har jobbat nyligen: {0} av de senaste {1} månaderna."),
        gettext_lazy("Du ska ha jobbat {0} av de senaste {1} månaderna."),
        gettext_lazy("Räkna efter om du har jobbat {0} av de senaste {1} månaderna."),
    ),
    "entitled": (
        gettext_lazy("Du har rätt till svenskt studiestöd."),
        gettext_lazy("Du ska ha rätt till svenskt studiestöd. CSN kan pröva det igen."),
        gettext_lazy("Fråga CSN om du har rätt till svenskt studiestöd."),
    ),
    "debt": (
        gettext_lazy("Du ligger inte efter med betalningar till CSN."),
        gettext_lazy("Betala först det du ligger efter med till CSN."),
        gettext_lazy("Kontrollera hos CSN att du inte ligger efter med betalningar."),
    ),
    "weeks_left": (
        gettext_lazy("Du har veckor kvar av stödet."),
        gettext_lazy("Du har redan haft stödet i alla {0} veckor."),
        gettext_lazy("Fråga CSN hur många av dina {0} veckor som är kvar."),
    ),
    "strengthens": (
        gettext_lazy("Din omställningsorganisation säger att studierna stärker dig."),
        gettext_lazy("CSN bedömer om studierna stärker dig i jobblivet."),
        gettext_lazy(
            "CSN bedömer om studierna stärker dig i jobblivet. Be din omställningsorganisation "
            "om ett yttrande."
        ),
    ),
    "approved": (
        gettext_lazy("Utbildningen ger rätt till studiestöd."),
        gettext_lazy("Utbildningen ger inte rätt till studiestöd."),
        gettext_lazy("Katalogen säger inte om utbildningen ger rätt till studiestöd. Fråga CSN."),
    ),
    "not_aid": (
        gettext_lazy("Utbildningen ger rätt till studiestöd."),
        gettext_lazy("Utbildningen ger inte studiemedel."),
        gettext_lazy(
            "Utbildningen ger inte studiemedel. Den räknas bara om din omställningsorganisation "
            "köper den."
        ),
    ),
    "pace": (
        gettext_lazy("Studietakten räcker."),
        gettext_lazy("Studietakten är för låg. Den ska vara minst {0} procent av heltid."),
        gettext_lazy("Studietakten ska vara minst {0} procent av heltid."),
    ),
    "length": (
        gettext_lazy("Studierna är långa nog."),
        gettext_lazy("Studierna är för korta. De ska motsvara minst en vecka på heltid."),
        gettext_lazy("Katalogen säger inte hur långa studierna är."),
    ),
    "young_length": (
        gettext_lazy("Studierna är inte för långa."),
        gettext_lazy("Innan du fyller {0} år får utbildningen vara högst {1} veckor."),
        gettext_lazy("Är du yngre än {0} år får utbildningen vara högst {1} veckor."),
    ),
}
_PLACES: Mapping[State, int] = {"met": 0, "unmet": 1, "unknown": 2}


@register.filter
def verdict_words(verdict: Verdict) -> str:
    """yes, no or maybe, as the heading of an answer."""
    return in_words(VERDICTS, verdict)


@register.filter
def state_words(state: State) -> str:
    """met, unmet or unknown, beside a condition."""
    return in_words(STATES, state)


@register.filter
def aid_flag_words(flag: AidFlag) -> str:
    """Whether an education gives student aid."""
    return in_words(AID, flag)


@register.filter
def condition_words(condition: Condition) -> str:
    """A condition and how it stands, in a sentence."""
    words = CONDITIONS[condition.key][_PLACES[condition.state]]
    return str(words).format(*(f"{limit:g}" for limit in condition.limits))
