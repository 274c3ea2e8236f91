"""Write the lock files from what `.venv` holds: `make lock`, after trying a change of pyproject.

`requirements.txt` is what the site needs, `requirements-dev.txt` adds the tools. Each name in
pyproject and everything it asks for is written with its exact version. Versions with a local part
(`2.13.0+cpu`) lose it, so that another machine may have another build of the same version.
"""

import tomllib
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by `make lock` from pyproject.toml; change that file, not this one.\n"


def main() -> None:
    """Write both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    site = closure(project["dependencies"])
    tools = closure(project["optional-dependencies"]["dev"])
    (ROOT / "requirements.txt").write_text(HEADER + "".join(sorted(site)))
    rest = "".join(sorted(tools - site))
    (ROOT / "requirements-dev.txt").write_text(f"{HEADER}-r requirements.txt\n{rest}")


def closure(asked: Iterable[str]) -> set[str]:
    """`name==version` lines of the requirements and all they need on this platform."""
    lines: set[str] = set()
    waiting = [Requirement(text) for text in asked]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        if key[0] == "pip":
            continue  # it installs the rest and does not install itself
        installed = distribution(requirement.name)
        lines.add(f"{key[0]}=={installed.version.partition('+')[0]}\n")
        for text in installed.requires or []:
            needed = Requirement(text)
            extras = requirement.extras or {""}
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in extras
            ):
                waiting.append(needed)
    return lines


if __name__ == "__main__":
    main()
