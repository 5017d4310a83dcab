"""Measure the merge of a quarter: `make bench-merge`, `make bench-merge WRITE=yes`.

Every side runs in a fresh process on the same files. The exports are made by our own exporter from
made-up changes and kept in a cache folder outside the project. The exit status is 1 where a side
failed or did other work than the others.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.merge import data, table
from platformdirs import user_cache_path

RECORD = Path(__file__).parents[2] / "docs" / "benchmarks-merge.md"
BOUND = 900.0
"""Seconds that one process may take."""
SAMPLE = 40
"""Files that the ORM reads; its time is scaled."""


def main() -> int:
    """Measure, print the table, write it where asked."""
    parser = argparse.ArgumentParser(description="Measure the merge of a quarter's exports.")
    parser.add_argument("--files", type=int, default=data.FILES)
    parser.add_argument("--cache", type=Path, default=user_cache_path("bina-desktop-bench"))
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RECORD.name}")
    options = parser.parse_args()
    first, second = (
        data.write_exports(options.cache, files=options.files, quarter=quarter)
        for quarter in range(2)
    )
    with tempfile.TemporaryDirectory(prefix="bina-bench-") as root:
        found = measure(Path(root), first, second)
    faults = faults_in(found, options.files)
    text = table.document(found, options.files, SAMPLE, faults)
    print(f"\n\n{text}")
    if options.write:
        RECORD.write_text(text, encoding="utf-8")
    return 1 if faults else 0


def measure(root: Path, first: Sequence[Path], second: Sequence[Path]) -> dict[str, Any]:
    """Run every side."""
    tenth = first[: len(first) // 10]
    sample = first[: min(SAMPLE, len(first))]
    return {
        "floor": _run(root, "peers", "floor", "floor.db", first),
        "sealed": _run(root, "peers", "floor-sqlcipher", "sealed.db", first),
        "first": _run(root, "ours", "sqlcipher", "ours.db", first),
        "again": _run(root, "ours", "sqlcipher", "ours.db", first),
        "full": _run(root, "ours", "sqlcipher", "ours.db", second),
        "plain": _run(root, "ours", "sqlite", "plain.db", first),
        "tenth": _run(root, "ours", "sqlcipher", "tenth.db", tenth),
        "pandas": _run(root, "peers", "pandas", "pandas.db", first),
        "orm": _run(root, "peers", "orm", "orm.db", sample),
        "files": len(first),
        "sample": len(sample),
    }


def _run(root: Path, module: str, side: str, database: str, paths: Sequence[Path]) -> Any:
    listed = root / "files.txt"
    listed.write_text("\n".join(map(str, paths)), encoding="utf-8")
    print(f"{side}: {database}, {len(paths)} files", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", f"benchmarks.merge.{module}", side]
    command += [str(root / database), str(listed)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=BOUND, check=False)
    if done.returncode:
        print(done.stderr[-3000:], file=sys.stderr)
        return None
    return json.loads(done.stdout.splitlines()[-1])


def faults_in(found: dict[str, Any], files: int) -> list[str]:
    """Return where a side failed, or did not do the same work."""
    faults = [f"{name} did not come to its end" for name, side in found.items() if side is None]
    if faults:
        return faults
    answers = files * data.SHEETS * data.ANSWERS
    said = {name: (found[name]["answers"], found[name]["checksum"]) for name in _SAME}
    if len(set(said.values())) != 1 or said["first"][0] != answers:
        faults.append(f"the sides hold different answers: {said}")
    wanted = {
        "floor": ("changes", data.changes_in(files)),
        "sealed": ("changes", data.changes_in(files)),
        "first": ("conflicts", files // 2),
        "full": ("conflicts", 2 * (files // 2)),
        "again": ("known", files),
    }
    faults += [
        f"{name}: {what} is {found[name][what]}, not {number}"
        for name, (what, number) in wanted.items()
        if found[name][what] != number
    ]
    return faults


_SAME = ("first", "again", "plain", "pandas")

if __name__ == "__main__":
    sys.exit(main())
