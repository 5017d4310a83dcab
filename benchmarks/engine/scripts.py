"""Answers to measure with: the same steps for every engine, from a fixed seed.

A path counts the instances of a repeat from 1 (`/data/baris[3]/qty`), as the engines name them
differently. Answers are valid and go to questions that are shown; our own engine, on another
session than the measured ones, tells which these are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Literal

from benchmarks.engine.forms import LEVELS
from benchmarks.engine.places import path_of

from bina_desktop.formengine.client import DataType, Node, NodeKind, Ref, Session
from bina_desktop.formengine.engine import load_form, new_session

SEED = 20261123
Op = Literal["set", "add", "remove"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person does, and the questions whose choices are read after it."""

    op: Op
    path: str
    value: str = ""
    kind: str = "text"
    """What the value is: text, integer, decimal, date, one, many."""
    read: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """Steps that are measured together."""

    name: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Script:
    """What is done with one form, from its first answer to its last."""

    phases: Sequence[Phase]

    def shortened(self, limit: int) -> Script:
        """Return the script with at most so many steps in its last phase."""
        *phases, last = self.phases
        return Script([*phases, Phase(last.name, last.steps[:limit])])

    def as_json(self) -> list[dict[str, Any]]:
        """Return what a driver in another language reads."""
        return [asdict(phase) for phase in self.phases]


class Guide:
    """Fills a form in as a person might, and remembers what was done."""

    def __init__(self, text: str) -> None:
        """Open the form."""
        self.session: Session = new_session(load_form(text, cache_dir=Path()))
        self.chance = Random(SEED)  # noqa: S311 - answers to measure with
        self.steps: list[Step] = []

    def phase(self, name: str) -> Phase:
        """Return the steps since the last phase."""
        steps, self.steps = self.steps, []
        return Phase(name, steps)

    def questions(self) -> list[Node]:
        """Return what takes an answer, in form order."""
        return [node for node in self.session.walk() if node.kind in _ANSWERS]

    def answer(self, node: Node, text: str | None = None) -> bool:
        """Answer a question that is shown with a text it accepts; tell whether that was done."""
        if not node.relevant or node.readonly:
            return False
        before = node.value
        given = self._text(node) if text is None else text
        if given == before:
            return False
        self.session.set_value(node.ref, given)
        if node.violation is not None or node.value != given:
            self.session.set_value(node.ref, before)
            return False
        self.steps.append(Step("set", path_of(node), given, kind_of(node)))
        return True

    def add(self, ref: str) -> None:
        """Add an instance."""
        self.session.add_repeat(Ref(ref))
        self.steps.append(Step("add", path_of(self.session.node(Ref(ref)))))

    def remove(self, ref: str) -> None:
        """Remove an instance."""
        self.steps.append(Step("remove", path_of(self.session.node(Ref(ref)))))
        self.session.remove_repeat(Ref(ref))

    def fill(self, prefer: str = "") -> None:
        """Answer every question once, in form order; `prefer` is chosen wherever it is offered."""
        for node in self.questions():
            if not self._prefers(node, prefer):
                self._insist(node)

    def edit(self, count: int, nodes: Sequence[Node], *, reach: str = "") -> None:
        """Answer `count` random questions anew; each answer changes the node `reach`, if given."""
        reached = self.session.node(Ref(reach)) if reach else None
        while count:
            before = reached.value if reached else None
            if self.answer(self.chance.choice(nodes)):
                assert reached is None or reached.value != before
                count -= 1

    def _prefers(self, node: Node, value: str) -> bool:
        offered = node.data_type is DataType.SELECT_ONE and value in {
            choice.value for choice in node.choices
        }
        return offered and self.answer(node, value)

    def _insist(self, node: Node) -> None:
        for _ in range(10):
            if self.answer(node):
                return

    def _text(self, node: Node) -> str:
        if node.data_type in {DataType.SELECT_ONE, DataType.SELECT_MULTIPLE}:
            offered = [choice.value for choice in node.choices]
            if node.data_type is DataType.SELECT_ONE:
                return self.chance.choice(offered)
            wanted = set(self.chance.sample(offered, self.chance.randint(1, min(3, len(offered)))))
            return " ".join(value for value in offered if value in wanted)
        return _TEXTS.get(node.data_type, _text)(self.chance)


