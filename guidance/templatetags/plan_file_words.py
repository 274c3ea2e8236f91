"""Plan files, codes and what has changed, in words."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.snapshot.snapshot import Snapshot
from guidance.core.profile import Reason
from guidance.journey import Choice, Journey
from guidance.recheck import recheck
from guidance.sharing import Difference
from guidance.templatetags.catalogue import label_in
from guidance.templatetags.language import in_swedish, say
from guidance.templatetags.wording import clock, in_words, iso_day_words, list_words, money_words

register = template.Library()
log = logging.getLogger(__name__)

UNOPENED: dict[str, str | Promise] = {
    "too_large": gettext_lazy("Filen är för stor för att vara en planfil. Välj en annan fil."),
    "damaged": gettext_lazy(
        "Planfilen är inte hel. Den kan ha blivit avklippt när den sparades eller skickades. "
        "Prova att ladda ner den igen där du fick den."
    ),
    "not_a_plan": gettext_lazy(
        "Det här är ingen planfil. Är det ett cv? Börja då med ”Jag har ett cv”."
    ),
    "newer": gettext_lazy(
        "Planfilen är gjord med en nyare version än den här. Öppna den där du sparade den."
    ),
    "changed": gettext_lazy(
        "Någon har ändrat i planfilen sedan den sparades, så vi öppnar den inte. "
        "Har du den kvar som den var, välj den i stället."
    ),
    "wrong": gettext_lazy("Något i planfilen stämmer inte, så vi öppnar den inte."),
}
NOTE_UNREAD = gettext_lazy(
    "Vi kunde inte ta bort personuppgifter ur anteckningen, så vi sparade den inte. "
    "Skriv den utan namn och nummer."
)
UNKNOWN_CODE = gettext_lazy(
    "Koden öppnar ingenting. Den kan vara felskriven, redan använd, återkallad eller äldre än "
    "en timme. Be om en ny."
)

Facts = dict[str, str | int | float]

CHANGES: dict[str, Callable[[Facts], str]] = {
    "target_withdrawn": lambda f: _("Yrket du siktar på finns inte längre i katalogen."),
    "target_renamed": lambda f: say(
        _("Yrket du siktar på heter nu %(now)s."), now=in_swedish(str(f["now"]))
    ),
    "education_withdrawn": lambda f: say(_("%(name)s finns inte längre i katalogen."), **_named(f)),
    "event_withdrawn": lambda f: say(_("%(name)s: tillfället finns inte längre."), **_named(f)),
    "has_begun": lambda f: say(_("%(name)s har redan börjat."), **_named(f)),
    "deadline_passed": lambda f: say(_("%(name)s: sista dag att söka var %(now)s."), **_dated(f)),
    "deadline_moved": lambda f: say(_("%(name)s: sista dag att söka är nu %(now)s."), **_dated(f)),
    "dates_moved": lambda f: (
        say(_("%(name)s börjar nu %(now)s i stället för %(before)s."), **_dated(f))
        if f["now"] != f["before"]
        else say(_("%(name)s: sista dagen har flyttats."), **_named(f))
    ),
    "requirement_changed": lambda f: say(
        _("%(name)s: kraven för att komma in har ändrats."), **_named(f)
    ),
    "cost_changed": lambda f: say(
        _("%(name)s: kostnaden är nu: %(now)s."),
        **(_named(f) | {"now": money_words(float(f["now"])).lower()}),
    ),
}
DIFFERENCES: dict[str, str | Promise] = {
    "credentials": gettext_lazy("Papper och bevis har ändrats"),
    "municipality": gettext_lazy("Bostadsorten har ändrats"),
    "target": gettext_lazy("Målet har ändrats"),
    "limits": gettext_lazy("Gränserna har ändrats"),
    "plan": gettext_lazy("En annan plan är vald"),
}
ORIGINS: dict[str, str | Promise] = {
    "cv": gettext_lazy("Stod i ditt cv"),
    "ad": gettext_lazy("Stod i en annons"),
    "occupation": gettext_lazy("Förslag utifrån ett jobb"),
    "life": gettext_lazy("Förslag utifrån det du har gjort"),
    "added": gettext_lazy("Du lade till det"),
}


def _named(facts: Facts) -> Facts:
    return {**facts, "name": in_swedish(str(facts["name"]))}


def _dated(facts: Facts) -> Facts:
    days: Facts = {
        name: iso_day_words(str(facts[name])) for name in ("before", "now") if name in facts
    }
    return {**_named(facts), **days}


def unopened_words(code: str) -> str:
    """Why a plan file was not opened, and what to do."""
    return in_words(UNOPENED, code)


@register.filter
def change_words(change: Reason) -> str:
    """One change since the plan was saved."""
    if change.code not in CHANGES:
        log.error("No words for change %r", change.code)
        return _("Något i planen har ändrats.")
    return CHANGES[change.code](change.facts)


@register.simple_tag
def changes_since(journey: Journey, snapshot: Snapshot) -> tuple[Reason, ...]:
    """What has changed since the plan file that the journey was opened from."""
    if journey.opened is None:
        return ()
    plan = journey.opened.plan
    is_still_chosen = plan is not None and plan.key == journey.plan
    today = timezone.localdate()
    return recheck(plan if is_still_chosen else None, journey.target, snapshot, today)


@register.simple_tag
def difference_words(difference: Difference, snapshot: Snapshot) -> str:
    """One difference between the person's journey and a returned copy."""
    label = label_in(difference.concept, snapshot)
    if difference.kind == "added":
        return say(_("Tillagt: %(what)s"), what=label)
    if difference.kind == "removed":
        return say(_("Räknas inte längre: %(what)s"), what=label)
    if difference.kind == "note":
        return _("Ny anteckning: %(text)s") % {"text": difference.text}
    return in_words(DIFFERENCES, difference.kind)


@register.filter
def quote_words(choice: Choice) -> str:
    """The words something came from; ours are told in the page's language."""
    return _(choice.quote) if choice.origin == "life" and choice.quote else choice.quote


@register.filter
def origin_words(choice: Choice) -> str:
    """Where something the person was shown came from."""
    return in_words(ORIGINS, choice.origin)


@register.filter
def answer_words(choice: Choice) -> str:
    """What the person said of it."""
    if choice.answer == "yes":
        return _("Du sa ja")
    if choice.answer == "no":
        return _("Du sa nej")
    return _("En fråga du inte har svarat på") if choice.is_suggestion else _("Inte ändrat av dig")


@register.filter
def work_words(journey: Journey, snapshot: Snapshot) -> str:
    """The occupations that count: a, b och c; "" when there are none."""
    return _labels(journey, snapshot, is_work=True)


@register.filter
def skill_words(journey: Journey, snapshot: Snapshot) -> str:
    """The skills and languages that count."""
    return _labels(journey, snapshot, is_work=False)


def _labels(journey: Journey, snapshot: Snapshot, *, is_work: bool) -> str:
    held = [one for one in journey.held if one.is_work is is_work]
    labels = [label_in(one.concept, snapshot) for one in held]
    return list_words([label for label in labels if label])


@register.filter
def code_words(code: str) -> str:
    """ABCDEFGHJK → ABCDE FGHJK, which is easier to read aloud."""
    return f"{code[:5]} {code[5:]}"


@register.filter
def epoch_clock_words(seconds: int) -> str:
    """15.40, from seconds since 1970."""
    return clock(timezone.localtime(datetime.fromtimestamp(seconds, tz=UTC)))
