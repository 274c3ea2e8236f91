"""`manage.py link`: ranks the concepts of a corpus for each query."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.recognition.embedding import ModelUnusable
from catalog.recognition.linking import link, prepare_corpus
from catalog.recognition.ranking_sets import read_forms, read_rows
from catalog.recognition.semantic import load_encoder


class Command(BaseCommand):
    help = (
        "Ranks the concepts of a corpus for each query, by meaning and by spelling. Uses only the "
        "corpus and the model. CORPUS has the columns cid and text, and maybe a third with the "
        "concept that a form names; QUERIES has qid and text; both may be gzipped. A line "
        "per query, tab-separated: its id, then the best ids, best first: one form of a concept, "
        "then the others."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--corpus", type=Path, required=True, metavar="TSV")
        parser.add_argument("--queries", type=Path, required=True, metavar="TSV")
        parser.add_argument("--top", type=int, default=100, metavar="N")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument(
            "--model",
            default=settings.EMBEDDING_MODEL,
            help="as EMBEDDING_MODEL, which is the default: off, PATH@SHA256 or NAME@COMMIT",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["top"] < 1:
            raise CommandError("--top is at least 1", returncode=2)
        try:
            corpus = prepare_corpus(read_forms(options["corpus"]), load_encoder(options["model"]))
            queries = read_rows(options["queries"], "qid", "text")
        except (OSError, ValueError, ModelUnusable) as error:
            raise CommandError(str(error), returncode=2) from error
        rankings = link([row["text"] for row in queries], corpus, top=options["top"])
        with options["output"].open("w", encoding="utf-8") as output:
            for row, ranking in zip(queries, rankings, strict=True):
                output.write("\t".join([row["qid"], *(one.form.id for one in ranking)]) + "\n")
        self.stdout.write(f"{len(queries)} queries, {len(corpus.forms)} forms: {options['output']}")
