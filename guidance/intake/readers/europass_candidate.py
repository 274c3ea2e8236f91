"""The XML of today's Europass editor: root `Candidate`, HR-XML 3 with additions.

Who the person is, references, networks, political activities, publications (they name other
people) and pictures are never read.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from guidance.intake.readers import sections
from guidance.intake.readers.language_names import language_name
from guidance.intake.readers.markup import leaves, parse_xml, text_at
from guidance.intake.readers.sections import Section, fact, long_text, span

_NOT_SKILLS = frozenset({"TaxonomyID", "ID"})
_TITLED = (
    ("CourseCertifications/*", sections.COURSES),
    ("Certifications/*", sections.COURSES),
    ("ConferencesAndSeminars/*", sections.COURSES),
    ("VoluntaryWorks/*", sections.VOLUNTARY),
    ("Projects/*", sections.PROJECTS),
    ("Others/Other", sections.OTHER),
)


def read_candidate(data: bytes) -> str:
    """Text of a Europass `Candidate`. Raises `UnreadableDocument`: damaged, too_large."""
    root = parse_xml(data)
    person, profile = root.find("CandidatePerson"), root.find("CandidateProfile")
    names = [] if person is None else [e.text or "" for e in person.iterfind("PersonName/*")]
    if profile is None:
        return ""
    found = [
        Section(sections.PROFILE, [_long(profile, "ExecutiveSummary")]),
        Section(sections.WORK, list(_positions(profile))),
        Section(sections.EDUCATION, list(_educations(profile))),
        Section(sections.SKILLS, list(_skills(profile))),
        Section(sections.LANGUAGES, list(_languages(person, profile))),
        Section(sections.LICENCES, list(_licences(profile))),
        *(
            Section(heading, [_titled(e) for e in profile.iterfind(path)])
            for path, heading in _TITLED
        ),
    ]
    return sections.text_of(found, names=names)


def _positions(profile: Element) -> Iterator[str]:
    for employer in profile.iterfind("EmploymentHistory/EmployerHistory"):
        organisation = text_at(employer, "OrganizationName")
        for position in employer.iterfind("PositionHistory"):
            title = text_at(position, "PositionTitle")
            yield fact(title, organisation, period=_period(position.find("EmploymentPeriod")))
            yield _long(position, "Description")


def _educations(profile: Element) -> Iterator[str]:
    for school in profile.iterfind("EducationHistory/EducationOrganizationAttendance"):
        organisation = text_at(school, "OrganizationName")
        period = _period(school.find("AttendancePeriod"))
        level = text_at(school, "EducationLevelCode")
        for degree in school.iterfind("EducationDegree"):
            points = " ".join(
                p for p in (text_at(degree, "NumberOfCredit"), text_at(degree, "CreditType")) if p
            )
            name = text_at(degree, "DegreeName")
            eqf = f"EQF {level}" if level else ""
            yield fact(name, organisation, points, eqf, period=period)
            yield _long(degree, "OccupationalSkillsCovered")


def _skills(profile: Element) -> Iterator[str]:
    skills = profile.find("Skills")
    for leaf in () if skills is None else leaves(skills):
        if leaf.tag not in _NOT_SKILLS:
            yield long_text(leaf.text or "")
    for competency in profile.iterfind("PersonQualifications/PersonCompetency"):
        if text_at(competency, "TaxonomyID") != "language":
            yield text_at(competency, "CompetencyName") or text_at(competency, "CompetencyID")


def _languages(person: Element | None, profile: Element) -> Iterator[str]:
    mothers = [] if person is None else person.findall("PrimaryLanguageCode")
    for name in dict.fromkeys(language_name(m.text or "") for m in mothers):
        if name:
            yield f"{name}, modersmål"
    for competency in profile.iterfind("PersonQualifications/PersonCompetency"):
        if text_at(competency, "TaxonomyID") == "language":
            levels = [e.text or "" for e in competency.iterfind("CompetencyDimension/Score/*")]
            yield fact(language_name(text_at(competency, "CompetencyID")), *_lowest(levels))


def _lowest(levels: list[str]) -> list[str]:
    """The lowest of the levels, which is what the person can in every respect."""
    return sorted(level for level in levels if level)[:1]


def _licences(profile: Element) -> Iterator[str]:
    classes = [e.text or "" for e in profile.iterfind("Licenses/License/LicenseTypeCode")]
    if classes:
        yield f"Körkort: {', '.join(classes)}"


def _titled(element: Element) -> str:
    title, description = text_at(element, "Title"), _long(element, "Description")
    return "\n".join(part for part in (title, description) if part)


def _period(period: Element | None) -> str:
    if period is None:
        return ""
    is_current = "true" in (text_at(period, "CurrentIndicator"), text_at(period, "Ongoing"))
    return span(text_at(period, "StartDate"), text_at(period, "EndDate"), is_current=is_current)


def _long(element: Element, name: str) -> str:
    found = element.find(name)
    return long_text("".join(found.itertext())) if found is not None else ""