def _text(chance: Random) -> str:
    return f"kata {chance.randrange(1000)}"


_TEXTS: Mapping[DataType, Callable[[Random], str]] = {
    DataType.TEXT: _text,
    DataType.INTEGER: lambda chance: str(chance.randint(0, 120)),
    DataType.DECIMAL: lambda chance: f"{chance.randint(1, 999) + 0.25 * chance.randint(0, 3):g}",
    DataType.DATE: lambda chance: str(date(2020, 1, 1) + timedelta(chance.randrange(2000))),
    DataType.ACKNOWLEDGE: lambda _chance: "OK",
}
_KINDS: Mapping[DataType, str] = {
    DataType.INTEGER: "integer",
    DataType.DECIMAL: "decimal",
    DataType.DATE: "date",
    DataType.SELECT_ONE: "one",
    DataType.SELECT_MULTIPLE: "many",
}
_ANSWERS = frozenset(
    {NodeKind.INPUT, NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE, NodeKind.ACKNOWLEDGE}
)


def kind_of(node: Node) -> str:
    """Return what a peer must make of a text before it takes it."""
    return _KINDS.get(node.data_type, "text")


def mixed(guide: Guide) -> Script:
    """Fill everything, edit anything, then only what the grand total is made of."""
    guide.fill(prefer="yes")
    phases = [guide.phase("fill")]
    questions = guide.questions()
    guide.edit(400, questions)
    phases.append(guide.phase("edit"))
    guide.edit(200, [node for node in questions if node.name in {"q2", "q3"}], reach="/data/total")
    return Script([*phases, guide.phase("hot")])


def lembar(guide: Guide) -> Script:
    """Fill the sheet, then edit anything, then only what the score is made of."""
    guide.fill()
    phases = [guide.phase("fill")]
    questions = guide.questions()
    guide.edit(400, questions)
    phases.append(guide.phase("edit"))
    guide.edit(200, [node for node in questions if re.fullmatch(r"[a-f]\d+", node.name)])
    return Script([*phases, guide.phase("hot")])


def repeat(count: int) -> Callable[[Guide], Script]:
    """Return the maker of a script that grows the repeat to `count` rows and edits them."""

    def script(guide: Guide) -> Script:
        for _ in range(count - 1):
            guide.add("/data/baris")
        phases = [guide.phase("add")]
        questions = [node for node in guide.questions() if node.name in {"qty", "harga"}]
        for node in questions:
            guide.answer(node)
        phases.append(guide.phase("fill"))
        guide.edit(200, questions)
        phases.append(guide.phase("edit"))
        for _ in range(20):
            rows = guide.session.node(Ref("/data/baris")).children
            guide.remove(guide.chance.choice(rows).ref)
        return Script([*phases, guide.phase("remove")])

    return script


def cascade(guide: Guide) -> Script:
    """Choose a place from the widest level to the narrowest, and read the lists each time."""
    lists = tuple(f"/data/{name}" for name in LEVELS[1:])
    for _ in range(50):
        for name in LEVELS:
            node = guide.session.node(Ref(f"/data/{name}"))
            while not guide.answer(node):
                pass
    steps = [replace(step, read=lists) for step in guide.phase("").steps]
    return Script([Phase("first", steps[:4]), Phase("edit", steps[4:])])


_MAKERS: Mapping[str, Callable[[Guide], Script]] = {
    "mixed50": mixed,
    "mixed500": mixed,
    "mixed2000": mixed,
    "lembar": lembar,
    "repeat100": repeat(100),
    "repeat1000": repeat(1000),
    "cascade": cascade,
}


def script(name: str, text: str) -> Script:
    """Return what is done with the form of this name, whose XForm is `text`."""
    return _MAKERS[name](Guide(text))
