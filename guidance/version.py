"""The version of this software, for receipts and plan files."""

import tomllib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings


@lru_cache(maxsize=1)
def software_version() -> str:
    """As in pyproject.toml; from the installed package where that file is not deployed."""
    project = settings.BASE_DIR / "pyproject.toml"
    if project.is_file():
        return str(tomllib.loads(project.read_text())["project"]["version"])
    try:
        return version("kortaste-vagen")
    except PackageNotFoundError:
        return "okänd"
