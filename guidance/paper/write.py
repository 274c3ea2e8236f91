"""An accessible PDF (PDF/UA-1: tagged, with language and title) made in memory by Typst.

The words travel as data and never as markup, so nothing in them can be an instruction. Typst writes
no file when it is given no name, and the same paper gives the same bytes.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import typst

from guidance.paper.content import Paper

_STANDARD: Final = "ua-1"
# A date of its own in the file would make two of the same paper differ.
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def write_pdf(paper: Paper) -> bytes:
    """The paper as PDF."""
    data = json.dumps(asdict(paper), ensure_ascii=False)
    pdf = typst.compile(
        _template(),
        sys_inputs={"paper": data},
        pdf_standards=[_STANDARD],
        timestamp=_NO_TIME,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("one document is one file")
    return pdf


@lru_cache(maxsize=1)
def _template() -> bytes:
    return Path(__file__).with_name("plan.typ").read_bytes()
