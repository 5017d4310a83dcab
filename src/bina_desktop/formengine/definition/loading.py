"""From a converted workbook to a form; what the checks and the reader found, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.definition.outcome import Conversion


def read_converted(conversion: Conversion, *, title: str) -> FormDefinition:
    """Return the form. Raises FormDefinitionError with every mistake of the workbook."""
    if not conversion.xform:
        raise FormDefinitionError(title, conversion.errors, conversion.notices)
    try:
        form = read_xform(conversion.xform, title=title, rows=conversion.rows)
    except FormDefinitionError as error:
        merged = _merged(conversion.errors, error.messages, conversion)
        raise FormDefinitionError(error.title, merged, conversion.notices) from None
    if conversion.errors:
        raise FormDefinitionError(form.info.title or title, conversion.errors, conversion.notices)
    return replace(form, notices=tuple(_placed(notice, conversion) for notice in form.notices))


def all_notices(conversion: Conversion, form: FormDefinition) -> tuple[AuthorMessage, ...]:
    """Return the advice of the checks and what the reader said of a form that can be used."""
    return _merged(conversion.notices, form.notices, conversion)


def _merged(
    first: Sequence[AuthorMessage], second: Iterable[AuthorMessage], conversion: Conversion
) -> tuple[AuthorMessage, ...]:
    """Add what the reader found to what the checks found, unless it is told already."""
    told = {(message.row, message.column) for message in first if message.row is not None}
    added: list[AuthorMessage] = []
    for message in second:
        placed = _placed(message, conversion)
        if (placed.row, placed.column) not in told:
            added.append(placed)
    return (*first, *added)


def _placed(message: AuthorMessage, conversion: Conversion) -> AuthorMessage:
    """Name column and cell as the author's workbook does."""
    meaning = {"readonly": "read_only"}.get(message.column, message.column)
    heading = conversion.headings.get(meaning)
    if heading is None or message.sheet != "survey":
        return message
    header, letter = heading
    cell = f"{letter}{message.row}" if message.row and letter else ""
    return replace(message, column=header, cell=cell)
