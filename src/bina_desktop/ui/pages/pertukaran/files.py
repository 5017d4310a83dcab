"""Several files at once: what each would do, and a tick for those that shall come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from bina_desktop.application.file_fate import FileFate, FileOutcome
from bina_desktop.application.journal import Fate
from bina_desktop.application.workbook import Refusal
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.ui.dialogs.record_details import shade_of
from bina_desktop.ui.panels import Card, EmptyState, allow, button, column, label, row
from bina_desktop.ui.pickers import calm
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours, sized
from bina_desktop.ui.wording import nama_nasib

_COUNTED = (Fate.NEW, Fate.CHANGED, Fate.CONFLICT, Fate.REFUSED, Fate.SAME)


class FilesPanel(QWidget):
    """Lists files that were looked at; nothing of them is stored yet."""

    accepted = Signal(object)
    """Carries the paths that shall come in."""
    rejected = Signal()
    opened = Signal(object)
    """Carries the path whose records shall be shown."""
    refusals_wanted = Signal(object)
    """Carries the refusals that shall be saved."""

    def __init__(self) -> None:
        super().__init__()
        self._files: Sequence[FileOutcome] = ()
        self._ticked: set[Path] = set()
        self._title = label(size=1.15, bold=True, wrap=True)
        self.totals = label(bold=True, wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Cari berkas atau peringatan"))
        self.search.setAccessibleName(self.tr("Cari di antara berkas"))
        self.search.setClearButtonEnabled(True)
        sized(self.search, min_width=150)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Tampilkan berkas"))
        calm(self.filter)
        self.table = self._make_table()
        self._nothing = EmptyState(
            self.tr("Tidak ada berkas yang cocok dengan saringan ini."),
            self.tr("Kosongkan pencarian atau tampilkan semua berkas."),
        )
        self._said = label(wrap=True, selectable=True, kind="muted")
        self.yes = QCheckBox()
        self.open = button(self.tr("Li&hat isinya"), self._open)
        self.save = button(self.tr("Simpan &daftar tolakan…"), self._save, kind="quiet")
        self.cancel = button(self.tr("Bata&l"), self.rejected.emit)
        self.carry_out = button(self.tr("&Impor"), self._accept, kind="primary", glyph="import")
        card = Card(spacing=8)
        bar = row(self.search, self.filter)
        bar.setStretch(0, 1)
        for part in (self._title, self.totals):
            card.body.addWidget(part)
        card.body.addLayout(bar)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._nothing, 1)
        card.body.addWidget(self._said)
        card.body.addWidget(self.yes)
        card.body.addLayout(row(self.open, self.save, 1, self.cancel, self.carry_out))
        self.setLayout(column(card))
        self.search.textChanged.connect(self._filtered)
        self.filter.activated.connect(self._filtered)
        self.yes.toggled.connect(self._update)
        self.table.selectionModel().selectionChanged.connect(self._tell)
        self.table.records.dataChanged.connect(self._tick)
        self.table.activated.connect(self._open)

    def show_files(self, files: Sequence[FileOutcome]) -> None:
        """Show what was found; all that can come in is ticked."""
        self._files = files
        self._ticked = {one.path for one in files if one.fate is FileFate.PREVIEWED}
        self._title.setText(self.tr("{0} berkas diperiksa").format(format_angka(len(files))))
        counts = Counter[str]()
        for one in files:
            counts.update(one.counts)
        told = [
            f"{format_angka(counts[fate.value])} {nama_nasib(fate).lower()}"
            for fate in _COUNTED
            if counts[fate.value]
        ]
        self.totals.setText(" · ".join(told) or self.tr("Tidak ada catatan di dalamnya"))
        self.filter.clear()
        self.filter.addItem(self.tr("Semua berkas ({0})").format(len(files)), None)
        for kind, words in self._kinds().items():
            count = sum(_is(one, kind) for one in files)
            if count:
                self.filter.addItem(f"{words} ({format_angka(count)})", kind)
        self.search.clear()
        self.yes.setChecked(False)
        self._filtered()

    @property
    def ticked(self) -> list[Path]:
        """The files that shall come in, in the order in which they were given."""
        return [one.path for one in self._files if one.path in self._ticked]

    def _kinds(self) -> dict[str, str]:
        return {
            Fate.CONFLICT.value: self.tr("Dengan perbedaan"),
            Fate.REFUSED.value: self.tr("Dengan yang ditolak"),
            "ragu": self.tr("Perlu dipastikan asalnya"),
            "gagal": self.tr("Tidak dapat dibaca"),
        }

    def _filtered(self) -> None:
        text, kind = self.search.text().casefold().strip(), self.filter.currentData()
        shown = [
            one
            for one in self._files
            if (kind is None or _is(one, kind)) and (not text or text in _words(one))
        ]
        self.table.show_records(shown, checked=[one for one in shown if one.path in self._ticked])
        self.table.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        if shown and self.table.selected is None:
            self.table.selectRow(0)
        self._tell()

    def _tick(self) -> None:
        shown = self.table.records.records
        self._ticked -= {one.path for one in shown}
        checked = self.table.records.checked
        self._ticked |= {one.path for one in checked if one.fate is FileFate.PREVIEWED}
        self._update()

    def _tell(self) -> None:
        one = self.table.selected
        lines = [] if one is None else [*one.warnings, one.reason]
        self._said.setText("\n".join(line for line in lines if line))
        self._said.setVisible(any(lines))
        readable = one is not None and one.fate is FileFate.PREVIEWED
        allow(self.open, readable, self.tr("Pilih berkas yang dapat dibaca dahulu."))
        self._update()

    def _update(self) -> None:
        ticked = set(self.ticked)
        doubtful = sum(one.needs_yes for one in self._files if one.path in ticked)
        self.yes.setVisible(bool(doubtful))
        self.yes.setText(
            self.tr("&Saya sudah memastikan asal {0} berkas yang meragukan").format(
                format_angka(doubtful)
            )
        )
        self.carry_out.setText(self.tr("&Impor {0} berkas").format(format_angka(len(ticked))))
        self.carry_out.setAccessibleName(self.carry_out.text().replace("&", ""))
        if not ticked:
            allow(self.carry_out, False, self.tr("Centang sedikitnya satu berkas."))
        else:
            agreed = not doubtful or self.yes.isChecked()
            allow(self.carry_out, agreed, self.tr("Centang pernyataan di atas lebih dahulu."))
        refused = any(one.refusals or one.reason for one in self._files)
        self.save.setVisible(refused)

    def _open(self) -> None:
        one = self.table.selected
        if one is not None and one.fate is FileFate.PREVIEWED:
            self.opened.emit(one.path)

    def _save(self) -> None:
        refusals: list[Refusal] = []
        for one in self._files:
            refusals += one.refusals
            if one.reason:
                refusals.append(Refusal(one.path.name, "", "", one.reason))
        self.refusals_wanted.emit(refusals)

    def _accept(self) -> None:
        self.accepted.emit(self.ticked)

    def _state(self, one: FileOutcome) -> str:
        if one.fate is not FileFate.PREVIEWED:
            return self.tr("Tidak dapat dibaca")
        return self.tr("Perlu dipastikan") if one.needs_yes else self.tr("Siap")

    def _make_table(self) -> RecordTable[FileOutcome]:
        c = colours()

        def counted(fate: Fate) -> Column[FileOutcome]:
            return Column[FileOutcome](
                nama_nasib(fate),
                lambda one: format_angka(one.counts.get(fate.value, 0)),
                right=True,
                sort=lambda one: one.counts.get(fate.value, 0),
                colour=lambda one: (
                    shade_of(fate) if one.counts.get(fate.value, 0) else colours().muted
                ),
            )

        return RecordTable(
            [
                Column[FileOutcome](self.tr("Berkas"), lambda one: one.path.name, stretch=True),
                *map(counted, _COUNTED),
                Column[FileOutcome](
                    self.tr("Keadaan"),
                    self._state,
                    width=150,
                    colour=lambda one: (
                        c.bad
                        if one.fate is not FileFate.PREVIEWED
                        else c.warn
                        if one.needs_yes
                        else c.good
                    ),
                ),
            ],
            name=self.tr("Berkas yang diperiksa"),
            checkable=True,
        )


def _is(one: FileOutcome, kind: str) -> bool:
    if kind == "ragu":
        return one.needs_yes
    if kind == "gagal":
        return one.fate is not FileFate.PREVIEWED
    return one.counts.get(kind, 0) > 0


def _words(one: FileOutcome) -> str:
    return "\n".join((one.path.name, *one.warnings, one.reason)).casefold()
