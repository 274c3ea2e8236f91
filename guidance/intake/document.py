"""Bytes in, text out: what every reader shares."""

from dataclasses import dataclass

MAX_BYTES = 5 * 1024 * 1024
MAX_PAGES = 50


class UnreadableDocument(Exception):
    """The document cannot be read. `code` is worded by the page or the command.

    Codes: empty · too_large · too_many_pages · not_text · no_text_layer · encrypted · damaged ·
    unknown_format · took_too_long.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Document:
    """Text of a document, before redaction. Lives in a local variable and nowhere else."""

    text: str
    format: str
