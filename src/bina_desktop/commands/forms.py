"""Forms, checked without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bina_desktop.application.formulir import FormCheck, FormulirService
from bina_desktop.commands.status import FAULTS, OK, tell_json
from bina_desktop.formengine.client import AuthorMessage


def check_forms(
    formulir: FormulirService, files: Sequence[Path], *, language: str = "both"
) -> int:
    """Print every mistake of every form with its place, errors before notices, then the counts.

    `language` is `id`, `en` or `both`: then each English sentence stands below the Indonesian one.
    """
    english = language == "en"
    errors = notices = 0
    for path in files:
        found = formulir.check(path)
        errors += len(found.errors)
        notices += len(found.notices)
        print(f"{path}:")
        for message in found.errors:
            _tell_author(message, "ERROR" if english else "KESALAHAN", language)
        for message in found.notices:
            _tell_author(message, "note" if english else "catatan", language)
        if not found.errors:
            print(f"  {_usable(found, english=english)}")
    counts = (len(files), errors, notices)
    if english:
        print("{} files, {} errors, {} notes.".format(*counts))
    else:
        print("{} berkas, {} kesalahan, {} catatan.".format(*counts))
    return FAULTS if errors else OK


def _tell_author(message: AuthorMessage, word: str, language: str) -> None:
    place = _place(message, english=language == "en")
    if language == "en":
        print(f"  {word} {place}{message.english or message.message}")
        return
    print(f"  {word} {place}{message.message}")
    if language == "both" and message.english:
        print(f"      {message.english}")


def _place(message: AuthorMessage, *, english: bool) -> str:
    sheet, row, column = ("sheet", "row", "column") if english else ("lembar", "baris", "kolom")
    parts = [
        f"{sheet} {message.sheet}" if message.sheet else "",
        message.cell or (f"{row} {message.row}" if message.row else ""),
        f"{column} {message.column}" if message.column else "",
        f"“{message.question}”" if message.question else "",
    ]
    place = ", ".join(part for part in parts if part)
    return f"({place}) " if place else ""


def _usable(found: FormCheck, *, english: bool) -> str:
    names = f" ({', '.join(found.languages)})" if found.languages else ""
    languages = max(1, len(found.languages))
    if english:
        return (
            f"The form “{found.title}” can be used: {found.questions} questions, "
            f"{found.lists} lists of choices, {languages} languages{names}."
        )
    return (
        f"Formulir “{found.title}” dapat dipakai: {found.questions} pertanyaan, "
        f"{found.lists} daftar pilihan, {languages} bahasa{names}."
    )


def tell_forms_as_json(formulir: FormulirService, files: Sequence[Path]) -> int:
    """Print the same as one JSON array with an object for each file."""
    checks = [(path, formulir.check(path)) for path in files]
    told = [{"file": str(path), "usable": not c.errors, **asdict(c)} for path, c in checks]
    tell_json(told)
    return FAULTS if any(check.errors for _, check in checks) else OK
