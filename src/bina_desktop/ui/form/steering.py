"""Where the keys of a form lead: the next open or wrong answer, the last step back, a row more."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from bina_desktop.formengine.client import Problem, Ref, Session, ViolationKind
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.folds import Folds
from bina_desktop.ui.form.headings import AddLine, Fold
from bina_desktop.ui.form.navigation import (
    Section,
    Slot,
    SlotKind,
    next_open,
    previous_open,
    questions,
)
from bina_desktop.ui.form.proposals import Proposals
from bina_desktop.ui.form.repeat_rows import RepeatRows, instance_of, repeat_of
from bina_desktop.ui.form.section import SectionPage


class Steered(Protocol):
    """What is steered: the view of a form."""

    @property
    def controller(self) -> FormController: ...
    @property
    def sections(self) -> tuple[Section, ...]: ...
    @property
    def slots(self) -> tuple[Slot, ...]: ...
    @property
    def sheet(self) -> SectionPage | None: ...
    @property
    def current(self) -> Field | None: ...
    @property
    def proposals(self) -> Proposals: ...
    @property
    def folds(self) -> Folds: ...
    def go_to(self, ref: str, reason: Qt.FocusReason = ...) -> bool: ...
    def next_section(self) -> None: ...
    def previous_section(self) -> None: ...
    def commit_edits(self) -> None: ...
    def add_evidence(self) -> None: ...
    def show_guidance(self) -> None: ...
    def show_targets(self) -> None: ...
    def show_keys(self) -> None: ...


class Steering(QObject):
    """Finds the place to go to and has the view go there."""

    told = Signal(str)
    """Carries a sentence about where a key led."""
    removed = Signal(str)
    """Carries a sentence about a row that is gone."""

    def __init__(self, view: Steered) -> None:
        super().__init__()
        self.view = view
        self._controller = view.controller
        self._session = view.controller.session
        self._rows = RepeatRows(view.controller, self)
        self._rows.led_to.connect(view.go_to)
        self._rows.told.connect(self.told)
        self._rows.removed.connect(self.removed)

    def go_to_first(self) -> None:
        """Ctrl+Home: the first question of the form."""
        self._go_to_edge(self.view.sections, 0)

    def go_to_last(self) -> None:
        """Ctrl+End: the last question of the form."""
        self._go_to_edge(self.view.sections[::-1], -1)

    def go_to_next_open(self) -> None:
        """Ctrl+Down: the next question without an answer."""
        self._go_to_open(next_open)

    def go_to_previous_open(self) -> None:
        """Ctrl+Up: the question without an answer before this one."""
        self._go_to_open(previous_open)

    def go_to_next_problem(self) -> None:
        """Ctrl+E: the next answer that cannot stand, with the cursor in its control."""
        self.view.commit_edits()
        problems = {problem.ref: problem for problem in self._controller.problems()}
        if not problems:
            self.told.emit(self.tr("Tidak ada yang perlu diperbaiki."))
            return
        here = self.view.current.ref if self.view.current else None
        self.go_to_problem(problems[_next_after(self._session, problems, here)])

    def go_to_problem(self, problem: Problem) -> None:
        """Go where a problem is mended: the answer, or the reason that an unusual one asks for."""
        ref = problem.ref
        if not self.view.go_to(ref, Qt.FocusReason.TabFocusReason):
            self.told.emit(
                self.tr("{0}: {1}").format(
                    markdown.to_plain(problem.label) or ref.rpartition("/")[2],
                    problem.violation.message,
                )
            )
            return
        field = self.view.sheet.field(ref) if self.view.sheet else None
        if field is not None:
            field.reveal()
            if problem.violation.kind is ViolationKind.WARNING:
                field.focus_explanation()

    def fold(self) -> None:
        """Ctrl+L: fold the group in which the person is; at a folded one, unfold it."""
        self.view.commit_edits()
        at = QApplication.focusWidget()
        if isinstance(at, Fold):
            self.view.folds.enter(at.ref)
            return
        sheet, here = self.view.sheet, self._here or ""
        signs = sheet.findChildren(Fold) if sheet is not None else []
        around = [sign for sign in signs if here.startswith(f"{sign.ref}/")]
        if not around:
            words = self.tr("Pertanyaan ini tidak berada dalam kelompok yang dapat dilipat.")
            self.told.emit(words)
            return
        inmost = max(around, key=lambda sign: len(sign.ref))
        self.view.folds.toggle(inmost.ref)
        inmost.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_group(self, ref: str) -> None:
        """Go to the first question of a group that was just unfolded."""
        asked = (node for node in self._session.walk(self._session.node(Ref(ref))))
        first = next((node.ref for node in asked if node.answerable), None)
        if first is not None:
            self.view.go_to(first)

    def undo(self) -> None:
        """Ctrl+Z: take the typing back, else the last answer, and show where it was."""
        if self.view.current is not None and self.view.current.take_typing_back():
            return
        self._retrace(
            self._controller.undo,
            self.tr("Dibatalkan: {0}"),
            self.tr("Tidak ada lagi yang dapat dibatalkan."),
        )

    def redo(self) -> None:
        """Ctrl+Y: give again what was taken back."""
        self._retrace(
            self._controller.redo,
            self.tr("Diulangi: {0}"),
            self.tr("Tidak ada yang dapat diulangi."),
        )

    # --- proposals of the last visit ----------------------------------------------------------

    def confirm_or_add(self) -> None:
        """Ctrl+Enter: take the answer that is proposed here and go on; else one more row."""
        self.view.commit_edits()
        here = self.view.current
        if here is None or not self.view.proposals.confirm((here.ref,)):
            self.add_row()
            return
        here.show_anew()
        here.advanced.emit()

    def confirm_page(self) -> None:
        """Ctrl+Shift+Enter: take all answers that are proposed on this page."""
        self.view.commit_edits()
        count = self.view.proposals.confirm(self.view.proposals.on_page(self.view.slots))
        words = self.tr("{0} usulan dikonfirmasi. Ctrl+Z membatalkannya.")
        self.told.emit(words.format(count) if count else self.tr("Tidak ada usulan di sini."))

    # --- rows of repeats ----------------------------------------------------------------------

    def add_row(self) -> None:
        """Insert: one more row of the repeat in which the person is."""
        self.view.commit_edits()
        self._rows.add(self._repeat_here())

    def remove_row(self) -> None:
        """Alt+Delete: remove the row in which the person is."""
        self._rows.remove(self._row_here())

    def move_row(self, step: int) -> None:
        """Alt+Up, Alt+Down: move the row in which the person is."""
        self.view.commit_edits()
        self._rows.move(self._row_here(), step, back_to=self._here)

    def add_row_to(self, repeat: str) -> None:
        """Add a row to this repeat: its button was pressed."""
        self.view.commit_edits()
        self._rows.add(Ref(repeat))

    def remove_that_row(self, instance: str) -> None:
        """Remove this row: its button was pressed."""
        self._rows.remove(Ref(instance))

    def move_that_row(self, instance: str, step: int) -> None:
        """Move this row: its button was pressed."""
        self.view.commit_edits()
        self._rows.move(Ref(instance), step, back_to=self._here)

    # --- inside -------------------------------------------------------------------------------

    @property
    def _here(self) -> Ref | None:
        return self.view.current.ref if self.view.current else None

    def _row_here(self) -> Ref | None:
        return instance_of(self._here) if self._here else None

    def _repeat_here(self) -> Ref | None:
        """Return the repeat of the row, of the line in focus, or the first one of the page."""
        row = self._row_here()
        if row is not None:
            return repeat_of(row)
        at = QApplication.focusWidget()
        while at is not None and not isinstance(at, AddLine):
            at = at.parentWidget()
        if at is not None:
            return at.ref
        slots = self.view.slots
        return next((s.ref for s in slots if s.kind is SlotKind.ADD and self._lives(s.ref)), None)

    def _lives(self, ref: Ref) -> bool:
        try:
            return self._session.node(ref).relevant
        except KeyError:
            return False

    def _go_to_open(self, find: Callable[..., Ref | None]) -> None:
        self.view.commit_edits()
        found = find(self._session, self.view.sections, self._here)
        if found is None:
            self.told.emit(self.tr("Semua pertanyaan sudah dijawab."))
        else:
            self.view.go_to(found)

    def _go_to_edge(self, places: Sequence[Section], which: int) -> None:
        self.view.commit_edits()
        for section in places:
            asked = list(questions(self._session, section))
            if asked:
                self.view.go_to(asked[which].ref)
                return

    def _retrace(self, step: Callable[[], Sequence[Ref] | None], done: str, nothing: str) -> None:
        self.view.commit_edits()
        refs = step()
        if refs is None:
            self.told.emit(nothing)
            return
        ref = next((ref for ref in refs if self._lives(ref)), None)
        if ref is None:  # the row is gone: go to where it was
            gone = next((row for row in map(instance_of, refs) if row is not None), None)
            ref = repeat_of(gone) if gone is not None and self._lives(repeat_of(gone)) else None
        if ref is None:
            self.told.emit(done.format(self.tr("isian yang kini tidak berlaku.")))
            return
        self.view.go_to(ref)
        field = self.view.sheet.field(ref) if self.view.sheet else None
        if field is not None:
            field.show_anew()
        node = self._session.node(ref)
        self.told.emit(done.format(markdown.to_plain(node.label) or node.name))


def _next_after(session: Session, refs: Container[Ref], here: Ref | None) -> Ref:
    """Return the next of these refs after a place in the form, round its end."""
    first: Ref | None = None
    passed = False
    for node in session.walk():
        if node.ref == here:
            passed = True
        elif node.ref in refs:
            if passed:
                return node.ref
            first = first or node.ref
    return first or Ref(here or "")
