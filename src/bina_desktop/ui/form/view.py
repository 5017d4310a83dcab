"""Shows a form page by page: only the page in sight has widgets."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from bina_desktop.formengine.client import Node, Ref
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.cheat_sheet import CheatSheet
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.field import Field, field_of
from bina_desktop.ui.form.folds import Folds
from bina_desktop.ui.form.jump import JumpPalette, jump_targets
from bina_desktop.ui.form.keys import FormKeys
from bina_desktop.ui.form.media.attachments import Attachments
from bina_desktop.ui.form.media.form_media import FormMedia
from bina_desktop.ui.form.navigation import (
    Section,
    Slot,
    SlotKind,
    is_container,
    pages_of,
    section_index,
    sections,
    top_ref,
)
from bina_desktop.ui.form.page_area import PageArea
from bina_desktop.ui.form.proposals import ProposalLine, Proposals
from bina_desktop.ui.form.removed_line import RemovedLine
from bina_desktop.ui.form.section import WIDEST, Dress, SectionPage
from bina_desktop.ui.form.steering import Steering
from bina_desktop.ui.form.view_keys import actions_of
from bina_desktop.ui.panels import label, row

_MARGIN = 20


class FormView(QWidget):
    """The questions of one section, with keys to go on, back, to the next open or wrong one."""

    section_changed = Signal(int)
    entered = Signal(str)
    """Carries the ref to which the cursor came."""
    told = Signal(str)
    """Carries a sentence about where a key led, for the bottom bar and screen readers."""

    attachments: Attachments | None = None
    """The files of the sheet, set before the first page is shown; None where there are none."""

    def __init__(
        self,
        controller: FormController,
        parent: QWidget | None = None,
        *,
        host: QWidget | None = None,
        proposals: Proposals | None = None,
    ) -> None:
        """`host` is the widget in which the keys work, by default this one."""
        super().__init__(parent)
        self._controller = controller
        self.proposals = proposals or Proposals(controller, None, self)
        self._session = controller.session
        self._files = FormMedia(controller.media_folder)
        self._sections = sections(self._session)
        self._section = -1
        self._pages: tuple[tuple[Slot, ...], ...] = ()
        self._repeats: frozenset[Ref] = frozenset()
        self._page = 0
        self._sheet: SectionPage | None = None
        self._current: Field | None = None
        self._reveals = False
        self.folds = Folds(self._session, self)
        self.dress: Dress | None = None
        self._build()
        self.steering = Steering(self)
        self.steering.told.connect(self.told)
        self.steering.removed.connect(self._removed.tell)
        self._removed.wished.connect(self.steering.undo)
        self._proposal_line.page_wished.connect(self.steering.confirm_page)
        self.proposals.changed.connect(lambda: self._proposal_line.show_page(self.slots))
        self.folds.entered.connect(self.steering.enter_group)
        self.keys = FormKeys(host or self, actions_of(self.steering))
        controller.refreshed.connect(self._refresh)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    @property
    def controller(self) -> FormController:
        """What it draws."""
        return self._controller

    @property
    def sections(self) -> tuple[Section, ...]:
        """The form cut at its top."""
        return self._sections

    @property
    def section(self) -> int:
        """Index of the section in sight."""
        return self._section

    @property
    def sheet(self) -> SectionPage | None:
        """The page in sight."""
        return self._sheet

    @property
    def current(self) -> Field | None:
        """The question where the person is."""
        return self._current

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places of the page in sight."""
        return self._pages[self._page] if self._pages else ()

    @property
    def targets(self) -> JumpPalette:
        """Where a person types where to go; made when it is first wanted."""
        if self._targets is None:
            self._targets = JumpPalette(self)
            self._targets.jumped.connect(self.go_to)
            self._targets.left.connect(self.enter)
        return self._targets

    def add_evidence(self) -> None:
        """Ctrl+B: add evidence to the question where the person is."""
        if self._sheet is not None:
            self._sheet.add_evidence()

    # --- where to be --------------------------------------------------------------------------

    def show_section(self, index: int) -> None:
        """Show a section from its top; of a form without any question, say so."""
        if not self._sections:
            self._title.setText(self._session.info.title)
            self._area.show_nothing()
            return
        if index != self._section:
            self._open(index, 0)
        self._enter_first()

    def go_to(self, ref: str, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> bool:
        """Show the page of a question and put the cursor into it; False if it is not there.

        `TabFocusReason` marks a text, so that typing replaces it.
        """
        try:
            node = self._session.node(Ref(ref))
        except KeyError:
            return False
        if not (node.relevant and self._sections):
            return False
        index = section_index(self._sections, ref)
        if _top_of(self._sections[index]) != top_ref(ref) and not self._sections[index].loose:
            return False
        here = index == self._section
        if not here or all(slot.ref != ref for slot in self._pages[self._page]):
            self._open(index, self._page_with(index, node))
        return self._focus(ref, reason)

    def next_section(self) -> None:
        """Show what follows: the next page, else the next section that is relevant."""
        self._turn(1)

    def previous_section(self) -> None:
        """Show what comes before."""
        self._turn(-1)

    def enter(self) -> None:
        """Give the cursor back to the question where the person is."""
        if self._current is not None:
            self._current.focus_input()
        else:
            self._enter_first()

    def show_guidance(self) -> None:
        """F1: hint and longer help of the question where the person is."""
        if self._current is not None:
            self._current.show_guidance()

    def show_targets(self) -> None:
        """Ctrl+G: let the person type where to go."""
        self.commit_edits()
        self.targets.open(jump_targets(self._session, self._sections))

    def show_keys(self) -> None:
        """Show what every key does."""
        CheatSheet(self.keys.actions, self).open()

    # --- what stands there --------------------------------------------------------------------

    def commit_edits(self) -> None:
        """Commit what is typed and not committed yet."""
        if self._current is not None:
            self._current.commit_edit()
            self._current.commit_explanation()

    def reveal_problems(self) -> None:
        """Show from now on what is wrong with every answer: finalising was tried."""
        self._reveals = True
        self.folds.open_faulty()
        if self._sheet is not None:
            self._sheet.reveal()

    # --- inside -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = label(size=1.3, bold=True, wrap=True)
        self._title.setAccessibleName(self.tr("Bagian"))
        self._place = label(kind="muted")
        self._removed = RemovedLine(_MARGIN, self)
        self._proposal_line = ProposalLine(self.proposals, self)
        self._targets: JumpPalette | None = None
        self._area = PageArea(self)
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, 12, _MARGIN, 8)
        head.addWidget(self._title, 1)
        head.addWidget(self._place, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._removed)
        proposed = row(self._proposal_line)
        proposed.setContentsMargins(_MARGIN, 0, _MARGIN, 6)
        layout.addLayout(proposed)
        layout.addWidget(self._area, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the palette in the middle."""
        super().resizeEvent(event)
        if self._targets is not None and self._targets.isVisible():
            self._targets.place()

    def _open(self, index: int, page: int) -> None:
        self.commit_edits()
        self._current = None
        self._section = index
        self._page = min(page, self._lay_out() - 1)
        self._draw_page()
        self.section_changed.emit(index)

    def _lay_out(self) -> int:
        """Cut the section in sight into pages; return how many there are."""
        self._pages = pages_of(self._sections[self._section])
        slots = (slot for page in self._pages for slot in page)
        self._repeats = frozenset(slot.ref for slot in slots if slot.kind is SlotKind.ADD)
        return len(self._pages)

    def _draw_page(self) -> None:
        self._begin_page()
        self._sheet = SectionPage(
            self._session,
            self.slots,
            writable=self._controller.writable,
            parent=self._area.ground,
            before=self._proposal_line.toggle,
            room=self._area.room(WIDEST),
            files=self._files,
            dress=self.dress,
            proposals=self.proposals,
            folds=self.folds,
            attachments=self.attachments,
        )
        self._sheet.committed.connect(lambda ref, text: self._controller.commit(Ref(ref), text))
        self._sheet.typing.connect(self._controller.note_typing)
        self._sheet.explained.connect(lambda ref, text: self._controller.explain(Ref(ref), text))
        self._sheet.advanced.connect(self._advance)
        self._sheet.add_wished.connect(self.steering.add_row_to)
        self._sheet.remove_wished.connect(self.steering.remove_that_row)
        self._sheet.move_wished.connect(self.steering.move_that_row)
        if self._reveals:
            self._sheet.reveal()
        self._area.show_page(self._sheet)
        self._show_title()
        self._proposal_line.show_page(self.slots)

    def _begin_page(self) -> None:
        following = self._pages[self._page + 1 :]
        self.folds.begin_page(following[0][0].ref if following else "")

    def _show_title(self) -> None:
        section = self._sections[self._section]
        self._title.setText(markdown.to_plain(section.label) or self._session.info.title)
        pages = len(self._pages)
        self._place.setText(
            self.tr("Halaman {0} dari {1}").format(self._page + 1, pages) if pages > 1 else ""
        )

    def _turn(self, step: int) -> None:
        self.commit_edits()
        if 0 <= self._page + step < len(self._pages):
            self._open(self._section, self._page + step)
        else:
            index = self._section + step
            while 0 <= index < len(self._sections) and not self._sections[index].relevant:
                index += step
            if not 0 <= index < len(self._sections):
                return
            self._open(index, 0 if step > 0 else 1_000_000)
        self._enter_first()

    def _enter_first(self) -> None:
        if self._sheet is None:
            return
        first = self._sheet.first()
        if first is not None:
            first.focus_input(Qt.FocusReason.OtherFocusReason)
        else:
            stop = self._sheet.first_stop() or self._area
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.verticalScrollBar().setValue(0)

    def _advance(self, ref: str) -> None:
        """Enter: the next question on this page, else the next page."""
        following = self._sheet.after(ref) if self._sheet else None
        if following is not None:
            following.focus_input(Qt.FocusReason.TabFocusReason)
        else:
            self.next_section()

    def _page_with(self, index: int, node: Node) -> int:
        """Find the page of a node; of a group, the page of its heading or first question."""
        wanted = {node.ref}
        if is_container(node):
            wanted |= {inner.ref for inner in self._session.walk(node)}
        pages = self._pages if index == self._section else pages_of(self._sections[index])
        for number, page in enumerate(pages):
            if any(slot.ref in wanted for slot in page):
                return number
        return 0

    def _focus(self, ref: str, reason: Qt.FocusReason) -> bool:
        self.folds.open_to(ref)
        field = self._sheet.field(ref) if self._sheet else None
        if field is None:
            self._enter_first()
            return False
        field.take_cursor(reason)
        self._follow_focus(None, QApplication.focusWidget())
        QTimer.singleShot(0, field, lambda: self._area.bring_into_view(field))
        return True

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Mark the question where the person is; show what is wrong with the one left."""
        del old
        popup = QApplication.activePopupWidget() is not None
        self.keys.rest(popup)
        if new is None or popup:
            return
        palette = self._targets
        if not self.isAncestorOf(new) or (palette is not None and palette.isAncestorOf(new)):
            return  # the person comes back to where he or she was
        field = field_of(new)
        self.keys.follow(new if field is not None else None)
        if field is self._current:
            return
        if field is not None:
            self._area.bring_into_view(field)  # first: Qt moves what is painted, if nothing is due
        if self._current is not None:
            self._current.set_active(False)
            if field is not None:
                self._current.reveal()
        self._current = field
        if field is not None:
            field.set_active(True)
            self._controller.note_position(field.ref)
            self.entered.emit(field.ref)

    def _refresh(self, refs: frozenset[Ref]) -> None:
        if self._sheet is None:
            return
        self._removed.hide()
        if self._structure_changed(refs):
            self._page = min(self._page, self._lay_out() - 1)
            self._begin_page()
            if not self._sheet.become(self.slots):
                self._current = None
                self._draw_page()
                return
            if self._current is not None and not self._sheet.holds(self._current):
                self._current = None
            self._proposal_line.show_page(self.slots)
        self._sheet.refresh(refs)
        self._show_title()

    def _structure_changed(self, refs: frozenset[Ref]) -> bool:
        """Tell whether rows came, went or moved: the repeat itself is reported then."""
        return not self._repeats.isdisjoint(refs)


def _top_of(section: Section) -> Ref:
    return section.nodes[0].ref
