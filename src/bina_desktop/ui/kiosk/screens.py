"""What a respondent sees: welcome, one question, a call after a pause, thanks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.formengine.client import Node
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.media.form_media import FormMedia, MediaStrip
from bina_desktop.ui.kiosk.answers import Answer, make_answer
from bina_desktop.ui.kiosk.parts import Dots, big_button, in_the_middle, words
from bina_desktop.ui.kiosk.wording import KioskWords
from bina_desktop.ui.laid_out import clear
from bina_desktop.ui.messages import Banner
from bina_desktop.ui.panels import (
    Picture,
    Wrapped,
    column,
    label,
    restyle,
    retitle,
    row,
    scrolled,
)
from bina_desktop.ui.theme import colours, px, scaled, sized


class WelcomeScreen(QWidget):
    """A kind sentence, the languages, and the way in."""

    started = Signal()
    language_chosen = Signal(str)

    def __init__(self, place: str) -> None:
        super().__init__()
        self.banner = Banner()
        self._title = words(size=2.6, bold=True)
        self._place = words(place, size=1.45, kind="muted")
        self._invitation = words(size=1.9)
        self._notes = words(size=1.35, kind="muted")
        self.start = big_button("", self.started.emit, kind="primary")
        self.start.setProperty("reach", "hand")
        sized(self.start, min_width=300)
        self.start.setFont(scaled(self.start.font(), 1.3, bold=True))
        self.languages = QButtonGroup(self)
        self._language_row = row(1, 1, spacing=12)
        texts = QWidget()
        texts.setLayout(
            column(self._place, self._title, self._invitation, self._notes, spacing=px(14))
        )
        for part in (self._place, self._title, self._invitation, self._notes):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body = QWidget()
        body.setLayout(
            column(
                self.banner,
                1,
                in_the_middle(texts, 860),
                self._language_row,
                row(1, self.start, 1),
                1,
                spacing=px(26),
                margins=px(20),
            )
        )
        self.setLayout(column(scrolled(body)))

    def offer(self, languages: Sequence[str], chosen: str) -> None:
        """Let the respondent choose among several languages."""
        for old in self.languages.buttons():
            self.languages.removeButton(old)
            old.deleteLater()
        for place, language in enumerate(languages if len(languages) > 1 else ()):
            made = big_button(language.partition(" (")[0], kind="tool")
            made.setCheckable(True)
            made.setChecked(language == chosen)
            made.clicked.connect(lambda _on=False, name=language: self.language_chosen.emit(name))
            self.languages.addButton(made)
            self._language_row.insertWidget(1 + place, made)

    def show_words(self, said: KioskWords, notes: Sequence[str]) -> None:
        """Say everything in the language in use."""
        self._title.setText(said.welcome)
        self._invitation.setText(said.invitation)
        self._notes.setText("\n".join(map(markdown.to_plain, notes)))
        retitle(self.start, said.start)

    def focus_input(self) -> None:
        """Let Enter start."""
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)


class QuestionScreen(QWidget):
    """One question with its answer; nothing of the one before is kept."""

    went_back = Signal()
    went_on = Signal()
    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.answer: Answer | None = None
        self._place = label(size=1.2, kind="muted")
        self._dots = Dots()
        self.fault = words(size=1.2, bold=True, kind="fault")
        self.back = big_button("", self.went_back.emit)
        self.next = big_button("", self.went_on.emit, kind="primary")
        self._holder = QWidget()
        self._body = QVBoxLayout(self._holder)
        self._body.setContentsMargins(0, 0, 0, 0)
        area = scrolled(self._middle())
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._area = area
        head, foot = QWidget(), QWidget()
        head.setLayout(row(self._place, self._dots, spacing=px(18)))
        foot.setLayout(row(self.back, 1, self.next))
        layout = column(spacing=px(10))
        layout.addLayout(in_the_middle(head))
        layout.addWidget(area, 1)
        layout.addLayout(in_the_middle(self.fault))
        layout.addLayout(in_the_middle(foot))
        layout.setContentsMargins(px(20), px(16), px(20), px(14))
        self.setLayout(layout)

    def ask(self, node: Node, notes: Sequence[str], said: KioskWords, files: FormMedia) -> None:
        """Put a question; the widgets of the one before go."""
        self.clear()
        question = words(size=1.9, bold=True)
        _say(question, node.label)
        hint = "\n".join(filter(None, (*map(markdown.to_plain, notes), node.hint)))
        page = QWidget(self._holder)
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(question)
        if hint:
            body.addWidget(words(markdown.to_plain(hint), size=1.15, kind="muted"))
        if node.media:
            body.addWidget(MediaStrip(node.media, files, self))
        body.addSpacing(px(8))
        self.answer = make_answer(node, said, files, page)
        self.answer.given.connect(self.given)
        self.answer.advanced.connect(self.went_on)
        body.addWidget(self.answer, 1000)
        body.addStretch(1)
        self._body.addWidget(page)
        self.tell_fault("")
        self._area.verticalScrollBar().setValue(0)
        page.show()
        self.answer.focus_input()

    def show_place(self, place: int, total: int, said: KioskWords, *, last: bool) -> None:
        """Tell how far it is; the buttons say what they do."""
        self._dots.show_place(place, total)
        self._place.setText(said.place.format(place, total))
        retitle(self.back, said.back)
        retitle(self.next, said.finish if last else said.go_on)
        restyle(self.next, "kind", "primary")

    def offer_skip(self, said: KioskWords) -> None:
        """Say that this question need not be answered; the answers catch the eye, not this."""
        retitle(self.next, said.skip)
        restyle(self.next, "kind", "")

    def tell_fault(self, sentence: str) -> None:
        """Say what is still to be mended; '' says nothing."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def wait(self, waiting: bool) -> None:
        """Take nothing while the answers are stored."""
        for part in (self.back, self.next, self._holder):
            part.setEnabled(not waiting)

    def clear(self) -> None:
        """Forget the question and what was answered."""
        clear(self._body)
        self.answer = None

    def _middle(self) -> QWidget:
        middle = QWidget()
        layout = in_the_middle(self._holder)
        layout.setContentsMargins(px(2), px(8), px(2), px(4))
        middle.setLayout(layout)
        return middle


