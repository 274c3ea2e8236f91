"""`manage.py train_embeddings`: makes the project's own embedding."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.models import Concept, ConceptLabel, ConceptRelation
from catalog.recognition.embedding import (
    DEFAULT_FOLDER,
    Splitter,
    Table,
    remember,
    rounded,
    save_embedding,
)
from catalog.recognition.spelling import exchanges
from catalog.recognition.training.fit import fit
from catalog.recognition.training.material import (
    ESCO,
    JOBTECH,
    Material,
    MaterialUnreadable,
    read_excluded,
    read_files,
)
from catalog.recognition.training.pairs import Recipe, TooLittle
from catalog.recognition.training.vocabulary import train_grams, train_vocabulary

_TYPES = (
    Concept.Type.OCCUPATION,
    Concept.Type.OCCUPATION_GROUP,
    Concept.Type.OCCUPATION_FIELD,
    Concept.Type.JOB_TITLE,
    Concept.Type.KEYWORD,
    Concept.Type.SKILL,
    Concept.Type.SKILL_HEADLINE,
    Concept.Type.ESCO_OCCUPATION,
    Concept.Type.ESCO_SKILL,
    Concept.Type.TRAIT,
    Concept.Type.SUN_FIELD,
)
_ESCO_TYPES = (Concept.Type.ESCO_OCCUPATION, Concept.Type.ESCO_SKILL)
# Never a match relation: those tie JobTech to ESCO, which is what the model is measured on.
_TIES = (ConceptRelation.Kind.BROADER, ConceptRelation.Kind.RELATED)


class Command(BaseCommand):
    help = (
        "Trains the model from the catalogue's labels, synonyms, definitions and ties and from "
        "carried files, and writes a model folder. Never uses relations between JobTech and ESCO. "
        "Seeded; some ten minutes on one core."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        recipe = Recipe()
        parser.add_argument(
            "--from",
            dest="files",
            nargs="*",
            type=Path,
            default=[],
            metavar="FILE",
            help="carried files: ESCO labels, see catalog/recognition/training/material.py",
        )
        parser.add_argument(
            "--exclude",
            nargs="*",
            type=Path,
            default=[],
            metavar="FILE",
            help="texts never trained on, such as a measurement's queries: one per line, or the "
            "text column of a TSV",
        )
        parser.add_argument("--output", type=Path, default=DEFAULT_FOLDER, metavar="FOLDER")
        parser.add_argument(
            "--pieces",
            nargs="+",
            type=int,
            default=[8000],
            help="sizes of the vocabularies; a table of vectors is trained for each",
        )
        parser.add_argument(
            "--grams",
            nargs="*",
            type=int,
            default=[60000],
            help="how many grams; a table of vectors is trained for each number",
        )
        parser.add_argument("--dimensions", type=int, default=recipe.dimensions)
        parser.add_argument("--steps", type=int, default=recipe.steps)
        parser.add_argument("--batch", type=int, default=recipe.batch)
        parser.add_argument("--seed", type=int, default=recipe.seed)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            material = Material(excluded=read_excluded(options["exclude"]))
            read_catalogue(material)
            read_files(options["files"], material)
        except (OSError, ValueError, MaterialUnreadable) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            f"{len(material.labels)} groups, {sum(map(len, material.labels.values()))} labels, "
            f"{len(material.definitions)} definitions, {len(material.ties)} ties; "
            f"{material.left_out} labels excluded"
        )
        if not material.labels:
            raise CommandError("nothing to train on: load a catalogue or give --from", returncode=2)
        if options["dimensions"] % 2:
            raise CommandError("--dimensions must be even: two numbers share a byte", returncode=2)
        recipe = Recipe(
            dimensions=options["dimensions"],
            steps=options["steps"],
            batch=options["batch"],
            seed=options["seed"],
        )
        merged = material.merged()
        splitters: list[Splitter] = [
            *(train_vocabulary(material.texts(), size) for size in sorted(options["pieces"])),
            *(train_grams(material.names(), size) for size in sorted(options["grams"])),
        ]
        try:
            tables = [
                Table(splitter, rounded(fit(merged, splitter, recipe, self.stdout.write)))
                for splitter in splitters
            ]
        except TooLittle as error:
            raise CommandError(str(error), returncode=2) from error
        memory = remember(material.synonyms, tables) if material.synonyms else None
        known = exchanges(material.synonyms)
        identity = save_embedding(options["output"], tables, memory, known)
        self.stdout.write(
            f"{options['output']}: {len(tables)} tables, {len(material.synonyms)} synonyms, "
            f"{len(known)} exchanges, hash {identity}"
        )


def read_catalogue(material: Material) -> None:
    """Add the catalogue's concepts, in order of id."""
    concepts = Concept.objects.filter(type__in=_TYPES, withdrawn_at=None).order_by("id")
    of = {}
    for one, kind, label, definition in concepts.values_list(
        "id", "type", "preferred_label", "definition"
    ):
        of[one] = ESCO if kind in _ESCO_TYPES else JOBTECH
        material.add_label(one, label, "sv", of[one])
        material.add_definition(one, definition)
    labels = ConceptLabel.objects.filter(withdrawn_at=None, concept__in=concepts)
    for one, text, language in labels.order_by("id").values_list("concept", "text", "language"):
        material.add_label(one, text, language, of[one])
    relations = ConceptRelation.objects.filter(withdrawn_at=None, kind__in=_TIES)
    for one, other in relations.order_by("id").values_list("source", "target"):
        material.add_tie(one, other)
