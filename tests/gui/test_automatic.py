"""The folder that is watched, what came from it, and what waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget
from tests.gui import sample
from tests.gui.fake_exchange import preview_of

from bina_desktop.application.file_fate import FileFate, FileOutcome
from bina_desktop.application.import_run import Interrupted
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import BinaError
from bina_desktop.ui.dialogs.preview import PreviewPanel
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.jobs import Lane
from bina_desktop.ui.pages.pertukaran.page import PertukaranPage
from bina_desktop.ui.panels import EmptyState
from bina_desktop.ui.watched_folder import WatchedFolder


@pytest.fixture
def page(world, jobs, show) -> PertukaranPage:
    made = PertukaranPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    show(made)
    made.sections.show_section(5)
    return made


def test_what_waits_stands_first_and_is_counted(page) -> None:
    model = page.automatic.table.model()
    assert [model.index(n, 0).data() for n in range(3)] == ["Menunggu", "Diterima", "Ditolak"]
    assert page.sections.title(5) == "Otomatis (1)"
    assert page.automatic.open.isEnabled()
    page.automatic.table.selectRow(1)
    assert not page.automatic.open.isEnabled()
    page.automatic.table.activated.emit(model.index(1, 0))


def test_a_waiting_file_is_opened_where_files_are_decided(page, world, settle) -> None:
    page.automatic.open.click()
    settle()
    assert world.recorder.said("open_waiting") == {"sha256": f"{2:064}"}
    assert page.sections.current == 0
    assert page.imports.previewing
    page.sections.show_section(5)
    page.automatic.open.click()
    settle()
    assert page.automatic.banner.text.startswith("Selesaikan dahulu berkas")


def test_a_waiting_file_is_turned_down_with_a_reason(page, world, settle, answer) -> None:
    def fill(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("Segel rusak; kirim ulang dari laptopnya.")
        dialog.accept()

    answer(ReasonDialog, ReasonDialog.reject)
    page.automatic.turn_down.click()
    settle()
    assert "turn_down" not in world.recorder.names()
    answer(ReasonDialog, fill)
    page.automatic.turn_down.click()
    settle()
    assert world.recorder.said("turn_down") == {
        "sha256": f"{2:064}",
        "reason": "Segel rusak; kirim ulang dari laptopnya.",
    }
    page.automatic.table.selectRow(1)
    assert not page.automatic.turn_down.isEnabled()


def test_a_folder_is_chosen_and_let_go(page, world, settle, monkeypatch, tmp_path: Path) -> None:
    assert page.automatic.folder.text() == "Tidak ada folder yang dipantau."
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.automatic.choose.click()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.automatic.choose.click()
    settle()
    assert world.watched == tmp_path
    page.refresh()
    settle()
    assert page.automatic.folder.text() == f"Folder yang dipantau: {tmp_path}"
    page.automatic.stop.click()
    settle()
    assert world.watched is None


def test_nothing_came_yet(page, world, settle) -> None:
    world.arrived = ()
    page.refresh()
    settle()
    assert page.automatic.findChild(EmptyState).isVisible()
    assert page.sections.title(5) == "Otomatis"


@pytest.fixture
def watched(world, jobs, qapp) -> WatchedFolder:
    parent = QObject(qapp)
    made = WatchedFolder(world.services(), jobs, parent, settle_ms=20)
    yield made
    parent.deleteLater()


def test_complete_files_are_taken_in_once(
    watched, world, jobs, qtbot, *, settle, tmp_path: Path
) -> None:
    world.watched = tmp_path
    (tmp_path / "a.xlsx").write_bytes(b"1")
    watched.start()
    qtbot.waitUntil(lambda: "take_watched" in world.recorder.names())
    assert world.recorder.said("take_watched") == {"names": ["a.xlsx"]}
    (tmp_path / "b.xlsx").write_bytes(b"2")
    qtbot.waitUntil(lambda: world.recorder.names().count("take_watched") == 2)
    assert world.recorder.said("take_watched") == {"names": ["b.xlsx"]}
    world.watched = None
    jobs.changed.emit(Changes.of(Topic.PERTUKARAN))
    settle()
    (tmp_path / "c.xlsx").write_bytes(b"3")
    jobs.changed.emit(Changes.of(Topic.PERTUKARAN))
    settle()
    assert world.recorder.names().count("take_watched") == 2


def test_the_window_says_what_an_interrupted_import_took_in(window, world, settle) -> None:
    at = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    world.interrupted = Interrupted(at, ("a.xlsx",), "b.xlsx", ("c.xlsx",))
    window.enter(world.services())
    settle()
    assert "“b.xlsx” sedang diproses" in window.workspace.banner.text


def test_a_file_that_is_open_elsewhere_is_tried_again(
    watched, world, jobs, qtbot, *, tmp_path: Path
) -> None:
    world.watched = tmp_path
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"1")
    world.taken = [FileOutcome(path, FileFate.REFUSED, reason="sedang dibuka")]
    watched.start()
    qtbot.waitUntil(lambda: world.recorder.names().count("take_watched") == 1)
    qtbot.waitUntil(lambda: not jobs.running)
    (tmp_path / "b.xlsx").write_bytes(b"2")  # at the next look
    qtbot.waitUntil(lambda: world.recorder.names().count("take_watched") == 2)
    qtbot.waitUntil(lambda: "a.xlsx" in world.recorder.said("take_watched")["names"])


def test_what_the_database_could_not_take_is_tried_again(
    watched, world, jobs, qtbot, *, tmp_path: Path
) -> None:
    world.watched = tmp_path
    (tmp_path / "a.xlsx").write_bytes(b"1")
    world.take_error = BinaError("Basis data kantor tidak terjangkau.")
    with qtbot.waitSignal(jobs.failed) as failed:
        watched.start()
    assert failed.args == [world.take_error]
    world.take_error = None
    (tmp_path / "b.xlsx").write_bytes(b"2")
    qtbot.waitUntil(lambda: "take_watched" in world.recorder.names())
    qtbot.waitUntil(lambda: "a.xlsx" in world.recorder.said("take_watched")["names"])


def test_nothing_begins_while_the_window_is_being_locked(
    world, jobs, qtbot, settle, *, tmp_path: Path
) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.setEnabled(False)
    world.watched = tmp_path
    (tmp_path / "a.xlsx").write_bytes(b"1")
    watched = WatchedFolder(world.services(), jobs, room, settle_ms=0)
    begun = []
    jobs.started.connect(lambda job: begun.append(job.lane))
    watched.start()
    settle()
    settle()
    assert Lane.LONG not in begun
    room.setEnabled(True)
    (tmp_path / "b.xlsx").write_bytes(b"1")
    qtbot.waitUntil(lambda: "take_watched" in world.recorder.names())


def test_that_a_file_was_imported_before_is_said_once(show) -> None:
    panel = PreviewPanel()
    show(panel)
    said = "Berkas yang sama persis sudah pernah diimpor; mengimpornya lagi percuma."
    preview = preview_of(Path("lagi.xlsx"))
    panel.show_preview(replace(preview, known_file=True, warnings=(said,)))
    assert panel.warnings.count("sudah pernah diimpor") == 1
