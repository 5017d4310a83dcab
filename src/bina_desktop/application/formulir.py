"""Shipped forms: load once, open sessions."""

from __future__ import annotations

import logging
import re
import shutil
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from bina_desktop.application.catatan import without_notes
from bina_desktop.application.stored_form import in_order
from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    FORMS_KUNJUNGAN,
)
from bina_desktop.formengine.client import AuthorMessage, Ref, Restored, Session
from bina_desktop.formengine.engine import (
    FormDefinition,
    close_session,
    examine,
    folder_beside,
    load_form,
    new_session,
    restore_session,
)

_log = logging.getLogger(__name__)

_VERSION: Final = re.compile(r"\w[\w.-]*")
"""What may be the name of a folder; a version comes from a file."""
_ORDER: Final = (FORM_LEMBAR_PENILAIAN, FORM_KUESIONER_APARATUR, FORM_SKM, *FORMS_KUNJUNGAN)


@dataclass(frozen=True, slots=True)
class FormulirSummary:
    """One form that can be filled."""

    form_id: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class FormCheck:
    """Outcome of `check-form`: errors refuse the form, notices do not."""

    title: str
    errors: tuple[AuthorMessage, ...]
    notices: tuple[AuthorMessage, ...]
    questions: int = 0
    lists: int = 0
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormTrial:
    """A form opened to be tried: nothing of its session is ever stored."""

    check: FormCheck
    session: Session | None = None
    """None where errors refuse the form."""
    unplaced: int = 0
    """Answers of the trial before that this form has no question for."""
    media_folder: Path | None = None


