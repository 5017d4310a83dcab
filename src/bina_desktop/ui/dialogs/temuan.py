"""The editor of a finding and the recommendations that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QWidget

from bina_desktop.application.laporan import LaporanDetail
from bina_desktop.domain.frasa import Frasa, temuan_of
from bina_desktop.domain.temuan import Temuan, Tingkat
from bina_desktop.ui.dialogs.rekomendasi import RekomendasiEditor
from bina_desktop.ui.panels import FieldRows, Note, button, column, label, row, scrolled
from bina_desktop.ui.pickers import calm
from bina_desktop.ui.theme import px, sized
from bina_desktop.ui.wording import nama_tingkat

_PARTS = ("kondisi", "kriteria", "sebab", "akibat", "bukti")


class TemuanDialog(QDialog):
    """Asks for the five parts of a finding, and for recommendations with who and when."""

    def __init__(
        self, temuan: Temuan, detail: LaporanDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._temuan, self._detail = temuan, detail
        self._phrase: Temuan | None = None
        title = self.tr("Ubah temuan") if temuan.id else self.tr("Tambah temuan")
        self.setWindowTitle(title)
        sized(self, min_width=560)
        self.frasa = self._make_phrases()
        self.kondisi, self.kriteria = _text(temuan.kondisi), _text(temuan.kriteria)
        self.sebab, self.akibat = _text(temuan.sebab), _text(temuan.akibat)
        self.bukti = _text(temuan.bukti)
        self.tingkat, self.indikator = QComboBox(), QComboBox()
        for tingkat in Tingkat:
            self.tingkat.addItem(nama_tingkat(tingkat), tingkat)
        self.tingkat.setCurrentIndex(self.tingkat.findData(temuan.tingkat))
        self._offer_indikator(temuan.indikator)
        for box in (self.tingkat, self.indikator, self.frasa):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            calm(box)
        self.rekomendasi = RekomendasiEditor(_posts(detail.bahan.frasa))
        self.rekomendasi.show_all(temuan.rekomendasi)
        self._fault = Note(kind="fault")
        fields = FieldRows()
        if not temuan.id:
            fields.add(self.tr("Ambil dari bank &frasa"), self.frasa)
        fields.add(self.tr("&Kondisi *"), self.kondisi)
        fields.add(self.tr("K&riteria"), self.kriteria)
        fields.add(self.tr("S&ebab"), self.sebab)
        fields.add(self.tr("&Akibat"), self.akibat)
        fields.add(self.tr("Bukt&i"), self.bukti)
        fields.add(self.tr("&Tingkat"), self.tingkat)
        fields.add(self.tr("I&ndikator"), self.indikator)
        self.kriteria.setPlaceholderText(self.tr("Yang seharusnya: peraturan, standar, target"))
        self.bukti.setPlaceholderText(
            self.tr("Dokumen atau pengamatan; skor lembar dicantumkan sendiri")
        )
        body = QWidget()
        whole = column(
            fields, label(self.tr("Rekomendasi"), bold=True), self.rekomendasi, 1, spacing=10
        )
        whole.setContentsMargins(2, 2, 10, 2)
        body.setLayout(whole)
        self.save = button(self.tr("&Simpan"), self.accept, kind="primary", glyph="save")
        self.save.setToolTip(self.tr("Simpan (Ctrl+Enter)"))
        self.setLayout(
            column(
                label(title, size=1.2, bold=True),
                scrolled(body),
                self._fault,
                row(1, button(self.tr("&Batal"), self.reject), self.save),
                spacing=12,
                margins=18,
            )
        )
        room = parent.window().size() if parent is not None else QSize(px(760), px(700))
        sized(self, min_height=350)
        self.resize(min(px(780), room.width()), min(px(760), room.height() - px(48)))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        (self.kondisi if temuan.id else self.frasa).setFocus()

    @property
    def temuan(self) -> Temuan:
        """Return the finding as filled in. Raises ValueError for a date that is none."""
        known = self._phrase or self._temuan
        return replace(
            known,
            **{name: self._part(name).toPlainText().strip() for name in _PARTS},
            tingkat=Tingkat(self.tingkat.currentData()),
            indikator=str(self.indikator.currentData() or ""),
            rekomendasi=self.rekomendasi.rekomendasi,
        )

    def accept(self) -> None:
        """Close if there is a condition, words for each recommendation, and dates are dates."""
        fault = ""
        try:
            filled = self.temuan
        except ValueError:
            fault = self.tr("Tenggat bukan tanggal; tulis seperti 23-11-2026.")
        else:
            if not filled.kondisi:
                fault = self.tr("Kondisi belum diisi.")
            elif not all(one.isi for one in filled.rekomendasi):
                fault = self.tr("Isi rekomendasi belum ditulis; tulis, atau hapus kartunya.")
        self._fault.say(fault)
        if not fault:
            super().accept()

    def _part(self, name: str) -> QPlainTextEdit:
        return getattr(self, name)

    def _make_phrases(self) -> QComboBox:
        """List phrases that are no finding of this visit yet."""
        taken = {one.kode for one in self._detail.temuan}
        box = QComboBox()
        box.addItem(self.tr("Tulis sendiri"), None)
        for frasa in self._detail.bahan.frasa:
            if frasa.kode not in taken:
                box.addItem(f"{frasa.kode}  {frasa.kondisi}", frasa)
        box.activated.connect(self._take_phrase)
        return box

    def _take_phrase(self) -> None:
        """Fill in a phrase; what a person wrote meanwhile stays."""
        frasa: Frasa | None = self.frasa.currentData()
        before = self._phrase
        spt = self._detail.spt
        phrase = temuan_of(frasa, (), spt_id=spt.id, dari=spt.selesai) if frasa else None
        for name in _PARTS:
            field = self._part(name)
            if field.toPlainText() in ("", getattr(before, name, "")):
                field.setPlainText(getattr(phrase, name, ""))
        try:
            written = self.rekomendasi.rekomendasi
        except ValueError:
            written = None
        if written in ((), before.rekomendasi if before else ()):
            self.rekomendasi.show_all(phrase.rekomendasi if phrase else ())
        if phrase is not None and frasa is not None:
            self.tingkat.setCurrentIndex(self.tingkat.findData(phrase.tingkat))
            code = frasa.indikator[0] if frasa.indikator else ""
            self.indikator.setCurrentIndex(max(0, self.indikator.findData(code)))
        self._phrase = phrase

    def _offer_indikator(self, chosen: str) -> None:
        self.indikator.addItem(self.tr("Tidak terkait satu indikator"), "")
        known = dict(self._detail.bahan.indikator)
        if chosen and chosen not in known:
            known[chosen] = ""
        for kode, name in known.items():
            self.indikator.addItem(f"{kode.upper()}  {name}".strip(), kode)
        self.indikator.setCurrentIndex(max(0, self.indikator.findData(chosen)))


def _text(value: str) -> QPlainTextEdit:
    made = QPlainTextEdit(value)
    made.setTabChangesFocus(True)
    sized(made, height=56)
    return made


def _posts(bank: Sequence[Frasa]) -> Sequence[str]:
    """Return the posts that the bank names, for typing ahead."""
    named = (one.penanggung_jawab for frasa in bank for one in frasa.rekomendasi)
    return sorted(set(named))
