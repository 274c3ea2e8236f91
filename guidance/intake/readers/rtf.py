"""Text out of RTF; pictures, embedded objects, comments and document information are left out."""

from striprtf.striprtf import rtf_to_text

from guidance.intake.document import UnreadableDocument


def read_rtf(data: bytes) -> str:
    """Text of an RTF file. Raises `UnreadableDocument`: damaged, no_text_layer."""
    try:
        # RTF is ASCII with escapes; Windows-1252 is what old programs wrote unescaped.
        raw = data.decode("latin-1")
        text: str = rtf_to_text(raw, encoding="cp1252", errors="replace")
    except (ValueError, LookupError, IndexError, KeyError, TypeError, OverflowError) as error:
        raise UnreadableDocument("damaged") from error
    if not text.strip():
        raise UnreadableDocument("no_text_layer")
    return text
