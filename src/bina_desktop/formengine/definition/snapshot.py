"""A loaded form as text, and back: what `from_xform` found out, without finding it out again.

A snapshot is data. Expressions are kept as what the compiler starts from: stencils as the pieces
of text between their paths, all others as they were written; both are compiled by this program
when the form is read. Reading never trusts a snapshot: what does not fit raises UnfitError.

A form from a snapshot equals the one it was made of but for `Compiled.reads` of filled stencils,
which nobody needs any more once the graph is built.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from bina_desktop.formengine.client import NodeKind
from bina_desktop.formengine.definition.expressions import Recipe, remembering
from bina_desktop.formengine.definition.model import (
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
    field_names,
)
from bina_desktop.formengine.definition.skeleton import DraftScope, Place, Skeleton, Tables
from bina_desktop.formengine.xpath import compiler
from bina_desktop.formengine.xpath.host import Compiled
from bina_desktop.formengine.xpath.items import ItemTable
from bina_desktop.formengine.xpath.stencils import Filled, Hole, Key, Stencil

_COMPILERS = {
    function.__name__: function
    for function in (
        compiler.compile_text,
        compiler.compile_number,
        compiler.compile_boolean,
        compiler.compile_items,
        compiler.compile_nodes,
    )
}
_FINISH_NAMES = {finish: name for name, finish in compiler.FINISHES.items()}
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
    packed["expressions"] = _packed_expressions(packer.expressions)
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
    recall = _Recall(unpacker, packed["nodes"], plain["lists"], plain["numeric"])
    unpacker.expressions = recall.expressions(packed["expressions"])
    names, texts = packed["texts"]
    return FormDefinition(
        **plain,
        actions=unpacker.value(packed["actions"]),
        nodes=tuple(unpacker.rows(NodeDefinition, packed["nodes"])),
        vertices=tuple(unpacker.rows(Vertex, packed["vertices"])),
        readers=_readers(unpacker, packed["readers"]),
        tables=tuple(_table(unpacker, table) for table in packed["tables"]),
        texts=dict(zip(names, unpacker.column(texts, len(names)), strict=True)),
    )


# --- expressions ---------------------------------------------------------------------------------


def _packed_expressions(expressions: Sequence[Compiled[Any]]) -> Packed:
    stencils: dict[Stencil, int] = {}
    alone: list[Packed] = []
    places: list[int] = []
    numbers: list[list[int]] = []
    for one in expressions:
        factory = one.factory
        if isinstance(factory, Filled):
            places.append(stencils.setdefault(factory.stencil, len(stencils)))
            numbers.append(factory.numbers)
        elif isinstance(factory, Recipe):
            places.append(-1)
            numbers.append([len(alone)])
            name = factory.compiler.__name__
            alone.append([name, factory.node, _gist(factory.compiled)])
        else:
            raise UnfitError(one.text)
    keys = [_packed_key(stencil.key) for stencil in stencils]
    return [keys, alone, [one.text for one in expressions], places, numbers]


def _packed_key(key: Key) -> Packed:
    return [_FINISH_NAMES[key.finish], key.pieces, key.order, key.holes]


def _key(packed: Packed) -> Key:
    finish, pieces, order, holes = packed
    found: list[Hole] = []
    for number, start, ups, steps, numeric, absolute in holes:
        ways = tuple((slot, is_repeat) for slot, is_repeat in steps)
        found.append(Hole(number, start, ups, ways, numeric, absolute))
    return Key(compiler.FINISHES[finish], tuple(pieces), tuple(order), tuple(found))


def _gist(compiled: Compiled[Any]) -> str:
    """Return what an expression compiled anew must have in common with the first time."""
    parts = compiled._replace(factory=_nothing)
    return hashlib.sha256(repr(tuple(parts[1:3] + parts[4:])).encode()).hexdigest()


def _nothing(_environment: object) -> Any:
    raise AssertionError("unreachable: it only takes the place of a factory")


class _Recall:
    """Compiles the expressions of a snapshot."""

    def __init__(
        self, unpacker: Unpacker, nodes: Packed, lists: Any, numeric: frozenset[int]
    ) -> None:
        self._unpacker = unpacker
        self._nodes = nodes
        self._tables = Tables(lists)
        self._numeric = numeric
        self._known: Skeleton | None = None

    def expressions(self, packed: Packed) -> list[Compiled[Any]]:
        keys, alone, texts, places, numbers = packed
        stencils = [self._stencil(key) for key in keys]
        found: list[Compiled[Any]] = []
        place: int
        for text, place, given in zip(texts, places, numbers, strict=True):
            if place >= 0:
                found.append(stencils[place].recalled(text, given))
            else:
                found.append(self._alone(text, *alone[given[0]]))
        return found

    def _stencil(self, packed: Packed) -> Stencil:
        stencil = compiler.STENCILS.of(_key(packed))
        if stencil is None:
            raise UnfitError("stencil")
        return stencil

    def _alone(self, text: str, name: str, node: int, gist: str) -> Compiled[Any]:
        skeleton = self._skeleton()
        scope = DraftScope(skeleton, self._tables, skeleton.drafts[node])
        compile_again = _COMPILERS[name]
        compiled: Compiled[Any] = compile_again(text, scope)
        if _gist(compiled) != gist:
            raise UnfitError(text)
        return remembering(compiled, compile_again, node)

    def _skeleton(self) -> Skeleton:
        if self._known is None:
            count = self._nodes[0]
            columns = dict(zip(field_names(NodeDefinition), self._nodes[1:], strict=True))
            wanted = [
                self._unpacker.column(columns[name], count)
                for name in ("id", "name", "parent", "kind", "owner", "last_saved")
            ]
            places = [
                Place(number, name, parent, kind is NodeKind.REPEAT, owner, last_saved)
                for number, name, parent, kind, owner, last_saved in zip(*wanted, strict=True)
            ]
            self._known = Skeleton.recalled(places, self._numeric)
        return self._known


# --- readers and tables --------------------------------------------------------------------------


def _packed_readers(packer: Packer, readers: Sequence[Readers]) -> Packed:
    """Return the edges of all, and how many each of the four of each has."""
    edges = [edge for one in readers for way in one for edge in way]
    return [[len(way) for one in readers for way in one], packer.rows(Edge, edges)]


def _readers(unpacker: Unpacker, packed: Packed) -> tuple[Readers, ...]:
    counts, rows = packed
    edges = unpacker.rows(Edge, rows)
    if len(edges) != sum(counts):
        raise UnfitError("readers")
    at = 0
    ways: list[tuple[Edge, ...]] = []
    for count in counts:
        ways.append(tuple(edges[at : at + count]) if count else ())
        at += count
    four = iter(ways)
    return tuple(map(Readers, four, four, four, four))


def _packed_table(packer: Packer, table: ItemTable) -> Packed:
    cells = [*zip(*table.rows, strict=True)]
    return [packer.value(table.columns), cells, packer.value(table.tree)]


def _table(unpacker: Unpacker, packed: Packed) -> ItemTable:
    columns, cells, tree = packed
    rows = tuple(zip(*cells, strict=True))
    return ItemTable.whole(unpacker.value(columns), rows, unpacker.value(tree))
