"""Tells when a file was written anew, also by programs that put a new file in its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_REST_MS = 300
"""Programs write in several strokes; the last one counts."""


class FileWatcher(QObject):
    """Watches one file, its folder, and the folder of the files that belong to it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._seen: tuple[tuple[str, int, int], ...] = ()
        self._system = QFileSystemWatcher(self)
        self._system.fileChanged.connect(self._wait)
        self._system.directoryChanged.connect(self._wait)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._look)

    def watch(self, path: Path) -> None:
        """Follow this file from now on, and no other."""
        self._path = path
        known = [*self._system.files(), *self._system.directories()]
        if known:
            self._system.removePaths(known)
        self._seen = self._state()
        self._follow()

    def _wait(self, _place: str) -> None:
        self._rest.start()

    def _look(self) -> None:
        """Tell of a change; a file that is gone for a moment is waited for."""
        self._follow()
        now = self._state()
        if now and now != self._seen:
            self._seen = now
            self.changed.emit()

    def _follow(self) -> None:
        """Watch again what was replaced: the system forgets a file with its place on the disk."""
        if self._path is None:
            return
        wanted = [path for path in self._places() if path.exists()]
        known = {*self._system.files(), *self._system.directories()}
        new = [str(path) for path in wanted if str(path) not in known]
        if new:
            self._system.addPaths(new)

    def _places(self) -> tuple[Path, ...]:
        assert self._path is not None
        return (self._path, self._path.parent, self._media(self._path))

    def _state(self) -> tuple[tuple[str, int, int], ...]:
        """Return names, sizes and times; nothing while the file itself is not there."""
        if self._path is None or not self._path.is_file():
            return ()
        media = self._media(self._path)
        inside = sorted(media.iterdir()) if media.is_dir() else []
        found: list[tuple[str, int, int]] = []
        for path in (self._path, *inside):
            try:
                now = path.stat()
            except OSError:  # it is being replaced just now; the next event tells
                continue
            found.append((path.name, now.st_size, now.st_mtime_ns))
        return tuple(found)

    @staticmethod
    def _media(path: Path) -> Path:
        return path.with_name(f"{path.stem}-media")
