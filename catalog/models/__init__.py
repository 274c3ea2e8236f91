"""The catalogue's tables: what exists in the world, and where we have it from."""

from catalog.models.demand import AdCount, Forecast, JobAd, Wage
from catalog.models.education import Education, EducationEvent, Provider, Qualification, TrainsFor
from catalog.models.provenance import ImportRun, QuarantinedRecord, SnapshotBuild, Source
from catalog.models.taxonomy import (
    Concept,
    ConceptLabel,
    ConceptRelation,
    OccupationSkill,
    Place,
    Substitutability,
)

__all__ = [
    "AdCount",
    "Concept",
    "ConceptLabel",
    "ConceptRelation",
    "Education",
    "EducationEvent",
    "Forecast",
    "ImportRun",
    "JobAd",
    "OccupationSkill",
    "Place",
    "Provider",
    "Qualification",
    "QuarantinedRecord",
    "SnapshotBuild",
    "Source",
    "Substitutability",
    "TrainsFor",
    "Wage",
]
