"""A CV whose identifying words exist nowhere else, in every form it can be handed over in."""

import io
import zipfile
from collections.abc import Callable
from html import escape

from docx import Document

# Kind → what must never be found again. Spelled so that nothing else contains it.
CANARIES = {
    "first name": "Zebulon",
    "surname": "Kanariefors",
    "personnummer": "19870612-2399",
    "personnummer, short": "870612-2399",
    "mail": "zeb.kanariefors@fagelbur.example",
    "mail domain": "fagelbur.example",
    "phone": "070-174 06 58",
    "street": "Gulfjädergränd 47",
    "referee": "Petronella",
    "referee's surname": "Fågelholkar",
    "referee's employer": "Sittpinneverken",
    "file name": "burfagel-ansokan",
}
FILE_NAME = "burfagel-ansokan"
LINES = (
    "Zebulon Kanariefors",
    "Personnummer: 19870612-2399",
    "E-post: zeb.kanariefors@fagelbur.example",
    "Telefon: 070-174 06 58",
    "Adress: Gulfjädergränd 47, 803 20 Gävle",
    "",
    "Jag har arbetat som undersköterska i fem år.",
    "Jag kan omvårdnad och äldreomsorg.",
    "Jag vill bli sjuksköterska.",
    "",
    "Referenser",
    "Petronella Fågelholkar, chef på Sittpinneverken AB, petronella@fagelbur.example",
)
TEXT = "\n".join(LINES)


def as_docx() -> bytes:
    document = Document()
    document.core_properties.author = "Zebulon Kanariefors"
    document.core_properties.title = FILE_NAME
    for line in LINES:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf() -> bytes:
    """One page of Helvetica, with an author in its metadata."""
    shown = b"".join(
        b"(" + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*\n"
        for line in LINES
    )
    stream = b"BT /F1 11 Tf 14 TL 50 780 Td\n" + shown + b"ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Author (Zebulon Kanariefors) /Title (burfagel-ansokan) >>",
    )
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(data))
    )


def as_odt() -> bytes:
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in LINES)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def as_rtf() -> bytes:
    body = "".join(
        "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in line) + "\\par\n"
        for line in LINES
    )
    return ("{\\rtf1\\ansi{\\info{\\author Zebulon Kanariefors}}\n" + body + "}").encode()


def as_html() -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in LINES)
    return f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>".encode()


FORMATS: dict[str, Callable[[], bytes]] = {
    "txt": lambda: TEXT.encode(),
    "utf16.txt": lambda: TEXT.encode("utf-16"),
    "cp1252.txt": lambda: TEXT.encode("cp1252"),
    "docx": as_docx,
    "pdf": as_pdf,
    "odt": as_odt,
    "rtf": as_rtf,
    "html": as_html,
}


def found_in(text: str) -> list[str]:
    """Which canaries a text holds, whatever their letter case."""
    lower = text.casefold()
    return [kind for kind, secret in CANARIES.items() if secret.casefold() in lower]
