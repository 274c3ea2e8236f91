"""How often each source is asked, in Celery's terms; times are those of the settings' time zone.

Imported by the settings, so it imports nothing of Django's. A source is asked only where it is
turned on (the administration, or its address in the environment) and the catalogue is a live one
(`refresh.is_live`). Which of its daily runs is a delta and which the whole, `load_live` decides.
"""

from typing import Any

from celery.schedules import crontab

from catalog.sources.registry import SOURCES


def _at(hour: int, minute: int, *, weekday: str = "*", day: str = "*") -> crontab:
    return crontab(hour=hour, minute=minute, day_of_week=weekday, day_of_month=day)


# The hourly stream of ads brings what is new, the nightly whole finds what was missed; the same for
# educations by day and week. Nightly ones end before the build at 4:20.
WHOLE = {
    "job-ads": _at(1, 30),
    "susa-navet": _at(2, 0, weekday="sun"),
}
ASKED = {
    "taxonomy": _at(0, 30, weekday="sun"),
    "susa-navet": _at(3, 0),
    "job-ads": crontab(minute=10),
    "ad-counts": _at(0, 50),
    "wages": _at(0, 10, day="1"),
    "forecast": _at(0, 15, day="1"),
}
OTHERS = _at(0, 40, weekday="sun")  # lists that change a few times a year


def beat_schedule() -> dict[str, dict[str, Any]]:
    """Entries for `CELERY_BEAT_SCHEDULE`."""
    asked = {
        f"refresh-{key}": {
            "task": "catalog.tasks.refresh_on_schedule",
            "schedule": when,
            "args": (key,),
        }
        for key, when in {key: ASKED.get(key, OTHERS) for key in _live()}.items()
    }
    whole = {
        f"reconcile-{key}": {
            "task": "catalog.tasks.refresh_on_schedule",
            "schedule": when,
            "args": (key,),
            "kwargs": {"full": True},
        }
        for key, when in WHOLE.items()
        if key in _live()
    }
    return {
        **asked,
        **whole,
        # Tomorrow's catalogue differs from today's without any news: occasions pass.
        "snapshot-every-night": {
            "task": "catalog.tasks.build_snapshot",
            "schedule": _at(4, 20),
        },
        "objections-are-forgotten": {
            "task": "catalog.tasks.forget_old_objections",
            "schedule": _at(3, 50),
        },
        # For a snapshot whose own message was lost, or that was put in service again.
        "quality-report-of-the-snapshot": {
            "task": "catalog.tasks.make_quality_report",
            "schedule": crontab(minute=55),
        },
        # For changes whose own message was lost, as with a restart of Redis.
        "snapshot-of-what-changed": {
            "task": "catalog.tasks.build_if_changed",
            "schedule": crontab(minute=45),
        },
    }


def _live() -> list[str]:
    """The sources that can be asked over the network."""
    return [key for key, entry in SOURCES.items() if entry.live is not None]
