"""Small files of every format, written here so that none is committed as a binary."""

import io
import json
import zipfile
from typing import Any

from docx import Document as new_docx
from pypdf import PdfReader, PdfWriter

# Nothing that a reader gives may hold one of these.
CANARIES = ("Qvanta", "Zyrelius", "qvanta@", "070-174", "Canarygatan", "Kanarieland", "1979-03")


def docx_of(*paragraphs: str) -> bytes:
    document = new_docx()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2019", "kock"
    document.core_properties.author = "Hemlig Person"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def raw_pdf(objects: list[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from one; the first is the catalogue."""
    file = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start, size = len(file), len(objects) + 1
    file += b"xref\n0 %d\n0000000000 65535 f \n" % size
    file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    file += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)
    return bytes(file)


def stream(content: bytes, *, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf_of_stream(page_content: bytes, catalogue: bytes = b"", *more: bytes) -> bytes:
    """A PDF of one page with this content object, more in the catalogue, and further objects."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            page_content,
            FONT,
            *more,
        ]
    )


def text_stream(*lines: str) -> bytes:
    """A page's content: lines below each other."""
    shown = b"".join(b"(%s) Tj 0 -14 Td " % line.encode("latin-1") for line in lines)
    return stream(b"BT /F1 12 Tf 72 720 Td " + shown + b"ET")


def pdf_of(*lines: str) -> bytes:
    """A one-page PDF written by hand, so that no writer is needed."""
    return pdf_of_stream(text_stream(*lines))


