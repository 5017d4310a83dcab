"""Holds a form session: commits answers, stores them at once, tells which nodes changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from bina_desktop.application.stored_form import StoredAnswers, question_of
from bina_desktop.application.work import Changes, Progress
from bina_desktop.formengine.client import Problem, Ref, Session
from bina_desktop.ui.after_painting import AfterPainting
from bina_desktop.ui.jobs import Jobs

_log = logging.getLogger(__name__)

_FIRST_RETRY_MS = 2_000
_LAST_RETRY_MS = 30_000
_SEEN_MS = 100
"""When the first page has surely been painted, and there is time for what nobody waits for."""
_SLICE_S = 0.002
"""Seconds of that between two events."""
_PAUSE_MS = 200
"""Rest after which the person surely looks or thinks, so that nobody waits for the engine."""
_PLACE_MS = 1_500
"""Rest after which the place where the person is is stored without an answer."""

RecordAnswers = Callable[[Mapping[str, str], str], Changes]
"""Stores answers by ref and the ref where the person is; returns only after the commit."""


class SaveKind(StrEnum):
    """How the answers on the screen stand to those on the disk."""

    UNTOUCHED = "untouched"
    """Nothing was answered since the sheet was opened."""
    SAVING = "saving"
    SAVED = "saved"
    """Every answer is durable."""
    FAILED = "failed"
    """The last attempt failed; the answers are kept and tried again."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the bottom bar may claim: SAVED is only ever told after a durable commit."""

    kind: SaveKind
    at: datetime | None = None
    """Local time of the last durable commit."""
    message: str = ""
    """Sentence that says why storing failed."""


