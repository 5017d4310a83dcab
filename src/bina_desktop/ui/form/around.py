"""What stands around the questions of a sheet: notes, review threads, history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from bina_desktop.application.catatan import note_name
from bina_desktop.application.riwayat import PerubahanJawaban
from bina_desktop.application.utas import TinjauanView, UtasView
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas, Tindakan
from bina_desktop.formengine.client import Ref
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class AroundDoors:
    """The use cases behind; each runs off the UI thread."""

    read: Callable[[], TinjauanView]
    say: Callable[[Sasaran, Tindakan, str, str], tuple[UtasView, Changes]]
    """Given place, act, words, and what stood there."""
    history: Callable[[str], tuple[PerubahanJawaban, ...]]
    keep_unsent: Callable[[Mapping[str, str]], Changes] = lambda _words: Changes.of()
    """Keeps words that were begun and not sent, by ref."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """How much stands beside the questions of a section."""

    notes: int = 0
    asked: int = 0
    """Threads that wait for the Tim."""
    answered: int = 0
    """Threads that wait for a reviewer."""


NOTHING: Final = Remarks()


class Around(QObject):
    """Holds notes and threads of one sheet in memory; what is written is stored at once."""

    changed = Signal(object)
    """Carries the frozenset of refs beside which something else stands now."""

    def __init__(
        self,
        controller: FormController,
        jobs: Jobs,
        doors: AroundDoors,
        *,
        record: str,
        notes: Mapping[str, str],
        tinjauan: TinjauanView,
    ) -> None:
        super().__init__(controller)
        self.controller = controller
        self._jobs = jobs
        self._doors = doors
        self._record = record
        self._notes = {ref: text for ref, text in notes.items() if text}
        self._tinjauan = tinjauan
        self._own: Changes | None = None
        self._unsent = dict(tinjauan.unsent)
        jobs.changed.connect(self._hear)

    @property
    def why_silent(self) -> str:
        """Why this person can say nothing in the threads; '' where he can."""
        return self._tinjauan.why

    def note(self, ref: str) -> str:
        """Return the note on a question; '' where there is none."""
        return self._notes.get(ref, "")

    def write_note(self, ref: str, text: str) -> None:
        """Keep a note; blank text takes it away."""
        text = text.rstrip()
        if not self.controller.writable or text == self.note(ref):
            return
        self._notes[ref] = text
        if not text:
            del self._notes[ref]
        self.controller.keep_beside(note_name(ref), text)
        self.changed.emit(frozenset({ref}))

    def unsent(self, ref: str) -> str:
        """Return the words that this person began beside a question and has not sent."""
        return self._unsent.get(ref, "")

    def keep_unsent(self, ref: str, words: str) -> None:
        """Keep words until they are sent; blank ones are forgotten."""
        words = words if words.strip() else ""
        if words == self.unsent(ref) or self._jobs.closed:
            return
        self._unsent[ref] = words
        kept = {ref: text for ref, text in self._unsent.items() if text}

        def work(progress: Progress) -> Changes:
            del progress
            return self._doors.keep_unsent(kept)

        self._jobs.run(work, owner=self)

    def utas(self, ref: str) -> UtasView:
        """Return the thread at a question; an empty one where nobody has asked."""
        return self._tinjauan.at(self._place(ref))

    def say(
        self,
        ref: str,
        tindakan: Tindakan,
        teks: str,
        *,
        kutipan: str,
        done: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Add to a thread; `done` once it is durable."""
        place = self._place(ref)

        def work(progress: Progress) -> tuple[UtasView, Changes]:
            del progress
            return self._doors.say(place, tindakan, teks, kutipan)

        def stored(result: tuple[UtasView, Changes]) -> None:
            utas, self._own = result
            self._put(utas)
            done()

        self._jobs.run(work, done=stored, failed=failed, owner=self)

    def _hear(self, changes: Changes) -> None:
        """Read the threads again when a file was taken in that may hold others' words."""
        if Topic.TINJAUAN not in changes.topics or changes is self._own:
            return

        def work(progress: Progress) -> TinjauanView:
            del progress
            return self._doors.read()

        self._jobs.run(work, done=self._take, owner=self)

    def read_history(self, ref: str, done: Callable[[tuple[PerubahanJawaban, ...]], None]) -> None:
        """Read what became of an answer."""

        def work(progress: Progress) -> tuple[PerubahanJawaban, ...]:
            del progress
            return self._doors.history(ref)

        self._jobs.run(work, done=done, owner=self)

    def restore(self, ref: str, value: str) -> None:
        """Give an older value again, as a new answer."""
        self.controller.commit(Ref(ref), value)

    def remarks(self, refs: Collection[str]) -> Remarks:
        """Count what stands beside these questions and the rows within them."""

        def inside(ref: str) -> bool:
            return any(ref == one or ref.startswith((f"{one}/", f"{one}[")) for one in refs)

        statuses = [
            utas.status
            for sasaran, utas in self._tinjauan.utas.items()
            if sasaran.bagian and inside(sasaran.bagian)
        ]
        return Remarks(
            notes=sum(map(inside, self._notes)),
            asked=statuses.count(StatusUtas.TERBUKA),
            answered=statuses.count(StatusUtas.DIJAWAB),
        )

    @property
    def refs(self) -> frozenset[str]:
        """The questions beside which anything stands."""
        return frozenset(self._notes) | {s.bagian for s in self._tinjauan.utas}

    def _place(self, ref: str) -> Sasaran:
        return Sasaran(JenisSasaran.LEMBAR, self._record, ref)

    def _put(self, utas: UtasView) -> None:
        tinjauan = self._tinjauan
        threads = {**tinjauan.utas, utas.sasaran: utas}
        self._tinjauan = TinjauanView(threads, may_begin=tinjauan.may_begin, why=tinjauan.why)
        self.changed.emit(frozenset({utas.sasaran.bagian}))

    def _take(self, tinjauan: TinjauanView) -> None:
        if tinjauan != self._tinjauan:
            before = self.refs
            self._tinjauan = tinjauan
            self.changed.emit(before | self.refs)
