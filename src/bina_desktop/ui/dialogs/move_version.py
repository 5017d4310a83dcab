"""What moving a sheet to another version of its form does, before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from bina_desktop.application.form_versions import PindahVersi
from bina_desktop.ui.panels import button, column, label, row
from bina_desktop.ui.theme import px, sized


class MoveVersionDialog(QDialog):
    """Shows what is kept, what is lost and what is new; nothing has happened when it opens."""

    def __init__(self, pindah: PindahVersi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("Pindahkan ke formulir versi {0}").format(pindah.ke)
        self.setWindowTitle(title)
        sized(self, min_width=560)
        back = self.tr(
            "Jawaban tanpa pertanyaan tidak dihapus: jawaban itu tampil lagi bila lembar "
            "dipindahkan kembali ke versi {0}."
        ).format(pindah.dari)
        lost = [
            self.tr("{0}: {1}").format(one.pertanyaan, one.jawaban.replace("\n", " "))
            for one in pindah.hilang
        ]
        self.lost = _list(lost, self.tr("Jawaban yang tidak punya tempat"))
        replaced = [
            self.tr("{0}: {1} menjadi {2}").format(one.pertanyaan, one.jawaban, one.menjadi)
            for one in pindah.diganti
        ]
        self.replaced = _list(replaced, self.tr("Angka dari Data Capaian"))
        has_replaced = self.tr(
            "{0} angka akan dibaca dari Data Capaian kunjungan. "
            "Angka semula tersimpan sampai lembar difinalkan:"
        ).format(len(replaced))
        given = label(has_replaced, wrap=True)
        self.new = _list(pindah.baru, self.tr("Pertanyaan baru"))
        kept = self.tr("{0} jawaban tetap pada pertanyaannya.").format(pindah.tetap)
        no_loss = self.tr("Tidak ada jawaban yang kehilangan tempat.")
        has_loss = self.tr("{0} jawaban tidak punya tempat pada versi {1}:")
        nothing_new = self.tr("Tidak ada pertanyaan baru.")
        has_new = self.tr("{0} pertanyaan baru:")
        comes_back = label(back, kind="muted", wrap=True)
        self.setLayout(
            column(
                label(title, size=1.2, bold=True),
                label(kept, wrap=True),
                label(has_loss.format(len(lost), pindah.ke) if lost else no_loss, wrap=True),
                self.lost,
                comes_back,
                given,
                self.replaced,
                label(has_new.format(len(pindah.baru)) if pindah.baru else nothing_new),
                self.new,
                1,
                row(
                    1,
                    button(self.tr("&Batal"), self.reject),
                    button(self.tr("&Pindahkan"), self.accept, kind="primary"),
                ),
                spacing=10,
                margins=18,
            )
        )
        comes_back.setVisible(bool(lost))
        given.setVisible(bool(replaced))
        for shown in (self.lost, self.replaced, self.new):
            shown.setVisible(shown.count() > 0)


def _list(lines: tuple[str, ...] | list[str], name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.addItems(list(lines))
    two_lines = 2 * made.fontMetrics().height() + px(16)
    made.setMinimumHeight(px(40))
    made.setMaximumHeight(min(len(lines) * two_lines + px(12), px(170)))
    return made