class FormController(QObject):
    """One sheet being filled: memory first (microseconds), disk at once behind it.

    While one save is under way newer answers gather and go with the next. The jobs' short lane
    keeps order, so that `flush()` may hand over a second batch before the first has ended.
    """

    refreshed = Signal(object)
    """Carries the frozenset of refs to repaint."""
    save_changed = Signal(object)
    """Carries a SaveState."""
    saved = Signal()
    """Everything answered so far is durable."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        *,
        record: RecordAnswers | None,
        media_folder: Path | None = None,
        trial: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """`record=None` opens the sheet for reading only; `media_folder` is the form's.

        A `trial` has no record and takes answers all the same: they go nowhere.
        """
        super().__init__(parent)
        self.media_folder = media_folder
        self._session = session
        self._jobs = jobs
        self._record = record
        self._trial = trial
        self._stored_answers = StoredAnswers(session, later=True)
        self._pending: dict[str, str] = {}
        self._batches: list[dict[str, str]] = []
        self._position = ""
        self._stored_position = ""
        self._state = SaveState(SaveKind.UNTOUCHED)
        self._typing = False
        self._waiting: list[Callable[[], None]] = []
        # Not while they are painted: only one of two threads at a time runs Python.
        self._to_store = AfterPainting(self, self._save_while_open)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._wait_ms = _FIRST_RETRY_MS
        self._retry.timeout.connect(self._save_while_open)
        self._place_timer = QTimer(self)
        self._place_timer.setSingleShot(True)
        self._place_timer.setInterval(_PLACE_MS)
        self._place_timer.timeout.connect(self._save_position)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._look_around)
        if self.writable:
            self._rest.start(_SEEN_MS)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._prepare)

    @property
    def session(self) -> Session:
        """The session; a view reads its nodes and never writes to it."""
        return self._session

    @property
    def writable(self) -> bool:
        """False for a sheet that is only read."""
        return self._record is not None or self._trial

    @property
    def save_state(self) -> SaveState:
        """What may be claimed now."""
        return self._state

    @property
    def unsaved(self) -> Mapping[str, str]:
        """Answers that are not durable yet, by ref."""
        merged: dict[str, str] = {}
        for batch in self._batches:
            merged |= batch
        return merged | self._pending

    # --- answers ------------------------------------------------------------------------------

    def commit(self, ref: Ref, text: str) -> None:
        """Answer a question with text as typed; a no-op when that is what stands there."""
        if not self.writable:
            return
        before = self._session.node(ref).value
        if before == text:
            return
        self._changed(self._to_change().set_value(ref, text))
        self._pause.start()

    def _to_change(self) -> Session:
        """Return the session, once it is known what stands in it before the change."""
        if self.writable:
            self._stored_answers.complete()
        return self._session

    def _look_around(self) -> None:
        """Take note of what stands in a long form bit by bit, before the first answer."""
        until = perf_counter() + _SLICE_S
        while self._stored_answers.look():
            if perf_counter() > until:
                self._rest.start(0)
                return

    def _prepare(self) -> None:
        self._session.prepare()

    def commit_many(self, answers: Mapping[Ref, str]) -> None:
        """Answer several questions in one step of undo."""
        if self.writable and answers:
            self._changed(self._to_change().set_values(answers))

    def explain(self, ref: Ref, text: str) -> None:
        """Say why an answer stands although it is unusual."""
        if self.writable:
            self._changed(self._to_change().explain(ref, text))

    def keep_beside(self, name: str, text: str) -> None:
        """Store something that stands beside an answer and is none: a note; '' takes it away."""
        if self.writable:
            self._pending[name] = text
            self.save_answers()

    def add_repeat(self, ref: Ref) -> Ref | None:
        """Append an instance; returns its ref, None in a sheet that is only read."""
        if not self.writable:
            return None
        instance, changed = self._to_change().add_repeat(ref)
        self._changed(changed | {ref})
        return instance

    def remove_repeat(self, instance: Ref) -> None:
        """Remove an instance; undo brings it back."""
        parent = self._session.node(instance).parent
        if self.writable and parent is not None:
            self._changed(self._to_change().remove_repeat(instance) | {parent.ref})

    def move_repeat(self, instance: Ref, position: int) -> None:
        """Make an instance the `position`-th of its repeat, counted from 1."""
        parent = self._session.node(instance).parent
        if self.writable and parent is not None:
            changed = self._to_change().move_repeat(instance, position)
            self._changed(changed | {parent.ref})

    def undo(self) -> Sequence[Ref] | None:
        """Take the last step back; returns what it concerned, None when there is none.

        What stands there then is stored like every answer.
        """
        if not (self.writable and self._session.can_undo):
            return None
        return self._retraced(self._to_change().undo())

    def redo(self) -> Sequence[Ref] | None:
        """Do again what was last undone; returns what it concerned, None when there is none."""
        if not (self.writable and self._session.can_redo):
            return None
        return self._retraced(self._to_change().redo())

    def set_language(self, language: str) -> None:
        """Show every text in another language of the form."""
        self._changed(self._to_change().set_language(language))

    def problems(self) -> Sequence[Problem]:
        """Check the whole form now."""
        found = self._to_change().validate()
        if self.writable:  # the clock may have changed what the form fills in
            self._keep(node.ref for node in self._session.walk())
        return found

    # --- storing ------------------------------------------------------------------------------

    def note_typing(self, typing: bool) -> None:
        """Claim nothing as saved while something typed waits for a pause to be stored."""
        if typing is self._typing or not self.writable:
            return
        self._typing = typing
        kind, at = self._state.kind, self._state.at
        if typing and kind is not SaveKind.FAILED:
            self._tell(SaveState(SaveKind.SAVING, at))
        elif kind is SaveKind.SAVING and not self.unsaved:
            self._tell(SaveState(SaveKind.SAVED if at else SaveKind.UNTOUCHED, at))

    def note_position(self, ref: Ref) -> None:
        """Remember at which question the person is; stored with the next answers or a rest."""
        self._position = ref
        if self.writable:
            self._place_timer.start()

    def save_answers(self) -> None:
        """Store what is not stored yet; while a save is under way it goes with the next."""
        if self._pending and not self._batches:
            self._hand_over()

    def _save_while_open(self) -> None:
        if not self._jobs.closed:  # a window that closes has flushed
            self.save_answers()

    def flush(self) -> None:
        """Hand everything to the jobs now, also the position: the sheet is left or closed."""
        if self._pending or (self.writable and self._position != self._stored_position):
            self._hand_over()

    def _save_position(self) -> None:
        """Store the place alone, unless answers are on their way, after which it is seen to."""
        if not (self._batches or self._jobs.closed):
            self.flush()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Call `then` once every answer given so far is durable; never if storing fails."""
        self.flush()
        if self._batches:
            self._waiting.append(then)
        else:
            then()

    def _changed(self, refs: frozenset[Ref]) -> Sequence[str]:
        """Store what changed, also what the form's own actions set; repaint; return the keys."""
        keys = self._keep(refs) if self.writable else ()
        self.refreshed.emit(refs)
        return keys

    def _keep(self, refs: Iterable[Ref]) -> Sequence[str]:
        altered = self._stored_answers.follow(refs)
        if altered:
            self._pending |= altered
            if self._record is not None and not self._batches:
                self._tell(SaveState(SaveKind.SAVING, self._state.at))
            self._to_store.ask()
        return tuple(altered)

    def _retraced(self, refs: frozenset[Ref]) -> Sequence[Ref]:
        """Return the questions whose answers changed, in form order; all refs where none did."""
        keys = self._changed(refs)
        concerned = set(map(question_of, keys)) or refs
        if len(concerned) < 2:
            return tuple(concerned)
        there = [node.ref for node in self._session.walk() if node.ref in concerned]
        return (*there, *sorted(concerned.difference(there)))

    def _hand_over(self) -> None:
        record = self._record
        if record is None:
            self._pending.clear()
            return
        self._retry.stop()
        self._to_store.forget()
        batch, self._pending = self._pending, {}
        position = self._position
        self._batches.append(batch)
        if batch and self._state.kind is not SaveKind.SAVING:
            self._tell(SaveState(SaveKind.SAVING, self._state.at))

        def work(progress: Progress) -> Changes:
            del progress  # too short to report or to stop
            return record(batch, position)

        def stored(changes: Changes) -> None:
            del changes  # announced by the jobs
            self._stored(position)

        self._jobs.run(
            work,
            done=stored,
            failed=lambda error: self._failed(batch, str(error)),
            ended=lambda: self._ended(batch),
            owner=self,
        )

    def _stored(self, position: str) -> None:
        self._batches.pop(0)  # one lane: batches end in the order in which they were handed over
        self._stored_position = position
        self._wait_ms = _FIRST_RETRY_MS
        if self._pending and not self._batches:
            self._hand_over()
        if self._batches:
            return
        if self._position != position:
            self._place_timer.start()
        if self._state.kind is SaveKind.SAVING:
            kind = SaveKind.SAVING if self._typing else SaveKind.SAVED
            self._tell(SaveState(kind, datetime.now(tz=UTC).astimezone()))
        self._call_waiting()
        self.saved.emit()

    def _failed(self, batch: dict[str, str], sentence: str) -> None:
        """Keep the answers of a refused batch, unless newer ones stand, and try again later."""
        _log.warning("answers not stored, kept for the next attempt: %d", len(batch))
        self._batches.pop(0)
        for ref, value in batch.items():
            if not any(ref in newer for newer in self._batches):
                self._pending.setdefault(ref, value)
        if not (batch or self.unsaved):
            self._stored_position = self._position  # a place is no answer: it is let go
            self._call_waiting()
            return
        self._waiting.clear()
        self._tell(SaveState(SaveKind.FAILED, self._state.at, sentence))
        if self._pending:
            self._retry.start(self._wait_ms)
            self._wait_ms = min(self._wait_ms * 2, _LAST_RETRY_MS)

    def _call_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _ended(self, batch: dict[str, str]) -> None:
        """Treat a job that ended with a bug as a failed save; the bug itself was reported."""
        if any(batch is one for one in self._batches):
            self._failed(batch, self.tr("Penyimpanan terhenti oleh kesalahan program."))

    def _tell(self, state: SaveState) -> None:
        self._state = state
        self.save_changed.emit(state)
