"""Secondary instances: the lists of choices inside the form."""

from __future__ import annotations

from bina_desktop.formengine.definition.authoring import Report
from bina_desktop.formengine.definition.document import (
    XFORMS,
    Element,
    elements,
    local_name,
)
from bina_desktop.formengine.definition.skeleton import Tables
from bina_desktop.formengine.xpath.items import ItemTable

MAX_CHOICES = 200_000
"""Items of all lists together; above it the form would not open in a second any more."""


def read_datasets(model: Element, report: Report) -> Tables:
    """Return the lists; refuse by name those kept in files."""
    tables = Tables()
    total = 0
    for instance in model.findall(f"{XFORMS}instance")[1:]:
        name = instance.get("id") or ""
        source = instance.get("src")
        if source is not None:
            report.error(
                f"Pilihan dari berkas luar “{source.rpartition('/')[2]}” belum didukung; "
                "salin isinya ke lembar choices.",
                question=name,
                column="type",
            )
            continue
        root = next(elements(instance), None)
        items = list(elements(root)) if root is not None else []
        total += len(items)
        if total > MAX_CHOICES:
            report.error(
                f"Daftar pilihan terlalu banyak (lebih dari {MAX_CHOICES}); kurangi isinya.",
                question=name,
            )
            return tables
        tables.add(name, _table(items), _parts(items))
    return tables


def _parts(items: list[Element]) -> dict[str, ItemTable]:
    """Return the elements by name where they have different ones; none for a plain list."""
    by_name: dict[str, list[Element]] = {}
    for item in items:
        by_name.setdefault(local_name(item), []).append(item)
    return {name: _table(found) for name, found in by_name.items()} if len(by_name) > 1 else {}


def _table(items: list[Element]) -> ItemTable:
    rows = [{local_name(cell): (cell.text or "") for cell in elements(item)} for item in items]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return ItemTable(columns, [[row.get(name, "") for name in columns] for row in rows])
