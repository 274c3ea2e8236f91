"""An extract of the register: a table, a JSON list or JSON Lines. Its fields go by several names.

No interface of the register is documented, so there is nothing to fetch: an extract is carried.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from catalog.sources.files import files_of, read_items, read_json_lines
from catalog.sources.record import RawItem, Unreadable
from catalog.sources.tables import heading, read_table

_PATTERNS = ("*kvalifikation*.json", "*kvalifikation*.jsonl", "*kvalifikation*.csv",
             "*qualification*.json", "*qualification*.jsonl", "*qualification*.csv")  # fmt: skip
_NAMES = {
    "id": ("uuid", "kvalifikations_id", "id", "qualification_id"),
    "code": ("alternativt_id", "alternative_id", "alternativ_identitet", "yh_nummer",
             "utbildningsnummer"),
    "name": ("namn", "benämning", "name", "titel", "title", "kvalifikation"),
    "seqf": ("seqf", "seqf_nivå", "seqf_eqf_nivå", "seqf_level", "eqf", "nivå", "level"),
    "kind": ("typ_av_kvalifikation", "kvalifikationstyp", "kind", "typ", "type"),
    "proof": ("typ_av_bevis", "bevis", "proof", "examen", "certificate"),
    "body": ("ansvarig_organisation", "ansvarig", "huvudman", "responsible_body", "organisation"),
    "status": ("status",),
    "knowledge": ("kunskaper", "kunskap", "knowledge"),
    "skills": ("färdigheter", "färdighet", "skills"),
    "responsibility": ("ansvar_och_självständighet", "ansvar", "kompetenser", "responsibility",
                       "responsibility_and_autonomy", "competence"),
    "area": ("yrkesområde", "utbildningsområde", "område", "occupation_field", "area"),
    "sun": ("sun_kod", "sun_code", "sun5", "sun"),
    "decided": ("beslutsdatum", "decision_date", "decided"),
    "ends": ("slutdatum", "giltig_till", "end_date", "ends"),
    "url": ("länk", "url", "webbadress"),
}  # fmt: skip
# A JSON record may put these in objects of their own; they are looked into, once.
_DEEPEST = 2
_CAMEL = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")


def read(path: Path) -> Iterator[RawItem]:
    """One item per qualification, its fields by our names. Raises `SourceUnavailable`."""
    for file in files_of(path, *_PATTERNS):
        for number, value in _values_of(file):
            if isinstance(value, Unreadable):
                yield RawItem("file", file.name, value)
            elif isinstance(value, Mapping):
                fields = named(value)
                own_id = fields.get("id") or fields.get("code") or f"{file.name}:{number}"
                yield RawItem("qualification", str(own_id), fields)
            else:
                yield RawItem("qualification", f"{file.name}:{number}", value)


def edition(path: Path) -> str:
    """Always empty: an extract does not say."""
    return ""


def named(value: Mapping[str, Any]) -> dict[str, Any]:
    """A record by our names of fields, those of nested objects among them."""
    flat = _flat(value, 0)
    found = {}
    for name, others in _NAMES.items():
        told = next((flat[one] for one in others if flat.get(one) not in (None, "", [])), None)
        if told is not None:
            found[name] = told
    return found


def _values_of(file: Path) -> Iterator[tuple[int | str, Any]]:
    name = file.name.removesuffix(".gz")
    if name.endswith(".csv"):
        for row in read_table(file):
            if isinstance(row, Unreadable):
                yield 0, row
            else:
                yield row.number, row.values
    elif name.endswith(".jsonl"):
        yield from read_json_lines(file)
    else:
        yield from read_items(file)


def _flat(value: Mapping[str, Any], depth: int) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, one in value.items():
        if isinstance(one, Mapping) and depth < _DEEPEST:
            for inner, told in _flat(one, depth + 1).items():
                flat.setdefault(inner, told)
        else:
            flat[heading(_CAMEL.sub("_", str(key)))] = one
    return flat
