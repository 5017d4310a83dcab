"""Workbooks as Markdown tables for the tests of the checks, and what is found in them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError
from bina_desktop.formengine.definition.from_xlsform import convert
from bina_desktop.formengine.definition.loading import read_converted
from bina_desktop.formengine.definition.outcome import Conversion


class At(NamedTuple):
    """A place in a workbook."""

    sheet: str
    cell: str


@cache
def outcome(table: str) -> Conversion:
    """Convert a Markdown table, the sheets' names in the first column."""
    return convert(table.encode(), file_type=".md")


def survey(*rows: str, head: str = "type | name | label", more: str = "") -> str:
    """Return a workbook whose survey sheet has these rows below the headings."""
    lines = [f"|   | {row} |" for row in (head, *rows)]
    return "\n".join(["| survey |", *lines, more])


def choices(*rows: str, head: str = "list_name | name | label") -> str:
    """Return a choices sheet to append to a survey."""
    return "\n".join(["| choices |", *(f"|   | {row} |" for row in (head, *rows))])


def settings(head: str, row: str) -> str:
    """Return a settings sheet to append to a survey."""
    return f"| settings |\n|   | {head} |\n|   | {row} |"


def errors(table: str) -> dict[At, AuthorMessage]:
    """Return the mistakes by place."""
    try:
        read_converted(outcome(table), title="uji")
    except FormDefinitionError as error:
        found = error.messages
    else:
        return {}
    for message in found:
        assert message.message.endswith((".", ")")), message.message
        assert message.english, message.message
        assert not message.notice
    return {At(message.sheet, message.cell): message for message in found}


def notices(table: str) -> dict[At, AuthorMessage]:
    """Return the notices by place."""
    found = outcome(table).notices
    assert all(message.english and message.notice for message in found)
    return {At(message.sheet, message.cell): message for message in found}


def only(table: str, cell: str, *words: str, sheet: str = "survey") -> None:
    """Assert that there is one mistake, where it stands, and words of its sentences."""
    found = errors(table)
    assert list(found) == [At(sheet, cell)], found
    told = found[At(sheet, cell)]
    for word in words:
        assert word in told.message, told
        assert word in told.english, told


def noticed(table: str, cell: str, *words: str, sheet: str = "survey") -> None:
    """Assert that the workbook is accepted with a notice at a place."""
    assert not errors(table)
    found = notices(table)
    assert At(sheet, cell) in found, found
    for word in words:
        assert word in found[At(sheet, cell)].message
        assert word in found[At(sheet, cell)].english
