"""A sheet goes to a colleague, comes back, or goes to another version of its form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from bina_desktop.application.form_versions import PindahVersi
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.open_lembar import OpenLembar
from bina_desktop.application.work import Changes, Progress
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.ui.dialogs.move_version import MoveVersionDialog
from bina_desktop.ui.form.entry import FormEntry
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.pages.lembar_penilaian.handing import hand_over_button, take_back_button
from bina_desktop.ui.pages.lembar_penilaian.version_line import VersionLine


class SheetMoves(QObject):
    """Puts the ways to move a sheet around its entry, and goes them."""

    given = Signal(str)
    """Carries the name of the colleague who goes on with it."""
    moved = Signal(str)
    """Carries the LembarId of a sheet that is to be opened anew."""

    def __init__(self, lembar: LembarService, jobs: Jobs, page: QWidget) -> None:
        super().__init__(page)
        self._lembar, self._jobs, self._page = lembar, jobs, page

    def dress(self, entry: FormEntry, opened: OpenLembar) -> None:
        """Put what is possible with this sheet around its entry."""
        key = opened.lembar.id
        give = hand_over_button(opened, partial(self._give_first, entry, key))
        if give is not None:
            entry.add_head_action(give)
        take = take_back_button(opened, partial(self.take_back, entry, key))
        if take is not None:
            entry.add_action(take)
        if opened.versi_lain:
            look = partial(self.look, entry, key, opened.versi_lain)
            line = VersionLine(opened, partial(_when_saved, entry, look))
            layout = entry.layout()
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(1, line)  # between the head and the form

    def hand_over(self, entry: FormEntry, key: LembarId, rekan: Pegawai) -> None:
        """Give an open sheet to a colleague."""
        self._change(
            entry,
            lambda: self._lembar.handing.hand_over(key, rekan.id),
            lambda: self.given.emit(rekan.nama),
        )

    def take_back(self, entry: FormEntry, key: LembarId) -> None:
        """Take a sheet that was handed to another, and go on with it."""
        self._change(
            entry, lambda: self._lembar.handing.take_back(key), lambda: self.moved.emit(key)
        )

    def look(self, entry: FormEntry, key: LembarId, ke: str) -> None:
        """Show what moving to another version does, and move if that is wished."""

        def work(progress: Progress) -> PindahVersi:
            del progress
            return self._lembar.versions.preview(key, ke)

        def show(pindah: PindahVersi) -> None:
            dialog = MoveVersionDialog(pindah, self._page)
            chosen = dialog.exec()
            dialog.deleteLater()
            if chosen == QDialog.DialogCode.Accepted:
                self._change(
                    entry,
                    lambda: self._lembar.versions.move(key, ke),
                    lambda: self.moved.emit(key),
                )

        self._jobs.run(work, done=show, failed=entry.banner.tell_error, owner=entry)

    def _give_first(self, entry: FormEntry, key: LembarId, rekan: Pegawai) -> None:
        _when_saved(entry, partial(self.hand_over, entry, key, rekan))

    def _change(
        self, entry: FormEntry, act: Callable[[], Changes], then: Callable[[], object]
    ) -> None:
        def work(progress: Progress) -> Changes:
            del progress
            return act()

        def done(changes: Changes) -> None:
            del changes  # announced by the jobs
            then()

        def failed(error: Exception) -> None:
            entry.setEnabled(True)
            entry.view.enter()
            entry.banner.tell_error(error)

        entry.setEnabled(False)  # what is typed now would have no sheet to be stored in
        self._jobs.run(
            work, done=done, failed=failed, ended=lambda: entry.setEnabled(True), owner=entry
        )


def _when_saved(entry: FormEntry, then: Callable[[], None]) -> None:
    """Go on once everything typed is durable."""
    entry.view.commit_edits()
    entry.controller.when_saved(then)
