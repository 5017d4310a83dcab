"""What may be done with a Laporan now: one button an act, and a sentence when there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes
from bina_desktop.domain.bahasa import format_rentang
from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.domain.laporan import StatusLaporan
from bina_desktop.ui.dialogs.certificate import CertificateFields
from bina_desktop.ui.dialogs.deliver import DeliverDialog
from bina_desktop.ui.dialogs.naskah import NaskahDialog
from bina_desktop.ui.dialogs.reason import ReasonDialog, ask_delay
from bina_desktop.ui.dialogs.sign import SignDialog
from bina_desktop.ui.dialogs.tanda_tangan import Official, TandaTanganDialog
from bina_desktop.ui.dialogs.verifikasi import VerifikasiDialog
from bina_desktop.ui.documents import DocumentDoor
from bina_desktop.ui.jobs import Jobs, Lane
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import Note, allow, button, column, retitle, row
from bina_desktop.ui.theme import GAP
from bina_desktop.ui.wording import local_today
from bina_desktop.ui.wrapped_row import WrappedRow

_RATIFIED = (StatusLaporan.DISAHKAN, StatusLaporan.DISAMPAIKAN)
_WITH_TIM = (StatusLaporan.DRAF, StatusLaporan.DIKEMBALIKAN)


class ActionBar(QWidget):
    """Buttons of the SOP on the right, documents on the left."""

    def __init__(
        self,
        services: Services,
        jobs: Jobs,
        banner: Banner,
        *,
        before: Callable[[], None],
        is_password: Callable[[str], bool],
    ) -> None:
        super().__init__()
        self._is_password = is_password
        self._services, self._jobs, self._banner, self._before = services, jobs, banner, before
        self._detail: LaporanDetail | None = None
        self._door = DocumentDoor(jobs, self)
        self._why = Note()
        tr = self.tr
        self.compose = button(tr("Susun &ulang"), self._compose)
        self.compose.setToolTip(tr("Hitung ulang dari lembar final; naskah yang terisi tetap."))
        self.send_back = button(tr("&Kembalikan…"), self._return, kind="danger", glyph="return")
        self.submit = self._main(tr("&Serahkan ke Kasi"), self._submit)
        self.correct = self._main(tr("&Teruskan ke Kabid"), self._correct)
        self.validate = self._main(tr("&Validasi"), self._validate)
        self.ratify = self._main(tr("Sa&hkan dan tanda tangani…"), self._ratify, "sign")
        self.deliver = self._main(tr("Sam&paikan ke Ditjen…"), self._deliver)
        self.view = button(tr("Buka P&DF"), self._view, glyph="pdf")
        self.save = button(tr("Simpan PDF…"), self._save, glyph="save")
        self.letter = button(tr("Surat pengantar"), self._letter, glyph="pdf")
        self.papers = button(tr("Naskah kun&jungan…"), self._papers, glyph="pdf")
        self.verify = button(tr("Verifikasi…"), self._verify, kind="quiet", glyph="verify")
        """Of any file, whichever Laporan is shown: the page puts it beside its title."""
        self.verify.setToolTip(tr("Periksa tanda tangan sebuah PDF, pindaian, atau kode cek"))
        self.archive = button(tr("Tanda tangan && &arsip…"), self._open_archive, glyph="sign")
        documents = WrappedRow(spacing=GAP)
        for control in (
            self.view,
            self.save,
            self.letter,
            self.papers,
            self.archive,
        ):
            documents.add(control)
        acts = row(
            self._why,
            1,
            self.compose,
            self.send_back,
            self.submit,
            self.correct,
            self.validate,
            self.ratify,
            self.deliver,
        )
        acts.setStretch(0, 4)
        self.setLayout(column(documents, acts, spacing=8))

    def show_detail(self, detail: LaporanDetail) -> None:
        """Offer what this person may do with this Laporan."""
        self._detail = detail
        actions, status = detail.actions, detail.laporan.status
        for control, allowed in (
            (self.compose, actions.edit and status in _WITH_TIM),
            (self.send_back, bool(actions.return_to)),
            (self.letter, status in _RATIFIED),
        ):
            control.setVisible(allowed)
            control.setEnabled(allowed)
        for step, control, allowed in (
            (3, self.submit, actions.submit),
            (4, self.correct, actions.correct),
            (5, self.validate, actions.validate),
            (6, self.ratify, actions.ratify),
            (7, self.deliver, actions.deliver),
        ):
            control.setVisible(allowed or actions.meja == step)
            allow(control, allowed, actions.explanation)
        final = status in _RATIFIED
        retitle(self.view, self.tr("Buka P&DF") if final else self.tr("Lihat &draf"))
        self._why.say("" if actions.halangan else actions.explanation or actions.terlambat)

    def _main(self, text: str, slot: Callable[[], None], glyph: str = "send"):  # noqa: ANN202 - a button
        return button(text, slot, kind="primary", glyph=glyph)

    @property
    def _laporan(self):  # noqa: ANN202 - of the shown detail
        assert self._detail is not None
        return self._detail.laporan

    def _ask_delay(self) -> str | None:
        """Return why the step is late, '' where it is not; None for one who thinks again."""
        assert self._detail is not None
        return ask_delay(self._detail.actions.terlambat, self)

    def _do(self, work: Callable[[], Changes], news: str, *, lane: Lane = Lane.SHORT) -> None:
        """Save texts under the pen, then act; all buttons rest until it is done."""
        self._before()
        self.setEnabled(False)
        self._jobs.run(
            lambda _progress: work(),
            done=lambda _changes: self._banner.tell(news, "good"),
            failed=self._banner.tell_error,
            ended=lambda: self.setEnabled(True),
            label=news if lane is Lane.LONG else "",
            lane=lane,
            owner=self,
        )

    def _compose(self) -> None:
        assert self._detail is not None
        spt_id = self._detail.spt.id
        self._do(
            lambda: self._services.laporan.compose(spt_id), self.tr("Draf sudah disusun ulang.")
        )

    def _submit(self) -> None:
        key, late = self._laporan.id, self._ask_delay()
        if late is not None:
            self._do(
                lambda: self._services.laporan.submit(key, keterlambatan=late),
                self.tr("Draf diserahkan kepada Kasi."),
            )

    def _correct(self) -> None:
        dialog = ReasonDialog(
            self.tr("Teruskan ke Kabid"),
            self.tr("Draf yang sudah dikoreksi diteruskan kepada Kepala Bidang untuk divalidasi."),
            verb=self.tr("&Teruskan"),
            optional=True,
            parent=self,
        )
        late = self._ask_delay()
        if late is not None and dialog.exec() == QDialog.DialogCode.Accepted:
            key, catatan = self._laporan.id, dialog.alasan
            self._do(
                lambda: self._services.laporan.correct(key, catatan=catatan, keterlambatan=late),
                self.tr("Draf diteruskan kepada Kabid."),
            )

    def _validate(self) -> None:
        key, late = self._laporan.id, self._ask_delay()
        if late is not None:
            self._do(
                lambda: self._services.laporan.validate(key, keterlambatan=late),
                self.tr("Draf divalidasi dan diteruskan kepada Kepala Dinas."),
            )

    def _return(self) -> None:
        assert self._detail is not None
        names = {
            3: self.tr("3 – Tim: menilai dan menyusun draf"),
            4: self.tr("4 – Kasi: mengoreksi"),
            5: self.tr("5 – Kabid: memvalidasi"),
        }
        dialog = ReasonDialog(
            self.tr("Kembalikan draf laporan"),
            self.tr("Alasan tercatat dalam riwayat dan dibaca oleh yang harus memperbaiki."),
            verb=self.tr("&Kembalikan"),
            targets=[
                (step, names.get(step, str(step))) for step in self._detail.actions.return_to
            ],
            parent=self,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            key, alasan, ke = self._laporan.id, dialog.alasan, dialog.ke_langkah
            self._do(
                lambda: self._services.laporan.return_laporan(key, alasan=alasan, ke_langkah=ke),
                self.tr("Draf dikembalikan."),
            )

    def _ratify(self) -> None:
        assert self._detail is not None
        certificate = CertificateFields(self._services.token, self._jobs)
        dialog = SignDialog(self._detail.wilayah.nama, local_today(), certificate, self)
        late = self._ask_delay()
        if late is not None and dialog.exec() == QDialog.DialogCode.Accepted:
            key, number, day = self._laporan.id, dialog.nomor.text().strip(), dialog.tanggal.day
            credential, own = dialog.credential, dialog.own_password.text()
            certificate.forget()
            dialog.own_password.clear()

            def ratify() -> Changes:
                self._require_password(own)
                return self._services.laporan.ratify(
                    key,
                    nomor=number,
                    tanggal=day,
                    credential=credential,
                    keterlambatan=late,
                )

            self._do(
                ratify,
                self.tr("Laporan disahkan dan dibekukan."),
                lane=Lane.LONG,
            )

    def _deliver(self) -> None:
        assert self._detail is not None
        dialog = DeliverDialog(
            self._detail.wilayah.nama,
            local_today(),
            jobs=self._jobs,
            is_password=self._is_password,
            parent=self,
        )
        late = self._ask_delay()
        if late is not None and dialog.exec() == QDialog.DialogCode.Accepted:
            key, number, day = self._laporan.id, dialog.nomor.text().strip(), dialog.tanggal.day
            self._do(
                lambda: self._services.laporan.deliver(
                    key, nomor_pengantar=number, tanggal=day, keterlambatan=late
                ),
                self.tr("Laporan dicatat sudah disampaikan ke Ditjen Dukcapil."),
            )

    def _make_pdf(self) -> Callable[[], bytes]:
        laporan = self._laporan
        if laporan.status in _RATIFIED:
            return lambda: self._services.laporan.final_pdf(laporan.id)
        return lambda: self._services.cetak.laporan(laporan.id)

    def _name(self, what: str = "laporan") -> str:
        assert self._detail is not None
        spt = self._detail.spt
        return f"{what}-{spt.kode_wilayah}-{spt.triwulan}.pdf"

    def _view(self) -> None:
        self._before()
        self._door.open(self._make_pdf(), self._name())

    def _save(self) -> None:
        self._before()
        self._door.save(self._make_pdf(), self._name(), done=self._tell_saved)

    def _letter(self) -> None:
        key = self._laporan.id
        self._door.open(
            lambda: self._services.cetak.surat_pengantar(key), self._name("surat-pengantar")
        )

    def _papers(self) -> None:
        assert self._detail is not None
        self._before()
        spt = self._detail.spt
        NaskahDialog(
            self._services.naskah,
            self._jobs,
            spt.id,
            f"{self._detail.wilayah.nama}, {format_rentang(spt.mulai, spt.selesai)}",
            self,
        ).exec()

    def _tell_saved(self, path: Path) -> None:
        self._banner.tell(self.tr("Tersimpan di {0}").format(path), "good")

    def _verify(self) -> None:
        services = self._services
        VerifikasiDialog(services.verifikasi, services.penerbit, self._jobs, self.window()).exec()

    def _open_archive(self) -> None:
        assert self._detail is not None
        who = Official(self._services, self._is_password)
        TandaTanganDialog(
            who, self._jobs, self._laporan.id, self._detail.wilayah.nama, self
        ).exec()

    def _require_password(self, password: str) -> None:
        if not self._is_password(password):
            raise NotAllowedError(
                "Sandi masuk Anda tidak cocok, jadi tidak ada yang dilakukan. Ulangi dengan "
                "sandi yang Anda pakai untuk masuk."
            )
