"""Single values of EMIL elements: dates, numbers, codes, links. What is odd is mended or left out.

Every function takes the field's name and the list of repairs of its record; what it changed or left
out it writes there. A value that is merely absent is no repair.
"""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from catalog.sources.municipalities import is_elsewhere, municipality_code
from catalog.sources.record import Repair
from catalog.sources.susa_navet.texts import clean_line, language_code, mend_mojibake, strings_of

# EMIL's times are local and carry no zone.
_SWEDISH_TIME = ZoneInfo("Europe/Stockholm")
_YEARS_BACK, _YEARS_AHEAD = 10, 10
LONGEST_ID = 120
# Words that stand where a town should: anywhere (a code beside it is the school's own), or nowhere.
_ANYWHERE = frozenset(("distans", "online", "ortsoberoende"))
_NOWHERE = frozenset(("flera orter", "hela landet", "hela sverige", "okänd", "okänt", "saknas"))
# What clean_line does silently; anything else it removes from a title is worth telling the source.
_INVISIBLE_IN_TITLE = re.compile("[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\ufeff]")


def title_of(value: Any, field: str, language: str, repairs: list[Repair]) -> str:
    """A name or title in a language, one clean line; "" when it has none."""
    for written, raw in strings_of(value):
        if written != language:
            if language_code(written) != language:
                continue
            repairs.append(Repair(field, "language_code", written))
        text = clean_line(raw)
        if text != raw:
            if mend_mojibake(raw) != raw:  # also a single Windows-1252 dash or quote
                repairs.append(Repair(field, "mojibake", raw[:120]))
            elif _INVISIBLE_IN_TITLE.search(raw):
                repairs.append(Repair(field, "invisible_characters", ascii(raw)[:120]))
        if text:
            return text
    return ""


def shortened(text: str, longest: int, field: str, repairs: list[Repair]) -> str:
    """The text, cut at `longest` characters when it is longer."""
    if len(text) <= longest:
        return text
    repairs.append(Repair(field, "too_long", f"{len(text)} > {longest}"))
    return text[: longest - 1].rstrip() + "…"


def code_of(value: Any) -> str:
    """The code of a coded value `{"type", "code"}`, or of a bare text; "" when there is none."""
    if isinstance(value, dict):
        value = value.get("code")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    return text.strip() if text.isascii() and text.isprintable() else clean_line(text)


