"""The older Europass `SkillsPassport` (3.0 to 3.4), as XML and as JSON with the same names.

The XML is first brought into the shape of the JSON. Identification, cover letters, attachments and
references are never read.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from guidance.intake.readers import sections
from guidance.intake.readers.json_text import (
    Object,
    as_object,
    at,
    objects,
    parse_object,
    string,
    strings,
)
from guidance.intake.readers.language_names import language_name
from guidance.intake.readers.markup import parse_xml
from guidance.intake.readers.sections import Section, fact, long_text, span

_COURSE_TITLES = frozenset({"courses", "certifications", "seminars"})
# Publications and memberships name other people and say what a person believes in.
_UNREAD_TITLES = frozenset({"publications", "memberships", "references"})


def read_passport_xml(data: bytes) -> str:
    """Text of a `SkillsPassport`. Raises `UnreadableDocument`: damaged, too_large."""
    return _text_of(as_object(_as_json(parse_xml(data))))


def read_passport_json(data: bytes) -> str:
    """Text of the JSON rendering. Raises `UnreadableDocument`: damaged."""
    root = parse_object(data)
    return _text_of(as_object(root.get("SkillsPassport", root)))


def _as_json(element: Element) -> Any:
    children = list(element)
    if not children and not element.attrib:
        return (element.text or "").strip()
    shaped: Object = {}
    for name, attribute in element.attrib.items():
        shaped[name.capitalize()] = attribute.lstrip("-")
    for child in children:
        name, value = child.tag, _as_json(child)
        if name.endswith("List") and isinstance(value, dict):
            name, value = name.removesuffix("List"), value.get(name.removesuffix("List"))
        if name in shaped:
            old = shaped[name]
            shaped[name] = [*(old if isinstance(old, list) else [old]), value]
        else:
            shaped[name] = value
    return shaped


def _text_of(passport: Object) -> str:
    learner = as_object(passport.get("LearnerInfo"))
    skills = as_object(learner.get("Skills"))
    names = as_object(at(learner, "Identification", "PersonName")).values()
    headline = string(at(learner, "Headline", "Description", "Label"))
    is_wish = string(at(learner, "Headline", "Type", "Code")) in {
        "job_applied_for", "preferred_job", "studies_applied_for"
    }  # fmt: skip
    found = [
        Section(sections.WISHED if is_wish else sections.PROFILE, [long_text(headline)]),
        Section(sections.WORK, list(_work(learner))),
        Section(sections.EDUCATION, list(_education(learner))),
        Section(sections.SKILLS, list(_skills(skills))),
        Section(sections.LANGUAGES, list(_languages(as_object(skills.get("Linguistic"))))),
        Section(sections.LICENCES, list(_licences(skills))),
        Section(sections.COURSES, list(_achievements(learner, are_courses=True))),
        Section(sections.OTHER, list(_achievements(learner, are_courses=False))),
    ]
    return sections.text_of(found, names=map(string, names))


def _work(learner: Object) -> Iterator[str]:
    for job in objects(learner.get("WorkExperience")):
        title = string(at(job, "Position", "Label"))
        yield fact(title, string(at(job, "Employer", "Name")), period=_period(job))
        yield long_text(string(job.get("Activities")))


def _education(learner: Object) -> Iterator[str]:
    for study in objects(learner.get("Education")):
        school = string(at(study, "Organisation", "Name"))
        level = string(at(study, "Level", "Label"))
        yield fact(string(study.get("Title")), school, level, period=_period(study))
        yield long_text(string(study.get("Activities")))


def _skills(skills: Object) -> Iterator[str]:
    for kind in ("JobRelated", "Computer", "Organisational", "Communication", "Other"):
        yield long_text(string(at(skills, kind, "Description")))


def _languages(linguistic: Object) -> Iterator[str]:
    for mother in objects(linguistic.get("MotherTongue")):
        name = _language(mother)
        if name:
            yield f"{name}, modersmål"
    for foreign in objects(linguistic.get("ForeignLanguage")):
        levels = [string(v) for v in as_object(foreign.get("ProficiencyLevel")).values()]
        yield fact(_language(foreign), *sorted(level for level in levels if level)[:1])


def _language(entry: Object) -> str:
    code, label = (string(at(entry, "Description", key)) for key in ("Code", "Label"))
    name = language_name(code)
    return name if name.lower() != code.lower() else label or name


def _licences(skills: Object) -> Iterator[str]:
    driving = at(skills, "Driving", "Description")
    classes = [c for entry in objects(driving) for c in strings(entry.get("Licence"))]
    if classes:
        yield f"Körkort: {', '.join(classes)}"


def _achievements(learner: Object, *, are_courses: bool) -> Iterator[str]:
    for one in objects(learner.get("Achievement")):
        code = string(at(one, "Title", "Code"))
        if code not in _UNREAD_TITLES and (code in _COURSE_TITLES) == are_courses:
            yield long_text(string(one.get("Description")))


def _period(entry: Object) -> str:
    start, end = (_date(at(entry, "Period", key)) for key in ("From", "To"))
    is_current = string(at(entry, "Period", "Current")) == "true" or (
        at(entry, "Period", "Current") is True
    )
    return span(start, end, is_current=is_current)


def _date(value: Any) -> str:
    year, month = (string(as_object(value).get(key)) for key in ("Year", "Month"))
    return f"{year}-{month.zfill(2)}" if year and month else year
