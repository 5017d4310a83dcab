"""The tab Lembar Penilaian: the list of a visit's sheets, and the entry of one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from bina_desktop.application.gate import Gate
from bina_desktop.application.lembar_penilaian import Finalised, Kunjungan
from bina_desktop.application.open_lembar import OpenLembar
from bina_desktop.application.services import Services
from bina_desktop.application.utas import TinjauanView
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.domain.errors import AlreadyStartedError
from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    FORMS_KUNJUNGAN,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.domain.pegawai import AparaturId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.documents import DocumentDoor
from bina_desktop.ui.form.around import Around, AroundDoors
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import FormEntry
from bina_desktop.ui.form.media.attachments import Attachments
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.kiosk.window import KioskWindow
from bina_desktop.ui.look import look
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.pages.lembar_penilaian.daftar import DaftarLembar, DaftarState, spt_id_of
from bina_desktop.ui.pages.lembar_penilaian.sheet_moves import SheetMoves
from bina_desktop.ui.pages.lembar_penilaian.texts import texts_of
from bina_desktop.ui.panels import button, column


class LembarPenilaianPage(QWidget):
    """Sheets of a visit: list, entry, finalise, open again."""

    jumped = Signal(str, object)
    topics = frozenset(
        {Topic.LEMBAR, Topic.PENUGASAN, Topic.APARATUR, Topic.PEGAWAI, Topic.LAPORAN}
    )

    def __init__(
        self, services: Services, jobs: Jobs, gate: Gate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kiosk, self._gate = services.kiosk, gate
        self.kiosk: KioskWindow | None = None
        self._lembar, self._cetak, self._jobs = services.lembar, services.cetak, jobs
        self._utas, self._riwayat = services.utas, services.riwayat
        self._lampiran = services.lampiran
        self._door = DocumentDoor(jobs, self)
        self._triwulan: Triwulan | None = None
        self._spt_id: SptId | None = None
        self._chosen: Kunjungan | None = None
        self._select: LembarId | None = None
        self.entry: FormEntry | None = None
        self.banner = Banner()
        self.daftar = DaftarLembar()
        self.daftar.visit_chosen.connect(self.show_spt)
        self.daftar.open_wished.connect(self.open)
        self.daftar.start_wished.connect(self.start)
        self.daftar.kiosk_wished.connect(self.open_kiosk)
        self.daftar.print_wished.connect(self.print)
        self.daftar.blank_wished.connect(self.print_blank)
        self.daftar.tab_wished.connect(lambda key: self.jumped.emit(key, None))
        self.daftar.add_banner(self.banner)
        self.moves = SheetMoves(services.lembar, jobs, self)
        self.moves.moved.connect(self.open)
        self.moves.given.connect(self._tell_given)
        self._wish: object = None
        self._starting = False
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.daftar)
        outer = column(self._stack)
        outer.setContentsMargins(0, 0, 0, 0)
        self.setLayout(outer)

    # --- what the window asks of a tab --------------------------------------------------------

    def set_triwulan(self, triwulan: Triwulan) -> None:
        """Show this triwulan from the next reread on; an open sheet is left, its answers stay."""
        if triwulan != self._triwulan:
            self._triwulan = triwulan
            self._leave_first(self.refresh)

    def refresh(self) -> None:
        """Reread the list; while a sheet is filled the list waits until it is left."""
        triwulan = self._triwulan
        if triwulan is None or self.entry is not None or self.kiosk is not None:
            return
        wanted = self._spt_id

        def read(progress: Progress) -> DaftarState:
            del progress
            visits = self._lembar.visits(triwulan)
            chosen = next((v for v in visits if v.spt.id == wanted), None)
            chosen = chosen or (visits[0] if visits else None)
            if chosen is None:
                return DaftarState(visits, None)
            spt_id = chosen.spt.id
            sheets = self._lembar.lembar(spt_id)
            return DaftarState(
                visits,
                chosen,
                sheets,
                self._lembar.aparatur_without(spt_id),
                self._lembar.progress(sheets),
                self._lembar.count_rekomendasi(spt_id),
            )

        self._jobs.run(read, done=self._show, owner=self)

    def show_spt(self, spt_id: SptId) -> None:
        """Choose this visit; a sheet of another visit is left."""
        if self.entry is not None and self._spt_id == spt_id:
            return
        self._spt_id = spt_id
        self._leave_first(self.refresh)

    def flush(self) -> None:
        """Hand over what is typed and not stored yet."""
        if self.entry is not None:
            self.entry.flush()
            self._remember_aside(self.entry)

    # --- use cases ----------------------------------------------------------------------------

    def start(self, formulir: str, aparatur_id: AparaturId | None) -> None:
        """Start a sheet of the chosen visit and open it."""
        spt_id = self._spt_id
        if spt_id is None or self._starting:
            return
        self._starting = True  # a second press would begin a second respondent

        def work(progress: Progress) -> tuple[LembarId, Changes]:
            del progress
            return self._lembar.start(spt_id, formulir, aparatur_id)

        def ended() -> None:
            self._starting = False

        def failed(error: Exception) -> None:
            if isinstance(error, AlreadyStartedError):
                known = LembarId(error.lembar_id)
                self.banner.offer(str(error), self.tr("Buka yang ada"), lambda: self.open(known))
            else:
                self.banner.tell_error(error)

        self._jobs.run(
            work,
            done=lambda started: self.open(started[0]),
            failed=failed,
            ended=ended,
            label=self.tr("Menyiapkan lembar"),
            owner=self,
        )

    def open_kiosk(self) -> None:
        """Give the screen to respondents until the person who is in types the password."""
        if self._chosen is None or self.kiosk is not None:
            return
        kiosk = KioskWindow(
            self._kiosk, self._jobs, self._chosen, is_password=self._gate.is_password
        )
        kiosk.left.connect(self._close_kiosk)
        self.kiosk = kiosk
        kiosk.start()

    def _close_kiosk(self) -> None:
        kiosk, self.kiosk = self.kiosk, None
        if kiosk is not None:
            kiosk.deleteLater()
        self.refresh()
        self.daftar.table.setFocus()

    def open(self, lembar_id: LembarId) -> None:
        """Open a sheet for entry, or for reading where it is closed; the last wish counts."""
        wish = self._wish = object()
        self.flush()  # it may be the sheet that is open: what is read then holds all of it

        def work(progress: Progress) -> tuple[OpenLembar, TinjauanView]:
            del progress
            return self._lembar.open(lembar_id), self._utas.of_lembar(lembar_id)

        def show(found: tuple[OpenLembar, TinjauanView]) -> None:
            if wish is self._wish:  # else it would replace a sheet that is being filled
                self._show_entry(*found)

        self._jobs.run(
            work,
            done=show,
            failed=self.banner.tell_error,
            label=self.tr("Membuka lembar"),
            owner=self,
        )

    def print(self, lembar_id: LembarId) -> None:
        """Draw a sheet as it stands, also in the field, and show it in the PDF viewer."""
        self._door.open(lambda: self._cetak.lembar(lembar_id), f"lembar-{lembar_id[:8]}.pdf")

    def print_blank(self, formulir: str, aparatur_id: AparaturId | None) -> None:
        """Draw a form of the chosen visit to be filled with a pen, and show it."""
        spt_id = self._spt_id
        if spt_id is not None:
            name = f"blangko-{formulir.replace('_', '-')}.pdf"
            self._door.open(lambda: self._cetak.blangko(spt_id, formulir, aparatur_id), name)

    def reopen(self, lembar: LembarPenilaian, alasan: str) -> None:
        """Open a final sheet again, with a reason."""

        def work(progress: Progress) -> Changes:
            del progress
            return self._lembar.return_lembar(lembar.id, alasan=alasan)

        entry = self.entry
        tell = entry.banner.tell_error if entry else self.banner.tell_error
        self._jobs.run(work, done=lambda _changes: self.open(lembar.id), failed=tell, owner=self)

    def _remember_language(self, formulir: str, language: str) -> None:
        def work(progress: Progress) -> Changes:
            del progress
            return self._lembar.remember_language(formulir, language)

        self._jobs.run(work, owner=self)

    def _finalise(self, lembar: LembarPenilaian) -> None:
        def work(progress: Progress) -> Finalised:
            del progress
            return self._lembar.finalise(lembar.id)

        entry = self.entry
        if entry is None:
            return
        entry.setEnabled(False)  # nothing may be typed into a sheet that is being closed

        def refused(error: Exception) -> None:
            entry.setEnabled(True)
            entry.view.enter()
            entry.banner.tell_error(error)

        self._jobs.run(
            work,
            done=partial(self._finalised, lembar),
            failed=refused,
            ended=lambda: entry.setEnabled(True),
            label=self.tr("Memeriksa dan menutup lembar"),
            owner=entry,
        )

    def _finalised(self, lembar: LembarPenilaian, outcome: Finalised) -> None:
        if outcome.problems and self.entry is not None:
            self.entry.setEnabled(True)
            self.entry.show_problems(outcome.problems)
            return
        self._close_entry()
        self.refresh()
        words = self.tr("Lembar sudah final.")
        hasil = outcome.hasil
        if lembar.formulir in FORMS_KUNJUNGAN:
            words = self.tr("Lembar kunjungan sudah final.")
        elif lembar.formulir != FORM_LEMBAR_PENILAIAN:
            words = self.tr("Kuesioner sudah final. Terima kasih kepada responden.")
        elif hasil is not None and hasil.nilai_akhir is not None:
            words = self.tr("Lembar sudah final: nilai {0}, predikat {1}.").format(
                format_angka(hasil.nilai_akhir, 2), hasil.predikat
            )
        self.banner.tell(words, "good")

    # --- showing ------------------------------------------------------------------------------

    def _show(self, state: DaftarState) -> None:
        if self.entry is not None:
            return
        self._spt_id = spt_id_of(state)
        self._chosen = state.chosen
        self.daftar.show_state(state)
        if self._select is not None:
            self.daftar.select(self._select)
            self._select = None

    def _show_entry(self, opened: OpenLembar, tinjauan: TinjauanView) -> None:
        self.flush()  # what was typed while the other was read
        self._close_entry()
        self.banner.clear()
        lembar = opened.lembar
        record = partial(self._record, lembar.id) if opened.writable else None
        controller = FormController(
            opened.session, self._jobs, record=record, media_folder=opened.media_folder
        )
        attachments = Attachments(self._lampiran, lembar.id, self._jobs, writable=opened.writable)
        around = Around(
            controller,
            self._jobs,
            self._doors(lembar.id),
            record=lembar.id,
            notes=opened.catatan,
            tinjauan=tinjauan,
        )
        entry = FormEntry(
            controller,
            texts_of(opened, self._chosen.wilayah.nama if self._chosen else ""),
            around,
            attachments=attachments,
            usulan=opened.usulan,
        )
        entry.left.connect(self._return_to_list)
        entry.finalise_wished.connect(partial(self._finalise, lembar))
        entry.language_chosen.connect(partial(self._remember_language, lembar.formulir))
        if lembar.status is StatusLembar.FINAL:
            entry.add_action(button(self.tr("Buka &kembali…"), partial(self._ask_reason, lembar)))
        self.moves.dress(entry, opened)
        self.entry = entry
        self._select = lembar.id
        self._stack.addWidget(entry)
        self._stack.setCurrentWidget(entry)
        entry.begin(opened.position, opened.saved)
        if entry.beside is not None:
            entry.beside.reopen(look().aside)

    def _doors(self, lembar_id: LembarId) -> AroundDoors:
        return AroundDoors(
            read=lambda: self._utas.of_lembar(lembar_id),
            say=lambda place, act, teks, kutipan: self._utas.say(
                place, act, teks, kutipan=kutipan
            ),
            history=lambda ref: self._riwayat.answer(lembar_id, ref),
            keep_unsent=lambda words: self._utas.keep_unsent(lembar_id, words),
        )

    def _record(self, lembar_id: LembarId, answers: Mapping[str, str], position: str) -> Changes:
        return self._lembar.record_answers(lembar_id, answers, position=position)

    def _leave_first(self, then: Callable[[], None]) -> None:
        """Leave the open sheet once its answers are durable, then go on."""
        if self.entry is None:
            then()
        else:
            self.entry.leave()  # `left` rereads the list, with what was chosen meanwhile

    def _tell_given(self, nama: str) -> None:
        self._return_to_list()
        words = self.tr("Lembar diserahkan kepada {0}. Sertakan dalam ekspor berikutnya.")
        self.banner.tell(words.format(nama), "good")

    def _return_to_list(self) -> None:
        self._close_entry()
        self.refresh()
        self.daftar.table.setFocus()

    def _close_entry(self) -> None:
        entry, self.entry = self.entry, None
        if entry is not None:
            self._remember_aside(entry)
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(entry)
            entry.deleteLater()

    def _remember_aside(self, entry: FormEntry) -> None:
        """Open the next sheet, also after another start, with the same part beside it."""
        shown = entry.beside.shown if entry.beside is not None else None
        look().remember_aside(shown.value if shown is not None else "")

    def _ask_reason(self, lembar: LembarPenilaian) -> None:
        dialog = ReasonDialog(
            self.tr("Buka kembali lembar final"),
            self.tr("Nilainya dihitung ulang sesudah lembar difinalkan lagi."),
            verb=self.tr("&Buka kembali"),
            parent=self,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.reopen(lembar, dialog.alasan)
