"""`manage.py recognise`: what the recogniser finds in texts."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.recognition.explain import Refusal, refusals_of
from catalog.recognition.mention import Mention
from catalog.recognition.recognise import recognise
from catalog.recognition.texts import Text, read_texts, texts_of
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_lexicon, meaning_in_service


class Command(BaseCommand):
    help = (
        "Recognises occupations, skills, languages and driving licences in plain text, JSON Lines "
        "with id and text, or a folder of those. Exit code 1 when some texts could not be read, "
        "2 when nothing could be done. Nothing is stored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="a file, a folder, or - for standard input")
        parser.add_argument("--kind", choices=("cv", "ad", "education"), required=True)
        parser.add_argument(
            "--jsonl", action="store_true", help="print one JSON object for each text"
        )
        parser.add_argument(
            "--suggest",
            action="store_true",
            help="of CVs, also questions about phrases that no name touches (EMBEDDING_MODEL)",
        )
        parser.add_argument(
            "--explain",
            action="store_true",
            help="also the names that stand in a text and are not meant, each with the guard "
            "that said no",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        meaning = None
        try:
            lexicon = current_lexicon()
            if options["suggest"]:
                state = meaning_in_service()
                meaning = state.meaning
                if state.problem:
                    self.stderr.write(f"No suggestions: {state.problem}")
        except (NoSnapshot, SnapshotDamaged) as error:
            raise CommandError(str(error), returncode=2) from error
        unread = 0
        try:
            for text in _texts(options["path"]):
                if text.problem:
                    unread += 1
                    self.stderr.write(f"{text.id}: {text.problem}")
                    continue
                mentions = recognise(text.text, lexicon, options["kind"], meaning)
                refused = None
                if options["explain"]:
                    refused = refusals_of(text.text, lexicon, options["kind"], mentions)
                self._print(text.id, mentions, refused, options["jsonl"])
        except OSError as error:
            raise CommandError(f"{options['path']}: {error.strerror}", returncode=2) from error
        if unread:
            raise CommandError(f"{unread} texts could not be read", returncode=1)

    def _print(
        self,
        text_id: str,
        mentions: Iterable[Mention],
        refused: Iterable[Refusal] | None,
        as_json: bool,
    ) -> None:
        if as_json:
            row = {"id": text_id, "mentions": [as_row(one) for one in mentions]}
            if refused is not None:
                row["refused"] = [as_refused_row(one) for one in refused]
            self.stdout.write(json.dumps(row, ensure_ascii=False))
            return
        self.stdout.write(text_id)
        for one in mentions:
            mark = " ?" if one.is_suggestion else ""
            self.stdout.write(
                f"  {one.start:>6} {one.surface!r} → {one.label} [{one.type}, {one.role}, "
                f"{one.method}, {one.confidence:.2f}]{mark}"
            )
        for no in refused or ():
            self.stdout.write(
                f"  {no.start:>6} {no.surface!r} is not {no.label} [{no.type}]: {no.guard}"
            )


def as_row(one: Mention) -> dict[str, Any]:
    """A mention as the JSON the command prints; documented in docs/recognition.md."""
    return {
        "start": one.start,
        "end": one.end,
        "surface": one.surface,
        "concept_id": one.concept_id,
        "preferred_label": one.label,
        "type": one.type,
        "role": one.role,
        "confidence": one.confidence,
        "method": one.method,
        "matched": one.matched,
        "is_suggestion": one.is_suggestion,
        "score": one.score,
    }


def as_refused_row(one: Refusal) -> dict[str, Any]:
    """A refused name as the JSON the command prints."""
    return {
        "start": one.start,
        "end": one.end,
        "surface": one.surface,
        "concept_id": one.concept_id,
        "preferred_label": one.label,
        "type": one.type,
        "guard": one.guard,
    }


def _texts(path: str) -> Iterable[Text]:
    if path == "-":
        return texts_of(sys.stdin.buffer.read(), "-")
    return read_texts(Path(path))
