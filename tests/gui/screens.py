"""Every screen with sample data, by name: for pictures and for the walk over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid
from tests.gui import sample
from tests.gui.apart_screens import apart_screens
from tests.gui.entry_screens import entry_screens
from tests.gui.fake_duplicates import duplicate_fields, duplicates
from tests.gui.fake_exchange import OFFERS, batch, conflicts, preview_of, undo_preview, undone
from tests.gui.fake_gate import FakeGate
from tests.gui.fake_naskah import FakeNaskah
from tests.gui.fake_roster import PASTED
from tests.gui.fake_services import World
from tests.gui.opened_screens import opened_screens
from tests.gui.sheet_screens import sheet_screens
from tests.gui.signing_screens import signing_screens
from tests.gui.stub_tabs import tabs_for

from bina_desktop.domain.pegawai import StatusKepegawaian
from bina_desktop.domain.temuan import Temuan, TemuanId, Tingkat
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.settings import Theme, load_settings
from bina_desktop.ui.app import make_application
from bina_desktop.ui.dialogs.deliver import DeliverDialog
from bina_desktop.ui.dialogs.fillable import FillableDialog
from bina_desktop.ui.dialogs.first_run import FirstRunPanel
from bina_desktop.ui.dialogs.koreksi import KoreksiDialog
from bina_desktop.ui.dialogs.naskah import NaskahDialog
from bina_desktop.ui.dialogs.own_text import OwnTextDialog
from bina_desktop.ui.dialogs.password import AskPasswordDialog
from bina_desktop.ui.dialogs.paste import PasteDialog
from bina_desktop.ui.dialogs.person import AparaturDialog, PegawaiDialog
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.dialogs.recap import RecapDialog
from bina_desktop.ui.dialogs.temuan import TemuanDialog
from bina_desktop.ui.dialogs.undo import UndoDialog
from bina_desktop.ui.dialogs.unite import UniteDialog
from bina_desktop.ui.dialogs.unlock import UnlockPanel
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.look import look
from bina_desktop.ui.main_window import MainWindow
from bina_desktop.ui.messages import CrashDialog
from bina_desktop.ui.panels import column

FOLDER = Path("/home/contoh/.local/share/bina-desktop")
EMPTY = Triwulan(2026, 2)


class Stage:
    """One window, brought from screen to screen."""

    def __init__(self, width: int, height: int) -> None:
        self._settings = TemporaryDirectory()
        self.folder = Path(self._settings.name)
        make_application(load_settings(data_dir=self.folder))
        self.world = World()
        self.jobs = Jobs()
        self.gate = FakeGate(self.world, FOLDER)
        self.window = MainWindow(self.gate, self.jobs, tabs=tabs_for(self.gate))
        self.window.resize(width, height)
        self.window.move(40, 40)  # away from the pointer, which would light up what it is over
        self.window.show()
        self._dialogs: list[QDialog] = []
        self._apart: list[tuple[QWidget, Callable[[], object]]] = []
        self._placed: list[QWidget] = []

    def settle(self) -> None:
        """Wait until nothing is under way, then let Qt lay out."""
        while self.jobs.running:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        for _ in range(5):
            QApplication.processEvents()

    def tidy(self) -> None:
        """Put dialogs away."""
        for dialog in self._dialogs:
            dialog.close()
            dialog.deleteLater()
        self._dialogs.clear()
        for window, leave in self._apart:
            leave()
            self.settle()
            if isValid(window):
                window.deleteLater()
        self._apart.clear()
        for widget in self._placed:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self._placed.clear()
        self.settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def place(self, widget: QWidget) -> QWidget:
        """Show a widget as the page of the sheets; it is gone when the screen is tidied."""
        self._page("lembar_penilaian")
        page = self.window.workspace.page("lembar_penilaian")
        if page.layout() is None:
            page.setLayout(column())
        page.layout().addWidget(widget)
        order_focus(self.window.workspace)
        self._placed.append(widget)
        self.settle()
        return self.window

    def close(self) -> None:
        """End the threads, and leave the usual look behind."""
        self.tidy()
        self.settle()
        self.jobs.shutdown()
        look().choose(theme=Theme.LIGHT, text_size=100)
        self._settings.cleanup()
        self.window.hide()
        self.window.deleteLater()
        # Else a thousand widgets wait for an event loop, and are dressed anew with every theme.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def screens(self) -> Iterator[tuple[str, Callable[[], QWidget]]]:
        """Yield names and what shows them, from the door on."""
        self.window.show_door()
        self.window.show()
        yield "01_sandi", self._door
        yield "01_sandi_salah", self._door_refused
        yield "01_pemulihan", self._recovery
        for step, name in enumerate(("pilih", "kantor", "admin", "kunci")):
            yield f"02_awal_{name}", lambda step=step: self._first_run(step)
        yield "10_beranda", lambda: self._page("beranda")
        for number, name in enumerate(("perintah", "sk_tim", "spt", "pelimpahan", "nomor")):
            yield f"20_{name}", lambda n=number: self._section("penugasan", n)
        yield from entry_screens(self)
        for index in (0, 2, 4, 5, 6, 7):
            yield f"40_laporan_{index}", lambda i=index: self._laporan(i)
        for number, name in enumerate(
            ("nilai", "temuan", "naskah", "tinjauan", "periksa", "kendali", "riwayat")
        ):
            yield f"41_{name}", lambda n=number: self._laporan(4, n)
        for number, name in enumerate(
            ("terima", "kirim", "perbedaan", "duplikat", "riwayat", "otomatis")
        ):
            yield f"50_{name}", lambda n=number: self._section("pertukaran", n)
        yield "50_diputuskan", self._decided
        yield "51_banyak_berkas", self._files
        yield "51_pratinjau", self._preview
        for number, name in enumerate(
            ("kantor", "pegawai", "aparatur", "pengguna", "formulir", "warna")
        ):
            yield f"60_{name}", lambda n=number: self._section("pengaturan", n)
        yield from self._dialog_screens()
        yield from sheet_screens(self)
        yield from apart_screens(self)
        yield from opened_screens(self)
        yield "80_pesan", self._banner
        for key in ("beranda", "penugasan", "pengesahan", "pertukaran"):
            yield f"90_kosong_{key}", lambda k=key: self._empty(k)

    def _dialog_screens(self) -> Iterator[tuple[str, Callable[[], QWidget]]]:
        window, nip = self.window, self._nip
        detail = self.gate.world.services().laporan.detail(sample.SPT[4].id)
        made: dict[str, Callable[[], QDialog]] = {
            "buku_isian": lambda: FillableDialog("Kota Bengkulu", OFFERS, window),
            "rekap": lambda: RecapDialog([sample.TRIWULAN, EMPTY], sample.WILAYAH, window),
            "kata_sandi": lambda: AskPasswordDialog(
                "Kata sandi untuk “Hasil-Lapangan_Seluma.xlsx” tidak cocok. Periksa huruf besar "
                "dan kecilnya, lalu coba sekali lagi.",
                wrong=True,
                parent=window,
            ),
            "sampaikan": lambda: DeliverDialog(
                "Kota Bengkulu",
                date(2026, 11, 23),
                jobs=self.jobs,
                is_password=bool,
                parent=window,
            ),
            "kembalikan": lambda: ReasonDialog(
                "Kembalikan draf laporan",
                "Alasan tercatat dalam riwayat dan dibaca oleh yang harus memperbaiki.",
                verb="&Kembalikan",
                targets=[(4, "4 – Kasi: mengoreksi"), (3, "3 – Tim: menilai dan menyusun draf")],
                parent=window,
            ),
            "satukan": lambda: UniteDialog(duplicates()[0], duplicate_fields(), window),
            "nilai_lain": lambda: OwnTextDialog(conflicts()[1], window),
            "batal_impor": lambda: UndoDialog(undo_preview(batch()), window),
            "batal_impor_disahkan": lambda: UndoDialog(
                replace(undo_preview(batch()), ratified=("Kabupaten Seluma",)), window
            ),
            "kembalikan_impor": lambda: UndoDialog(undo_preview(undone(batch())), window),
            "pegawai": lambda: PegawaiDialog(sample.KABID, nip, window),
            "aparatur": lambda: AparaturDialog(sample.APARATUR[0], sample.WILAYAH, nip, window),
            "tempel": lambda: self._paste(PASTED),
            "tempel_kosong": lambda: self._paste(""),
            "koreksi": lambda: KoreksiDialog(
                "Kesimpulan, paragraf 2", "Terdapat 5 temuan.", langsung=True, parent=window
            ),
            "temuan": lambda: TemuanDialog(sample.temuan_of(sample.SPT[4].id)[0], detail, window),
            "temuan_baru": lambda: TemuanDialog(
                Temuan(TemuanId(""), sample.SPT[4].id, "", Tingkat.SEDANG), detail, window
            ),
            **signing_screens(window, self.jobs),
            "naskah": lambda: NaskahDialog(
                FakeNaskah(),
                self.jobs,
                sample.SPT[4].id,
                "Kabupaten Seluma, 23–24 November 2026",
                window,
            ),
            "galat": lambda: CrashDialog(
                "BINA Desktop 0.1.0\n\nTraceback …\nKeyError: 'x'", window
            ),
        }
        for name, make in made.items():
            yield f"70_{name}", lambda make=make: self.open(make())

    def _paste(self, text: str) -> PasteDialog:
        roster = self.world.services().roster
        dialog = PasteDialog(
            lambda table: roster.plan(table, sample.APARATUR),
            text,
            wilayah=sample.WILAYAH,
            kode=sample.WILAYAH[4].kode,
            parent=self.window,
        )
        if dialog.table_view is not None:
            dialog.table_view.selectRow(1)
        return dialog

    def _nip(self, text: str, status: StatusKepegawaian):
        return self.world.services().pegawai.check_nip(text, status)

    def open(self, dialog: QDialog) -> QWidget:
        """Show a dialog; it is gone when the screen is tidied."""
        self._dialogs.append(dialog)
        dialog.show()
        self.settle()
        return dialog

    def stand(self, window: QWidget, leave: Callable[[], object]) -> None:
        """Let a window of its own stand until the screen is tidied, when `leave` closes it."""
        self._apart.append((window, leave))
        self.settle()

    def let_go(self, work: Callable[[], object]) -> None:
        """Let work that is under way end when the screen is tidied."""
        self._apart.append((QWidget(), work))

    def _door(self) -> QWidget:
        self.settle()
        return self.window

    def _door_refused(self) -> QWidget:
        panel = self.window.centralWidget()
        assert isinstance(panel, UnlockPanel)
        panel.enter_password("salah")
        self.settle()
        return self.window

    def _recovery(self) -> QWidget:
        panel = self.window.centralWidget()
        assert isinstance(panel, UnlockPanel)
        panel.show_recovery()
        self.settle()
        return self.window

    def _first_run(self, step: int) -> QWidget:
        panel = FirstRunPanel(self.gate, self.jobs)
        self.window.setCentralWidget(panel)
        if step == 1:
            panel.choose_office()
        elif step > 1:
            panel.choose_laptop()
            panel.person.nama.setText("Contoh Petugas Siti Nurhaliza Ramadhani, S.AP.")
            panel.person.nip.setText("19900117 201513 2 005")
            panel.person.password.setText("pendek")
            panel.person.again.setText("beda")
        if step == 3:
            panel.person.nip.setText("19900117 201503 2 005")
            panel.person.password.setText("sandi-panjang")
            panel.person.again.setText("sandi-panjang")
            panel.go_on()
        self.settle()
        return self.window

    def _page(self, key: str) -> QWidget:
        self._enter()
        assert self.window.workspace is not None
        self.window.workspace.jump(key)
        self.settle()
        return self.window

    def _enter(self) -> None:
        if self.window.workspace is None:
            self.window.enter(self.world.services(FOLDER))
            self.settle()

    def _section(self, key: str, number: int) -> QWidget:
        self._page(key)
        page = self.window.workspace.page(key)
        page.sections.show_section(number)
        self.settle()
        return self.window

    def _laporan(self, index: int, section: int = 0) -> QWidget:
        self._page("pengesahan")
        page = self.window.workspace.page("pengesahan")
        page.show_spt(sample.SPT[index].id)
        self.settle()
        page.detail.sections.show_section(section)
        self.settle()
        return self.window

    def _decided(self) -> QWidget:
        services = self.world.services()
        kept = list(self.world.conflicts), list(self.world.decided)
        services.perbedaan.settle_all([(c, c.heads[0].value) for c in self.world.conflicts[:2]])
        self._section("pertukaran", 2)
        page = self.window.workspace.page("pertukaran")
        page.refresh()
        self.settle()
        page.differences.sections.show_section(1)
        self.world.conflicts, self.world.decided = kept
        self.let_go(lambda: self._forget_decisions(page))
        return self.window

    def _forget_decisions(self, page: QWidget) -> None:
        page.differences.sections.show_section(0)
        page.refresh()

    def _files(self) -> QWidget:
        self._section("pertukaran", 0)
        page = self.window.workspace.page("pertukaran")
        names = ("Kaur", "Seluma", "Kepahiang", "Lebong", "Mukomuko", "Rejang-Lebong")
        page.imports.take(
            [self.folder / f"Hasil-Lapangan_{name}_{n}.xlsx" for n, name in enumerate(names)]
        )
        self.settle()
        self.let_go(page.imports.files.cancel.click)
        return self.window

    def _preview(self) -> QWidget:
        self._section("pertukaran", 0)
        page = self.window.workspace.page("pertukaran")
        page.imports.take([Path("hasil-lapangan_17.01_2026-T4_22B0_2026-11-12.xlsx")])
        self.settle()
        page.imports.preview.show_preview(preview_of(Path("hasil-lapangan_17.01.xlsx")))
        self.settle()
        return self.window

    def _banner(self) -> QWidget:
        self._page("beranda")
        assert self.window.workspace is not None
        self.window.workspace.banner.tell(
            "Folder data sedang dipakai oleh jendela BINA Desktop yang lain. Tutup jendela itu, "
            "lalu coba lagi.",
            "bad",
        )
        self.settle()
        return self.window

    def _empty(self, key: str) -> QWidget:
        self._page(key)
        workspace = self.window.workspace
        assert workspace is not None
        workspace.banner.clear()
        workspace.show_triwulan(EMPTY)
        self.settle()
        return self.window
