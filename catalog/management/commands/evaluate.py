"""`manage.py evaluate`: how good recognition is on annotated texts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.management.ranking_table import evaluate_ranking
from catalog.recognition.embedding import ModelUnusable
from catalog.recognition.evaluation import (
    GOALS,
    SETS,
    Score,
    commonest_errors,
    find_sets,
    read_set,
    score_set,
)
from catalog.recognition.ranking_sets import GOALS as RANKING_GOALS
from catalog.recognition.ranking_sets import find_ranking_sets
from catalog.recognition.recognise import recognise
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_lexicon


class Command(BaseCommand):
    help = (
        "Recognises every annotated set (cv_mentions, ad_mentions, education_mentions) found in or "
        "below PATH with the lexicon in service; prints precision, recall, F1 and role accuracy, "
        "what each is to reach, the highest recall the lexicon allows, and the ten commonest "
        "errors. "
        "Links every ranking set found there; prints what each is to reach and what it reaches."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--details",
            action="store_true",
            help="list every error, and of a ranking set the ten commonest",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sets = find_sets(options["path"])
        ranking_sets = find_ranking_sets(options["path"])
        if not sets and not ranking_sets:
            raise CommandError(
                f"no set ({', '.join((*SETS, *RANKING_GOALS))}) found below {options['path']}",
                returncode=2,
            )
        if ranking_sets:
            try:
                evaluate_ranking(ranking_sets, options["details"], self.stdout.write)
            except (OSError, ValueError, ModelUnusable) as error:
                raise CommandError(str(error), returncode=2) from error
        if sets:
            self._evaluate_annotated(sets, options["details"])

    def _evaluate_annotated(self, sets: dict[str, Path], details: bool) -> None:
        try:
            lexicon = current_lexicon()
        except (NoSnapshot, SnapshotDamaged) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            f"{'set':<20} {'texts':>5} {'gold':>5} {'P':>7} {'R':>7} {'ceiling':>7} {'F1':>7} "
            f"{'goal':>5} {'roles':>7} {'goal':>5} {'traps':>6} {'reached':>7}"
        )
        known = frozenset(lexicon.tables.concept_id)
        scores: dict[str, Score] = {}
        for name, file in sets.items():
            try:
                rows = read_set(file)
            except (OSError, ValueError) as error:
                raise CommandError(f"{file} cannot be read: {error}", returncode=2) from error
            score = score_set(
                rows, SETS[name], lambda text, kind: recognise(text, lexicon, kind), known
            )
            scores[name] = score
            self.stdout.write(_row(name, score))
        for name, score in scores.items():
            self._print_errors(name, score, details)

    def _print_errors(self, name: str, score: Score, details: bool) -> None:
        self.stdout.write(f"{name}: commonest errors")
        for times, what in commonest_errors(score):
            self.stdout.write(f"  {times:>3} {what}")
        if details:
            for text_id, surface, label in score.missed:
                self.stdout.write(f"  missed {text_id} {surface!r} → {label}")
            for text_id, surface, label in score.wrong:
                self.stdout.write(f"  wrong  {text_id} {surface!r} → {label}")


def _row(name: str, score: Score) -> str:
    goal, role_goal = GOALS[name]
    is_reached = score.f1 >= goal and score.role_accuracy >= role_goal
    return (
        f"{name:<20} {score.texts:>5} {score.gold:>5} {score.precision:>7.4f} "
        f"{score.recall:>7.4f} {score.ceiling:>7.4f} {score.f1:>7.4f} {goal:>5.2f} "
        f"{score.role_accuracy:>7.4f} {role_goal:>5.2f} "
        f"{f'{score.traps_hit}/{score.traps}':>6} {'yes' if is_reached else 'no':>7}"
    )
