"""When a snapshot has to follow what was loaded: told from the database, so that nothing is lost.

Whoever loads something queues `catalog.tasks.build_if_changed`; any number of such messages, or the
hourly one when all of them were lost, make one build, once no source has ended for a while.
"""

from datetime import datetime, timedelta

from django.db.models import Max, Min, Q

from catalog.ingest.run import APPLIED
from catalog.models import ImportRun, SnapshotBuild
from catalog.pipeline.progress import SNAPSHOT, under_way

# Sources that are loaded one after the other make one build …
SETTLING = timedelta(seconds=60)
# … but a change waits no longer than this for the others.
LONGEST = timedelta(minutes=30)


def seconds_until_due(now: datetime) -> float | None:
    """Seconds until a build is due; 0.0 when it is, None when the snapshot has everything."""
    changed = Q(added__gt=0) | Q(changed__gt=0) | Q(withdrawn__gt=0)
    runs = ImportRun.objects.filter(changed, state__in=APPLIED, finished_at__isnull=False)
    last = SnapshotBuild.objects.filter(is_complete=True).order_by("-number").first()
    # By number, not by time: what ended while it was being built may not be in it.
    for key, run in (last.runs if last else {}).items():
        runs = runs.exclude(source_id=key, pk__lte=run)
    found = runs.aggregate(first=Min("finished_at"), last=Max("finished_at"))
    if found["last"] is None:
        return None
    due = found["last"] + SETTLING
    if any(one.job != SNAPSHOT for one in under_way()):
        due = now + SETTLING
    due = min(due, found["first"] + LONGEST)
    return float(max(0.0, (due - now).total_seconds()))
