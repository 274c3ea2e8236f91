"""The role of a mention: from headings, cue phrases and their scope."""

from catalog.recognition.matcher import Reading, Span
from catalog.recognition.mention import Role, TextKind


def roles_of(reading: Reading, spans: list[Span], kind: TextKind) -> list[Role]:
    """One role for each span."""
    default: dict[TextKind, Role] = {"cv": "held", "ad": "other", "education": "outcome"}
    return [default[kind] for _ in spans]
