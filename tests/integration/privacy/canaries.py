"""A CV whose identifying words exist nowhere else, in every form it can be handed over in."""

import io
import zipfile
from collections.abc import Callable
from html import escape
from typing import Any

from docx import Document

from tests.unit.guidance.intake.samples import as_bytes, pdf_of, pdf_with_attachment, zip_of

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


# What the structured forms say in free text, where a field's name does not give it away.
_SUMMARY = (
    "Zebulon kan omvårdnad och äldreomsorg. Personnummer: 19870612-2399. "
    "Ring 070-174 06 58 eller skriv till zeb.kanariefors@fagelbur.example. "
    "Min adress är Gulfjädergränd 47, 803 20 Gävle."
)
_REFEREE = "Petronella Fågelholkar, chef på Sittpinneverken AB, petronella@fagelbur.example"


def as_candidate() -> bytes:
    """Europass as it is exported today."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3"
 xmlns:oa="http://www.openapplications.org/oagis/9"><CandidatePerson><PersonName>
<oa:GivenName>Zebulon</oa:GivenName><hr:FamilyName>Kanariefors</hr:FamilyName></PersonName>
<Communication><ChannelCode>Email</ChannelCode><oa:URI>{CANARIES["mail"]}</oa:URI></Communication>
</CandidatePerson><CandidateProfile><hr:ExecutiveSummary>{_SUMMARY}</hr:ExecutiveSummary>
<EmploymentHistory><EmployerHistory><hr:OrganizationName>Hemtjänsten</hr:OrganizationName>
<PositionHistory><PositionTitle>Undersköterska</PositionTitle></PositionHistory></EmployerHistory>
</EmploymentHistory><EmploymentReferences><Reference>{_REFEREE}</Reference></EmploymentReferences>
</CandidateProfile></Candidate>""".encode()


def _as_passport() -> dict[str, Any]:
    named = {"FirstName": "Zebulon", "Surname": "Kanariefors"}
    return {
        "Identification": {
            "PersonName": named,
            "ContactInfo": {"Email": {"Contact": CANARIES["mail"]}},
        },
        "WorkExperience": [
            {"Position": {"Label": "Undersköterska"}, "Activities": _SUMMARY},
        ],
        "ReferenceTo": [{"Reference": _REFEREE}],
    }


def as_passport_xml() -> bytes:
    """Europass as it was exported until 2020."""
    return f"""<?xml version="1.0"?><SkillsPassport
 xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo><Identification><PersonName>
<FirstName>Zebulon</FirstName><Surname>KANARIEFORS</Surname></PersonName></Identification>
<WorkExperienceList><WorkExperience><Position><Label>Undersköterska</Label></Position>
<Activities>{_SUMMARY}</Activities></WorkExperience></WorkExperienceList><AchievementList>
<Achievement><Title><Code>references</Code></Title><Description>{_REFEREE}</Description>
</Achievement></AchievementList></LearnerInfo></SkillsPassport>""".encode()


def as_json_resume() -> bytes:
    return as_bytes(
        {
            "basics": {
                "name": "Zebulon Kanariefors",
                "email": CANARIES["mail"],
                "phone": CANARIES["phone"],
                "summary": _SUMMARY,
                "location": {"address": CANARIES["street"]},
            },
            "work": [{"position": "Undersköterska", "name": "Hemtjänsten"}],
            "references": [{"name": "Petronella Fågelholkar", "reference": _REFEREE}],
        }
    )


def as_linkedin() -> bytes:
    return zip_of(
        {
            "Profile.csv": (
                "Headline,First Name,Last Name,Address,Summary\r\n"
                f'Undersköterska,Zebulon,Kanariefors,{CANARIES["street"]},"{_SUMMARY}"\r\n'
            ).encode(),
            "Positions.csv": b"Title,Company Name\nUndersk\xc3\xb6terska,Hemtj\xc3\xa4nsten\n",
            "Connections.csv": f"First Name,Last Name\n{_REFEREE.split(',')[0]},x\n".encode(),
        }
    )


def as_elmo() -> bytes:
    return f"""<elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1"><learner><givenNames>
Zebulon</givenNames><familyName>Kanariefors</familyName></learner><report><issuer><title>Vuxenskolan
</title></issuer><learningOpportunitySpecification><title>Omvårdnad</title><type>Course</type>
<description>{_SUMMARY}</description><specifies><learningOpportunityInstance><status>passed</status>
<diplomaSupplement><content>{_REFEREE}</content></diplomaSupplement></learningOpportunityInstance>
</specifies></learningOpportunitySpecification></report></elmo>""".encode()


def as_credential() -> bytes:
    return as_bytes(
        {
            "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
            "issuer": {"legalName": {"sv": "Vuxenskolan"}},
            "credentialSubject": {
                "givenName": {"sv": "Zebulon"},
                "familyName": {"sv": "Kanariefors"},
                "hasClaim": {
                    "title": {"sv": "Omvårdnad, intyg för Zebulon Kanariefors"},
                    "description": {"sv": _SUMMARY},
                },
            },
        }
    )


FORMATS: dict[str, Callable[[], bytes]] = {
    "txt": lambda: TEXT.encode(),
    "utf16.txt": lambda: TEXT.encode("utf-16"),
    "cp1252.txt": lambda: TEXT.encode("cp1252"),
    "docx": as_docx,
    "pdf": as_pdf,
    "odt": as_odt,
    "rtf": as_rtf,
    "html": as_html,
    "candidate.xml": as_candidate,
    "candidate.pdf": lambda: pdf_with_attachment(pdf_of("Cv"), "attachment.xml", as_candidate()),
    "passport.xml": as_passport_xml,
    "passport.json": lambda: as_bytes({"SkillsPassport": {"LearnerInfo": _as_passport()}}),
    "resume.json": as_json_resume,
    "linkedin.zip": as_linkedin,
    "elmo.xml": as_elmo,
    "credential.jsonld": as_credential,
}


def found_in(text: str) -> list[str]:
    """Which canaries a text holds, whatever their letter case."""
    lower = text.casefold()
    return [kind for kind, secret in CANARIES.items() if secret.casefold() in lower]
