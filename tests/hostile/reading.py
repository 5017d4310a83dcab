"""Reads each file of a folder as an import would, in a process whose memory is then measured.

Seconds are those of the processor, of the child too: other work on the machine does not count.

`python -m tests.hostile.reading FOLDER` prints one JSON object per file.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange.package import check_package
from bina_desktop.exchange.workbook import XlsxWorkbooks


def read_all(folder: Path) -> None:
    """Print what became of each file, and the most memory that was taken so far, in MiB."""
    for path in sorted(folder.iterdir()):
        before = sum(os.times()[:4])
        facts: dict[str, object] = {"name": path.stem, "sentence": ""}
        try:
            check_package(path)  # what it refuses needs no child
            reading = XlsxWorkbooks().read(path, progress=Progress())
        except ImportRefusedError as error:
            facts["sentence"] = error.sentence
        else:
            facts["edits"] = len(reading.edits)
            facts["places"] = [f"{one.sheet}!{one.cell}" for one in reading.rejections]
            facts["seal"] = reading.seal.value
        facts["seconds"] = sum(os.times()[:4]) - before
        facts["parent"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        facts["child"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        sys.stdout.write(json.dumps(facts) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    read_all(Path(sys.argv[1]))
