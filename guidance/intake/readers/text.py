"""Plain text: UTF-8, UTF-16 with a mark, Windows-1252."""

import codecs

from guidance.intake.document import UnreadableDocument


def read_text(data: bytes) -> str:
    """Decode a text file. Raises `UnreadableDocument` (damaged) for broken UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableDocument("damaged") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes without a meaning; Latin-1 has one for all.
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")
