"""Text out of DOCX: paragraphs, tables and text boxes in reading order, never metadata."""

import io
import zlib
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from docx import Document as open_docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from guidance.intake.document import UnreadableDocument
from guidance.intake.readers.archive import open_archive

# A five-page CV unpacks to well under a megabyte; pictures are not unpacked by us.
MAX_UNPACKED_XML = 50 * 1024 * 1024

# What python-docx and zipfile let through of a damaged file's own errors.
_DAMAGE = (
    BadZipFile, zlib.error, OpcError, LxmlError, LookupError, ValueError, TypeError, AttributeError,
    OSError, EOFError, RuntimeError,
)  # fmt: skip

_PARAGRAPH, _TEXT, _TAB, _BREAK = qn("w:p"), qn("w:t"), qn("w:tab"), qn("w:br")
# A text box stands twice in the file: once as drawing, once more for old programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes) -> str:
    """Text of a DOCX. Raises `UnreadableDocument`: damaged, too_large, no_text_layer."""
    try:
        _refuse_bomb(data)
        body = open_docx(io.BytesIO(data)).element.body
        text = "\n".join(_paragraphs(body))
    except _DAMAGE as error:
        raise UnreadableDocument("damaged") from error
    if not text.strip():
        raise UnreadableDocument("no_text_layer")
    return text


def _refuse_bomb(data: bytes) -> None:
    with open_archive(data) as archive:
        unpacked = sum(i.file_size for i in archive.infolist() if i.filename.endswith(".xml"))
    if unpacked > MAX_UNPACKED_XML:
        raise UnreadableDocument("too_large")


def _paragraphs(element: Any) -> Iterator[str]:
    """Lines of text below an element; a paragraph inside a text box is a line of its own."""
    line: list[str] = []
    yield from _walk(element, line)
    if line:
        yield "".join(line)


def _walk(element: Any, line: list[str]) -> Iterator[str]:
    for child in element:
        if child.tag == _FALLBACK:
            continue
        if child.tag == _PARAGRAPH:
            own: list[str] = []
            yield from _walk(child, own)
            yield "".join(own)
        elif child.tag == _TEXT:
            line.append(child.text or "")
        elif child.tag == _TAB:
            line.append("\t")
        elif child.tag == _BREAK:
            line.append("\n")
        else:
            yield from _walk(child, line)
