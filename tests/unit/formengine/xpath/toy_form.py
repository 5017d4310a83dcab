"""A form of a few lines to evaluate expressions on: real nodes, a real scope, a still clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from bina_desktop.formengine.xpath.calendar import Calendar
from bina_desktop.formengine.xpath.compiler import (
    compile_boolean,
    compile_items,
    compile_nodes,
    compile_number,
    compile_text,
)
from bina_desktop.formengine.xpath.host import (
    Compiled,
    ItemsTarget,
    NodeTarget,
    Outline,
    PathRef,
    Step,
)
from bina_desktop.formengine.xpath.items import ItemTable
from bina_desktop.formengine.xpath.values import to_number

Content = str | Mapping[str, "Content"] | Sequence["Content"]
"""Text of a question, a group by name, or the instances of a repeat."""


@dataclass(eq=False)
class Definition:
    """One node of the form, alive or not."""

    name: str
    def_id: int
    parent: Definition | None
    repeat: bool
    numeric: bool = False
    children: list[Definition] = field(default_factory=list)

    @property
    def in_repeat(self) -> bool:
        return self.repeat or (self.parent is not None and self.parent.in_repeat)


class LiveNode:
    """One live node."""

    def __init__(self, definition: Definition, parent: LiveNode | None, pos: int) -> None:
        self.definition = definition
        self.parent = parent
        self.pos = pos
        self.rel = True
        self.children: list[Any] = []
        self.answer("")

    def answer(self, text: str) -> None:
        self.v = self.x = text
        self.f = to_number(text)

    def hide(self) -> None:
        self.rel = False
        self.x, self.f = "", float("nan")
        for child in self.children:
            for node in child if isinstance(child, list) else [child]:
                node.hide()


class ToyForm:
    """Definitions, live nodes and environment in one."""

    def __init__(
        self,
        content: Content,
        *,
        numeric: Sequence[str] = (),
        lists: Mapping[str, tuple[Sequence[str], Sequence[Sequence[str]]]] | None = None,
    ) -> None:
        self.calendar = Calendar(timezone(timedelta(hours=7)))
        self.language = "id"
        self.version = "2026.1"
        self.definitions: list[Definition] = []
        self.numeric = frozenset(numeric)
        self.singletons: list[Any] = []
        self.lists = dict(lists or {})
        self.tables = [ItemTable(columns, rows) for columns, rows in self.lists.values()]
        self.labels: dict[tuple[str, str], str] = {}
        root = self._define("data", content, None)
        self.root = self._grow(root, content, None, 1)

    def today(self) -> date:
        return date(2026, 11, 23)

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 18, 30, tzinfo=self.calendar.zone)

    def random(self) -> float:
        return 0.25

    def uuid(self) -> str:
        return "6f2b0c1e-0000-4000-8000-000000000001"

    def watch(self, node: object, changed: set[int], number: int) -> bool:
        return False

    def choice_name(self, def_id: int, value: str, node: LiveNode) -> str:
        return f"{self.definitions[def_id].name}:{value}@{node.definition.name}"

    def itext(self, text_id: str) -> str:
        return f"teks {text_id}"

    def _define(self, name: str, content: Content, parent: Definition | None) -> Definition:
        repeat = not isinstance(content, (str, Mapping))
        definition = Definition(
            name, len(self.definitions), parent, repeat, numeric=name in self.numeric
        )
        self.definitions.append(definition)
        self.singletons.append(None)
        inside = content[0] if repeat else content
        if isinstance(inside, Mapping):
            for child, part in inside.items():
                definition.children.append(self._define(child, part, definition))
        return definition

    def _grow(
        self, definition: Definition, content: Content, parent: LiveNode | None, pos: int
    ) -> LiveNode:
        node = LiveNode(definition, parent, pos)
        if not definition.in_repeat:
            self.singletons[definition.def_id] = node
        if isinstance(content, str):
            node.answer(content)
            return node
        assert isinstance(content, Mapping)
        for child in definition.children:
            part = content.get(child.name, [] if child.repeat else "")
            if child.repeat:
                node.children.append(
                    [self._grow(child, one, node, n) for n, one in enumerate(part, 1)]
                )
            else:
                node.children.append(self._grow(child, part, node, 1))
        return node

    def node(self, path: str) -> LiveNode:
        """Return a live node: `/data/rep[2]/x`."""
        node = self.root
        for step in path.split("/")[2:]:
            name, _, place = step.partition("[")
            slot = [child.name for child in node.definition.children].index(name)
            node = node.children[slot]
            if isinstance(node, list):
                node = node[int(place.rstrip("]")) - 1]
        return node

    def scope(self, at: str = "/data") -> ToyScope:
        return ToyScope(self, self.node(at).definition)

    def text(self, expression: str, at: str = "/data") -> str:
        return self._run(compile_text, expression, at)

    def number(self, expression: str, at: str = "/data") -> float:
        return self._run(compile_number, expression, at)

    def boolean(self, expression: str, at: str = "/data") -> bool:
        return self._run(compile_boolean, expression, at)

    def items(self, expression: str, at: str = "/data") -> list[tuple[str, ...]]:
        return self._run(compile_items, expression, at)

    def nodes(self, expression: str, at: str = "/data") -> list[LiveNode]:
        return self._run(compile_nodes, expression, at)

    def compiled(self, expression: str, at: str = "/data") -> Compiled[str]:
        return compile_text(expression, self.scope(at))

    def _run(self, compiler: Callable[..., Compiled[Any]], expression: str, at: str) -> Any:
        return compiler(expression, self.scope(at)).bind(self)(self.node(at))


@dataclass(frozen=True)
class ToyScope:
    """Resolves paths from one definition."""

    form: ToyForm
    context: Definition
    aside: bool = False

    def resolve(self, path: PathRef) -> NodeTarget | None:
        names = path.names
        here = self.context
        if path.absolute:
            here = self.form.definitions[0]
            if not names or names[0] != here.name:
                return None
            names = names[1:]
        for _ in range(path.ups):
            if here.parent is None:
                return None
            here = here.parent
        start = None if here.in_repeat else here.def_id
        steps: list[Step] = []
        for name in names:
            found = [child for child in here.children if child.name == name]
            if not found:
                return None
            slot = here.children.index(found[0])
            here = found[0]
            steps.append(Step(slot, here.def_id, here.repeat))
        return NodeTarget(here.def_id, start, path.ups, tuple(steps), here.numeric)

    @property
    def def_id(self) -> int:
        return self.context.def_id

    @property
    def outlines(self) -> list[Outline]:
        return [
            Outline(
                definition.name,
                definition.parent.def_id if definition.parent else -1,
                definition.parent.children.index(definition) if definition.parent else 0,
                tuple(child.def_id for child in definition.children),
                definition.repeat,
                definition.in_repeat,
                definition.numeric,
            )
            for definition in self.form.definitions
        ]

    def at(self, def_id: int) -> ToyScope:
        return replace(self, context=self.form.definitions[def_id])

    def items(self, name: str) -> ItemsTarget | None:
        if name not in self.form.lists:
            return None
        place = list(self.form.lists).index(name)
        columns = self.form.lists[name][0]
        if name.endswith(".csv"):  # a file of which nothing is known while expressions compile
            return ItemsTarget(place, names=None)
        return ItemsTarget(place, frozenset(columns))
