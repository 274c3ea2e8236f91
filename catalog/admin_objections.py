"""What people say does not fit, for an editor: which thing, why, how many, and never who."""

from django.contrib import admin
from django.db.models import CharField, F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from catalog.admin_tables import ReadOnly, column, narrowed
from catalog.models import Concept, Education, Objection


@admin.register(Objection)
class ObjectionAdmin(ReadOnly):
    """One row per thing and reason, from five people on, most first."""

    list_display = (
        column("Vad", "kind", lambda row: row.get_kind_display()),
        column("Det gäller", "subject", lambda row: ": ".join(filter(None, (row.one, row.other)))),
        column("Varför", "reason", lambda row: row.get_reason_display()),
        column("Hur många", "total"),
        column("Första veckan", "first"),
        column("Senaste veckan", "last"),
    )
    list_display_links = None
    list_filter = (narrowed("vad", "kind"),)
    fields = ("kind", "subject", "reason")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Most first; `total` is no field, so `ordering` may not name it."""
        return ("-total", "key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Objection]:
        """With the names of what it is about; a line of a gap has two."""
        return Objection.objects.told().annotate(one=_named(1), other=_named(2))


def _named(place: int) -> Coalesce:
    """The name of the first or second id of a subject; the id where there is none."""
    part = Func(
        F("subject"), Value("|"), Value(place), function="split_part", output_field=CharField()
    )
    concepts = Concept.objects.annotate(wanted=_outer(place)).filter(pk=F("wanted"))
    educations = Education.objects.annotate(wanted=_outer(place)).filter(pk=F("wanted"))
    return Coalesce(
        Subquery(concepts.values("preferred_label")[:1]),
        Subquery(educations.values("title")[:1]),
        part,
    )


def _outer(place: int) -> Func:
    return Func(
        OuterRef("subject"),
        Value("|"),
        Value(place),
        function="split_part",
        output_field=CharField(),
    )
