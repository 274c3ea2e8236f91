"""Text out of DOCX: paragraphs, tables and text boxes in reading order, never metadata."""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document as open_docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from guidance.intake.document import UnreadableDocument

# A five-page CV unpacks to well under a megabyte; pictures are not unpacked by us.
MAX_UNPACKED_XML = 50 * 1024 * 1024

_PARAGRAPH, _TEXT, _TAB, _BREAK = qn("w:p"), qn("w:t"), qn("w:tab"), qn("w:br")
# A text box stands twice in the file: once as drawing, once more for old programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes) -> str:
    """Text of a DOCX. Raises `UnreadableDocument`: damaged, too_large, no_text_layer."""
    try:
        _refuse_bomb(data)
        body = open_docx(io.BytesIO(data)).element.body
        text = "\n".join(_paragraphs(body))
    except (BadZipFile, OpcError, LxmlError, KeyError, ValueError, OSError) as error:
        raise UnreadableDocument("damaged") from error
    if not text.strip():
        raise UnreadableDocument("no_text_layer")
    return text


def _refuse_bomb(data: bytes) -> None:
    with ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(i.file_size for i in archive.infolist() if i.filename.endswith(".xml"))
        packed_names = [i.filename for i in archive.infolist()]
    if unpacked > MAX_UNPACKED_XML or len(packed_names) > 10_000:
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
