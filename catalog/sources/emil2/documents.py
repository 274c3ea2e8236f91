"""One EMIL 2 document → the content of an EMIL 3 element.

No archive has been at hand: names of fields follow the standard's JSON rendering of the same time
(REST 1.1) and programs that read the XML. Where the two differ, both are understood: a value may be
an element's text, an attribute, or a `code`, `value` or `content` below it.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from catalog.sources.emil import coded

KINDS = {"educationinfo": "info", "educationevent": "event", "educationprovider": "provider"}

# Forms by the codes and words of EMIL 2; those of EMIL 3 are taken as they are.
_FORMS = {
    "uoh": "HS", "hs": "HS", "högskoleutbildning": "HS", "högskola": "HS", "universitet": "HS",
    "yh": "YH", "ky": "YH", "yrkeshögskoleutbildning": "YH", "yrkeshögskola": "YH",
    "fhsk": "FHS", "fhs": "FHS", "folkhögskoleutbildning": "FHS", "folkhögskola": "FHS",
    "komvux": "VUXGY", "vuxgy": "VUXGY", "gymnasial vuxenutbildning": "VUXGY",
    "vuxgr": "VUXGR", "grundläggande vuxenutbildning": "VUXGR",
    "sfi": "VUXSFI", "vuxsfi": "VUXSFI", "särvux": "VUXGYAN", "kku": "KKU",
    "aub": "AUB", "arbetsmarknadsutbildning": "AUB",
}  # fmt: skip
# EMIL 2 is older than SUN 2020, whose codes look like those of SUN 2000 and mean other things; so
# only a code that says which of the two it is becomes one.
_SUBJECTS = {
    "sun": "",
    "c_subject_sun": "",
    "sun2000": "",
    "sun2020": "C_Subject_SUN",
    "sv": "SV_Subject",
    "skolverket": "SV_Subject",
}
_FLAGS = {"true": True, "ja": True, "1": True, "false": False, "nej": False, "0": False}
_AREA_CODES = ("municipalitycode", "areacode", "municipality")


def local_name(element: Element) -> str:
    """The element's name without namespace, folded."""
    return str(element.tag).rpartition("}")[2].casefold()


def said_in_emil3(kind: str, element: Element, prefix: str) -> tuple[str, dict[str, Any]]:
    """(id, content) of a document, with `prefix` before its own id and those it names."""
    own = _value(element, "identifier") or _value(element, "id")
    own_id = f"{prefix}{own}" if own else ""
    content: dict[str, Any] = {
        "identifier": own_id,
        "lastEdited": _value(element, "lastedited") or None,
        "expires": _value(element, "expires") or None,
        "url": _links(element),
    }
    content |= {"info": _info, "event": _event, "provider": _provider}[kind](element, prefix)
    return own_id, content


def _info(element: Element, prefix: str) -> dict[str, Any]:
    credit = _child(element, "credits")
    form = _value(element, "form") or _value(element, "type") or _value(element, "academictype")
    content: dict[str, Any] = {
        "code": _value(element, "code"),
        "educationBase": _value(element, "educationbase"),
        "title": _texts(element, "title"),
        "description": _texts(element, "description"),
        "type": coded(_FORMS.get(form.casefold(), form.upper()), "C_SchoolType"),
        "configuration": coded(_value(element, "configuration")),
        "educationLevels": [coded(_code(one)) for one in _children(element, "educationlevel")],
        "subjects": [_subject(one) for one in _children(element, "subject")],
        "isVocational": _flag(element, "isvocational"),
        "resultIsDegree": _flag(element, "resultisdegree"),
        "degrees": [_lang(one) for one in _children(element, "degree")],
        "eligibility": _texts(element, "eligibility"),
        "recommendedPriorKnowledge": _texts(element, "recommendedpriorknowledge"),
        "eligibleForStudentAid": coded(_value(element, "eligibleforstudentaid")),
        "extent": _extent(_child(element, "extent")),
    }
    if level := _value(element, "qualificationlevel"):
        content["qualificationLevel"] = coded(level)
    if credit is not None:
        amount = _value(credit, "credits") or _value(credit, "value") or _own_text(credit)
        content["credits"] = {"system": coded(_value(credit, "system")), "credits": amount or None}
    return content


