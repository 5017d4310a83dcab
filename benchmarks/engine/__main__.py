"""Measure the form engine beside its peers: `make bench-engine`, `make bench-engine WRITE=yes`.

Peers that are not installed here are left out with a line. The exit status is 1 where two engines
hold different values or recalculating everything is less than a hundred times slower.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.engine import forms, table, web_forms
from benchmarks.engine.measure import Run, run
from benchmarks.engine.peers import AbsentError, Engine, javarosa, ours, version

RECORD = Path(__file__).parents[2] / "docs" / "benchmarks-engine.md"


def main() -> int:
    """Measure, print the table, write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--forms", nargs="*", choices=tuple(forms.FORMS), default=[])
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RECORD.name}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bina-bench-") as folder:
        engines = [ours(), *([] if options.alone else _peers(Path(folder)))]
        names = options.forms or list(forms.FORMS)
        known = run(engines, names, options.rounds, Path(folder) / "forms", told=_tell)
    text = _document(known, [engine.name for engine in engines], options.rounds)
    print(f"\n\n{text}")
    if options.write:
        RECORD.write_text(text, encoding="utf-8")
    ratio = table.naive_ratio(known)
    return 1 if known.differences or (ratio is not None and ratio < table.NAIVE) else 0


def _tell(form: str) -> None:
    print(f"measuring {form}", file=sys.stderr, flush=True)


def _peers(folder: Path) -> list[Engine]:
    """Return the peers that are here; say of the others why they are not."""
    found: list[Engine] = []
    makers: tuple[Callable[[], Engine], ...] = (lambda: javarosa(folder), web_forms.engine)
    for make in makers:
        try:
            found.append(make())
        except AbsentError as absent:
            print(absent)
    return found


def _document(known: Run, names: list[str], rounds: int) -> str:
    programs = []
    if table.JAVAROSA in names:
        programs.append(f"JavaRosa 5.1.0 on {version('java', '-version')}")
    if table.WEB_FORMS in names:
        programs.append(f"@getodk/xforms-engine 0.22.0 in {web_forms.habitat()}")
    notes = "".join(f"- {note}\n" for note in table.notes(known, names, rounds))
    return (
        "# The form engine beside its peers\n\n"
        "Written by `make bench-engine WRITE=yes`. Same forms, same answers, same final values; "
        "only ratios can be carried to another machine.\n\n"
        f"{table.machine(programs)}.\n\n{table.markdown(known, names)}\n{notes}"
    )


if __name__ == "__main__":
    sys.exit(main())
