"""Compile what recognition has in C, where there is a C compiler; without one nothing is missing
but speed. Does nothing when it is there already. Run by `make` after the packages are installed.
"""

import os
import shlex
import shutil
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

SOURCE = Path(__file__).resolve().parent.parent / "catalog" / "recognition" / "glance.c"


def main() -> int:
    """Exit code 0 also without a compiler, or with one that fails: that is said, and no error."""
    wanted = library_path()
    if wanted.exists():
        return 0
    compiler = (
        shlex.split(os.environ.get("CC", ""))
        or [found for found in map(shutil.which, ("cc", "gcc", "clang")) if found][:1]
    )
    if not compiler:
        sys.stderr.write("No C compiler was found: recognition works, at about half its speed.\n")
        return 0
    for old in SOURCE.parent.glob(f"_{SOURCE.stem}-*.so"):
        old.unlink()
    with TemporaryDirectory(dir=SOURCE.parent) as folder:
        made = Path(folder) / wanted.name
        command = [*compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(SOURCE)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.stderr.write(
                f"{done.stderr}{SOURCE.name} could not be compiled: recognition works, at about half its speed.\n"
            )
            return 0
        made.replace(wanted)
    return 0


def library_path() -> Path:
    """As in catalog.recognition.native: a library of another source is never taken for this one."""
    digest = blake2b(SOURCE.read_bytes(), digest_size=6).hexdigest()
    return SOURCE.with_name(f"_{SOURCE.stem}-{digest}.so")


if __name__ == "__main__":
    sys.exit(main())
