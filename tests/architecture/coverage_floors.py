"""Combines what the tests left behind and refuses a run below the coverage floors.

`make test` runs `python -m tests.architecture.coverage_floors` after pytest.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from coverage import Coverage
from coverage.exceptions import NoDataError

OVERALL = 90.0
"""Percent of lines and branches of the whole package."""

COMPLETE = (
    "src/bina_desktop/domain/",
    "src/bina_desktop/application/",
    "src/bina_desktop/formengine/xpath/",
    "src/bina_desktop/formengine/instance/",
)
"""Folders whose every line and branch is tested; the list only grows."""


def measured() -> dict[str, Any]:
    """Combine the data files and return coverage's JSON report. Raises NoDataError."""
    coverage = Coverage()
    coverage.load()  # a file that was combined before, if any
    coverage.combine(strict=False)
    coverage.save()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(report))
        return json.loads(report.read_text(encoding="utf-8"))


def faults(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield one line for each broken floor, with what is missing."""
    for name, figures in sorted(report["files"].items()):
        path = Path(name).as_posix()
        if any(folder in path for folder in COMPLETE) and not _is_complete(figures):
            share = _percent(figures["summary"])
            yield f"{path}: {share}, floor 100 %; missing {_missing(figures)}"
    total = report["totals"]
    if total["percent_covered"] < OVERALL:
        yield f"overall: {_percent(total)}, floor {OVERALL:.0f} %; the thinnest files:"
        yield from (
            f"  {_percent(f['summary'])}  {name}" for name, f in _thinnest(report["files"])
        )


def _is_complete(figures: Mapping[str, Any]) -> bool:
    return not figures["missing_lines"] and not figures["missing_branches"]


def _thinnest(files: Mapping[str, Any]) -> list[tuple[str, Any]]:
    def untested(item: tuple[str, Any]) -> int:
        summary = item[1]["summary"]
        return summary["missing_lines"] + summary["missing_branches"]

    return sorted(files.items(), key=untested, reverse=True)[:15]


def _percent(summary: Mapping[str, Any]) -> str:
    # Floor, not round: 99.996 % is not 100 %.
    return f"{int(summary['percent_covered'] * 100) / 100:.2f} %"


def _missing(figures: Mapping[str, Any]) -> str:
    lines = figures["missing_lines"]
    branches = [
        f"{start}→{'exit' if end < 0 else end}"
        for start, end in figures["missing_branches"]
        if start not in lines
    ]
    return ", ".join([*_ranges(lines), *branches])


def _ranges(lines: Sequence[int]) -> Iterator[str]:
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    for run in runs:
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


def main() -> int:
    """Print the total and the broken floors; 1 if there are any."""
    try:
        report = measured()
    except NoDataError:
        sys.stdout.write("coverage: no data; run `make test`\n")
        return 1
    broken = list(faults(report))
    told = broken or [f"floors hold: {OVERALL:.0f} % overall, 100 % in {', '.join(COMPLETE)}"]
    total = f"coverage: {_percent(report['totals'])} of lines and branches"
    sys.stdout.write("\n".join([total, *told, ""]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
