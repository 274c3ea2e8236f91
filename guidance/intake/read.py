"""The one way in for a document: limits first, then the sandbox."""

from guidance.intake import sandbox
from guidance.intake.document import MAX_BYTES, Document, UnreadableDocument

# What a file dialogue may offer, commonest first: (what people call it, extensions, media types).
# The content decides all the same; a wrong extension is read as what it is.
ACCEPTED: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("PDF", (".pdf",), ("application/pdf",)),
    (
        "Word",
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    ("OpenDocument", (".odt",), ("application/vnd.oasis.opendocument.text",)),
    ("RTF", (".rtf",), ("application/rtf", "text/rtf")),
    ("txt", (".txt",), ("text/plain",)),
    ("HTML", (".html", ".htm"), ("text/html",)),
    ("Europass", (".xml", ".json"), ("application/xml", "text/xml", "application/json")),
    ("JSON Resume", (".json",), ("application/json",)),
    ("LinkedIn", (".zip",), ("application/zip",)),
    ("EMREX", (".xml",), ("application/xml",)),
    ("digitalt intyg", (".jsonld", ".json", ".jwt"), ("application/ld+json",)),
)
# The value of a file field's `accept`.
ACCEPT = ",".join(
    dict.fromkeys(sign for _, extensions, media in ACCEPTED for sign in (*extensions, *media))
)


def read_document(data: bytes) -> Document:
    """Text of an uploaded file in any of the formats of `ACCEPTED`, told by content.

    A digital credential also fills `credentials`. Raises `UnreadableDocument` with a code that the
    page words; `plan_file` means that the same bytes are a saved plan. Nothing is written anywhere.
    """
    if not data.strip():
        raise UnreadableDocument("empty")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument("too_large")
    document = sandbox.parse(data)
    if not document.text.strip() and not document.credentials:
        raise UnreadableDocument("empty")
    return document
