"""What an editor sees and decides, in Swedish: runs, quarantine, decisions, sources and switches.

Nothing here is about a citizen, as nothing of a citizen is in the database. Whatever an editor
saves leaves a line in the audit trail. Nothing is deleted: a decision is ended, a switch is turned.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from catalog import admin_objections  # noqa: F401  # registers itself
from catalog.admin_progress import Watched, how_far
from catalog.admin_tables import Audited, ReadOnly, column, flag, narrowed
from catalog.admin_words import (
    CONFIGURATIONS,
    EDITED,
    FORMS,
    KINDS,
    OUTCOMES,
    REASONS,
    STATES,
    TYPES,
    change_words,
    count_words,
    table_words,
    worded,
)
from catalog.csv_lines import csv_lines, harmless
from catalog.ingest.run import remember_every_source
from catalog.models import (
    Concept,
    Edit,
    Education,
    ImportRun,
    Override,
    QuarantinedRecord,
    SnapshotBuild,
    Source,
    Switch,
)
from catalog.source_switch import has_no_address

if TYPE_CHECKING:
    Form = forms.ModelForm[Any]
else:
    Form = forms.ModelForm


@admin.register(ImportRun)
class ImportRunAdmin(Watched):
    """How every run went."""

    list_display = (
        column("Nr", "pk"),
        column("Källa", "source"),
        column("Läge", "state", lambda run: STATES[run.state]),
        column("Just nu", "source__key", how_far),
        column("Började", "started_at"),
        column("Slutade", "finished_at"),
        column("Lästa", "seen"),
        column("Nya", "added"),
        column("Ändrade", "changed"),
        column("Borta", "withdrawn"),
        column("I karantän", "quarantined"),
    )
    list_filter = (
        narrowed("källa", "source"),
        narrowed("läge", "state", STATES),
        narrowed("exempeldata", "is_sample"),
    )
    list_select_related = ("source",)
    fields = (
        *list_display,
        column("Oförändrade", "unchanged"),
        column("Lagade", "repaired"),
        column("Lästes från", "origin"),
        column("Datans version", "data_version"),
        column(
            "Hela källan", "is_full", lambda run: "ja" if run.is_full else "nej, bara ändringar"
        ),
        flag("Exempeldata", "is_sample"),
        column("Meddelande", "message"),
    )
    readonly_fields = fields


QUARANTINE_COLUMNS = ("run", "source", "kind", "record", "field", "reason", "detail", "outcome")


@admin.register(QuarantinedRecord)
class QuarantineAdmin(ReadOnly):
    """What did not pass, to find and to send to whoever publishes it."""

    list_display = (
        column("Post", "record_id"),
        column("Källa", "run__source", lambda row: row.run.source_id),
        column("Slag", "kind", lambda row: worded(KINDS, row.kind)),
        column("Fält", "field"),
        column("Varför", "reason", lambda row: worded(REASONS, row.reason)),
        column("Vad som stod där", "detail"),
        column("Vad det blev", "outcome", lambda row: OUTCOMES[row.outcome]),
    )
    list_filter = (
        narrowed("vad det blev", "outcome", OUTCOMES),
        narrowed("källa", "run__source"),
        narrowed("slag", "kind", KINDS),
        narrowed("varför", "reason", REASONS),
        narrowed("fält", "field"),
    )
    search_fields = ("record_id", "detail", "=run__pk")
    search_help_text = "Sök på postens id, på det som stod där eller på körningens nummer."
    list_select_related = ("run",)
    fields = (*list_display, column("Körning", "run"))
    readonly_fields = fields
    actions = ("export",)

    @admin.action(description="Hämta de valda som CSV", permissions=["view"])
    def export(self, request: HttpRequest, rows: QuerySet[Any]) -> StreamingHttpResponse:
        """The chosen rows, or all that the filters leave, as a file."""
        fields = ("run_id", "run__source_id", "kind", "record_id", "field", "reason", "detail")
        found = rows.order_by("pk").values_list(*fields, "outcome").iterator(chunk_size=2000)
        lines = csv_lines(QUARANTINE_COLUMNS, ([harmless(cell) for cell in row] for row in found))
        answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="karantan.csv"'
        return answer


class OverrideForm(Form):
    """A decision in Swedish, with ids that are looked up before they are saved."""

    class Meta:
        model = Override
        fields = ("kind", "action", "subject", "target", "how", "reason", "is_active")
        labels = {
            "kind": "Vilken koppling",
            "action": "Vad ska hända",
            "subject": "Från (id)",
            "target": "Till (id)",
            "how": "Mer om en tillagd koppling",
            "reason": "Varför",
            "is_active": "Beslutet gäller",
        }
        help_texts = {
            "subject": "Utbildningens id, eller begreppets. Sök fram det under Utbildningar eller "
            "Begrepp.",
            "target": "Begreppets id: yrket, yrkesgruppen, kunskapen eller begreppet i ESCO.",
            "reason": "För den som undrar om ett år. Skriv inget om någon person.",
            "is_active": "Ta bort bocken för att avsluta beslutet.",
        }

    def clean(self) -> dict[str, Any]:
        """Says which id the catalogue does not know, and that a tie is decided on already."""
        cleaned = super().clean() or {}
        tie = {name: cleaned.get(name) for name in ("kind", "subject", "target")}
        if self.instance.pk is None and Override.objects.filter(**tie, is_active=True).exists():
            raise ValidationError("Det finns redan ett beslut om detta. Avsluta det först.")
        is_education = str(cleaned.get("kind", "")).startswith("education-")
        for name, model in (
            ("subject", Education if is_education else Concept),
            ("target", Concept),
        ):
            one = cleaned.get(name)
            if one and not model.objects.filter(pk=one, withdrawn_at=None).exists():
                words = model._meta.verbose_name
                self.add_error(
                    name,
                    f"Det finns ingen {words} med id {one} i katalogen."
                    if is_education and name == "subject"
                    else f"Det finns inget {words} med id {one} i katalogen.",
                )
        return cleaned


@admin.register(Override)
class OverrideAdmin(Audited):
    """Decisions on single ties. What one is about is not changed later: it is ended, and another
    made."""

    form = OverrideForm
    list_display = (
        column(
            "Beslut", "kind", lambda row: f"{row.get_action_display()}: {row.get_kind_display()}"
        ),
        column("Från", "subject", lambda row: row.subject_words or row.subject),
        column("Till", "target", lambda row: row.target_words or row.target),
        flag("Gäller", "is_active"),
        column("Läge", "outcome", lambda row: row.get_outcome_display()),
        column("Vem", "author"),
        column("När", "created_at"),
    )
    list_filter = (
        narrowed("koppling", "kind"),
        narrowed("vad som ska hända", "action"),
        narrowed("om beslutet gäller", "is_active"),
        narrowed("läge", "outcome"),
    )
    list_select_related = ("author",)
    search_fields = ("subject", "target", "reason")
    told = (
        column("Från", "subject_words"),
        column("Till", "target_words"),
        column("Vem", "author"),
        column("När", "created_at"),
        column("Läge", "outcome", lambda row: row.get_outcome_display()),
        column("Mer om läget", "outcome_detail"),
        column("Senast prövat i katalog", "snapshot"),
    )
    settled = ("kind", "action", "subject", "target", "how")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Decisions with the names of what they are about."""
        titles = Education.objects.filter(pk=OuterRef("subject")).values("title")
        concepts = Concept.objects.values("preferred_label")
        decisions: QuerySet[Any] = super().get_queryset(request)
        named: QuerySet[Any] = decisions.annotate(
            subject_words=Coalesce(
                Subquery(titles[:1]), Subquery(concepts.filter(pk=OuterRef("subject"))[:1])
            ),
            target_words=Subquery(concepts.filter(pk=OuterRef("target"))[:1]),
        )
        return named

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return (*self.settled, "reason")
        return (*self.settled, "reason", "is_active", *self.told)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else (*self.settled, *self.told)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Whoever makes a decision is its author; an ended or revived one waits for a snapshot."""
        if not change:
            obj.author_id = request.user.pk
        if "is_active" in form.changed_data or not change:
            obj.outcome, obj.outcome_detail = Override.Outcome.WAITING, ""
        super().save_model(request, obj, form, change)


class SourceForm(Form):
    class Meta:
        model = Source
        fields = ("is_enabled",)
        labels = {"is_enabled": "Hämtas"}
        help_texts = {
            "is_enabled": "Utan bock hämtas inget nytt. Det som redan finns i katalogen är kvar."
        }


def fetched_words(source: Source) -> str:
    """Whether a source is fetched, and what keeps it from being."""
    if not source.is_enabled:
        return "nej"
    return "nej, dess adress är tom" if has_no_address(source.pk) else "ja"


@admin.register(Source)
class SourceAdmin(Audited):
    """Which sources are fetched."""

    form = SourceForm
    list_display = (
        column("Källa", "name"),
        column("Utgivare", "publisher"),
        column("Hämtas", "is_enabled", fetched_words),
    )
    told = (column("Källa", "name"), column("Utgivare", "publisher"), column("Licens", "licence"))
    fields = (*told, "is_enabled")
    readonly_fields = told

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With those that nothing has come from yet: one may be turned off before it is asked."""
        remember_every_source()
        return super().changelist_view(request, extra_context)


