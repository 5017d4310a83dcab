"""Signing and archive of one Laporan: how far it is, its files, and what may be done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from bina_desktop.application.services import Services
from bina_desktop.application.signing_state import TandaTangan
from bina_desktop.application.work import Changes, Progress
from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.ui.dialogs.act import ActDialog
from bina_desktop.ui.dialogs.arsip import ArsipTable, words_of_changes
from bina_desktop.ui.dialogs.certificate import CertificateFields
from bina_desktop.ui.dialogs.prepare import PrepareDialog
from bina_desktop.ui.dialogs.reason import ask_delay
from bina_desktop.ui.documents import DocumentDoor, FileFault, read_file, write_file
from bina_desktop.ui.file_line import FileLine
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import EmptyState, Note, allow, button, column, label, restyle, row
from bina_desktop.ui.pickers import DatePicker
from bina_desktop.ui.theme import open_at
from bina_desktop.ui.wording import local_today

_SHOWN_CHANGES = 6


@dataclass(frozen=True, slots=True)
class Official:
    """Who acts, and how his or her password is tried."""

    services: Services
    is_password: Callable[[str], bool]


class TandaTanganDialog(QDialog):
    """Files of a Laporan above, acts below; every act asks for the password."""

    def __init__(
        self, who: Official, jobs: Jobs, laporan_id: LaporanId, nama: str, parent: QWidget
    ) -> None:
        """`nama` is the kab/kota."""
        super().__init__(parent)
        self._services, self._is_password, self._jobs = who.services, who.is_password, jobs
        self._key, self._name = laporan_id, nama
        self._shown: TandaTangan | None = None
        self._door = DocumentDoor(jobs, self)
        title = self.tr("Tanda tangan dan arsip · {0}").format(nama)
        self.setWindowTitle(title)
        self.banner = Banner(self)
        self._state = label(wrap=True, selectable=True)
        self._changes = Note(kind="warn")
        self.table = ArsipTable()
        self._empty = EmptyState(
            self.tr("Belum ada berkas."),
            self.tr("Berkas muncul di sini sejak naskah disiapkan atau laporan disahkan."),
        )
        tr = self.tr
        self.view = button(tr("B&uka"), self._open, glyph="pdf")
        self.save = button(tr("&Simpan…"), self._save, glyph="save")
        self.prepare = button(tr("Siapkan &naskah…"), self._prepare)
        self.send = button(tr("Simpan untuk &layanan…"), self._send, glyph="save")
        self.sign = button(tr("&Tanda tangani…"), self._sign, kind="primary", glyph="sign")
        self.returned = button(tr("Terima yang &kembali…"), self._take_returned, kind="primary")
        self.scan = button(tr("Lampirkan &pindaian…"), self._attach, kind="primary")
        self.receipt = button(tr("Catat tanda te&rima…"), self._receive, kind="primary")
        self.pack = button(tr("Paket pen&giriman…"), self._pack, glyph="save")
        self.reopen = button(tr("Laporan pe&rubahan…"), self._reopen, kind="danger")
        self.leave = button(tr("Tutu&p"), self.accept)
        files = row(self.view, self.save, 1, self.pack, self.reopen)
        acts = row(
            self.prepare,
            self.send,
            1,
            self.sign,
            self.returned,
            self.scan,
            self.receipt,
            self.leave,
        )
        layout = column(
            label(title, size=1.2, bold=True),
            self.banner,
            self._state,
            self._changes,
            self.table,
            self._empty,
            files,
            acts,
            spacing=10,
            margins=18,
        )
        layout.setStretch(4, 1)
        layout.setStretch(5, 1)
        self.setLayout(layout)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        for control in self._acts():
            control.hide()
        order_focus(self)
        open_at(self, 860, 500)
        self.refresh()

    def refresh(self) -> None:
        """Reread how far it is."""
        self._jobs.run(
            lambda _progress: self._services.tanda_tangan.read(self._key),
            done=self.show_state,
            failed=self.banner.tell_error,
            lane=Lane.LONG,
            owner=self,
        )

    def show_state(self, found: TandaTangan) -> None:
        """Show the files and offer what may be done."""
        self._shown = found
        self._state.setText(self.table.words(found))
        self._changes.say(words_of_changes(found, _SHOWN_CHANGES))
        self.table.show_files(found)
        self.table.setVisible(bool(found.files))
        self._empty.setVisible(not found.files)
        service = found.ready is not None and found.ready.cara is CaraTandaTangan.LAYANAN
        for control, allowed in (
            (self.prepare, found.may_prepare),
            (self.send, found.may_prepare and service),
            (self.sign, found.may_sign or (found.may_ratify and not service)),
            (self.returned, found.may_ratify and service),
            (self.scan, found.may_scan),
            (self.receipt, found.may_receive),
            (self.pack, found.may_pack),
            (self.reopen, found.may_reopen),
        ):
            control.setVisible(allowed)
        for control in (self.view, self.save):
            control.setVisible(bool(found.files))
        self._mark_next()
        self._offer()

    def _mark_next(self) -> None:
        """Let one act stand out: that which comes first; the others are there as well."""
        steps = (self.sign, self.returned, self.scan, self.receipt)
        following = next((one for one in steps if not one.isHidden()), None)
        for one in steps:
            restyle(one, "kind", "primary" if one is following else "")

    def _acts(self) -> tuple[QWidget, ...]:
        return (
            self.prepare,
            self.send,
            self.sign,
            self.returned,
            self.scan,
            self.receipt,
            self.pack,
            self.reopen,
        )

    def _offer(self) -> None:
        chosen = self.table.selected is not None
        why = self.tr("Pilih berkas pada daftar lebih dahulu.")
        allow(self.view, chosen, why)
        allow(self.save, chosen, why)

    # --- files -------------------------------------------------------------------------------

    def _open(self) -> None:
        one = self.table.selected
        if one is not None:
            self._door.open(lambda: self._services.arsip.open(one), one.nama)

    def _save(self) -> None:
        one = self.table.selected
        if one is not None:
            self._write(one.nama, lambda _p: self._services.arsip.open(one))

    def _send(self) -> None:
        self._write(
            f"kirim-{self._name}.pdf".replace(" ", "-").lower(),
            lambda _p: self._services.tanda_tangan.ready_pdf(self._key),
        )

    def _pack(self) -> None:
        self._write(
            f"paket-{self._name}.zip".replace(" ", "-").lower(),
            lambda progress: self._services.paket.make(self._key, progress=progress).data,
        )

    def _write(self, name: str, make: Callable[[Progress], bytes]) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Simpan"), name)
        if not chosen:
            return
        path = Path(chosen)
        self._jobs.run(
            lambda progress: write_file(path, make(progress)),
            done=lambda made: self.banner.tell(self.tr("Tersimpan di {0}").format(made), "good"),
            failed=self.banner.tell_error,
            label=self.tr("Menyimpan {0}").format(path.name),
            lane=Lane.LONG,
            owner=self,
        )

    # --- acts --------------------------------------------------------------------------------

    def _act(self, title: str, meaning: str, verb: str) -> ActDialog:
        return ActDialog(
            title,
            meaning,
            verb=verb,
            jobs=self._jobs,
            is_password=self._is_password,
            parent=self,
        )

    def _do(self, work: Callable[[], Changes], news: str) -> None:
        def tell(_changes: Changes) -> None:
            self.banner.tell(news, "good")
            self.refresh()

        self._jobs.run(
            lambda _progress: work(),
            done=tell,
            failed=self.banner.tell_error,
            label=news,
            lane=Lane.LONG,
            owner=self,
        )

    def _prepare(self) -> None:
        dialog = PrepareDialog(
            self._shown.pengesah if self._shown else (),
            jobs=self._jobs,
            is_password=self._is_password,
            parent=self,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            cara, pengesah = dialog.cara, dialog.pengesah
            nomor, tanggal = dialog.number.text().strip(), dialog.day.day
            self._do(
                lambda: self._services.tanda_tangan.prepare(
                    self._key, cara=cara, nomor=nomor, tanggal=tanggal, pengesah=pengesah
                ),
                self.tr("Naskah siap ditandatangani."),
            )

    def _sign(self) -> None:
        assert self._shown is not None
        last = self._shown.may_ratify
        late = ask_delay(self._shown.terlambat, self)
        if late is None:
            return
        meaning = (
            self.tr(
                "Dengan mengesahkan, Anda sebagai Kepala Dinas menyatakan laporan {0} benar dan "
                "final. Isinya dibekukan dan tidak dapat diubah lagi (SOP langkah 6)."
            )
            if last
            else self.tr(
                "Dengan menandatangani, Anda menyatakan sudah memeriksa laporan {0} dan "
                "menyetujui isinya. Kepala Dinas menandatangani sesudah Anda."
            )
        ).format(self._name)
        dialog = self._act(self.tr("Tanda tangani naskah"), meaning, self.tr("&Tanda tangani"))
        certificate = CertificateFields(self._services.token, self._jobs)
        dialog.add_whole(certificate, lambda: certificate.fault)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        try:
            credential = certificate.credential()
        except FileFault as fault:
            self.banner.tell_error(fault)
            return
        finally:
            certificate.forget()
        signing = self._services.tanda_tangan
        if last:
            self._do(
                lambda: signing.ratify(self._key, credential=credential, keterlambatan=late),
                self.tr("Laporan disahkan dan dibekukan."),
            )
        else:
            self._do(
                lambda: signing.sign(self._key, credential=credential),
                self.tr("Naskah ditandatangani."),
            )

    def _take_returned(self) -> None:
        assert self._shown is not None
        late = ask_delay(self._shown.terlambat, self)
        if late is None:
            return
        dialog = self._act(
            self.tr("Terima berkas yang kembali"),
            self.tr(
                "Berkas diperiksa: sama dengan yang dikirim, tanda tangannya utuh, dan milik "
                "Anda. Bila sesuai, laporan {0} disahkan dengan berkas itu dan dibekukan."
            ).format(self._name),
            self.tr("&Sahkan"),
        )
        file = FileLine(self.tr("PDF yang sudah ditandatangani"), "*.pdf")
        dialog.add(self.tr("&Berkas *"), file)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            path = Path(file.text())
            self._do(
                lambda: self._services.tanda_tangan.take_returned(
                    self._key, read_file(path), keterlambatan=late
                ),
                self.tr("Laporan disahkan dengan berkas dari layanan."),
            )

    def _attach(self) -> None:
        dialog = self._act(
            self.tr("Lampirkan pindaian"),
            self.tr(
                "Anda menyatakan pindaian ini laporan {0} yang sudah ditandatangani dan dicap. "
                "Pindaian terikat pada PDF yang disahkan lewat sidiknya."
            ).format(self._name),
            self.tr("&Lampirkan"),
        )
        file = FileLine(self.tr("PDF, JPG, atau PNG"), "*.pdf *.jpg *.jpeg *.png")
        dialog.add(self.tr("&Pindaian *"), file)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            path = Path(file.text())
            self._do(
                lambda: self._services.arsip.attach_scan(self._key, read_file(path), path.name),
                self.tr("Pindaian dilampirkan."),
            )

    def _receive(self) -> None:
        dialog = self._act(
            self.tr("Catat tanda terima"),
            self.tr("Anda menyatakan laporan {0} sudah diterima Ditjen Dukcapil.").format(
                self._name
            ),
            self.tr("&Catat"),
        )
        day, name = DatePicker(local_today()), QLineEdit()
        file = FileLine(self.tr("PDF, JPG, atau PNG"), "*.pdf *.jpg *.jpeg *.png")
        dialog.add(self.tr("&Tanggal diterima"), day)
        dialog.add(self.tr("&Penerima *"), name, missing=self.tr("Penerima belum diisi."))
        dialog.add(self.tr("Pi&ndaian *"), file)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            path, tanggal, penerima = Path(file.text()), day.day, name.text()
            self._do(
                lambda: self._services.arsip.record_receipt(
                    self._key,
                    tanggal=tanggal,
                    penerima=penerima,
                    data=read_file(path),
                    nama=path.name,
                ),
                self.tr("Tanda terima tercatat."),
            )

    def _reopen(self) -> None:
        dialog = self._act(
            self.tr("Laporan perubahan"),
            self.tr(
                "Laporan {0} dibuka kembali di tangan tim (langkah 3). Yang sudah ditandatangani "
                "tetap tersimpan; laporan perubahan menyebut nomor yang digantikannya."
            ).format(self._name),
            self.tr("&Buka kembali"),
        )
        why = QLineEdit()
        dialog.add(self.tr("&Alasan *"), why, missing=self.tr("Alasan belum diisi."))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            alasan = why.text()
            self._do(
                lambda: self._services.tanda_tangan.reopen(self._key, alasan=alasan),
                self.tr("Laporan dibuka kembali untuk diubah."),
            )
