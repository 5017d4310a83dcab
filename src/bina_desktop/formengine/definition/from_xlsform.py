"""Turn an XLSForm workbook into an XForm with pyxform; the only place that imports pyxform.

Runs as a process of its own (`python -m bina_desktop.formengine.definition.from_xlsform IN OUT`):
importing pyxform takes half a second, and a hostile workbook can eat memory or never end.
The answer is JSON in OUT, so that the parent never shares an object with this process.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from bina_desktop.formengine.client import AuthorMessage
from bina_desktop.formengine.definition.lint.check import check_workbook
from bina_desktop.formengine.definition.lint.converter import broke, told
from bina_desktop.formengine.definition.lint.findings import in_order
from bina_desktop.formengine.definition.lint.letters import column_letters, odd_heading
from bina_desktop.formengine.definition.lint.messages import (
    DUPLICATE_HEADER,
    HEADER_NO_TEXT,
    UNREADABLE,
)
from bina_desktop.formengine.definition.lint.rows import Rules
from bina_desktop.formengine.definition.lint.sheets import SHEETS, Workbook, make_sheet
from bina_desktop.formengine.definition.other_choice import said_in_its_languages
from bina_desktop.formengine.definition.outcome import Conversion

MEMORY_LIMIT_BYTES = 2 << 30
"""Address space of the process where the system can hold it (POSIX)."""

_log = logging.getLogger(__name__)


def convert(content: bytes, *, file_type: str, form_name: str = "data") -> Conversion:
    """Convert workbook bytes in this process; `file_type` is `.xlsx`, `.xls` or `.md`."""
    # Imported here because it takes half a second. The library is part-typed, without stubs.
    from pyxform import errors as pyxform_errors  # pyright: ignore[reportMissingTypeStubs]
    from pyxform import xls2xform  # pyright: ignore[reportMissingTypeStubs]

    compiler: Any = xls2xform
    refused = pyxform_errors.PyXFormError
    try:
        workbook = _read(content, file_type)
    except Exception:  # pyxform's own refusals, and whatever a damaged file sets off in readers
        _log.warning("workbook cannot be read", exc_info=True)
        return Conversion(errors=(_unread(content),))
    findings = check_workbook(workbook, _rules())
    everything = in_order([*findings.errors, *findings.formulas, *findings.circles])
    made = Conversion(
        errors=tuple(everything),
        notices=tuple(in_order(findings.notices)),
        rows=_rows(workbook),
        headings={c.name: (c.header, c.letter) for c in reversed(workbook.survey.columns)},
    )
    if not made.rows:
        return made
    warnings: list[str] = []
    try:
        xform: str = compiler.convert(
            BytesIO(content),
            file_type=file_type,
            form_name=form_name,
            warnings=warnings,
            validate=False,
        ).xform
    except refused as error:
        return replace(made, errors=_with(told(error, workbook), everything))
    except Exception as error:
        return replace(made, errors=made.errors or (broke(error),))
    return replace(
        made,
        xform=said_in_its_languages(xform, _lists_with_other(workbook)),
        warnings=tuple(warnings),
        errors=tuple(in_order(findings.errors)),
        formulas=tuple(findings.formulas),
    )


def _with(message: AuthorMessage, errors: Sequence[AuthorMessage]) -> tuple[AuthorMessage, ...]:
    """Add the converter's refusal, unless our own checks have told it."""
    known = {(error.sheet, error.row) for error in errors}
    if errors and (message.row is None or (message.sheet, message.row) in known):
        return tuple(errors)
    return (*errors, message)


def _read(content: bytes, file_type: str) -> Workbook:
    from pyxform import xls2json_backends  # pyright: ignore[reportMissingTypeStubs]

    backends: Any = xls2json_backends
    definition = backends.get_definition_data(BytesIO(content))
    book = backends.definition_to_dict(definition=definition, file_type=file_type)
    letters: Mapping[str, Mapping[str, str]] = (
        {} if file_type == ".md" else column_letters(content)
    )
    names: list[str] = [str(name) for name in book.sheet_names or ()]
    sheets = {
        name: make_sheet(
            name,
            _headings(getattr(book, f"{name}_header")),
            getattr(book, name) or (),
            # A workbook of one sheet is a survey whatever the sheet's name.
            letters.get(name) or (letters.get(names[0].lower()) if len(names) == 1 else None),
        )
        for name in SHEETS
        if getattr(book, name, None) is not None
    }
    return Workbook(sheets, names)


def _headings(found: Sequence[Mapping[str, None]] | None) -> list[str]:
    return list(found[0]) if found else []


def _rules() -> Rules:
    from pyxform import question_type_dictionary, survey  # pyright: ignore[reportMissingTypeStubs]
    from pyxform.parsing import expression  # pyright: ignore[reportMissingTypeStubs]

    types: Any = question_type_dictionary
    names: Any = expression
    root: Any = survey.Survey
    return Rules(
        types=frozenset(types.QUESTION_TYPE_DICT),
        is_name=lambda text: bool(names.is_xml_tag(text)),
        settings_columns=frozenset(root.get_slot_names()),
    )


def _unread(content: bytes) -> AuthorMessage:
    odd = odd_heading(content)
    if odd is None:
        return AuthorMessage(UNREADABLE.indonesian, english=UNREADABLE.english)
    template = DUPLICATE_HEADER if odd.repeated else HEADER_NO_TEXT
    sentence = template(name=odd.heading)
    return AuthorMessage(
        sentence.indonesian,
        sheet=odd.sheet,
        row=1,
        column=odd.heading,
        english=sentence.english,
        cell=f"{odd.letter}1",
    )


def _rows(workbook: Workbook) -> dict[str, int]:
    """Return the first row of each name."""
    names: dict[str, int] = {}
    for row in workbook.survey.rows:
        name = row.get("name")
        if name and not row.get("type").startswith(("end ", "end_")):
            names.setdefault(name, row.number)
    return names


def _lists_with_other(workbook: Workbook) -> set[str]:
    """Return the lists that have a choice `other` of their author's."""
    return {row.get("list_name") for row in workbook.choices.rows if row.get("name") == "other"}


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        # A system with a lower limit of its own, or without this one, refuses; that is enough.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))


def main(argv: Sequence[str]) -> int:
    """Convert the workbook `argv[0]` and write the outcome to `argv[1]`."""
    source, target = Path(argv[0]), Path(argv[1])
    _limit_memory()
    outcome = convert(source.read_bytes(), file_type=source.suffix.lower())
    target.write_text(outcome.to_json(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
