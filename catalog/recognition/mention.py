"""What recognition says about a text."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal, NamedTuple

TextKind = Literal["cv", "ad", "education"]
Role = Literal[
    "held",
    "wished",
    "negated",
    "other_person",  # in a CV
    "required",
    "merit",  # in an ad
    "outcome",
    "prerequisite",  # in an education
    "other",  # in an ad or an education
]


class Mention(NamedTuple):
    """One recognised concept in one text; `text[start:end] == surface`.

    start, end: code points, end-exclusive · concept_id, label, type: the concept, its preferred
    label and its taxonomy type · method: the named rule that matched (docs/recognition.md lists
    them) · matched: the lexicon text it matched · confidence: 0–1, an ordering of methods, never
    shown as a percentage of a person · is_suggestion: weak; shown as a question, never a fact ·
    score: how near in meaning the model holds text and name, of a suggestion by it; otherwise 0.
    """

    start: int
    end: int
    surface: str
    concept_id: str
    label: str
    type: str
    role: Role
    confidence: float
    method: str
    matched: str
    is_suggestion: bool = False
    score: float = 0.0


# The same from a tuple of all fields, at half of what calling the class costs.
mention_of: Callable[[tuple[Any, ...]], Mention] = partial(tuple.__new__, Mention)
