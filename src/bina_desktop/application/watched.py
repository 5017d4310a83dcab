"""A folder whose files are taken in: what lies there, and what of it was looked at before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any

from bina_desktop.application.actor import Acting

Facts = tuple[int, ...]
"""Size, times of change (of the content, of the entry) and number of a file: as long as all are
the same, it is the same file; a copy that keeps the time of its source has another number."""
Sight = dict[Path, Facts]
"""The workbooks in a folder."""


def facts_of(path: Path) -> Facts | None:
    """Return what tells one file from the next; None where there is none to be read."""
    try:
        found = path.stat()
    except OSError:  # a link to nowhere, or just taken away
        return None
    if not S_ISREG(found.st_mode):  # a pipe would never end
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def look_at(folder: Path) -> Sight:
    """Return the workbooks in a folder, without what Excel or a copy under way leaves beside."""
    paths: Sequence[Path] = []
    with suppress(OSError):  # unplugged or offline: there is nothing to take in
        paths = sorted(folder.iterdir())
    sight: Sight = {}
    for path in paths:
        if path.suffix.lower() == ".xlsx" and not path.name.startswith((".", "~$")):
            facts = facts_of(path)
            if facts is not None:
                sight[path] = facts
    return sight


class Memory:
    """Remembers the hashes of one person's watched files, so that no start reads them again."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._key = f"folder_pantauan_isi/{acting.nama}"

    def settled(self, folder: Path, sight: Mapping[Path, Facts]) -> dict[Path, str]:
        """Return the hashes of files that stand as they stood when their fate was settled.

        A database that knows nothing of a file, brought back from a backup perhaps, has it read.
        """
        with self._acting.reading() as uow:
            known = self._known(uow.settings.get(self._key) or "", folder)
            return {
                path: sha256
                for path, facts in sight.items()
                for kept, sha256 in [known.get(path.name, ((), ""))]
                if kept == facts
                and (uow.journal.knows_file(sha256) or uow.arrived.find(sha256) is not None)
            }

    def keep(self, folder: Path, sight: Mapping[Path, Facts], hashes: Mapping[Path, str]) -> None:
        """Remember files as they stood before they were read; forget those that are gone."""
        with self._acting.reading() as uow:
            known = self._known(uow.settings.get(self._key) or "", folder)
            known = {name: one for name, one in known.items() if (folder / name).exists()}
            known |= {path.name: (sight[path], hashes[path]) for path in sight.keys() & hashes}
            files = {name: [*facts, sha256] for name, (facts, sha256) in sorted(known.items())}
            uow.settings.put(self._key, json.dumps({"folder": str(folder), "berkas": files}))
            uow.commit()

    @staticmethod
    def _known(text: str, folder: Path) -> dict[str, tuple[Facts, str]]:
        kept: dict[str, Any] = json.loads(text) if text else {}
        if kept.get("folder") != str(folder):
            return {}
        files: dict[str, list[Any]] = kept["berkas"]
        return {name: (tuple(one[:-1]), one[-1]) for name, one in files.items()}
