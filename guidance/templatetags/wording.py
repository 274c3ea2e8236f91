"""Codes, dates and figures in words people say. No code, enum or raw key ever reaches a page.

Every table here is closed: a test reads the codes out of the core and fails when one has no words.
"""

import logging
from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidance.core.gap import Evidence, GapItem
from guidance.core.occupation import SkillDemand
from guidance.core.profile import Limits
from guidance.languages import SWEDISH, text_language
from guidance.loosening import WayOut
from guidance.templatetags.language import say

register = template.Library()
log = logging.getLogger(__name__)

MONTHS = (
    gettext_lazy("januari"),
    gettext_lazy("februari"),
    gettext_lazy("mars"),
    gettext_lazy("april"),
    gettext_lazy("maj"),
    gettext_lazy("juni"),
    gettext_lazy("juli"),
    gettext_lazy("augusti"),
    gettext_lazy("september"),
    gettext_lazy("oktober"),
    gettext_lazy("november"),
    gettext_lazy("december"),
)
SHORT_MONTHS = (
    gettext_lazy("jan"),
    gettext_lazy("feb"),
    gettext_lazy("mars"),
    gettext_lazy("apr"),
    gettext_lazy("maj"),
    gettext_lazy("juni"),
    gettext_lazy("juli"),
    gettext_lazy("aug"),
    gettext_lazy("sep"),
    gettext_lazy("okt"),
    gettext_lazy("nov"),
    gettext_lazy("dec"),
)
FORMS = {
    "HS": gettext_lazy("Högskola"),
    "YH": gettext_lazy("Yrkeshögskola"),
    "VUXGY": gettext_lazy("Komvux, gymnasial nivå"),
    "VUXGR": gettext_lazy("Komvux, grundläggande nivå"),
    "VUXSFI": gettext_lazy("Svenska för invandrare"),
    "VUXGYAN": gettext_lazy("Anpassad komvux, gymnasial nivå"),
    "VUXGRAN": gettext_lazy("Anpassad komvux, grundläggande nivå"),
    "FHS": gettext_lazy("Folkhögskola"),
    "AUB": gettext_lazy("Arbetsmarknadsutbildning"),
    "KKU": gettext_lazy("Konst- och kulturutbildning"),
    "OTHER": gettext_lazy("Annan utbildning"),
    "": gettext_lazy("Utbildning"),
}
KINDS = {
    "skill": gettext_lazy("kunskap"),
    "occupation-name": gettext_lazy("yrke"),
    "ssyk-level-4": gettext_lazy("yrkesgrupp"),
    "language": gettext_lazy("språk"),
}
PLAN_NAMES = {
    "fastest": gettext_lazy("Snabbast"),
    "cheapest": gettext_lazy("Billigast"),
    "nearest": gettext_lazy("Närmast"),
    "safest": gettext_lazy("Säkrast"),
}
GAP_KINDS = {
    "skill": gettext_lazy("Kunskap"),
    "degree": gettext_lazy("Examen"),
    "licence": gettext_lazy("Legitimation eller bevis"),
    "driving": gettext_lazy("Körkort"),
    "language": gettext_lazy("Språk"),
    "experience": gettext_lazy("Erfarenhet"),
    "level": gettext_lazy("Utbildningsnivå"),
}
GAP_ORIGINS = {
    "regulation": gettext_lazy("Krav i lag eller föreskrift"),
    "editor": gettext_lazy("Bedömt av webbplatsens redaktion"),
    "curated": gettext_lazy("Bedömt av yrkeskunniga hos Arbetsförmedlingen"),
    "calculated": gettext_lazy("Uträknat ur platsannonser"),
    "group": gettext_lazy("Gäller yrkesgruppen, inte bara det här yrket"),
    "ads": gettext_lazy("Läst i platsannonser"),
}
CREDIT_SYSTEMS = {
    "hp": gettext_lazy("högskolepoäng"),
    "yh": gettext_lazy("yrkeshögskolepoäng"),
    "gy": gettext_lazy("gymnasiepoäng"),
    "vp": gettext_lazy("verksamhetspoäng"),
    "fup": gettext_lazy("poäng"),
    "nyp": gettext_lazy("poäng"),
}
STUDENT_AID = {
    "ja": gettext_lazy("Du kan söka studiemedel från CSN"),
    "nej": gettext_lazy("Ger inte studiemedel från CSN"),
    "a1": gettext_lazy("Du kan söka studiemedel från CSN"),
    "a1gr": gettext_lazy("Du kan söka studiemedel från CSN för grundläggande nivå"),
    "a1gy": gettext_lazy("Du kan söka studiemedel från CSN för gymnasial nivå"),
    "a2": gettext_lazy("Du kan söka studiemedel från CSN för gymnasial nivå"),
    "a3": gettext_lazy("Du kan söka studiemedel från CSN för eftergymnasial nivå"),
    "b1": gettext_lazy("Du kan söka studiemedel från CSN för eftergymnasial nivå"),
    "b2": gettext_lazy("Du kan söka studiemedel från CSN för eftergymnasial nivå"),
    "": gettext_lazy("Utbildningen säger inte om den ger studiemedel. Fråga CSN."),
}


