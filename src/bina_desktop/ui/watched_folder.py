"""Watches a folder for files that came in, and takes in those that are complete."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from bina_desktop.application.file_fate import FileOutcome
from bina_desktop.application.import_run import Interrupted
from bina_desktop.application.services import Services
from bina_desktop.application.watched import Sight, look_at
from bina_desktop.application.work import Changes, Topic
from bina_desktop.ui.jobs import Jobs, Lane

_SETTLE_MS: Final = 1_500
"""A file that is as it was so long ago is complete."""
_RESCAN_MS: Final = 30_000
"""Not every network drive tells of its files."""


class WatchedFolder(QObject):
    """Follows the setting of whoever is in; each file is looked at once."""

    interrupted = Signal(object)
    """Carries the Interrupted that the last start left, once."""

    def __init__(
        self, services: Services, jobs: Jobs, parent: QObject, *, settle_ms: int = _SETTLE_MS
    ) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._folder: Path | None = None
        self._seen: Sight = {}
        self._done: Sight = {}
        self._looking = False
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=settle_ms)
        self._rescan = QTimer(self, interval=_RESCAN_MS)
        self._watcher.directoryChanged.connect(self._settle.start)
        self._settle.timeout.connect(self._look)
        self._rescan.timeout.connect(self._look)
        jobs.changed.connect(self._reread)

    def start(self) -> None:
        """Say what the last start left, and begin to watch."""
        self._jobs.run(
            lambda _progress: self._services.unattended.take_interrupted(),
            done=self._tell,
            owner=self,
        )
        self._read()

    def _tell(self, found: Interrupted | None) -> None:
        if found is not None:
            self.interrupted.emit(found)

    def _reread(self, changes: Changes) -> None:
        if changes.topics == {Topic.PERTUKARAN}:  # a setting; imports touch more than that
            self._read()

    def _read(self) -> None:
        self._jobs.run(
            lambda _progress: self._services.unattended.watched_folder(),
            done=self._follow,
            owner=self,
        )

    def _follow(self, folder: Path | None) -> None:
        if folder == self._folder:
            return
        if self._folder is not None:
            self._watcher.removePath(str(self._folder))
        self._folder, self._seen, self._done = folder, {}, {}
        self._rescan.stop()
        self._settle.stop()
        if folder is not None:
            self._watcher.addPath(str(folder))
            self._rescan.start()
            self._settle.start()

    def _look(self) -> None:
        folder = self._folder
        if folder is None or self._looking or self._is_leaving():
            return
        self._looking = True
        self._jobs.run(
            lambda _progress: look_at(folder),
            done=self._judge,
            ended=self._looked,
            lane=Lane.LONG,
            owner=self,
        )

    def _looked(self) -> None:
        self._looking = False

    def _judge(self, sight: Sight) -> None:
        """Take in what stands as it stood at the last look; look again at the rest."""
        folder = self._folder
        if folder is None or self._is_leaving():
            return
        fresh = {path: facts for path, facts in sight.items() if self._done.get(path) != facts}
        complete = [path for path, facts in fresh.items() if self._seen.get(path) == facts]
        self._seen = sight
        if len(complete) < len(fresh):
            self._settle.start()
        if not complete:
            return
        self._done.update({path: fresh[path] for path in complete})
        self._jobs.run(
            lambda progress: self._services.unattended.take_watched(
                complete, folder, progress=progress
            ),
            done=self._forget_unread,
            failed=lambda error: self._retry(complete, error),
            label=self.tr("Menerima {0} berkas dari folder yang dipantau").format(len(complete)),
            lane=Lane.LONG,
            owner=self,
        )

    def _forget_unread(self, taken: tuple[Sequence[FileOutcome], Changes]) -> None:
        """Try again at the next look what could not even be read, for it is open elsewhere."""
        for one in taken[0]:
            if not one.sha256:
                self._done.pop(one.path, None)

    def _retry(self, paths: Sequence[Path], error: Exception) -> None:
        """Try again at the next look what the database could not take now."""
        for path in paths:
            self._done.pop(path, None)
        self._jobs.failed.emit(error)

    def _is_leaving(self) -> bool:
        """Return True while the window locks or closes: timers run on, but nothing may begin."""
        parent = self.parent()
        locking = isinstance(parent, QWidget) and not parent.isEnabled()
        return locking or self._jobs.closed
