"""What the undo of an import will change, before it does."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from bina_desktop.application.batches import UndoFate, UndoPreview, UndoRow, ratified_words
from bina_desktop.ui.messages import notice
from bina_desktop.ui.panels import allow, button, column, label, row
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours, px, sized

_ORDER: Final = (UndoFate.KEPT, UndoFate.DELETED, UndoFate.RETURNED, UndoFate.REVIVED)
"""What does not go as asked comes first."""


class UndoDialog(QDialog):
    """Shows each record's fate; accepting it carries the undo out."""

    def __init__(self, preview: UndoPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        back = preview.restores
        self.setWindowTitle(self.tr("Kembalikan impor") if back else self.tr("Batalkan impor"))
        self.resize(px(1040), px(560))
        self.summary = label(self._counts(preview), bold=True, wrap=True)
        self.table = self._make_table()
        self.table.show_records(sorted(preview.rows, key=lambda r: _ORDER.index(r.fate)))
        verb = self.tr("&Kembalikan") if back else self.tr("&Batalkan impor")
        self.ok = button(verb, self.accept, kind="primary" if back else "danger")
        self._has_effect = preview.has_effect
        self.warning = notice(ratified_words(preview.ratified), "warn")
        self.yes = QCheckBox(self.tr("Saya &tahu laporan itu sudah disahkan; lanjutkan"))
        if not preview.ratified:
            self.warning.hide()
            self.yes.hide()
        self.yes.setChecked(not preview.ratified)
        self.yes.toggled.connect(self._allow)
        self._allow()
        explanation = (
            self.tr(
                "Isi berkas ini berlaku lagi seperti sebelum impornya dibatalkan. Yang diubah "
                "orang sesudah itu tetap seperti sekarang."
            )
            if back
            else self.tr(
                "Catatan yang datang bersama berkas ini ditandai terhapus, dan isian yang "
                "diubahnya kembali ke nilai sebelumnya. Yang diubah orang sesudah impor tetap. "
                "Tidak ada yang hilang dari riwayat, dan impor ini dapat dikembalikan."
            )
        )
        self.setLayout(
            column(
                label(preview.batch.nama_berkas, size=1.2, bold=True, wrap=True),
                label(explanation, kind="muted", wrap=True),
                self.summary,
                self.table,
                self.warning,
                label(
                    self.tr(
                        "Perubahan ini ikut terkirim pada ekspor berikutnya, sehingga berlaku "
                        "juga di komputer lain."
                    ),
                    kind="muted",
                    wrap=True,
                ),
                row(self.yes, 1, button(self.tr("&Tutup"), self.reject), self.ok),
                spacing=10,
                margins=18,
            )
        )

    def _allow(self) -> None:
        allow(
            self.ok,
            self._has_effect and self.yes.isChecked(),
            self.tr("Beri tanda dahulu bahwa akibatnya bagi laporan yang disahkan diketahui.")
            if self._has_effect
            else self.tr(
                "Tidak ada yang dapat dikembalikan: semuanya sudah diubah sesudah impor."
            ),
        )

    def _counts(self, preview: UndoPreview) -> str:
        counts = Counter(one.fate for one in preview.rows)
        words = {
            UndoFate.DELETED: self.tr("{0} catatan dihapus"),
            UndoFate.REVIVED: self.tr("{0} catatan muncul lagi"),
            UndoFate.RETURNED: self.tr("{0} catatan kembali ke nilai sebelumnya"),
            UndoFate.KEPT: self.tr("{0} catatan tetap seperti sekarang"),
        }
        told = [words[fate].format(counts[fate]) for fate in _ORDER if counts[fate]]
        return " · ".join(told) or self.tr("Tidak ada yang berubah.")

    def _make_table(self) -> RecordTable[UndoRow]:
        c = colours()
        shades = {
            UndoFate.DELETED: c.bad,
            UndoFate.REVIVED: c.good,
            UndoFate.RETURNED: c.accent,
            UndoFate.KEPT: c.warn,
        }
        names = {
            UndoFate.DELETED: self.tr("Dihapus"),
            UndoFate.REVIVED: self.tr("Muncul lagi"),
            UndoFate.RETURNED: self.tr("Kembali"),
            UndoFate.KEPT: self.tr("Tetap"),
        }
        table = RecordTable(
            [
                Column[UndoRow](
                    self.tr("Akibat"),
                    lambda r: names[r.fate],
                    colour=lambda r: shades[r.fate],
                    width=110,
                ),
                Column[UndoRow](self.tr("Jenis"), lambda r: r.jenis, width=130),
                Column[UndoRow](self.tr("Nama"), lambda r: r.nama, stretch=True),
                Column[UndoRow](self.tr("Rincian"), lambda r: r.rincian, stretch=True),
            ],
            name=self.tr("Akibat pembatalan per catatan"),
            row_height=30,
        )
        sized(table, min_height=150)
        return table
