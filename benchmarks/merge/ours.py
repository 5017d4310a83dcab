"""One import by BINA, in a process of its own: `… merge.ours KIND DATABASE LIST`.

The same use case that the window and the command call, without a face: files are read by children,
checked, previewed as far as anybody asks, united, and kept.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.merge.data import KEY, checksum
from benchmarks.merge.measure import Stopwatch, tell

from bina_desktop.application.file_fate import FileFate
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.bootstrap import SystemClock, build_services
from bina_desktop.settings import load_settings
from bina_desktop.storage.database import driver, sqlcipher_engine, sqlite_engine, upgrade
from bina_desktop.storage.identity import ensure_identity
from bina_desktop.storage.unit_of_work import SqlBegin


def main() -> int:
    """Import the files and tell what it took, and what is there now."""
    kind, database, listed = sys.argv[1:]
    paths = [Path(line) for line in Path(listed).read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory(prefix="bina-bench-") as folder:
        services = _services(kind, Path(database), Path(folder))
        watch = Stopwatch()
        outcomes = services.unattended.run(paths, accept=True, progress=Progress())
        taken = watch.taken()
        fates = [one.fate for one in outcomes]
        found: dict[str, object] = {
            "imported": fates.count(FileFate.TAKEN),
            "known": fates.count(FileFate.KNOWN),
            "new": sum(one.counts.get("baru", 0) for one in outcomes),
            "conflicts": len(services.perbedaan.conflicts()),
        }
    found["answers"], found["checksum"] = checksum(_answers(kind, Path(database)))
    tell(taken, **found)
    return 0


def _services(kind: str, database: Path, folder: Path) -> Services:
    engine = sqlcipher_engine(database, KEY) if kind == "sqlcipher" else sqlite_engine(database)
    upgrade(engine)
    settings = replace(load_settings(data_dir=folder), cache_dir=folder / "cache")
    begin = SqlBegin(engine, ensure_identity(engine), SystemClock())
    return build_services(settings, begin, user="Dewi Kartika", nip="")


def _answers(kind: str, database: Path):
    connection = driver.connect(str(database))
    if kind == "sqlcipher":
        connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    yield from connection.execute(
        "SELECT l.id, j.key, j.value FROM lembar_penilaian l, json_each(l.jawaban) j"
    )
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
