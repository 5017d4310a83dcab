"""One respondent's way through the questions: forth, back, and the end."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from bina_desktop.application.kiosk import Respondent
from bina_desktop.formengine.client import Problem, Ref, Session
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.controller import FormController, SaveKind, SaveState
from bina_desktop.ui.form.media.form_media import FormMedia
from bina_desktop.ui.kiosk.screens import QuestionScreen
from bina_desktop.ui.kiosk.steps import Steps, fault_of, steps_of
from bina_desktop.ui.kiosk.wording import KioskWords


class Interview(QObject):
    """Leads one respondent; it goes with him or her, and with it all that was answered."""

    withdrawn = Signal()
    """Back from the first question."""
    completed = Signal()
    """Every question is answered as the form asks, and every answer is durable."""

    def __init__(
        self,
        respondent: Respondent,
        controller: FormController,
        screen: QuestionScreen,
        words: KioskWords,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.respondent, self.controller = respondent, controller
        controller.setParent(self)
        self.session: Session = respondent.session
        self._files = FormMedia(controller.media_folder)
        self._screen = screen
        self._words = words
        self._steps: Steps = self._lay_out()
        self._ref: Ref | None = None
        self._glance = QTimer(self)
        self._glance.setSingleShot(True)
        self._glance.timeout.connect(self.go_on)
        controller.save_changed.connect(self._tell_saving)

    @property
    def glance_ms(self) -> int:
        """How long a choice is seen before the next question comes."""
        return self._glance.interval()

    @glance_ms.setter
    def glance_ms(self, milliseconds: int) -> None:
        self._glance.setInterval(milliseconds)

    @property
    def steps(self) -> Steps:
        """The way as it stands now."""
        return self._steps

    @property
    def closing(self) -> str:
        """What the form says after its last one."""
        return "\n".join(map(markdown.to_plain, self._lay_out().closing))

    @property
    def place(self) -> int:
        """Which question is asked, counted from 0."""
        refs = [step.ref for step in self._steps.steps]
        return refs.index(self._ref) if self._ref is not None and self._ref in refs else 0

    def begin(self) -> None:
        """Ask the first question."""
        self._screen.given.connect(self._give)
        self._screen.went_on.connect(self.go_on)
        self._screen.went_back.connect(self.go_back)
        self._ask(0)

    def go_on(self) -> None:
        """Go to the next question, unless this one is still to be answered."""
        self._glance.stop()
        answer = self._screen.answer
        if self._ref is None or answer is None:
            return
        answer.commit()
        fault = self._fault()
        if fault:
            self._screen.tell_fault(fault)
            answer.focus_input()
            return
        self._steps = self._lay_out()
        if self.place + 1 < len(self._steps.steps):
            self._ask(self.place + 1)
        else:
            self._complete()

    def go_back(self) -> None:
        """Go to the question before; from the first one, give up."""
        self._glance.stop()
        if self._screen.answer is not None:
            self._screen.answer.commit()
        self._steps = self._lay_out()
        if self.place == 0:
            self.withdrawn.emit()
        else:
            self._ask(self.place - 1)

    def mend(self, problem: Problem) -> None:
        """Lead to what is still wrong; what cannot be asked here is only told."""
        self._steps = self._lay_out()
        refs = [step.ref for step in self._steps.steps]
        if problem.ref in refs:
            self._ask(refs.index(problem.ref))
        self._screen.tell_fault(problem.violation.message)

    def wait(self, waiting: bool) -> None:
        """Take nothing while the answers are stored."""
        self._screen.wait(waiting)

    def end(self) -> None:
        """Let go; what was typed is stored, complete or not."""
        self._glance.stop()
        if self._screen.answer is not None:
            self._screen.answer.commit()
        self.controller.flush()
        self._screen.given.disconnect(self._give)
        self._screen.went_on.disconnect(self.go_on)
        self._screen.went_back.disconnect(self.go_back)
        self.deleteLater()

    def _complete(self) -> None:
        problems = self.controller.problems()
        if problems:
            self.mend(problems[0])
            return
        self.wait(True)
        self.controller.when_saved(self.completed.emit)

    def _ask(self, place: int) -> None:
        step = self._steps.steps[place]
        self._ref = step.ref
        node = self.session.node(step.ref)
        self._screen.ask(node, step.notes, self._words, self._files)
        if self._screen.answer is not None:
            self._screen.answer.chosen.connect(self._glance.start)
        self._show_place()

    def _show_place(self) -> None:
        total = len(self._steps.steps)
        last = self.place + 1 == total
        self._screen.show_place(self.place + 1, total, self._words, last=last)
        node = self.session.node(self._ref) if self._ref is not None else None
        if node is not None and not (last or node.required or node.value):
            self._screen.offer_skip(self._words)

    def _give(self, text: str) -> None:
        if self._ref is None:
            return
        self.controller.commit(self._ref, text)
        self._screen.tell_fault("")
        self._steps = self._lay_out()
        self._show_place()

    def _fault(self) -> str:
        assert self._ref is not None
        node = self.session.node(self._ref)
        if node.required and not node.value:
            return self._words.missing
        return fault_of(node)

    def _tell_saving(self, state: SaveState) -> None:
        if state.kind is SaveKind.FAILED:
            self.wait(False)
            self._screen.tell_fault(f"{self._words.unsaved}\n{state.message}")

    def _lay_out(self) -> Steps:
        return steps_of(self.session, self.respondent.known)
