"""The child process that parses files from strangers, with nothing to take and nowhere to go.

Started by `guidance.intake.sandbox` with an empty environment. It reads one document after another
from standard input (eight bytes of length, then the bytes) and answers each with JSON of the same
framing. Memory, CPU time, output and files are limited; opening a file for writing or outside the
Python installation, a socket, or another process raises. Where the kernel allows it there is no
network to reach at all.
"""

import ctypes
import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from guidance.intake.detect import Format, detect_format
from guidance.intake.document import UnreadableDocument
from guidance.intake.readers.credential import read_credential
from guidance.intake.readers.docx import read_docx
from guidance.intake.readers.elmo import read_elmo
from guidance.intake.readers.europass_candidate import read_candidate
from guidance.intake.readers.europass_passport import read_passport_json, read_passport_xml
from guidance.intake.readers.html import read_html
from guidance.intake.readers.json_resume import read_json_resume
from guidance.intake.readers.linkedin import read_linkedin
from guidance.intake.readers.odt import read_odt
from guidance.intake.readers.pdf import read_pdf
from guidance.intake.readers.rtf import read_rtf
from guidance.intake.readers.text import read_text

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 10  # for one document
MAX_CHARACTERS = 2_000_000  # far beyond fifty pages

LENGTH = struct.Struct(">Q")
READERS: dict[Format, Callable[[bytes], str]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "rtf": read_rtf,
    "html": read_html,
    "text": read_text,
    "europass_candidate": read_candidate,
    "europass_xml": read_passport_xml,
    "europass_json": read_passport_json,
    "json_resume": read_json_resume,
    "linkedin": read_linkedin,
    "elmo": read_elmo,
}
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000
_FORBIDDEN_EVENTS = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "shutil.", "ctypes.", "tempfile.", "sqlite3.", "urllib.",
)  # fmt: skip


def serve() -> None:
    """Answer documents until the pipe closes."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not get into the answers.
    sys.stdout = sys.stderr
    leave_network()
    confine()
    while (document := _receive(stdin)) is not None:
        _limit_cpu()
        answer = json.dumps(_answer(document)).encode()
        stdout.write(LENGTH.pack(len(answer)) + answer)
        stdout.flush()


def _answer(data: bytes) -> dict[str, Any]:
    try:
        return read_one(data)
    except Exception:
        # A parser's own mistake over a broken file: for the person the file is damaged. Nothing
        # may be logged, since the error may quote the document; `make fuzz` looks for these.
        return {"code": "damaged"}


def read_one(data: bytes) -> dict[str, Any]:
    """`{"text", "format"}` of a document, or `{"code"}` of what is wrong with it.

    A credential adds `credentials`, a list of (issuer, claim, signature).
    """
    answer: dict[str, Any] = {}
    try:
        kind = detect_format(data)
        if kind == "credential":
            text, shown = read_credential(data)
            answer["credentials"] = [
                (_sound(one.issuer), _sound(one.claim), one.signature) for one in shown
            ]
        else:
            text = READERS[kind](data)
    except UnreadableDocument as error:
        return {"code": error.code}
    except (MemoryError, RecursionError):
        return {"code": "too_large"}
    if len(text) > MAX_CHARACTERS:
        return {"code": "too_large"}
    return {"text": _sound(text), "format": kind, **answer}


def _sound(text: str) -> str:
    """Text that every later step can encode: halves of a pair joined or replaced, no NUL."""
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined.replace("\0", " ")


def leave_network() -> bool:
    """Move into a network namespace of its own, where there is not even a loopback.

    Needs Linux, and either the right to administer the machine or user namespaces for everyone;
    False where the kernel refuses. Then the audit hook of `confine` stands alone.
    """
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False  # no Linux
    return any(unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def confine() -> None:
    """Drop everything that parsing does not need; there is no way back."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _limit_cpu() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


_READABLE = tuple(f"{Path(root).resolve()}{os.sep}" for root in (sys.prefix, sys.base_prefix))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: reading the Python installation is allowed (late imports), nothing else is."""
    if event == "open":
        path, _, flags = arguments
        if isinstance(path, int):
            return
        is_writing = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))
        if is_writing or not os.path.realpath(os.fsdecode(path)).startswith(_READABLE):
            raise PermissionError("the reader may not open files")
    elif event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(f"the reader may not use {event}")


def _receive(pipe: BinaryIO) -> bytes | None:
    header = pipe.read(LENGTH.size)
    if len(header) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(header)
    return pipe.read(length)
