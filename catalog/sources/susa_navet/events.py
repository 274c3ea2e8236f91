"""`educationEvent` → `EducationEvent`.

Dates that contradict each other or cannot be true are left out, and the occasion becomes "not set":
it stays in the catalogue and can never be offered as dated. Tuition in the UHR extension is for
students from outside the EU and is not read; a price is what `fees` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from catalog.sources.record import BadRecord, Record, Reference, Repair
from catalog.sources.susa_navet.texts import language_code
from catalog.sources.susa_navet.values import (
    code_of,
    count_of,
    day_of,
    flag_of,
    id_of,
    list_of,
    number_of,
    place_of,
    plausible_day,
    shortened,
    title_of,
    url_of,
)

NOT_SET, DATED = 0, 1
_CONDITIONS = {"0": NOT_SET, "1": DATED, "2": 2, "3": 3}
_PACE_LOWEST, _PACE_HIGHEST = 10, 150
# Late applications are taken for some weeks; a last day long after the start is a wrong date.
_LONGEST_AFTER_START = timedelta(days=30)
# A swapped application period is as long as periods are; a longer one hides a wrong year.
_LONGEST_PERIOD = timedelta(days=200)
_SWEDISH, _ENGLISH = ("swe",), ("eng",)


@dataclass(frozen=True)
class EducationEvent(Record):
    """A row of `EducationEvent`."""

    table: ClassVar[str] = "EducationEvent"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("education", "Education"),
        Reference("provider", "Provider", otherwise="clear"),
    )

    education: str
    provider: str | None
    title: str
    condition: int
    start: date | None
    end: date | None
    apply_first: date | None
    apply_last: date | None
    applies_continuously: bool
    application_code: str
    application_url: str
    pace: int | None
    municipality_code: str
    town: str
    is_distance: bool
    onsite_sessions: int | None
    languages: tuple[str, ...]
    time_of_study: str
    fee: float | None
    places: int | None
    is_cancelled: bool
    only_in_programme: bool
    url: str
    expires: date | None


def event_of(
    event_id: str, content: Mapping[str, Any], repairs: list[Repair]
) -> EducationEvent | None:
    """The record of an event; None, and a note, when it is not open to applicants from Sweden.

    Raises `BadRecord` without an education.
    """
    education = id_of(content.get("education"))
    if not education:
        raise BadRecord("education", "missing_required")
    extension = _extension_of(content)
    details = _dict(extension.get("applicationDetails"))
    if details.get("visibleToSwedishApplicants") is False:
        repairs.append(Repair("extensions", "left_out_not_for_swedish_applicants"))
        return None
    expires = day_of(content.get("expires"), "expires", repairs, has_time=True)
    around = _year_of(content.get("lastEdited"), expires)
    for field in ("lastEdited", "expires"):
        if not content.get(field):
            repairs.append(Repair(field, "missing_required"))
    condition, start, end = _execution_of(content.get("execution"), around, repairs)
    application = _dict(content.get("application"))
    is_continuous = bool(flag_of(application.get("continuous"), "application.continuous", repairs))
    first, last = _application_of(application, details, start, around, repairs)
    code, town = _location_of(content, repairs)
    is_distance, onsite = _distance_of(content, extension, repairs)
    return EducationEvent(
        id=event_id,
        education=education,
        provider=_provider_of(content.get("providers"), repairs),
        title=_title_of(content, repairs),
        condition=condition,
        start=start,
        end=end,
        apply_first=first,
        apply_last=last,
        applies_continuously=is_continuous,
        application_code=code_of(application.get("code"))[:60],
        application_url=url_of(application.get("url"), "application.url", repairs),
        pace=_pace_of(content.get("paceOfStudy"), repairs),
        municipality_code=code,
        town=town,
        is_distance=is_distance,
        onsite_sessions=onsite,
        languages=_languages_of(content.get("languageOfInstructions"), repairs),
        time_of_study=code_of(content.get("timeOfStudy"))[:20],
        fee=_fee_of(content.get("fees"), repairs),
        places=count_of(content.get("places"), "places", repairs),
        is_cancelled=bool(flag_of(content.get("isCancelled"), "isCancelled", repairs)),
        only_in_programme=bool(
            details.get("onlyAsPartOfProgram") or details.get("onlyAsPartOfPackage")
        ),
        url=url_of(content.get("url"), "url", repairs),
        expires=expires,
    )


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _extension_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The university extension, if any; it is told by its keys too, as types have been missing."""
    for one in list_of(content.get("extensions")):
        if isinstance(one, dict) and (
            one.get("type") == "UHEventExtension" or "applicationDetails" in one
        ):
            return one
    return {}


def _year_of(last_edited: Any, expires: date | None) -> int | None:
    if isinstance(last_edited, str) and last_edited[:4].isdecimal():
        return int(last_edited[:4])
    return expires.year if expires else None


def _title_of(content: Mapping[str, Any], repairs: list[Repair]) -> str:
    value = content.get("title")
    if not value:
        return ""
    title = title_of(value, "title", "swe", repairs) or title_of(value, "title", "eng", repairs)
    return shortened(title, 400, "title", repairs)


