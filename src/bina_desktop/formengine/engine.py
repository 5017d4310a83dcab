"""The door of the form engine: load a form, open a session, restore one.

Only the application floor and the composition root come in here; faces know `client` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bina_desktop.formengine.asked import Asked, AskedRepeat
from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError, Restored, Session
from bina_desktop.formengine.definition.asking import Asking
from bina_desktop.formengine.definition.conversion import converted
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.loading import all_notices, read_converted
from bina_desktop.formengine.definition.memory import collector_resting
from bina_desktop.formengine.definition.messages import FILE_UNREADABLE
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.definition.snapshot_files import keep, recalled, snapshot_path
from bina_desktop.formengine.instance.environment import Clock, system_clock
from bina_desktop.formengine.instance.metadata import Metadata
from bina_desktop.formengine.instance.opening import opened
from bina_desktop.formengine.instance.session import FormSession
from bina_desktop.formengine.instance.submitted import first_by_path, read_submission

_XFORM_SUFFIXES = frozenset({".xml", ".xhtml"})


def load_form(
    source: Path | str,
    *,
    cache_dir: Path,
    media: Path | None = None,
    remember: bool = True,
    pulse: Callable[[], object] | None = None,
) -> FormDefinition:
    """Load a workbook (`.xlsx`), an XForm file (`.xml`), or XForm text.

    Conversions and snapshots of the loaded form are cached in `cache_dir` by the hash of the
    file; `media` is the folder of the form's attached files (lists as CSV, XML or GeoJSON;
    pictures), by default the folder `NAME-media` beside the form where there is one.
    `remember=False` leaves writing the snapshot to another load, for which nobody waits. `pulse`
    is called now and then while a workbook is converted; what it raises stops that. Raises
    FormDefinitionError with every mistake and every thing that is not supported.
    """
    if isinstance(source, str):
        return read_xform(source, media=media)
    media = media or folder_beside(source)
    snapshot = snapshot_path(source, cache_dir=cache_dir, media=media)
    known = recalled(snapshot) if snapshot is not None else None
    if known is not None:
        return known
    form = _read(source, cache_dir=cache_dir, media=media, pulse=pulse)
    return _kept(snapshot, form) if remember and snapshot is not None else form


def _kept(snapshot: Path, form: FormDefinition) -> FormDefinition:
    with collector_resting():
        form = replace(form, opened=opened(form))
    keep(snapshot, form)
    return form


def _read(
    source: Path,
    *,
    cache_dir: Path,
    media: Path | None,
    pulse: Callable[[], object] | None,
) -> FormDefinition:
    if source.suffix.lower() in _XFORM_SUFFIXES:
        try:
            text = source.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            sentence = FILE_UNREADABLE()
            message = AuthorMessage(sentence.indonesian, english=sentence.english)
            raise FormDefinitionError(source.name, [message]) from error
        return read_xform(text, title=source.name, media=media)
    conversion = converted(source, cache_dir=cache_dir, pulse=pulse)
    return read_converted(conversion, title=source.name, media=media)


def folder_beside(source: Path) -> Path | None:
    """Return the folder of attached files as ODK names it: `formulir-media` beside the form."""
    folder = source.with_name(f"{source.stem}-media")
    return folder if folder.is_dir() else None


def check_form(source: Path, *, cache_dir: Path, media: Path | None = None) -> list[AuthorMessage]:
    """Return every mistake of a form, then the notices; never raises for an author's mistake.

    `media` is the folder of its attached files, as for `load_form`.
    `AuthorMessage.notice` tells them apart: a form with notices only can be used.
    """
    return list(examine(source, cache_dir=cache_dir, media=media)[1])


def examine(
    source: Path,
    *,
    cache_dir: Path,
    media: Path | None = None,
    pulse: Callable[[], object] | None = None,
) -> tuple[FormDefinition | None, Sequence[AuthorMessage]]:
    """Return the form, None when it cannot be used, and all that is to be said of it.

    `pulse` as for `load_form`.
    """
    try:
        form = load_form(source, cache_dir=cache_dir, media=media, pulse=pulse)
    except FormDefinitionError as error:
        return None, _marked(error.messages, error.notices)
    if source.suffix.lower() in _XFORM_SUFFIXES:
        return form, _marked((), form.notices)
    return form, _marked((), all_notices(converted(source, cache_dir=cache_dir), form))


def _marked(
    errors: Sequence[AuthorMessage], notices: Sequence[AuthorMessage]
) -> Sequence[AuthorMessage]:
    return (*errors, *(replace(notice, notice=True) for notice in notices))


def asked(form: FormDefinition) -> tuple[tuple[Asked, ...], tuple[AskedRepeat, ...]]:
    """Return the questions and the repeats of a form, in its order and its own language."""
    asking = Asking(form)
    return tuple(asking.questions()), tuple(asking.repeats())


def new_session(
    form: FormDefinition,
    *,
    language: str | None = None,
    clock: Clock = system_clock,
    username: str = "",
    deviceid: str = "",
    instance_id: str = "",
    metadata: Metadata | None = None,
    last_saved: Mapping[str, str] | str | None = None,
) -> Session:
    """Open a new form; the metadata goes into the questions of those types, if any.

    `metadata` takes the place of the three before it where a form asks for more of it.
    `last_saved` is what `instance('__last-saved')` reads: `Session.answers()` (and results) of
    the submission that was saved last, or its XML. Raises SubmissionError for text that is none.
    """
    known = metadata or Metadata(username, deviceid, instance_id)
    saved = _by_path(form, last_saved)
    with collector_resting():
        return FormSession(form, language=language, clock=clock, metadata=known, last_saved=saved)


def restore_session(
    form: FormDefinition,
    answers: Mapping[str, str],
    *,
    language: str | None = None,
    clock: Clock = system_clock,
    username: str = "",
    deviceid: str = "",
    instance_id: str = "",
    metadata: Metadata | None = None,
    last_saved: Mapping[str, str] | str | None = None,
) -> tuple[Session, Restored]:
    """Open a form with stored answers (`Session.answers()`), also of an older version of it.

    What has no home in this version is handed back: questions that are gone, renamed or moved
    into another group. An answer that does not fit the question's new type stays as typed with a
    TYPE violation, a choice that is gone stays with a CHOICE violation.
    """
    known = metadata or Metadata(username, deviceid, instance_id)
    saved = _by_path(form, last_saved)
    with collector_resting():
        session = FormSession(
            form, language=language, clock=clock, metadata=known, last_saved=saved
        )
        return session, session.restore(answers)


def close_session(session: Session) -> None:
    """Free all that a session is made of, without waiting for Python's collector of cycles.

    Neither it nor its nodes can be used any more; what was read of them stays.
    """
    assert isinstance(session, FormSession), "sessions are made by this module"
    session.close()


def submission_xml(session: Session) -> str:
    """Return the OpenRosa submission of a session: relevant nodes only, without declaration."""
    assert isinstance(session, FormSession), "sessions are made by this module"
    return session.submission_xml()


def session_from_submission(
    form: FormDefinition,
    xml: str,
    *,
    language: str | None = None,
    clock: Clock = system_clock,
    metadata: Metadata | None = None,
    last_saved: Mapping[str, str] | str | None = None,
    edited: bool = True,
) -> tuple[Session, Restored]:
    """Open a submission for editing: it gets a fresh instanceID, the old one is deprecated.

    `edited=False` goes on with a draft that keeps its instanceID. Elements that this form does
    not know are in `Restored.unplaced`. Raises SubmissionError for text that is no XML, has a
    DTD, is too large, or belongs to another form.
    """
    submitted = read_submission(form, xml)
    session = FormSession(
        form,
        language=language,
        clock=clock,
        metadata=metadata or Metadata(),
        last_saved=_by_path(form, last_saved),
        first_load=False,
    )
    return session, session.take_over(submitted, edited=edited)


def _by_path(
    form: FormDefinition, last_saved: Mapping[str, str] | str | None
) -> Mapping[str, str]:
    if isinstance(last_saved, str):
        last_saved = read_submission(form, last_saved).answers
    return first_by_path(last_saved) if last_saved else {}
