"""The number of a group's ads outside Platsbanken → `AdCount`."""

from catalog.sources.ad_counts.records import AdCountRecord, from_payload

__all__ = ["AdCountRecord", "from_payload"]
