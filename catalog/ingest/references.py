"""Natural keys to ids: a code or a label of an active concept becomes the concept's id."""

from dataclasses import replace

from catalog.models import Concept
from catalog.sources.record import BadRecord, Record, Reference, Repair

AMBIGUOUS = ""
_COLUMNS = {
    "code_or_label": ("code", "preferred_label"),
    "id_or_label": ("id", "preferred_label"),
}


class NaturalKeys:
    """Looks concepts up by code or label. One per run: a list is read once, when first asked."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], dict[str, str]] = {}

    def resolve(self, record: Record) -> tuple[Record, list[Repair]]:
        """The record with ids in place of natural keys. Raises `BadRecord`."""
        changes: dict[str, str | None] = {}
        repairs = []
        for reference in record.references:
            key = getattr(record, reference.field)
            if reference.by == "id" or key is None:
                continue
            found = self._ids_of(reference).get(key.casefold())
            if found:
                changes[reference.field] = found
                continue
            reason = "ambiguous_reference" if found == AMBIGUOUS else "dangling_reference"
            if reference.otherwise == "quarantine":
                raise BadRecord(reference.field, reason, f"{reference.of_type} {key}")
            changes[reference.field] = None
            repairs.append(Repair(reference.field, reason, f"{reference.of_type} {key}"))
        # A new value of a frozen record; the field names come from the record's own references.
        return (replace(record, **changes) if changes else record), repairs  # type: ignore[arg-type]

    def _ids_of(self, reference: Reference) -> dict[str, str]:
        wanted = (reference.by, reference.of_type)
        if wanted not in self._ids:
            ids: dict[str, str] = {}
            columns = _COLUMNS.get(reference.by, (reference.by,))
            rows = Concept.objects.filter(
                type=reference.of_type, deprecated=False, withdrawn_at=None
            ).values_list("id", *columns)
            for concept_id, *keys in rows.order_by("id"):
                for key in {one.casefold() for one in keys if one}:
                    ids[key] = AMBIGUOUS if key in ids else concept_id
            self._ids[wanted] = ids
        return self._ids[wanted]
