"""What each person of the SOP does in the window, in the words of the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog
from tests.e2e.robot import Desktop, Robot, RobotError
from tests.e2e.typist import fill

from bina_desktop.application.contoh import KABID, TIM
from bina_desktop.application.naskah import JenisNaskah
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import Kedudukan, SptId
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.ui.dialogs.naskah import NaskahDialog
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.pages.lembar_penilaian.page import LembarPenilaianPage
from bina_desktop.ui.pages.pengesahan.page import PengesahanPage
from bina_desktop.ui.pages.penugasan.page import PenugasanPage
from bina_desktop.ui.pages.pertukaran.page import PertukaranPage


def penugasan(robot: Robot) -> PenugasanPage:
    return cast("PenugasanPage", robot.open_tab("penugasan"))


def issue_order(robot: Robot) -> None:
    """Step 1, as Kepala Dinas."""
    penugasan(robot).sections.show_section(0)
    robot.press("Terbitkan perintah")


def form_team(robot: Robot, *, anggaran: str) -> None:
    """Step 2, as Kabid."""
    page = penugasan(robot)
    page.sections.show_section(1)
    panel = page.sk_tim
    places = (Kedudukan.PENANGGUNG_JAWAB, Kedudukan.KETUA, Kedudukan.SEKRETARIS, Kedudukan.ANGGOTA)
    for person, place in zip((KABID, *TIM), places, strict=True):
        pick(panel.person, person.id)
        pick(panel.kedudukan, place)
        robot.press("Tambah")
    QTest.keyClicks(panel.anggaran, anggaran)
    robot.press("Simpan SK Tim")


def pick(box: QComboBox, value: object) -> None:
    """Choose the entry that stands for a value."""
    found = [i for i in range(box.count()) if box.itemData(i) == value]
    if not found:
        raise RobotError(f"{value} is not offered")
    box.setCurrentIndex(found[0])


def issue_spt(
    robot: Robot,
    kode: KodeWilayah,
    *,
    mulai: date,
    selesai: date,
    petugas: Sequence[Pegawai],
    anggaran: str,
) -> SptId:
    """Step 3a, as Kabid: send people of the team to one kab/kota."""
    page = penugasan(robot)
    page.sections.show_section(2)
    panel = page.spt
    panel.table.select(lambda row: row.wilayah.kode == kode)
    robot.settle()
    panel.mulai.day, panel.selesai.day = mulai, selesai
    wanted = {person.id for person in petugas}
    for index in range(panel.petugas.count()):
        item = panel.petugas.item(index)
        on = item.data(Qt.ItemDataRole.UserRole) in wanted
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
    panel.anggaran.clear()
    QTest.keyClicks(panel.anggaran, anggaran)
    robot.press(panel.issue.text().replace("&", ""))
    state = robot.services.penugasan.state(robot.workspace.triwulan)
    return next(spt.id for spt in state.spt if spt.kode_wilayah == kode)


def pertukaran(robot: Robot, section: int) -> PertukaranPage:
    page = cast("PertukaranPage", robot.open_tab("pertukaran"))
    page.sections.show_section(section)
    robot.settle()
    return page


def export(robot: Robot, desktop: Desktop, target: Path, *, paket: bool) -> None:
    """Send every visit of the triwulan as one workbook."""
    page = pertukaran(robot, 1)
    robot.choose("Paket Tugas" if paket else "Hasil Lapangan")
    robot.press("Pilih semua")
    desktop.save_as = target
    robot.press("Ekspor")
    if not target.exists():
        raise RobotError(page.export.banner.text)


def take_in(robot: Robot, paths: Sequence[Path], *, picture: Path | None = None) -> list[str]:
    """Drop files, look at each preview, take it in; returns what the window said of each."""
    page = pertukaran(robot, 0)
    said: list[str] = []
    page.imports.drop.picked.emit(list(paths))
    robot.settle()
    while page.imports.previewing:
        if picture is not None and not picture.exists():
            robot.picture(picture)
        for yes in (page.imports.preview.yes, page.imports.files.yes):
            if yes.isVisible():
                yes.setChecked(True)
        robot.press("Impor")
        said.append(page.imports.banner.text)
    return said


def settle_conflicts(robot: Robot, *, picture: Path) -> int:
    """Decide every difference; the value of the first card wins. Returns how many there were."""
    page = pertukaran(robot, 2)
    robot.picture(picture)
    panel = page.differences
    count = 0
    while panel.shown:
        panel.tree.setFocus()
        if panel.tree.current_line is None:  # on the record's own line
            QTest.keyClick(panel.tree, Qt.Key.Key_Down)
        QTest.keyClick(panel.tree, Qt.Key.Key_1)
        robot.settle()
        count += 1
    return count


def fill_visit(
    robot: Robot, spt: SptId, plans: Mapping[str, Mapping[str, str]], *, picture: Path
) -> dict[str, int]:
    """Start, fill by keyboard and finalise the sheet of each named officer."""
    done: dict[str, int] = {}
    for nama, plan in plans.items():
        page = cast("LembarPenilaianPage", robot.open_tab("lembar_penilaian", spt))
        page.daftar.sections.show_section(0)
        table = page.daftar.table
        if not table.select(lambda line, nama=nama: line.nama == nama):
            raise RobotError(f"{nama} is not in the list")
        robot.settle()
        robot.press("Mulai lembar")
        entry = page.entry
        if entry is None:
            raise RobotError(page.banner.text)
        done[nama] = fill(robot, entry, plan)
        if not picture.exists():
            entry.view.show_section(1)
            robot.settle()
            robot.picture(picture)
        robot.press("Finalkan")
        if page.entry is not None:
            problems = [p.label or p.ref for p in entry.controller.problems()]
            raise RobotError(f"{nama}: {problems} {entry.banner.text}")
    return done


def start_sheet(robot: Robot, spt: SptId, nama: str) -> LembarPenilaianPage:
    """Open the sheet of an officer for entry."""
    page = cast("LembarPenilaianPage", robot.open_tab("lembar_penilaian", spt))
    page.daftar.table.select(lambda line: line.nama == nama)
    robot.settle()
    robot.press(page.daftar.open_button.text().replace("&", ""))
    return page


def laporan(robot: Robot, spt: SptId) -> PengesahanPage:
    return cast("PengesahanPage", robot.open_tab("pengesahan", spt))


def compose(robot: Robot, spt: SptId) -> None:
    """Step 3b, as Tim."""
    laporan(robot, spt)
    robot.press("Susun draf laporan")


def edit_texts(robot: Robot, spt: SptId, kesimpulan: str) -> None:
    """Write into the draft, as Tim or Kasi."""
    page = laporan(robot, spt)
    page.detail.sections.show_section(2)
    QTest.keyClicks(page.detail.naskah.kesimpulan, kesimpulan)
    page.detail.flush()
    robot.settle()


def submit(robot: Robot, spt: SptId) -> None:
    laporan(robot, spt)
    robot.press("Serahkan ke Kasi")


def discuss(robot: Robot, spt: SptId, tempat: str, words: str, *, press: str) -> None:
    """Ask, answer or close at a place of the review."""
    panel = laporan(robot, spt).detail
    panel.show_place("tinjauan")
    panel.titik.filter.setCurrentIndex(0)
    robot.settle()
    if not panel.titik.table.select(lambda one: one.tempat == tempat):
        raise RobotError(f"no place {tempat}")
    robot.settle()
    if words:
        QTest.keyClicks(panel.titik.side.words, words)
    robot.press(press)


def return_to_team(robot: Robot, spt: SptId, alasan: str, *, ke_langkah: int = 3) -> None:
    """Return with a reason, as Kasi, Kabid or Kepala Dinas."""

    def say(dialog: QDialog) -> None:
        reason = cast("ReasonDialog", dialog)
        pick(reason.target, ke_langkah)
        QTest.keyClicks(reason.reason, alasan)
        reason.accept()

    laporan(robot, spt)
    robot.press("Kembalikan", then=say)


def check(robot: Robot, spt: SptId) -> None:
    """Go through the checklist of the step that is due, point by point."""
    panel = laporan(robot, spt).detail
    panel.show_place("periksa")
    robot.settle()
    while left := [box for box in panel.periksa.boxes() if not box.isChecked()]:
        left[0].click()
        robot.settle()


def correct(robot: Robot, spt: SptId) -> None:
    check(robot, spt)
    robot.press("Teruskan ke Kabid", then=lambda dialog: dialog.accept())


def validate(robot: Robot, spt: SptId) -> None:
    check(robot, spt)
    robot.press("Validasi")


def save_papers(robot: Robot, desktop: Desktop, spt: SptId, folder: Path, picture: Path) -> None:
    """Look at the list of papers of a visit and save all that can be drawn."""

    def save(dialog: QDialog) -> None:
        papers = cast("NaskahDialog", dialog)
        robot.settle()
        papers.choose(JenisNaskah.BERITA_ACARA)
        robot.settle()
        dialog.grab().save(str(picture))
        desktop.folder = folder
        robot.press("Simpan semua")
        if not any(folder.glob("*.pdf")):
            raise RobotError(papers.banner.text)
        robot.press("Tutup")

    laporan(robot, spt)
    robot.press("Naskah kunjungan", then=save)
