"""Which format a file is in, told by its content; a name is never asked."""

import io
import zipfile
from typing import Literal

from guidance.intake.document import UnreadableDocument

Format = Literal["pdf", "docx", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Word, and the shell of an encrypted DOCX
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OTHER_TEXT_FORMATS = (b"{\\rtf", b"<!doctype html", b"<html", b"<?xml")
# Tab, newline, form feed, carriage return and escape occur in honest text.
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_HIGHEST_CONTROL_SHARE = 0.01


def detect_format(data: bytes) -> Format:
    """The format of `data`.

    Raises `UnreadableDocument`: unknown_format, encrypted, not_text.
    """
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _format_of_zip(data)
    if head.startswith(_OLE):
        raise UnreadableDocument("encrypted" if _ENCRYPTED_PACKAGE in data else "unknown_format")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_OTHER_TEXT_FORMATS):
        raise UnreadableDocument("unknown_format")
    if not _is_text(data):
        raise UnreadableDocument("not_text")
    return "text"


def _format_of_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise UnreadableDocument("damaged") from error
    if "word/document.xml" in names:
        return "docx"
    raise UnreadableDocument("unknown_format")


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 says so itself
        return True
    controls = len(data) - len(data.translate(None, _CONTROL))
    return controls <= len(data) * _HIGHEST_CONTROL_SHARE
