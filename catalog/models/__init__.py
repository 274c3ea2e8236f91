"""The catalogue's tables: what exists in the world, and where we have it from."""

from catalog.models.demand import AdCount, Forecast, JobAd, Wage
from catalog.models.editing import Edit, Override, Switch
from catalog.models.education import Education, EducationEvent, Provider, Qualification, TrainsFor
from catalog.models.feedback import Objection
from catalog.models.provenance import ImportRun, QuarantinedRecord, SnapshotBuild, Source
from catalog.models.quality import EducationReading, QualityFigures, QualityReport
from catalog.models.taxonomy import (
    Concept,
    ConceptLabel,
    ConceptRelation,
    OccupationSkill,
    Place,
    Substitutability,
)
from catalog.models.vocational import RegisteredQualification, VocationalDecision

__all__ = [
    "AdCount",
    "Concept",
    "ConceptLabel",
    "ConceptRelation",
    "Edit",
    "Education",
    "EducationEvent",
    "EducationReading",
    "Forecast",
    "ImportRun",
    "JobAd",
    "Objection",
    "OccupationSkill",
    "Override",
    "Place",
    "Provider",
    "Qualification",
    "QualityFigures",
    "QualityReport",
    "QuarantinedRecord",
    "RegisteredQualification",
    "SnapshotBuild",
    "Source",
    "Substitutability",
    "Switch",
    "TrainsFor",
    "VocationalDecision",
    "Wage",
]
