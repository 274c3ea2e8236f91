"""Which format a file is in, told by its content; a name is never asked."""

import codecs
import json
from typing import Any, Literal

from guidance.intake.document import UnreadableDocument
from guidance.intake.readers import json_resume, linkedin
from guidance.intake.readers.archive import open_archive, read_member
from guidance.intake.readers.credential import is_credential, is_token
from guidance.intake.readers.json_text import as_object, at, string
from guidance.intake.readers.markup import root_name
from guidance.intake.readers.text import read_text

Format = Literal[
    "pdf",
    "docx",
    "odt",
    "rtf",
    "html",
    "text",
    "europass_candidate",
    "europass_xml",
    "europass_json",
    "json_resume",
    "linkedin",
    "elmo",
    "credential",
]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Word, and the shell of an encrypted DOCX
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ODT = b"application/vnd.oasis.opendocument.text"
_ROOTS: dict[str, Format] = {
    "Candidate": "europass_candidate",
    "SkillsPassport": "europass_xml",
    "elmo": "elmo",
    "html": "html",
}
_PLAN_VOCABULARY = "urn:kortaste-vagen:plan-file:"
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Tab, newline, form feed, carriage return and escape occur in honest text.
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_HIGHEST_CONTROL_SHARE = 0.01


def detect_format(data: bytes) -> Format:
    """The format of `data`.

    Raises `UnreadableDocument`: unknown_format, encrypted, damaged, not_text, plan_file;
    RecursionError for JSON nested without end.
    """
    head = data[:1024]
    # The mark may stand a little into the file, but a web page that quotes it is no PDF.
    if b"%PDF-" in head and not head.lstrip().startswith((b"<", b"{\\rtf", b"PK\x03\x04")):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _format_of_zip(data)
    if head.startswith(_OLE):
        raise UnreadableDocument("encrypted" if _ENCRYPTED_PACKAGE in data else "unknown_format")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if not _is_text(data):
        raise UnreadableDocument("not_text")
    start = _start_of(data)
    if start.startswith("<"):
        return _format_of_markup(data, start)
    if start.startswith("{"):
        return _format_of_json(data)
    return "credential" if is_token(data) else "text"


def _start_of(data: bytes) -> str:
    """The first characters in lower case, without a mark of encoding or white space."""
    head = data[:1024]
    if head.startswith(_BOMS[1:]):
        head = head[: len(head) // 2 * 2]
        return head.decode("utf-16", "replace").lstrip().lower()
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1").lstrip().lower()


def _format_of_markup(data: bytes, start: str) -> Format:
    root = root_name(data)
    if root in _ROOTS:
        return _ROOTS[root]
    if start.startswith(("<!doctype html", "<html", "<head", "<body")):
        return "html"
    if start.startswith(("<?xml", "<!doctype")):
        raise UnreadableDocument("unknown_format")
    # A piece of a page, or a text that begins with a bracket: the tags decide.
    is_page = any(
        tag in start for tag in ("</p>", "<p>", "<div", "<br", "<table", "<h1", "<ul", "<!--")
    )
    return "html" if is_page else "text"


def _format_of_json(data: bytes) -> Format:
    try:
        value = as_object(json.loads(read_text(data)))
    except ValueError:
        return "text"
    if string(at(value, "@context", "@vocab")).startswith(_PLAN_VOCABULARY):
        raise UnreadableDocument("plan_file")
    if is_credential(value):
        return "credential"
    if "SkillsPassport" in value or "LearnerInfo" in value:
        return "europass_json"
    if _is_json_resume(value):
        return "json_resume"
    raise UnreadableDocument("unknown_format")


def _is_json_resume(value: dict[str, Any]) -> bool:
    return len(json_resume.KEYS & value.keys()) >= 2 or "basics" in value


def _format_of_zip(data: bytes) -> Format:
    with open_archive(data) as archive:
        names = frozenset(archive.namelist())
        if "word/document.xml" in names:
            # A document with macros is told apart by its declared type, and left alone.
            types = (
                read_member(archive, "[Content_Types].xml")
                if "[Content_Types].xml" in names
                else b""
            )
            if b"macroEnabled" in types or "word/vbaProject.bin" in names:
                raise UnreadableDocument("unknown_format")
            return "docx"
        if "mimetype" in names and read_member(archive, "mimetype", 1000).strip() == _ODT:
            return "odt"
    if linkedin.MARKERS & {linkedin.base_name(name) for name in names}:
        return "linkedin"
    raise UnreadableDocument("unknown_format")


def _is_text(data: bytes) -> bool:
    if data.startswith(_BOMS[1:]):  # UTF-16 says so itself
        return True
    controls = len(data) - len(data.translate(None, _CONTROL))
    return controls <= len(data) * _HIGHEST_CONTROL_SHARE
