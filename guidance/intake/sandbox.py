"""The parent's side of the reader process: start it, ask it, replace it.

One warm child per web process. A child that takes too long, dies or breaks the framing is killed
and replaced at the next document; the request that hit it gets a clear error and nothing else is
lost. After `DOCUMENTS_PER_CHILD` documents the child is replaced so that nothing piles up in it.
"""

import atexit
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from guidance.intake.document import Document, ShownCredential, UnreadableDocument
from guidance.intake.worker import LENGTH, MAX_CHARACTERS

WALL_CLOCK_SECONDS = 15.0
START_SECONDS = 30.0
DOCUMENTS_PER_CHILD = 100
# JSON writes a character outside ASCII as six, an astral one as twelve.
_MAX_ANSWER_BYTES = 12 * MAX_CHARACTERS + 100_000

_ROOT = Path(__file__).resolve().parent.parent.parent
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from guidance.intake.worker import serve; serve()"
)


class _ChildFailed(Exception):
    """The child died, hung or talked nonsense."""


class _Child:
    def __init__(self) -> None:
        self.owner = os.getpid()
        self.documents = 0
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a parser's complaint may quote the document
            env={"LANG": "C.UTF-8"},  # no secret of ours is in there
            cwd="/",
            start_new_session=True,  # Ctrl-C is for us; the child ends with its pipe
        )

    def ask(self, data: bytes, seconds: float) -> dict[str, Any]:
        """The child's answer to one document. Raises `_ChildFailed`."""
        deadline = time.monotonic() + seconds
        self.documents += 1
        # A thread writes, since a child that answers nothing would otherwise block us for good.
        writer = threading.Thread(target=self._send, args=(data,), daemon=True)
        writer.start()
        (length,) = LENGTH.unpack(self._receive(LENGTH.size, deadline))
        if length > _MAX_ANSWER_BYTES:
            raise _ChildFailed
        answer: dict[str, Any] = json.loads(self._receive(length, deadline))
        writer.join(timeout=1)
        return answer

    def _send(self, data: bytes) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(LENGTH.pack(len(data)) + data)
            self.process.stdin.flush()
        except OSError:
            return  # the child is gone; the reading side notices and says so

    def _receive(self, length: int, deadline: float) -> bytes:
        assert self.process.stdout is not None
        descriptor = self.process.stdout.fileno()
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while len(received) < length:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise _ChildFailed
                part = os.read(descriptor, min(length - len(received), 1 << 20))
                if not part:
                    raise _ChildFailed
                received += part
        return bytes(received)

    def stop(self) -> None:
        """Kill the child and close the pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # unsent bytes to a dead child are of no use


_lock = threading.Lock()
_child: _Child | None = None


def parse(data: bytes, *, seconds: float = WALL_CLOCK_SECONDS) -> Document:
    """Text of a document, read in the child. Thread-safe; one document at a time.

    Raises `UnreadableDocument`, `took_too_long` included.
    """
    with _lock:
        child = _ready_child()
        # The first document also waits for the child to start.
        allowed = seconds + (START_SECONDS if child.documents == 0 else 0)
        try:
            answer = child.ask(data, allowed)
        except _ChildFailed:
            _stop_child()
            raise UnreadableDocument("took_too_long") from None
    if "code" in answer:
        raise UnreadableDocument(answer["code"])
    return Document(
        text=answer["text"],
        format=answer["format"],
        credentials=tuple(ShownCredential(*one) for one in answer.get("credentials", ())),
    )


def _ready_child() -> _Child:
    global _child
    # A child inherited over a fork belongs to the parent: never share its pipes.
    if _child is not None and _child.owner != os.getpid():
        _child = None
    if _child is not None and (
        _child.documents >= DOCUMENTS_PER_CHILD or _child.process.poll() is not None
    ):
        _stop_child()
    if _child is None:
        _child = _Child()
    return _child


@atexit.register
def _stop_child() -> None:
    global _child
    if _child is not None and _child.owner == os.getpid():
        _child.stop()
    _child = None
