"""`manage.py parse_eligibility`: entry requirements as and/or trees, to read and to measure."""

import csv
import gzip
import io
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guidance.core.eligibility.expression import to_tree
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.eligibility.summary import Share, summarise

# Where a file keeps its requirement texts, first that is there.
_COLUMNS = ("text", "sarskild_behorighet", "sarskilda_forkunskaper")
_REMAINDERS = 50


class Command(BaseCommand):
    help = (
        "Read requirement texts: one text, or with --jsonl one {id, text} a line. With --summary "
        "the share that is wholly read in each file (.jsonl or .csv, also .gz), and the commonest "
        "words left unread."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", metavar="PATH|-", nargs="+", help="a file, or - for standard input"
        )
        parser.add_argument("--jsonl", action="store_true", help="JSON lines in and out")
        parser.add_argument("--summary", action="store_true", help="measure the files, each a form")

    def handle(self, *args: object, **options: Any) -> None:
        texts = {path: _content(path) for path in options["paths"]}
        if options["summary"]:
            self._summarise(texts)
            return
        for text in texts.values():
            if options["jsonl"]:
                self._answer_lines(text)
            else:
                self.stdout.write(json.dumps(_read(text), ensure_ascii=False, indent=2))

    def _answer_lines(self, text: str) -> None:
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                answer = {"id": row.get("id", str(number)), **_read(str(row["text"]))}
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CommandError(
                    f"line {number} is no {{id, text}}: {error}", returncode=2
                ) from error
            self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _summarise(self, texts: dict[str, str]) -> None:
        rows = [
            (Path(path).name.partition(".")[0], text)
            for path, content in texts.items()
            for text in _requirements(path, content)
        ]
        if not rows:
            raise CommandError("there are no requirement texts in these files", returncode=2)
        summary = summarise(rows)
        for share in summary.forms:
            self.stdout.write(_line(share))
        self.stdout.write(f"\ncommonest words left unread ({len(summary.remainders)} in all):")
        for piece, uses in summary.remainders[:_REMAINDERS]:
            self.stdout.write(f"{uses:5}  {piece[:120]}")


def _content(path: str) -> str:
    try:
        if path == "-":
            return sys.stdin.read()
        raw = Path(path).read_bytes()
        return (gzip.decompress(raw) if path.endswith(".gz") else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}", returncode=2) from error


def _requirements(path: str, content: str) -> Iterator[str]:
    """The requirement text of each row that has one."""
    if path.removesuffix(".gz").endswith(".csv"):
        rows: Iterator[dict[str, Any]] = iter(csv.DictReader(io.StringIO(content)))
    else:
        rows = (_row(path, number, line) for number, line in enumerate(content.splitlines(), 1))
    for row in rows:
        text = next((row[name] for name in _COLUMNS if row.get(name)), "")
        if isinstance(text, str) and text:
            yield text


def _row(path: str, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line) if line.strip() else {}
    except ValueError as error:
        raise CommandError(f"{path} line {number} is no JSON: {error}", returncode=2) from error
    return row if isinstance(row, dict) else {}


def _line(share: Share) -> str:
    return (
        f"{share.form}: {share.texts} distinct texts, wholly read "
        f"{share.read / share.texts:.3f}; {share.uses} uses, wholly read "
        f"{share.read_uses / share.uses:.3f}; answerable by credentials alone "
        f"{share.answerable / share.texts:.3f}"
    )


def _read(text: str) -> dict[str, Any]:
    requirement = parse_requirement(text)
    tree = to_tree(requirement.expression)
    return {"text": text, "gold": tree if {"all", "any"} & tree.keys() else {"all": [tree]}}