class FormulirService:
    """Loads forms from the forms folder; each is converted once and cached by its hash.

    Each version that is used is kept in `kept_dir`, so that a sheet can go on with the version
    with which it was begun when a newer one is installed. None keeps nothing.
    """

    def __init__(
        self,
        forms_dir: Path,
        cache_dir: Path,
        kept_dir: Path | None = None,
        *,
        remember: bool = True,
    ) -> None:
        """Load from `forms_dir`; `remember=False` where another service prepares the forms.

        Then nobody who opens a form for the first time waits for its snapshot being written.
        """
        self._forms_dir = forms_dir
        self._cache_dir = cache_dir
        self._kept_dir = kept_dir
        self._remember = remember
        self._old: dict[tuple[str, str], FormDefinition] = {}
        self._forms: dict[str, FormDefinition] = {}
        self._places: dict[str, Mapping[str, Ref]] = {}
        self._lock = threading.Lock()

    def available(self) -> Sequence[FormulirSummary]:
        """Return the shipped forms in a fixed order."""
        infos = [self.form(name).info for name in self._names()]
        return [FormulirSummary(info.form_id, info.title, info.version) for info in infos]

    def prepare(self, progress: Progress) -> None:
        """Convert what is not in the cache yet, so that nobody waits for it at the first sheet.

        Can be stopped between two forms.
        """
        for name in self._names():
            progress.report(0)
            self.form(name)

    def _names(self) -> list[str]:
        names = sorted(path.parent.name for path in self._forms_dir.glob("*/form.xlsx"))
        names.sort(key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
        return names

    def session(
        self,
        form_id: str,
        answers: Mapping[str, str],
        *,
        language: str | None = None,
        record: str = "",
        version: str = "",
    ) -> tuple[Session, Restored]:
        """Open a session on stored answers ({} for a new sheet).

        `record` is the id of the sheet: its instanceID is made of it, and so it is the same each
        time and on each laptop. A language that this form does not have is passed over, and so
        is a `version` that this installation does not have: then it is the installed one.
        Raises FormDefinitionError, or NotFoundError for a form that is not shipped.
        """
        form = self.version_of(form_id, version)
        language = language if language in form.info.languages else None
        identity = f"uuid:{record}" if record else ""
        answers = without_notes(answers)
        if not answers:
            return new_session(form, language=language, instance_id=identity), Restored(placed=0)
        stored = in_order(answers)
        return restore_session(form, stored, language=language, instance_id=identity)

    @contextmanager
    def reading(
        self, form_id: str, answers: Mapping[str, str], *, record: str = "", version: str = ""
    ) -> Generator[Session]:
        """Open a session for a block, to read what its answers come to. Raises as `session`.

        It is freed when the block ends, so that any number of sheets can be read one after the
        other on a lane, where no cycles are collected. What was read of a node is kept, not the
        node.
        """
        session, _ = self.session(form_id, answers, record=record, version=version)
        try:
            yield session
        finally:
            close_session(session)

    def form(self, form_id: str) -> FormDefinition:
        """Return a form, loading it at the first use (seconds where it must be converted)."""
        with self._lock:
            if form_id not in self._forms:
                path = self._forms_dir / form_id / "form.xlsx"
                # The name may come from a file: `../…` must not leave the folder.
                if path.parent.name != form_id or not path.is_file():
                    raise NotFoundError(
                        f"Formulir “{form_id}” tidak ada pada pemasangan ini. "
                        "Pasang versi BINA Desktop yang memuatnya."
                    )
                self._forms[form_id] = load_form(
                    path, cache_dir=self._cache_dir, remember=self._remember
                )
                self._keep(form_id, self._forms[form_id].info.version)
            return self._forms[form_id]

    def has_version(self, form_id: str, version: str) -> bool:
        """Tell whether a version of a form is installed or was kept."""
        installed = self.form(form_id).info.version
        return version == installed or self._kept(form_id, version) is not None

    def places(self, form_id: str, version: str) -> Mapping[str, Ref]:
        """Return where the questions of a form stand that lie in no repeat, by their names.

        Raises NotFoundError for a form that is not shipped.
        """
        form = self.version_of(form_id, version)
        if form.info.digest not in self._places:
            self._places[form.info.digest] = {
                node.name: Ref(node.path)
                for node in form.nodes
                if node.asks and not node.in_repeat
            }
        return self._places[form.info.digest]

    def version_of(self, form_id: str, version: str) -> FormDefinition:
        """Return a version of a form, or the installed one where that one was not kept.

        Raises NotFoundError for a form that is not shipped.
        """
        form = self.form(form_id)
        path = self._kept(form_id, version)
        if version == form.info.version or path is None:
            return form
        with self._lock:
            if (form_id, version) not in self._old:
                self._old[form_id, version] = load_form(path, cache_dir=self._cache_dir)
            return self._old[form_id, version]

    def _kept(self, form_id: str, version: str) -> Path | None:
        """Return the kept workbook of a version; None for one that is not there."""
        if self._kept_dir is None or not _VERSION.fullmatch(version):
            return None
        path = self._kept_dir / form_id / version / "form.xlsx"
        return path if path.is_file() else None

    def _keep(self, form_id: str, version: str) -> None:
        """Keep the folder of an installed form; the copy is whole or not there."""
        if self._kept_dir is None or not _VERSION.fullmatch(version):
            return
        target = self._kept_dir / form_id / version
        if target.exists():
            return
        made = target.with_name(f"{version}.{uuid4().hex}")
        try:
            shutil.copytree(self._forms_dir / form_id, made)
            made.rename(target)
        except OSError:  # a full disk: the form can be used all the same
            _log.warning(
                "version %s of form %s could not be kept", version, form_id, exc_info=True
            )
            shutil.rmtree(made, ignore_errors=True)

    def media_folder(self, form_id: str, version: str = "") -> Path | None:
        """Return the folder of the pictures and recordings a form brings; None where it has none.

        Raises NotFoundError for a form that is not shipped.
        """
        installed = self.form(form_id).info.version
        kept = self._kept(form_id, version) if version != installed else None
        return folder_beside(kept or self._forms_dir / form_id / "form.xlsx")

    def check(self, path: Path) -> FormCheck:
        """Check any workbook as a form, without touching data."""
        return self._examined(path, None)[1]

    def trial(
        self,
        path: Path,
        *,
        answers: Mapping[str, str],
        language: str | None,
        progress: Progress,
    ) -> FormTrial:
        """Check any workbook and open it to be tried, with the answers of the trial before.

        May be stopped while it is converted. Never raises for an author's mistake.
        """
        form, check = self._examined(path, lambda: progress.report(0))
        if form is None:
            return FormTrial(check)
        language = language if language in form.info.languages else None
        session, restored = restore_session(form, in_order(answers), language=language)
        return FormTrial(check, session, len(restored.unplaced), folder_beside(path))

    def _examined(
        self, path: Path, pulse: Callable[[], None] | None
    ) -> tuple[FormDefinition | None, FormCheck]:
        form, messages = examine(path, cache_dir=self._cache_dir, pulse=pulse)
        errors = tuple(message for message in messages if not message.notice)
        notices = tuple(message for message in messages if message.notice)
        if form is None:
            return None, FormCheck(path.name, errors, notices)
        questions = sum(node.asks for node in form.nodes)
        return form, FormCheck(
            form.info.title,
            errors,
            notices,
            questions=questions,
            lists=len(form.tables),
            languages=form.info.languages,
        )
