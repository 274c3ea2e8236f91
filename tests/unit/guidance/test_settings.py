"""Values from the environment, and what they make of the site."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from guidance import settings as site

ROOT = Path(site.BASE_DIR)
PRODUCTION = {
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "vagen.example, www.vagen.example",
    "DATABASE_URL": "postgresql://u:p@db.example/kv",
    "REDIS_URL": "redis://redis.example:6379/0",
}


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that knows nothing of the tests' own environment."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def loaded(names: list[str], **environment: str) -> dict[str, object]:
    """Settings of those names in such an environment."""
    code = (
        "import json; from guidance import settings as s;"
        f"print(json.dumps({{n: getattr(s, n) for n in {names}}}, default=str))"
    )
    outcome = python(code, **environment)
    assert outcome.returncode == 0, outcome.stderr
    values: dict[str, object] = json.loads(outcome.stdout)
    return values


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("TRUE", True), ("yes", True), ("no", False), ("", False)]
)
def test_a_switch_is_read(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("SWITCH", value)
    assert site.env_bool("SWITCH", default=not expected) is expected


def test_a_switch_that_is_neither_stops_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWITCH", "maybe")
    with pytest.raises(ImproperlyConfigured, match="SWITCH is 'maybe'"):
        site.env_bool("SWITCH", default=False)


def test_a_list_forgives_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTS", " a.example , ,b.example")
    assert site.env_list("HOSTS") == ["a.example", "b.example"]


def test_a_database_url_with_a_host() -> None:
    read = site.database_of("postgresql://anna:hemlig%40ord@db.example:6543/kv")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        *("anna", "hemlig@ord", "db.example", "6543", "kv"),
    )


def test_a_database_url_with_a_socket_in_a_folder_with_a_space() -> None:
    assert site.database_of("postgresql://p@/kv?host=/srv/my%20db")["HOST"] == "/srv/my db"


def test_another_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        site.database_of("sqlite:///kv.db")


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("redis://r.example:6379/2", "redis://r.example:6379/2"),
        ("rediss://r.example/0", "rediss://r.example/0"),
        ("unix:///tmp/r.sock?db=3", "redis+socket:///tmp/r.sock?virtual_host=3"),
        ("unix:///tmp/r.sock", "redis+socket:///tmp/r.sock?virtual_host=0"),
    ],
)
def test_the_broker_is_the_same_redis(url: str, broker: str) -> None:
    assert site.broker_of(url) == broker


def test_another_broker_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        site.broker_of("amqp://localhost")


def test_in_production_cookies_and_transport_are_closed() -> None:
    values = loaded(
        [
            *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"),
            *("CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE"),
            *("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DEBUG", "ALLOWED_HOSTS"),
            *("SESSION_ENGINE", "IS_EMBEDDED"),
        ],
        **PRODUCTION,
    )
    assert values == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 63072000,
        "DEBUG": False,
        "ALLOWED_HOSTS": ["vagen.example", "www.vagen.example"],
        "SESSION_ENGINE": "guidance.session.store",
        "IS_EMBEDDED": False,
    }


def test_without_urls_the_embedded_servers_are_named() -> None:
    values = loaded(["IS_EMBEDDED", "DATABASES", "REDIS_URL"], VAR_DIR="/tmp/somewhere/var")
    assert values["IS_EMBEDDED"] is True
    databases = values["DATABASES"]
    assert isinstance(databases, dict)
    assert databases["default"]["ENGINE"] == "guidance.embedded"
    assert str(values["REDIS_URL"]).startswith("unix:///tmp/kortaste-")


def test_the_admin_is_off_until_it_has_a_path() -> None:
    assert "admin" not in str(loaded(["INSTALLED_APPS"])["INSTALLED_APPS"])
    given = loaded(["INSTALLED_APPS", "ADMIN_PATH"], ADMIN_PATH="/skotsel-7f/")
    assert "guidance.admin_app.EditorAdminConfig" in given["INSTALLED_APPS"]
    assert given["ADMIN_PATH"] == "skotsel-7f"


def test_two_processes_without_a_key_do_not_share_one() -> None:
    first, second = loaded(["SECRET_KEY"]), loaded(["SECRET_KEY"])
    assert first != second


def test_celery_takes_json_only_and_gives_tasks_an_end() -> None:
    assert site.CELERY_ACCEPT_CONTENT == ["json"]
    assert site.CELERY_TASK_SERIALIZER == "json"
    assert site.CELERY_TASK_ACKS_LATE is True
    assert site.CELERY_TASK_SOFT_TIME_LIMIT < site.CELERY_TASK_TIME_LIMIT
    limit = site.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert limit > site.CELERY_TASK_TIME_LIMIT


def test_an_upload_never_becomes_a_temporary_file() -> None:
    assert site.FILE_UPLOAD_HANDLERS == [
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
    ]
