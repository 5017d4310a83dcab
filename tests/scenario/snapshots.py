"""Forms out of a snapshot, checked against the forms that they were made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

from bina_desktop.formengine.definition.late import Late
from bina_desktop.formengine.definition.model import FormDefinition, Vertex
from bina_desktop.formengine.definition.snapshot import from_text, to_text
from bina_desktop.formengine.xpath.host import Compiled
from bina_desktop.formengine.xpath.items import ItemTable


def kept(form: FormDefinition) -> FormDefinition:
    """Return a form as its snapshot brings it back; it is the same in every part."""
    back = from_text(to_text(form))
    assert next(differences(form, back, "form"), None) is None
    return back


def differences(one: Any, other: Any, where: str) -> Iterator[str]:
    """Yield where two forms, or parts of them, are not the same."""
    one, other = (tuple(part) if isinstance(part, Late) else part for part in (one, other))
    if type(one) is not type(other) and not isinstance(one, Vertex):  # `Wish` is a vertex, too
        yield f"{where}: {type(one).__name__} and {type(other).__name__}"
    elif isinstance(one, Compiled):
        mine, theirs = (_comparable(cast("Compiled[Any]", each)) for each in (one, other))
        yield from differences(mine, theirs, f"{where}({mine[0]})")
    elif isinstance(one, tuple | Mapping):
        yield from _group_differences(one, other, where)
    elif is_dataclass(one) or isinstance(one, ItemTable):
        names = [f.name for f in fields(one)] if is_dataclass(one) else ["columns", "rows", "tree"]
        for name in names:
            mine, theirs = getattr(one, name), getattr(other, name)
            yield from differences(mine, theirs, f"{where}.{name}")
    elif isinstance(one, float):
        if repr(one) != repr(other):  # NaN equals NaN, -0.0 is not 0.0
            yield f"{where}: {one} and {other}"
    elif one != other:
        yield f"{where}: {one} and {other}"


def _group_differences(one: Any, other: Any, where: str) -> Iterator[str]:
    if isinstance(one, Mapping):
        one, other = tuple(one.items()), tuple(other.items())
    if len(one) != len(other):
        yield f"{where}: {len(one)} and {len(other)} parts"
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        yield from differences(mine, theirs, f"{where}[{at}]")


def _comparable(compiled: Compiled[Any]) -> tuple[Any, ...]:
    """Return all but what it reads (of use to the graph only) and the function itself."""
    values = getattr(compiled.factory, "values", ())
    return (compiled.text, compiled.result_type, *compiled[4:], tuple(values))
