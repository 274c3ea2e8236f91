"""Text out of PDF, page by page. Metadata, forms and scripts are never read, and of the attachments
only the one that a Europass editor puts there: the same CV, better told."""

import io
from itertools import islice

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from guidance.intake.document import MAX_PAGES, UnreadableDocument
from guidance.intake.readers.europass_candidate import read_candidate
from guidance.intake.readers.europass_passport import read_passport_xml
from guidance.intake.readers.markup import root_name

# What pypdf lets through of a damaged file's own errors.
_DAMAGE = (
    PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError,
    ArithmeticError, AssertionError, NotImplementedError,
)  # fmt: skip
_EUROPASS = {"Candidate": read_candidate, "SkillsPassport": read_passport_xml}
_MAX_ATTACHMENTS = 20


def read_pdf(data: bytes) -> str:
    """Text of a PDF with at most `MAX_PAGES` pages.

    Raises `UnreadableDocument`: encrypted, too_many_pages, no_text_layer, too_large, damaged.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        # Many PDFs are "encrypted" with an empty password only to forbid printing.
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument("encrypted")
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableDocument("too_many_pages")
        text = _europass(reader) or "\n\n".join(page.extract_text() for page in reader.pages)
    except LimitReachedError as error:
        raise UnreadableDocument("too_large") from error
    except _DAMAGE as error:
        raise UnreadableDocument("damaged") from error
    if not text.strip():
        raise UnreadableDocument("no_text_layer")
    return text


def _europass(reader: PdfReader) -> str:
    """The text of an attached Europass CV; empty when there is none that can be read."""
    try:
        attachments = [one.content for one in islice(reader.attachment_list, _MAX_ATTACHMENTS)]
    except _DAMAGE:
        return ""  # the pages may still be whole
    for content in attachments:
        read = _EUROPASS.get(root_name(content))
        try:
            if read is not None and (text := read(content)).strip():
                return text
        except UnreadableDocument:
            continue  # a broken attachment: the pages say the same
    return ""