def _execution_of(
    value: Any, around: int | None, repairs: list[Repair]
) -> tuple[int, date | None, date | None]:
    if not isinstance(value, dict):
        repairs.append(Repair("execution", "missing_required"))
        return NOT_SET, None, None
    code = code_of(value.get("condition"))
    condition = _CONDITIONS.get(code, NOT_SET)
    if code not in _CONDITIONS:
        repairs.append(Repair("execution.condition", "condition_unknown", code[:40]))
    start = day_of(value.get("start"), "execution.start", repairs)
    end = day_of(value.get("end"), "execution.end", repairs)
    start = plausible_day(start, around, "execution.start", repairs)
    end = plausible_day(end, around, "execution.end", repairs)
    if start and end and end < start:
        repairs.append(Repair("execution", "end_before_start", f"{start} > {end}"))
        start = end = None
    if condition == DATED and start is None:
        condition = NOT_SET  # what is wrong with the date is already told
    return condition, start, end


def _application_of(
    application: Mapping[str, Any],
    details: Mapping[str, Any],
    start: date | None,
    around: int | None,
    repairs: list[Repair],
) -> tuple[date | None, date | None]:
    """(first, last) day to apply. Where late applications are taken, last is their closing day."""
    first = day_of(application.get("first"), "application.first", repairs)
    last = day_of(application.get("last"), "application.last", repairs)
    first = plausible_day(first, around, "application.first", repairs)
    last = plausible_day(last, around, "application.last", repairs)
    if first and last and first > last:
        repairs.append(Repair("application", "application_reversed", f"{first} > {last}"))
        is_swap = first - last <= _LONGEST_PERIOD and (start is None or first <= start)
        first, last = (last, first) if is_swap else (None, None)
    closes = day_of(details.get("closeDate"), "closeDate", repairs)
    if closes and last and closes > last:
        last = closes
    if last and start and last - start > _LONGEST_AFTER_START:
        repairs.append(Repair("application.last", "application_long_after_start", str(last)))
        last = None
    return first, last


def _provider_of(value: Any, repairs: list[Repair]) -> str | None:
    """The first provider; the others are partners of the same occasion."""
    if provider := id_of(value):
        repairs.append(Repair("providers", "providers_not_array", provider))
        return provider
    if isinstance(value, list) and value and (provider := id_of(value[0])):
        return provider
    repairs.append(Repair("providers", "missing_required"))
    return None


def _location_of(content: Mapping[str, Any], repairs: list[Repair]) -> tuple[str, str]:
    """(municipality code, town) of the first location that has one. Without any, the provider's
    address serves, and that is for the reader to say."""
    if "locations" not in content:
        return "", ""
    value = content["locations"]
    locations = value if isinstance(value, list) else [value]
    town_only = ""
    is_empty = True
    for one in locations:
        code, town = place_of(one, "locations", repairs)
        if code:
            return code, town
        town_only = town_only or town
        is_empty = is_empty and not (
            isinstance(one, dict) and (one.get("town") or "areaCode" in one)
        )
    if is_empty:
        repairs.append(Repair("locations", "location_empty"))
    return "", town_only


def _distance_of(
    content: Mapping[str, Any], extension: Mapping[str, Any], repairs: list[Repair]
) -> tuple[bool, int | None]:
    """(is distance, mandatory meetings in place). The object being there means distance."""
    is_distance = bool(extension.get("itdistance"))
    value = content.get("distance")
    if value is None:
        return is_distance, None
    if not isinstance(value, dict):
        repairs.append(Repair("distance", "distance_not_object", str(value)[:40]))
        return bool(flag_of(value, "distance", [])) or is_distance, None
    sessions = value.get("noOfMandatorySessions")
    count = count_of(sessions, "distance", repairs) if sessions is not None else None
    return True, min(count, 1000) if count is not None else None


def _pace_of(value: Any, repairs: list[Repair]) -> int | None:
    percentage = value.get("percentage") if isinstance(value, dict) else value
    number = number_of(percentage, "paceOfStudy", repairs)
    if number is None:
        return None
    if not _PACE_LOWEST <= number <= _PACE_HIGHEST:
        repairs.append(Repair("paceOfStudy", "pace_out_of_range", f"{number:g}"))
        return None
    return round(number)


def _languages_of(value: Any, repairs: list[Repair]) -> tuple[str, ...]:
    if value == ["swe"]:
        return _SWEDISH
    if value == ["eng"]:
        return _ENGLISH
    written = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    codes = [language_code(one) for one in written]
    known = tuple(dict.fromkeys(code for code in codes if code))
    if value is not None and (codes != written or not codes):
        repairs.append(Repair("languageOfInstructions", "language_code", str(value)[:40]))
    return known


def _fee_of(value: Any, repairs: list[Repair]) -> float | None:
    """Sum of the fees in SEK; None when any of them cannot be read, as the sum would be too low."""
    if not isinstance(value, list) or not value:
        return None
    total = 0.0
    for one in value:
        fee = _dict(one)
        currency = fee.get("currency") or "SEK"
        amount = number_of(fee.get("totalAmount"), "fees", repairs)
        if amount is None or amount < 0 or currency != "SEK":
            repairs.append(Repair("fees", "fee_unreadable", str(one)[:120]))
            return None
        total += amount
    return total
