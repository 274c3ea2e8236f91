"""What a table's columns accept, checked before the database is asked.

One bad value costs one record, never the run.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from catalog.models.provenance import Imported
from catalog.sources.record import BadRecord, Record

# Set by ingest itself, never by a record.
_OWN_COLUMNS = {"run", "fingerprint", "withdrawn_at"}
# Half of a character, which JSON can write and a database cannot hold.
_SURROGATE = re.compile("[\ud800-\udfff]")
Check = Callable[[str, Any], None]


@dataclass(frozen=True)
class Columns:
    """A catalogue table as ingest writes it. names and columns run side by side."""

    model: type[Imported]
    table: str
    names: tuple[str, ...]
    columns: tuple[str, ...]
    _checks: tuple[tuple[str, bool, Check | None], ...]

    def row_of(self, record: Record) -> list[Any]:
        """Checked values in column order. Raises `BadRecord`."""
        values = vars(record)
        row = []
        for name, is_nullable, check in self._checks:
            value = values[name]
            if value is None:
                if not is_nullable:
                    raise BadRecord(name, "missing_required")
            elif check is not None:
                check(name, value)
            row.append(list(value) if type(value) is tuple else value)
        return row


def columns_of(record_type: type[Record]) -> Columns:
    """The table a record type is for. Raises `TypeError` when their fields do not agree."""
    model: type[Imported] = apps.get_model("catalog", record_type.table)
    named = {field.name: field for field in fields(record_type)}
    wanted = {
        field.name: field for field in model._meta.concrete_fields if field.name not in _OWN_COLUMNS
    }
    if named.keys() != wanted.keys():
        difference = ", ".join(sorted(named.keys() ^ wanted.keys()))
        raise TypeError(f"{record_type.__name__} and {record_type.table} differ in: {difference}")
    return Columns(
        model=model,
        table=model._meta.db_table,
        names=tuple(wanted),
        columns=tuple(str(field.column) for field in wanted.values()),
        _checks=tuple((field.name, field.null, _check_of(field)) for field in wanted.values()),
    )


def _check_of(field: "models.Field[Any, Any]") -> Check | None:
    """A check of values that are there; none for dates and booleans, whose types say enough."""
    if isinstance(field, ArrayField):
        element = _check_of(field.base_field)

        def check_array(name: str, value: Any) -> None:
            for one in value:
                if element is not None:
                    element(name, one)

        return check_array
    choices = frozenset(value for value, _ in field.flatchoices)
    if isinstance(field, models.CharField | models.TextField | models.ForeignKey):
        target = field.target_field if isinstance(field, models.ForeignKey) else field
        longest = target.max_length or 10_000_000
        is_blank = field.blank

        def check_text(name: str, value: Any) -> None:
            if len(value) > longest:
                raise BadRecord(name, "too_long", f"{len(value)} > {longest}: {value[:80]}")
            if "\x00" in value:
                raise BadRecord(name, "null_character", value[:80])
            if not value.isascii() and _SURROGATE.search(value):
                raise BadRecord(name, "lone_surrogate", ascii(value[:80]))
            if choices and value not in choices and not (is_blank and value == ""):
                raise BadRecord(name, "unknown_value", value)

        return check_text
    if isinstance(field, models.IntegerField):
        lowest, highest = connection.ops.integer_field_range(field.get_internal_type())

        def check_number(name: str, value: Any) -> None:
            if not (lowest or 0) <= value <= (highest or 0):
                raise BadRecord(name, "out_of_range", value)
            if choices and value not in choices:
                raise BadRecord(name, "unknown_value", value)

        return check_number
    if isinstance(field, models.FloatField):

        def check_float(name: str, value: Any) -> None:
            if not math.isfinite(value):
                raise BadRecord(name, "out_of_range", value)

        return check_float
    return None
