"""A person's accepted skills in the formats of others: Europass XML and JSON Resume.

Only what the person accepted, never who they are: both formats have room for a name, and it is
left empty. `write_europass` follows SkillsPassport 3.4, `write_json_resume` JSON Resume 1.0.0.
"""

import json
from html import escape
from xml.etree import ElementTree as ET

from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import label_of
from guidance.journey import OCCUPATION_KINDS, Journey

JSON_RESUME_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
EUROPASS = "http://europass.cedefop.europa.eu/Europass"

# Driving licence classes as Europass spells them; others have no place there.
_DRIVING = frozenset(
    {"AM", "A1", "A2", "A", "B1", "B", "C1", "C", "D1", "D", "BE", "C1E", "CE", "D1E", "DE"}
)


def write_json_resume(journey: Journey, snapshot: Snapshot) -> bytes:
    """JSON Resume: work, skills, languages, certificates; `basics` holds the target alone."""
    certificates = [label_of(key) for key in sorted(journey.credentials)]
    document = {
        "$schema": JSON_RESUME_SCHEMA,
        "basics": {"label": _label(journey.target, snapshot)} if journey.target else {},
        "work": [{"position": one} for one in _held(journey, snapshot, "work")],
        "skills": [{"name": one} for one in _held(journey, snapshot, "skill")],
        "languages": [{"language": one} for one in _held(journey, snapshot, "language")],
        "certificates": [{"name": one} for one in certificates if one],
        "meta": {"canonical": JSON_RESUME_SCHEMA, "version": "v1.0.0"},
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def write_europass(journey: Journey, snapshot: Snapshot, now: str) -> bytes:
    """SkillsPassport 3.4. now: ISO date-time in UTC, ending in Z."""
    root = ET.Element("SkillsPassport", {"xmlns": EUROPASS, "locale": "sv"})
    about = ET.SubElement(root, "DocumentInfo")
    for name, text in (
        ("DocumentType", "ECV"), ("CreationDate", now), ("LastUpdateDate", now),
        ("XSDVersion", "V3.4"), ("Generator", "Kortaste vägen"),
    ):  # fmt: skip
        ET.SubElement(about, name).text = text
    learner = ET.SubElement(root, "LearnerInfo")
    if journey.target:
        headline = ET.SubElement(learner, "Headline")
        ET.SubElement(ET.SubElement(headline, "Type"), "Code").text = "job_applied_for"
        _labelled(headline, "Description", _label(journey.target, snapshot))
    if work := _held(journey, snapshot, "work"):
        listed = ET.SubElement(learner, "WorkExperienceList")
        for one in work:
            _labelled(ET.SubElement(listed, "WorkExperience"), "Position", one)
    _write_skills(learner, journey, snapshot)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _write_skills(learner: ET.Element, journey: Journey, snapshot: Snapshot) -> None:
    skills = ET.SubElement(learner, "Skills")
    if languages := _held(journey, snapshot, "language"):
        linguistic = ET.SubElement(ET.SubElement(skills, "Linguistic"), "ForeignLanguageList")
        for one in languages:
            _labelled(ET.SubElement(linguistic, "ForeignLanguage"), "Description", one)
    if held := _held(journey, snapshot, "skill"):
        ET.SubElement(ET.SubElement(skills, "JobRelated"), "Description").text = _as_list(held)
    classes = {key.removeprefix("driving:") for key in journey.credentials if ":" in key}
    if driving := sorted(classes & _DRIVING):
        listed = ET.SubElement(ET.SubElement(skills, "Driving"), "Description")
        for one in driving:
            ET.SubElement(listed, "Licence").text = one
    papers = [label_of(key) for key in sorted(journey.credentials) if not key.startswith("driving")]
    if papers := [one for one in papers if one]:
        ET.SubElement(ET.SubElement(skills, "Other"), "Description").text = _as_list(papers)


def _held(journey: Journey, snapshot: Snapshot, kind: str) -> list[str]:
    """Labels of what counts: `work`, `skill` or `language`. What the catalogue lacks is left."""
    kinds = OCCUPATION_KINDS if kind == "work" else {kind}
    labels = [_label(one.concept, snapshot) for one in journey.held if one.kind in kinds]
    return [label for label in labels if label]


def _label(concept: str, snapshot: Snapshot) -> str:
    row = snapshot.concept(concept)
    return str(snapshot.concepts.label[row]) if row >= 0 else ""


def _labelled(parent: ET.Element, name: str, label: str) -> None:
    ET.SubElement(ET.SubElement(parent, name), "Label").text = label


def _as_list(lines: list[str]) -> str:
    """The rich text of Europass: an HTML list, as text."""
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
