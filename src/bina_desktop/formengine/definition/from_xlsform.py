"""Turn an XLSForm workbook into an XForm with pyxform; the only place that imports pyxform.

Runs as a process of its own (`python -m bina_desktop.formengine.definition.from_xlsform IN OUT`):
importing pyxform takes half a second, and a hostile workbook can eat memory or never end.
The answer is JSON in OUT, so that the parent never shares an object with this process.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from bina_desktop.formengine.client import AuthorMessage

MEMORY_LIMIT_BYTES = 2 << 30
"""Address space of the process where the system can hold it (POSIX)."""

UNREADABLE = (
    "Buku kerja tidak dapat dibaca; isinya mungkin rusak. Buka di Excel lalu simpan ulang "
    "sebagai .xlsx."
)

_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"On the '(\w+)' sheet")
_UNKNOWN_TYPE = re.compile(r"^Unknown question type '(.*)'\.$")
_COLUMN = re.compile(r"the '([\w:]+)' value")

_SENTENCES = {
    "PYREF_001": "Rujukan ${{…}} tidak tertulis benar; tulis seperti ${{nama_pertanyaan}}.",
    "PYREF_002": "Rujukan ${{…}} tidak tertulis benar; tulis seperti ${{nama_pertanyaan}}.",
    "PYREF_003": "Nama ${{{q}}} tidak ada di lembar survey; periksa ejaannya.",
    "PYREF_004": "Nama ${{{q}}} dipakai lebih dari satu pertanyaan; bedakan namanya.",
}
"""Sentences for pyxform's error codes that authors meet most; others keep pyxform's own words."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What pyxform made of a workbook: an XForm, or the mistakes that prevented one."""

    xform: str = ""
    errors: tuple[AuthorMessage, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict[str, int])
    """Row of each question in the survey sheet by name; the first where a name stands twice."""

    def to_json(self) -> str:
        """Write as JSON text, the form in which it crosses the process border and is cached."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Conversion:
        """Read what `to_json` wrote. Raises ValueError or KeyError for anything else."""
        raw: dict[str, Any] = json.loads(text)
        return cls(
            xform=raw["xform"],
            errors=tuple(AuthorMessage(**message) for message in raw["errors"]),
            warnings=tuple(raw["warnings"]),
            rows=raw["rows"],
        )


def convert(content: bytes, *, file_type: str, form_name: str = "data") -> Conversion:
    """Convert workbook bytes in this process; `file_type` is `.xlsx`, `.xls` or `.md`."""
    # Imported here because it takes half a second. The library is part-typed, without stubs.
    from pyxform import errors as pyxform_errors  # pyright: ignore[reportMissingTypeStubs]
    from pyxform import xls2json_backends, xls2xform  # pyright: ignore[reportMissingTypeStubs]

    backends: Any = xls2json_backends
    compiler: Any = xls2xform
    warnings: list[str] = []
    rows: dict[str, int] = {}
    types: dict[str, int] = {}
    try:
        definition = backends.get_definition_data(BytesIO(content))
        book = backends.definition_to_dict(definition=definition, file_type=file_type)
        rows, types = _survey_rows(book.survey or ())
        if not any((row.get("name") or row.get("type")) for row in book.survey or ()):
            return Conversion(errors=(_no_survey(),))
        xform: str = compiler.convert(
            BytesIO(content),
            file_type=file_type,
            form_name=form_name,
            warnings=warnings,
            validate=False,
        ).xform
    except pyxform_errors.PyXFormError as error:
        if _is_unreadable(error):
            return Conversion(errors=(AuthorMessage(UNREADABLE),))
        return Conversion(errors=(_author_message(error, rows, types),), rows=rows)
    return Conversion(xform=xform, warnings=tuple(warnings), rows=rows)


def _is_unreadable(error: Any) -> bool:
    # pyxform tries one reader after the other and tells of the last failure only.
    return "not recognized as a supported type" in str(error)


def _no_survey() -> AuthorMessage:
    return AuthorMessage(
        "Lembar “survey” tidak ada atau kosong; buku kerja ini bukan XLSForm. "
        "Tambahkan lembar “survey” dengan kolom type, name dan label.",
        sheet="survey",
    )


def _survey_rows(
    survey: Sequence[Mapping[str, str]],
) -> tuple[dict[str, int], dict[str, int]]:
    """Return the first row of each name and of each type."""
    names: dict[str, int] = {}
    types: dict[str, int] = {}
    for number, row in enumerate(survey, start=2):
        kind = row.get("type", "")
        types.setdefault(kind, number)
        name = row.get("name")
        if name and not kind.startswith("end"):
            names.setdefault(name, number)
    return names, types


def _author_message(
    error: Any, rows: Mapping[str, int], types: Mapping[str, int]
) -> AuthorMessage:
    text = str(error)
    context: dict[str, Any] = error.context
    row = context.get("row") or _first(_ROW, text)
    sheet = context.get("sheet") or _first(_SHEET, text) or ""
    column = context.get("column") or _first(_COLUMN, text) or ""
    message = f"Pengonversi XLSForm (pyxform) menolak: {text}"
    template = _SENTENCES.get(error.code.name) if error.code is not None else None
    unknown_type = _first(_UNKNOWN_TYPE, text)
    if template is not None:
        message = template.format(q=context.get("q", "…"))
    elif unknown_type is not None:
        row, sheet, column = types.get(unknown_type), "survey", "type"
        message = f"Jenis pertanyaan “{unknown_type}” tidak dikenal; periksa kolom type."
    number = int(str(row)) if str(row).isdigit() else None
    names = {at: name for name, at in rows.items()} if sheet in ("survey", "") else {}
    question = names.get(number, "") if number is not None else ""
    return AuthorMessage(message, question=question, sheet=sheet, row=number, column=column)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.group(1) if found else None


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
