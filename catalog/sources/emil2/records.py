"""EMIL 2 documents → the same records as Susa-navet's."""

from catalog.sources.emil import in_words_of
from catalog.sources.record import Parsed, RawItem
from catalog.sources.susa_navet import records as susa_navet
from catalog.sources.susa_navet.records import (
    Education,
    EducationEvent,
    Provider,
    Qualification,
    TrainsFor,
)

__all__ = ["Education", "EducationEvent", "Provider", "Qualification", "TrainsFor", "from_payload"]


def from_payload(item: RawItem) -> Parsed:
    """Records of one document, said in EMIL 3. Raises `BadRecord`.

    XML has nothing but text, so that numbers and truth values are written as text is no repair.
    """
    parsed = susa_navet.from_payload(item)
    repairs = (
        one
        for one in in_words_of({}, parsed.repairs)
        if one.reason not in ("number_as_text", "boolean_as_text")
    )
    return Parsed(parsed.records, tuple(repairs), parsed.withdrawn)
