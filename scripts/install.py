"""Make `.venv` and install the locked packages; does nothing when they are already there.

Run by `make` with the system's Python: `python3 scripts/install.py requirements.txt`. Only the
standard library is used. A stamp in `.venv` holds the hash of what was installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def main(lock_name: str) -> int:
    """Exit code 0 when everything in the lock file is installed."""
    if sys.version_info < (3, 11):
        sys.stderr.write(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.\n")
        return 1
    wanted = fingerprint(lock_name)
    stamp = VENV / f".installed-{lock_name}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return 0
    if not is_usable():
        sys.stderr.write("Making .venv ...\n")
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
        if made.returncode:
            sys.stderr.write(
                "The virtual environment could not be made. On Debian and Ubuntu the package "
                "python3-venv is needed.\n"
            )
            return 1
    sys.stderr.write(f"Installing {lock_name} (a few minutes the first time) ...\n")
    # Modules are compiled when they are first used, which for most of them is never.
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-compile"]
    command += ["--disable-pip-version-check", "--requirement", str(ROOT / lock_name)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        return 1
    stamp.write_text(wanted)
    return 0


def is_usable() -> bool:
    """False when .venv is missing, half made, moved here from elsewhere, or its Python is gone."""
    if not PYTHON.exists():
        return False
    probe = [str(PYTHON), "-c", "import pip, sys; print(sys.prefix)"]
    try:
        answer = subprocess.run(probe, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0 and os.path.realpath(answer.stdout.strip()) == str(VENV)


def fingerprint(lock_name: str) -> str:
    """Hash of the lock files, of this Python, and of where .venv lies: it cannot be moved."""
    digest = hashlib.sha256(f"{sys.version} {VENV}".encode())
    for name in ("requirements.txt", lock_name):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
