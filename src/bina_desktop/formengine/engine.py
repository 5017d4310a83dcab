"""The door of the form engine: load a form, open a session, restore one.

Only the application floor and the composition root come in here; faces know `client` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError, Restored, Session
from bina_desktop.formengine.definition.conversion import converted
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.instance.environment import Clock, system_clock
from bina_desktop.formengine.instance.session import FormSession

_XFORM_SUFFIXES = frozenset({".xml", ".xhtml"})


def load_form(source: Path | str, *, cache_dir: Path) -> FormDefinition:
    """Load a workbook (`.xlsx`), an XForm file (`.xml`), or XForm text.

    Conversions are cached in `cache_dir` by the hash of the file. Raises FormDefinitionError with
    every mistake and every thing that is not supported.
    """
    if isinstance(source, str):
        return read_xform(source)
    if source.suffix.lower() in _XFORM_SUFFIXES:
        try:
            text = source.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            message = "Berkas tidak dapat dibaca; periksa apakah masih ada dan boleh dibuka."
            raise FormDefinitionError(source.name, [AuthorMessage(message)]) from error
        return read_xform(text, title=source.name)
    conversion = converted(source, cache_dir=cache_dir)
    return read_xform(conversion.xform, title=source.name, rows=conversion.rows)


def new_session(
    form: FormDefinition,
    *,
    language: str | None = None,
    clock: Clock = system_clock,
    username: str = "",
    deviceid: str = "",
    instance_id: str = "",
) -> Session:
    """Open a new form; the metadata goes into the questions of those types, if any."""
    return FormSession(
        form,
        language=language,
        clock=clock,
        username=username,
        deviceid=deviceid,
        instance_id=instance_id,
    )


def restore_session(
    form: FormDefinition,
    answers: Mapping[str, str],
    *,
    language: str | None = None,
    clock: Clock = system_clock,
    username: str = "",
    deviceid: str = "",
    instance_id: str = "",
) -> tuple[Session, Restored]:
    """Open a form with stored answers (`Session.answers()`), also of an older version of it."""
    session = FormSession(
        form,
        language=language,
        clock=clock,
        username=username,
        deviceid=deviceid,
        instance_id=instance_id,
    )
    return session, session.restore(answers)
