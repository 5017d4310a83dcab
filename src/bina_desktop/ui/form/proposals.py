"""Answers of the last visit beside the questions they may answer, until somebody confirms them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bina_desktop.application.isi_lembar import read_value
from bina_desktop.application.usulan import Usulan
from bina_desktop.formengine.client import Node, Ref
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.navigation import Slot
from bina_desktop.ui.panels import Picture, button, column, label
from bina_desktop.ui.theme import colours

_CHOSEN = " "
"""Between the values of an answer with several."""


class Proposals(QObject):
    """Knows which questions wait for a yes. It writes only through the controller."""

    changed = Signal(object)
    """Carries the refs whose mark comes or goes."""

    def __init__(
        self, controller: FormController, usulan: Usulan | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._offered: Mapping[Ref, str] = {}
        self.source = ""
        """Of which triwulan they are, short: `TW II 2026`."""
        if usulan is not None and controller.writable:
            self._offered = usulan.jawaban
            self.source = f"TW {usulan.triwulan.romawi} {usulan.triwulan.tahun}"
        self._shown = True
        self._waiting = {ref for ref in self._offered if self._is_open(ref)}
        if self._offered:
            controller.refreshed.connect(self._follow)

    @property
    def shown(self) -> bool:
        """False while the person does not want to see them."""
        return self._shown

    @property
    def waiting(self) -> frozenset[Ref]:
        """Questions of the whole sheet that wait."""
        return frozenset(self._waiting)

    def show_all(self, shown: bool) -> None:
        """Show or hide every mark."""
        self._shown = shown
        self.changed.emit(self.waiting)

    def proposes(self, ref: str) -> bool:
        """Tell whether a question wears the mark now."""
        return self._shown and ref in self._waiting

    def on_page(self, slots: Iterable[Slot]) -> list[Ref]:
        """Return the questions among these places that wear the mark."""
        return [slot.ref for slot in slots if self.proposes(slot.ref)]

    def words(self, node: Node) -> str:
        """Return the proposed answer as a person reads it."""
        return read_value(node, self._offered[node.ref])

    def confirm(self, refs: Iterable[Ref]) -> int:
        """Answer these questions as proposed, in one step of undo; returns how many."""
        answers = {ref: self._offered[ref] for ref in refs if self.proposes(ref)}
        self._controller.commit_many(answers)
        return len(answers)

    def dress(self, field: Field) -> None:
        """Put the mark on a question, or take it off."""
        if field.ref not in self._offered:
            return
        mark = field.findChild(ProposalMark, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if not self.proposes(field.ref):
            if mark is not None:
                mark.hide()
                field.tell_proposal("")
            return
        if mark is None:
            mark = ProposalMark(field, self.source)
            mark.confirmed.connect(lambda: self.confirm((field.ref,)))
            field.put_below_label(mark)
        mark.show_answer(self.words(self._controller.session.node(field.ref)))
        mark.show()
        field.tell_proposal(mark.spoken)

    def _follow(self, refs: Iterable[Ref]) -> None:
        now = {ref for ref in refs if ref in self._offered and self._is_open(ref)}
        gone = self._waiting.intersection(refs) - now
        new = now - self._waiting
        self._waiting = (self._waiting - gone) | new
        if gone or new:
            self.changed.emit(gone | new)

    def _is_open(self, ref: Ref) -> bool:
        try:
            node = self._controller.session.node(ref)
        except KeyError:
            return False
        return node.relevant and not node.readonly and not node.value and self._is_offered(node)

    def _is_offered(self, node: Node) -> bool:
        """Tell whether the choices of now still hold what is proposed."""
        choices = {choice.value for choice in node.choices}
        text = self._offered[node.ref]
        return not choices or text in choices or set(text.split(_CHOSEN)) <= choices


class ProposalMark(QFrame):
    """Dashed box with the proposed answer, whence it comes, and how to make it the answer."""

    confirmed = Signal()

    def __init__(self, parent: QWidget, source: str) -> None:
        super().__init__(parent)
        self.setProperty("kind", "proposal")
        self._source = source
        self._answer = label(bold=True, wrap=True)
        self._answer.setMinimumSize(1, 1)
        whence = self.tr("Dari {0}, belum dikonfirmasi").format(source)
        self._whence = label(whence, kind="muted", size=0.9, wrap=True)
        self._whence.setMinimumSize(1, 1)
        self.confirm = button(self.tr("Pakai"), self.confirmed.emit, kind="quiet", glyph="check")
        self.confirm.setToolTip(self.tr("Jadikan jawaban (Ctrl+Enter)"))
        self.confirm.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+Enter does it from the control
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 4, 3)
        layout.setSpacing(10)
        layout.addWidget(Picture("clock", colours().muted))
        layout.addLayout(column(self._answer, self._whence, spacing=0), 1)
        layout.addWidget(self.confirm)

    @property
    def spoken(self) -> str:
        """What a screen reader says with the question."""
        words = self.tr("Usulan dari {0}, belum dikonfirmasi: {1}. Ctrl+Enter memakainya.")
        return words.format(self._source, self._answer.text())

    def show_answer(self, text: str) -> None:
        """Show the proposed answer."""
        if self._answer.text() != text:
            self._answer.setText(text)
            self.confirm.setAccessibleName(self.tr("Pakai usulan {0}").format(text))


class ProposalLine(QFrame):
    """How many proposals wait, and what can be done with all of them; hidden without any."""

    page_wished = Signal()
    """Confirm all of this page."""

    def __init__(self, proposals: Proposals, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", "info")
        self._proposals = proposals
        self._words = label(wrap=True)
        self._words.setMinimumSize(1, 1)
        self.page = button(self.tr("&Konfirmasi halaman ini"), self.page_wished.emit)
        self.page.setToolTip(self.tr("Memakai semua usulan di halaman ini (Ctrl+Shift+Enter)"))
        self.toggle = button("", self._toggle, kind="quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 6, 4)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.page)
        layout.addWidget(self.toggle)
        self.hide()

    def show_page(self, slots: Iterable[Slot]) -> None:
        """Tell how many wait on this page and in the sheet."""
        here = len(self._proposals.on_page(slots))
        everywhere = len(self._proposals.waiting)
        source, shown = self._proposals.source, self._proposals.shown
        words = self.tr(
            "{0} usulan dari {1} belum dikonfirmasi, {2} di halaman ini. "
            "Usulan belum dihitung sebagai jawaban."
        )
        if not shown:
            words = self.tr("{0} usulan dari {1} disembunyikan.")
        self._words.setText(words.format(everywhere, source, here))
        self.page.setVisible(shown)
        self.page.setEnabled(here > 0)
        hide, show = self.tr("&Sembunyikan"), self.tr("&Tampilkan usulan")
        self.toggle.setText(hide if shown else show)
        self.toggle.setAccessibleName(self.toggle.text().replace("&", ""))
        self.setVisible(everywhere > 0)

    def _toggle(self) -> None:
        self._proposals.show_all(not self._proposals.shown)
