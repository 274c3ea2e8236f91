"""EMIL 2 documents out of XML files, or zip archives of them, said as EMIL 3 elements.

A file holds one document (`educationInfo`, `educationEvent`, `educationProvider`) or any number of
them inside whatever else, with or without a namespace. It is read as a stream, and what could make
an XML parser read other files or grow without bound is refused.
"""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from catalog.sources.emil2.documents import KINDS, local_name, said_in_emil3
from catalog.sources.files import files_of
from catalog.sources.record import RawItem, SourceUnavailable, Unreadable

# Ids of an archive are its own: the register may hold the same ones, and the two do not mix.
PREFIX = "emil2:"
_ORDER = ("provider", "info", "event")


def read(path: Path) -> Iterator[RawItem]:
    """Providers, then infos, then events of all files. Raises `SourceUnavailable`."""
    files = files_of(path, "*.xml", "*.zip")
    told: set[str] = set()
    for wanted in _ORDER:
        for file in files:
            for item in _items_of(file):
                if item.kind == wanted:
                    yield item
                elif item.kind == "unreadable" and item.id not in told:
                    told.add(item.id)
                    yield item


def edition(path: Path) -> str:
    """Always empty: an archive does not say when it was taken."""
    return ""


def _items_of(file: Path) -> Iterator[RawItem]:
    try:
        with ExitStack() as opened:
            for name, data in _opened(file, opened):
                yield from _documents_in(name, data)
    except (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile) as error:
        yield RawItem("unreadable", file.name, Unreadable("file_damaged", str(error)))
    except OSError as error:
        raise SourceUnavailable(f"{file} cannot be read: {error}") from error


def _opened(file: Path, opened: ExitStack) -> Iterator[tuple[str, Any]]:
    if file.suffix == ".zip":
        archive = opened.enter_context(zipfile.ZipFile(file))
        for name in sorted(archive.namelist()):
            if name.lower().endswith(".xml"):
                yield f"{file.name}/{name}", opened.enter_context(archive.open(name))
    elif file.suffix == ".gz":
        yield file.name, opened.enter_context(gzip.GzipFile(file))
    else:
        yield file.name, opened.enter_context(file.open("rb"))


def _documents_in(name: str, data: IO[bytes]) -> Iterator[RawItem]:
    number = 0
    depth = 0
    parse: Callable[..., Iterator[tuple[str, Element]]] = iterparse
    try:
        for event, element in parse(data, events=("start", "end"), forbid_dtd=True):
            kind = KINDS.get(local_name(element))
            if event == "start":
                depth += kind is not None
                continue
            if kind is None:
                if not depth:
                    element.clear()  # what stands between documents is not kept in memory
                continue
            depth -= 1
            number += 1
            own_id, content = said_in_emil3(kind, element, PREFIX)
            payload = {"id": own_id, "status": "ACTIVE", "content": content}
            yield RawItem(kind, own_id or f"{name}:{number}", payload)
            element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        detail = f"{name} after {number} documents: {type(error).__name__}"
        yield RawItem("unreadable", name, Unreadable("not_xml", detail))
