"""ELMO, the XML of EMREX: results of studies. The learner and the diploma supplement, with those
who signed it, are never read."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from guidance.intake.readers import sections
from guidance.intake.readers.markup import one_line, parse_xml, text_at
from guidance.intake.readers.sections import Section, fact, span

_PREFERRED = ("sv", "en")
_NOT_DONE = frozenset({"failed", "in-progress"})
# Lectures and labs are parts of a course and say nothing of their own.
_PARTS_OF_COURSES = frozenset({"class"})


def read_elmo(data: bytes) -> str:
    """Text of an ELMO file. Raises `UnreadableDocument`: damaged, too_large."""
    root = parse_xml(data)
    done: list[str] = []
    ongoing: list[str] = []
    for report in root.iterfind("report"):
        issuer = report.find("issuer")
        school = _title(issuer) if issuer is not None else ""
        for study in report.iterfind("learningOpportunitySpecification"):
            _collect(study, school, done, ongoing)
    names = [e.text or "" for tag in ("givenNames", "familyName") for e in root.iter(tag)]
    found = [Section(sections.EDUCATION, done), Section("Pågående utbildning", ongoing)]
    return sections.text_of(found, names=names)


def _collect(study: Element, school: str, done: list[str], ongoing: list[str]) -> None:
    if text_at(study, "type").lower() in _PARTS_OF_COURSES:
        return
    instances = study.findall("specifies/learningOpportunityInstance")
    status = {text_at(instance, "status") for instance in instances}
    line = fact(_title(study), school, *_credits(instances), period=_period(instances))
    if "passed" in status or not status & _NOT_DONE:
        done.append(line)
    elif "in-progress" in status:
        ongoing.append(line)
    for part in study.iterfind("hasPart/learningOpportunitySpecification"):
        _collect(part, school, done, ongoing)


def _credits(instances: list[Element]) -> Iterator[str]:
    for instance in instances[:1]:
        for credit in instance.findall("credit")[:1]:
            yield f"{text_at(credit, 'value')} {text_at(credit, 'scheme').upper()}".strip()


def _period(instances: list[Element]) -> str:
    return span(text_at(instances[0], "start"), text_at(instances[0], "date")) if instances else ""


def _title(element: Element) -> str:
    by_language = {
        e.get("lang", ""): one_line("".join(e.itertext())) for e in element.iterfind("title")
    }
    found = (by_language[language] for language in _PREFERRED if language in by_language)
    return next(found, next(iter(by_language.values()), ""))
