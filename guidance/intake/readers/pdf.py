"""Text out of PDF, page by page. Metadata, attachments, forms and scripts are never read."""

import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from guidance.intake.document import MAX_PAGES, UnreadableDocument

# What pypdf lets through of a damaged file's own errors.
_DAMAGE = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError)


def read_pdf(data: bytes) -> str:
    """Text of a PDF with at most `MAX_PAGES` pages.

    Raises `UnreadableDocument`: encrypted, too_many_pages, no_text_layer, damaged.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        # Many PDFs are "encrypted" with an empty password only to forbid printing.
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument("encrypted")
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableDocument("too_many_pages")
        pages = [page.extract_text() for page in reader.pages]
    except _DAMAGE as error:
        raise UnreadableDocument("damaged") from error
    text = "\n\n".join(pages)
    if not text.strip():
        raise UnreadableDocument("no_text_layer")
    return text
