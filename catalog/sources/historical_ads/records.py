"""Numbers of a year's ads → `AdCount`."""

from catalog.sources.ad_counts.records import AdCountRecord, from_payload

__all__ = ["AdCountRecord", "from_payload"]
