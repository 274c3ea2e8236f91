"""The quality report in words people say. Every table is closed: a test reads the codes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.models import Education, EducationEvent, Provider
from catalog.quality.missing import PIECE_BY_KEY
from catalog.quality.published import Figure, Point
from catalog.quality.rule import Count, Rule, State, Subject, Topic
from catalog.sources.registry import SOURCES
from guidance.templatetags.catalogue import source_name
from guidance.templatetags.wording import (
    axis_words,
    day_words,
    in_words,
    iso_day_words,
    list_words,
    number_words,
)
from guidance.trend import picture_of

register = template.Library()

STATES = {
    State.GOOD: gettext_lazy("Håller"),
    State.FAIR: gettext_lazy("Brister ibland"),
    State.POOR: gettext_lazy("Brister"),
    State.UNJUDGED: gettext_lazy("Går inte att bedöma"),
    State.EMPTY: gettext_lazy("Inget att bedöma"),
}
STATE_MARKS = {
    State.GOOD: "sure",
    State.FAIR: "time",
    State.POOR: "poor",
    State.UNJUDGED: "unsure",
    State.EMPTY: "unsure",
}
TOPICS = {
    Topic.SOURCE: gettext_lazy("Hur färska källorna är"),
    Topic.EDUCATION: gettext_lazy("Vad utbildningarna säger"),
    Topic.EVENT: gettext_lazy("Vad tillfällena säger"),
    Topic.PROVIDER: gettext_lazy("Vad skolorna säger om sig själva"),
    Topic.MARKET: gettext_lazy("Yrken, kunskaper och annonser"),
    Topic.JOIN: gettext_lazy("Hänger uppgifterna ihop?"),
}


@register.filter
def state_words(figure: Figure) -> str:
    """Håller, Brister …"""
    return str(STATES[figure.state])


@register.filter
def state_mark(figure: Figure) -> str:
    """The class of the tag that says the state; its words say the same."""
    return STATE_MARKS[figure.state]


@register.filter
def topic_words(topic: Topic) -> str:
    """The heading a rule is told under."""
    return str(TOPICS[topic])


@register.filter
def sources_words(sources: Mapping[str, tuple[str, ...]], rule: Rule) -> str:
    """The sources that a rule was counted in, by their names."""
    return list_words([registered_name(key) for key in sources.get(rule.key, ())])


@register.filter
def registered_name(key: str) -> str:
    """A source that the catalogue can read, by its name on the page."""
    return source_name(key, SOURCES[key].name if key in SOURCES else key)


@register.filter
def counted_words(figure: Figure) -> str:
    """52 310 av 65 383 utbildningar."""
    count = figure.count
    return _("%(part)s av %(whole)s") % {
        "part": number_words(count.part),
        "whole": f"{number_words(count.whole)} {subject_words(figure.rule.subject, count.whole)}",
    }


@register.filter
def lacking_words(figure: Figure) -> str:
    """What lacks and what cannot be judged, each told apart; "" when everything holds."""
    count = figure.count
    said = []
    if count.lacking:
        said.append(_("%(n)s brister") % {"n": number_words(count.lacking)})
    if count.unknown:
        said.append(_("%(n)s går inte att bedöma") % {"n": number_words(count.unknown)})
    return " · ".join(said)


@register.filter
def share_words(count: Count) -> str:
    """How many of a hundred, never rounded to all or to none."""
    if count.whole == 0:
        return _("inget att bedöma")
    if count.part == count.whole:
        return _("alla")
    if count.part == 0:
        return _("inga")
    share = min(max(round(100 * count.part / count.whole), 1), 99)
    return _("%(share)s av 100") % {"share": share}


@register.filter
def limit_words(share: float) -> str:
    """A limit of a rule: 95 av 100."""
    return _("alla") if share >= 1 else _("%(share)s av 100") % {"share": round(100 * share)}


def subject_words(subject: Subject, number: int) -> str:
    """What is counted, as one says it after a number."""
    match subject:
        case Subject.SOURCE:
            return ngettext("källa", "källor", number)
        case Subject.RECORD:
            return ngettext("post", "poster", number)
        case Subject.EDUCATION:
            return ngettext("utbildning", "utbildningar", number)
        case Subject.EVENT:
            return ngettext("tillfälle", "tillfällen", number)
        case Subject.PROVIDER:
            return ngettext("skola", "skolor", number)
        case Subject.AD:
            return ngettext("annons", "annonser", number)
        case Subject.AD_LINE:
            return ngettext("rad", "rader", number)
        case Subject.OCCUPATION:
            return ngettext("yrke", "yrken", number)
        case Subject.SKILL:
            return ngettext("kunskap", "kunskaper", number)
        case Subject.MUNICIPALITY:
            return ngettext("kommun", "kommuner", number)
        case Subject.MATCH:
            return ngettext("svar", "svar", number)


@register.filter
def piece_title(key: str) -> str:
    """What is missing."""
    return in_words({key: piece.title for key, piece in PIECE_BY_KEY.items()}, key)


@register.filter
def piece_why(key: str) -> str:
    """What the answer would gain."""
    return in_words({key: piece.why for key, piece in PIECE_BY_KEY.items()}, key)


@register.filter
def edition_words(edition: str) -> str:
    """What time the data speak of: a day or a year in words, a version as it is, or not said."""
    if not edition:
        return _("Säger inte vilken")
    return iso_day_words(edition) or edition


@register.filter
def short_day_words(day: date) -> str:
    """15 apr 2027, below an axis."""
    return f"{day.day} {axis_words(day)}"


@register.filter
def of_rule(figures: Mapping[str, Figure], rule: Rule) -> Figure | None:
    """The figure of a rule among others."""
    return figures.get(rule.key)


@register.filter
def row_title(row: Education | EducationEvent | Provider) -> str:
    """What a row that lacks is called."""
    return row.education.title if isinstance(row, EducationEvent) else str(row)


@register.filter
def row_details(row: Education | EducationEvent | Provider) -> str:
    """What tells a row from others of the same name: its first day and place, and its id."""
    said = []
    if isinstance(row, EducationEvent):
        said = [day_words(row.start), row.town]
    return " · ".join([*filter(None, said), str(row.pk)])


@register.filter
def unlocalized(number: float) -> str:
    """A number as SVG reads it, in every language."""
    return f"{number:g}"


@register.inclusion_tag("components/quality_bar.html")
def quality_bar(count: Count) -> dict[str, Any]:
    """A bar of what holds, lacks and cannot be judged; the text beside it says the same."""
    whole = count.whole or 1
    held, unknown = round(1000 * count.part / whole), round(1000 * count.unknown / whole)
    return {
        "held": held / 10,
        "unknown": unknown / 10,
        "unknown_at": (1000 - unknown) / 10,
    }


@register.inclusion_tag("components/quality_trend.html")
def quality_trend(points: tuple[Point, ...], rule: Rule) -> dict[str, Any]:
    """How a figure has moved: a picture, and the table that says the same."""
    return {"points": points[::-1], "picture": picture_of(points), "rule": rule}
