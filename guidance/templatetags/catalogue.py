"""What every page says about the catalogue it was made from."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import label_of
from guidance.core.once import remembered
from guidance.places import municipality_name, swedish_order
from guidance.templatetags.language import in_swedish, say
from guidance.templatetags.wording import list_words
from guidance.views.catalogue import snapshot_of

register = template.Library()

# Sources that their publishers have given no name.
SOURCE_NAMES: dict[str, str | Promise] = {
    "ad-counts": gettext_lazy("Annonser per yrkesgrupp och plats"),
    "ad-links": gettext_lazy("Annonser på andra platser än Platsbanken"),
    "emil2": gettext_lazy("Susa-navets arkiv"),
    "historical-ads": gettext_lazy("Äldre annonser"),
    "job-ads": gettext_lazy("Platsbankens annonser"),
    "komvux-lists": gettext_lazy("Kommunernas egna kurslistor"),
    "myh-decisions": gettext_lazy("Beslut om yrkeshögskoleutbildningar"),
    "myh-qualifications": gettext_lazy("Kvalifikationsregistret"),
    "occupation-skills": gettext_lazy("Kunskaper per yrke"),
    "places": gettext_lazy("Orter på kartan"),
    "planned-educations": gettext_lazy("Planerade vuxenutbildningar"),
    "trains-for": gettext_lazy("Vilka utbildningar som leder till vilka yrken"),
    "wages": gettext_lazy("Löner per yrkesgrupp"),
}
# What publishers and licences are called in the registry of sources, and on a page.
PUBLISHERS: dict[str, str | Promise] = {
    "Arbetsförmedlingen and SCB": gettext_lazy("Arbetsförmedlingen och SCB"),
    "The municipalities": gettext_lazy("Kommunerna"),
}
LICENCES: dict[str, str | Promise] = {
    "CC0 1.0 as published by Arbetsförmedlingen; ESCO labels CC BY 4.0": gettext_lazy(
        "CC0 1.0, och CC BY 4.0 för namn ur ESCO"
    ),
    "Open data; see the data-source card": gettext_lazy("öppna data"),
    "Stated as CC0 1.0 by others; see the data-source card": gettext_lazy("CC0 1.0 enligt andra"),
    "Not stated; see the data-source card": gettext_lazy("inte angiven"),
    "As agreed with each municipality": gettext_lazy("efter avtal med varje kommun"),
}
STALE_AFTER = timedelta(days=30)


def stale_since(snapshot: Snapshot, today: date) -> date | None:
    """The day of the oldest fetch when it is more than 30 days ago, else None."""
    days = [date.fromisoformat(s.fetched_at[:10]) for s in snapshot.sources if s.fetched_at]
    oldest = min(days, default=today)
    return oldest if today - oldest > STALE_AFTER else None


@register.inclusion_tag("components/ribbon.html", takes_context=True)
def catalogue_ribbon(context: dict[str, Any]) -> dict[str, Any]:
    """Says at the top of the page that the catalogue is a sample, or old."""
    snapshot = snapshot_of(context.get("request"))
    if snapshot is None:
        return {"is_sample": False, "stale_since": None}
    return {
        "is_sample": snapshot.is_sample,
        "stale_since": stale_since(snapshot, timezone.localdate()),
    }


_feet: dict[str, dict[str, SafeString]] = {}


@register.simple_tag(takes_context=True)
def catalogue_sources(context: dict[str, Any]) -> SafeString:
    """The day and number of the catalogue and the date of each source, at the foot of the page:
    the same on every page in a language."""
    snapshot = snapshot_of(context.get("request"))

    def written() -> SafeString:
        return render_to_string("components/sources.html", {"snapshot": snapshot})

    if snapshot is None:
        return written()
    return remembered(snapshot, _feet, get_language() or "", written)


@register.filter
def label_in(concept_id: str, snapshot: Snapshot) -> str:
    """The label of a concept; "" when the catalogue has no such concept."""
    row = snapshot.concept(concept_id)
    return in_swedish(str(snapshot.concepts.label[row])) if row >= 0 else ""


@register.inclusion_tag("components/bar.html")
def bar(part: int, whole: int) -> dict[str, Any]:
    """A bar of `part` out of `whole`; decorative, the text beside it says the same."""
    return {"width": round(100 * min(part, whole) / whole) if whole else 0}


@register.filter
def source_words(key: str, snapshot: Snapshot) -> str:
    """A source by its name and publisher; "" for a key the snapshot does not know.

    The sample has the shape of a source, never its word: it is called what it is.
    """
    for source in snapshot.sources:
        if source.key == key:
            if source.is_sample:
                return gettext("exempelkatalogen")
            if source.key not in SOURCE_NAMES and source.publisher not in PUBLISHERS:
                return in_swedish(", ".join(filter(None, (source.name, source.publisher))))
            return say(
                "%(name)s, %(publisher)s",
                name=source_name(source.key, source.name),
                publisher=publisher_words(source.publisher),
            )
    return ""


@register.filter
def source_name(key: str, name: str) -> str:
    """What a source is called on a page: its own name, or ours where its publisher has none."""
    return str(SOURCE_NAMES[key]) if key in SOURCE_NAMES else in_swedish(name)


@register.filter
def publisher_words(publisher: str) -> str:
    """Who publishes a source, as a page says it."""
    return str(PUBLISHERS[publisher]) if publisher in PUBLISHERS else in_swedish(publisher)


@register.filter
def licence_words(licence: str) -> str:
    """A licence, as a page says it; CC0 1.0 and the like are the same in every language."""
    return str(LICENCES.get(licence, licence))


@register.simple_tag
def sources_named(snapshot: Snapshot, *keys: str) -> str:
    """Several sources by name and publisher: a, b och c. "" when the snapshot has none of them."""
    named = dict.fromkeys(source_words(key, snapshot) for key in keys)
    return list_words([name for name in named if name])


@register.filter
def held_words(keys: Iterable[str], snapshot: Snapshot) -> str:
    """Concepts and credentials by their labels: a, b och c."""
    return list_words([thing_words(key, snapshot) for key in keys])


def thing_words(key: str, snapshot: Snapshot) -> str:
    """The label of a concept id, or else of a credential key."""
    return label_in(key, snapshot) or credential_label(key)


@register.filter
def credential_words(keys: Iterable[str]) -> str:
    """Credential keys by their labels: a, b och c."""
    return list_words([credential_label(key) for key in keys])


@register.filter
def sorted_credential_words(keys: Iterable[str]) -> str:
    """Credential keys by their labels, in Swedish order."""
    ordered = sorted(keys, key=lambda key: swedish_order(label_of(key)))
    return list_words([credential_label(key) for key in ordered])


@register.filter
def municipality_words(code: str, snapshot: Snapshot) -> str:
    """The name of a municipality code."""
    return in_swedish(municipality_name(snapshot, code))


@register.filter
def source_or_text(source: str, snapshot: Snapshot) -> str:
    """A source by its name; a source that is written out, such as a regulation, as it stands."""
    return source_words(source, snapshot) or in_swedish(source)


@register.filter
def credential_label(key: str) -> str:
    """One credential key by its label, in the page's language where it has a name there."""
    return in_swedish(label_of(key))
