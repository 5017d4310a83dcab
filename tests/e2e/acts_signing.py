"""What the officials do with pen, certificate and scanner, in the words of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from tests.e2e.acts import laporan, pick
from tests.e2e.robot import Desktop, Robot, RobotError

from bina_desktop.application.contoh import SAMPLE_PASSWORD
from bina_desktop.application.naskah import JenisNaskah
from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.domain.penugasan import SptId
from bina_desktop.ui.dialogs.act import ActDialog
from bina_desktop.ui.dialogs.deliver import DeliverDialog
from bina_desktop.ui.dialogs.naskah import NaskahDialog
from bina_desktop.ui.dialogs.sign import SignDialog
from bina_desktop.ui.dialogs.tanda_tangan import TandaTanganDialog
from bina_desktop.ui.dialogs.verifikasi import VerifikasiDialog

Value = str | Path | CaraTandaTangan


def in_archive(robot: Robot, spt: SptId, act: Callable[[TandaTanganDialog], None]) -> None:
    """Open “Tanda tangan & arsip” of a visit, act there, and close it."""

    def work(dialog: QDialog) -> None:
        archive = cast("TandaTanganDialog", dialog)
        robot.settle()
        try:
            act(archive)
        finally:
            archive.accept()

    laporan(robot, spt)
    robot.press("Tanda tangan & arsip", then=work)


def act_there(
    robot: Robot, spt: SptId, words: str, verb: str, fields: Mapping[str, Value], *, told: str
) -> None:
    """Do one act of the archive: fill its fields, give the password, and read that it was done."""

    def fill(dialog: QDialog) -> None:
        for name, value in fields.items():
            enter(dialog, name, value)
        QTest.keyClicks(cast("ActDialog", dialog).own_password, SAMPLE_PASSWORD)
        robot.press(verb)
        if dialog.isVisible():
            dialog.reject()
            raise RobotError(f"“{words}” was not done")

    def act(archive: TandaTanganDialog) -> None:
        robot.press(words, then=fill)
        if archive.banner.text != told:
            raise RobotError(f"“{words}”: {archive.banner.text}")

    in_archive(robot, spt, act)


def enter(dialog: QDialog, name: str, value: Value) -> None:
    """Put a value in the field that bears this name."""
    named = [one for one in dialog.findChildren(QWidget) if one.accessibleName() == name]
    if not named:
        raise RobotError(f"no field “{name}”")
    field = named[0]
    if isinstance(value, CaraTandaTangan):
        pick(field, value)
        return
    line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    line.clear()
    QTest.keyClicks(line, str(value))


def prepare(robot: Robot, spt: SptId, *, cara: CaraTandaTangan, nomor: str) -> None:
    """Draw and freeze the report that several sign, as one of the officials."""
    act_there(
        robot,
        spt,
        "Siapkan naskah",
        "Siapkan",
        {"Cara": cara, "Nomor laporan": nomor},
        told="Naskah siap ditandatangani.",
    )


def sign_in_turn(
    robot: Robot, spt: SptId, *, certificate: Path, password: str, last: bool = False
) -> None:
    """Sign in the field that is due with a certificate file; the last one ratifies (step 6)."""
    act_there(
        robot,
        spt,
        "Tanda tangani",
        "Tanda tangani",
        {"Berkas sertifikat": certificate, "Sandi sertifikat": password},
        told="Laporan disahkan dan dibekukan." if last else "Naskah ditandatangani.",
    )


def ratify_in_ink(robot: Robot, spt: SptId, *, nomor: str) -> None:
    """Step 6, as Kepala Dinas: the PDF is printed and signed by hand."""

    def sign(dialog: QDialog) -> None:
        form = cast("SignDialog", dialog)
        QTest.keyClicks(form.nomor, nomor)
        form.wet.click()
        QTest.keyClicks(form.own_password, SAMPLE_PASSWORD)
        form.accept()

    laporan(robot, spt)
    robot.press("Sahkan", then=sign)


def attach_scan(robot: Robot, spt: SptId, scan: Path) -> None:
    """Bind the scan of the paper signed by hand to the ratified report."""
    act_there(
        robot,
        spt,
        "Lampirkan pindaian",
        "Lampirkan",
        {"Pindaian": scan},
        told="Pindaian dilampirkan.",
    )


def deliver(robot: Robot, spt: SptId, *, nomor: str) -> None:
    """Step 7, as Kabid."""

    def number(dialog: QDialog) -> None:
        form = cast("DeliverDialog", dialog)
        QTest.keyClicks(form.nomor, nomor)
        QTest.keyClicks(form.own_password, SAMPLE_PASSWORD)
        form.accept()
        robot.settle()

    laporan(robot, spt)
    robot.press("Sampaikan ke Ditjen", then=number)


def pack(robot: Robot, desktop: Desktop, spt: SptId, target: Path) -> None:
    """Save the transmittal pack of the Ditjen."""
    desktop.save_as = target
    in_archive(robot, spt, lambda _archive: robot.press("Paket pengiriman"))
    if not target.exists():
        raise RobotError(f"{target.name} was not made")


def receive(robot: Robot, spt: SptId, *, penerima: str, scan: Path) -> None:
    """Record the receipt of the Ditjen: day, by whom, and its scan."""
    act_there(
        robot,
        spt,
        "Catat tanda terima",
        "Catat",
        {"Penerima": penerima, "Pindaian": scan},
        told="Tanda terima tercatat.",
    )


def archived(robot: Robot, spt: SptId, picture: Path) -> None:
    """Take a picture of the files of a report."""
    in_archive(robot, spt, lambda archive: _keep(archive, picture))


def verify(robot: Robot, spt: SptId, held: Path | str, *, picture: Path | None = None) -> str:
    """Judge a file, or a typed code, in the dialog Verifikasi; returns the verdict.

    Raises RobotError where it does not hold.
    """
    said: list[str] = []

    def judge(dialog: QDialog) -> None:
        form = cast("VerifikasiDialog", dialog)
        if isinstance(held, Path):
            form.judge(held)
            robot.settle()
        else:
            QTest.keyClicks(form.kode, held)
            robot.press("Periksa kode")
        said.extend((str(form.banner.property("tone")), form.banner.text))
        if picture is not None:
            _keep(form, picture)
        form.accept()

    laporan(robot, spt)
    robot.press("Verifikasi", then=judge)
    tone, verdict = said
    if tone != "good":
        raise RobotError(verdict)
    return verdict


def save_paper(
    robot: Robot, desktop: Desktop, spt: SptId, jenis: JenisNaskah, target: Path
) -> None:
    """Save one paper of a visit."""

    def save(dialog: QDialog) -> None:
        papers = cast("NaskahDialog", dialog)
        robot.settle()
        papers.choose(jenis)
        robot.settle()
        desktop.save_as = target
        robot.press("Simpan…")
        robot.press("Tutup")

    laporan(robot, spt)
    robot.press("Naskah kunjungan", then=save)
    if not target.exists():
        raise RobotError(f"{target.name} was not saved")


def _keep(dialog: QDialog, picture: Path) -> None:
    picture.parent.mkdir(parents=True, exist_ok=True)
    dialog.grab().save(str(picture))
