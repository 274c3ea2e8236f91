"""A zip archive unpacked while it comes, so that what is in it never reaches the disk as it is."""

import struct
import zlib
from collections.abc import Iterator

from catalog.sources.http import Truncated

_MEMBER, _DIRECTORY, _DESCRIPTOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08"
_HEADER = struct.Struct("<4sHHHHHIIIHH")
_LONG_SIZES = struct.Struct("<HHQQ")  # of an archive above four gigabytes
_IN_EXTRA = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_PIECE = 1 << 20


def unzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The archive's members, one after the other, with a line break after each.

    Raises `Truncated` when it ends before its directory, and for what is no zip archive.
    """
    source = _Source(chunks)
    while True:
        signature = source.peek(4)
        if signature == _DIRECTORY:
            return
        if signature != _MEMBER:
            raise Truncated(f"no member of a zip archive begins with {signature!r}")
        yield from _member(source)
        yield b"\n"


class _Source:
    """Bytes that come in chunks, read by number."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = b""

    def peek(self, size: int) -> bytes:
        while len(self._held) < size:
            if (chunk := next(self._chunks, None)) is None:
                raise Truncated("the archive ends too early")
            self._held += chunk
        return self._held[:size]

    def take(self, size: int) -> bytes:
        taken = self.peek(size)
        self._held = self._held[size:]
        return taken

    def some(self) -> bytes:
        """Whatever is at hand, at least one byte."""
        self.peek(1)
        taken, self._held = self._held, b""
        return taken

    def give_back(self, data: bytes) -> None:
        self._held = data + self._held


def _member(source: _Source) -> Iterator[bytes]:
    _, _, flags, method, _, _, _, packed, _, name, extra = _HEADER.unpack(source.take(_HEADER.size))
    source.take(name)
    more = source.take(extra)
    if packed == _IN_EXTRA and len(more) >= _LONG_SIZES.size:
        packed = _LONG_SIZES.unpack_from(more)[3]
    if method == _DEFLATED:
        yield from _inflated(source)
    elif method == _STORED and not flags & 8:
        for start in range(0, packed, _PIECE):
            yield source.take(min(_PIECE, packed - start))
    else:
        raise Truncated(f"a member is packed in a way that is not read: {method}")
    if flags & 8:
        _skip_descriptor(source)


def _inflated(source: _Source) -> Iterator[bytes]:
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while not unpack.eof:
            data = source.some()
            while data and not unpack.eof:
                yield unpack.decompress(data, _PIECE)
                data = unpack.unconsumed_tail
    except zlib.error as error:
        raise Truncated(f"a member of the archive is damaged: {error}") from error
    source.give_back(unpack.unused_data)


def _skip_descriptor(source: _Source) -> None:
    """Sizes that are told after the member: with a signature or without, short or long."""
    for size in (16, 24, 12, 20):
        tail = source.peek(size + 4)
        is_signed = tail.startswith(_DESCRIPTOR)
        if tail[size:] in (_MEMBER, _DIRECTORY) and is_signed == (size in (16, 24)):
            source.take(size)
            return
    raise Truncated("what follows a member of the archive is not readable")
