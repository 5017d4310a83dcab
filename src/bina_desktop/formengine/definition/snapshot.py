"""A loaded form as text, and back: what `from_xform` found out, without finding it out again.

A snapshot is data. Expressions are kept as what the compiler starts from (see
snapshot_expressions.py) and compiled by this program when they are first needed. Reading trusts
no part of a snapshot: what does not fit raises UnfitError.

A form from a snapshot equals the one it was made of but for `Compiled.reads`, which nobody needs
any more once the graph is built.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from itertools import islice

from bina_desktop.formengine.definition.model import (
    UNREAD,
    Edge,
    FormDefinition,
    NodeDefinition,
    Readers,
    Vertex,
)
from bina_desktop.formengine.definition.packing import (
    Packed,
    Packer,
    UnfitError,
    Unpacker,
)
from bina_desktop.formengine.definition.snapshot_expressions import Recall, packed_expressions
from bina_desktop.formengine.xpath.items import ItemTable

_BY_COLUMNS = frozenset({"nodes", "vertices", "readers", "tables", "texts"})
"""Fields of a form that are packed by columns here; the others are packed as they are."""


def to_text(form: FormDefinition) -> str:
    """Return a form as text. Raises UnfitError for a form that cannot be kept."""
    packer = Packer()
    packed: dict[str, Packed] = {
        "nodes": packer.rows(NodeDefinition, form.nodes),
        "vertices": packer.rows(Vertex, form.vertices),
        "readers": _packed_readers(packer, form.readers),
        "tables": [_packed_table(packer, table) for table in form.tables],
        "texts": [[*form.texts], packer.column([*form.texts.values()])],
    }
    for field in fields(FormDefinition):
        if field.name not in _BY_COLUMNS:
            packed[field.name] = packer.value(getattr(form, field.name))
    packed["expressions"] = packed_expressions(packer.expressions)
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> FormDefinition:
    """Return the form that `to_text` wrote. Raises UnfitError for anything else."""
    try:
        return _form(json.loads(text))
    except UnfitError:
        raise
    except Exception as error:  # Whatever is wrong with it, the form can be read anew.
        raise UnfitError(str(error)) from error


def _form(packed: dict[str, Packed]) -> FormDefinition:
    unpacker = Unpacker()
    plain = {
        field.name: unpacker.value(packed[field.name])
        for field in fields(FormDefinition)
        if field.name not in _BY_COLUMNS and field.name != "actions"
    }
    recall = Recall(plain["lists"], plain["numeric"])
    unpacker.expressions = recall.expressions(packed["expressions"])
    names, texts = packed["texts"]
    recall.nodes = nodes = tuple(unpacker.rows(NodeDefinition, packed["nodes"]))
    return FormDefinition(
        **plain,
        actions=unpacker.value(packed["actions"]),
        nodes=nodes,
        vertices=tuple(unpacker.rows(Vertex, packed["vertices"])),
        readers=_readers(unpacker, packed["readers"]),
        tables=tuple(_table(unpacker, table) for table in packed["tables"]),
        texts=dict(zip(names, unpacker.column(texts, len(names)), strict=True)),
    )


# --- readers and tables --------------------------------------------------------------------------


def _packed_readers(packer: Packer, readers: Sequence[Readers]) -> Packed:
    """Return the lone ranks of each, who has edges, how many of each sort, and the edges."""
    found = [(at, one[1:]) for at, one in enumerate(readers) if any(one[1:])]
    edges = [edge for _, ways in found for way in ways for edge in way]
    counts = [[at, *map(len, ways)] for at, ways in found]
    return [[[*one.lone] for one in readers], counts, packer.rows(Edge, edges)]


def _readers(unpacker: Unpacker, packed: Packed) -> tuple[Readers, ...]:
    lone, counts, rows = packed
    edges = iter(unpacker.rows(Edge, rows))
    readers = [Readers(tuple(ranks)) if ranks else UNREAD for ranks in lone]
    for at, *lengths in counts:
        ways = [tuple(islice(edges, length)) for length in lengths]
        readers[at] = Readers(tuple(lone[at]), *ways)
    if next(edges, None) is not None:
        raise UnfitError("readers")
    return tuple(readers)


def _packed_table(packer: Packer, table: ItemTable) -> Packed:
    cells = [*zip(*table.rows, strict=True)]
    return [packer.value(table.columns), cells, packer.value(table.tree)]


def _table(unpacker: Unpacker, packed: Packed) -> ItemTable:
    columns, cells, tree = packed
    rows = tuple(zip(*cells, strict=True))
    return ItemTable.whole(unpacker.value(columns), rows, unpacker.value(tree))
