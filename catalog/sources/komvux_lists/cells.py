"""What people write in a cell → values. Each function says what is wrong, and what to write."""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})(?:[T ]\d\d[:.]\d\d.*)?")
# Swedes write the day first; a month above twelve is no reason to guess at another order.
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})")
_IN_WORDS = re.compile(r"(?:den )?(\d{1,2})[. ]+([a-zåäö]{3,9})\.?,? (\d{4})")
# A date cell saved as a number: days since a spreadsheet's first.
_SERIAL = re.compile(r"[3-6]\d{4}")
_FIRST_DAY = date(1899, 12, 30)
_NUMBER = re.compile(r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,7})(?:[.,](\d{1,2}))?")
_YES = frozenset(("ja", "j", "x", "1", "sant", "true", "yes"))
_NO = frozenset(("nej", "n", "0", "falskt", "false", "no", "-"))
_ONGOING = ("löpande", "kontinuerlig", "när som helst")


class CellProblem(ValueError):
    """A cell that cannot be read. The text is a reason code."""


def day_in(text: str) -> date:
    """A date in any of the notations of a spreadsheet. Raises `CellProblem`."""
    written = text.strip().casefold()
    if _SERIAL.fullmatch(written):
        return _FIRST_DAY + timedelta(days=int(written))
    if match := _YEAR_FIRST.fullmatch(written):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(written):
        day, month, year = (int(part) for part in match.groups())
    elif match := _IN_WORDS.fullmatch(written):
        if match[2][:3] not in _MONTHS:
            raise CellProblem("date_unreadable")
        day, month, year = int(match[1]), _MONTHS.index(match[2][:3]) + 1, int(match[3])
    else:
        raise CellProblem("date_unreadable")
    try:
        return date(year, month, day)
    except ValueError:
        raise CellProblem("date_impossible") from None


def number_in(text: str, lowest: float, highest: float) -> float:
    """A number, "1 200" and "7,5" and "50 %" among them. Raises `CellProblem`."""
    written = text.strip().casefold()
    for unit in ("%", "procent", "poäng", "p", "gp", "vp", "st"):
        written = written.removesuffix(unit).rstrip()
    match = _NUMBER.fullmatch(written)
    if match is None:
        raise CellProblem("number_unreadable")
    whole = match[1].replace(" ", "").replace("\xa0", "")
    number = float(f"{whole}.{match[2] or 0}")
    if not lowest <= number <= highest:
        raise CellProblem("number_implausible")
    return number


def flag_in(text: str) -> bool:
    """Ja or nej. Raises `CellProblem`."""
    written = text.strip().casefold()
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise CellProblem("yes_or_no_unreadable")


def is_ongoing(text: str) -> bool:
    """True when a date cell says that it can be done at any time."""
    return text.strip().casefold().startswith(_ONGOING)
