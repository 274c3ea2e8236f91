"""Text out of HTML: what a reader of the page sees. Scripts, styles and the head are left out."""

import re

from selectolax.lexbor import LexborHTMLParser

from guidance.intake.document import UnreadableDocument
from guidance.intake.readers.text import read_text

_UNSEEN = "head, script, style, template, noscript, iframe, object, svg, select, textarea, [hidden]"
_LINES = (
    "address, article, aside, blockquote, br, caption, dd, div, dl, dt, figcaption, footer, form, "
    "h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, pre, section, table, td, th, tr, ul"
)
_LINE = "\x1e"  # stands for a line's end while white space is one space
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# The parser's time grows with the square of the depth; a page with these unclosed is still honest.
_OFTEN_UNCLOSED = frozenset(
    b"area base br col dd dt embed hr img input li link meta option p source tbody td th tr "
    b"track wbr".split()
)
_MAX_DEPTH = 2000


def read_html(data: bytes) -> str:
    """Text of a page, a line for each block. Raises `UnreadableDocument`: too_large, damaged."""
    _refuse_depth(data)
    return plain_text(read_text(data))


def plain_text(markup: str) -> str:
    """Text of a piece of HTML, a line for each block."""
    body = LexborHTMLParser(markup.replace(_LINE, " ")).body
    if body is None:
        return ""
    for node in body.css(_UNSEEN):
        node.decompose()
    for node in body.css(_LINES):
        node.insert_before(_LINE)
        node.insert_after(_LINE)
    lines = (" ".join(line.split()) for line in body.text().split(_LINE))
    return "\n".join(line for line in lines if line)


def _refuse_depth(data: bytes) -> None:
    depth = 0
    for match in _TAG.finditer(data):
        if match[2].lower() in _OFTEN_UNCLOSED:
            continue
        depth += -1 if match[1] else 1
        if depth > _MAX_DEPTH:
            raise UnreadableDocument("too_large")
