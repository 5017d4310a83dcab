"""Review and ratification."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from tests.fake_adapters import P12
from tests.gui import sample
from tests.gui.fake_services import PDF
from tests.gui.fake_signing import AFTERWARDS, FakeSigning

from bina_desktop.application.laporan import Actions
from bina_desktop.domain.errors import SigningError, WrongStateError
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.dialogs.deliver import DeliverDialog
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.dialogs.sign import SignDialog
from bina_desktop.ui.dialogs.tanda_tangan import TandaTanganDialog
from bina_desktop.ui.dialogs.verifikasi import VerifikasiDialog
from bina_desktop.ui.pages.pengesahan.page import PengesahanPage
from bina_desktop.ui.panels import EmptyState

OWN_PASSWORD = "sandi masuk saya"
EVERYTHING = Actions(
    edit=True,
    submit=True,
    correct=True,
    validate=True,
    ratify=True,
    deliver=True,
    return_to=(5, 4, 3),
)


@pytest.fixture
def page(world, jobs, show) -> PengesahanPage:
    made = PengesahanPage(world.services(), jobs, is_password=lambda word: word == OWN_PASSWORD)
    made.set_triwulan(sample.TRIWULAN)
    made.refresh()
    return show(made)


def at(page: PengesahanPage, settle, index: int) -> None:
    page.show_spt(sample.SPT[index].id)
    settle()


def key(index: int):
    return laporan_id_for(sample.SPT[index].id)


def visible(widget) -> list[str]:
    names = ("compose", "send_back", "submit", "correct", "validate", "ratify", "deliver")
    return [name for name in names if getattr(widget, name).isVisible()]


@pytest.mark.parametrize(
    ("index", "buttons"),
    [
        (0, []),
        (1, ["deliver"]),
        (2, ["send_back", "ratify"]),
        (3, ["send_back", "validate"]),
        (4, ["send_back", "correct"]),
        (5, ["compose", "submit"]),
    ],
)
def test_only_what_may_be_done_is_offered(page, settle, index: int, buttons: list[str]) -> None:
    at(page, settle, index)
    assert visible(page.detail.acts) == buttons


def test_what_waits_for_me_is_in_front(page) -> None:
    assert page.table.selected.spt.id == sample.SPT[1].id


def test_scores_findings_and_history_are_shown(page, settle) -> None:
    at(page, settle, 4)
    assert page.detail.sections.title(0) == "Nilai (5)"
    assert page.detail.nilai.table.model().index(0, 2).data() == "87,25"
    assert page.detail.nilai.table.model().index(4, 3).data() == "tanpa simpulan"
    assert len(page.detail.temuan.table.records.records) == 2
    events = page.detail.riwayat.table.model()
    assert [events.index(r, 2).data() for r in range(5)].count("Dikembalikan ke 3") == 1


def test_a_returned_draft_shows_why(page, settle) -> None:
    at(page, settle, 5)
    texts = [w.text() for w in page.detail.findChildren(QLabel) if w.isVisible()]
    assert "Catatan peninjau: Perbaiki angka perekaman pada tabel 2." in texts


def test_steps_without_a_question(page, world, settle) -> None:
    world.actions = EVERYTHING
    at(page, settle, 5)
    for name in ("submit", "validate"):
        getattr(page.detail.acts, name).click()
        settle()
        assert world.recorder.said(name) == {"key": key(5), "keterlambatan": ""}
    page.detail.acts.compose.click()
    settle()
    assert world.recorder.said("compose") == {"key": sample.SPT[5].id}
    assert page.detail.banner.text == "Draf sudah disusun ulang."


def test_the_kasi_may_add_a_note(page, world, settle, answer) -> None:
    def fill(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("Sudah dirapikan.")
        dialog.accept()

    answer(ReasonDialog, fill)
    at(page, settle, 4)
    page.detail.acts.correct.click()
    settle()
    assert world.recorder.said("correct") == {
        "key": key(4),
        "catatan": "Sudah dirapikan.",
        "keterlambatan": "",
    }


def test_a_draft_goes_back_with_a_reason(page, world, settle, answer) -> None:
    def fill(dialog: ReasonDialog) -> None:
        dialog.target.setCurrentIndex(1)
        dialog.reason.setPlainText("Tabel 2 belum cocok.")
        dialog.accept()

    answer(ReasonDialog, fill)
    at(page, settle, 3)
    page.detail.acts.send_back.click()
    settle()
    assert world.recorder.said("return_laporan") == {
        "key": key(3),
        "alasan": "Tabel 2 belum cocok.",
        "ke_langkah": 3,
    }


@pytest.mark.parametrize("name", ["send_back", "correct", "ratify", "deliver"])
def test_thinking_better_of_it_changes_nothing(page, world, settle, answer, name: str) -> None:
    for kind in (ReasonDialog, SignDialog, DeliverDialog):
        answer(kind, lambda dialog: dialog.reject())
    world.actions = EVERYTHING
    at(page, settle, 3)
    getattr(page.detail.acts, name).click()
    settle()
    assert world.recorder.names() == []


def test_ratifying_with_a_certificate(page, world, settle, answer, tmp_path: Path) -> None:
    certificate = tmp_path / "kadis.p12"
    certificate.write_bytes(b"p12")

    def fill(dialog: SignDialog) -> None:
        dialog.nomor.setText("400.12.2.5/33")
        dialog.tanggal.day = date(2026, 11, 23)
        dialog.certificate.file.setText(str(certificate))
        dialog.certificate.password.setText("rahasia")
        dialog.own_password.setText(OWN_PASSWORD)
        dialog.accept()

    answer(SignDialog, fill)
    at(page, settle, 2)
    page.detail.acts.ratify.click()
    settle()
    assert world.recorder.said("ratify") == {
        "key": key(2),
        "nomor": "400.12.2.5/33",
        "tanggal": date(2026, 11, 23),
        "credential": P12,
        "keterlambatan": "",
    }


def test_ratifying_with_ink_and_a_refusal(page, world, settle, answer) -> None:
    def fill(dialog: SignDialog) -> None:
        dialog.nomor.setText("33")
        dialog.wet.setChecked(True)
        dialog.own_password.setText(OWN_PASSWORD)
        dialog.accept()

    answer(SignDialog, fill)
    at(page, settle, 2)
    world.recorder.refusal = SigningError("Sertifikat sudah kedaluwarsa.")
    page.detail.acts.ratify.click()
    settle()
    assert page.detail.banner.text == "Sertifikat sudah kedaluwarsa."
    assert page.detail.acts.isEnabled()
    page.detail.acts.ratify.click()
    settle()
    assert world.recorder.said("ratify")["credential"] is None


def test_a_wrong_password_of_ones_own_ratifies_nothing(page, world, settle, answer) -> None:
    def fill(dialog: SignDialog) -> None:
        dialog.nomor.setText("33")
        dialog.wet.setChecked(True)
        dialog.own_password.setText("sandi orang lain")
        dialog.accept()

    answer(SignDialog, fill)
    at(page, settle, 2)
    page.detail.acts.ratify.click()
    settle()
    assert "Sandi masuk Anda tidak cocok" in page.detail.banner.text
    assert world.recorder.names() == []


def test_delivery(page, world, settle, answer) -> None:
    def fill(dialog: DeliverDialog) -> None:
        dialog.nomor.setText("400/99")
        dialog.tanggal.day = date(2026, 11, 24)
        dialog.own_password.setText("salah")
        dialog.accept()
        settle()
        assert dialog.result() == QDialog.DialogCode.Rejected
        dialog.own_password.setText(OWN_PASSWORD)
        dialog.accept()
        settle()

    answer(DeliverDialog, fill)
    at(page, settle, 1)
    page.detail.acts.deliver.click()
    settle()
    assert world.recorder.said("deliver") == {
        "key": key(1),
        "nomor_pengantar": "400/99",
        "tanggal": date(2026, 11, 24),
        "keterlambatan": "",
    }


def test_texts_are_saved_by_the_button_and_when_left(page, world, settle) -> None:
    at(page, settle, 4)
    page.detail.sections.show_section(2)
    text = page.detail.naskah
    assert not text.save.isEnabled()
    text.kesimpulan.setPlainText("Baik.")
    text.save.click()
    settle()
    assert world.recorder.said("save_texts")["kesimpulan"] == "Baik."
    text.pembahasan.setPlainText("Cukup.")
    at(page, settle, 3)
    assert world.recorder.said("save_texts")["pembahasan"] == "Cukup."
    assert world.recorder.said("save_texts")["key"] == key(4)
    assert text.pembahasan.isReadOnly()
    page.flush()
    settle()
    assert world.recorder.names().count("save_texts") == 2


def test_texts_that_were_refused_are_kept(page, world, settle) -> None:
    at(page, settle, 4)
    page.detail.naskah.kesimpulan.setPlainText("Baik.")
    world.recorder.refusal = WrongStateError("Draf sudah diteruskan.")
    page.flush()
    settle()
    assert page.detail.banner.text == "Draf sudah diteruskan."
    assert page.detail.naskah.kesimpulan.toPlainText() == "Baik."
    page.refresh()
    settle()
    assert page.detail.naskah.kesimpulan.toPlainText() == "Baik."


def test_a_visit_without_laporan_says_what_is_missing(page, settle) -> None:
    at(page, settle, 7)
    empty = next(e for e in page.findChildren(EmptyState) if e.isVisible())
    assert "0 dari 6 lembar sudah final. Finalkan 6 lembar lagi" in empty.text
    assert not page.compose.isEnabled()


def test_a_draft_is_composed_when_all_sheets_are_final(page, world, settle) -> None:
    at(page, settle, 6)
    assert page.compose.isEnabled()
    page.compose.click()
    settle()
    assert world.recorder.said("compose") == {"key": sample.SPT[6].id}


def test_pdf_is_opened_saved_and_verified(page, settle, pick, monkeypatch, tmp_path: Path) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: seen.append(Path(url.toLocalFile()))
    )
    at(page, settle, 1)
    acts = page.detail.acts
    acts.view.click()
    acts.letter.click()
    settle()
    assert [path.name for path in seen] == [
        "laporan-17.02-2026-T4.pdf",
        "surat-pengantar-17.02-2026-T4.pdf",
    ]
    assert seen[0].read_bytes() == PDF
    target = tmp_path / "laporan.pdf"
    pick(target)
    acts.save.click()
    settle()
    assert target.read_bytes() == PDF
    assert page.detail.banner.text == f"Tersimpan di {target}"
    pick()
    acts.save.click()
    pick(tmp_path / "tiada" / "x.pdf")
    acts.save.click()
    settle()


def test_an_empty_triwulan_says_what_to_do(page, settle) -> None:
    page.set_triwulan(Triwulan(2026, 2))
    page.refresh()
    settle()
    empty = next(e for e in page.findChildren(EmptyState) if e.isVisible())
    assert empty.text.startswith("Belum ada kunjungan untuk Triwulan II Tahun 2026.")
    wished: list[str] = []
    page.jumped.connect(lambda key, _spt: wished.append(key))
    empty.findChild(QPushButton).click()
    assert wished == ["penugasan"]


def test_a_laporan_without_number_is_told_so_once(page, settle) -> None:
    at(page, settle, 5)
    shown = [w.text() for w in page.detail.findChildren(QLabel) if w.isVisible()]
    assert sum("elum bernomor" in text for text in shown) == 1
    assert not any("tanggal –" in text for text in shown)


def test_archive_and_verification_are_opened(page, settle, monkeypatch) -> None:
    opened: list[str] = []
    for kind in (TandaTanganDialog, VerifikasiDialog):
        monkeypatch.setattr(kind, "exec", lambda dialog: opened.append(type(dialog).__name__))
    at(page, settle, 4)
    page.detail.acts.archive.click()
    page.detail.acts.verify.click()
    settle()
    assert opened == ["TandaTanganDialog", "VerifikasiDialog"]


def test_changes_after_ratification_are_seen_where_officials_work(world, jobs, show, settle):
    services = replace(world.services(), tanda_tangan=FakeSigning(AFTERWARDS))
    page = PengesahanPage(services, jobs, is_password=bool)
    page.set_triwulan(sample.TRIWULAN)
    page.refresh()
    show(page)
    at(page, settle, 1)
    words = page.detail.changes.text()
    assert words.startswith("Perubahan sesudah pengesahan (2):")
    assert "semula “85,00”, menjadi “78,50”" in words
    assert "Tanda tangan & arsip" in words
    assert page.detail.changes.isVisible()
    at(page, settle, 2)
    assert not page.detail.changes.isVisible()