def in_words(table: Mapping[str, str | Promise], code: str) -> str:
    """The words of a code. One without words is logged, and left out rather than shown raw."""
    if code not in table:
        log.error("No words for code %r", code)
        return ""
    return str(table[code])


@register.filter
def form_words(code: str) -> str:
    """School form: `YH` → Yrkeshögskola."""
    return in_words(FORMS, code)


@register.filter
def is_komvux(form: str) -> bool:
    """Whether a school form, as the catalogue codes it, is municipal adult education."""
    return form.startswith("VUX")


@register.filter
def kind_words(code: str) -> str:
    """Kind of concept: `skill` → kunskap."""
    return in_words(KINDS, code)


@register.filter
def gap_kind_words(code: str) -> str:
    """Kind of gap: `driving` → Körkort."""
    return in_words(GAP_KINDS, code)


@register.filter
def gap_origin_words(code: str) -> str:
    """Who says that the target asks for something."""
    return in_words(GAP_ORIGINS, code)


@register.filter
def says_without_ads(item: GapItem | SkillDemand) -> list[Evidence]:
    """Who says that the target asks for this, apart from the ads."""
    return [one for one in item.evidence if not one.ads_total]


@register.filter
def plan_name_words(names: tuple[str, ...]) -> str:
    """Names of a plan: (`fastest`, `cheapest`) → Snabbast och billigast."""
    words = [in_words(PLAN_NAMES, name) for name in names]
    if not words:
        return _("Ett extra sätt")
    head, *rest = words
    return list_words([head, *(word.lower() for word in rest)])


@register.filter
def aid_words(code: str) -> str:
    """Student aid. A code we have no words for is not good news: the person is sent to CSN."""
    return str(STUDENT_AID.get(code.replace(" ", "").casefold(), STUDENT_AID[""])).rstrip(".")


@register.filter
def list_words(words: list[str]) -> str:
    """a, b och c."""
    if len(words) < 2:
        return words[0] if words else ""
    comma = _(", ")
    if any(isinstance(word, SafeString) for word in words):
        first = format_html_join(comma, "{}", ((word,) for word in words[:-1]))
        return say(_("%(first)s och %(last)s"), first=first, last=words[-1])
    return _("%(first)s och %(last)s") % {"first": comma.join(words[:-1]), "last": words[-1]}


@register.filter
def day_words(day: date | None) -> str:
    """15 april 2027."""
    return "" if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@register.filter
def month_words(day: date | None) -> str:
    """augusti 2027."""
    return "" if day is None else f"{MONTHS[day.month - 1]} {day.year}"


@register.filter
def iso_day_words(text: str) -> str:
    """15 april 2027, from an ISO date or date-time; "" when there is none."""
    try:
        return day_words(date.fromisoformat(text[:10]))
    except ValueError:
        return ""


@register.filter
def period_words(period: str) -> str:
    """ISO interval or year: `2025-01-01/2025-12-31` → januari 2025 till december 2025."""
    first, slash, last = period.partition("/")
    if not slash:
        return iso_day_words(period) or period
    try:
        ends = [month_words(date.fromisoformat(one[:10])) for one in (first, last)]
    except ValueError:
        return f"{first[:7]} – {last[:7]}"
    return _("%(first)s till %(last)s") % {"first": ends[0], "last": ends[1]}


@register.filter
def weeks_words(weeks: float) -> str:
    """Full-time weeks as people say them; a study year is 40 weeks."""
    if not weeks:
        return _("Inga")
    whole = round(weeks)
    if whole == 0:
        return _("mindre än en vecka")
    if whole < 9:
        return ngettext("%d vecka", "%d veckor", whole) % whole
    terms = round(weeks / 20)
    if abs(weeks - 20) <= 2:
        return _("ungefär en termin")
    if whole < 37:
        return _("ungefär %(weeks)s veckor") % {"weeks": whole}
    years, half = divmod(terms, 2)
    if half:
        return (
            _("ungefär ett och ett halvt år")
            if years == 1
            else _("ungefär %(years)s och ett halvt år") % {"years": years}
        )
    return _("ungefär ett år") if years == 1 else _("ungefär %(years)s år") % {"years": years}


