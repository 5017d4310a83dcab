"""The six tabs of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bina_desktop.application.gate import Gate
from bina_desktop.ui.page import PageFactory
from bina_desktop.ui.workspace import Tab

_tr = QCoreApplication.translate


def all_tabs(gate: Gate) -> tuple[Tab, ...]:
    """Return the six tabs; a page is imported when it is first shown, not with the window."""

    def beranda() -> PageFactory:
        from bina_desktop.ui.pages.beranda import BerandaPage

        return BerandaPage

    def penugasan() -> PageFactory:
        from bina_desktop.ui.pages.penugasan.page import PenugasanPage

        return PenugasanPage

    def lembar_penilaian() -> PageFactory:
        from bina_desktop.ui.pages.lembar_penilaian.page import LembarPenilaianPage

        return lambda services, jobs, parent: LembarPenilaianPage(services, jobs, gate, parent)

    def pengesahan() -> PageFactory:
        from bina_desktop.ui.pages.pengesahan.page import PengesahanPage

        return lambda services, jobs, parent: PengesahanPage(
            services, jobs, parent, is_password=gate.is_password
        )

    def pertukaran() -> PageFactory:
        from bina_desktop.ui.pages.pertukaran.page import PertukaranPage

        return PertukaranPage

    def pengaturan() -> PageFactory:
        from bina_desktop.ui.pages.pengaturan.page import PengaturanPage

        return lambda services, jobs, parent: PengaturanPage(services, jobs, gate, parent)

    return (
        Tab("beranda", _tr("MainWindow", "Beranda"), beranda),
        Tab("penugasan", _tr("MainWindow", "Tim && Penugasan"), penugasan),
        Tab("lembar_penilaian", _tr("MainWindow", "Lembar Penilaian"), lembar_penilaian),
        Tab("pengesahan", _tr("MainWindow", "Tinjauan && Pengesahan"), pengesahan),
        Tab("pertukaran", _tr("MainWindow", "Pertukaran"), pertukaran),
        Tab("pengaturan", _tr("MainWindow", "Pengaturan"), pengaturan),
    )
