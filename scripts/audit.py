"""Known vulnerabilities in the locked versions. Fails on a finding, not on a missing network."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def main(lock_names: list[str]) -> int:
    """Exit code 1 for a known vulnerability; 0 for none, or when nobody could be asked."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip_audit"]
        command += [part for name in lock_names for part in ("--requirement", name)]
        command += ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "20"]
        command += ["--format", "json", "--output", str(report)]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if not report.exists() or not report.read_text().strip():
            reason = (outcome.stderr.strip().splitlines() or ["no reason given"])[-1]
            sys.stderr.write(f"audit: SKIPPED, the service gave no answer ({reason})\n")
            return 0
        packages = json.loads(report.read_text())["dependencies"]
    found = [
        f"{package['name']} {package['version']}: {finding['id']}"
        f" (fixed in {', '.join(finding['fix_versions']) or 'no version yet'})"
        for package in packages
        for finding in package.get("vulns", [])
    ]
    skipped = [package for package in packages if "skip_reason" in package]
    if skipped and len(skipped) == len(packages):
        reason = skipped[0]["skip_reason"]
        sys.stderr.write(f"audit: SKIPPED, the index here judges no package ({reason})\n")
        return 0
    note = f", {len(skipped)} not judged" if skipped else ""
    sys.stderr.write(f"audit: {len(packages)} packages, {len(found)} findings{note}\n")
    sys.stderr.write("".join(f"  {line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
