"""One page of a section: cards of questions, built as they become relevant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from bina_desktop.formengine.client import Node, Ref, Session
from bina_desktop.ui.form.cards import Cards
from bina_desktop.ui.form.drawn import Drawn
from bina_desktop.ui.form.fields.basic import TypedField
from bina_desktop.ui.form.fields.factory import make_field
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.grid_line import lines_of
from bina_desktop.ui.form.fields.matrix import MatrixLine
from bina_desktop.ui.form.folds import Folds
from bina_desktop.ui.form.headings import AddLine, Heading, InstanceHeading
from bina_desktop.ui.form.media.attachments import Attachments
from bina_desktop.ui.form.media.form_media import NO_FORM_MEDIA, FormMedia
from bina_desktop.ui.form.navigation import Slot, SlotKind, by_card, places_in
from bina_desktop.ui.form.page_files import PageFiles
from bina_desktop.ui.form.proposals import Proposals
from bina_desktop.ui.theme import sized

_SLICE_S = 0.008
"""Seconds of building between two events, once the page is seen."""
_AFTER_ANSWER_MS = 30
"""When building goes on after an answer: what it changed in sight has been painted by then."""
WIDEST = 1040
"""Beyond this width lines become too long to read."""


Dress = Callable[[Field], None]
"""Puts beside a question what others said about it."""


class SectionPage(QWidget):
    """Draws the slots of one page. Refreshing costs what changed, not what is there."""

    committed = Signal(str, str)
    """Carries ref and text as typed."""
    typing = Signal(bool)
    """Tells whether typed text waits to be committed."""
    explained = Signal(str, str)
    """Carries ref and the explanation of an unusual answer."""
    advanced = Signal(str)
    """Carries the ref from which Enter goes on."""
    add_wished = Signal(str)
    """Carries the ref of a repeat."""
    remove_wished = Signal(str)
    """Carries the ref of a repeat instance."""
    move_wished = Signal(str, int)
    """Carries the ref of a repeat instance and the step: -1 is up."""

    def __init__(
        self,
        session: Session,
        slots: Sequence[Slot],
        *,
        writable: bool,
        dress: Dress | None = None,
        parent: QWidget,
        before: QWidget,
        room: QSize,
        files: FormMedia = NO_FORM_MEDIA,
        proposals: Proposals | None = None,
        attachments: Attachments | None = None,
        folds: Folds | None = None,
    ) -> None:
        """Draw `slots` in `parent`; Tab comes into the page from `before`.

        What fits `room` is drawn at once, the rest when that has been painted. `files` finds the
        pictures and recordings of the form, `attachments` keeps those that people add.
        """
        self._next = self._shown = 0
        super().__init__(parent)
        self._folds = folds or Folds(session, self)
        self._folds.changed.connect(self._follow_fold)
        self._before = before
        self._proposals = proposals
        if proposals is not None:
            proposals.changed.connect(self._mark_proposals)
        self._files = files
        self._session = session
        self._slots = tuple(slots)
        self._writable = writable
        self._dress = dress
        self._places = places_in(self._slots)
        self._drawn = Drawn()
        self._kept: frozenset[int] = frozenset()
        self._cards = Cards(self, self._slots, lines_of(session, self._slots))
        self._reveals = False
        self._page_files: PageFiles | None = None
        if attachments is not None:
            self._page_files = PageFiles(attachments, self._drawn.fields)
            attachments.changed.connect(self._follow_files)
        sized(self, max_width=WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._build_more)
        self._fill(room)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What it draws."""
        return self._slots

    def become(self, slots: Sequence[Slot]) -> bool:
        """Draw other slots: rows came, went or moved. Cards that hold the same as before stay.

        Returns False, and changes nothing, where no card could stay.
        """
        now, before = by_card(slots), by_card(self._slots)
        kept = {c for c, own in before.items() if now.get(c) == own and self._stays(own)}
        if not kept:
            return False
        drawn = {self._slots[place]: widget for place, widget in self._drawn.items()}
        self._let_go(one for slot, one in drawn.items() if slot.card not in kept)
        self._slots, self._places = tuple(slots), places_in(slots)
        self._cards.become(self._slots, lines_of(self._session, self._slots), kept)
        places = [(at, slot) for at, slot in enumerate(slots) if slot.card in kept]
        self._kept = frozenset(at for at, _ in places)
        self._drawn.clear()
        self._drawn.update({at: drawn[slot] for at, slot in places if slot in drawn})
        self._next = self._shown = 0
        for one in self._drawn.values():
            if isinstance(one, Heading):
                one.show_node()  # which of how many rows it is
        self._build(places[-1][0] + 1)
        return True

    def holds(self, field: Field) -> bool:
        """Tell whether a field is of this page."""
        return field in self._drawn.values()

    def _stays(self, slots: Sequence[Slot]) -> bool:
        """Tell whether a card is built to its end and draws what the session holds now."""
        places = [self._places[slot.ref, slot.kind] for slot in slots]
        drawn = ((self._session.node(self._slots[p].ref), self._drawn.get(p)) for p in places)
        return places[-1] < self._next and all(not one or one.draws(node) for node, one in drawn)

    def _let_go(self, parts: Iterable[Field | Heading]) -> None:
        """Hear nothing more of what leaves the page, and take the cursor out of it."""
        at = QApplication.focusWidget()
        for one in parts:
            one.blockSignals(True)
            if at is not None and (one is at or one.isAncestorOf(at)):
                self.setFocus()  # else Qt looks for another control
            if self._page_files is not None and isinstance(one, Field):
                self._page_files.forget(one)

    def build_through(self, ref: str) -> None:
        """Build up to a question, which is about to be shown."""
        self._build(self._places.get((Ref(ref), SlotKind.FIELD), -1) + 1)

    def complete(self) -> None:
        """Build what is still missing."""
        self._build(len(self._slots))

    def parts_in_order(self) -> Iterable[QWidget]:
        """Return what is drawn, in the order of reading."""
        return self._drawn.parts()

    def fields(self) -> list[Field]:
        """Return the fields of the page that are relevant now, in order."""
        self.complete()
        return self._drawn.seen_fields()

    def field(self, ref: str) -> Field | None:
        """Return the field of a ref if it is of this page and relevant."""
        self.build_through(ref)
        found = self._drawn.field_at(self._places.get((Ref(ref), SlotKind.FIELD)))
        return found if found is not None and not found.isHidden() else None

    def refresh(self, refs: Iterable[Ref]) -> None:
        """Repaint the nodes that changed."""
        kinds = tuple(SlotKind)
        seen = self._folds.seen_at(refs)
        found = {self._places.get((ref, kind)) for ref in seen for kind in kinds}
        places = sorted(p for p in found if p is not None and p < self._next)
        if self._rest.isActive():
            self._rest.start(_AFTER_ANSWER_MS)
        if any(list(map(self._sync, places))):
            self._cards.arrange(self.width())
            self._drawn.chain(self._before, 0)

    def _mark_proposals(self, refs: frozenset[Ref]) -> None:
        for one in self._drawn.fields():
            if one.ref in refs and self._proposals is not None:
                self._proposals.dress(one)

    def reveal(self) -> None:
        """Show from now on what is wrong with every answer."""
        self._reveals = True
        for one in self._drawn.fields():
            one.reveal()

    def after(self, ref: str) -> Field | None:
        """Return the next field that takes an answer, None at the end of the page."""
        return self._answer_after(self._places.get((Ref(ref), SlotKind.FIELD), -1))

    def first(self) -> Field | None:
        """Return the first field that takes an answer."""
        return self._answer_after(-1)

    def _answer_after(self, place: int) -> Field | None:
        """Build no more than it takes to find it: what is in sight waits for this."""
        self._build(place + 1)
        while True:
            found = self._drawn.answer_after(place)
            if found is not None or self._next >= len(self._slots):
                return found
            self._build(self._next + 1)

    def first_stop(self) -> QWidget | None:
        """Return what Tab would reach first: where nothing is to be answered yet."""
        return next(self._drawn.stops(), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Go on with what is not in sight, now that there is something to be seen."""
        super().paintEvent(event)
        if self._next < len(self._slots) and not self._rest.isActive():
            self._rest.start(0)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Let Tab find what comes next, however early it is pressed."""
        at = QApplication.focusWidget()
        place = self._drawn.place_of(at) if at is not None else -1
        while self._next < len(self._slots) and not self._drawn.stops_after(place):
            self._build(self._next + 1)
        return super().focusNextPrevChild(next)

    def event(self, event: QEvent) -> bool:
        """Follow a card that came or went: Qt asks for a layout then."""
        if event.type() is QEvent.Type.LayoutRequest and self._shown:
            self._cards.arrange(self.width())
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give everything its place at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._cards.arrange(self.width())

    def _fill(self, room: QSize) -> None:
        """Build what is seen first."""
        left = room.height()
        while self._next < len(self._slots) and left > 0:
            place = self._next
            self._build_next()
            if place in self._drawn:
                left -= self._cards.height_of(self._slots[place], room.width())
        self.resize(room.width(), 0)
        self._show_built()

    def _build_more(self) -> None:
        """Build a little, then let others do what is due; all is shown in one step at the end."""
        until = perf_counter() + _SLICE_S
        while self._next < len(self._slots) and perf_counter() < until:
            self._build_next()
        if self._next < len(self._slots):
            self._rest.start(0)
        else:
            self._show_built()

    def _build(self, end: int) -> None:
        """Build all places before `end`, to be seen now."""
        while self._next < end:
            self._build_next()
        self._show_built()

    def _build_next(self) -> None:
        if self._next not in self._kept:
            self._sync(self._next)
        self._next += 1

    def _show_built(self) -> None:
        """Let the eye and Tab find what was built and is not shown yet."""
        if self._shown < self._next:
            for place in range(self._shown, self._next):
                self._show(place)
            first, self._shown = self._shown, self._next
            self._cards.arrange(self.width())
            self._drawn.chain(self._before, first)

    def _show(self, place: int) -> None:
        """Show or hide what draws a slot, and its card, as the node is relevant and unfolded."""
        widget = self._drawn.get(place)
        if widget is not None:
            slot = self._slots[place]
            shown = self._is_seen(slot, self._session.node(slot.ref))
            if widget.isHidden() is shown:
                widget.setVisible(shown)
            self._cards.follow(slot, widget)

    def _is_seen(self, slot: Slot, node: Node) -> bool:
        return node.relevant and not self._folds.hides(slot.ref)

    def _sync(self, place: int) -> bool:
        """Draw, refresh or hide one slot; returns True when Tab stops anywhere else now."""
        slot = self._slots[place]
        node = self._session.node(slot.ref)
        widget = self._drawn.get(place)
        shown = self._is_seen(slot, node)
        made = widget is None and shown
        if made:
            widget = self._drawn[place] = self._draw(slot, node)
            self._cards.put(place, widget)
        if widget is not None:
            stops = len(widget.tab_stops())
            if shown and not made:
                widget.show_node()
            made = made or len(widget.tab_stops()) != stops
        if place < self._shown:
            self._show(place)
        return made

    def _draw(self, slot: Slot, node: Node) -> Field | Heading:
        frame = self._cards.frame(slot)
        if slot.kind is SlotKind.HEADING:
            return Heading(node, depth=slot.depth, parent=frame, folds=self._folds)
        if slot.kind is SlotKind.INSTANCE:
            heading = InstanceHeading(
                node, depth=slot.level, writable=self._writable, parent=frame, folds=self._folds
            )
            heading.remove_wished.connect(self.remove_wished)
            heading.move_wished.connect(self.move_wished)
            return heading
        if slot.kind is SlotKind.ADD:
            line = AddLine(node, writable=self._writable, parent=frame)
            line.add_wished.connect(self.add_wished)
            return line
        made = make_field(node, writable=self._writable, parent=frame, files=self._files)
        made.committed.connect(lambda text: self.committed.emit(slot.ref, text))
        made.explained.connect(lambda text: self.explained.emit(slot.ref, text))
        made.advanced.connect(lambda: self.advanced.emit(slot.ref))
        if isinstance(made, TypedField):
            made.typing.connect(self.typing)
        if isinstance(made, MatrixLine):
            made.stepped.connect(lambda step, column: self._step(made, step, column))
        if self._page_files is not None:
            self._page_files.serve(made)
        if self._reveals:
            made.reveal()
        if self._dress is not None:
            self._dress(made)
        if self._proposals is not None:
            self._proposals.dress(made)
        return made

    def _follow_fold(self, ref: str) -> None:
        """Show or hide what lies in a group that was unfolded or folded."""
        self.refresh(s.ref for s in self._slots if s.ref == ref or s.ref.startswith(f"{ref}/"))

    def _step(self, line: MatrixLine, step: int, column: int) -> None:
        """Go to the line of the same table above or below."""
        built = self._drawn.seen_fields()
        at = built.index(line) + step
        wanted = built[at] if 0 <= at < len(built) else None
        if isinstance(wanted, MatrixLine):
            wanted.enter_column(column)

    def dress(self, refs: Iterable[str]) -> None:
        """Show anew what stands beside these questions, as far as they are drawn."""
        for ref in refs:
            made = self._drawn.field_at(self._places.get((Ref(ref), SlotKind.FIELD)))
            if self._dress is not None and made is not None:
                self._dress(made)

    def add_evidence(self) -> None:
        """Add evidence to the question where the person is."""
        if self._page_files is not None:
            self._page_files.add_evidence()

    def _follow_files(self, ref: str) -> None:
        if self._page_files is not None:
            self._page_files.follow(ref)
            self._drawn.chain(self._before, 0)
