"""How much of a collection of requirement texts is read, and what is left unread most often."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guidance.core.eligibility.evaluate import is_answerable
from guidance.core.eligibility.expression import leaves
from guidance.core.eligibility.parse import parse_requirement


@dataclass(frozen=True)
class Share:
    """texts: distinct ones · uses: how often they occur · read, read_uses: of those, wholly read ·
    answerable: wholly read, and held credentials alone decide every demand."""

    form: str
    texts: int
    uses: int
    read: int
    read_uses: int
    answerable: int


@dataclass(frozen=True)
class Summary:
    """forms: one share a form, then one for all · remainders: unread words with their uses, most
    frequent first."""

    forms: tuple[Share, ...]
    remainders: tuple[tuple[str, int], ...]


def is_wholly_read(text: str) -> bool:
    """Whether nothing of a requirement text is left unread; what the quality report asks."""
    return parse_requirement(text).is_wholly_read


def summarise(texts: Iterable[tuple[str, str]]) -> Summary:
    """Measure (form, text) pairs; white space at the ends is no part of a text."""
    uses = Counter((form, text.strip()) for form, text in texts if text.strip())
    remainders: Counter[str] = Counter()
    for (_, text), count in uses.items():
        for piece in parse_requirement(text).unparsed:
            remainders[" ".join(piece.split())] += count
    forms = sorted({form for form, _ in uses})
    shares = [_share(form, {t: n for (f, t), n in uses.items() if f == form}) for form in forms]
    whole: Counter[str] = Counter()
    for (_, text), count in uses.items():
        whole[text] += count
    ranked = sorted(remainders.items(), key=lambda one: (-one[1], one[0]))
    return Summary((*shares, _share("all", whole)), tuple(ranked))


def _share(form: str, uses: dict[str, int]) -> Share:
    wholly = [text for text in uses if is_wholly_read(text)]
    answerable = [
        text
        for text in wholly
        if all(is_answerable(leaf) for leaf in leaves(parse_requirement(text).expression))
    ]
    return Share(
        form, len(uses), sum(uses.values()), len(wholly), sum(uses[text] for text in wholly),
        len(answerable),
    )  # fmt: skip
