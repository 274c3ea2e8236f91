"""Compile what recognition has in C, where there is a C compiler; without one nothing is missing
but speed. Does nothing when it is there already. `make` runs it after the packages are installed,
and the image does before; it needs Python's own library alone.
"""

import os
import shlex
import shutil
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

SOURCE = Path(__file__).resolve().with_name("glance.c")
SLOWER = "recognition works all the same, at some three fifths of its speed"


def main() -> int:
    """Exit code 0 also without a compiler, or with one that fails: that is said, and no error."""
    wanted = library_path()
    if wanted.exists():
        return 0
    compiler = shlex.split(os.environ.get("CC", "")) or first_of("cc", "gcc", "clang")
    if not compiler:
        sys.stderr.write(f"No C compiler was found: {SLOWER}.\n")
        return 0
    with TemporaryDirectory() as folder:
        made = Path(folder) / wanted.name
        command = [*compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(SOURCE)]
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True)
        except OSError as error:  # CC names what is not there
            sys.stderr.write(f"{error}: {SLOWER}.\n")
            return 0
        if done.returncode:
            sys.stderr.write(f"{done.stderr}{SOURCE.name} was not compiled: {SLOWER}.\n")
            return 0
        for old in SOURCE.parent.glob(f"_{SOURCE.stem}-*.so"):
            old.unlink()
        beside = wanted.with_suffix(f".{os.getpid()}")  # nobody ever sees half of it
        shutil.copyfile(made, beside)
        beside.replace(wanted)
    return 0


def first_of(*names: str) -> list[str]:
    """The first of these programs that is there, or none."""
    return [found for found in map(shutil.which, names) if found][:1]


def library_path() -> Path:
    """Where the library of `SOURCE` is, or would be: one of another source is not even found."""
    digest = blake2b(SOURCE.read_bytes(), digest_size=6).hexdigest()
    return SOURCE.with_name(f"_{SOURCE.stem}-{digest}.so")


if __name__ == "__main__":
    sys.exit(main())
