"""The whole screen for one sheet: who, figures, outline, questions, problems, save state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.application.usulan import Usulan
from bina_desktop.formengine.client import Problem, Ref
from bina_desktop.ui.after_painting import AfterPainting
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.form.around import NOTHING, Around, Remarks
from bina_desktop.ui.form.aside.beside import Beside
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.figures import Figures
from bina_desktop.ui.form.keys import KeyAction, KeyGroup
from bina_desktop.ui.form.language_box import language_box
from bina_desktop.ui.form.media.attachments import Attachments
from bina_desktop.ui.form.navigation import Section
from bina_desktop.ui.form.outline_panel import OutlinePanel
from bina_desktop.ui.form.overview import Overviews
from bina_desktop.ui.form.problems import ProblemsPanel
from bina_desktop.ui.form.proposals import Proposals
from bina_desktop.ui.form.resume import resumed
from bina_desktop.ui.form.save_line import SaveLine
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.messages import Banner, BannerRow, notice
from bina_desktop.ui.panels import button, inset, label
from bina_desktop.ui.theme import px, sized

_PROBLEMS_WIDTH = 330
_NARROW = 1040
"""Below this width the outline makes room for the list of problems."""


@dataclass(frozen=True, slots=True)
class EntryTexts:
    """What stands around the form."""

    title: str
    """Who is assessed, or which questionnaire."""
    subtitle: str = ""
    """NIP, jabatan, kab/kota."""
    returned: str = ""
    """Why the sheet came back; shown on top."""
    read_only: str = ""
    """Why nothing can be entered; '' where it can."""
    unplaced: int = 0
    """Number of stored answers that have no question in this version of the form."""


class FormEntry(QWidget):
    """Draws a form session for a person who fills it with the keyboard."""

    left = Signal()
    language_chosen = Signal(str)
    """Carries a language of the form, in which the person wants to go on."""
    finalise_wished = Signal()
    """The answers are consistent as far as the session sees and durable."""

    def __init__(
        self,
        controller: FormController,
        texts: EntryTexts,
        around: Around | None = None,
        parent: QWidget | None = None,
        *,
        attachments: Attachments | None = None,
        usulan: Usulan | None = None,
    ) -> None:
        """`around` brings notes, threads and history; a form that is only tried has none."""
        super().__init__(parent)
        self._attachments = attachments
        if attachments is not None:
            attachments.setParent(self)
            attachments.answered.connect(self._hold_file)
        self.controller = controller
        controller.setParent(self)
        self._session = controller.session
        self.banner = Banner(self)
        proposals = Proposals(controller, usulan, self)
        self.view = FormView(controller, self, host=self, proposals=proposals)
        self.view.keys.add(self._actions())
        self.overviews = Overviews(self.view, self)
        self.view.attachments = attachments
        self.beside = Beside(around, self.view, self) if around is not None else None
        self._left = OutlinePanel(self._session, self.view.sections, self._remarks, self)
        self.outline = self._left.outline
        self._problems: ProblemsPanel | None = None
        self.figures = Figures(self)
        self.save_line = SaveLine(controller, self)
        self._build(texts)
        self._connect()
        self._order = AfterPainting(self, self._order_focus)
        self._order.ask()
        self._show_figures()

    def begin(self, position: str = "", saved: datetime | None = None) -> None:
        """Show the question at which the sheet was left, or the first page.

        `saved` is when the last answer was stored; it is told with the place.
        """
        if position and self.controller.writable and self.view.go_to(position):
            words = resumed(self._session, self.view.sections, Ref(position), saved)
            self.banner.tell(words)
            self.controller.refreshed.connect(
                self.banner.clear, Qt.ConnectionType.SingleShotConnection
            )
        else:
            self.view.show_section(0)

    def add_action(self, control: QPushButton) -> None:
        """Put a button of the page at the end of the bottom bar."""
        self._foot_layout.addWidget(control)

    def add_head_action(self, control: QPushButton) -> None:
        """Put a button of the page at the end of the head, beside the language."""
        self._head_layout.addWidget(control)

    def finalise(self) -> None:
        """Check everything; list what is wrong, or wish to finalise once all is durable."""
        self._commit()
        problems = self.controller.problems()
        if problems:
            self.show_problems(problems)
            return
        self._close_problems()
        self.overviews.before(lambda: self._when_saved(self.finalise_wished.emit))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List what is wrong, with the way to each question."""
        self.view.reveal_problems()
        self.problems.show_problems(problems)
        self.problems.show()
        self._fit()
        order_focus(self)
        self.problems.focus_first()

    def check(self) -> None:
        """Ctrl+Shift+E: list everything that keeps the sheet from being finalised."""
        self.view.commit_edits()
        self.show_problems(self.controller.problems())

    def leave(self) -> None:
        """Go back to the list once every answer is durable; stay where storing fails."""
        self._when_saved(self.left.emit)

    def flush(self) -> None:
        """Hand over everything typed and not stored yet."""
        self._commit()
        self.controller.flush()
        if self._attachments is not None:
            self._attachments.take_offers()

    def _when_saved(self, then: Callable[[], None]) -> None:
        """Go on once every file and every answer is durable, also what is typed meanwhile."""

        def settled() -> None:
            self._commit()
            self._when_saved(then) if self.controller.unsaved else then()

        if self._attachments is None:
            self.controller.when_saved(settled)
        else:
            self._attachments.when_idle(lambda: self.controller.when_saved(settled))

    def _hold_file(self, ref: str, name: str) -> None:
        """Answer an upload question with the name of the file that is stored now."""
        with suppress(KeyError):  # its instance was removed meanwhile
            self.controller.commit(Ref(ref), name)

    def _commit(self) -> None:
        self.view.commit_edits()
        if self.beside is not None:
            self.beside.commit()

    @property
    def problems(self) -> ProblemsPanel:
        """The list of what is wrong; made when it is first wanted."""
        panel = self._problems
        if panel is None:
            panel = self._problems = ProblemsPanel(self)
            sized(panel, width=_PROBLEMS_WIDTH)
            panel.hide()
            self._middle.insertWidget(self._middle.indexOf(self.view) + 1, panel)
            panel.jumped.connect(self.view.steering.go_to_problem)
            panel.closed.connect(self._close_problems)
        return panel

    @property
    def _lists_problems(self) -> bool:
        return self._problems is not None and not self._problems.isHidden()

    # --- layout -------------------------------------------------------------------------------

    def _build(self, texts: EntryTexts) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_head(texts))
        unplaced = self.tr(
            "{0} jawaban lama tidak mempunyai tempat pada versi formulir ini. Jawaban itu tetap "
            "tersimpan dalam jurnal."
        ).format(texts.unplaced)
        for words, tone in (
            (texts.returned, "warn"),
            (texts.read_only, "info"),
            (unplaced if texts.unplaced else "", "warn"),
        ):
            if words:
                line = inset(notice(words, tone))
                line.setContentsMargins(18, 10, 18, 4)
                layout.addLayout(line)
        layout.addLayout(BannerRow(self.banner, 18, 8))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._left)
        middle.addWidget(self.view, 1)
        self._middle = middle
        if self.beside is not None:
            middle.addWidget(self.beside.aside)
        layout.addLayout(middle, 1)
        layout.addWidget(self._build_foot())

    def _build_head(self, texts: EntryTexts) -> QWidget:
        head = QFrame(self)
        head.setObjectName("entryHead")
        self.list_button = button(self.tr("‹ &Daftar lembar"), self.leave, kind="quiet")
        title = label(texts.title, size=1.15, bold=True, selectable=True)
        names = QVBoxLayout()
        names.setSpacing(0)
        for part in (title, label(texts.subtitle, kind="muted", size=0.93, wrap=True)):
            part.setWordWrap(True)
            part.setMinimumSize(1, 1)
            names.addWidget(part)
        self.language = language_box(self._session)
        layout = QHBoxLayout(head)
        layout.setContentsMargins(10, 7, 18, 7)
        layout.setSpacing(14)
        layout.addWidget(self.list_button)
        layout.addLayout(names, 1)
        layout.addWidget(self.figures)
        if self.beside is not None:
            layout.addWidget(self.beside.switch)
        if self.language is not None:
            self.language.activated.connect(self._switch_language)
            layout.addWidget(self.language)
        self._head_layout = layout
        return head

    def _build_foot(self) -> QWidget:
        foot = QFrame(self)
        foot.setObjectName("entryFoot")
        self._told = label(kind="muted")
        self.back_button = button(self.tr("&Sebelumnya"), self.view.previous_section)
        self.next_button = button(self.tr("&Berikutnya"), self.view.next_section)
        self.finalise_button = button(
            self.tr("&Finalkan…"), self.finalise, kind="primary", glyph="check"
        )
        for control, tip in (
            (self.back_button, self.tr("Bagian sebelumnya (Ctrl+Page Up)")),
            (self.next_button, self.tr("Bagian berikutnya (Ctrl+Page Down)")),
            (self.finalise_button, self.tr("Memeriksa semua isian, lalu menutup lembar ini.")),
        ):
            control.setToolTip(tip)
        self._keys = keys = label(
            self.tr("Ctrl+↓ belum dijawab   Ctrl+G cari   F1 petunjuk"),
            kind="muted",
            size=0.9,
        )
        self.keys_button = button(self.tr("Tombol ?"), self.view.show_keys, kind="quiet")
        self.keys_button.setToolTip(self.tr("Semua tombol papan ketik (Shift+F1)"))
        layout = QHBoxLayout(foot)
        layout.setSpacing(8)
        layout.addWidget(self.save_line, 20)
        layout.addStretch(1)
        for part in (self._told, keys, self.keys_button):
            layout.addWidget(part)
        for part in (self.back_button, self.next_button, self.finalise_button):
            layout.addWidget(part)
        layout.setContentsMargins(18, 8, 18, 8)
        self._foot_layout = layout
        if not self.controller.writable:
            for part in (self.save_line, self.finalise_button):
                part.hide()
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let go of what is only convenient when the window is small."""
        super().resizeEvent(event)
        self._fit()

    def _follow_aside(self) -> None:
        """Give an aside that came or went its room, and its place in the order of Tab."""
        self._fit()
        order_focus(self)

    def _order_focus(self) -> None:
        """Let Tab go through the form as it is read, after what stands before it in the page."""
        order_focus(self.parentWidget() or self)

    def _fit(self) -> None:
        narrow = self.width() < px(_NARROW)
        self._keys.setVisible(self.controller.writable and not narrow)
        aside = self.beside is not None and self.beside.aside.is_open
        panels = aside + self._lists_problems
        self._left.setVisible(panels == 0 or self.width() >= px(_NARROW + (panels - 1) * 330))

    # --- staying true -------------------------------------------------------------------------

    def _connect(self) -> None:
        self.controller.refreshed.connect(self._refresh)
        self._left.figures_changed.connect(self._show_figures)
        self.outline.jumped.connect(self.view.show_section)
        self.view.section_changed.connect(self.outline.mark_current)
        self.view.told.connect(self._told.setText)
        if self.beside is not None:
            self.beside.aside.toggled.connect(self._follow_aside)
            self.beside.remarked.connect(self._left.update_remarks)

    def _refresh(self, refs: frozenset[Ref]) -> None:
        self._left.refresh(refs)
        if self._told.text():  # clearing it lays the bottom bar out
            self._told.clear()
        if self._lists_problems:
            self.problems.show_problems(self.controller.problems())

    def _remarks(self, section: Section) -> Remarks:
        return self.beside.remarks(section) if self.beside else NOTHING

    def _show_figures(self) -> None:
        self.figures.show_figures(self._left.figures)

    def _close_problems(self) -> None:
        if not self._lists_problems:
            return
        had_focus = self.problems.isAncestorOf(QApplication.focusWidget() or self)
        self.problems.hide()
        self._fit()
        if had_focus:
            self.view.enter()

    def _switch_language(self) -> None:
        if self.language is None:
            return
        self.view.commit_edits()
        language = self.language.currentData()
        self.controller.set_language(language)
        self._left.show_all()
        self.language_chosen.emit(language)
        self.view.enter()

    def _actions(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction(
                KeyGroup.CHECK,
                self.tr("Daftar semua yang perlu diperbaiki"),
                ("Ctrl+Shift+E",),
                self.check,
            ),
        )
