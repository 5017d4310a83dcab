"""Imports without a person: each file for itself, and what is in doubt waits for one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryDirectory

from bina_desktop.application.actor import Acting
from bina_desktop.application.batch import ArrivalState, ArrivedFile
from bina_desktop.application.batches import room_for_files
from bina_desktop.application.import_run import ImportRun, Interrupted
from bina_desktop.application.pertukaran import PertukaranService
from bina_desktop.application.pratinjau import ImportPreview, refusals_of
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.application.workbook import Refusal, Workbooks
from bina_desktop.domain.errors import AlreadyTakenError, BinaError, PasswordRequiredError


class FileFate(StrEnum):
    """What became of one file."""

    TAKEN = "diterima"
    KNOWN = "sudah_diimpor"
    """These very bytes were taken in before; nothing was done."""
    WAITING = "menunggu"
    """A person must say yes."""
    REFUSED = "ditolak"
    PREVIEWED = "dipratinjau"
    """Only looked at."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, and why."""

    path: Path
    fate: FileFate
    sha256: str = ""
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    """Number of records by their fate."""
    warnings: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    """Rows and cells that were not taken."""
    reason: str = ""
    """Sentence for REFUSED."""
    changes: Changes | None = None
    needs_yes: bool = False
    """Looked at only: a person must agree before it is taken in."""
    needs_password: bool = False
    """WAITING because it is locked."""


Sight = dict[Path, tuple[int, int]]
"""Size and time of change of each workbook in a folder."""


def look_at(folder: Path) -> Sight:
    """Return the workbooks in a folder, without what Excel or a copy under way leaves beside."""
    sight: Sight = {}
    try:
        paths = sorted(folder.iterdir())
    except OSError:  # unplugged or offline: there is nothing to take in
        return {}
    for path in paths:
        if path.suffix.lower() != ".xlsx" or path.name.startswith((".", "~$")):
            continue
        with suppress(OSError):  # a link to nowhere, or just taken away: the others still count
            facts = path.stat()
            if S_ISREG(facts.st_mode):  # a pipe would never end
                sight[path] = (facts.st_size, facts.st_mtime_ns)
    return sight


class UnattendedService:
    """Takes in files that nobody looks at."""

    def __init__(
        self, acting: Acting, pertukaran: PertukaranService, workbooks: Workbooks
    ) -> None:
        self._acting = acting
        self._pertukaran = pertukaran
        self._workbooks = workbooks
        self._run = ImportRun(acting)
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
        """Take in files of the watched folder; what is in doubt waits."""
        outcomes = self.run(
            paths, asal=str(folder), password=self.folder_password(), progress=progress
        )
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
        password: str = "",
        progress: Progress,
    ) -> list[FileOutcome]:
        """Take in files one by one, each in a transaction of its own; none stops the others.

        With `accept` what is in doubt is taken, too. `password` opens those that are
        locked; one that it does not open waits. `asal` marks files of a watched folder: there one
        that was refused or waits already is not looked at again.
        """
        if not dry_run:
            self._run.begin([path.name for path in paths])
        outcomes: list[FileOutcome] = []
        try:
            for number, path in enumerate(paths):
                progress.report(number, len(paths), path.name)
                outcomes.append(
                    self._one(
                        path,
                        accept=accept,
                        dry_run=dry_run,
                        asal=asal,
                        password=password,
                        progress=progress,
                    )
                )
        finally:
            if not dry_run:
                self._run.end()
        return outcomes

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
        with TemporaryDirectory(prefix="bina-impor-") as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            preview = self._pertukaran.preview(path, progress=progress, password=password)
        return replace(preview, data=data)

    def _one(
        self,
        path: Path,
        *,
        accept: bool,
        dry_run: bool,
        asal: str,
        password: str,
        progress: Progress,
    ) -> FileOutcome:
        data, sha256 = b"", ""
        try:
            data = self._workbooks.load(path)
            sha256 = hashlib.sha256(data).hexdigest()
            known = self._known(path, sha256, asal) if not dry_run else None
            if known is not None:
                return known
            preview = self._pertukaran.preview(path, progress=progress, password=password)
            preview = replace(preview, data=data)
            return self._decide(
                preview, accept=accept, dry_run=dry_run, asal=asal, progress=progress
            )
        except PasswordRequiredError as error:
            notes = (error.sentence,)
            if not dry_run:
                self._note(path, sha256, ArrivalState.WAITING, notes, data, asal=asal)
            return FileOutcome(path, FileFate.WAITING, sha256, warnings=notes, needs_password=True)
        except AlreadyTakenError:
            return self._taken_by_another(path, sha256)
        except BinaError as error:
            if not dry_run:
                self._note(path, sha256, ArrivalState.REFUSED, (error.sentence,), data, asal=asal)
            return FileOutcome(path, FileFate.REFUSED, sha256, reason=error.sentence)

    def _known(self, path: Path, sha256: str, asal: str) -> FileOutcome | None:
        with self._acting.reading() as uow:
            taken = uow.journal.knows_file(sha256)
            arrived = uow.arrived.find(sha256)
            if not taken and not (asal and arrived):
                return None
            self._run.settle(uow, FileFate.KNOWN)
            uow.commit()
        if taken or arrived is None:  # the second: for the type checker only
            return FileOutcome(path, FileFate.KNOWN, sha256)
        fate = FileFate(arrived.state.value)
        reason = " ".join(arrived.notes) if fate is FileFate.REFUSED else ""
        return FileOutcome(path, fate, sha256, warnings=arrived.notes, reason=reason)

    def _taken_by_another(self, path: Path, sha256: str) -> FileOutcome:
        with self._acting.reading() as uow:
            self._run.settle(uow, FileFate.KNOWN)
            uow.commit()
        return FileOutcome(path, FileFate.KNOWN, sha256)

    def _decide(
        self, preview: ImportPreview, *, accept: bool, dry_run: bool, asal: str, progress: Progress
    ) -> FileOutcome:
        counts = Counter(row.fate.value for row in preview.rows)
        outcome = FileOutcome(
            preview.path,
            FileFate.PREVIEWED,
            preview.reading.sha256,
            dict(sorted(counts.items())),
            preview.warnings,
            tuple(refusals_of(preview)),
            needs_yes=preview.needs_yes,
        )
        if dry_run:
            return outcome
        if preview.known_file:  # since the look before it was read
            return self._taken_by_another(preview.path, preview.reading.sha256)
        if preview.needs_yes and not accept:
            self._note(
                preview.path,
                preview.reading.sha256,
                ArrivalState.WAITING,
                preview.warnings,
                preview.data or b"",
                asal=asal,
            )
            return replace(outcome, fate=FileFate.WAITING)
        changes = self._pertukaran.carry_out(preview, progress=progress, asal=asal, run=self._run)
        return replace(outcome, fate=FileFate.TAKEN, changes=changes)

    def _note(
        self,
        path: Path,
        sha256: str,
        state: ArrivalState,
        notes: tuple[str, ...],
        data: bytes,
        *,
        asal: str,
    ) -> None:
        """Write down a fate that stores nothing else; a file that cannot be read has no hash.

        Of what was refused only the facts are kept.
        """
        kept = data if state is ArrivalState.WAITING else None
        with self._acting.reading() as uow:
            self._run.settle(uow, state.value)
            if sha256:
                arrived = ArrivedFile(
                    sha256=sha256,
                    nama_berkas=path.name,
                    ukuran=len(data),
                    waktu=self._acting.clock.now(),
                    asal=asal,
                    state=state,
                    notes=notes,
                )
                uow.arrived.note(arrived, kept, limit=room_for_files(uow))
            uow.commit()
