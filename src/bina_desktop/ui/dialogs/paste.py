"""A table from a spreadsheet, before its people are taken into a list: columns, and each fate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QWidget

from bina_desktop.application.journal import Fate
from bina_desktop.application.roster import PastedRow, PastedTable
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.pasted import PersonField, guess_fields, has_heading, read_table
from bina_desktop.domain.pegawai import Kelompok
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.panels import EmptyState, Note, allow, button, column, label, retitle, row
from bina_desktop.ui.pickers import WilayahPicker, calm
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours, px, sized
from bina_desktop.ui.wording import nama_kelompok

_OWN: Final = 3
"""Columns before those of the table: number, fate, sentence."""
_WIDEST: Final = 240
"""Logical pixels that long cells are given."""
_ROOM: Final = 90
"""What the frame of the window and a margin take of the screen's width and height."""
_ORDER: Final = (Fate.NEW, Fate.CHANGED, Fate.SAME, Fate.REFUSED)

Judge = Callable[[PastedTable], Sequence[PastedRow]]


class PastedRows(RecordTable[PastedRow]):
    """The rows with their fates; a drop-down above each column of the pasted table."""

    def __init__(self, titles: Sequence[str], choices: Sequence[QComboBox]) -> None:
        words = QObject()
        described = [
            Column[PastedRow](words.tr("Baris"), lambda r: str(r.number), sort=lambda r: r.number),
            Column[PastedRow](
                words.tr("Akibat"),
                lambda r: nama_akibat(r.fate),
                colour=lambda r: _shade(r.fate),
                sort=lambda r: _ORDER.index(r.fate),
            ),
            Column[PastedRow](words.tr("Keterangan"), lambda r: r.sentence, width=270),
            *(
                Column[PastedRow]("", lambda r, n=n: r.cells[n], width=150)
                for n in range(len(titles))
            ),
        ]
        self._choices = tuple(choices)
        super().__init__(described, name=words.tr("Isi tabel dan akibatnya"), row_height=32)
        header = self.horizontalHeader()
        for number, choice in enumerate(self._choices, start=1):
            choice.setParent(header)
            title = titles[number - 1]
            told = words.tr("Kolom {0}").format(number) + (f" “{title}”" if title else "")
            choice.setAccessibleName(told)
            choice.setToolTip(told)
            choice.installEventFilter(self)
            choice.show()
        header.sectionResized.connect(self._place)
        self.horizontalScrollBar().valueChanged.connect(self._place)
        sized(self, min_height=96)

    def redress(self) -> None:
        """Make room for the drop-downs."""
        super().redress()
        header = self.horizontalHeader()
        tallest = max((one.sizeHint().height() for one in self._choices), default=px(24))
        widest = max((one.sizeHint().width() for one in self._choices), default=0)
        header.setFixedHeight(tallest + px(10))
        for number in range(_OWN, _OWN + len(self._choices)):
            wished = min(self.sizeHintForColumn(number), px(_WIDEST))
            self.setColumnWidth(number, max(wished, widest + px(12)))
        self._place()

    def show_records(
        self, records: Sequence[PastedRow], *, checked: Sequence[PastedRow] = ()
    ) -> None:
        """Replace all rows; columns become as wide as their cells need."""
        super().show_records(records, checked=checked)
        self.redress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drop-downs above their columns."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a column into sight when Tab comes to its drop-down."""
        if event.type() is QEvent.Type.FocusIn and watched in self._choices:
            at = _OWN + self._choices.index(watched)
            self.scrollTo(self.model().index(max(self.rowAt(0), 0), at))
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        header = self.horizontalHeader()
        for number, choice in enumerate(self._choices, start=_OWN):
            tall = choice.sizeHint().height()
            choice.setGeometry(
                header.sectionViewportPosition(number) + px(4),
                (header.height() - tall) // 2,
                header.sectionSize(number) - px(8),
                tall,
            )


