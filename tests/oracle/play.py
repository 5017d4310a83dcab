"""Random filling of a form with our engine, to be repeated step by step by another.

What a person cannot do is not done: only questions that are shown and may be written are
answered, with texts of their type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.engine.places import path_of, ref_at
from benchmarks.engine.scripts import Step

from bina_desktop.formengine.client import (
    DataType,
    Node,
    NodeKind,
    ReadonlyNodeError,
    Ref,
    Session,
    ViolationKind,
)
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.engine import new_session

ZONE = "Asia/Jakarta"
State = Mapping[str, Mapping[str, Any]]
"""Path of every relevant node to what it is; empty for one that holds others."""
CLEARED = 0.15
"""How often an answer is taken away instead of given."""
MOST_INSTANCES = 4
_SELECTS = frozenset({NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE, NodeKind.RANK})
ASKED = _SELECTS | {NodeKind.INPUT, NodeKind.ACKNOWLEDGE, NodeKind.RANGE}


@dataclass(slots=True)
class Filling:
    """A form being filled at random; `states[n]` is what stood after `moves[n - 1]`."""

    session: Session
    chance: Random
    moves: list[list[Step]] = field(default_factory=list[list[Step]])
    states: list[State] = field(default_factory=list[State])
    _given: dict[Ref, str] = field(default_factory=dict[Ref, str])
    _counting: dict[str, bool] = field(default_factory=dict[str, bool])

    def play(self, count: int) -> None:
        """Make `count` moves."""
        self.states.append(state_of(self.session))
        for _ in range(count):
            self.moves.append([])
            self._move()
            self._answer_lost_choices()
            self.states.append(state_of(self.session))

    def take(self, steps: Sequence[Step]) -> None:
        """Make one move of these steps."""
        for step in steps:
            ref = ref_at(self.session, step.path)
            if step.op == "set":
                self.session.set_value(ref, step.value)
            else:
                self.session.add_repeat(ref)
        self.moves.append(list(steps))
        self.states.append(state_of(self.session))

    def as_json(self) -> list[list[dict[str, Any]]]:
        """Return the moves as the driver reads them."""
        return [[asdict(step) for step in move] for move in self.moves]

    def _move(self) -> None:
        writable = [node for node in self.session.walk() if node.relevant and not node.readonly]
        asked = [node for node in writable if node.kind in ASKED]
        places = [node for node in writable if node.kind is NodeKind.REPEAT]
        if places and (not asked or self.chance.random() < 0.2) and self._grow(places):
            return
        if asked:
            node = self.chance.choice(asked)
            self._set(node, "" if self.chance.random() < CLEARED else answer(node, self.chance))

    def _grow(self, places: list[Node]) -> bool:
        place = self.chance.choice(places)
        if self._is_counted(place):
            return False
        instances = place.children
        if instances and (len(instances) >= MOST_INSTANCES or self.chance.random() < 0.4):
            instance = self.chance.choice(instances)
            self.moves[-1].append(Step("remove", path_of(instance)))
            self.session.remove_repeat(instance.ref)
        else:
            self.moves[-1].append(Step("add", path_of(place)))
            self.session.add_repeat(place.ref)
        return True

    def _set(self, node: Node, text: str) -> None:
        before, instances = node.value, self._counted()
        self.session.set_value(node.ref, text)
        if node.value == before:
            return  # an answer given again is none
        if any(self._counted()[ref] < count for ref, count in instances.items()):
            self.session.set_value(node.ref, before)  # JavaRosa takes no counted instance away
            return
        if node.kind in _SELECTS:
            self._given[node.ref] = node.value
        self.moves[-1].append(Step("set", path_of(node), node.value))

    def _counted(self) -> dict[Ref, int]:
        places = [node for node in self.session.walk() if node.kind is NodeKind.REPEAT]
        return {place.ref: len(place.children) for place in places if self._is_counted(place)}

    def _is_counted(self, place: Node) -> bool:
        """Tell whether the form itself counts the instances; nobody else may add one then."""
        path = _KEY.sub("", place.ref)
        if path not in self._counting:
            try:
                ref, _ = self.session.add_repeat(place.ref)
            except ReadonlyNodeError:
                self._counting[path] = True
            else:
                self.session.remove_repeat(ref)
                self._counting[path] = False
        return self._counting[path]

    def _answer_lost_choices(self) -> None:
        """Give anew what is left of answers whose choices went away, first to last.

        Ours blanks them at once and gives them back with their choices; JavaRosa waits until the
        question is shown. Whoever answers anew takes both to the same point.
        """
        lost = True
        while lost:
            shown = {node.ref: node for node in self.session.walk() if node.kind in _SELECTS}
            kept = {ref: text for ref, text in self._given.items() if ref in shown}
            lost = [ref for ref, text in kept.items() if shown[ref].value != text]
            for ref in lost:
                left = shown[ref].value
                self.session.set_value(ref, left)
                self._given[ref] = left
                self.moves[-1].append(Step("set", path_of(shown[ref]), left))


def opened(form: FormDefinition, seed: str) -> Filling:
    """Open a form to be filled from a seed."""
    zone = ZoneInfo(ZONE)
    return Filling(new_session(form, clock=lambda: datetime.now(zone)), Random(seed))


def state_of(session: Session) -> State:
    """Return what every relevant node is."""
    told: dict[str, dict[str, Any]] = {}
    stack: list[tuple[Node, str]] = [(session.root, f"/{session.root.name}")]
    while stack:
        node, path = stack.pop()
        if not node.relevant:
            continue
        if node.kind is NodeKind.REPEAT:
            numbered = enumerate(node.children, start=1)
            stack.extend((child, f"{path}[{number}]") for number, child in numbered)
            continue
        stack.extend((child, f"{path}/{child.name}") for child in node.children)
        told[path] = {} if node.children else _leaf(node)
    return told


def _leaf(node: Node) -> dict[str, Any]:
    held: dict[str, Any] = {"value": node.value}
    if node.kind in ASKED:
        violation = node.violation
        held["required"] = node.required
        held["readonly"] = node.readonly
        held["valid"] = violation is None or violation.kind is not ViolationKind.CONSTRAINT
    return held


_KEY = re.compile(r"\[[^\]]*\]")


def answer(node: Node, chance: Random) -> str:
    """Return a text of the type that a question asks for."""
    if node.kind in _SELECTS:
        offered = [choice.value for choice in node.choices]
        if node.kind is NodeKind.SELECT_ONE:
            return chance.choice(offered) if offered else ""
        if node.kind is NodeKind.RANK:
            return " ".join(chance.sample(offered, len(offered)))
        wanted = set(chance.sample(offered, chance.randint(0, len(offered))))
        return " ".join(value for value in offered if value in wanted)
    if node.kind is NodeKind.RANGE:
        return str(chance.randrange(6))
    return _TEXTS[node.data_type](chance)


def _day(chance: Random) -> date:
    return date(2025, 12, 1) + timedelta(chance.randrange(200))


def _text(chance: Random) -> str:
    return chance.choice(["kata", "a", "y", "x", "kaka", "12", "3.5", "007", "true", "Satu Dua"])


def _number(chance: Random) -> str:
    return str(chance.choice([0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 55, 80, -1, -4]))


def _decimal(chance: Random) -> str:
    return chance.choice(["0", "1", "2.5", "3.25", "0.1", "7.05", "-2.4", "-0.8", "12", "99.95"])


def _place(chance: Random) -> str:
    return f"-3.7{chance.randrange(99)} 102.2{chance.randrange(99)} 0 0"


def _places(chance: Random) -> str:
    first, second, third = _place(chance), _place(chance), _place(chance)
    return ";".join([first, second, third, first])


_TEXTS: Mapping[DataType, Callable[[Random], str]] = {
    DataType.NONE: _text,
    DataType.TEXT: _text,
    DataType.INTEGER: _number,
    DataType.DECIMAL: _decimal,
    DataType.DATE: lambda chance: _day(chance).isoformat(),
    DataType.TIME: lambda chance: f"{chance.randrange(24):02}:{chance.randrange(60):02}",
    DataType.DATETIME: lambda chance: f"{_day(chance)}T{chance.randrange(24):02}:15",
    DataType.GEOPOINT: _place,
    DataType.GEOTRACE: _places,
    DataType.GEOSHAPE: _places,
    DataType.FILE: lambda chance: f"berkas{chance.randrange(3)}.jpg",
    DataType.BARCODE: _text,
    DataType.ACKNOWLEDGE: lambda _chance: "OK",
}