class PauseScreen(QWidget):
    """Large words in the middle, with one button: thanks, or a call after a pause."""

    pressed = Signal()

    def __init__(self, glyph: str = "") -> None:
        super().__init__()
        picture = Picture(glyph, colours().good, size=84) if glyph else None
        self._title = words(size=2.6, bold=True)
        self._text = words(size=1.6)
        self._count = words(size=1.15, kind="muted")
        self.button = big_button("", self.pressed.emit, kind="primary")
        texts = QWidget()
        parts = [picture, self._title, self._text, self._count]
        texts.setLayout(column(*(part for part in parts if part is not None), spacing=px(12)))
        for part in parts:
            if part is not None:
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body = QWidget()
        body.setLayout(
            column(
                1,
                in_the_middle(texts, 860),
                row(1, self.button, 1),
                1,
                spacing=px(28),
                margins=px(20),
            )
        )
        self.setLayout(column(scrolled(body)))

    def say(self, title: str, text: str, verb: str) -> None:
        """Show the words."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        retitle(self.button, verb)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_left(self, sentence: str) -> None:
        """Say how many seconds are left."""
        self._count.setText(sentence)

    @property
    def text(self) -> str:
        """What is said."""
        return " ".join((self._title.text(), self._text.text(), self._count.text()))


def _say(target: Wrapped, text: str) -> None:
    """Show a label of the form, which may hold marks."""
    if markdown.is_marked(text):
        target.setTextFormat(Qt.TextFormat.RichText)
        target.setText(markdown.to_html(text))
    else:
        target.setText(text)
