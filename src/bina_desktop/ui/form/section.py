"""One page of a section: cards of questions, built as they become relevant."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from bina_desktop.formengine.client import Node, Ref, Session
from bina_desktop.ui.form.fields.basic import NoteField
from bina_desktop.ui.form.fields.factory import make_field
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.grid_line import GridLine, lines_of
from bina_desktop.ui.form.fields.matrix import MatrixLine
from bina_desktop.ui.form.fields.upload import MediaField
from bina_desktop.ui.form.folds import Folds
from bina_desktop.ui.form.headings import AddLine, Heading, InstanceHeading
from bina_desktop.ui.form.media.attachments import Attachments
from bina_desktop.ui.form.media.evidence import Evidence
from bina_desktop.ui.form.media.form_media import NO_FORM_MEDIA, FormMedia
from bina_desktop.ui.form.navigation import Slot, SlotKind
from bina_desktop.ui.form.proposals import Proposals
from bina_desktop.ui.theme import GAP, sized

_AT_ONCE, _AT_A_TIME = 8, 6
"""Widgets built before the page is first painted, and between two events after that."""
_STEP = 26
"""How far each repeat within a card is set in."""
WIDEST = 1040
"""Beyond this width lines become too long to read."""

Dress = Callable[[Field], None]
"""Puts beside a question what others said about it."""


@dataclass(slots=True)
class _Card:
    frame: QFrame
    layout: QVBoxLayout
    places: list[int] = field(default_factory=list[int])
    """Slots drawn in it."""
    lines: list[int] = field(default_factory=list[int])
    """First slots of the lines that are drawn in it, ascending."""
    grid: dict[int, GridLine] = field(default_factory=dict[int, GridLine])
    """Lines of several questions, by their first slot."""


class SectionPage(QWidget):
    """Draws the slots of one page. Refreshing costs what changed, not what is there."""

    committed = Signal(str, str)
    """Carries ref and text as typed."""
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
        files: FormMedia = NO_FORM_MEDIA,
        proposals: Proposals | None = None,
        folds: Folds | None = None,
    ) -> None:
        """Draw `slots` in `parent`; Tab comes from `before`, `files` are those of the form."""
        super().__init__(parent)
        self._folds = folds or Folds(session, self)
        self._folds.changed.connect(self._follow_fold)
        self._before = before
        self._proposals = proposals
        if proposals is not None:
            proposals.changed.connect(self._mark_proposals)
        self._files = files
        self._attachments: Attachments | None = None
        self._evidence: dict[Ref, Evidence] = {}
        self._active: Field | None = None
        self._session = session
        self._slots = tuple(slots)
        self._writable = writable
        self._dress = dress
        self._places = {(slot.ref, slot.kind): i for i, slot in enumerate(self._slots)}
        self._lines = lines_of(session, self._slots)
        self._drawn: dict[int, QWidget] = {}
        self._cards: dict[Ref, _Card] = {}
        self._card_order: list[int] = []
        self._reveals = False
        sized(self, max_width=WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP + 4)
        self._layout.addStretch(1)
        self._next = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._build_more)
        self._build_more()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What it draws."""
        return self._slots

    def build_through(self, ref: str) -> None:
        """Build up to a question, which is about to be shown."""
        place = self._places.get((Ref(ref), SlotKind.FIELD), -1)
        if self._next > place:
            return
        while self._next <= place:
            self._build_next()
        self._chain_focus()

    def complete(self) -> None:
        """Build what is still missing."""
        while self._next < len(self._slots):
            self._build_next()
        self._chain_focus()

    def fields(self) -> list[Field]:
        """Return the fields of the page that are relevant now, in order."""
        if self._next < len(self._slots):
            self.complete()
        return self._built()

    def _built(self) -> list[Field]:
        drawn = (self._drawn[place] for place in sorted(self._drawn))
        return [one for one in drawn if isinstance(one, Field) and not one.isHidden()]

    def field(self, ref: str) -> Field | None:
        """Return the field of a ref if it is of this page and relevant."""
        self.build_through(ref)
        place = self._places.get((Ref(ref), SlotKind.FIELD))
        found = self._drawn.get(place) if place is not None else None
        return found if isinstance(found, Field) and not found.isHidden() else None

    def refresh(self, refs: Iterable[Ref]) -> None:
        """Repaint the nodes that changed."""
        kinds = tuple(SlotKind)
        seen = self._folds.seen_at(refs)
        found = {self._places.get((ref, kind)) for ref in seen for kind in kinds}
        places = sorted(p for p in found if p is not None and p < self._next)
        if any(list(map(self._sync, places))):
            self._chain_focus()

    def _mark_proposals(self, refs: frozenset[Ref]) -> None:
        for one in self._built():
            if one.ref in refs and self._proposals is not None:
                self._proposals.dress(one)

    def reveal(self) -> None:
        """Show from now on what is wrong with every answer."""
        self._reveals = True
        for one in self._built():
            one.reveal()

    def after(self, ref: str) -> Field | None:
        """Return the next field that takes an answer, None at the end of the page."""
        if self._next < len(self._slots):
            self.complete()
        place = self._places.get((Ref(ref), SlotKind.FIELD), -1)
        for later in sorted(p for p in self._drawn if p > place):
            one = self._drawn[later]
            if isinstance(one, Field) and takes_answer(one):
                return one
        return None

    def first(self) -> Field | None:
        """Return the first field that takes an answer."""
        while True:
            found = next((one for one in self._built() if takes_answer(one)), None)
            if found is not None or self._next >= len(self._slots):
                return found
            self._build_next()

    def first_stop(self) -> QWidget | None:
        """Return what Tab would reach first: where nothing is to be answered yet."""
        return next(self._stops(), None)

    def _stops(self) -> Iterator[QWidget]:
        for place in sorted(self._drawn):
            one = self._drawn[place]
            if isinstance(one, (Field, Heading)) and not one.isHidden():
                yield from one.tab_stops()

    def _build_more(self) -> None:
        """Build a screenful, then the rest between events: the page is seen at once."""
        wanted = len(self._drawn) + (_AT_ONCE if not self._drawn else _AT_A_TIME)
        while self._next < len(self._slots) and len(self._drawn) < wanted:
            self._build_next()
        self._chain_focus()
        if self._next < len(self._slots):
            self._rest.start()

    def _build_next(self) -> None:
        self._sync(self._next)
        self._next += 1

    def _sync(self, place: int) -> bool:
        """Draw, refresh or hide one slot; returns True when Tab stops anywhere else now."""
        slot = self._slots[place]
        node = self._session.node(slot.ref)
        widget = self._drawn.get(place)
        shown = node.relevant and not self._folds.hides(slot.ref)
        made = widget is None and shown
        if made:
            widget = self._draw(slot, node)
            _indent(widget, slot.level)
            self._put(place, widget)
        if widget is not None:
            stops = _stops_in(widget)
            if shown and not made and isinstance(widget, (Field, Heading)):
                widget.show_node()
            made = made or _stops_in(widget) != stops
            if widget.isHidden() is shown:
                widget.setVisible(shown)
            self._show_card(slot.card)
        return made

    def _draw(self, slot: Slot, node: Node) -> QWidget:
        frame = self._card(slot).frame
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
        if isinstance(made, MatrixLine):
            made.stepped.connect(lambda step, column: self._step(made, step, column))
        self._serve_file(made)
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
        built = self._built()
        at = built.index(line) + step
        wanted = built[at] if 0 <= at < len(built) else None
        if isinstance(wanted, MatrixLine):
            wanted.enter_column(column)

    def dress(self, refs: Iterable[str]) -> None:
        """Show anew what stands beside these questions, as far as they are drawn."""
        for ref in refs:
            place = self._places.get((Ref(ref), SlotKind.FIELD))
            made = self._drawn.get(place) if place is not None else None
            if self._dress is not None and isinstance(made, Field):
                self._dress(made)

    def serve_files(self, attachments: Attachments | None) -> None:
        """Take files for upload questions and as evidence beside every question."""
        if attachments is None:
            return
        self._attachments = attachments
        for one in self._drawn.values():
            if isinstance(one, Field):
                self._serve_file(one)
        attachments.changed.connect(self._follow_files)

    def add_evidence(self) -> None:
        """Add evidence to the question where the person is."""
        if self._active is not None and self._active.ref in self._evidence:
            self._evidence[self._active.ref].add()

    def _serve_file(self, made: Field) -> None:
        attachments = self._attachments
        if attachments is None or isinstance(made, NoteField):
            return
        if isinstance(made, MediaField):
            made.use(attachments)
        made.activated.connect(lambda active: self._mark_active(made, active))
        if attachments.beside(made.ref):
            self._show_evidence(made, attachments)

    def _mark_active(self, one: Field, active: bool) -> None:
        if self._attachments is not None:
            self._active = one if active else self._active
            self._show_evidence(one, self._attachments).set_active(active)

    def _show_evidence(self, one: Field, attachments: Attachments) -> Evidence:
        """Return the evidence of a question; made when it is first wanted."""
        found = self._evidence.get(one.ref)
        if found is None:
            found = self._evidence[one.ref] = Evidence(one.ref, attachments, one)
            one.add_below(found, found.stops)
            one.add_aside(found.button)
        return found

    def _follow_files(self, ref: str) -> None:
        if self._attachments is None:
            return
        for one in self._built():
            if ref in ("", one.ref) and self._attachments.beside(one.ref):
                self._show_evidence(one, self._attachments)
        self._chain_focus()

    def _card(self, slot: Slot) -> _Card:
        card = self._cards.get(slot.card)
        if card is None:
            frame = QFrame(self)
            frame.setProperty("kind", "card")
            layout = QVBoxLayout(frame)
            layout.setContentsMargins(1, 10, 1, 12)
            layout.setSpacing(2)
            card = self._cards[slot.card] = _Card(frame, layout)
            first = next(i for i, one in enumerate(self._slots) if one.card == slot.card)
            at = bisect(self._card_order, first)
            self._card_order.insert(at, first)
            self._layout.insertWidget(at, frame)
        return card

    def _put(self, place: int, widget: QWidget) -> None:
        card = self._cards[self._slots[place].card]
        card.places.append(place)
        first, share = self._lines.get(place, (place, 0))
        if share:
            line = card.grid.get(first)
            if line is None:
                line = card.grid[first] = GridLine(card.frame)
                self._insert(card, first, line)
            line.put(place, widget, share)
        else:
            self._insert(card, place, widget)
        self._drawn[place] = widget

    def _insert(self, card: _Card, first: int, widget: QWidget) -> None:
        at = bisect(card.lines, first)
        card.lines.insert(at, first)
        card.layout.insertWidget(at, widget)

    def _show_card(self, key: Ref) -> None:
        card = self._cards[key]
        shown = any(not self._drawn[p].isHidden() for p in card.places)
        if card.frame.isHidden() is shown:
            card.frame.setVisible(shown)

    def _chain_focus(self) -> None:
        """Keep Tab in reading order when a question appeared between others.

        What is made last stands last in the window: without what stands before the page, its first
        control would draw all others there.
        """
        stops = (one for one in self._stops() if one.focusProxy() is None)  # a proxy may be hidden
        for before, after in pairwise((self._before, *stops)):
            QWidget.setTabOrder(before, after)


def _stops_in(widget: QWidget) -> int:
    return len(widget.tab_stops()) if isinstance(widget, (Field, Heading)) else 0


def _indent(widget: QWidget, level: int) -> None:
    """Set in what lies in a repeat within a card."""
    layout = widget.layout()
    if level and layout is not None:
        margins = layout.contentsMargins()
        margins.setLeft(margins.left() + level * _STEP)
        layout.setContentsMargins(margins)


def takes_answer(one: Field) -> bool:
    """Tell whether Enter may stop at this field."""
    return not (one.isHidden() or isinstance(one, NoteField) or one.read_only)
