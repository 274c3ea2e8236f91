"""How good recognition is on annotated texts: precision, recall, F1 and roles.

A prediction is right when its span overlaps an annotated one and its concept is that one's or in
`also_ok`. One prediction is paired with each required mention, longest overlap first; a second
right one on the same mention is left out of the count, as is anything on an `ignore` or `optional`
span; everything else counts against precision.
"""

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalog.recognition.mention import Mention, TextKind

SETS: dict[str, TextKind] = {
    "cv_mentions": "cv",
    "ad_mentions": "ad",
    "education_mentions": "education",
}
# F1 and role accuracy to reach.
GOALS: dict[str, tuple[float, float]] = {
    "cv_mentions": (0.85, 0.95),
    "ad_mentions": (0.80, 0.90),
    "education_mentions": (0.80, 0.92),
}
SCORED_TYPES = ("driving-licence", "language", "occupation-name", "skill")
Annotation = dict[str, Any]
Recogniser = Callable[[str, TextKind], Iterable[Mention]]


@dataclass
class Score:
    """Counts over texts. gold: required mentions · found: those paired · predicted: found and wrong
    ones · roles_right: paired mentions whose role is right · traps, traps_hit: spans that must not
    be recognised · reachable: required mentions of a concept that the lexicon has at all, the
    ceiling of `found` · missed, wrong: (text id, surface, label) of each error · roles_wrong: (role
    it is, role it was taken for, surface)."""

    texts: int = 0
    gold: int = 0
    found: int = 0
    predicted: int = 0
    roles_right: int = 0
    traps: int = 0
    traps_hit: int = 0
    reachable: int = 0
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    roles_wrong: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def ceiling(self) -> float:
        """The highest recall that this lexicon allows."""
        return self.reachable / self.gold if self.gold else 0.0

    @property
    def role_accuracy(self) -> float:
        return self.roles_right / self.found if self.found else 0.0


def commonest_errors(score: Score, most: int = 10) -> list[tuple[int, str]]:
    """(times, what): the errors that occur most, of all kinds together; ties in order of what."""
    errors = Counter(
        [
            *(f"missed {surface.casefold()!r} → {label}" for _, surface, label in score.missed),
            *(f"wrong  {surface.casefold()!r} → {label}" for _, surface, label in score.wrong),
            *(f"role   {right} taken for {taken}" for right, taken, _ in score.roles_wrong),
        ]
    )
    ordered = sorted(errors.items(), key=lambda item: (-item[1], item[0]))
    return [(times, what) for what, times in ordered[:most]]


def find_sets(folder: Path) -> dict[str, Path]:
    """Set name → its `gold.jsonl`, for every known set in or below a folder."""
    found: dict[str, Path] = {}
    for file in sorted(folder.rglob("gold.jsonl")):
        if file.parent.name in SETS:
            found.setdefault(file.parent.name, file)
    return found


def read_set(file: Path) -> list[Annotation]:
    """Annotated texts of one set. Raises OSError or ValueError when it cannot be read."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def score_set(
    rows: Sequence[Annotation],
    kind: TextKind,
    recognise: Recogniser,
    known: Container[str] | None = None,
) -> Score:
    """Recognise every text of a set and count. known: ids of the concepts that can be found at all,
    None when all of them can."""
    score = Score()
    for row in rows:
        score_text(row, list(recognise(row["text"], kind)), score, known)
    return score


def score_text(
    row: Annotation,
    mentions: Sequence[Mention],
    score: Score,
    known: Container[str] | None = None,
) -> None:
    """Add one text's counts to a score."""
    required = [one for one in row["mentions"] if not one.get("optional")]
    optional = [one for one in row["mentions"] if one.get("optional")]
    counted = [one for one in dict.fromkeys(mentions) if one.type in SCORED_TYPES]
    edges = sorted(
        (-_overlap(gold, one), g, m)
        for g, gold in enumerate(required)
        for m, one in enumerate(counted)
        if _overlap(gold, one) > 0 and one.concept_id in _accepted(gold)
    )
    paired: dict[int, int] = {}
    used: set[int] = set()
    for _, g, m in edges:
        if g not in paired and m not in used:
            paired[g] = m
            used.add(m)
    right = {m for _, _, m in edges}
    wrong = [
        one
        for m, one in enumerate(counted)
        if m not in right and not _is_left_out(one, row, required, optional)
    ]
    score.texts += 1
    score.gold += len(required)
    score.reachable += sum(
        known is None or any(one in known for one in _accepted(gold)) for gold in required
    )
    score.found += len(paired)
    score.predicted += len(paired) + len(wrong)
    for g, m in paired.items():
        if counted[m].role in {required[g]["role"], *required[g].get("role_also_ok", ())}:
            score.roles_right += 1
        else:
            taken = (required[g]["role"], counted[m].role, required[g]["surface"])
            score.roles_wrong.append(taken)
    traps = row.get("must_not", ())
    score.traps += len(traps)
    score.traps_hit += sum(any(_overlap(trap, one) > 0 for one in wrong) for trap in traps)
    score.missed += [
        (row["id"], gold["surface"], gold["preferred_label"])
        for g, gold in enumerate(required)
        if g not in paired
    ]
    score.wrong += [(row["id"], one.surface, one.label) for one in wrong]


def _is_left_out(
    one: Mention,
    row: Annotation,
    required: Sequence[Annotation],
    optional: Sequence[Annotation],
) -> bool:
    if any(_overlap(span, one) > 0 for span in row.get("ignore", ())):
        return True
    here = [gold for gold in optional if _overlap(gold, one) > 0]
    if not here:
        return False
    if any(one.concept_id in _accepted(gold) for gold in here):
        return True
    return not any(_overlap(gold, one) > 0 for gold in required)


def _overlap(span: Annotation, one: Mention) -> int:
    return min(int(span["end"]), one.end) - max(int(span["start"]), one.start)


def _accepted(gold: Annotation) -> set[str]:
    return {gold["concept_id"], *(other["concept_id"] for other in gold.get("also_ok", ()))}
