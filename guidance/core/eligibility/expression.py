"""What an entry requirement says, as a tree: all of, any of, one demand, or words left unread."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | float | int | tuple[str, ...] | None


@dataclass(frozen=True)
class Atom:
    """One demand. kind: a word of docs/paths.md's table (`course`, `basic`, `degree` …).

    value: its main value, such as `Matematik 2` · fields: the other values, sorted by name.
    """

    kind: str
    value: Value
    fields: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, kind: str, value: Value, **fields: Value) -> "Atom":
        """An atom whose empty fields are left out."""
        kept = sorted((k, v) for k, v in fields.items() if v not in (None, "", ()))
        return cls(kind, value, tuple(kept))

    def get(self, name: str) -> Value:
        """A field, or None."""
        return dict(self.fields).get(name)


@dataclass(frozen=True)
class Unparsed:
    """The source's own words that this parser cannot read: a requirement we cannot judge."""

    text: str


@dataclass(frozen=True)
class Note:
    """The source's own words that demand nothing (advice, age rules, links)."""

    text: str


@dataclass(frozen=True)
class AllOf:
    """Every part must hold. No parts: nothing is demanded."""

    parts: tuple["Expression", ...] = ()


@dataclass(frozen=True)
class AnyOf:
    """One part is enough."""

    parts: tuple["Expression", ...]


Expression: TypeAlias = Atom | Unparsed | Note | AllOf | AnyOf


def all_of(parts: list[Expression]) -> Expression:
    """Conjunction without needless nesting or repetition."""
    return _joined(AllOf, parts)


def any_of(parts: list[Expression]) -> Expression:
    """Disjunction without needless nesting or repetition."""
    return _joined(AnyOf, parts)


def _joined(kind: type[AllOf] | type[AnyOf], parts: list[Expression]) -> Expression:
    flat: list[Expression] = []
    for part in parts:
        inner = part.parts if isinstance(part, kind) else (part,)
        flat.extend(one for one in inner if one not in flat)
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def leaves(expression: Expression) -> Iterator[Atom | Unparsed | Note]:
    """Atoms, remainders and notes in reading order."""
    if isinstance(expression, AllOf | AnyOf):
        for part in expression.parts:
            yield from leaves(part)
    else:
        yield expression


def to_tree(expression: Expression) -> dict[str, object]:
    """Plain JSON-able shape: {"all": […]}, {"any": […]} or one flat object per atom."""
    if isinstance(expression, AllOf):
        return {"all": [to_tree(part) for part in expression.parts]}
    if isinstance(expression, AnyOf):
        return {"any": [to_tree(part) for part in expression.parts]}
    if isinstance(expression, Unparsed):
        return {"unparsed": expression.text}
    if isinstance(expression, Note):
        return {"note": expression.text}
    plain = {k: list(v) if isinstance(v, tuple) else v for k, v in expression.fields}
    return {expression.kind: expression.value, **plain}
