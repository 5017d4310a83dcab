"""The kiosk: a window over everything, from which respondents cannot leave."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from bina_desktop.application.kiosk import KioskService, Respondent
from bina_desktop.application.lembar_penilaian import Finalised, Kunjungan
from bina_desktop.formengine.client import Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.kiosk.guard import KioskGuard
from bina_desktop.ui.kiosk.interview import Interview
from bina_desktop.ui.kiosk.lock import LockScreen
from bina_desktop.ui.kiosk.screens import PauseScreen, QuestionScreen, WelcomeScreen
from bina_desktop.ui.kiosk.steps import steps_of
from bina_desktop.ui.kiosk.wording import KioskWords, words_for
from bina_desktop.ui.panels import button
from bina_desktop.ui.theme import px, sized


@dataclass(frozen=True, slots=True)
class KioskTimes:
    """How long the kiosk waits, in milliseconds."""

    idle: int = 90_000
    """Without a key or a touch, before it asks whether somebody is still there."""
    call: int = 20_000
    """Then, before the survey is set aside and the next one may begin."""
    thanks: int = 8_000
    glance: int = 260
    """How long a choice is seen before the next question comes."""
    lock: int = 30_000
    """Without a key, before the question for the password goes away."""


class KioskWindow(QWidget):
    """Welcome, questions, thanks, and again; it ends with the password only."""

    left = Signal()
    """Somebody who knows the password ended it."""

    def __init__(
        self,
        kiosk: KioskService,
        jobs: Jobs,
        kunjungan: Kunjungan,
        *,
        is_password: Callable[[str], bool],
        times: KioskTimes | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`is_password` may take half a second; it is called off the UI thread."""
        self._may_leave = False  # before Qt tells of changes
        self._guard: KioskGuard | None = None
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("kiosk")
        self.setWindowTitle(self.tr("Survei pengguna layanan"))
        self._kiosk, self._jobs, self._spt_id = kiosk, jobs, kunjungan.spt.id
        self._is_password = is_password
        self.times = times or KioskTimes()
        self._form: Session | None = None
        self._opening_of: Collection[str] = ()
        self._first_language = ""
        self._words: KioskWords = words_for("")
        self.interview: Interview | None = None
        self.welcome = WelcomeScreen(kunjungan.wilayah.nama)
        self.question = QuestionScreen()
        self.call = PauseScreen()
        self.thanks = PauseScreen("check")
        self.lock = LockScreen()
        self._stack = QStackedWidget()
        for screen in (self.welcome, self.question, self.call, self.thanks, self.lock):
            self._stack.addWidget(screen)
        self._before_lock: QWidget = self.welcome
        self._build()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._left_ms = 0
        self._connect()

    @property
    def screen_shown(self) -> QWidget:
        """The screen in front."""
        return self._stack.currentWidget() or self.welcome

    def start(self) -> None:
        """Cover the screen and wait for the first respondent."""
        self._guard = KioskGuard(self)
        self._guard.touched.connect(self._note_life)
        self._greet()
        self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay; whoever wishes to close it is asked for the password."""
        if self._may_leave:
            event.accept()
            return
        event.ignore()
        self._ask_password()

    def changeEvent(self, event: QEvent) -> None:
        """Come back when it was made small or something else was put in front."""
        super().changeEvent(event)
        if self._may_leave or self._guard is None or not self.isVisible():
            return
        if event.type() is QEvent.Type.WindowStateChange and not self.isFullScreen():
            QTimer.singleShot(0, self, self._come_back)

    # --- the round ----------------------------------------------------------------------------

    def _greet(self) -> None:
        """Forget whoever was here and wait for the next one."""
        self._forget()
        QGuiApplication.clipboard().clear()
        self._clock.stop()
        self._show(self.welcome)
        self.corner.show()
        if self._form is None:
            self.welcome.start.setEnabled(False)
            self._jobs.run(
                lambda _progress: self._kiosk.begin(self._spt_id),
                done=self._learn,
                failed=self.welcome.banner.tell_error,
                owner=self,
            )
        else:
            self._switch_language(self._first_language)

    def _learn(self, respondent: Respondent) -> None:
        """Keep an empty survey for what the first screen says of the form."""
        self._form = respondent.session
        self._first_language = respondent.session.language
        self._opening_of = respondent.known
        self.welcome.start.setEnabled(True)
        self._switch_language(self._first_language)

    def _switch_language(self, language: str) -> None:
        if self._form is None:
            return
        self._form.set_language(language)
        self._words = words_for(language)
        self.welcome.offer(self._form.info.languages, language)
        self.welcome.show_words(self._words, steps_of(self._form, self._opening_of).opening)
        if self.screen_shown is self.welcome:
            self.welcome.focus_input()

    def _begin(self) -> None:
        """Open a survey of its own for this respondent."""
        self.welcome.start.setEnabled(False)
        self._jobs.run(
            lambda _progress: self._kiosk.begin(self._spt_id),
            done=self._interview,
            failed=self.welcome.banner.tell_error,
            ended=lambda: self.welcome.start.setEnabled(True),
            owner=self,
        )

    def _interview(self, respondent: Respondent) -> None:
        self.welcome.banner.clear()
        if self._form is not None:
            respondent.session.set_language(self._form.language)
        controller = FormController(
            respondent.session,
            self._jobs,
            record=lambda answers, _position: self._kiosk.record_answers(respondent, answers),
            media_folder=respondent.media_folder,
        )
        self.interview = Interview(respondent, controller, self.question, self._words, self)
        self.interview.glance_ms = self.times.glance
        self.interview.withdrawn.connect(self._greet)
        self.interview.completed.connect(self._finish)
        if self.screen_shown is self.lock:
            self._before_lock = self.question
        else:
            self._show(self.question)
            self._wait_for_life()
        self.interview.begin()

    def _forget(self) -> None:
        if self.interview is not None:
            self.interview.end()
            self.interview = None
        self.question.clear()

    def _finish(self) -> None:
        """All answers are durable: close the survey, then thank."""
        interview = self.interview
        if interview is None:
            return
        self._clock.stop()
        interview.wait(True)

        def failed(error: Exception) -> None:
            interview.wait(False)
            self.question.tell_fault(f"{self._words.unsaved}\n{error}")
            self._wait_for_life()

        self._jobs.run(
            lambda _progress: self._kiosk.finish(interview.respondent),
            done=self._thank,
            failed=failed,
            ended=lambda: interview.wait(False),
            owner=interview,
        )

    def _thank(self, outcome: Finalised) -> None:
        interview = self.interview
        if interview is None:
            return
        if outcome.problems:
            interview.mend(outcome.problems[0])
            self._wait_for_life()
            return
        said = self._words
        closing = interview.closing
        repeats = closing.casefold().startswith(said.thanks.casefold())
        self._forget()
        self._show(self.thanks)
        self.thanks.say(
            said.thanks,
            "\n".join(filter(None, ("" if repeats else closing, said.thanks_more))),
            said.start,
        )
        self._count_down(self.times.thanks)

    # --- time ---------------------------------------------------------------------------------

    def _count_down(self, milliseconds: int) -> None:
        self._left_ms = milliseconds
        self._clock.start(min(1_000, milliseconds))
        self._tell_left()

    def _wait_for_life(self) -> None:
        self._left_ms = self.times.idle
        self._clock.start(min(1_000, self.times.idle))

    def _note_life(self) -> None:
        if self.screen_shown is self.question and self._clock.isActive():
            self._left_ms = self.times.idle
        elif self.screen_shown is self.lock:
            self._left_ms = self.times.lock

    def _tick(self) -> None:
        self._left_ms -= self._clock.interval()
        if self._left_ms > 0:
            self._tell_left()
            return
        self._clock.stop()
        shown = self.screen_shown
        if shown is self.question:
            said = self._words
            self._show(self.call)
            self.call.say(said.still_there, "", said.stay)
            self._count_down(self.times.call)
        elif shown is self.lock:
            self._return_from_lock()
        else:
            self._greet()

    def _tell_left(self) -> None:
        seconds = -(-self._left_ms // 1_000)
        if self.screen_shown is self.thanks:
            self.thanks.tell_left(self._words.next_one.format(seconds))
        elif self.screen_shown is self.call:
            self.call.tell_left(self._words.still_more.format(seconds))

    def _stay(self) -> None:
        self._show(self.question)
        if self.question.answer is not None:
            self.question.answer.focus_input()
        self._wait_for_life()

    # --- the way out --------------------------------------------------------------------------

    def _ask_password(self) -> None:
        if self.screen_shown is self.lock:
            return
        self._before_lock = self.screen_shown
        self._show(self.lock)
        self.corner.hide()
        self.lock.ask()
        self._count_down(self.times.lock)

    def _return_from_lock(self) -> None:
        self.lock.ask()
        self.corner.show()
        before = self._before_lock
        if before in (self.question, self.call) and self.interview is not None:
            self._stay()
        else:
            self._greet()

    def _try(self, password: str) -> None:
        self._clock.stop()
        self._jobs.run(
            lambda _progress: self._is_password(password),
            done=self._judge,
            failed=lambda error: self.lock.tell_fault(str(error)),
            ended=lambda: self._count_down(self.times.lock),
            owner=self.lock,
        )

    def _judge(self, right: bool) -> None:
        if not right:
            self.lock.refuse()
            return
        self._may_leave = True
        if self._guard is not None:
            self._guard.rest()
        self._forget()
        self.close()
        self.left.emit()

    def _come_back(self) -> None:
        if not self._may_leave:
            self.showFullScreen()
            self.raise_()
            self.activateWindow()

    # --- pieces -------------------------------------------------------------------------------

    def _show(self, screen: QWidget) -> None:
        self._stack.setCurrentWidget(screen)

    def _build(self) -> None:
        self.welcome.show_words(self._words, ())
        self.corner = button("", self._ask_password, kind="quiet", glyph="lock")
        self.corner.setAccessibleName(self.tr("Keluar dari mode kios (khusus petugas)"))
        self.corner.setToolTip(self.corner.accessibleName())
        self.corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.corner.setIconSize(QSize(px(20), px(20)))
        sized(self.corner, width=48, height=48)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack, 0, 0)
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        layout.addWidget(self.corner, 0, 0, corner)

    def _connect(self) -> None:
        self.welcome.started.connect(self._begin)
        self.welcome.language_chosen.connect(self._switch_language)
        self.call.pressed.connect(self._stay)
        self.thanks.pressed.connect(self._greet)
        self.lock.tried.connect(self._try)
        self.lock.left.connect(self._return_from_lock)
