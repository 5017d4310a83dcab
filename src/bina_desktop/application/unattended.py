"""Imports without a person: each file for itself, and what is in doubt waits for one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

from bina_desktop.application.actor import Acting
from bina_desktop.application.batch import ArrivalState, ArrivedFile
from bina_desktop.application.batches import room_for_files
from bina_desktop.application.file_fate import FileFate, FileOutcome, as_before
from bina_desktop.application.import_run import ImportRun, Interrupted
from bina_desktop.application.pertukaran import PertukaranService
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.pratinjau import ImportPreview, refusals_of
from bina_desktop.application.waiting import full_words, turn_down
from bina_desktop.application.watched import Memory, facts_of
from bina_desktop.application.work import CancelledError, Changes, Pace, Progress, Topic
from bina_desktop.application.workbook import WorkbookReading, Workbooks
from bina_desktop.domain.errors import BinaError, ImportRefusedError, PasswordRequiredError

TOGETHER: Final = 32
"""Files in one transaction, at most …"""
PATIENCE: Final = 1.0
"""… and seconds in which they are read: then what is there comes in, and the progress moves."""
_EVERYTHING: Final = Changes.of(*Topic)


@dataclass(frozen=True, slots=True)
class _How:
    """What the caller wants of a run."""

    accept: bool
    dry_run: bool
    asal: str
    passwords: Sequence[str]


class _Arrival(NamedTuple):
    """A file of a run, and what is known of it."""

    place: int
    path: Path
    what: FileOutcome | WorkbookReading | ImportRefusedError


class UnattendedService:
    """Takes in files that nobody looks at."""

    def __init__(
        self, acting: Acting, pertukaran: PertukaranService, workbooks: Workbooks
    ) -> None:
        self._acting = acting
        self._pertukaran = pertukaran
        self._workbooks = workbooks
        self._run = ImportRun(acting)
        self._memory = Memory(acting)
        self._folder_key = f"folder_pantauan/{acting.nama}"
        self._password_key = f"kata_sandi_pantauan/{acting.nama}"

    def interrupted(self) -> Interrupted | None:
        """Return the import that was under way when the program ended last time."""
        return self._run.interrupted()

    def take_interrupted(self) -> Interrupted | None:
        """Return it for the last time: a person is about to read it."""
        found = self.interrupted()
        if found is not None:
            self._run.end()
        return found

    def watched_folder(self) -> Path | None:
        """Return the folder from which this person lets files be taken in; None for none."""
        with self._acting.reading() as uow:
            text = uow.settings.get(self._folder_key)
        return Path(text) if text else None

    def watch_folder(self, folder: Path | None) -> Changes:
        """Let files of a folder be taken in while the window is open; None to stop that."""
        with self._acting.reading() as uow:
            uow.settings.put(self._folder_key, str(folder) if folder else "")
            uow.commit()
        return Changes.of(Topic.PERTUKARAN)

    def folder_password(self) -> str:
        """Return the password that opens locked files of the watched folder; '' for none.

        It stands in this person's database, which is encrypted itself.
        """
        with self._acting.reading() as uow:
            return uow.settings.get(self._password_key) or ""

    def keep_folder_password(self, password: str) -> Changes:
        """Keep that password; '' forgets it."""
        with self._acting.reading() as uow:
            uow.settings.put(self._password_key, password)
            uow.commit()
        return Changes.of(Topic.PERTUKARAN)

    def take_watched(
        self, paths: Sequence[Path], folder: Path, *, progress: Progress
    ) -> tuple[list[FileOutcome], Changes]:
        """Take in files of the watched folder; what is in doubt waits.

        A file that stands there as it did when its fate was settled is not even read.
        """
        sight = {path: facts for path in paths if (facts := facts_of(path)) is not None}
        settled = self._memory.settled(folder, sight)
        outcomes = [FileOutcome(path, FileFate.KNOWN, settled[path]) for path in settled]
        fresh = [path for path in paths if path not in settled]
        if fresh:
            password = self.folder_password()
            outcomes += self.run(
                fresh,
                asal=str(folder),
                passwords=[password] if password else (),
                progress=progress,
            )
            hashes = {one.path: one.sha256 for one in outcomes if one.sha256}
            self._memory.keep(folder, sight, hashes)
        changes = Changes.of(Topic.PERTUKARAN)
        for one in outcomes:
            changes |= one.changes or changes
        return outcomes, changes

    def run(
        self,
        paths: Sequence[Path],
        *,
        accept: bool = False,
        dry_run: bool = False,
        asal: str = "",
        passwords: Sequence[str] = (),
        progress: Progress,
    ) -> list[FileOutcome]:
        """Take in files, some in one transaction; none stops the others.

        With `accept` what is in doubt is taken, too. `passwords` are tried on those that are
        locked; one that none opens waits. `asal` marks files of a watched folder: there one
        that was refused or waits already is not looked at again.
        When the user wished to stop, files that are settled stay, of all others nothing was
        taken; a dry run raises CancelledError then.
        """
        if not dry_run:
            self._run.begin([path.name for path in paths])
        how = _How(accept=accept, dry_run=dry_run, asal=asal, passwords=passwords)
        try:
            outcomes = self._settled(paths, how, progress)
            if any(one.fate is FileFate.TAKEN for one in outcomes):
                self._pertukaran.refresh_figures(progress)
        finally:
            if not dry_run:
                self._run.end()
        return outcomes

    def _settled(self, paths: Sequence[Path], how: _How, progress: Progress) -> list[FileOutcome]:
        outcomes: list[FileOutcome] = []
        pace = Pace(len(paths), "berkas")
        try:
            for group in self._groups(paths, how, progress):
                progress.report(len(outcomes), len(paths), pace.words(len(outcomes)))
                outcomes += self._settle(group, how, progress.part())
        except CancelledError:
            if how.dry_run:
                raise
            outcomes += [FileOutcome(one, FileFate.STOPPED) for one in paths[len(outcomes) :]]
        return outcomes

    def _groups(
        self, paths: Sequence[Path], how: _How, progress: Progress
    ) -> Iterator[list[_Arrival]]:
        """Yield files with what they say, in order: as many as have been read in a moment."""
        known = {} if how.dry_run else self._known(paths, how.asal)
        unread = [path for place, path in enumerate(paths) if place not in known]
        reading = self._workbooks.read_all(unread, progress=progress, passwords=how.passwords)
        with closing(reading) as readings:
            group: list[_Arrival] = []
            began = monotonic()
            for place, path in enumerate(paths):
                what = known[place] if place in known else next(readings)[1]
                group.append(_Arrival(place, path, what))
                if len(group) == TOGETHER or monotonic() - began > PATIENCE:
                    yield group
                    group, began = [], monotonic()
            if group:
                yield group

    def open_waiting(
        self, sha256: str, *, progress: Progress, password: str = ""
    ) -> ImportPreview:
        """Preview a file that waits, from the bytes that were kept.

        Raises NotFoundError, DatabaseUnfitError, ImportRefusedError; PasswordRequiredError for
        one that does not open with the password.
        """
        with self._acting.reading() as uow:
            data = uow.arrived.data(sha256)
            name = next(one.nama_berkas for one in uow.arrived.all() if one.sha256 == sha256)
        with self._workbooks.laid_down(name, data) as path:
            preview = self._pertukaran.preview(
                path, progress=progress, password=password, nama=name
            )
        return replace(preview, data=data)

    def turn_down(self, sha256: str, reason: str) -> Changes:
        """Refuse a file that waits. Raises InvalidValueError, WrongStateError."""
        return turn_down(self._acting, sha256, reason)

    def _known(self, paths: Sequence[Path], asal: str) -> dict[int, FileOutcome]:
        """Return by place the files that need not be read: the same bytes came before."""
        hashes: dict[int, str] = {}
        for place, path in enumerate(paths):
            with suppress(BinaError):  # it is refused when it is read
                hashes[place] = hashlib.sha256(self._workbooks.load(path)).hexdigest()
        found: dict[int, FileOutcome] = {}
        with self._acting.reading() as uow:
            for place, sha256 in hashes.items():
                arrived = uow.arrived.find(sha256) if asal else None
                if uow.journal.knows_file(sha256):
                    found[place] = FileOutcome(paths[place], FileFate.KNOWN, sha256)
                elif arrived is not None:
                    found[place] = as_before(paths[place], arrived)
        return found

    def _settle(
        self, group: Sequence[_Arrival], how: _How, progress: Progress
    ) -> list[FileOutcome]:
        """Decide the fate of files; where one fails, each is tried for itself."""
        if how.dry_run:
            return [self._looked_at(one, progress) for one in group]
        try:
            return self._settle_together(group, how, progress)
        except BinaError as error:
            if len(group) > 1:
                return [found for one in group for found in self._settle([one], how, progress)]
            (one,) = group
            with self._acting.reading() as uow:
                outcome = self._refuse(uow, one.path, error, how.asal)
                self._run.settle(uow, {one.place: outcome.fate.value})
                uow.commit()
            return [outcome]

    def _settle_together(
        self, group: Sequence[_Arrival], how: _How, progress: Progress
    ) -> list[FileOutcome]:
        outcomes: dict[int, FileOutcome] = {}
        with self._acting.unit() as uow:
            uow.journal.take_turn()
            sound: list[tuple[_Arrival, WorkbookReading]] = []
            for one in group:
                what = self._fate_of(uow, one, {reading.sha256 for _, reading in sound}, how)
                if what is None and sound:
                    # What stands before it may be what proves it.
                    outcomes |= self._take_in(uow, sound, how, progress)
                    sound = []
                    what = self._fate_of(uow, one, (), how)
                if isinstance(what, FileOutcome):
                    outcomes[one.place] = what
                elif what is not None:
                    sound.append((one, what))
            outcomes |= self._take_in(uow, sound, how, progress)
            self._run.settle(uow, {place: one.fate.value for place, one in outcomes.items()})
            uow.commit()
        for one in group:
            if one.place not in outcomes:
                outcomes[one.place] = self._let_wait(one, how.asal, progress)
        return [outcomes[one.place] for one in group]

    def _fate_of(
        self, uow: UnitOfWork, one: _Arrival, beside: Collection[str], how: _How
    ) -> FileOutcome | WorkbookReading | None:
        """Refuse or leave a file, or say that it can come in; None where a person must decide.

        `beside` are the hashes of those that come in just before it.
        """
        if isinstance(one.what, FileOutcome):
            return one.what
        if isinstance(one.what, PasswordRequiredError):
            return None
        if isinstance(one.what, ImportRefusedError):
            return self._refuse(uow, one.path, one.what, how.asal)
        sha256 = one.what.sha256
        # Since, by another clerk; or twice in this run.
        if sha256 in beside or uow.journal.knows_file(sha256):
            return FileOutcome(one.path, FileFate.KNOWN, sha256)
        if not how.accept and self._pertukaran.needs_yes(uow, one.what):
            return None
        return one.what

    def _take_in(
        self,
        uow: UnitOfWork,
        sound: Sequence[tuple[_Arrival, WorkbookReading]],
        how: _How,
        progress: Progress,
    ) -> dict[int, FileOutcome]:
        """Take in files; return what that did, by their place."""
        if not sound:
            return {}
        files = [(one.path, reading) for one, reading in sound]
        taken = self._pertukaran.take_in(uow, files, asal=how.asal, progress=progress)
        return {
            one.place: FileOutcome(
                one.path,
                FileFate.TAKEN,
                reading.sha256,
                did.counts,
                did.warnings,
                did.refusals,
                changes=_EVERYTHING,
            )
            for (one, reading), did in zip(sound, taken, strict=True)
        }

    def _looked_at(self, one: _Arrival, progress: Progress) -> FileOutcome:
        if isinstance(one.what, PasswordRequiredError):
            sha256 = hashlib.sha256(self._workbooks.load(one.path)).hexdigest()
            notes = (one.what.sentence,)
            return FileOutcome(
                one.path, FileFate.WAITING, sha256, warnings=notes, needs_password=True
            )
        if not isinstance(one.what, WorkbookReading):
            return FileOutcome(one.path, FileFate.REFUSED, reason=str(one.what))
        try:
            preview = self._pertukaran.preview_of(one.path, one.what, progress=progress)
        except BinaError as error:
            return FileOutcome(one.path, FileFate.REFUSED, one.what.sha256, reason=error.sentence)
        counts = Counter(row.fate.value for row in preview.rows)
        return FileOutcome(
            one.path,
            FileFate.PREVIEWED,
            one.what.sha256,
            dict(sorted(counts.items())),
            preview.warnings,
            tuple(refusals_of(preview)),
            needs_yes=preview.needs_yes,
        )

    def _let_wait(self, one: _Arrival, asal: str, progress: Progress) -> FileOutcome:
        outcome = self._looked_at(one, progress)
        data = self._workbooks.load(one.path)
        with self._acting.reading() as uow:
            full = full_words(uow, len(data))
            state = ArrivalState.REFUSED if full else ArrivalState.WAITING
            notes = (full,) if full else outcome.warnings
            arrived = self._arrived(one.path, data, state, notes, asal)
            room = room_for_files(uow)
            uow.arrived.note(arrived, None if full else data, limit=room)
            uow.arrived.make_room(room)
            self._run.settle(uow, {one.place: state.value})
            uow.commit()
        return replace(outcome, fate=FileFate(state.value), reason=full)

    def _refuse(self, uow: UnitOfWork, path: Path, error: BinaError, asal: str) -> FileOutcome:
        """Write down a refusal; a file that cannot be read has no hash, and none is kept."""
        try:
            data = self._workbooks.load(path)
        except BinaError:
            return FileOutcome(path, FileFate.REFUSED, reason=error.sentence)
        arrived = self._arrived(path, data, ArrivalState.REFUSED, (error.sentence,), asal)
        uow.arrived.note(arrived, None, limit=room_for_files(uow))
        return FileOutcome(path, FileFate.REFUSED, arrived.sha256, reason=error.sentence)

    def _arrived(
        self, path: Path, data: bytes, state: ArrivalState, notes: tuple[str, ...], asal: str
    ) -> ArrivedFile:
        return ArrivedFile(
            sha256=hashlib.sha256(data).hexdigest(),
            nama_berkas=path.name,
            ukuran=len(data),
            waktu=self._acting.clock.now(),
            asal=asal,
            state=state,
            notes=notes,
        )
