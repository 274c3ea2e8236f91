"""Elements in EMIL 3's shape, made up for the tests; `event(…)` replaces what a test is about."""

from datetime import date

from catalog.sources.record import BadRecord, RawItem
from catalog.sources.susa_navet.records import from_payload

EDITED = "2026-10-01T08:00:00"
EXPIRES = "2027-12-31T00:00:00"
START, END = date(2027, 1, 18), date(2027, 6, 4)


def words(text, lang="swe"):
    """A LangString."""
    return {"strings": [{"lang": lang, "value": text}]}


def coded(code, type_="C_Any"):
    """A coded value."""
    return {"type": type_, "code": code}


def element(element_id, content, status="ACTIVE"):
    """One element of a list answer."""
    return {"id": element_id, "status": status, "content": content}


def provider(**changes):
    """A provider's content; a change to None removes the field."""
    content = {
        "identifier": "p.test.1",
        "lastEdited": EDITED,
        "name": words("Ekdala folkhögskola"),
        "url": {"urls": [{"value": "https://ekdala.example"}]},
        "contactAddress": {"country": "SE", "areaCode": "2080", "town": "Falun"},
        "responsibleBody": {"type": coded("enskild", "C_Body"), "name": words("Ekdala")},
    }
    return _changed(content, changes)


def info(**changes):
    """An info's content; a change to None removes the field."""
    content = {
        "identifier": "i.test.1",
        "educationBase": "i.test",
        "code": "TST1",
        "lastEdited": EDITED,
        "expires": EXPIRES,
        "title": words("Bagare och konditor"),
        "description": words("Du lär dig baka bröd."),
        "url": {"urls": [{"lang": "swe", "value": "https://skola.example/bagare"}]},
        "type": coded("YH", "C_SchoolType"),
        "educationLevels": [coded("ISCED_4", "C_EducationLevel")],
        "configuration": coded("program", "C_Configuration"),
        "subjects": [coded("541e", "C_Subject_SUN"), coded("0721", "C_Subject_ISCED2013")],
        "isVocational": True,
        "resultIsDegree": True,
        "degrees": [words("Yrkeshögskoleexamen")],
        "qualificationLevel": coded("5", "C_Qualification"),
        "credits": {"system": coded("yh", "C_Credits"), "credits": 200},
        "extent": {"length": 40, "unit": coded("weeks", "C_TimeType")},
        "eligibility": words("Grundläggande behörighet."),
        "eligibleForStudentAid": coded("A 3", "C_StudentAid"),
    }
    return _changed(content, changes)


def event(**changes):
    """An event's content; a change to None removes the field."""
    content = {
        "identifier": "e.test.1",
        "education": "i.test.1",
        "providers": ["p.test.1"],
        "lastEdited": EDITED,
        "expires": EXPIRES,
        "locations": [{"country": "SE", "areaCode": "2080", "town": "Falun"}],
        "languageOfInstructions": ["swe"],
        "execution": execution(START, END),
        "isCancelled": False,
        "paceOfStudy": {"percentage": 100},
        "timeOfStudy": coded("dag", "C_TimeOfStudy"),
        "application": {"first": "2026-09-15", "last": "2026-12-01"},
        "places": 24,
    }
    return _changed(content, changes)


def execution(start=None, end=None, condition="1"):
    """An event's `execution`; dates as dates or as they are written."""
    value = {"condition": coded(condition, "C_ExecutionCondition")}
    value |= {"start": str(start)} if start else {}
    return value | ({"end": str(end)} if end else {})


def parse(kind, content, element_id=None, **more):
    """What `from_payload` makes of a content."""
    element_id = element_id or f"{kind[0]}.test.1"
    return from_payload(RawItem(kind, element_id, element(element_id, content) | more))


def record(kind, content):
    """(first record, the reasons of its repairs)."""
    parsed = parse(kind, content)
    return parsed.records[0], [repair.reason for repair in parsed.repairs]


def problem(kind, content):
    """(field, reason) of the `BadRecord` a content raises; fails when it raises none."""
    try:
        parsed = parse(kind, content)
    except BadRecord as bad:
        return bad.field, bad.reason
    raise AssertionError(f"accepted: {parsed}")


def _changed(content, changes):
    return {name: value for name, value in (content | changes).items() if value is not None}
