"""The password question and the first run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from tests.gui.fake_gate import FakeGate

from bina_desktop.application.gate import FirstUser
from bina_desktop.ui.dialogs.first_run import FirstRunPanel
from bina_desktop.ui.dialogs.first_run_forms import LogoPicker
from bina_desktop.ui.dialogs.recovery_sheet import recovery_page
from bina_desktop.ui.dialogs.unlock import UnlockPanel


def named(widget, kind, name: str):
    """Find a control by the name a screen reader says; the visible one."""
    found = [w for w in widget.findChildren(kind) if w.accessibleName() == name]
    return next((w for w in found if w.isVisible()), found[0])


def test_the_right_password_lets_in(show, gate: FakeGate, jobs, qtbot) -> None:
    panel = show(UnlockPanel(gate, jobs))
    qtbot.keyClicks(named(panel, QLineEdit, "Sandi"), "benar")
    with qtbot.waitSignal(panel.opened) as blocker:
        qtbot.keyClick(named(panel, QLineEdit, "Sandi"), Qt.Key.Key_Return)
    assert blocker.args[0].user == "Contoh Kabid"
    assert named(panel, QLineEdit, "Sandi").text() == ""


def test_a_wrong_password_is_told_in_place(show, gate: FakeGate, jobs, settle) -> None:
    panel = show(UnlockPanel(gate, jobs))
    panel.enter_password("salah")
    settle()
    assert panel.fault.startswith("Sandi tidak cocok.")
    assert named(panel, QPushButton, "Masuk").isEnabled()


def test_an_empty_password_is_not_tried(show, gate: FakeGate, jobs) -> None:
    panel = show(UnlockPanel(gate, jobs))
    panel.enter_password("")
    assert panel.fault == "Isi sandi lebih dahulu."
    assert not jobs.running


def test_users_are_offered(show, gate: FakeGate, jobs) -> None:
    panel = show(UnlockPanel(gate, jobs))
    assert named(panel, QComboBox, "Pengguna").count() == len(gate.users())


@pytest.mark.parametrize(
    ("key", "new", "again", "sentence"),
    [
        ("K7QM", "pendek", "pendek", "Sandi paling sedikit 10 huruf atau angka."),
        ("K7QM", "sandi-panjang", "lain", "Kedua sandi baru tidak sama. Ketik ulang keduanya."),
        ("", "sandi-panjang", "sandi-panjang", "Isi kunci pemulihan"),
        ("SALAH", "sandi-panjang", "sandi-panjang", "Kunci pemulihan tidak cocok"),
    ],
)
def test_recovery_says_what_is_wrong(
    show, gate: FakeGate, jobs, settle, *, key: str, new: str, again: str, sentence: str
) -> None:
    panel = show(UnlockPanel(gate, jobs))
    panel.show_recovery()
    named(panel, QLineEdit, "Kunci pemulihan").setText(key)
    named(panel, QLineEdit, "Sandi baru").setText(new)
    named(panel, QLineEdit, "Ulangi sandi").setText(again)
    panel.reset()
    settle()
    assert panel.fault.startswith(sentence)


def test_the_recovery_key_lets_in(show, gate: FakeGate, jobs, qtbot) -> None:
    panel = show(UnlockPanel(gate, jobs))
    named(panel, QPushButton, "Lupa sandi? Pakai kunci pemulihan").click()
    named(panel, QLineEdit, "Kunci pemulihan").setText("K7QM")
    named(panel, QLineEdit, "Sandi baru").setText("sandi-panjang")
    named(panel, QLineEdit, "Ulangi sandi").setText("sandi-panjang")
    with qtbot.waitSignal(panel.opened):
        named(panel, QPushButton, "Ganti sandi dan masuk").click()


@pytest.fixture
def first_run(show, gate: FakeGate, jobs) -> FirstRunPanel:
    gate.new = True
    return show(FirstRunPanel(gate, jobs))


def fill_person(panel: FirstRunPanel) -> None:
    panel.person.nama.setText("Contoh Administrator")
    panel.person.nip.setText("19900117 201503 2 005")
    panel.person.password.setText("sandi-panjang")
    panel.person.again.setText("sandi-panjang")


def test_an_office_is_made(first_run, gate: FakeGate, settle, qtbot) -> None:
    named(first_run, QPushButton, "Kantor Dinas").click()
    first_run.go_on()
    assert first_run.fault == "Pemerintah daerah belum diisi."
    first_run.office.pemda.setText("PEMERINTAH PROVINSI CONTOH")
    first_run.office.nama.setText("DINAS CONTOH")
    first_run.office.kode.setText("xx")
    first_run.office.kota.setText("Contoh")
    first_run.go_on()
    assert "bukan kode wilayah" in first_run.fault
    first_run.office.kode.setText("17")
    first_run.go_on()
    fill_person(first_run)
    first_run.go_on()
    settle()
    user, kantor = gate.made[0]
    assert user == FirstUser("Contoh Administrator", "199001172015032005", "sandi-panjang")
    assert (kantor.pemda, kantor.kode_wilayah, kantor.alamat, kantor.logo) == (
        "PEMERINTAH PROVINSI CONTOH",
        "17",
        "",
        b"",
    )
    start = named(first_run, QPushButton, "Mulai bekerja")
    assert not start.isEnabled()
    named(first_run, QPushButton, "Salin kunci").click()
    key = named(first_run, QLabel, "Kunci pemulihan").text()
    assert QGuiApplication.clipboard().text() == key == "K7QM-2XPD-9RTA-HW4C-5NBE-J8VF"
    first_run.findChild(QCheckBox).setChecked(True)
    with qtbot.waitSignal(first_run.opened):
        start.click()


def test_the_key_is_saved_to_be_printed(first_run, settle, pick, tmp_path: Path) -> None:
    first_run.choose_laptop()
    fill_person(first_run)
    first_run.go_on()
    settle()
    save = named(first_run, QPushButton, "Simpan lembar PDF…")
    pick()
    save.click()
    pick(tmp_path / "tiada" / "kunci.pdf")
    save.click()
    assert any("tidak dapat ditulis" in w.text() for w in first_run.findChildren(QLabel))
    pick(tmp_path / "kunci.pdf")
    save.click()
    assert (tmp_path / "kunci.pdf").read_bytes().startswith(b"%PDF-")
    assert any("Tersimpan di " in w.text() for w in first_run.findChildren(QLabel))


def test_the_printed_key_says_what_it_opens() -> None:
    made = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    page = recovery_page("K7QM-2XPD-9RTA-HW4C", folder=Path("/data/<bina>"), moment=made)
    for words in (
        "K7QM-2XPD-<br>9RTA-HW4C",
        "/data/&lt;bina&gt;",
        "08.30 WIB",
        "Pakai kunci pemulihan",
    ):
        assert words in page


def test_a_laptop_asks_for_no_office(first_run, gate: FakeGate, settle) -> None:
    named(first_run, QPushButton, "Laptop lapangan").click()
    assert any(w.text() == "Pemakai laptop ini" for w in first_run.findChildren(QLabel))
    assert first_run.step == 2
    fill_person(first_run)
    first_run.go_on()
    settle()
    assert isinstance(gate.made[0], FirstUser)
    assert first_run.step == 3


def test_back_leads_back(first_run) -> None:
    named(first_run, QPushButton, "Kantor Dinas").click()
    assert first_run.step == 1
    named(first_run, QPushButton, "Kembali").click()
    assert first_run.step == 0


def test_the_sample_tells_its_password(first_run, settle, qtbot) -> None:
    named(first_run, QPushButton, "Coba dengan data contoh").click()
    settle()
    texts = [w.text() for w in first_run.findChildren(QLabel) if w.isVisible()]
    assert any("contoh-sandi" in text for text in texts)
    with qtbot.waitSignal(first_run.opened):
        named(first_run, QPushButton, "Mulai bekerja").click()


@pytest.mark.parametrize(
    ("nama", "nip", "password", "again", "sentence"),
    [
        ("", "", "", "", "Nama belum diisi."),
        ("A", "", "", "", "NIP belum diisi."),
        ("A", "123", "", "", "NIP “123” harus terdiri atas 18 angka"),
        ("A", "199001172015032005", "pendek", "", "Sandi paling sedikit"),
        ("A", "199001172015032005", "sandi-panjang", "x", "Kedua sandi tidak sama."),
    ],
)
def test_the_first_person_is_checked(
    first_run, *, nama: str, nip: str, password: str, again: str, sentence: str
) -> None:
    first_run.choose_laptop()
    first_run.person.nama.setText(nama)
    first_run.person.nip.setText(nip)
    first_run.person.password.setText(password)
    first_run.person.again.setText(again)
    first_run.go_on()
    assert first_run.fault.startswith(sentence)


def test_a_logo_is_a_picture_of_modest_size(show, tmp_path: Path, pick) -> None:
    picker = show(LogoPicker())
    note = next(w for w in picker.findChildren(QLabel) if "PNG atau JPEG" in w.text())
    good, text, big = (tmp_path / name for name in ("a.png", "b.png", "c.png"))
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(good))
    text.write_text("bukan gambar", encoding="utf-8")
    big.write_bytes(bytes(1_000_001))
    for path, sentence in (
        (text, "Berkas ini bukan gambar PNG atau JPEG."),
        (big, "Berkas logo lebih dari 1 MB. Perkecil gambarnya dahulu."),
        (tmp_path / "tiada.png", "Berkas"),
    ):
        picker.load(path)
        assert note.text().startswith(sentence)
        assert picker.data == b""
    pick(good)
    picker.pick()
    assert picker.data == good.read_bytes()
    picker.clear()
    assert picker.data == b""
