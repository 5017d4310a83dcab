"""Secondary instances: lists of choices inside the form, and those in its attached files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.body import Body
from bina_desktop.formengine.definition.document import (
    XFORMS,
    Element,
    elements,
    etree,
    local_name,
)
from bina_desktop.formengine.definition.list_files import (
    ListFileError,
    element_of,
    read_list_file,
)
from bina_desktop.formengine.definition.skeleton import Skeleton
from bina_desktop.formengine.definition.tables import Tables
from bina_desktop.formengine.xpath.items import Item, ItemElement, ItemTable

MAX_CHOICES = 200_000
"""Items of all lists together; above it the form would not open in a second any more."""
DEFAULT_NAMES = ("root", "item")
_LAST_SAVED = "jr://instance/last-saved"


class User(NamedTuple):
    """Who uses a list: the path of a question, and the attribute or column that names the list."""

    path: str
    column: str


NOBODY = User("", "")


def user_of(name: str, body: Body, skeleton: Skeleton) -> User:
    """Return the first select that offers a list, else the first question that looks into it."""
    quoted = (f"'{name}'", f'"{name}"')
    for path, control in body.controls.items():
        itemset = control.element.find(f"{XFORMS}itemset")
        if itemset is not None and _names(itemset.get("nodeset") or "", quoted):
            return User(path, "type")
    for draft in skeleton.drafts:
        for attribute, text in draft.attributes.items():
            if _names(text, quoted):
                return User(draft.path, attribute)
    return NOBODY


def _names(text: str, quoted: Sequence[str]) -> bool:
    return any(name in text for name in quoted)


def read_datasets(
    model: Element,
    report: Report,
    media: Path | None = None,
    user_of: Callable[[str], User] | None = None,
) -> Tables:
    """Return the lists; `media` is the folder of the form's attached files.

    `user_of` tells which question uses a list: a file that cannot be read is told there.
    """
    tables = Tables()
    left = MAX_CHOICES
    for instance in model.findall(f"{XFORMS}instance")[1:]:
        name = instance.get("id") or ""
        source = instance.get("src")
        if source == _LAST_SAVED:
            tables.last_saved = name
            continue
        if source is None:
            root = next(elements(instance), None)
            found = _found(root) if root is not None else _EMPTY
        else:
            user = user_of(name) if user_of is not None else NOBODY
            found = _from_file(source, media, left, report, user)
        left -= sum(len(table.rows) for _, table in found)
        if left < 0:
            report.error(
                messages.TOO_MANY_CHOICES(most=MAX_CHOICES),
                question=name,
            )
            return tables
        for names, table in found:
            if source is not None:
                tables.attached.add(len(tables.tables))
            tables.add(name, names, table)
    return tables


Found = Sequence[tuple[tuple[str, str] | None, ItemTable]]
_EMPTY: Found = ((None, ItemTable((), ())),)


def _from_file(source: str, media: Path | None, most: int, report: Report, user: User) -> Found:
    try:
        content = read_list_file(source, media, most=most)
    except ListFileError as error:
        if error.line is None and user.path:
            report.error(error.sentence, question=user.path, column=user.column)
        else:
            report.error_in_file(
                error.sentence, file=error.file, line=error.line, column=error.column
            )
        return _EMPTY
    return [(DEFAULT_NAMES, content)] if isinstance(content, ItemTable) else _found(content)


_MORE_THAN_CELLS = etree.XPath("boolean(@* | */@* | */*/@* | */*/* | *[not(*)])")
"""Whether a list holds more than items that hold cells, or items without any."""
_TAG = attrgetter("tag")
_TEXT = attrgetter("text")


def _found(root: Element) -> Found:
    if not _MORE_THAN_CELLS(root):
        names = {local_name(item) for item in elements(root)}
        table = _flat_table(root) if len(names) == 1 else None
        if table is not None:
            return [((local_name(root), names.pop()), table)]
    return _tables(element_of(root))


def _flat_table(root: Element) -> ItemTable | None:
    """Return the table of items that only hold cells; None where a cell stands twice in one.

    Most lists are such, and theirs may be the most elements of a form by far: they are read
    without going through `ItemElement`.
    """
    layouts: dict[tuple[str, ...], list[str]] = {}
    """Names of the cells by their tags, the first items' first."""
    rows: list[tuple[tuple[str, ...], Item]] = []
    for item in root:
        cells = [*item]
        tags = tuple(map(_TAG, cells))
        if tags not in layouts:
            layouts[tags] = [local_name(cell) for cell in cells]
        texts = map(_TEXT, cells)
        rows.append((tags, (*[text or "" for text in texts], "")))
    if any(len(set(names)) < len(names) for names in layouts.values()):
        return None
    names = dict.fromkeys(name for layout in layouts.values() for name in layout)
    columns = {name: place for place, name in enumerate(names)}
    if len(layouts) == 1:
        return ItemTable.whole(columns, tuple([row for _, row in rows]), None)
    places = {
        tags: [layout.index(name) if name in layout else -1 for name in (*names, "")]
        for tags, layout in layouts.items()
    }
    filled = [tuple([row[at] for at in places[tags]]) for tags, row in rows]
    return ItemTable.whole(columns, tuple(filled), None)


def _tables(root: ItemElement) -> Found:
    """Return a table for each name of the items, the first one first."""
    by_name: dict[str, list[ItemElement]] = {}
    for child in root.children:
        by_name.setdefault(child.name, []).append(child)
    flat = len(by_name) <= 1 and not root.attributes and all(map(_is_flat, root.children))
    tree = None if flat else root
    if not by_name:
        return [((root.name, "item"), ItemTable((), (), tree=tree))]
    return [((root.name, name), _table(items, tree)) for name, items in by_name.items()]


def _is_flat(item: ItemElement) -> bool:
    names = [cell.name for cell in item.children]
    return (
        bool(names)
        and not item.attributes
        and len(names) == len(set(names))
        and not any(cell.children or cell.attributes for cell in item.children)
    )


def _table(items: Sequence[ItemElement], tree: ItemElement | None) -> ItemTable:
    """Return the cells that stand once in their item, and attributes as `@name`."""
    rows = [_cells(item) for item in items]
    manifold = {
        name
        for item in items
        for name, count in Counter(cell.name for cell in item.children).items()
        if count > 1
    }
    nested = {cell.name for item in items for cell in item.children if cell.children}
    columns = dict.fromkeys(name for row in rows for name in row)
    kept = [name for name in columns if name not in manifold | nested]
    cells = [[row.get(name, "") for name in kept] for row in rows]
    return ItemTable(kept, cells, tree=tree)


def _cells(item: ItemElement) -> dict[str, str]:
    cells = {cell.name: cell.text for cell in item.children}
    return cells | {f"@{name}": value for name, value in item.attributes.items()}
