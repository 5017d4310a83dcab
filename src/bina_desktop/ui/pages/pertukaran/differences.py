"""Differences that wait for a decision, by record, and those on which somebody decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QWidget,
)

from bina_desktop.application.perbedaan import ConflictView, DecisionView, HeadView
from bina_desktop.application.services import Services
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.domain.journal import FieldKey
from bina_desktop.ui.dialogs.own_text import OwnTextDialog
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.pages.pertukaran.decided import DecidedPanel
from bina_desktop.ui.pages.pertukaran.sides import SidesPane, of_side, sides_of
from bina_desktop.ui.panels import EmptyState, allow, button, column, label, row
from bina_desktop.ui.pickers import calm
from bina_desktop.ui.sections import Sections
from bina_desktop.ui.theme import colours, px, sized
from bina_desktop.ui.tree_model import Branch, RecordTree, TreeColumn

Conflicts = Sequence[ConflictView]
_OPEN, _DECIDED = range(2)


class DifferencesPanel(QWidget):
    """Each open difference; the newest value holds until a person decides."""

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._conflicts: Conflicts = ()
        self._undoable: list[list[FieldKey]] = []
        self.banner = Banner()
        self.tree = self._make_tree()
        self.sides = SidesPane()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Cari nama, isian, atau nilai"))
        self.search.setAccessibleName(self.tr("Cari di antara perbedaan"))
        self.search.setClearButtonEnabled(True)
        sized(self.search, min_width=150)
        self.place = self._filter(self.tr("Kabupaten/Kota"))
        self.kind = self._filter(self.tr("Formulir"))
        self.side = self._filter(self.tr("Laptop atau berkas"))
        self.all_of_side = QPushButton(self.tr("Pakai satu &sisi untuk semua"))
        self.all_of_side.setAccessibleName(self.tr("Pakai satu sisi untuk semua yang ditampilkan"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.all_of_side.setMenu(self._menu)
        self.undo = button(self.tr("Urun&gkan keputusan"), self.take_back, glyph="return")
        self._nothing = EmptyState(
            self.tr("Tidak ada yang cocok dengan saringan ini."),
            self.tr("Kosongkan pencarian atau pilih semua kabupaten/kota, formulir, dan laptop."),
        )
        self._empty = EmptyState(
            self.tr("Tidak ada perbedaan."),
            self.tr("Bila dua laptop mengubah isian yang sama, keduanya muncul di sini."),
            glyph="check",
        )
        self.decided = DecidedPanel()
        self.sections = Sections()
        self.sections.add("", self._open_panel())
        self.sections.add("", self.decided)
        layout = column(self.banner, self.sections, spacing=6)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 6, 0, 4)
        self.setLayout(layout)
        self._connect()
        self.show_conflicts((), ())

    # --- what is shown ---------------------------------------------------------------------------

    def show_conflicts(
        self, conflicts: Conflicts, decided: Sequence[DecisionView] | None = None
    ) -> None:
        """Show what is open, and what was decided (None: as before)."""
        self._conflicts = conflicts
        if decided is not None:
            self.decided.show_decisions(decided)
            self.sections.set_title(
                _DECIDED, self._counted(self.tr("Su&dah diputuskan"), len(decided))
            )
        self.sections.set_title(_OPEN, self._counted(self.tr("&Menunggu"), len(conflicts)))
        _offer(self.place, self.tr("Semua kab/kota"), {c.tempat for c in conflicts})
        _offer(self.kind, self.tr("Semua formulir"), {c.jenis for c in conflicts})
        _offer(
            self.side,
            self.tr("Semua laptop dan berkas"),
            {side for side, _ in sides_of(conflicts)},
        )
        self._filtered()

    @property
    def shown(self) -> Conflicts:
        """Those that pass the filters, in order."""
        return [c for _, lines in self.tree.records.branches for c in lines]

    def _filtered(self) -> None:
        text = self.search.text().casefold().strip()
        place, kind, side = (box.currentData() for box in (self.place, self.kind, self.side))
        chosen = [
            c
            for c in self._conflicts
            if place in (None, c.tempat)
            and kind in (None, c.jenis)
            and (side is None or any(side in (h.perangkat, f"berkas {h.berkas}") for h in c.heads))
            and (not text or text in _words(c))
        ]
        self.tree.show_branches(_branches(chosen))
        waiting = bool(self._conflicts)
        for part in self._filters:
            part.setVisible(waiting)
        self._split.setVisible(bool(chosen))
        self._nothing.setVisible(waiting and not chosen)
        self._empty.setVisible(not waiting)
        self.all_of_side.setVisible(bool(chosen))
        self._hint.setVisible(bool(chosen))
        self._show_current()

    def _show_current(self) -> None:
        line, lines = self.tree.current_line, self.tree.current_lines
        if line is not None:
            self.sides.show_conflict(line)
        elif lines:
            self.sides.show_record(lines)
        else:
            self.sides.clear()
        order_focus(self)  # the cards were made just now
        self.undo.setVisible(bool(self._undoable or self._conflicts))
        allow(self.undo, bool(self._undoable), self.tr("Belum ada keputusan di layar ini."))

    # --- decisions -------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Take the value of this number, as it stands on the cards."""
        values = self.sides.values()
        if 1 <= number <= len(values):
            self._take(values[number - 1])

    def take_back(self) -> None:
        """Take the last decision of this screen back: its values stand side by side again."""
        if not self._undoable:
            return
        keys = self._undoable.pop()
        self._jobs.run(
            lambda _progress: self._services.perbedaan.reopen(keys),
            done=lambda _changes: self.banner.tell(
                self.tr("{0} keputusan dibuka lagi.").format(format_angka(len(keys))), "good"
            ),
            failed=self.banner.tell_error,
            ended=self._show_current,
            owner=self,
        )

    def _take(self, value: str) -> None:
        line = self.tree.current_line
        if line is not None:
            self._settle([(line, value)])

    def _rewrite(self) -> None:
        line = self.tree.current_line
        if line is None or not line.may_rewrite:
            return
        dialog = OwnTextDialog(line, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._settle([(line, dialog.value)])

    def _settle(self, choices: Sequence[tuple[ConflictView, str]]) -> None:
        if not choices:
            return
        decided = {conflict.key for conflict, _ in choices}

        def done(_changes: object) -> None:
            self._undoable.append([conflict.key for conflict, _ in choices])
            self.banner.tell(
                self.tr(
                    "{0} keputusan tersimpan dan ikut terkirim pada ekspor berikutnya."
                ).format(format_angka(len(choices))),
                "good",
            )
            self.show_conflicts([c for c in self._conflicts if c.key not in decided])
            self.tree.setFocus()

        self._jobs.run(
            lambda _progress: self._services.perbedaan.settle_all(choices),
            done=done,
            failed=self.banner.tell_error,
            label=self.tr("Menyimpan keputusan"),
            owner=self,
        )

    def _reopen(self, decision: DecisionView) -> None:
        self._undoable.append([decision.conflict.key])
        self.take_back()
        self.sections.show_section(_OPEN)

    def _fill_menu(self) -> None:
        self._menu.clear()
        shown = self.shown
        for side, count in sides_of(shown):
            words = self.tr("{0} ({1} isian)").format(side, format_angka(count))
            action = self._menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(
                lambda _on=False, side=side: self._settle(of_side(self.shown, side))
            )

    # --- parts -----------------------------------------------------------------------------------

    def _open_panel(self) -> QWidget:
        panel = QWidget()
        self._hint = label(
            self.tr("Angka 1–9 memilih nilai · N nilai lain · Ctrl+Z mengurungkan"), kind="muted"
        )
        bar = row(self.search, self.place, self.kind, self.side)
        bar.setStretch(0, 1)
        self._filters = (self.search, self.place, self.kind, self.side)
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(px(12))
        split.addWidget(self.tree)
        split.addWidget(self.sides)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setSizes([px(720), px(400)])
        sized(self.sides, min_width=300)
        layout = column(bar, split, self._nothing, self._empty, self._foot(), spacing=8)
        for stretched in (1, 2, 3):
            layout.setStretch(stretched, 1)
        layout.setContentsMargins(0, 8, 0, 0)
        panel.setLayout(layout)
        return panel

    def _foot(self) -> QHBoxLayout:
        return row(self.all_of_side, self.undo, 1, self._hint)

    def _connect(self) -> None:
        self.tree.chosen.connect(self._show_current)
        self.tree.digit_pressed.connect(self.choose)
        self.sides.picked.connect(self._take)
        self.sides.side_picked.connect(
            lambda side: self._settle(of_side(self.tree.current_lines, side))
        )
        self.sides.rewritten.connect(self._rewrite)
        self.decided.reopened.connect(self._reopen)
        self.search.textChanged.connect(self._filtered)
        for box in (self.place, self.kind, self.side):
            box.activated.connect(self._filtered)
        self._keys = (
            _key(self, QKeySequence(QKeySequence.StandardKey.Undo), self.take_back),
            _key(self.tree, QKeySequence(Qt.Key.Key_N), self._rewrite),
        )

    def _filter(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(16)
        calm(made)
        return made

    def _counted(self, words: str, count: int) -> str:
        return f"{words} ({format_angka(count)})" if count else words

    def _make_tree(self) -> RecordTree[Conflicts, ConflictView]:
        c = colours()
        return RecordTree(
            [
                TreeColumn[Conflicts, ConflictView](
                    self.tr("Catatan dan isian"),
                    group=lambda g: g[0].judul,
                    line=lambda one: one.pertanyaan,
                ),
                TreeColumn[Conflicts, ConflictView](
                    self.tr("Di komputer ini"),
                    group=lambda g: self.tr("{0} isian").format(format_angka(len(g))),
                    line=lambda one: self._told(h for h in one.heads if h.is_mine),
                    width=170,
                    group_colour=lambda _g: c.muted,
                ),
                TreeColumn[Conflicts, ConflictView](
                    self.tr("Dari luar"),
                    line=lambda one: self._told(h for h in one.heads if not h.is_mine),
                    width=170,
                ),
                TreeColumn[Conflicts, ConflictView](
                    self.tr("Semula"),
                    line=lambda one: one.dasar.teks if one.dasar else "–",
                    width=120,
                    line_colour=lambda _one: c.muted,
                ),
            ],
            name=self.tr("Perbedaan yang menunggu keputusan, menurut catatan"),
        )

    def _told(self, heads: Iterable[HeadView]) -> str:
        return " | ".join(h.teks or self.tr("(kosong)") for h in heads) or "–"


def _branches(conflicts: Conflicts) -> list[Branch[Conflicts, ConflictView]]:
    grouped = groupby(conflicts, key=lambda one: (one.entity, one.record))
    found = [tuple(lines) for _, lines in grouped]
    return [(lines, lines) for lines in found]


def _words(one: ConflictView) -> str:
    told = (one.judul, one.pertanyaan, *(f"{h.teks} {h.siapa}" for h in one.heads))
    return "\n".join(told).casefold()


def _offer(box: QComboBox, everything: str, found: set[str]) -> None:
    kept = box.currentData()
    box.clear()
    box.addItem(everything, None)
    for name in sorted(found - {""}):
        box.addItem(name, name)
    box.setCurrentIndex(max(box.findData(kept), 0))


def _key(host: QWidget, sequence: QKeySequence, slot: Callable[[], None]) -> QShortcut:
    made = QShortcut(sequence, host)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(slot)
    return made
