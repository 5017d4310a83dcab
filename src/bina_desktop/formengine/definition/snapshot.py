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
from typing import Any

from bina_desktop.formengine.definition.figures import (
    are_within,
    kept_figures,
    packed_figures,
    packed_runs,
    runs,
)
from bina_desktop.formengine.definition.late import Late
from bina_desktop.formengine.definition.model import (
    UNREAD,
    Edge,
    FormDefinition,
    NodeDefinition,
    Readers,
    Vertex,
    VertexKind,
)
from bina_desktop.formengine.definition.packing import (
    Packed,
    Packer,
    UnfitError,
    Unpacker,
    field_names,
)
from bina_desktop.formengine.definition.snapshot_expressions import Recall, packed_expressions
from bina_desktop.formengine.xpath.items import ItemTable

_FLAGS = field_names(Vertex)[3:]
"""What follows node, kind and expression."""
_BY_COLUMNS = frozenset({"nodes", "vertices", "readers", "tables", "texts"})
"""Fields of a form that are packed by columns here; the others are packed as they are."""


def to_text(form: FormDefinition) -> str:
    """Return a form as text. Raises UnfitError for a form that cannot be kept."""
    packer = Packer()
    packed: dict[str, Packed] = {
        "nodes": packer.rows(NodeDefinition, form.nodes),
        "vertices": _packed_vertices(packer, form.vertices),
        "readers": _packed_readers(packer, form.readers),
        "tables": [_packed_table(packer, table) for table in form.tables],
        "texts": [[*form.texts], packer.column([*form.texts.values()])],
    }
    for field in fields(FormDefinition):
        if field.name not in _BY_COLUMNS:
            packed[field.name] = packer.value(getattr(form, field.name))
    packed["expressions"] = packed_expressions(packer)
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
    recall.check(len(nodes))
    return FormDefinition(
        **plain,
        actions=unpacker.value(packed["actions"]),
        nodes=nodes,
        vertices=_vertices(unpacker, plain["stands"], packed["vertices"], len(nodes)),
        readers=_readers(unpacker, packed["readers"]),
        tables=tuple(_table(unpacker, table) for table in packed["tables"]),
        texts=dict(zip(names, unpacker.column(texts, len(names)), strict=True)),
    )


# --- vertices, readers and tables ----------------------------------------------------------------


def _packed_vertices(packer: Packer, vertices: Sequence[Vertex]) -> Packed:
    """Return what vertices share, who shares it, and their expressions (see `stands`)."""
    sorts: dict[tuple[Any, ...], int] = {}
    of_sorts: list[int] = []
    numbers: list[int] = []
    for one in vertices:
        sort = (one.kind.value, *[getattr(one, flag) for flag in _FLAGS])
        of_sorts.append(sorts.setdefault(sort, len(sorts)))
        numbers.append(-1 if one.expression is None else packer.expression(one.expression))
    return [[[*sort] for sort in sorts], packed_figures(of_sorts), packed_figures(numbers)]


def _vertices(
    unpacker: Unpacker, stands: Sequence[int], packed: Packed, nodes: int
) -> Sequence[Vertex]:
    """Return the vertices, each of which is made when it is first asked for."""
    of_sorts, numbers = kept_figures(packed[1]), kept_figures(packed[2])
    sorts = [(VertexKind(kind), flags) for kind, *flags in packed[0]]
    if not len(of_sorts) == len(numbers) == len(stands):
        raise UnfitError("vertices")
    if not (
        are_within(stands, -nodes, nodes)
        and are_within(of_sorts, 0, len(sorts))
        and are_within(numbers, -1, len(unpacker.expressions))
        and all(len(flags) == len(_FLAGS) for _, flags in sorts)
    ):
        raise UnfitError("vertices name what is not there")

    def make(rank: int) -> Vertex:
        stand, number = stands[rank], numbers[rank]
        kind, flags = sorts[of_sorts[rank]]
        expression = unpacker.expressions[number] if number >= 0 else None
        return Vertex(stand if stand >= 0 else ~stand, kind, expression, *flags)

    return Late(len(stands), make)


def _packed_readers(packer: Packer, readers: Sequence[Readers]) -> Packed:
    """Return the lone ranks of each, who has edges, how many of each sort, and the edges."""
    found = [(at, one[1:]) for at, one in enumerate(readers) if any(one[1:])]
    edges = [edge for _, ways in found for way in ways for edge in way]
    counts = [[at, *map(len, ways)] for at, ways in found]
    return [packed_runs([one.lone for one in readers]), counts, packer.rows(Edge, edges)]


def _readers(unpacker: Unpacker, packed: Packed) -> tuple[Readers, ...]:
    packed_lone, counts, rows = packed
    lone = runs(packed_lone)
    edges = iter(unpacker.rows(Edge, rows))
    readers = [Readers(ranks) if ranks else UNREAD for ranks in lone]
    for at, *lengths in counts:
        ways = [tuple(islice(edges, length)) for length in lengths]
        readers[at] = Readers(lone[at], *ways)
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
