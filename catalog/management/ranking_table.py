"""The table of the ranking sets that `manage.py evaluate` prints."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.conf import settings

from catalog.recognition.linking import Form, Ranked, link, prepare_corpus
from catalog.recognition.ranking_sets import (
    DEPTH,
    GOALS,
    RankingError,
    RankingScore,
    reached,
    read_ranking_set,
    score_ranking,
)
from catalog.recognition.semantic import load_encoder

Write = Callable[[str], object]
_SHOWN = 10


def evaluate_ranking(sets: dict[str, Path], has_details: bool, write: Write) -> None:
    """Link every set and write a row each; with details, its commonest errors too.

    Raises OSError or ValueError for an unreadable set, `ModelUnusable` for the model.
    """
    encoder = load_encoder(settings.EMBEDDING_MODEL)

    def linker(queries: Sequence[str], forms: Sequence[Form]) -> Iterable[tuple[Ranked, ...]]:
        return link(queries, prepare_corpus(forms, encoder), top=DEPTH)

    write(
        f"{'set':<24} {'queries':>7} {'MRR':>7} {'not equal':>9} {'first':>7} {'in 100':>7} "
        f"{'goal':>13} {'reached':>8}"
    )
    for name in (name for name in GOALS if name in sets):
        score = score_ranking(read_ranking_set(sets[name]), linker)
        write(_row(name, score))
        if has_details:
            _write_errors(score, write)


def _row(name: str, score: RankingScore) -> str:
    goal = GOALS[name]
    unequal = "" if score.unequal_mrr is None else f"{score.unequal_mrr:.4f}"
    measure = "A@1" if goal.measure == "first" else "MRR id=0" if goal.unequal else "MRR"
    figure = reached(goal, score)
    is_reached = "" if not goal.reach else " yes" if figure >= goal.reach else " no"
    wanted = f"{measure} {goal.reach:.2f}" if goal.reach else "-"
    return (
        f"{name:<24} {score.queries:>7} {score.mrr:>7.4f} {unequal:>9} {score.first:>7.4f} "
        f"{score.reachable:>7.4f} {wanted:>13} {figure:.4f}{is_reached}"
    )


def _write_errors(score: RankingScore, write: Write) -> None:
    """The wrong answers that were given most often, each with its first example."""
    of_answer: dict[str, list[RankingError]] = {}
    for one in score.errors:
        of_answer.setdefault(one.first, []).append(one)
    commonest = sorted(of_answer.values(), key=len, reverse=True)[:_SHOWN]
    for same in commonest:
        one = same[0]
        place = f"at {one.rank}" if one.rank else f"beyond {DEPTH}"
        write(f"  {len(same)} × {one.first!r}: {one.query!r} is {one.right!r} ({place})")
