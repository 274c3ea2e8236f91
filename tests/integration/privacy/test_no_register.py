"""Promises 3 and 8: no table and no task has room for a person."""

import ast
import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver

from guidance.celery import app
from tests.integration.privacy.field_tags import CITIZEN_APPS, TAGS

MODELS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.partition(".")[0] in {"catalog", "guidance"}
    or model._meta.app_label in {"auth", "contenttypes"}
]
# What a task may be told: which source, where its files lie, and whether to ask for all of it.
# Anything else is asked about here.
ALLOWED_ARGUMENTS = {"key": str, "path": str, "full": bool}


def tasks() -> dict[str, object]:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_says_what_it_is_about(model: type) -> None:
    tags = TAGS[model._meta.label]  # type: ignore[attr-defined]  # a model
    declared = [name for names in tags.values() for name in names.split()]
    actual = {field.name for field in model._meta.get_fields() if field.concrete}  # type: ignore[attr-defined]  # a model
    assert set(declared) == actual
    assert len(declared) == len(set(declared))
    assert tags.keys() <= {"catalogue", "operational", "personal"}


def test_no_table_is_untagged_and_no_tag_is_left_over() -> None:
    assert {model._meta.label for model in MODELS} == TAGS.keys()
    assert not [m for m in apps.get_models() if m._meta.label not in TAGS]


def test_the_citizens_apps_have_no_personal_field() -> None:
    personal = {label for label, tags in TAGS.items() if "personal" in tags}
    assert personal == {"auth.User"}
    assert not {label for label in personal if label.partition(".")[0] in CITIZEN_APPS}
    assert not list(apps.get_app_config("guidance").get_models())


def test_no_form_makes_an_account() -> None:
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not {n for n in names if any(w in n for w in ("login", "signup", "register", "account"))}


def test_no_task_takes_anything_of_a_person() -> None:
    found = tasks()
    assert found
    for name, task in found.items():
        for argument in inspect.signature(task.run).parameters.values():  # type: ignore[attr-defined]  # a task
            assert ALLOWED_ARGUMENTS.get(argument.name) is argument.annotation, (name, argument)


def test_the_pages_queue_nothing() -> None:
    """No module a request runs through can reach the broker."""
    calls = {"delay", "apply_async", "send_task", "signature", "s", "si"}
    root = Path(settings.BASE_DIR)
    for path in sorted((root / "guidance").rglob("*.py")):
        tree = ast.parse(path.read_text())
        used = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert not used & calls, path
        if path.name not in {"celery.py", "worker.py", "apps.py", "settings.py"}:
            imported = {
                name
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom | ast.Import)
                for name in [getattr(node, "module", None), *(a.name for a in node.names)]
                if name
            }
            assert not {n for n in imported if n.startswith(("celery", "catalog.tasks"))}, path


def test_nothing_lists_codes_or_people() -> None:
    """Whoever would list sessions or codes must walk through Redis, and no module does."""
    walking = {"keys", "scan", "scan_iter", "randomkey", "dump", "hscan_iter", "sscan_iter"}
    for path in sorted((Path(settings.BASE_DIR) / "guidance").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                is_redis = "connection()" in owner or "redis" in owner.casefold() or owner == "pipe"
                assert not (is_redis and node.func.attr in walking), path
