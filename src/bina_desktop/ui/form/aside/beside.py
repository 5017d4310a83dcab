"""Joins the aside to the questions: it follows the cursor, they carry its marks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from bina_desktop.ui.form.around import Around, Remarks
from bina_desktop.ui.form.aside.marks import Dresser, Part
from bina_desktop.ui.form.aside.panel import Aside
from bina_desktop.ui.form.fields.basic import NoteField
from bina_desktop.ui.form.keys import KeyAction, KeyGroup
from bina_desktop.ui.form.navigation import Section
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.panels import button

_tr = QCoreApplication.translate


class Beside(QObject):
    """Opens the aside where a key, a mark or the button wishes it."""

    remarked = Signal(object)
    """Carries the refs beside which something else stands: their sections look different."""

    def __init__(self, around: Around, view: FormView, host: QWidget) -> None:
        super().__init__(host)
        self._around = around
        self._view = view
        self.aside = Aside(around, host)
        self.switch = button(
            _tr("panel samping", "Catatan dan tinjauan"),
            self._toggle,
            kind="quiet",
            glyph="note",
        )
        self.switch.setToolTip(
            _tr("panel samping", "Catatan (F2), tinjauan (F3), dan riwayat jawaban (F6)")
        )
        dresser = Dresser(around, self._open_from_mark)
        view.dress = dresser.dress
        view.entered.connect(self.aside.follow)
        self.aside.left.connect(self._back)
        around.changed.connect(self._dress)
        view.keys.add(self._keys())

    def open_at(self, part: Part) -> None:
        """Show a part of the aside for the question where the person is, cursor inside."""
        if not self.aside.ref:
            self._choose_question()
        self.aside.open_at(part)

    @property
    def shown(self) -> Part | None:
        """The part that is shown; None while the aside is closed."""
        return self.aside.part if self.aside.is_open else None

    def reopen(self, part: str) -> None:
        """Show the part that was open last; '' or a name that is none leaves it closed."""
        known = next((one for one in Part if one.value == part), None)
        if known is not None:
            self.aside.show_part(known)

    def _keys(self) -> tuple[KeyAction, ...]:
        words = {
            Part.NOTE: (_tr("tombol", "Catatan pada pertanyaan ini"), "F2"),
            Part.THREAD: (_tr("tombol", "Tinjauan pada pertanyaan ini"), "F3"),
            Part.HISTORY: (_tr("tombol", "Riwayat jawaban ini"), "F6"),
        }
        return tuple(
            KeyAction(KeyGroup.HELP, said, (key,), partial(self.open_at, part))
            for part, (said, key) in words.items()
        )

    def _toggle(self) -> None:
        if self.aside.is_open:
            self.aside.close_aside()
        else:
            self.open_at(Part.NOTE)

    def commit(self) -> None:
        """Keep what is typed and not stored yet."""
        self.aside.commit()

    def remarks(self, section: Section) -> Remarks:
        """Count what stands beside the questions of a section."""
        return self._around.remarks([node.ref for node in section.nodes])

    def _open_from_mark(self, ref: str, part: Part) -> None:
        self._view.go_to(ref)
        self.aside.follow(ref)
        self.aside.open_at(part)

    def _choose_question(self) -> None:
        """In a sheet that is only read no question has the cursor: take one on the page."""
        sheet = self._view.sheet
        drawn = sheet.fields() if sheet is not None else []
        fields = [field for field in drawn if not isinstance(field, NoteField)]
        said = [field for field in fields if field.ref in self._around.refs]
        for field in (said or fields)[:1]:
            self._view.go_to(field.ref)
            self.aside.follow(field.ref)

    def _dress(self, refs: frozenset[str]) -> None:
        if self._view.sheet is not None:
            self._view.sheet.dress(refs)
        self.remarked.emit(refs)

    def _back(self) -> None:
        if self.aside.ref:
            self._view.go_to(self.aside.ref)
