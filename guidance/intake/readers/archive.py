"""Zip files from strangers: nothing is unpacked to disk, and nothing grows beyond its limit."""

import io
import zlib
from zipfile import BadZipFile, ZipFile

from guidance.intake.document import UnreadableDocument

MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 50 * 1024 * 1024
_IS_ENCRYPTED = 0x1


def open_archive(data: bytes) -> ZipFile:
    """The archive. Raises `UnreadableDocument`: damaged, too_large."""
    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument("damaged") from error
    if len(archive.infolist()) > MAX_MEMBERS:
        raise UnreadableDocument("too_large")
    return archive


def read_member(archive: ZipFile, name: str, limit: int = MAX_MEMBER_BYTES) -> bytes:
    """One member, unpacked in memory, whatever size its header claims.

    Raises `UnreadableDocument`: damaged, encrypted, too_large.
    """
    try:
        info = archive.getinfo(name)
        if info.flag_bits & _IS_ENCRYPTED:
            raise UnreadableDocument("encrypted")
        with archive.open(info) as member:
            content = member.read(limit + 1)
    except (
        BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, NotImplementedError
    ) as error:  # fmt: skip
        raise UnreadableDocument("damaged") from error
    if len(content) > limit:
        raise UnreadableDocument("too_large")
    return content