def list_of(value: Any) -> list[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def id_of(value: Any) -> str:
    """An id as it is written; "" when it is none that the catalogue could hold."""
    is_id = isinstance(value, str) and value.isprintable() and len(value) <= LONGEST_ID
    return str(value) if is_id else ""


@lru_cache(maxsize=20_000)
def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_BASIC_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LOOSE_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


def day_of(value: Any, field: str, repairs: list[Repair], *, has_time: bool = False) -> date | None:
    """A date. 20270118, 2027-1-8 and a needless time are mended; all else unreadable is left out.

    has_time: the field is a date-time in the standard, so its time is no fault.
    """
    if value is None:
        return None
    if isinstance(value, str):
        if len(value) == 10 and (day := _iso_day(value)):
            return day
        if has_time and len(value) >= 19 and value[10] == "T" and (day := _iso_day(value[:10])):
            return day
        match = _BASIC_DAY.fullmatch(value.strip()) or _LOOSE_DAY.fullmatch(value.strip())
        if match:
            year, month, number = match.groups()
            day = _iso_day(f"{year}-{month:0>2}-{number:0>2}")
            if day:
                repairs.append(Repair(field, "date_mended", value[:40]))
                return day
    repairs.append(Repair(field, "date_malformed", str(value)[:40]))
    return None


def moment_of(value: Any, field: str, repairs: list[Repair]) -> datetime | None:
    """A local Swedish date-time without zone, as UTC; a zone that is there is believed."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            local = moment if moment.tzinfo else moment.replace(tzinfo=_SWEDISH_TIME)
            return local.astimezone(UTC)
    if value is not None:
        repairs.append(Repair(field, "date_malformed", str(value)[:40]))
    return None


def plausible_day(
    day: date | None, around: int | None, field: str, repairs: list[Repair]
) -> date | None:
    """The date unless its year is far from `around`, the year the record was last touched in."""
    if day is None or around is None or -_YEARS_BACK <= day.year - around <= _YEARS_AHEAD:
        return day
    repairs.append(Repair(field, "year_implausible", day.isoformat()))
    return None


_NUMBER = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*[a-zåäö]*", re.IGNORECASE)


def number_of(value: Any, field: str, repairs: list[Repair]) -> float | None:
    """A finite number; "7,5" and "15 hp" are read, "ca 200" is left out: no exact figure."""
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9:
        return float(value)
    if isinstance(value, str) and (match := _NUMBER.fullmatch(value.strip())):
        repairs.append(Repair(field, "number_as_text", value[:40]))
        return float(match[1].replace(",", "."))
    repairs.append(Repair(field, "number_unreadable", str(value)[:40]))
    return None


def count_of(value: Any, field: str, repairs: list[Repair]) -> int | None:
    """A whole number of things, 0 to 100 000; anything else is left out."""
    if type(value) is int and 0 <= value <= 100_000:
        return value
    number = number_of(value, field, repairs)
    if number is None:
        return None
    if number != int(number) or not 0 <= number <= 100_000:
        repairs.append(Repair(field, "not_a_count", str(value)[:40]))
        return None
    return int(number)


def flag_of(value: Any, field: str, repairs: list[Repair]) -> bool | None:
    """True, False, or None when it is not said. "ja" and "nej" are understood."""
    if value is None or value is True or value is False:
        return value
    text = str(value).strip().casefold()
    for meaning, words in (
        (True, ("ja", "true", "1", "yes")),
        (False, ("nej", "false", "0", "no")),
    ):
        if text in words:
            repairs.append(Repair(field, "boolean_as_text", str(value)[:40]))
            return meaning
    repairs.append(Repair(field, "not_a_boolean", str(value)[:40]))
    return None


_HOST = r"(?:[a-z0-9åäö](?:[a-z0-9åäö-]*[a-z0-9åäö])?\.)+[a-z]{2,}"
_GOOD_URL = re.compile(rf"https?://{_HOST}(?::\d+)?(?:[/?#][^\s<>\"'`{{}}\\]*)?", re.IGNORECASE)
_BARE_URL = re.compile(rf"(?:https?:?/{{0,3}}|//)?({_HOST}(?::\d+)?(?:[/?#].*)?)", re.IGNORECASE)


def url_of(value: Any, field: str, repairs: list[Repair], longest: int = 500) -> str:
    """The first web address of a LangUrl (Swedish first) that can be opened; else "".

    An address without a scheme gets https://; any scheme but http and https is left out.
    """
    urls = value.get("urls") if isinstance(value, dict) else value
    if isinstance(urls, str):
        urls = [{"value": urls}]
    if not isinstance(urls, list):
        return ""
    entries = [one for one in urls if isinstance(one, dict) and isinstance(one.get("value"), str)]
    entries.sort(key=lambda one: language_code(one.get("lang") or "swe") != "swe")
    for one in entries:
        written = one["value"]
        if len(written) <= longest and _GOOD_URL.fullmatch(written):
            return str(written)
        match = _BARE_URL.fullmatch(written.strip())
        scheme = "http" if written.strip().lower().startswith("http:") else "https"
        mended = f"{scheme}://{match[1]}" if match else ""
        if mended and len(mended) <= longest and _GOOD_URL.fullmatch(mended):
            repairs.append(Repair(field, "url_mended", written[:120]))
            return mended
        repairs.append(Repair(field, "url_unusable", written[:120]))
    return ""


def place_of(address: Any, field: str, repairs: list[Repair]) -> tuple[str, str]:
    """(municipality code, town) of an Address; a part that names no place is "".

    With a code that is no municipality, or a town that lies elsewhere or is none ("hela landet"),
    both are left empty: one of the two is wrong, and nobody here knows which.
    """
    if not isinstance(address, dict):
        return "", ""
    town = address.get("town")
    town = clean_line(town) if isinstance(town, str) else ""
    is_nowhere = town.casefold() in _NOWHERE or not (town == "" or any(map(str.isalpha, town)))
    if is_nowhere or town.casefold() in _ANYWHERE:
        town = ""
    written = address.get("areaCode")
    if written is None:
        return "", town[:120]
    code = municipality_code(written)
    if code is None or is_nowhere or is_elsewhere(code, town):
        detail = f"{written!r} {address.get('town', '')!r}"
        repairs.append(Repair(f"{field}.areaCode", "areacode_unknown", detail[:120]))
        return "", ""
    if code != written:
        repairs.append(Repair(f"{field}.areaCode", "areacode_mended", f"{written} → {code}"))
    return code, town[:120]
