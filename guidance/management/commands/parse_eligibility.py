"""`manage.py parse_eligibility`: entry requirements as and/or trees, to read and to measure."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guidance.core.eligibility.expression import to_tree
from guidance.core.eligibility.parse import parse_requirement


class Command(BaseCommand):
    help = "Read requirement texts: one text, or with --jsonl one {id, text} a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH|-", help="a file, or - for standard input")
        parser.add_argument("--jsonl", action="store_true", help="JSON lines in and out")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            path = options["path"]
            text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                f"{options['path']} cannot be read: {error}", returncode=2
            ) from error
        if not options["jsonl"]:
            self.stdout.write(json.dumps(_read(text), ensure_ascii=False, indent=2))
            return
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


def _read(text: str) -> dict[str, Any]:
    requirement = parse_requirement(text)
    tree = to_tree(requirement.expression)
    return {"text": text, "gold": tree if {"all", "any"} & tree.keys() else {"all": [tree]}}
