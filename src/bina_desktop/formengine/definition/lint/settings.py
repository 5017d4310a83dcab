"""The settings sheet and the languages of the form."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bina_desktop.formengine.definition.lint import messages
from bina_desktop.formengine.definition.lint.findings import Findings, maybe, nearest
from bina_desktop.formengine.definition.lint.rows import Rules, is_disabled
from bina_desktop.formengine.definition.lint.sheets import Column, Sheet, Workbook

_TRANSLATED = {
    "survey": (
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        "image",
        "audio",
        "video",
    ),
    "choices": ("label", "image", "audio", "video"),
}
_VERSION = re.compile(r"[\w.\-+]{1,50}")


def check_settings(workbook: Workbook, rules: Rules, findings: Findings) -> None:
    """Report what identifies the form badly, and translations that are not there."""
    languages = languages_of(workbook)
    rows = workbook.settings.rows
    sheet = workbook.settings
    if not rows or not rows[0].get("form_id"):
        row = rows[0] if rows else None
        column = sheet.column("form_id") or "form_id"
        findings.notice("settings", row, column, messages.NO_FORM_ID())
    if rows:
        _check_first(workbook, rules, languages, findings)
    for row in rows[1:]:
        findings.notice("settings", row, None, messages.MORE_SETTINGS())
    if languages:
        for name, columns in _TRANSLATED.items():
            _check_translations(workbook.sheet(name), columns, languages, findings)


def languages_of(workbook: Workbook) -> list[str]:
    """Return the languages that headings name, in order; none for a form of one language."""
    found: dict[str, None] = {}
    for name, columns in _TRANSLATED.items():
        for column in workbook.sheet(name).columns:
            if column.language and column.name in columns:
                found[column.language] = None
    return list(found)


def _check_first(
    workbook: Workbook, rules: Rules, languages: Iterable[str], findings: Findings
) -> None:
    row = workbook.settings.rows[0]
    if (version := row.get("version")) and not _VERSION.fullmatch(version):
        sentence = messages.ODD_VERSION(version=version)
        findings.notice("settings", row, row.column("version"), sentence)
    if (name := row.get("name")) and not rules.is_name(name):
        sentence = messages.BAD_SETTINGS_NAME(name=name)
        findings.error("settings", row, row.column("name"), sentence)
    default = row.get("default_language")
    if default and languages and default not in languages:
        hint = maybe(nearest(default, languages))
        sentence = messages.UNKNOWN_DEFAULT_LANGUAGE(
            name=default,
            languages=", ".join(languages),
            hint=hint.indonesian,
            hint_en=hint.english,
        )
        findings.notice("settings", row, row.column("default_language"), sentence)


def _check_translations(
    sheet: Sheet, names: Iterable[str], languages: Iterable[str], findings: Findings
) -> None:
    for name in names:
        columns = {c.language: c for c in sheet.columns if c.name == name}
        if not columns or set(columns) == {""}:
            continue
        for language in languages:
            column = columns.get(language)
            if column is not None:
                _check_blanks(sheet, column, findings)
            elif "" not in columns:
                sentence = messages.MISSING_TRANSLATION_COLUMN(column=name, language=language)
                findings.notice(sheet.name, None, name, sentence)


def _check_blanks(sheet: Sheet, column: Column, findings: Findings) -> None:
    lacking = [
        row
        for row in sheet.rows
        if row.get(column.name)
        and not is_disabled(row)
        and all(filled is not column for filled, _ in row.cells)
    ]
    if lacking:
        sentence = messages.MISSING_TRANSLATIONS(
            column=column.header, language=column.language, count=len(lacking)
        )
        findings.notice(sheet.name, lacking[0], column, sentence)
