"""The sample's educations as EMIL 3 elements: providers, infos and dated events.

A stanza says what is taught and, in `at`, who gives it, where and in which rhythm:
`~key:code/rhythm m4 50% fee=3000` is distance study from the municipality `code` with four
meetings in place, at half pace, for 3 000 SEK. `@group` stands for every key of a group.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from catalog.sample.stanzas import Stanza, read_stanzas, read_table, split_list
from catalog.sample.terms import DATED, RHYTHMS, STUDENT_DECIDES, Occasion, occasions

Element = dict[str, Any]

_FILES = (
    ("education-komvux-courses.txt", "VUXGY"),
    ("education-komvux-packages.txt", "VUXGY"),
    ("education-yh.txt", "YH"),
    ("education-hs.txt", "HS"),
    ("education-other.txt", "FHS"),
)
# One info for all who give it; at the other forms each provider has its own.
_SHARED_FORMS = ("VUXGY", "VUXGR", "VUXSFI", "AUB")
_KOMVUX = ("VUXGY", "VUXGR", "VUXSFI")
_POINTS_PER_WEEK = {"hp": 1.5, "fup": 1.5, "yh": 5.0, "gy": 20.0, "vp": 20.0}
_SFI_WEEKS = 20
_LEVELS = {
    "VUXGY": ("C_EducationLevel", "ISCED_3"), "VUXGR": ("C_EducationLevel", "ISCED_2"),
    "VUXSFI": ("C_EducationLevel", "ISCED_1"), "YH": ("YH_EducationLevel", "ISCED_5"),
    "FHS": ("C_EducationLevel", "ISCED_3"), "AUB": ("C_EducationLevel", "ISCED_3"),
    "NY": ("C_EducationLevel", "ISCED_4"),
}  # fmt: skip
_STUDENT_AID = {"VUXGY": "A 1 gy", "VUXGR": "A 1 gr", "VUXSFI": "nej", "YH": "A 3", "AUB": "nej"}
_INSTRUCTIONS = {
    "VUXGY": "Ansök hos vuxenutbildningen i den kommun där du är folkbokförd.",
    "VUXGR": "Ansök hos vuxenutbildningen i den kommun där du är folkbokförd.",
    "VUXSFI": "Du kan anmäla dig när som helst. Ta med legitimation.",
    "YH": "Ansök direkt hos skolan.",
    "HS": "Ansök på antagning.se.",
    "FHS": "Ansök på skolans egen sida.",
    "AUB": "Arbetsförmedlingen bestämmer vem som får en plats. Tala med din handläggare.",
    "NY": "Ansök hos den som ger utbildningen.",
}
_PLACE = re.compile(
    r"(?P<far>~)?(?P<key>@?[a-z0-9]+)(?::(?P<code>\d{4}))?/(?P<rhythm>[a-z0-9]+)"
    r"(?: m(?P<meetings>\d+))?(?: (?P<pace>\d+)%)?(?: fee=(?P<fee>\d+))?"
)
_LAST_EDITED = "2026-11-02T08:00:00"
# One dated occasion in this many is cancelled; one in this many komvux occasions is at night.
_CANCELLED_EVERY, _EVENING_EVERY = 41, 6


@dataclass(frozen=True)
class _Place:
    """One entry of `at`. code: municipality · meetings: in place, None when not said."""

    key: str
    code: str
    rhythm: str
    is_distance: bool
    meetings: int | None
    pace: int
    fee: int | None

    @property
    def tag(self) -> str:
        """What tells the occasions of one education at one provider apart."""
        return f"{self.key}.{self.code}{'d' if self.is_distance else ''}"


def elements(today: date) -> tuple[list[Element], list[Element], list[Element]]:
    """(providers, infos, events), each in a stable order."""
    providers = {row["key"]: row for row in read_table("providers.tsv")}
    infos: list[Element] = []
    events: list[Element] = []
    for stanza, places in _educations(providers):
        for info_id, given in _infos_of(stanza, places):
            infos.append(_info(info_id, stanza, providers[given[0].key]))
            for place in given:
                events += _events(info_id, stanza, place, providers[place.key], today)
    used = {event["content"]["providers"][0] for event in events}
    rows = (_provider(row) for row in providers.values())
    return [row for row in rows if row["id"] in used], infos, events


def labels() -> list[tuple[str, str]]:
    """(info id, SSYK code): which occupation groups the packages and programmes train for."""
    providers = {row["key"]: row for row in read_table("providers.tsv")}
    return [
        (info_id, ssyk)
        for stanza, places in _educations(providers)
        for info_id, _ in _infos_of(stanza, places)
        for ssyk in split_list(stanza.get("for", ""))
    ]


def _educations(providers: dict[str, Stanza]) -> Iterator[tuple[Stanza, list[_Place]]]:
    for name, form in _FILES:
        groups: dict[str, list[str]] = {}
        for stanza in read_stanzas(name):
            if "group" in stanza:
                group, _, keys = stanza["group"].partition(" = ")
                groups[group] = keys.split()
                continue
            yield {"form": form, **stanza}, list(_places(stanza["at"], groups, providers))


def _places(
    text: str, groups: dict[str, list[str]], providers: dict[str, Stanza]
) -> Iterator[_Place]:
    for entry in split_list(text):
        match = _PLACE.fullmatch(entry)
        if match is None:
            raise ValueError(f"{entry!r} does not say who gives it and when")
        rhythm = match["rhythm"]
        key = match["key"]
        for one in groups[key[1:]] if key.startswith("@") else [key]:
            yield _Place(
                key=one,
                code=match["code"] or providers[one]["area"],
                rhythm=rhythm,
                is_distance=bool(match["far"]),
                meetings=int(match["meetings"]) if match["meetings"] else None,
                pace=int(match["pace"] or RHYTHMS[rhythm].pace),
                fee=int(match["fee"]) if match["fee"] else None,
            )


def _infos_of(stanza: Stanza, places: list[_Place]) -> Iterator[tuple[str, list[_Place]]]:
    if stanza["form"] in _SHARED_FORMS:
        yield f"i.sample.{stanza['form'].lower()}.{stanza['id']}", places
        return
    for key in dict.fromkeys(place.key for place in places):
        given = [place for place in places if place.key == key]
        yield f"i.sample.{stanza['form'].lower()}.{stanza['id']}.{key}", given


def _provider(row: Stanza) -> Element:
    names = [("swe", row["name"])] + ([("eng", row["en"])] if row["en"] else [])
    content = {
        "identifier": f"p.sample.{row['key']}",
        "lastEdited": _LAST_EDITED,
        "name": _text(*names),
        "contactAddress": {"country": "SE", "areaCode": row["area"], "town": row["town"]},
        "responsibleBody": {"type": {"type": "C_Body", "code": row["body"]}},
    }
    if row["url"]:
        content["url"] = _url(row["url"])
    return _element(content)


def _info(info_id: str, stanza: Stanza, provider: Stanza) -> Element:
    form = stanza["form"]
    configuration = stanza.get("kind", "program" if form in ("YH", "HS") else "kurs")
    degrees = split_list(stanza.get("degree", ""))
    content: Element = {
        "identifier": info_id,
        "educationBase": f"i.sample.{form.lower()}.{stanza['id']}",
        "code": stanza.get("code", stanza["id"].upper()),
        "lastEdited": _LAST_EDITED,
        "title": _text(("swe", stanza["title"]), ("eng", stanza["en"])),
        "description": _text(("swe", stanza["text"])),
        "type": {"type": "C_SchoolType", "code": form},
        "educationLevels": [dict(zip(("type", "code"), _level(stanza), strict=True))],
        "configuration": {"type": "C_Configuration", "code": configuration},
        "subjects": _subjects(stanza),
        "isVocational": bool(stanza.get("for") or stanza.get("vocational") or form == "AUB"),
        "resultIsDegree": bool(degrees),
        "eligibleForStudentAid": {"type": "C_StudentAid", "code": _aid(stanza, configuration)},
    }
    if degrees:
        content["degrees"] = [_text(("swe", degree)) for degree in degrees]
    if seqf := _seqf(stanza, degrees):
        content["qualificationLevel"] = {"type": "C_Qualification", "code": seqf}
    if "credits" in stanza:
        number = float(stanza["credits"])
        content["credits"] = {
            "system": {"type": "C_Credits", "code": _system(stanza)},
            "credits": int(number) if number.is_integer() else number,
        }
    elif "weeks" in stanza:
        unit = {"type": "C_TimeType", "code": "weeks"}
        content["extent"] = {"length": int(stanza["weeks"]), "unit": unit}
    if "needs" in stanza:
        content["eligibility"] = _text(("swe", stanza["needs"]))
    if form not in _SHARED_FORMS and provider["url"]:
        content["url"] = _url(provider["url"])
    return _element(content)


def _events(
    info_id: str, stanza: Stanza, place: _Place, provider: Stanza, today: date
) -> Iterator[Element]:
    for occasion in occasions(place.rhythm, _weeks(stanza), place.pace, today):
        event_id = f"e{info_id.removesuffix('.' + place.key)[1:]}.{place.tag}.{occasion.key}"
        yield _event(event_id, info_id, stanza, place, provider, occasion, today)


def _event(
    event_id: str,
    info_id: str,
    stanza: Stanza,
    place: _Place,
    provider: Stanza,
    occasion: Occasion,
    today: date,
) -> Element:
    form = stanza["form"]
    execution: Element = {
        "condition": {"type": "C_ExecutionCondition", "code": str(occasion.condition)}
    }
    application: Element = {"instruction": _text(("swe", _INSTRUCTIONS[form]))}
    if occasion.start and occasion.end and occasion.apply_first and occasion.apply_last:
        execution |= {"start": occasion.start.isoformat(), "end": occasion.end.isoformat()}
        application |= {
            "first": occasion.apply_first.isoformat(),
            "last": occasion.apply_last.isoformat(),
        }
    if occasion.is_continuous:
        application["continuous"] = True
    location = {"country": "SE", "areaCode": place.code}
    if place.code == provider["area"]:
        location["town"] = provider["town"]
    pace: Element = {"percentage": place.pace}
    if occasion.condition == STUDENT_DECIDES:
        pace["individual"] = True
    content: Element = {
        "identifier": event_id,
        "education": info_id,
        "providers": [f"p.sample.{place.key}"],
        "lastEdited": _LAST_EDITED,
        "expires": f"{_expires(occasion, today).isoformat()}T00:00:00",
        "locations": [location],
        "languageOfInstructions": [stanza.get("lang", "swe")],
        "execution": execution,
        "isCancelled": occasion.condition == DATED and _lot(event_id, _CANCELLED_EVERY),
        "timeOfStudy": {"type": "C_TimeOfStudy", "code": _time_of_study(event_id, form, place)},
        "paceOfStudy": pace,
        "application": application,
    }
    if place.is_distance:
        meetings = place.meetings if place.meetings is not None else _meetings(stanza)
        content["distance"] = {"noOfMandatorySessions": meetings, "noOfOptionalSessions": 0}
    if place.fee:
        content["fees"] = [{"totalAmount": place.fee, "currency": "SEK"}]
    if form == "HS" and occasion.start:
        content["extensions"] = [_university_extension(occasion.start, place.is_distance)]
    return _element(content)


def _university_extension(start: date, is_distance: bool) -> Element:
    semester = "VT" if start.month < 7 else "HT"
    return {
        "type": "UHEventExtension",
        "id": "0",
        "startPeriod": {
            "week": start.isocalendar().week,
            "period": {"year": start.year, "semester": semester},
        },
        "itdistance": is_distance,
        "applicationDetails": {
            "onlyAsPartOfPackage": False,
            "onlyAsPartOfProgram": False,
            "visibleToSwedishApplicants": True,
        },
    }


def _expires(occasion: Occasion, today: date) -> date:
    """An undated occasion stands until the end of next year."""
    return occasion.end + timedelta(days=1) if occasion.end else date(today.year + 1, 12, 31)


def _weeks(stanza: Stanza) -> float:
    if "credits" in stanza:
        return float(stanza["credits"]) / _POINTS_PER_WEEK[_system(stanza)]
    return float(stanza.get("weeks", _SFI_WEEKS))


def _system(stanza: Stanza) -> str:
    if stanza["form"] in _KOMVUX:
        return "vp" if stanza.get("kind") == "kurspaket" else "gy"
    return stanza.get("system", "yh" if stanza["form"] == "YH" else "hp")


def _level(stanza: Stanza) -> tuple[str, str]:
    if stanza["form"] != "HS":
        return _LEVELS[stanza["form"]]
    return "C_EducationLevel", f"ISCED_{stanza['level']}"


def _seqf(stanza: Stanza, degrees: list[str]) -> str:
    if stanza["form"] == "YH" and degrees:
        return "6" if degrees[0].startswith("Kvalificerad") else "5"
    return stanza.get("level", "") if degrees else ""


def _aid(stanza: Stanza, configuration: str) -> str:
    if stanza["form"] == "HS":
        return "B 2" if configuration == "kurs" else "B 1"
    return stanza.get("aid") or _STUDENT_AID[stanza["form"]]


def _subjects(stanza: Stanza) -> list[dict[str, str]]:
    found = []
    if stanza["form"] in _KOMVUX:
        found.append({"type": "SV_Subject", "code": stanza["code"]})
        courses = split_list(stanza.get("courses", ""))
        found += [{"type": "SV_Subject", "code": code} for code in courses]
    if "sun" in stanza:
        found.append({"type": "C_Subject_SUN", "code": stanza["sun"]})
    return found + [
        {"type": "AUB_Subject", "code": code} for code in split_list(stanza.get("ssyk", ""))
    ]


def _meetings(stanza: Stanza) -> int:
    """Practice and exams bring a package's students to school now and then."""
    return 6 if stanza.get("kind") == "kurspaket" else 0


def _time_of_study(event_id: str, form: str, place: _Place) -> str:
    if place.is_distance:
        return "ingen"
    return "kväll" if form in _KOMVUX and _lot(event_id, _EVENING_EVERY) else "dag"


def _lot(event_id: str, every: int) -> bool:
    """True for about one id in `every`, always the same ones."""
    return crc32(event_id.encode()) % every == 0


def _text(*pairs: tuple[str, str]) -> Element:
    return {"strings": [{"lang": language, "value": value} for language, value in pairs]}


def _url(address: str) -> Element:
    return {"urls": [{"lang": "swe", "value": address}]}


def _element(content: Element) -> Element:
    return {"id": content["identifier"], "status": "ACTIVE", "content": content}
