"""The same paper in two languages, row by row, so that two people can point at the same line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from guidance.paper.content import Line, Paper

RowKind = Literal["title", "heading", "step", "text", "line"]


@dataclass(frozen=True)
class Row:
    """One thing said, in the first language and in the second."""

    kind: RowKind
    first: str
    second: str


def paired(first: Paper, second: Paper) -> list[Row]:
    """Rows of two papers of the same plan. Raises ValueError when they are not of the same plan."""
    rows = zip(_said(first), _said(second), strict=True)
    return [Row(kind, one, other) for (kind, one), (_, other) in rows]


def _said(paper: Paper) -> Iterator[tuple[RowKind, str]]:
    yield "title", paper.title
    yield "text", paper.lead
    yield "heading", paper.words["to_do"]
    for when, what in paper.to_do:
        yield "line", f"{when}: {what}"
    for part in paper.parts:
        yield "heading", part.name
        yield from _lines(part.figures)
        for step in part.steps:
            yield "step", step.name
            yield "text", step.when
            if step.remark:
                yield "text", step.remark
            yield from _lines(step.lines)
            for quote in step.quotes:
                yield "text", f"”{quote}”"
    if paper.basis:
        yield "heading", paper.words["basis"]
        yield from _lines(paper.basis)
    yield "text", paper.foot


def _lines(lines: tuple[Line, ...]) -> Iterator[tuple[RowKind, str]]:
    for label, words in lines:
        yield "line", f"{label}: {words}"
