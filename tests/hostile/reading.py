"""Reads each file of a folder as an import would, in a process whose memory is then measured.

`python -m tests.hostile.reading FOLDER` prints one JSON object per file, and at last the most
memory that the process and its children took, in MiB. Seconds are those of the processor, of the
children too: other work on the machine does not count.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from tests.hostile.clock import ProcessorClock

from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange.package import check_package
from bina_desktop.exchange.parsers import read_workbooks


def read_all(folder: Path) -> None:
    """Print what became of each file."""
    clock = ProcessorClock()
    for_children: list[Path] = []
    for path in sorted(folder.iterdir()):
        try:
            check_package(path)  # what it refuses needs no child
        except ImportRefusedError as error:
            _print(name=path.stem, sentence=error.sentence, seconds=clock.lap())
        else:
            for_children.append(path)
    for path, found in read_workbooks(for_children, progress=Progress()):
        if isinstance(found, ImportRefusedError):
            _print(name=path.stem, sentence=found.sentence, seconds=clock.lap())
            continue
        _print(
            name=path.stem,
            sentence="",
            edits=len(found.edits),
            places=[f"{one.sheet}!{one.cell}" for one in found.rejections],
            seconds=clock.lap(),
        )
    _print(
        name="",
        parent=_peak(),
        child=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    )


def _peak() -> int:
    """Return the most memory of this process in MiB; ru_maxrss would count who started it, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (one for one in status.splitlines() if one.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


def _print(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")


if __name__ == "__main__":
    read_all(Path(sys.argv[1]))
