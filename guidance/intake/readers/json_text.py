"""JSON from strangers: careful access to values that may be of any kind."""

import json
from collections.abc import Iterator
from typing import Any

from guidance.intake.document import UnreadableDocument
from guidance.intake.readers.text import read_text

Object = dict[str, Any]


def parse_json(data: bytes) -> Any:
    """The value of a JSON text. Raises `UnreadableDocument`: damaged; RecursionError when deep."""
    try:
        return json.loads(read_text(data))
    except ValueError as error:
        raise UnreadableDocument("damaged") from error


def parse_object(data: bytes) -> Object:
    """The same, where only an object will do."""
    return as_object(parse_json(data))


def as_object(value: Any) -> Object:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> Iterator[Object]:
    """The objects of a list, or the one object that stands in its place."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def string(value: Any) -> str:
    """The value as text in one piece: a string or a number; anything else is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def strings(value: Any) -> list[str]:
    """The texts of a list, or the one text that stands in its place."""
    found = (string(one) for one in (value if isinstance(value, list) else [value]))
    return [one for one in found if one]


def at(value: Any, *path: str) -> Any:
    """The value at a path of keys; a list on the way stands for its first object."""
    for key in path:
        value = next(objects(value), {}).get(key)
    return value
