"""Two kinds of tables in the admin: those that are looked at, and those that tell of changes."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.filters import FieldListFilter
from django.db.models import Model
from django.http import HttpRequest

from catalog.models import Edit

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = admin.ModelAdmin


def column(words: str, field: str, read: Callable[[Any], object] | None = None) -> Any:
    """A column or row with a Swedish heading, ordered by `field`; read: what it shows of a row."""

    @admin.display(description=words, ordering=field, empty_value="–")
    def show(row: Any) -> object:
        return read(row) if read else getattr(row, field)

    show.__name__ = f"show_{field}"
    return show


def flag(words: str, field: str) -> Any:
    """A column that says ja or nej."""
    return column(words, field, lambda row: "ja" if getattr(row, field) else "nej")


def narrowed(
    words: str, field: str, told: Mapping[str, str] | None = None
) -> tuple[str, type[FieldListFilter]]:
    """An entry of `list_filter` with a Swedish heading. told: value → what it is called, also
    where the field's own choices have other names for its values."""

    class Named(FieldListFilter):
        def __new__(cls, *about: Any, **more: Any) -> Any:
            """Django's own filter for the kind of field, renamed."""
            made: Any = FieldListFilter.create(*about, **more)
            made.title = words
            if told is not None:
                offered = made.choices
                names = dict(about[0].flatchoices or ())
                called = {str(names.get(code, code)): words for code, words in told.items()}
                made.choices = lambda changes: _renamed(offered(changes), called)
            return made

    def _renamed(choices: Any, called: Mapping[str, str]) -> Iterator[Any]:
        for one in choices:
            display = str(one["display"])
            yield {**one, "display": called.get(display, display)}

    return field, Named


class ReadOnly(Base):
    """A table that is looked at. Nobody adds, changes or deletes a row."""

    actions: Any = ()
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Audited(Base):
    """A table that is edited: each change leaves a line in the audit trail, nothing is deleted."""

    actions: Any = ()

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Save, and write who did it, what it was and what it became."""
        stored = type(obj)._default_manager.filter(pk=obj.pk).first() if change else None
        before = values_of(stored) if stored else {}
        super().save_model(request, obj, form, change)
        after = values_of(obj)
        changed = [name for name in after if before.get(name) != after[name]]
        if changed:
            Edit.objects.create(
                editor_id=request.user.pk or 0,
                table=str(obj._meta.model_name),
                record=str(obj.pk),
                action=Edit.Action.CHANGED if change else Edit.Action.ADDED,
                before={name: before[name] for name in changed if name in before},
                after={name: after[name] for name in changed},
            )


def values_of(row: Model) -> dict[str, object]:
    """What a row holds, as JSON can say it: foreign keys by id, times as text."""
    found = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    plain = (str, int, float, bool, type(None))
    return {name: one if isinstance(one, plain) else str(one) for name, one in found.items()}
