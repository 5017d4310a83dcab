"""What one row of the survey sheet is: a question, the begin or the end of a group, nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bina_desktop.formengine.definition.lint.sheets import Row

_CONTROLS = {
    "group": "group",
    "repeat": "repeat",
    "lgroup": "repeat",
    "looped group": "repeat",
    "loop": "loop",
}
_CONTROL = re.compile(
    r"^(begin|end)(?:\s|_)(group|lgroup|repeat|loop|looped group)(?: (?:over )?(\S+))?$"
)
_SELECTS = {
    "select_one": "select_one",
    "select1": "select_one",
    "select one": "select_one",
    "select one from": "select_one",
    "add select one prompt using": "select_one",
    "select_multiple": "select_multiple",
    "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "add select multiple prompt using": "select_multiple",
    "select_one_from_file": "select_one_from_file",
    "select one from file": "select_one_from_file",
    "select_multiple_from_file": "select_multiple_from_file",
    "select multiple from file": "select_multiple_from_file",
    "select_one_external": "select_one_external",
    "rank": "rank",
}
_SELECT = re.compile(rf"^({'|'.join(_SELECTS)}) (\S+)(?: (or specify other|or_other|or other))?$")
_TRUE = frozenset({"yes", "true", "true()"})
UNLABELLED = frozenset(
    {
        "audit",
        "background-audio",
        "background-geopoint",
        "calculate",
        "csv-external",
        "deviceid",
        "email",
        "end",
        "hidden",
        "phonenumber",
        "simserial",
        "start",
        "start-geopoint",
        "subscriberid",
        "today",
        "username",
        "xml-external",
    }
)
"""Types that nobody sees."""
SETTINGS_TYPES = frozenset({"form_title", "set_form_title", "form_id", "set_form_id", "prefix"})
"""Settings that old forms write as rows of the survey."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Facts about the converter at hand."""

    types: frozenset[str]
    """Question types it knows."""
    is_name: Callable[[str], bool]
    """Whether a text can be the name of a question."""
    survey_columns: frozenset[str] = frozenset()
    settings_columns: frozenset[str] = frozenset()


@dataclass(eq=False, slots=True)
class Item:
    """A question, group or repeat, where it stands in the form."""

    row: Row
    name: str
    type: str
    """As written, or `group`, `repeat`, `loop`."""
    parent: Item | None = None
    command: str = ""
    """`select_one`, `select_multiple`, `rank` … of a select."""
    list_name: str = ""
    or_other: bool = False
    children: list[Item] = field(default_factory=list["Item"])

    @property
    def is_container(self) -> bool:
        """Tell whether other rows stand inside it."""
        return self.type in {"group", "repeat", "loop"}

    @property
    def path(self) -> tuple[str, ...]:
        """Return the names from the outermost group down to this one."""
        above = self.parent.path if self.parent is not None else ()
        return (*above, self.name)

    @property
    def repeats(self) -> tuple[Item, ...]:
        """Return the repeats around it (and itself), outermost first."""
        above = self.parent.repeats if self.parent is not None else ()
        return (*above, self) if self.type == "repeat" else above


def is_disabled(row: Row) -> bool:
    """Tell whether the row is switched off by its `disabled` column."""
    return row.get("disabled").lower() in _TRUE


def control_of(kind: str) -> tuple[str, str]:
    """Return (`begin` or `end`, `group`, `repeat` or `loop`); ('', '') for a question."""
    found = _CONTROL.match(kind)
    return (found.group(1), _CONTROLS[found.group(2)]) if found else ("", "")


def item_of(row: Row) -> Item:
    """Return the row as a question."""
    kind = " ".join(row.get("type").split())
    name = row.get("name")
    if not name and kind == "note":
        name = f"generated_note_name_{row.number}"
    if kind == "audit":
        name = "audit"
    found = _SELECT.match(kind)
    if found is None:
        return Item(row, name, kind)
    return Item(
        row,
        name,
        kind,
        command=_SELECTS[found.group(1)],
        list_name=found.group(2),
        or_other=found.group(3) is not None,
    )


def is_truth(text: str) -> bool:
    """Tell whether a settings cell says yes."""
    return text.lower() in _TRUE


def living(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows that are not disabled."""
    return (row for row in rows if not is_disabled(row))
