"""Bytes in, text out: what every reader shares."""

from dataclasses import dataclass
from typing import Literal

MAX_BYTES = 5 * 1024 * 1024
MAX_PAGES = 50

Signature = Literal["verified", "not_verified", "could_not_check"]


class UnreadableDocument(Exception):
    """The document cannot be read. `code` is worded by the page or the command.

    `plan_file` is our own plan file, whole but no CV: `guidance.session.plan_file` opens the bytes.

    Codes: empty · too_large · too_many_pages · not_text · no_text_layer · encrypted · damaged ·
    unknown_format · took_too_long · plan_file.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class ShownCredential:
    """One claim of a digital credential. issuer, claim: as the file words them, without
    the names it gives its holder · signature: `verified` when it fits a key that the issuer's own
    id spells out, `not_verified` when there is none or it does not fit, `could_not_check` when only
    the network could tell."""

    issuer: str
    claim: str
    signature: Signature


@dataclass(frozen=True)
class Document:
    """A document, before redaction. Lives in a local variable and nowhere else.

    text: what recognition reads · credentials: filled for digital credentials only.
    """

    text: str
    format: str
    credentials: tuple[ShownCredential, ...] = ()
