"""The list: every sheet of the chosen visit by form, and officers who still wait for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.application.lembar_penilaian import Kunjungan
from bina_desktop.application.ports import LembarSummary
from bina_desktop.domain.bahasa import format_rentang
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    LembarId,
)
from bina_desktop.domain.pegawai import Aparatur
from bina_desktop.domain.penugasan import SptId
from bina_desktop.formengine.client import Progress
from bina_desktop.ui.pages.lembar_penilaian.lines import (
    Line,
    alasan_of,
    line_of,
    respondents_note,
    visit_lines,
)
from bina_desktop.ui.pages.lembar_penilaian.tables import empty_of, fit_columns, table_of
from bina_desktop.ui.panels import (
    EmptyState,
    Note,
    allow,
    button,
    column,
    label,
    restyle,
    row,
)
from bina_desktop.ui.pickers import calm
from bina_desktop.ui.sections import Sections
from bina_desktop.ui.table_model import RecordTable
from bina_desktop.ui.theme import GAP, MARGIN, sized
from bina_desktop.ui.wording import nomor

_FORMS = (FORM_LEMBAR_PENILAIAN, FORM_KUESIONER_APARATUR, FORM_SKM, FORM_CAPAIAN)
"""One a section; the last stands for all of which a visit has one sheet."""


@dataclass(frozen=True, slots=True)
class DaftarState:
    """What the list shows, read in one go."""

    visits: Sequence[Kunjungan]
    chosen: Kunjungan | None
    lembar: Sequence[LembarSummary] = ()
    waiting: Sequence[Aparatur] = field(default=())
    """Officers without a Lembar Penilaian."""
    progress: Mapping[LembarId, Progress] = field(default_factory=dict[LembarId, Progress])
    """Of open sheets."""
    terbuka: int = 0
    """Recommendations of earlier visits to ask about."""


class DaftarLembar(QWidget):
    """Picks a visit and shows its sheets; starts and opens them."""

    visit_chosen = Signal(object)
    """Carries an SptId."""
    open_wished = Signal(str)
    """Carries a LembarId."""
    start_wished = Signal(str, object)
    """Carries the form and an AparaturId or None."""
    print_wished = Signal(str)
    """Carries a LembarId."""
    blank_wished = Signal(str, object)
    """Carries the form and an AparaturId or None: a blank to be filled with a pen."""
    kiosk_wished = Signal()
    tab_wished = Signal(str)
    """Carries the tab where a visit comes from: an SPT is issued or a Paket Tugas taken in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = DaftarState((), None)
        self.visits = QComboBox()
        self.visits.setAccessibleName(self.tr("Kunjungan"))
        self.visits.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.visits.activated.connect(
            lambda index: self.visit_chosen.emit(self.visits.itemData(index))
        )
        calm(self.visits)
        self._about = label(kind="muted", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Cari nama, NIP, status, atau pemilik (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Cari lembar"))
        self.search.setClearButtonEnabled(True)
        sized(self.search, width=340)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._enter_table)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)
        self._lines: list[list[Line]] = [[] for _ in _FORMS]
        self._reason = Note(kind="warn")
        self.open_button = button("", self._act, kind="primary")
        self.print_button = button(self.tr("&Cetak lembar"), self._print, glyph="pdf")
        self.blank_button = button(self.tr("Cetak blan&gko"), self._print_blank, glyph="pdf")
        self.new_button = button("", self._start_new, kind="primary", glyph="add")
        self.kiosk_button = button(self.tr("Mode &kios"), self.kiosk_wished.emit, glyph="lock")
        self.respondents = label(kind="muted", wrap=True)
        self.sections = Sections()
        self.tables = [
            table_of(form, title) for form, title in zip(_FORMS, self._titles(), strict=True)
        ]
        for table in self.tables:
            table.activated.connect(self._act)
            table.selectionModel().selectionChanged.connect(self._show_buttons)
            table.records.modelReset.connect(self._show_buttons)
        self._empty = [empty_of(form) for form in _FORMS]
        self._unmatched = [
            EmptyState(self.tr("Tidak ada yang cocok"), glyph="info") for _ in _FORMS
        ]
        self._stacks = [self._make_stack(i) for i in range(len(_FORMS))]
        for stack, title in zip(self._stacks, self._titles(), strict=True):
            self.sections.add(title, stack)
        self.sections.shown.connect(self._show_buttons)
        self._nothing = EmptyState(glyph="folder")
        sources = QWidget()
        sources.setLayout(
            row(
                button(
                    self.tr("Buka &Tim && Penugasan"), lambda: self.tab_wished.emit("penugasan")
                ),
                button(self.tr("Buka &Pertukaran"), lambda: self.tab_wished.emit("pertukaran")),
            )
        )
        self._nothing.add_action(sources)
        self._lay_out()

    @property
    def form(self) -> str:
        """The form in front."""
        return _FORMS[self.sections.current]

    @property
    def table(self) -> RecordTable[Line]:
        """The table in front."""
        return self.tables[self.sections.current]

    @property
    def empty_text(self) -> str:
        """What is said where there is nothing to list; '' while there is."""
        if self._state.chosen is None:
            return self._nothing.text
        at = self.sections.current
        shown = self._stacks[at].currentWidget()
        return shown.text if isinstance(shown, EmptyState) else ""

    def show_state(self, state: DaftarState) -> None:
        """Show what was read; the row chosen stays."""
        self._state = state
        self.visits.clear()
        for visit in state.visits:
            self.visits.addItem(self._visit_text(visit), visit.spt.id)
        chosen = state.chosen
        self._pages.setCurrentIndex(0 if chosen else 1)
        self.visits.setVisible(chosen is not None)
        if chosen is None:
            self._nothing.say(
                self.tr("Belum ada kunjungan pada triwulan ini"),
                self.tr(
                    "Lembar diisi berdasarkan SPT. Terbitkan SPT di tab Tim & Penugasan, "
                    "atau impor Paket Tugas di tab Pertukaran."
                ),
            )
            return
        self.visits.setCurrentIndex(self.visits.findData(chosen.spt.id))
        self._about.setText(self._visit_note(chosen))
        for at, form in enumerate(_FORMS):
            self._fill(at, form)
        self.respondents.setText(respondents_note(chosen.wilayah.nama, state.lembar))
        self._show_buttons()

    def select(self, lembar_id: LembarId) -> None:
        """Choose the row of a sheet and bring its form to the front."""
        for at, table in enumerate(self.tables):
            if table.select(lambda line: line.lembar is not None and line.lembar.id == lembar_id):
                self.sections.show_section(at)
                return

    # --- inside -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Lembar Penilaian"), size=1.6, bold=True))
        head.addStretch(1)
        head.addWidget(self.visits)
        body = QWidget()
        above = row(self._about, self.search, spacing=2 * GAP)
        above.setStretch(0, 1)
        body.setLayout(
            column(
                above,
                self.sections,
                self.respondents,
                self._reason,
                row(
                    self.new_button,
                    self.kiosk_button,
                    1,
                    self.blank_button,
                    self.print_button,
                    self.open_button,
                ),
                spacing=10,
            )
        )
        layout = body.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self._pages = QStackedWidget()
        self._pages.addWidget(body)
        self._pages.addWidget(self._nothing)
        self._news = QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addLayout(self._news)
        outer.addWidget(self._pages, 1)
        outer.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let go of what is only convenient when the window is small."""
        super().resizeEvent(event)
        for table in self.tables:
            fit_columns(table, self.width())

    def add_banner(self, banner: QWidget) -> None:
        """Give news a place below the title."""
        self._news.addWidget(banner)

    def _make_stack(self, at: int) -> QStackedWidget:
        stack = QStackedWidget()
        stack.addWidget(self.tables[at])
        stack.addWidget(self._empty[at])
        stack.addWidget(self._unmatched[at])
        return stack

    def _titles(self) -> tuple[str, str, str, str]:
        return (
            self.tr("Lembar Penilaian"),
            self.tr("Kuesioner Aparatur"),
            self.tr("Survei Pengguna Layanan (SKM)"),
            self.tr("Data Kunjungan"),
        )

    def _fill(self, at: int, form: str) -> None:
        sheets = [one for one in self._state.lembar if one.formulir == form]
        progress = self._state.progress
        lines = [
            line_of(one, number, progress.get(one.id))
            for number, one in enumerate(sheets, start=1)
        ]
        title = f"{self._titles()[at]} ({len(sheets)})"
        if form == FORM_LEMBAR_PENILAIAN:
            waiting = self._state.waiting
            lines += [Line(a.nama, a.nip, a.jabatan, aparatur_id=a.id) for a in waiting]
            title = self.tr("{0} ({1} dari {2})").format(
                self._titles()[at], len(sheets), len(sheets) + len(waiting)
            )
        elif form == FORM_CAPAIAN:
            lines = list(visit_lines(self._state.lembar, progress, self._state.terbuka))
            begun = sum(line.lembar is not None for line in lines)
            title = self.tr("{0} ({1} dari {2})").format(self._titles()[at], begun, len(lines))
        self.sections.set_title(at, title)
        self._lines[at] = lines
        self._show_lines(at)

    def _show_lines(self, at: int) -> None:
        words = self.search.text().casefold().split()
        lines = self._lines[at]
        shown = [line for line in lines if line.holds(words)]
        self._stacks[at].setCurrentIndex(0 if shown else 2 if lines else 1)
        if lines and not shown:
            nothing = self.tr("Tidak ada lembar yang memuat “{0}”. Hapus sebagian kata pencarian.")
            self._unmatched[at].say(
                self.tr("Tidak ada yang cocok"), nothing.format(self.search.text().strip())
            )
        self.tables[at].show_records(shown)
        if shown and self.tables[at].selected is None:
            self.tables[at].selectRow(0)

    def _filter(self) -> None:
        for at in range(len(_FORMS)):
            self._show_lines(at)
        self._show_buttons()

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _enter_table(self) -> None:
        if self.table.selected is not None:
            self.table.setFocus()

    def _show_buttons(self) -> None:
        chosen, line, form = self._state.chosen, self.table.selected, self.form
        if self._stacks[self.sections.current].currentIndex():
            line = None
        self._reason.say(alasan_of(line))
        may_fill = chosen is not None and chosen.may_fill
        why = self.tr("Hanya petugas dalam SPT ini yang dapat mengisi, selama kunjungan berjalan.")
        starts = line is not None and line.lembar is None
        self.open_button.setText(self.tr("&Mulai lembar") if starts else self.tr("&Buka"))
        self.open_button.setAccessibleName(self.open_button.text().replace("&", ""))
        allow(self.open_button, line is not None and (may_fill or not starts), why)
        self.open_button.setVisible(bool(line))
        self.blank_button.setVisible(form != FORM_CAPAIAN)
        self.print_button.setVisible(bool(line))
        unstarted = self.tr("Belum ada isian yang dapat dicetak; mulai lembar ini dahulu.")
        allow(self.print_button, line is not None and line.lembar is not None, unstarted)
        listed = form in {FORM_LEMBAR_PENILAIAN, FORM_CAPAIAN}
        restyle(self.open_button, "kind", "primary" if listed else "")
        self.new_button.setVisible(not listed)
        new = self.tr("&Responden baru") if form == FORM_SKM else self.tr("&Kuesioner baru")
        self.new_button.setText(new)
        self.new_button.setAccessibleName(new.replace("&", ""))
        allow(self.new_button, may_fill, why)
        self.kiosk_button.setVisible(form == FORM_SKM)
        allow(self.kiosk_button, may_fill, why)
        self.respondents.setVisible(form == FORM_SKM and bool(self.respondents.text()))

    def _act(self) -> None:
        line = self.table.selected
        if line is None or not self.open_button.isEnabled() or self.open_button.isHidden():
            return
        if line.lembar is not None:
            self.open_wished.emit(line.lembar.id)
        else:
            self.start_wished.emit(line.formulir or FORM_LEMBAR_PENILAIAN, line.aparatur_id)

    def _print_blank(self) -> None:
        line = self.table.selected if self.form == FORM_LEMBAR_PENILAIAN else None
        self.blank_wished.emit(self.form, line.aparatur_id if line else None)

    def _print(self) -> None:
        line = self.table.selected
        if line is not None and line.lembar is not None:
            self.print_wished.emit(line.lembar.id)

    def _start_new(self) -> None:
        self.start_wished.emit(self.form, None)

    def _visit_text(self, visit: Kunjungan) -> str:
        when = format_rentang(visit.spt.mulai, visit.spt.selesai)
        return f"{visit.wilayah.nama} · {when}"

    def _visit_note(self, visit: Kunjungan) -> str:
        note = self.tr("SPT {0}, {1} hari.").format(nomor(visit.spt.nomor), visit.spt.lama_hari)
        if visit.may_fill:
            return note
        return note + " " + self.tr("Anda hanya dapat membaca lembar kunjungan ini.")


def spt_id_of(state: DaftarState) -> SptId | None:
    """Return the chosen visit."""
    return state.chosen.spt.id if state.chosen else None
