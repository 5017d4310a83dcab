"""Imports carried out, and their undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog
from tests.gui import sample
from tests.gui.fake_exchange import batch, undo_preview, undone

from bina_desktop.application.batches import UndoFate
from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.ui.dialogs.undo import UndoDialog
from bina_desktop.ui.pages.pertukaran.page import PertukaranPage
from bina_desktop.ui.panels import EmptyState


@pytest.fixture
def page(world, jobs, show) -> PertukaranPage:
    made = PertukaranPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    show(made)
    made.sections.show_section(4)
    return made


def show_batches(page, world, settle, *batches) -> None:
    world.batches = batches
    page.refresh()
    settle()


def test_imports_carried_out_are_listed(page, world, settle) -> None:
    model = page.batches.table.model()
    assert [model.index(0, c).data() for c in (0, 3, 4, 5, 6)] == [
        "12-11-2026 15.10",
        "1.482",
        "36",
        "1",
        "Berlaku",
    ]
    assert "SHA-256 9c1185a5c5e9fc54 · salinan tersimpan, 2,3 MB" in page.batches.details.text()
    show_batches(page, world, settle)
    assert page.batches.findChild(EmptyState).isVisible()
    assert not page.batches.undo.isVisible()


def test_an_import_is_undone_after_its_effect_was_shown(page, world, settle, answer) -> None:
    shown: list[UndoDialog] = []

    def fill(dialog: UndoDialog) -> None:
        shown.append(dialog)
        dialog.ok.click()

    answer(UndoDialog, fill)
    page.batches.undo.click()
    settle()
    assert world.recorder.names() == ["preview_undo", "undo"]
    assert world.recorder.said("undo") == {"batch_id": "b1", "restore": False}
    assert page.batches.banner.text.endswith("Pembatalan ikut terkirim pada ekspor berikutnya.")
    assert shown[0].summary.text() == (
        "1 catatan tetap seperti sekarang · 1 catatan dihapus · "
        "1 catatan kembali ke nilai sebelumnya"
    )
    rows = shown[0].table.records.records
    assert [row.fate for row in rows] == [UndoFate.KEPT, UndoFate.DELETED, UndoFate.RETURNED]


def test_what_a_ratified_laporan_tells_of_is_altered_only_knowingly(show) -> None:
    preview = replace(undo_preview(batch()), ratified=("Kabupaten Seluma",))
    dialog = UndoDialog(preview)
    show(dialog)
    assert dialog.warning.isVisible()
    assert not dialog.ok.isEnabled()
    assert "yang disahkan diketahui" in dialog.ok.toolTip()
    dialog.yes.click()
    assert dialog.ok.isEnabled()


def test_nothing_happens_when_a_person_thinks_better_of_it(page, world, settle, answer) -> None:
    answer(UndoDialog, UndoDialog.reject)
    page.batches.undo.click()
    settle()
    assert world.recorder.names() == ["preview_undo"]
    assert page.batches.undo.isEnabled()


def test_an_undone_import_tells_who_did_it_and_can_come_back(page, world, settle, answer) -> None:
    show_batches(page, world, settle, undone(world.batches[0]))
    assert page.batches.table.model().index(0, 6).data() == "Dibatalkan"
    assert "oleh Contoh Kasi Siti Nurhaliza" in page.batches.details.text()
    assert page.batches.undo.text() == "&Kembalikan impor…"
    answer(UndoDialog, lambda dialog: dialog.ok.click())
    page.batches.undo.click()
    settle()
    assert page.batches.banner.text.endswith("dikembalikan: isinya berlaku lagi.")
    back = replace(undone(world.batches[0]), state=world.batches[0].state.ACTIVE)
    show_batches(page, world, settle, back)
    assert page.batches.table.model().index(0, 6).data() == "Dikembalikan"
    assert "Pernah dibatalkan" in page.batches.details.text()


def test_why_something_cannot_be_done_is_said(page, world, settle) -> None:
    bare = replace(world.batches[0], new_changes=0, kept_bytes=0)
    show_batches(page, world, settle, bare)
    assert not page.batches.undo.isEnabled()
    assert "tidak membawa perubahan baru" in page.batches.undo.toolTip()
    assert not page.batches.copy.isEnabled()
    assert "tidak disimpan lagi" in page.batches.details.text()


def test_a_refusal_is_a_sentence(page, world, settle) -> None:
    world.recorder.refusal = NotAllowedError("Impor hanya dapat dibatalkan oleh pejabat.")
    page.batches.undo.click()
    settle()
    assert page.batches.banner.text == "Impor hanya dapat dibatalkan oleh pejabat."


def test_the_file_that_came_can_be_had_again(page, world, settle, pick, tmp_path: Path) -> None:
    pick(tmp_path / "salinan.xlsx")
    page.batches.copy.click()
    settle()
    assert world.recorder.said("save_copy")["target"] == tmp_path / "salinan.xlsx"
    assert "Salinan diperiksa dan tersimpan" in page.batches.banner.text


def test_the_office_sees_and_sets_the_room(page, world, settle, monkeypatch) -> None:
    assert page.batches.room_text.text() == (
        "Salinan berkas yang diimpor memakai 12,3 MB dari 200,0 MB yang disediakan."
    )
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (50, False))
    page.batches.room.click()
    settle()
    assert "set_room" not in world.recorder.names()
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (50, True))
    page.batches.room.click()
    settle()
    assert world.recorder.said("set_room") == {"megabytes": 50}
