"""Text out of ODT: headings, paragraphs and tables of content.xml, never metadata or comments."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from guidance.intake.document import UnreadableDocument
from guidance.intake.readers.archive import open_archive, read_member
from guidance.intake.readers.markup import parse_xml

_PARAGRAPHS = frozenset({"p", "h"})
# Comments, deleted text, declarations, and the fields that hold what the program knows of its user.
_SKIPPED = frozenset({
    "annotation", "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls",
    "script", "author-name", "author-initials", "creator", "initial-creator", "printed-by",
    "sender-firstname", "sender-lastname", "sender-initials", "sender-title", "sender-position",
    "sender-email", "sender-phone-private", "sender-fax", "sender-company", "sender-phone-work",
    "sender-street", "sender-city", "sender-postal-code", "sender-country",
    "sender-state-or-province", "file-name",
})  # fmt: skip
_ENCRYPTION = re.compile(rb"<(?:\w+:)?encryption-data\b")


def read_odt(data: bytes) -> str:
    """Text of an ODT. Raises `UnreadableDocument`: encrypted, damaged, too_large, no_text_layer."""
    with open_archive(data) as archive:
        manifest = "META-INF/manifest.xml"
        if manifest in archive.namelist() and _ENCRYPTION.search(read_member(archive, manifest)):
            raise UnreadableDocument("encrypted")
        root = parse_xml(read_member(archive, "content.xml"))
    text = "\n".join(_paragraphs(root))
    if not text.strip():
        raise UnreadableDocument("no_text_layer")
    return text


def _paragraphs(element: Element) -> Iterator[str]:
    """Lines below an element; a paragraph inside a frame is a line of its own."""
    if element.tag in _SKIPPED:
        return
    if element.tag in _PARAGRAPHS:
        line: list[str] = []
        inner: list[str] = []
        _collect(element, line, inner)
        yield "".join(line)
        yield from inner
        return
    for child in element:
        yield from _paragraphs(child)


def _collect(element: Element, line: list[str], inner: list[str]) -> None:
    line.append(re.sub(r"\s+", " ", element.text or ""))
    for child in element:
        if child.tag in _PARAGRAPHS:
            inner += _paragraphs(child)
        elif child.tag == "tab":
            line.append("\t")
        elif child.tag == "line-break":
            line.append("\n")
        elif child.tag == "s":
            line.append(" ")
        elif child.tag not in _SKIPPED:
            _collect(child, line, inner)
        line.append(re.sub(r"\s+", " ", child.tail or ""))
