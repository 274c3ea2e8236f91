"""JSON Resume, where every field may be missing. `basics` gives its label and summary only, and
references are never read."""

from collections.abc import Iterator

from guidance.intake.readers import sections
from guidance.intake.readers.json_text import (
    Object,
    as_object,
    objects,
    parse_object,
    string,
    strings,
)
from guidance.intake.readers.language_names import language_name
from guidance.intake.readers.sections import Section, fact, long_text, span

KEYS = frozenset(
    {"basics", "work", "volunteer", "education", "skills", "certificates", "languages"}
)


def read_json_resume(data: bytes) -> str:
    """Text of a JSON Resume. Raises `UnreadableDocument`: damaged."""
    resume = parse_object(data)
    basics = as_object(resume.get("basics"))
    found = [
        Section(sections.PROFILE, [string(basics.get("label")), _long(basics, "summary")]),
        Section(sections.WORK, list(_jobs(resume, "work", "name"))),
        Section(sections.VOLUNTARY, list(_jobs(resume, "volunteer", "organization"))),
        Section(sections.EDUCATION, list(_education(resume))),
        Section(sections.COURSES, list(_certificates(resume))),
        Section(sections.SKILLS, list(_skills(resume))),
        Section(sections.LANGUAGES, list(_languages(resume))),
        Section(sections.PROJECTS, list(_projects(resume))),
        Section(sections.OTHER, [string(i.get("name")) for i in objects(resume.get("interests"))]),
    ]
    return sections.text_of(found, names=[string(basics.get("name"))])


def _jobs(resume: Object, key: str, organisation: str) -> Iterator[str]:
    for job in objects(resume.get(key)):
        yield fact(string(job.get("position")), string(job.get(organisation)), period=_period(job))
        yield _long(job, "summary")
        yield from strings(job.get("highlights"))


def _education(resume: Object) -> Iterator[str]:
    for study in objects(resume.get("education")):
        parts = (string(study.get(key)) for key in ("studyType", "area", "institution"))
        yield fact(*parts, period=_period(study))
        yield from strings(study.get("courses"))


def _certificates(resume: Object) -> Iterator[str]:
    for one in objects(resume.get("certificates")):
        yield fact(string(one.get("name")), string(one.get("issuer")), period=_year(one))


def _skills(resume: Object) -> Iterator[str]:
    for skill in objects(resume.get("skills")):
        yield ", ".join([*strings(skill.get("name")), *strings(skill.get("keywords"))])


def _languages(resume: Object) -> Iterator[str]:
    for one in objects(resume.get("languages")):
        yield fact(language_name(string(one.get("language"))), string(one.get("fluency")))


def _projects(resume: Object) -> Iterator[str]:
    for project in objects(resume.get("projects")):
        yield fact(string(project.get("name")), period=_period(project))
        yield _long(project, "description")
        yield from strings(project.get("highlights"))
        yield ", ".join(strings(project.get("keywords")))


def _period(entry: Object) -> str:
    start, end = (string(entry.get(key)) for key in ("startDate", "endDate"))
    return span(start, end, is_current=bool(start and not end))


def _year(entry: Object) -> str:
    return string(entry.get("date"))[:4]


def _long(entry: Object, key: str) -> str:
    return long_text(string(entry.get(key)))
