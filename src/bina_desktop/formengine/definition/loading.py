"""From a converted workbook to a form; what the checks and the reader found, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.lint.findings import in_order
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.definition.outcome import Conversion


def read_converted(
    conversion: Conversion, *, title: str, media: Path | None = None
) -> FormDefinition:
    """Return the form, its attached files read from `media`.

    Raises FormDefinitionError with every mistake of the workbook.
    """
    if not conversion.xform:
        raise FormDefinitionError(title, conversion.errors, conversion.notices)
    try:
        form = read_xform(conversion.xform, title=title, rows=conversion.rows, media=media)
    except FormDefinitionError as error:
        placed = [_placed(message, conversion) for message in error.messages]
        # What has no place follows from mistakes that have one: a prefix without its namespace.
        found = [message for message in placed if message.sheet or not conversion.errors]
        # A formula that is refused is told as its author wrote it, not as the converter did.
        refused = {_place(message) for message in found}
        written = [message for message in conversion.formulas if _place(message) in refused]
        first = (*conversion.errors, *written)
        messages = in_order(_merged(first, found))
        raise FormDefinitionError(error.title, messages, conversion.notices) from None
    if conversion.errors:
        raise FormDefinitionError(form.info.title or title, conversion.errors, conversion.notices)
    return replace(form, notices=tuple(_placed(notice, conversion) for notice in form.notices))


def all_notices(conversion: Conversion, form: FormDefinition) -> tuple[AuthorMessage, ...]:
    """Return the advice of the checks and what the reader said of a form that can be used."""
    return _merged(conversion.notices, [_placed(each, conversion) for each in form.notices])


def _merged(
    first: Sequence[AuthorMessage], second: Iterable[AuthorMessage]
) -> tuple[AuthorMessage, ...]:
    """Add what the reader found to what the checks found, unless its place is told already."""
    told = {_place(message) for message in first if message.row is not None}
    return (*first, *(message for message in second if _place(message) not in told))


def _place(message: AuthorMessage) -> tuple[str, int | None, str]:
    return (message.sheet, message.row, message.column)


def _placed(message: AuthorMessage, conversion: Conversion) -> AuthorMessage:
    """Name sheet, row, column and cell as the author's workbook does."""
    row, meaning = message.row, _MEANINGS.get(message.column, message.column)
    counted = message.question.removesuffix("_count")
    if row is None and counted != message.question and counted in conversion.rows:
        # The converter moves a count that is a formula into a calculation of its own.
        row, meaning = conversion.rows[counted], "repeat_count"
    if message.question == "instanceName":
        return replace(message, sheet="settings", row=2, column="instance_name")
    header, letter = conversion.headings.get(meaning, (meaning, ""))
    if message.sheet != "survey":
        return message
    cell = f"{letter}{row}" if row and letter else ""
    return replace(message, row=row, column=header, cell=cell)


_MEANINGS = {"readonly": "read_only"}
