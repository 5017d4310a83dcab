"""One question on the screen: label, hint, the control, and what is wrong with the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from bina_desktop.formengine.client import Node, Ref, ViolationKind
from bina_desktop.formengine.presentation import NO_MEDIA, Media
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.fields.explanation import Explanation
from bina_desktop.ui.form.fields.parts import ProblemLine, to_the_left
from bina_desktop.ui.form.fields.words import Words
from bina_desktop.ui.form.media.form_media import NO_FORM_MEDIA, FormMedia, MediaStrip
from bina_desktop.ui.theme import colours, px, scaled, sized

_LABEL_COLUMN = 216
"""Width of the labels that stand beside their control."""
_NARROWEST = 470
"""Width of a question below which its label stands above."""
_BESIDE = 16
"""Between label and control where they stand side by side."""
_BAR = 3
"""Width of the mark beside the question where the person is."""
_ASIDE = 8
"""Between what stands aside and the right border."""
_ROOM_ASIDE = 46
_COMES_OR_GOES = frozenset({QEvent.Type.Show, QEvent.Type.Hide})


class Field(QWidget):
    """Draws one node; what a person enters leaves as text, as typed, through `committed`."""

    committed = Signal(str)
    explained = Signal(str)
    """Carries why an unusual answer stands all the same."""
    advanced = Signal()
    """Enter: go on to the next control."""
    activated = Signal(bool)
    """Tells whether the person is at this question now."""

    beside = False
    """True where the label stands beside the control instead of above it."""
    takes_alt_arrows = False
    """True where Alt and an arrow mean something to the control."""
    takes_page_keys = False
    """True where Page Up and Page Down mean something to the control."""
    _entered: QWidget | None = None  # a part of the editor; Tab would stop at a focus proxy twice

    def __init__(
        self,
        node: Node,
        *,
        writable: bool,
        parent: QWidget | None = None,
        files: FormMedia = NO_FORM_MEDIA,
    ) -> None:
        super().__init__(parent)
        self._node = node
        self._writable = writable
        self._files = files
        self._media: Media = NO_MEDIA
        self._strip: MediaStrip | None = None
        self._active = False
        self._reveals = False
        self._problem: ProblemLine | None = None
        self._explanation: Explanation | None = None
        self._guidance: Words | None = None
        self._below: list[Callable[[], Sequence[QWidget]]] = []
        self._aside: list[QWidget] = []
        self._shelf: QWidget | None = None
        self._sides: QBoxLayout | None = None
        self._beside_words = ""
        self._proposal_words = ""
        self.asks = True
        """False where label and hint stand elsewhere already."""
        self._label = Words(self)
        self._hint: Words | None = None
        self._above = QVBoxLayout()
        self._above.setSpacing(2)
        self._above.addWidget(self._label)
        self._editor = self._build_editor()
        self._body = QVBoxLayout()
        self._body.setSpacing(6)
        self._arrange()

    @property
    def ref(self) -> Ref:
        """Which node it draws."""
        return self._node.ref

    def draws(self, node: Node) -> bool:
        """Tell whether it is the field of a node."""
        return node is self._node

    @property
    def editor(self) -> QWidget:
        """The control that takes the answer."""
        return self._editor

    @property
    def read_only(self) -> bool:
        """True while nothing can be entered: a closed sheet, or a readonly question."""
        return not self._writable or self._node.readonly

    @property
    def problem_text(self) -> str:
        """The sentence shown under the control; '' while none is shown."""
        line = self._problem
        return "" if line is None or line.isHidden() else line.words.text()

    def show_node(self) -> None:
        """Bring everything to what the node now says."""
        node = self._node
        label = node.label if self.asks else ""
        self._label.say(label, required=self.asks and node.required and not self.read_only)
        self._show_hint(node.hint, visible=self._writable and self.asks)
        self._show_media(node.media)
        self._show_value(node)
        self._show_problem()
        self._show_warning(node)

    def reveal(self) -> None:
        """Show from now on what is wrong: the question was left, or finalising was tried."""
        if not self._reveals:
            self._reveals = True
            self._show_problem()

    def show_guidance(self) -> None:
        """Show or hide the longer help."""
        node = self._node
        if self._guidance is None:
            self._guidance = Words(self, kind="muted")
            self._guidance.setObjectName("guidance")
            self._guidance.setVisible(False)
            self._body.addWidget(self._guidance)
        text = node.guidance or node.hint or self.tr("Tidak ada petunjuk untuk pertanyaan ini.")
        self._guidance.say(text, visible=self._guidance.isHidden())

    def set_active(self, active: bool) -> None:
        """Mark as the question where the person is."""
        if active != self._active:
            self._active = active
            self.activated.emit(active)
            self.update(0, 0, _BAR, self.height())

    def focus_input(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the cursor into the control."""
        (self._entered or self._editor).setFocus(reason)

    def take_cursor(self, reason: Qt.FocusReason) -> None:
        """Put the cursor into the control, or onto the question where nothing can be entered."""
        self.focus_input(reason)
        if not self.isAncestorOf(self.window().focusWidget() or self):
            self.setFocus(reason)

    def commit_edit(self) -> None:
        """Commit what is typed and not committed yet; most fields commit at once."""

    def take_typing_back(self) -> bool:
        """Put back what stood there before the typing that is not committed; False if none is."""
        return self._explanation is not None and self._explanation.take_typing_back()

    def owns(self, control: QWidget) -> bool:
        """Tell whether a control holds the answer or its explanation, and not something beside."""
        return control in self.tab_stops()

    def show_anew(self) -> None:
        """Show what the node says, also in place of text under the cursor: undo changed it."""
        self.show_node()

    def focus_explanation(self) -> bool:
        """Put the cursor into the line of an explanation that is asked for; False if none is."""
        if self._explanation is None or self._explanation.isHidden():
            return False
        self._explanation.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def commit_explanation(self) -> None:
        """Commit an explanation that is typed and not committed yet."""
        if self._explanation is not None:
            self._explanation.commit()

    def add_below(self, part: QWidget, stops: Callable[[], Sequence[QWidget]]) -> None:
        """Put something below the answer; `stops` tells where Tab stops in it."""
        self._body.addWidget(part)
        self._below.append(stops)

    def keep_aside(self) -> QWidget:
        """Return on what stands aside: what comes and goes there lays nothing out."""
        if self._shelf is None:
            self._shelf = QWidget(self)
            self._shelf.resize(0, 0)
            if self.isVisible():  # else it is shown with the question
                self._shelf.show()
        return self._shelf

    def add_aside(self, control: QWidget) -> None:
        """Put a small control at the right end of the question's first line."""
        self._aside.append(control)
        control.setParent(self.keep_aside())
        control.installEventFilter(self)
        self._place_aside()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what stands aside at the right end."""
        super().resizeEvent(event)
        self._place_aside()
        self.turn(self.width())

    def turn(self, width: int) -> None:
        """Put the label above the control where it is this narrow."""
        if self._sides is None:
            return
        narrow = width < px(_NARROWEST)
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if narrow else ways.LeftToRight
        if self._sides.direction() is not way:  # a layout that is told anything is laid out anew
            self._sides.setDirection(way)
            self._sides.setSpacing(4 if narrow else _BESIDE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room when something aside comes or goes."""
        if event.type() in _COMES_OR_GOES and watched in self._aside:
            self._place_aside()
        return super().eventFilter(watched, event)

    def tell_beside(self, words: str) -> None:
        """Have screen readers say what stands beside the question."""
        if words != self._beside_words:
            self._beside_words = words
            self._name_control(self._node)

    def put_below_label(self, line: QWidget) -> None:
        """Put a line between the label and the control."""
        self._body.insertWidget(0, line)

    def tell_proposal(self, words: str) -> None:
        """Have screen readers say with the control what is proposed; '' for nothing."""
        if words != self._proposal_words:
            self._proposal_words = words
            self._name_control(self._node)

    def tab_stops(self) -> Sequence[QWidget]:
        """Return where Tab stops now: media, control, what stands below, explanation."""
        stops = [*self._strip.stops()] if self._strip is not None else []
        stops += self.stops()
        for below in self._below:
            stops += below()
        if self._explanation is not None and not self._explanation.isHidden():
            stops.append(self._explanation.line)
        return stops

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark of the question where the person is."""
        super().paintEvent(event)
        if self._active:
            painter = QPainter(self)
            painter.fillRect(0, 2, _BAR, self.height() - 4, QColor(colours().accent))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click beside the control lead into it."""
        self.take_cursor(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def _build_editor(self) -> QWidget:
        raise NotImplementedError

    def _show_value(self, node: Node) -> None:
        raise NotImplementedError

    def stops(self) -> Sequence[QWidget]:
        """Return where Tab may stop in it, in order."""
        return (self._named_control(),)

    def _named_control(self) -> QWidget:
        """Return the widget that a screen reader lands on."""
        return self._editor

    def _arrange(self) -> None:
        self._body.addLayout(to_the_left(self._editor))
        if self.beside and not self._node.presentation.width:
            layout = self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
            layout.setSpacing(_BESIDE)
            sized(self._label, width=_LABEL_COLUMN)
            self._above.setContentsMargins(0, 7, 0, 0)
            self._above.addStretch(1)
            layout.addLayout(self._above)
            layout.addLayout(self._body, 1)
            layout.setAlignment(self._body, Qt.AlignmentFlag.AlignTop)
        else:
            layout = QVBoxLayout(self)
            layout.setSpacing(6)
            layout.addLayout(self._above)
            layout.addLayout(self._body)
        layout.setContentsMargins(16, 6, _ROOM_ASIDE, 6)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def _place_aside(self) -> None:
        shelf, right = self._shelf, 0
        if shelf is None:
            return
        shown = [control for control in self._aside if control.isVisibleTo(self)]
        for control in shown:
            control.adjustSize()
            control.move(right, 0)
            right += control.width()
        tall = max((control.height() for control in shown), default=0)
        shelf.setGeometry(self.width() - _ASIDE - right, 2, right, tall)
        shelf.raise_()

    def _show_hint(self, text: str, *, visible: bool = True) -> None:
        """Show the hint below the label; most questions have none, and no widget for it."""
        if self._hint is None:
            if not (text and visible):
                return
            self._hint = Words(self, kind="muted")
            self._hint.setFont(scaled(self.font(), 0.93))
            if self._sides is not None:
                sized(self._hint, width=_LABEL_COLUMN)
            self._above.insertWidget(self._above.indexOf(self._label) + 1, self._hint)
        self._hint.say(text, visible=visible)

    def _show_media(self, media: Media) -> None:
        """Show picture, sound and video of the label; another language may have others."""
        if media == self._media:
            return
        self._media = media
        if self._strip is not None:
            self._strip.deleteLater()
            self._strip = None
        if media:
            self._strip = MediaStrip(media, self._files, self)
            self._body.insertWidget(0, self._strip)

    def _show_problem(self) -> None:
        violation = self._node.violation if self._reveals and self._writable else None
        if violation is not None and violation.kind is ViolationKind.WARNING:
            violation = None  # told by _show_warning, with the way out
        if violation is None:
            if self._problem is not None:
                self._problem.hide()
        else:
            if self._problem is None:
                self._problem = ProblemLine(self)
                self._body.insertWidget(self._below_editor(), self._problem)
            self._problem.words.setText(violation.message)
            self._problem.show()
        control = self._named_control()
        if bool(control.property("fault")) is (violation is None):
            control.setProperty("fault", violation is not None)
            control.style().polish(control)
        self._name_control(self._node)

    def _below_editor(self) -> int:
        """Return the place right below the control, whatever stands above it."""
        rows = [part for part in self._body.children() if isinstance(part, QLayout)]
        return self._body.indexOf(rows[0]) + 1 if rows else self._body.count()

    def _show_warning(self, node: Node) -> None:
        warning = node.warning
        if warning is None:
            if self._explanation is not None:
                self._explanation.hide()
            return
        if self._explanation is None:
            self._explanation = Explanation(self)
            self._explanation.given.connect(self.explained)
            self._explanation.advanced.connect(self.advanced)
            self._body.addWidget(self._explanation)
        self._explanation.show_warning(warning, writable=self._writable)
        self._explanation.show()

    def _name_control(self, node: Node) -> None:
        name = markdown.to_plain(node.label) or node.name
        if node.required:
            name = self.tr("{name}, wajib diisi").format(name=name)
        parts = [markdown.to_plain(node.hint)]
        if self._problem is not None and not self._problem.isHidden():
            parts.append(self.problem_text)
        parts.append(self._beside_words)
        parts.append(self._proposal_words)
        control = self._named_control()
        control.setAccessibleName(name)
        control.setAccessibleDescription(" ".join(filter(None, parts)))


def field_of(widget: QWidget) -> Field | None:
    """Return the question in which a widget lies; None outside."""
    at: QWidget | None = widget
    while at is not None and not isinstance(at, Field):
        at = at.parentWidget()
    return at
