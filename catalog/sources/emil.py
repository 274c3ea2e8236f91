"""Other sources of educations, said in EMIL 3, so that one set of rules reads all of them.

A list, an older format or another service becomes the content of EMIL elements; what is odd in it
is then mended or left out as `susa_navet` does it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from catalog.sources.record import Repair


def lang_string(swedish: str, english: str = "") -> dict[str, Any]:
    """A `LangString`; a language without text is left out."""
    pairs = (("swe", swedish), ("eng", english))
    return {"strings": [{"lang": lang, "value": text} for lang, text in pairs if text]}


def coded(code: str, kind: str = "") -> dict[str, str]:
    """A coded value."""
    return {"type": kind, "code": code}


def links(address: str) -> dict[str, Any]:
    """A `LangUrl` of one address; none for an empty one."""
    return {"urls": [{"lang": "swe", "value": address}] if address else []}


def in_words_of(
    source: Mapping[str, str], repairs: Iterable[Repair], where: str = ""
) -> tuple[Repair, ...]:
    """Repairs under the source's own names of fields, by EMIL's.

    What is missing from EMIL's point of view is no fault of a source that never promised it, so
    `missing_required` is left out. where: put before each detail, such as a row's number.
    """
    told = []
    for one in repairs:
        if one.reason == "missing_required":
            continue
        field = source.get(one.field) or source.get(one.field.partition(".")[0], one.field)
        told.append(Repair(field, one.reason, f"{where}{one.detail}"))
    return tuple(dict.fromkeys(told))