def _event(element: Element, prefix: str) -> dict[str, Any]:
    execution, application = _child(element, "execution"), _child(element, "application")
    pace, distance = _child(element, "paceofstudy"), _child(element, "distance")
    education = _value(element, "education") or _value(element, "educationinfo")
    content: dict[str, Any] = {
        "education": f"{prefix}{education}" if education else "",
        "providers": [
            f"{prefix}{one}" for one in map(_code, _children(element, "provider")) if one
        ],
        "title": _texts(element, "title"),
        "execution": {
            "condition": coded(_value(execution, "condition") or "1"),
            "start": _day(execution, "start"),
            "end": _day(execution, "end"),
        },
        "application": {
            "code": _value(application, "code") or _value(element, "applicationcode"),
            "first": _day(application, "first"),
            "last": _day(application, "last"),
            "url": _links(application),
        },
        "languageOfInstructions": [
            one for one in map(_code, _children(element, "languageofinstruction")) if one
        ]
        or None,
        "locations": [_address(one) for one in _children(element, "location")],
        "timeOfStudy": coded(_value(element, "timeofstudy")),
        "isCancelled": _flag(element, "iscancelled") or _flag(element, "cancelled"),
        "places": _value(element, "places") or None,
    }
    percentage = _value(pace, "percentage") or (_own_text(pace) if pace is not None else "")
    if percentage:
        content["paceOfStudy"] = {"percentage": percentage}
    if distance is not None and _own_text(distance).casefold() not in ("false", "nej", "0"):
        content["distance"] = {
            "noOfMandatorySessions": _value(distance, "noofmandatorysessions") or None
        }
    if _flag(element, "onlyaspartofprogram") is True:
        details = {"onlyAsPartOfProgram": True}
        content["extensions"] = [{"type": "UHEventExtension", "applicationDetails": details}]
    return content


def _provider(element: Element, prefix: str) -> dict[str, Any]:
    address = _child(element, "contactaddress")
    if address is None:
        address = _child(element, "visitaddress")
    body = _child(element, "responsiblebody")
    return {
        "name": _texts(element, "name"),
        "contactAddress": _address(address) if address is not None else {},
        "responsibleBody": {"type": _value(body, "type") or _value(body, "code")},
    }


def _address(element: Element) -> dict[str, Any]:
    """A place; an area code of six digits is a part of a municipality."""
    code = next((found for name in _AREA_CODES if (found := _deep(element, name))), "")
    if code.isdecimal() and len(code) == 6:
        code = code[:4]
    return {"areaCode": code or None, "town": _deep(element, "town") or _deep(element, "locality")}


def _subject(element: Element) -> dict[str, str]:
    kind = _value(element, "type")
    return coded(
        _value(element, "code") or _own_text(element), _SUBJECTS.get(kind.casefold(), kind)
    )


def _extent(element: Element | None) -> dict[str, Any]:
    return {"length": _value(element, "length") or None, "unit": coded(_value(element, "unit"))}


def _links(element: Element | None) -> dict[str, Any]:
    found = [
        _own_text(inner) or _code(inner)
        for one in _children(element, "url")
        for inner in (list(_children(one, "url")) or [one])
    ]
    return {"urls": [{"lang": "swe", "value": one} for one in found if one]}


def _texts(element: Element, name: str) -> dict[str, Any]:
    strings = [text for one in _children(element, name) for text in _lang(one)["strings"]]
    return {"strings": strings}


def _lang(element: Element) -> dict[str, Any]:
    """`<title><string lang="swe">…</string></title>`, or `<title lang="swe">…</title>`."""
    inner = [one for one in element.iter() if local_name(one) == "string"] or [element]
    return {
        "strings": [
            {"lang": _attribute(one, "lang") or "swe", "value": _whole_text(one)}
            for one in inner
            if _whole_text(one)
        ]
    }


def _flag(element: Element, name: str) -> Any:
    """True or False; None when it is not said; what is neither stays text, for a finding."""
    written = _value(element, name).casefold()
    return _FLAGS.get(written, written or None)


def _day(element: Element | None, name: str) -> str | None:
    return _value(element, name)[:10] or None


def _children(element: Element | None, name: str) -> Iterator[Element]:
    """Children of a name; those in a list of its plural too."""
    for child in element if element is not None else ():
        if local_name(child) == name:
            yield child
        elif local_name(child) == f"{name}s":
            inner = [one for one in child if local_name(one) == name]
            yield from inner or [child]


def _child(element: Element | None, name: str) -> Element | None:
    return next(_children(element, name), None)


def _value(element: Element | None, name: str) -> str:
    """The value of the first child of a name, or of an attribute."""
    child = _child(element, name)
    if child is not None:
        return _code(child)
    return _attribute(element, name) if element is not None else ""


def _deep(element: Element, name: str) -> str:
    """The value of a name at any depth."""
    return next((_code(one) for one in element.iter() if local_name(one) == name), "")


def _code(element: Element) -> str:
    """What one element says: its text, or else the code, value or reference on or below it."""
    if text := _own_text(element):
        return text
    for name in ("code", "value", "content", "id", "identifier", "ref", "href"):
        if found := _attribute(element, name):
            return found
        inner = next((one for one in element if local_name(one) == name), None)
        if inner is not None and (found := _own_text(inner)):
            return found
    return ""


def _own_text(element: Element) -> str:
    return " ".join((element.text or "").split())


def _whole_text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _attribute(element: Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].casefold() == name:
            return str(value).strip()
    return ""