class SwitchForm(Form):
    class Meta:
        model = Switch
        fields = ("key", "is_on", "reason")
        labels = {"key": "Vad", "is_on": "På", "reason": "Varför"}
        help_texts = {"is_on": "En ändring märks inom en halv minut. Utan rad här är allt på."}


@admin.register(Switch)
class SwitchAdmin(Audited):
    """What the site does without for a while."""

    form = SwitchForm
    list_display = (
        column("Vad", "key", lambda row: row.get_key_display()),
        column("Läge", "is_on", lambda row: "på" if row.is_on else "av"),
        column("Varför", "reason"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("key",) if obj else ()


@admin.register(Edit)
class EditAdmin(ReadOnly):
    """The audit trail."""

    list_display = (
        column("När", "at"),
        column("Vem", "editor"),
        column("Vad", "action", lambda row: row.get_action_display()),
        column("Var", "table", lambda row: table_words(row.table)),
        column("Rad", "record"),
        column("Före", "before", lambda row: change_words(row.table, row.before)),
        column("Efter", "after", lambda row: change_words(row.table, row.after)),
    )
    list_filter = (
        narrowed("var", "table", {one: table_words(one) for one in EDITED}),
        narrowed("vad", "action"),
        narrowed("vem", "editor"),
    )
    search_fields = ("=record",)
    list_select_related = ("editor",)
    fields = list_display
    readonly_fields = list_display


@admin.register(SnapshotBuild)
class SnapshotBuildAdmin(Watched):
    """The catalogues that were built."""

    list_display = (
        column("Nr", "number"),
        column("Innehåll", "content_id"),
        column("Byggdes", "built_at"),
        flag("Hel", "is_complete"),
        column("Sekunder", "seconds"),
    )
    fields = (*list_display, column("Antal", "statistics", count_words))
    readonly_fields = fields


@admin.register(Concept)
class ConceptAdmin(ReadOnly):
    """To find the id of an occupation, a skill or a concept of ESCO."""

    list_display = (
        column("Id", "pk"),
        column("Namn", "preferred_label"),
        column("Slag", "type", lambda row: worded(TYPES, row.type)),
        column("Kod", "code"),
    )
    list_filter = (narrowed("slag", "type", TYPES), narrowed("avfört", "deprecated"))
    search_fields = ("preferred_label", "=id", "=code")
    fields = (*list_display, column("Beskrivning", "definition"))
    readonly_fields = fields


@admin.register(Education)
class EducationAdmin(ReadOnly):
    """To find the id of an education."""

    list_display = (
        column("Id", "pk"),
        column("Namn", "title"),
        column("Skolform", "form", lambda row: worded(FORMS, row.form)),
        column("Kod", "code"),
    )
    list_filter = (
        narrowed("skolform", "form", FORMS),
        narrowed("upplägg", "configuration", CONFIGURATIONS),
    )
    search_fields = ("title", "=id", "=code")
    fields = list_display
    readonly_fields = list_display
