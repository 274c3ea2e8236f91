"""`manage.py inspect_education ID`: what the snapshot in service says about an education."""

import argparse
import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from catalog.snapshot.arrays import SnapshotDamaged, day_of
from catalog.snapshot.current import NoSnapshot, current_snapshot
from catalog.snapshot.snapshot import FORMS, OutcomeOrigin, Snapshot, TrainsForOrigin
from guidance.core.eligibility.credentials import label_of
from guidance.core.eligibility.evaluate import judge
from guidance.core.eligibility.expression import to_tree
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.paths.index import index_of

# An education may have thousands of occasions; the first ones tell how they look.
LISTED = 20


class Command(BaseCommand):
    help = (
        "Shows what an education gives, what it trains for, and how we know, and what it asks for "
        "and how that was read, from the snapshot in service. Exit code 0, or 2 when there is no "
        "such education or no snapshot."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID", help="As in the source: i.uoh.kth.…")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            snapshot = current_snapshot()
        except (NoSnapshot, SnapshotDamaged) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        row = snapshot.educations.id.find(options["id"])
        if row < 0:
            self.stderr.write(f"no education {options['id']} in snapshot {snapshot.id}")
            sys.exit(2)
        for line in lines_of(snapshot, row):
            self.stdout.write(line)


def lines_of(snapshot: Snapshot, row: int) -> list[str]:
    """The report, line by line."""
    educations, label = snapshot.educations, snapshot.concepts.label
    source = int(educations.source[row])
    origin_key = snapshot.sources[source].key if source >= 0 else "unknown"
    requirement = int(educations.requirement[row])
    lines = [
        f"{educations.title[row]}  ({educations.id[row]}, snapshot {snapshot.id})",
        f"form {FORMS[int(educations.form[row])]}, source {origin_key}",
        f"level {educations.level[row] or 'not said'}, field {educations.sun[row] or 'not said'}",
        "credentials:",
    ]
    lines += [
        f"  {label_of(key)}  [title and form: {key}]"
        for key in index_of(snapshot).gives.get(row, ())
    ]
    lines.append("gives:")
    for target, strength, origin, _ in educations.skills.of_row(row):
        lines.append(f"  {label[target]}  [{OutcomeOrigin(origin).name.lower()} {strength:.2f}]")
    lines.append("trains for:")
    for target, strength, origin, _ in educations.trains_for.of_row(row):
        kind = snapshot.type_of(target)
        name = TrainsForOrigin(origin).name.lower()
        lines.append(f"  {label[target]}  ({kind}) [{name} {strength:.2f}]")
    lines.append("requires:")
    if requirement >= 0:
        lines += _requirement(snapshot.requirements.text[requirement])
    first, last = int(educations.first_event[row]), int(educations.first_event[row + 1])
    lines.append(f"occasions: {last - first}")
    lines += [f"  {_event(snapshot, event)}" for event in range(first, min(last, first + LISTED))]
    if last - first > LISTED:
        lines.append(f"  … and {last - first - LISTED} more")
    return lines


def _requirement(text: str) -> list[str]:
    """The requirement as it stands, as it was read, and what somebody who holds nothing lacks."""
    read = parse_requirement(text)
    verdict = judge(read.expression, frozenset())
    lines = [f"  {text}", f"  read as: {json.dumps(to_tree(read.expression), ensure_ascii=False)}"]
    lines += [f"  not read: {piece}" for piece in read.unparsed]
    lines += [
        "  lacking with nothing: " + ", ".join(sorted(label_of(key) for key in keys))
        for keys in verdict.lacking[:LISTED]
    ]
    return lines


def _event(snapshot: Snapshot, row: int) -> str:
    events = snapshot.events
    place = int(events.municipality[row])
    where = snapshot.concepts.label[place] if place >= 0 else "place unknown"
    if events.is_distance[row]:
        where = "distance"
    start, end, last = (_day(days[row]) for days in (events.start, events.end, events.apply_last))
    return f"{events.id[row]}: {start} – {end}, apply by {last}, {events.pace[row]} %, {where}"


def _day(number: int) -> date | str:
    return day_of(number) or "?"
