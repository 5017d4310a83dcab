"""A workbook as its author sees it: sheets, headings with their letters, rows with numbers.

Facts about headings: xlsform.org reference table, and the older names the converter still takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
SURVEY_NAMES: Mapping[str, str] = {
    "readonly": "read_only",
    "relevance": "relevant",
    "calculate": "calculation",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "noapperrorstring": "no_app_error_string",
}
LIST_NAMES: Mapping[str, str] = {
    "list name": "list_name",
    "value": "name",
    "caption": "label",
}
SETTINGS_NAMES: Mapping[str, str] = {
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
}
_PREFIXES = frozenset({"bind", "control", "body", "media"})
_FREE = frozenset({"bind", "control", "body", "instance"})
"""Prefixes below which an author may write anything: `bind::bina:bobot`."""
_LIST_COLUMNS = frozenset({"list_name", "name", "label", "image", "big-image", "audio", "video"})


@dataclass(frozen=True, slots=True)
class Column:
    """One heading."""

    header: str
    """As written."""
    name: str
    """What it means: `relevant` for `bind::relevant`; of an unknown one the heading itself."""
    language: str = ""
    letter: str = ""
    free: bool = False
    """Below a prefix where anything may stand."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty."""

    number: int
    cells: Sequence[tuple[Column, str]]
    values: Mapping[str, str]
    """By meaning; of several languages the first."""

    def get(self, name: str) -> str:
        """Return the value of a column; '' when blank."""
        return self.values.get(name, "")

    def column(self, name: str) -> Column | None:
        """Return the filled column of that meaning."""
        return next((column for column, _ in self.cells if column.name == name), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows` keeps the numbers of the workbook (the headings are row 1)."""

    name: str
    columns: Sequence[Column] = ()
    rows: Sequence[Row] = ()

    def column(self, name: str) -> Column | None:
        """Return the first column of that meaning."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that matter, by name; empty ones where the workbook has none."""

    sheets: Mapping[str, Sheet] = field(default_factory=dict[str, Sheet])
    sheet_names: Sequence[str] = ()

    def sheet(self, name: str) -> Sheet:
        """Return a sheet, empty when there is none of that name."""
        return self.sheets.get(name) or Sheet(name)

    @property
    def survey(self) -> Sheet:
        """Return the questions."""
        return self.sheet("survey")

    @property
    def choices(self) -> Sheet:
        """Return the lists of choices."""
        return self.sheet("choices")

    @property
    def settings(self) -> Sheet:
        """Return the settings."""
        return self.sheet("settings")


def make_sheet(
    name: str,
    headers: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    letters: Mapping[str, str] | None = None,
) -> Sheet:
    """Build a sheet from the headings and the rows below them (the first is row 2)."""
    double = any("::" in header for header in headers)
    known = {
        header: _column(
            name, header, (letters or {}).get(header) or letter_of(place), double=double
        )
        for place, header in enumerate(headers)
    }
    return Sheet(name, tuple(known.values()), tuple(_rows(rows, known)))


def _rows(rows: Sequence[Mapping[str, str]], known: Mapping[str, Column]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=2):
        cells = [(known[header], str(value)) for header, value in row.items() if header in known]
        values: dict[str, str] = {}
        for column, value in cells:
            values.setdefault(column.name, value)
        if cells:
            yield Row(number, tuple(cells), values)


def letter_of(place: int) -> str:
    """Return the letter of a column by its place from 0: A … Z, AA …."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def snake(text: str) -> str:
    """Return a heading as the converter compares it."""
    return "_".join(text.split()).lower()


def _column(sheet: str, header: str, letter: str, *, double: bool) -> Column:
    tokens = _tokens(header, double=double)
    first = snake(tokens[0])
    if sheet == "survey" and first in _PREFIXES | _FREE and len(tokens) > 1:
        inner = tokens[1].lower()
        name = SURVEY_NAMES.get(inner, inner)
        language = tokens[2] if len(tokens) > 2 else ""
        free = first in _FREE
        if free and ":" in tokens[1] and inner not in SURVEY_NAMES:
            name = f"{first}::{tokens[1]}"
        return Column(header, name, language, letter, free)
    language = tokens[1] if len(tokens) > 1 else ""
    if sheet == "survey":
        return Column(header, SURVEY_NAMES.get(first, first), language, letter)
    if sheet == "settings":
        return Column(header, SETTINGS_NAMES.get(first, first), language, letter)
    if first == "media" and len(tokens) > 1:
        return Column(header, tokens[1].lower(), tokens[2] if len(tokens) > 2 else "", letter)
    name = LIST_NAMES.get(first, first)
    # Other columns of a list serve choice_filter, which knows them as they are written.
    return Column(header, name if name in _LIST_COLUMNS else header, language, letter)


def _tokens(header: str, *, double: bool) -> list[str]:
    if double or "::" in header:
        return [token.strip() for token in header.split("::")]
    tokens = [token.strip() for token in header.split(":")]
    if "jr" in tokens[:-1]:
        place = tokens.index("jr")
        tokens[place : place + 2] = [f"jr:{tokens[place + 1]}"]
    return tokens
