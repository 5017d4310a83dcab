"""Whatever a person does, dirty propagation equals full recalculation, and nothing is lost."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.scenario.dsl import compiled

from bina_desktop.formengine.client import NodeKind, Ref, Session
from bina_desktop.formengine.instance.metadata import Metadata
from bina_desktop.formengine.instance.session import FormSession

pytestmark = pytest.mark.long

FORM = """
| survey |
|        | type                | name    | label::id          | label::en | calculation | relevant | required | constraint | choice_filter | repeat_count | default | readonly |
|        | integer             | n       | N                  | N         |             |                 | yes          | . < 4        |                |        |   |              |
|        | select_one prov     | prov    | Provinsi           | Province  |             |                 |              |              |                |        |   |              |
|        | select_one kab      | kab     | Kab ${n}           | Reg       |             | ${n} != 2       |              |              | prov=${prov}   |        |   |              |
|        | select_multiple kab | kabs    | Semua              | All       |             |                 | ${n} = 1     | count-selected(.) < ${n} | prov=${prov} or ${n} > 2 |  |  |  |
|        | begin group         | g       | Grup               | Group     |             | ${n} > 0 and selected(${kabs}, 'a1') |  |   |                |        |   |              |
|        | decimal             | d       | D                  | D         |             |                 |              | . <= ${n}    |                |        |   | ${kab} = 'a1' |
|        | date                | t       | T                  | T         |             |                 |              | . > date('2026-01-01') |      |        | date('2026-02-03') |  |
|        | end group           |         |                    |           |             |                 |              |              |                |        |   |              |
|        | calculate           | gd      |                    |           | coalesce(${d}, 0) + ${n} |    |              |              |                |        |   |              |
|        | begin repeat        | r       | R ${nama}          | R ${nama} |             | ${gd} < 6       |              |              |                |        |   |              |
|        | text                | nama    | Nama               | Name      |             |                 | ${x} = 1     |              |                |        | A |              |
|        | integer             | x       | X                  | X         |             | ${nama} != ''   |              |              |                |        |   |              |
|        | begin repeat        | s       | S                  | S         |             |                 |              |              |                |        |   |              |
|        | integer             | y       | Y                  | Y         |             | ${x} != 3       |              | . != ${x}    |                |        |   |              |
|        | calculate           | z       |                    |           | ${y} * position(..) + ${n} |  |              |              |                |        |   |              |
|        | end repeat          |         |                    |           |             |                 |              |              |                |        |   |              |
|        | calculate           | sub     |                    |           | sum(${z})   |                 |              |              |                |        |   |              |
|        | end repeat          |         |                    |           |             |                 |              |              |                |        |   |              |
|        | calculate           | total   |                    |           | sum(${sub}) + count(${r}) |   |              |              |                |        |   |              |
|        | select_one ${nama}  | siapa   | Siapa              | Who       |             |                 |              |              |                |        |   |              |
|        | begin repeat        | c       | C                  | C         |             |                 |              |              |                | ${n}   |   |              |
|        | integer             | w       | W ${total}         | W         |             | ${total} > 2    |              |              |                |        | position(..) |   |
|        | end repeat          |         |                    |           |             |                 |              |              |                |        |   |              |
|        | note                | akhir   | ${total} ${gd} ${siapa} | ${total} |          | ${total} > 0    |              |              |                |        |   |              |
| choices |
|         | list_name | name | label::id | label::en | prov |
|         | prov      | a    | A         | Aa        |      |
|         | prov      | b    | B         | Bb        |      |
|         | kab       | a1   | A1        | Aa1       | a    |
|         | kab       | a2   | A2        | Aa2       | a    |
|         | kab       | b1   | B1        | Bb1       | b    |
"""
CLOCK = datetime(2026, 11, 23, 12, tzinfo=UTC)
VALUES = st.sampled_from(
    ["", "0", "1", "2", "3", "4", "1,5", "A", "B", "a", "b", "a1", "a2", "a1 b1", "zz", "3-2-2026"]
)


def opened() -> FormSession:
    return FormSession(
        compiled(FORM), clock=lambda: CLOCK, metadata=Metadata(instance_id="x"), chance=Random(1)
    )


def state(session: Session) -> dict[Ref, tuple[Any, ...]]:
    """Return everything a face can see."""
    return {
        node.ref: (
            node.value,
            node.relevant,
            node.required,
            node.readonly,
            node.violation,
            node.label,
            tuple(node.choices),
            tuple(child.ref for child in node.children),
        )
        for node in session.walk()
    }


class FormMachine(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.session = opened()
        self.before = state(self.session)
        self.keys = 0

    def told(self, changed: frozenset[Ref]) -> None:
        after = state(self.session)
        silent = {
            ref
            for ref, seen in after.items()
            if self.before.get(ref) != seen and ref not in changed
        }
        assert not silent
        assert changed <= set(after)
        self.before = after

    def refs(self, *kinds: NodeKind) -> list[Ref]:
        return [
            node.ref for node in self.session.walk() if node.kind in kinds and not node.readonly
        ]

    @rule(data=st.data(), text=VALUES)
    def answer(self, data: st.DataObject, text: str) -> None:
        kinds = (NodeKind.INPUT, NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE)
        ref = data.draw(st.sampled_from(self.refs(*kinds)))
        self.told(self.session.set_value(ref, text))

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        places = [ref for ref in self.refs(NodeKind.REPEAT) if ref != "/data/c"]
        self.keys += 1
        place = data.draw(st.sampled_from(places))
        self.told(self.session.add_repeat(place, key=f"k{self.keys}")[1])

    @precondition(lambda self: "/data/r[" in "".join(self.before))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        found = self.refs(NodeKind.REPEAT_INSTANCE)
        instances = [ref for ref in found if not ref.startswith("/data/c[")]
        self.told(self.session.remove_repeat(data.draw(st.sampled_from(instances))))

    @rule(language=st.sampled_from(["id", "en"]))
    def speak(self, language: str) -> None:
        self.told(self.session.set_language(language))

    @invariant()
    def recomputing_all_changes_nothing(self) -> None:
        self.session.recalculate()
        assert state(self.session) == self.before

    @invariant()
    def restored_equals_live(self) -> None:
        again = opened()
        again.set_language(self.session.language)
        outcome = again.restore(self.session.answers())
        assert not outcome.unplaced
        assert state(again) == self.before
        assert again.answers() == self.session.answers()
        assert again.results() == self.session.results()
        assert again.progress() == self.session.progress()


FormMachine.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestFormMachine = FormMachine.TestCase