def pdf_with_attachment(pdf: bytes, name: str, content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.add_attachment(name, content)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def blank_pdf(pages: int, password: str = "", algorithm: str = "RC4-128") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    if password:
        writer.encrypt(password, algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def zip_of(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def odt_of(body: str, *, prolog: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """An ODT with this inside its `office:text`."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<office:document-content {_ODF}>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zip_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "meta.xml": b"<meta>Qvanta Zyrelius</meta>",
            "META-INF/manifest.xml": b"<manifest/>",
            **(more or {}),
        }
    )


ODT = odt_of(
    "<text:h>Erfarenhet</text:h>"
    "<text:p>Under<text:span>sköterska</text:span><text:tab/>2014<text:s/>till 2018</text:p>"
    "<text:p>Rad<text:line-break/>bruten <text:author-name>Qvanta</text:author-name></text:p>"
    "<table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell>"
    "</table:table-row></table:table>"
    "<office:annotation><text:p>Zyrelius tycker</text:p></office:annotation>"
)
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\info{\author Qvanta Zyrelius}}{\fonttbl{\f0 Arial;}}"
    rb"\f0 Undersk\'f6" + rb"terska p\u229 ? natten\par{\pict 00ff00ff}Kock\par}"
)
HTML = (
    "<!DOCTYPE html><html><head><title>Qvanta</title><style>p{}</style></head><body>"
    "<h1>Cv</h1><p>Jag är <b>under</b>sköterska\n sedan 2014.</p><script>Zyrelius()</script>"
    "<ul><li>Omvårdnad<li>Dokumentation</ul>Rad<br>ny<p hidden>Zyrelius</p></body></html>"
).encode()
CANDIDATE = """<?xml version="1.0" encoding="UTF-8"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3"
 xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:eures="http://www.europass_eures.eu/1.0">
<CandidatePerson><PersonName><oa:GivenName>Qvanta</oa:GivenName><hr:FamilyName>Zyrelius
</hr:FamilyName></PersonName><Communication><ChannelCode>Email</ChannelCode>
<oa:URI>qvanta@example.org</oa:URI></Communication><NationalityCode>Kanarieland</NationalityCode>
<hr:BirthDate>1979-03-14</hr:BirthDate>
<PrimaryLanguageCode name="NORMAL">som</PrimaryLanguageCode></CandidatePerson>
<CandidateProfile><hr:ExecutiveSummary>&lt;p&gt;Qvanta är &lt;b&gt;noggrann&lt;/b&gt;.&lt;/p&gt;
</hr:ExecutiveSummary><EmploymentHistory><EmployerHistory>
<hr:OrganizationName>Solgården</hr:OrganizationName><OrganizationContact><Communication><Address>
<oa:AddressLine>Canarygatan 1</oa:AddressLine></Address></Communication></OrganizationContact>
<PositionHistory><PositionTitle typeCode="FREETEXT">Undersköterska</PositionTitle>
<eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2018-08-15</hr:FormattedDateTime>
</eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod>
<oa:Description>&lt;ul&gt;&lt;li&gt;Omvårdnad&lt;/li&gt;&lt;/ul&gt;</oa:Description>
</PositionHistory></EmployerHistory></EmploymentHistory>
<EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>Vuxenskolan
</hr:OrganizationName><EducationLevelCode>4</EducationLevelCode><AttendancePeriod><StartDate>
<hr:FormattedDateTime>2012</hr:FormattedDateTime></StartDate><EndDate>
<hr:FormattedDateTime>2014</hr:FormattedDateTime></EndDate></AttendancePeriod><EducationDegree>
<hr:DegreeName>Vård- och omsorg</hr:DegreeName></EducationDegree>
</EducationOrganizationAttendance></EducationHistory>
<eures:Licenses><eures:License><hr:LicenseTypeCode>B</hr:LicenseTypeCode></eures:License>
</eures:Licenses><PersonQualifications><PersonCompetency><CompetencyID>eng</CompetencyID>
<hr:TaxonomyID>language</hr:TaxonomyID><eures:CompetencyDimension><eures:Score>
<hr:ScoreText>B2</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency>
</PersonQualifications><EmploymentReferences><Reference>Zyrelius chef</Reference>
</EmploymentReferences><Others><Title>Annat</Title><Other><Title>Fotbollstränare</Title></Other>
</Others></CandidateProfile></Candidate>""".encode()
PASSPORT_XML = b"""<?xml version="1.0"?><SkillsPassport
 xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo><Identification><PersonName>
<FirstName>Qvanta</FirstName><Surname>ZYRELIUS</Surname></PersonName></Identification>
<Headline><Type><Code>job_applied_for</Code></Type><Description><Label>Kock</Label></Description>
</Headline><WorkExperienceList><WorkExperience><Period><From year="2001" month="--08"/><Current>true
</Current></Period><Position><Label>Diskare</Label></Position><Activities>Qvanta diskar</Activities>
<Employer><Name>Krogen</Name></Employer></WorkExperience></WorkExperienceList><Skills><Linguistic>
<MotherTongueList><MotherTongue><Description><Code>sv</Code><Label>Swedish</Label></Description>
</MotherTongue></MotherTongueList><ForeignLanguageList><ForeignLanguage><Description><Code>de</Code>
</Description><ProficiencyLevel><Listening>C1</Listening><Writing>B1</Writing></ProficiencyLevel>
</ForeignLanguage></ForeignLanguageList></Linguistic><Computer><Description>Excel</Description>
</Computer><Driving><Description><Licence>B</Licence><Licence>BE</Licence></Description></Driving>
</Skills><AchievementList><Achievement><Title><Code>courses</Code></Title><Description>Hygien
</Description></Achievement><Achievement><Title><Code>references</Code></Title><Description>Zyrelius
</Description></Achievement></AchievementList></LearnerInfo></SkillsPassport>"""


def as_bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


PASSPORT_JSON = as_bytes(
    {
        "SkillsPassport": {
            "LearnerInfo": {
                "Identification": {"PersonName": {"FirstName": "Qvanta", "Surname": "Zyrelius"}},
                "WorkExperience": [
                    {
                        "Period": {"From": {"Year": 2001, "Month": 8}, "Current": True},
                        "Position": {"Label": "Diskare"},
                        "Activities": "Qvanta diskar<br/>och lagar",
                        "Employer": {"Name": "Krogen"},
                    }
                ],
                "Skills": {"Driving": {"Description": [{"Licence": "B"}, {"Licence": "BE"}]}},
            }
        }
    }
)
JSON_RESUME = as_bytes(
    {
        "basics": {
            "name": "Qvanta Zyrelius",
            "label": "Programmerare",
            "email": "qvanta@example.org",
            "phone": "070-174 06 99",
            "summary": "Qvanta gillar Python.",
            "location": {"address": "Canarygatan 1"},
        },
        "work": [{"position": "Utvecklare", "name": "Bolaget", "startDate": "2019-02-01"}],
        "education": [{"studyType": "Kandidat", "area": "Datavetenskap", "institution": "Uni"}],
        "skills": [{"name": "Webb", "keywords": ["HTML", "CSS"]}],
        "languages": [{"language": "sv", "fluency": "modersmål"}],
        "references": [{"name": "Zyrelius", "reference": "Zyrelius är bra"}],
    }
)
LINKEDIN = zip_of(
    {
        "export/Profile.csv": "\ufeffHeadline,First Name,Last Name,Birth Date,Summary\r\n"
        'Undersköterska,Qvanta,Zyrelius,1979-03-14,"Rad ett,\nQvanta rad två"\r\n'.encode(),
        "export/Positions.csv": "Title,Company Name,Started On,Finished On,Description\n"
        'Vårdbiträde,Hemmet,Jun 2014,Jul 2018,"Natt, ""jour"""\n'.encode(),
        "export/Skills.csv": b"Name\nDemensv\xc3\xa5rd\n",
        "export/Languages.csv": b"Name,Proficiency\nFinska,Elementary proficiency\n",
        "export/Connections.csv": b"First Name,Last Name\nZyrelius,Qvanta\n",
        "export/messages.csv": b"FROM,CONTENT\nZyrelius,hej\n",
    }
)
ELMO = """<elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1"><learner><givenNames>Qvanta
</givenNames><familyName>Zyrelius</familyName><bday>1979-03-14</bday></learner><report><issuer>
<title xml:lang="en">Some University</title><title xml:lang="sv">Lärosätet</title></issuer>
<learningOpportunitySpecification><title xml:lang="en">Biology</title>
<title xml:lang="sv">Biologi</title><type>Degree Programme</type><specifies>
<learningOpportunityInstance><start>2009-01-15</start>
<date>2012-06-15</date><status>passed</status><credit><scheme>ects</scheme><value>180</value></credit>
<diplomaSupplement><section><content>Zyrelius, rektor</content></section></diplomaSupplement>
</learningOpportunityInstance></specifies><hasPart><learningOpportunitySpecification><title>Kemi
</title><type>Course</type><specifies><learningOpportunityInstance><status>failed</status>
</learningOpportunityInstance></specifies></learningOpportunitySpecification></hasPart><hasPart>
<learningOpportunitySpecification><title>Statistik</title><type>Course</type><specifies>
<learningOpportunityInstance><status>in-progress</status></learningOpportunityInstance></specifies>
</learningOpportunitySpecification></hasPart></learningOpportunitySpecification></report></elmo>
""".encode()
EDC: dict[str, Any] = {
    "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
    "issuer": {"id": "urn:org:1", "legalName": {"en": "Example School"}},
    "credentialSubject": {
        "type": "Person",
        "givenName": {"en": "Qvanta"},
        "familyName": {"en": "Zyrelius"},
        "dateOfBirth": "1979-03-14",
        "hasClaim": {
            "title": {"en": "Web course", "sv": "Webbkurs"},
            "specifiedBy": {
                "creditPoint": {"point": 2},
                "learningOutcome": [
                    {
                        "title": {"sv": "Bygga webbsidor"},
                        "relatedESCOSkill": {"prefLabel": {"sv": "använda HTML"}},
                    }
                ],
            },
            "influencedBy": {"temporal": {"startDate": "2023-05-05", "endDate": "2023-06-06"}},
        },
    },
}
BADGE: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Märke till Qvanta Zyrelius",
    "issuer": {"id": "https://example.org/issuer", "name": "Märkesgivaren"},
    "credentialSubject": {
        "identifier": [{"identityHash": "qvanta@example.org", "hashed": False}],
        "achievement": {
            "name": "Hjärt-lungräddning",
            "description": "Kan rädda liv",
            "alignment": [{"targetName": "första hjälpen"}],
            "tag": ["HLR"],
        },
    },
}
PLAN = as_bytes(
    {
        "@context": {"@version": 1.1, "@vocab": "urn:kortaste-vagen:plan-file:1#"},
        "type": "PlanFile",
        "choices": [{"@id": "x", "label": "Omvårdnad"}],
    }
)

# One good file of each format.
GOOD: dict[str, bytes] = {
    "pdf": pdf_of("Svetsare i nio år"),
    "docx": docx_of("Jag är undersköterska."),
    "odt": ODT,
    "rtf": RTF,
    "html": HTML,
    "text": "Målare på Öland".encode(),
    "europass_candidate": CANDIDATE,
    "europass_xml": PASSPORT_XML,
    "europass_json": PASSPORT_JSON,
    "json_resume": JSON_RESUME,
    "linkedin": LINKEDIN,
    "elmo": ELMO,
    "credential": as_bytes(EDC),
}
