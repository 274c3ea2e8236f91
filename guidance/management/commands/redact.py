"""`manage.py redact PATH|-`: remove identity from a text, or from each line of JSON Lines."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guidance.intake.redaction import find_identity, redact


class Command(BaseCommand):
    help = (
        "Remove identity from a text. With --jsonl each input line is an object with id and text, "
        "and each output line has id, spans (start, end, kind, surface) and the text that is left."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", help="A file, or - for standard input.")
        parser.add_argument("--jsonl", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        text = _read(options["path"])
        if not options["jsonl"]:
            redacted = redact(text)
            self.stdout.write(redacted.text)
            for kind, count in redacted.removed:
                self.stderr.write(f"{kind}: {count}")
            return
        # Not splitlines: a JSON string may hold U+2028 and others of its line ends as they are.
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                self.stdout.write(json.dumps(_redact_line(line, number), ensure_ascii=False))


def _read(path: str) -> str:
    data = sys.stdin.buffer.read() if path == "-" else _read_file(Path(path))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8: {error.reason}", returncode=2) from error


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}", returncode=2) from error


def _redact_line(line: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
        text = record["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"Line {number} is not a JSON object with a text: {error}", returncode=2
        ) from error
    spans = [
        {"start": s.start, "end": s.end, "kind": s.kind, "surface": text[s.start : s.end]}
        for s in find_identity(text)
    ]
    return {"id": record.get("id", number), "spans": spans, "text": redact(text).text}
