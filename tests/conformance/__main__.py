"""Run the recorded cases of other engines: `python -m tests.conformance [DIR] [-v]`.

After the files comes `differential`: random fillings of every form of the files.
Prints `N passed, N failed` for each judged group of each file and what failed. Exit status 0 where
every threshold is met (or no cases are at hand), 1 where one is missed, 2 for a file that cannot
be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from tests.conformance.outcome import DEFAULT_CASES, Outcome, SuiteResult

ROOT = Path(__file__).parents[2]
SUITES = {
    "xpath_cases.json.gz": "xpath_cases",
    "javarosa_xpath_cases.json.gz": "javarosa_xpath_cases",
    "scenario_cases.json.gz": "scenarios",
    "pyxform_forms.json.gz": "pyxform_forms",
}
"""Runner module of each file of cases."""
DIFFERENTIAL = "differential"
FILES_OF_FORMS = ("scenario_cases.json.gz", "pyxform_forms.json.gz")
"""What `differential` takes its forms from."""
_SHORT = 160
"""Characters of a reason shown without `--verbose`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all suites found; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / DEFAULT_CASES)
    parser.add_argument("-v", "--verbose", action="store_true", help="tell reasons in full")
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    if not folder.is_dir():
        print(f"No cases: the folder {os.path.normpath(folder)} is absent; nothing was run.")
        return 0
    statuses = [_run_file(folder, file, verbose=options.verbose) for file in SUITES]
    if any((folder / file).is_file() for file in FILES_OF_FORMS):
        statuses.append(_run(folder, DIFFERENTIAL, DIFFERENTIAL, verbose=options.verbose))
    return max(statuses, default=0)


def _run_file(folder: Path, file: str, *, verbose: bool) -> int:
    if (folder / file).is_file():
        return _run(folder, file, SUITES[file], verbose=verbose)
    print(f"{file}: absent, skipped")
    return 0


def _run(folder: Path, file: str, module: str, *, verbose: bool) -> int:
    run: Callable[[Path], list[SuiteResult]] = import_module(f"tests.conformance.{module}").run
    try:
        results = run(folder)
    except (OSError, ValueError, KeyError) as error:
        print(f"{file}: cannot be read: {error!r}")
        return 2
    passed = sum(result.passed for result in results)
    failed = sum(result.failed for result in results)
    print(f"{file}: {passed} passed, {failed} failed")
    for result in results:
        _tell(result, verbose=verbose)
    return 0 if all(result.reached for result in results) else 1


def _tell(result: SuiteResult, *, verbose: bool) -> None:
    judged = "told only"
    if result.threshold:
        verdict = "reached" if result.reached else "MISSED"
        judged = f"threshold {result.threshold:.0%} {verdict}"
    total = len(result.outcomes)
    print(f"  {result.group}: {result.passed} of {total} ({judged})")
    by_decision: dict[str, list[Outcome]] = {}
    for outcome in result.outcomes:
        if not outcome.ok:
            by_decision.setdefault(outcome.decision, []).append(outcome)
    for decision, outcomes in sorted(by_decision.items()):
        print(f"    {decision or 'no decision explains'}: {len(outcomes)}")
        for outcome in outcomes:
            print(f"      {outcome.case}: {_shortened(outcome.detail, verbose=verbose)}")


def _shortened(detail: str, *, verbose: bool) -> str:
    line = " ".join(detail.split())
    return line if verbose or len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


if __name__ == "__main__":
    sys.exit(main())
