"""A serving process refuses to start without what it needs, and says what that is."""

import pytest

from tests.unit.guidance.test_settings import PRODUCTION, python

WEB = "import guidance.wsgi"
WORKER = "import guidance.worker"  # worker and beat alike: the app that `celery -A` is given


@pytest.mark.parametrize("process", [WEB, WORKER])
def test_nothing_given_names_everything_missing(process: str) -> None:
    outcome = python(process)
    assert outcome.returncode != 0
    for name in PRODUCTION:
        assert f"{name}: " in outcome.stderr


@pytest.mark.parametrize("name", PRODUCTION)
def test_each_missing_value_is_named(name: str) -> None:
    outcome = python(WEB, **{key: value for key, value in PRODUCTION.items() if key != name})
    assert outcome.returncode != 0
    named = {key for key in PRODUCTION if f"\n  {key}: " in outcome.stderr}
    assert named == {name}


def test_a_short_key_is_refused() -> None:
    outcome = python(WEB, **(PRODUCTION | {"SECRET_KEY": "short"}))
    assert outcome.returncode != 0
    assert "SECRET_KEY: too short" in outcome.stderr


def test_every_host_is_no_host() -> None:
    outcome = python(WEB, **(PRODUCTION | {"ALLOWED_HOSTS": "*"}))
    assert outcome.returncode != 0
    assert "ALLOWED_HOSTS: not *" in outcome.stderr


@pytest.mark.parametrize("process", [WEB, WORKER])
def test_it_starts_when_all_is_given(process: str) -> None:
    outcome = python(process, **PRODUCTION)
    assert outcome.returncode == 0, outcome.stderr
