"""The one way in for a document: limits first, then the sandbox."""

from guidance.intake import sandbox
from guidance.intake.document import MAX_BYTES, Document, UnreadableDocument


def read_document(data: bytes) -> Document:
    """Text of an uploaded file: PDF, DOCX or plain text, told by content.

    Raises `UnreadableDocument` with a code that the page words. Nothing is written anywhere.
    """
    if not data.strip():
        raise UnreadableDocument("empty")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("too_large")
    document = sandbox.parse(data)
    if not document.text.strip():
        raise UnreadableDocument("empty")
    return document