class PasteDialog(QDialog):
    """Accepted with `table`, which is to be taken."""

    def __init__(
        self,
        judge: Judge,
        text: str,
        *,
        wilayah: Sequence[Wilayah] | None = None,
        kode: KodeWilayah | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`wilayah` are offered for officers of kab/kota; None: people of the Dinas."""
        super().__init__(parent)
        self._judge, self._aparatur = judge, wilayah is not None
        self._cells: list[list[str]] = []
        self._choices: list[QComboBox] = []
        self.table_view: PastedRows | None = None
        title = self.tr("Tempel daftar aparatur") if self._aparatur else self.tr("Tempel pegawai")
        self.setWindowTitle(title)
        self.heading = QCheckBox(self.tr("Baris pertama &judul kolom"))
        self.heading.toggled.connect(self._guess)
        self.wilayah = WilayahPicker(everywhere=self.tr("Pilih kab/kota…"))
        self.wilayah.offer(wilayah or ())
        self.wilayah.pick(kode)
        self.wilayah.chosen.connect(self._tell)
        self.kelompok = QComboBox()
        calm(self.kelompok)
        for kelompok in Kelompok:
            self.kelompok.addItem(nama_kelompok(kelompok), kelompok)
        self.kelompok.setCurrentIndex(self.kelompok.findData(Kelompok.OPERATOR))
        self.kelompok.activated.connect(self._tell)
        self._empty = EmptyState(glyph="copy")
        self._space = column(self._empty)
        self._summary, self._said = label(wrap=True), Note()
        self.again = button(self.tr("&Tempel"), self.paste, glyph="copy")
        self.take = button(self.tr("&Simpan"), self.accept, kind="primary", glyph="save")
        self._bar = QWidget()
        self._bar.setLayout(column(row(*self._options(), 1), self.heading))
        layout = column(
            label(title, size=1.2, bold=True),
            self._bar,
            self._space,
            self._summary,
            self._said,
            row(self.again, 1, button(self.tr("&Batal"), self.reject), self.take),
            spacing=10,
            margins=18,
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        room = self.screen().availableGeometry().size()
        self.resize(min(px(1180), room.width() - _ROOM), min(px(600), room.height() - _ROOM))
        self.show_text(text)

    def _options(self) -> list[QWidget]:
        if not self._aparatur:
            return []
        place, group = label(self.tr("&Kab/kota")), label(self.tr("Kelompok orang bar&u"))
        for named, control in ((place, self.wilayah), (group, self.kelompok)):
            named.setTextFormat(Qt.TextFormat.AutoText)
            named.setBuddy(control)
            control.setAccessibleName(named.text().replace("&", ""))
        return [place, self.wilayah, group, self.kelompok]

    @property
    def table(self) -> PastedTable:
        """The rows below the heading, as the drop-downs say."""
        skipped = int(self.heading.isChecked())
        return PastedTable(
            self._cells[skipped:],
            [PersonField(one.currentData()) for one in self._choices],
            self._aparatur,
            self.wilayah.kode,
            Kelompok(self.kelompok.currentData()),
            first=1 + skipped,
        )

    @property
    def fields(self) -> tuple[QComboBox, ...]:
        """The drop-downs, from the left."""
        return tuple(self._choices)

    @property
    def summary(self) -> str:
        """How many rows meet which fate, or why there are none."""
        return self._summary.text() or self._empty.text

    @property
    def explanation(self) -> str:
        """What is said about the chosen row."""
        return self._said.text()

    def paste(self) -> None:
        """Show what the clipboard holds now."""
        self.show_text(QGuiApplication.clipboard().text())

    def show_text(self, text: str) -> None:
        """Show a table that was copied."""
        why = self.tr(
            "Pilih tabelnya di Excel (NIP, nama, jabatan, pangkat, golongan, dalam urutan kolom "
            "apa pun), tekan Ctrl+C, lalu tekan Ctrl+V di sini."
        )
        try:
            self._cells = read_table(text)
        except InvalidValueError as error:
            self._cells, why = [], error.sentence
        self._empty.say(self.tr("Belum ada tabel yang dapat ditempel."), why)
        self.heading.blockSignals(True)
        self.heading.setChecked(has_heading(self._cells))
        self.heading.blockSignals(False)
        self._guess()

    def _guess(self) -> None:
        """Build the table anew: what its columns hold is guessed from the heading or the cells."""
        if self.table_view is not None:
            self._space.removeWidget(self.table_view)
            self.table_view.hide()
            self.table_view.deleteLater()
        self.table_view, self._choices = None, []
        heading = self.heading.isChecked()
        shown = bool(self._cells)
        retitle(self.again, self.tr("&Tempel lagi") if shown else self.tr("&Tempel"))
        self._empty.setVisible(not shown)
        self._bar.setVisible(shown)
        if shown:
            self._choices = [self._choice(f) for f in guess_fields(self._cells, heading=heading)]
            titles = self._cells[0] if heading else [""] * len(self._choices)
            self.table_view = PastedRows(titles, self._choices)
            self._space.addWidget(self.table_view)
            self.table_view.selectionModel().selectionChanged.connect(self._explain)
        self._tell()
        self._order()

    def _choice(self, field: PersonField) -> QComboBox:
        made = QComboBox()
        calm(made)
        for one in PersonField:
            if self._aparatur or one is not PersonField.WILAYAH:
                made.addItem(self._named(one), one)
        known = made.findData(field) >= 0
        made.setCurrentIndex(made.findData(field if known else PersonField.OTHER))
        made.activated.connect(lambda: self._choose(made))
        return made

    def _choose(self, chosen: QComboBox) -> None:
        """Let a field stand above one column only."""
        for one in self._choices:
            if one is not chosen and one.currentData() == chosen.currentData():
                one.setCurrentIndex(one.findData(PersonField.OTHER))
        self._tell()

    def _tell(self) -> None:
        rows = self._judge(self.table) if self._choices else ()
        counts = Counter(one.fate for one in rows)
        if self.table_view is not None:
            self.table_view.show_records(rows)
        self._summary.setText(
            " · ".join(f"{counts[f]} {nama_akibat(f).lower()}" for f in _ORDER if counts[f])
        )
        self._summary.setVisible(bool(rows))
        taken = counts[Fate.NEW] + counts[Fate.CHANGED]
        retitle(
            self.take,
            self.tr("&Simpan {0} orang").format(taken) if taken else self.tr("&Simpan"),
        )
        allow(self.take, bool(taken), self.tr("Tidak ada orang baru atau yang berubah."))
        self._explain()

    def _explain(self) -> None:
        """Tell the fate of the chosen row whole; its cell may be too narrow."""
        if self._choices and PersonField.NAMA not in self.table.fields:
            self._said.say(
                self.tr("Belum ada kolom Nama. Pilih “Nama” di atas kolom yang memuatnya."),
                "fault",
            )
            return
        one = self.table_view.selected if self.table_view is not None else None
        if one is None or not one.sentence:
            refused = self.table_view is not None
            self._said.say(
                self.tr("Baris yang ditolak tidak ikut disimpan.") if refused else "", "muted"
            )
            return
        self._said.say(
            self.tr("Baris {0}: {1}").format(one.number, one.sentence),
            "fault" if one.fate is Fate.REFUSED else "muted",
        )

    def _order(self) -> None:
        order_focus(self)
        if self.table_view is not None:
            for before, after in pairwise((self.heading, *self._choices, self.table_view)):
                QWidget.setTabOrder(before, after)

    def _named(self, field: PersonField) -> str:
        return {
            PersonField.NAMA: self.tr("Nama"),
            PersonField.NIP: self.tr("NIP"),
            PersonField.JABATAN: self.tr("Jabatan"),
            PersonField.PANGKAT: self.tr("Pangkat"),
            PersonField.GOLONGAN: self.tr("Golongan"),
            PersonField.WILAYAH: self.tr("Kab/Kota"),
            PersonField.OTHER: self.tr("Lewati"),
        }[field]


def nama_akibat(fate: Fate) -> str:
    """Return what becomes of a pasted row."""
    words = QObject()
    return {
        Fate.NEW: words.tr("Baru"),
        Fate.CHANGED: words.tr("Berubah"),
        Fate.SAME: words.tr("Sudah ada"),
    }.get(fate, words.tr("Ditolak"))


def _shade(fate: Fate) -> str:
    c = colours()
    return {Fate.NEW: c.good, Fate.CHANGED: c.warn, Fate.REFUSED: c.bad}.get(fate, c.muted)
