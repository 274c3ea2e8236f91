"""XML from strangers: no DTD, no entities, no network, and no deeper than any honest file."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from guidance.intake.document import UnreadableDocument

MAX_DEPTH = 200
_HEAD = 256 * 1024


class _Shallow(TreeBuilder):
    """Builds the tree without namespaces, since each format has its names to itself."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise UnreadableDocument("too_large")
        return super().start(local_name(tag), {local_name(k): v for k, v in attrs.items()})

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(local_name(tag))


def parse_xml(data: bytes) -> Element:
    """The root of an XML file; names without their namespace.

    Raises `UnreadableDocument`: damaged (a DTD counts as damage), too_large.
    """
    parser = DefusedXMLParser(target=_Shallow(), forbid_dtd=True)
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableDocument("damaged") from error
    assert isinstance(root, Element)
    return root


class _RootSeen(Exception):
    """The first element has begun; nothing more is asked."""


def root_name(data: bytes) -> str:
    """The name of the first element, without namespace; empty when this is no XML."""
    names: list[str] = []

    def see(name: str, attributes: dict[str, str]) -> None:
        names.append(name.rpartition(":")[2])
        raise _RootSeen

    parser = expat.ParserCreate()
    parser.StartElementHandler = see
    try:
        parser.Parse(data[:_HEAD], False)
    except _RootSeen:
        return names[0]
    except (expat.ExpatError, ValueError, LookupError):
        return ""  # not XML: something else is tried
    return ""


def local_name(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def text_at(element: Element, *path: str) -> str:
    """The text at a path of names, in one line; empty when there is none."""
    found = element.find("/".join(path))
    return one_line("".join(found.itertext())) if found is not None else ""


def one_line(text: str) -> str:
    """Text with each run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def leaves(element: Element) -> Iterator[Element]:
    """The elements below that hold text of their own, in order."""
    return (e for e in element.iter() if len(e) == 0 and (e.text or "").strip())