@register.filter
def days_words(days: int) -> str:
    """A span of calendar days as people say it."""
    if days < 14:
        return ngettext("%d dag", "%d dagar", days) % days
    if days < 60:
        return _("ungefär %(weeks)s veckor") % {"weeks": round(days / 7)}
    months = round(days / 30.44)
    if months < 12:
        return _("ungefär %(months)s månader") % {"months": months}
    years, rest = divmod(months, 12)
    if rest == 0:
        return _("ungefär ett år") if years == 1 else _("ungefär %(years)s år") % {"years": years}
    if 5 <= rest <= 7:
        if years == 1:
            return _("ungefär ett och ett halvt år")
        return _("ungefär %(years)s och ett halvt år") % {"years": years}
    year_words = ngettext("%d år", "%d år", years) % years
    month_part = ngettext("%d månad", "%d månader", rest) % rest
    return _("%(first)s och %(last)s") % {"first": year_words, "last": month_part}


@register.filter
def months_words(months: int) -> str:
    """A span of months as people say it."""
    return days_words(round(months * 30.44))


@register.filter
def number_words(number: float) -> str:
    """12 345, and 12,345 in English; no decimals."""
    return f"{round(number):,}".replace(",", _separators()[0])


@register.filter
def decimal_words(number: float) -> str:
    """7.5 → 7,5, and 7.5 in English; no decimals that say nothing."""
    return f"{number:g}".replace(".", _separators()[1])


def _separators() -> tuple[str, str]:
    """Between thousands, and before decimals."""
    return ("\N{NO-BREAK SPACE}", ",") if text_language() == SWEDISH else (",", ".")


def clock(moment: datetime) -> str:
    """15.40, and 15:40 in other languages than Swedish."""
    return f"{moment:%H.%M}" if text_language() == SWEDISH else f"{moment:%H:%M}"


@register.filter
def money_words(amount: float) -> str:
    """0 → Ingen avgift."""
    if round(amount) == 0:
        return _("Ingen avgift")
    return _("%(amount)s kronor") % {"amount": number_words(amount)}


@register.filter
def far_words(distance: float | None) -> str:
    """Kilometres; unknown is said."""
    if distance is None:
        return _("Avståndet är okänt")
    if distance < 1:
        return _("Inget att resa")
    if distance < 10:
        return _("Mindre än en mil")
    miles = round(distance / 10)
    return _("Ungefär %(miles)s mil") % {"miles": miles, "km": 10 * miles}


@register.filter
def pace_words(pace: int) -> str:
    """Percent of full time: 50 → halvfart."""
    named = {100: _("heltid"), 75: _("trekvartsfart"), 50: _("halvfart"), 25: _("kvartsfart")}
    return named.get(pace) or _("%(pace)s procent av heltid") % {"pace": pace}


@register.filter
def credits_words(points: float | None, system: str) -> str:
    """7.5, hp → 7,5 högskolepoäng."""
    if points is None or system not in CREDIT_SYSTEMS:
        return ""
    return f"{decimal_words(points)} {CREDIT_SYSTEMS[system]}"


@register.filter
def axis_words(day: date) -> str:
    """A mark on a time axis: jan 2027."""
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


@register.filter
def clock_words(text: str) -> str:
    """14.05, from an ISO date-time."""
    return clock(datetime.fromisoformat(text))


@register.filter
def limits_words(limits: Limits) -> str:
    """What the person can manage, in one line."""
    words = [pace_words(limits.pace)]
    words.append(_("gärna distans") if limits.is_distance_ok else _("inte distans"))
    if limits.may_move:
        words.append(_("kan flytta"))
    elif limits.reach_km is None:
        words.append(_("kan resa hur långt som helst"))
    elif limits.reach_km == 0:
        words.append(_("bara i egen kommun"))
    else:
        far = {"miles": decimal_words(limits.reach_km / 10), "km": decimal_words(limits.reach_km)}
        words.append(_("reser högst %(miles)s mil") % far)
    if limits.budget is not None:
        words.append(_("högst %(amount)s kronor") % {"amount": number_words(limits.budget)})
    return list_words(words).capitalize()


@register.filter
def loosening_words(out: WayOut) -> str:
    """What the person would have to manage, as what follows on "if you can": studera på heltid."""
    words = []
    if "pace" in out.needs:
        words.append(_("studera på %(pace)s") % {"pace": pace_words(out.limits.pace)})
    if "place" in out.needs and out.limits.may_move:
        words.append(_("flytta"))
    elif "place" in out.needs and out.limits.reach_km is not None:
        far = {
            "miles": decimal_words(out.limits.reach_km / 10),
            "km": decimal_words(out.limits.reach_km),
        }
        words.append(_("resa högst %(miles)s mil") % far)
    if "distance" in out.needs:
        words.append(_("läsa på distans"))
    if "budget" in out.needs and out.limits.budget is not None:
        words.append(_("lägga %(amount)s kronor") % {"amount": number_words(out.limits.budget)})
    return list_words(words)
