"""YH numbers, on which educations, qualifications and MYH's decisions meet: `YH01839-2026`.

The number begins anew every year, and older lists leave the year out. Without a year on one side
the number alone is too little: the names have to be the same too.
"""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"YH[ -]?(\d{3,5})(?:[ -/]+(20\d\d))?(?![\d])", re.IGNORECASE)


@dataclass(frozen=True)
class YhNumber:
    """One number. year: None where it is not told."""

    number: int
    year: int | None = None

    def __str__(self) -> str:
        return f"YH{self.number:05}" + (f"-{self.year}" if self.year else "")


def yh_number(text: str) -> YhNumber | None:
    """The number that a text is, with whatever stands after it; None when it is none.

    >>> str(yh_number("yh1839-2026"))
    'YH01839-2026'
    """
    match = _NUMBER.match(text.strip())
    if match is None:
        return None
    return YhNumber(int(match[1]), int(match[2]) if match[2] else None)


def is_same(one: YhNumber, other: YhNumber, *, name: str, other_name: str) -> bool:
    """True when two records are about one education."""
    if one.number != other.number:
        return False
    if one.year and other.year:
        return one.year == other.year
    return " ".join(name.casefold().split()) == " ".join(other_name.casefold().split())
