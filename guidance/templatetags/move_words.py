"""Why an occupation is suggested, in words. The core gives codes and evidence."""

from datetime import date

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.snapshot.snapshot import Snapshot
from guidance.core.moves.rank import Move
from guidance.core.profile import Reason
from guidance.templatetags.catalogue import label_in, thing_words
from guidance.templatetags.language import in_swedish, say
from guidance.templatetags.occupation_words import (
    CHANCES,
    OUTLOOKS,
    SITUATIONS,
    ads_words,
    round_words,
)
from guidance.templatetags.reasons import Facts, Wording, said
from guidance.templatetags.wording import in_words, month_words, number_words, period_words

register = template.Library()

NOW: dict[str, str | Promise] = {
    "experience": gettext_lazy("Du kan söka nu. Det du har jobbat med räcker."),
    "skills": gettext_lazy("Du kan söka nu. Det du kan täcker det jobbet frågar mest efter."),
    "related": gettext_lazy("Du kan söka nu, för du har jobbat med något som liknar."),
}
LEVELS: dict[str, str | Promise] = {
    "upper": gettext_lazy("De flesta har gymnasieutbildning inom området."),
    "post": gettext_lazy("De flesta har ungefär två års utbildning efter gymnasiet."),
    "university": gettext_lazy("De flesta har utbildning från högskola."),
    "none": gettext_lazy("Ingen utbildning krävs."),
}


def _kin(facts: Facts, snapshot: Snapshot) -> str:
    job = label_in(str(facts["occupation"]), snapshot)
    if facts["degree"] == "high":
        return say(_("Den som har varit %(job)s kan ofta ta det här jobbet."), job=job)
    return say(_("Det påminner om %(job)s, som du har jobbat som."), job=job)


def _covers(facts: Facts, snapshot: Snapshot) -> str:
    held, needed = int(facts["held"]), int(facts["needed"])
    return ngettext(
        "Du har %(held)s av %(needed)s kunskap som jobbet frågar mest efter.",
        "Du har %(held)s av %(needed)s kunskaper som jobbet frågar mest efter.",
        needed,
    ) % {"held": number_words(held), "needed": number_words(needed)}


def _regulated(facts: Facts, snapshot: Snapshot) -> str:
    words = {
        "what": thing_words(str(facts["credential"]), snapshot),
        "who": in_swedish(str(facts["authority"])),
    }
    if facts["is_missing"]:
        return say(_("Yrket har regler: du behöver %(what)s. Fråga %(who)s."), **words)
    return say(_("Yrket har regler om %(what)s. Det du har räcker, som vi ser det."), **words)


def _arrives(facts: Facts, snapshot: Snapshot) -> str:
    if facts["day"] == "now":
        return in_words(NOW, str(facts["basis"]))
    month = month_words(date.fromisoformat(str(facts["day"])))
    return _("Du kan vara framme tidigast i %(month)s.") % {"month": month}


def _trained_by(facts: Facts, snapshot: Snapshot) -> str:
    count = int(facts["educations"])
    return ngettext(
        "Det finns %(n)s utbildning som leder dit och går att söka.",
        "Det finns %(n)s utbildningar som leder dit och går att söka.",
        count,
    ) % {"n": number_words(count)}


def _market(facts: Facts, snapshot: Snapshot) -> str:
    words = {
        "ads": ads_words(int(facts["ads"])),
        "place": label_in(str(facts["place"]), snapshot),
        "period": period_words(str(facts["period"])),
    }
    if words["place"] and words["period"]:
        told = say(_("%(ads)s för yrkesgruppen i %(place)s, %(period)s."), **words)
    else:
        told = say(_("%(ads)s för yrkesgruppen."), ads=words["ads"])
    sentences = [told]
    is_wider = facts["forecast_place"] != facts["place"]
    now = (SITUATIONS, "situation") if facts["situation"] else (CHANCES, "chances")
    judged = [
        in_words(table, str(facts[name]))
        for table, name in (now, (OUTLOOKS, "outlook"))
        if facts[name]
    ]
    if judged and is_wider:
        judged = [say(_("I hela landet: %(told)s"), told=" ".join(judged))]
    sentences += judged
    if facts["forecast_round"]:
        edition = round_words(str(facts["forecast_round"]))
        sentences.append(_("Bedömningen är från %(round)s.") % {"round": edition})
    return format_html_join(" ", "{}", ((one,) for one in sentences))


MOVES: dict[str, Wording] = {
    "stands_in_for": _kin,
    "covers": _covers,
    "regulated": _regulated,
    "entry_level": lambda facts, snapshot: in_words(LEVELS, str(facts["level"])),
    "arrives": _arrives,
    "no_way_in_sight": lambda facts, snapshot: _(
        "Vi ser ingen väg dit inom det du klarar nu. Prova med andra gränser."
    ),
    "trained_by": _trained_by,
    "market": _market,
}


@register.filter
def level_words(level: str) -> str:
    """What schooling most people in an occupation have: `post` → a sentence."""
    return in_words(LEVELS, level)


_WHEN = frozenset({"arrives", "no_way_in_sight"})


@register.filter
def when_reasons(move: Move) -> list[Reason]:
    """The reasons that say when one could be there."""
    return [one for one in move.reasons if one.code in _WHEN]


@register.filter
def why_reasons(move: Move) -> list[Reason]:
    """The reasons that say why it is suggested."""
    return [one for one in move.reasons if one.code not in _WHEN]


@register.simple_tag
def move_reason(reason: Reason, snapshot: Snapshot) -> str:
    """A reason for a suggestion as one or two sentences."""
    return said(MOVES, reason, snapshot)
