"""Passwords of files in the window: a new one, the sender's, the folder's; and the recap."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.gui import sample

from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.dialogs.password import AskPasswordDialog
from bina_desktop.ui.dialogs.recap import RecapDialog
from bina_desktop.ui.pages.pertukaran.page import PertukaranPage

WORDS = "kunjungan seluma november"


@pytest.fixture
def page(world, jobs, show) -> PertukaranPage:
    made = PertukaranPage(world.services(), jobs)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    return show(made)


def test_an_export_is_locked_with_what_was_typed_twice(page, world, settle, pick) -> None:
    export = page.export
    page.show_spt(sample.SPT[1].id)
    export.password.wanted.setChecked(True)
    assert not export.write.isEnabled()
    export.password.first.setText(WORDS)
    assert "belum sama" in export.why.text()
    export.password.again.setText(WORDS)
    assert export.write.isEnabled()
    pick(Path("paket.xlsx"))
    export.write.click()
    settle()
    assert world.recorder.said("export")["password"] == WORDS
    assert export.password.password == ""
    assert export.password.first.text() == ""


def test_a_short_password_is_told_while_typing(page) -> None:
    password = page.export.password
    password.wanted.setChecked(True)
    password.first.setText("pendek")
    assert "paling sedikit 12 karakter" in password.fault
    password.wanted.setChecked(False)
    assert (password.fault, password.password) == ("", "")


def test_files_with_a_password_each_are_asked_for_one_by_one(
    page, world, settle, answer, tmp_path
) -> None:
    world.locks = {"a 0.xlsx": WORDS, "b 0.xlsx": "kata sandi yang lain"}
    typed = iter([WORDS, "salah", "kata sandi yang lain"])
    asked: list[str] = []

    def type_one(dialog: AskPasswordDialog) -> None:
        asked.append(dialog.line.accessibleName())
        dialog.line.setText(next(typed))
        dialog.unlock.click()

    answer(AskPasswordDialog, type_one)
    page.imports.take([tmp_path / name for name in ("a 0.xlsx", "b 0.xlsx", "c 0.xlsx")])
    settle()
    assert len(asked) == 3
    assert page.imports.files.carry_out.text() == "&Impor 3 berkas"


def test_a_locked_file_asks_again_until_it_opens(page, world, settle, answer, tmp_path) -> None:
    world.locked = WORDS
    typed = iter(["salah", WORDS])

    def type_one(dialog: AskPasswordDialog) -> None:
        assert not dialog.unlock.isEnabled()
        dialog.line.setText(next(typed))
        dialog.unlock.click()

    answer(AskPasswordDialog, type_one)
    page.imports.take([tmp_path / "a.xlsx"])
    settle()
    assert page.imports.previewing
    assert world.recorder.said("preview") == {"path": tmp_path / "a.xlsx"}


def test_a_locked_file_can_be_passed_over(page, world, settle, answer, tmp_path) -> None:
    world.locked = WORDS
    answer(AskPasswordDialog, lambda dialog: dialog.reject())
    page.imports.take([tmp_path / "a.xlsx"])
    settle()
    assert not page.imports.previewing
    assert "dilindungi kata sandi" in page.imports.banner.text


def test_a_recap_is_written_for_what_was_chosen(page, world, settle, pick, answer) -> None:
    def choose(dialog: RecapDialog) -> None:
        dialog.first.setCurrentIndex(0)
        dialog.last.setCurrentIndex(1)
        assert not dialog.write.isEnabled()
        dialog.first.setCurrentIndex(1)
        dialog.last.setCurrentIndex(0)
        dialog.wilayah.pick("17.71")
        dialog.write.click()

    answer(RecapDialog, choose)
    pick(Path("rekap.xlsx"))
    page.export.recap.click()
    settle()
    said = world.recorder.said("recap")
    assert (said["path"], said["password"]) == (Path("rekap.xlsx"), "")
    assert (said["scope"].first, said["scope"].last) == (Triwulan(2026, 3), Triwulan(2026, 4))
    assert said["scope"].kode == "17.71"
    assert page.export.banner.text.startswith("Rekap 12 kunjungan (1.234 lembar final, ")


def test_a_recap_that_is_not_placed_is_not_written(page, world, settle, pick, answer) -> None:
    answer(RecapDialog, lambda dialog: dialog.write.click())
    pick()
    page.export.recap.click()
    settle()
    assert world.recorder.names() == []
