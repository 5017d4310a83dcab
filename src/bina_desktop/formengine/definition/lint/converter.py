"""What the converter says when it refuses a workbook, told with a place and in two languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bina_desktop.formengine.client import AuthorMessage
from bina_desktop.formengine.definition.lint import messages
from bina_desktop.formengine.definition.lint.sheets import Row, Sheet, Workbook
from bina_desktop.formengine.xpath.sentences import Sentence, Template

_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"On the '(\w+)' sheet")
_COLUMN = re.compile(r"the '([^']+)' value")
_ELEMENT = re.compile(r"(?:named|\$\{|[Qq]uestion ')'?([\w.-]+)")

_TRIGGERED = re.compile(r"calculation trigger for question \$\{([^}]+)\}")

_KNOWN: tuple[tuple[re.Pattern[str], Template, Callable[[re.Match[str]], dict[str, str]]], ...] = (
    (
        re.compile(r"^Unknown question type '(.*)'\.$"),
        Template(
            "Jenis pertanyaan “{text}” tidak dikenal; periksa kolom type.",
            "The question type “{text}” is unknown; check the column type.",
        ),
        lambda found: {"text": found.group(1)},
    ),
    (
        re.compile(r"Entity|entity|entities|save_to"),
        Template(
            "Keterangan entitas tidak benar; periksa lembar entities dan kolom save_to ({text}).",
            "The entities are not described rightly; check the sheet entities and the column "
            "save_to ({text}).",
        ),
        lambda found: {"text": found.string},
    ),
    (
        re.compile(r"same instance id will be generated for different.*Instance name: '([^']*)'"),
        Template(
            "Nama “{text}” dipakai untuk dua sumber pilihan yang berbeda; bedakan nama daftar "
            "dan nama berkasnya.",
            "The name “{text}” stands for two different sources of choices; make the names of "
            "list and file differ.",
        ),
        lambda found: {"text": found.group(1)},
    ),
    (
        re.compile(r"Badly formatted table list, list names don't match: (.*)$"),
        Template(
            "Semua pertanyaan dalam kelompok table-list harus memakai daftar pilihan yang sama "
            "({text}).",
            "All questions of a table-list group must use the same list of choices ({text}).",
        ),
        lambda found: {"text": found.group(1)},
    ),
    (
        re.compile(r"Choice filter not supported for table-list"),
        Template(
            "choice_filter tidak dapat dipakai dalam kelompok table-list; hapus salah satunya.",
            "choice_filter cannot be used in a table-list group; remove one of them.",
        ),
        lambda _: {},
    ),
    (
        re.compile(r"'parameters' value is invalid\. (.*)$"),
        Template(
            "Isi kolom parameters tidak benar: {text}",
            "The column parameters is not right: {text}",
        ),
        lambda found: {"text": found.group(1)},
    ),
    (
        re.compile(r"There are no elements|must have at least one child"),
        Template(
            "Kelompok tanpa isi tidak dapat dipakai; tambahkan pertanyaan atau hapus kelompoknya.",
            "A group with nothing in it cannot be used; add a question or delete the group.",
        ),
        lambda _: {},
    ),
)


def told(error: Exception, workbook: Workbook) -> AuthorMessage:
    """Return the converter's refusal as a message for the author."""
    text = " ".join(str(error).split())
    context: Mapping[str, Any] = getattr(error, "context", {})
    sheet_name = context.get("sheet") or _first(_SHEET, text) or ""
    column = str(context.get("column") or _first(_COLUMN, text) or "")
    number = str(context.get("row") or _first(_ROW, text) or "")
    sheet = workbook.sheet(sheet_name or "survey")
    row = _row(sheet, number, text)
    if row is not None and not sheet_name:
        sheet_name = "survey"
    sentence = _sentence(text)
    heading = next((c for c in sheet.columns if column in (c.header, c.name)), None)
    return AuthorMessage(
        sentence.indonesian,
        question=row.get("name") if row is not None and sheet_name == "survey" else "",
        sheet=sheet_name,
        row=row.number if row is not None else int(number) if number.isdigit() else None,
        column=heading.header if heading is not None else column,
        english=sentence.english,
        cell=f"{heading.letter}{row.number}" if heading is not None and row is not None else "",
    )


def broke(error: Exception) -> AuthorMessage:
    """Return what to say when the converter itself failed."""
    text = f"{type(error).__name__}: {error}"[:200]
    sentence = messages.CONVERTER_BROKE(text=text)
    return AuthorMessage(sentence.indonesian, english=sentence.english)


def _row(sheet: Sheet, number: str, text: str) -> Row | None:
    if sheet.name == "settings":
        return sheet.rows[0] if sheet.rows else None
    if number.isdigit():
        return next((row for row in sheet.rows if row.number == int(number)), None)
    unknown = _KNOWN[0][0].match(text)
    name = _first(_TRIGGERED, text) or _first(_ELEMENT, text) or ""
    wanted = ("type", unknown.group(1)) if unknown else ("name", name)
    return next((row for row in sheet.rows if wanted[1] and row.get(wanted[0]) == wanted[1]), None)


def _sentence(text: str) -> Sentence:
    for pattern, template, fields in _KNOWN:
        found = pattern.search(text)
        if found:
            return template(**fields(found))
    return messages.CONVERTER(text=text)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.group(1) if found else None
