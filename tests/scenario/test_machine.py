"""Whatever a person does, in whatever order: computed, restored, undone and sent, it agrees.

Six forms, random steps, five truths. `FORM_MACHINE=soak` in the environment plays far longer.
"""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.scenario.dsl import NOON, compiled

from bina_desktop.formengine.client import NodeKind, Ref, Session
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.from_xlsform import convert
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.engine import session_from_submission, submission_xml
from bina_desktop.formengine.instance.metadata import Metadata
from bina_desktop.formengine.instance.session import FormSession
from bina_desktop.formengine.xpath.compiler import Backend

pytestmark = pytest.mark.long

NESTED = """
| survey |
|        | type         | name  | label            | calculation             | relevant    | default |
|        | integer      | n     | N                |                         |             |         |
|        | begin repeat | a     | A ${ta}          |                         | ${n} != 2   |         |
|        | text         | nama  | Nama             |                         |             | A       |
|        | begin repeat | b     | B                |                         |             |         |
|        | integer      | x     | X                |                         | ${nama} != 'B' |      |
|        | begin repeat | c     | C                |                         | ${x} > 1    |         |
|        | integer      | y     | Y                |                         |             | 1       |
|        | calculate    | z     |                  | ${y} * position(..) + position(../..) |  |     |
|        | end repeat   |       |                  |                         |             |         |
|        | calculate    | tb    |                  | sum(${z})               |             |         |
|        | end repeat   |       |                  |                         |             |         |
|        | calculate    | ta    |                  | sum(${tb}) + count(${b}) |            |         |
|        | end repeat   |       |                  |                         |             |         |
|        | calculate    | total |                  | sum(${ta})              |             |         |
|        | calculate    | urut  |                  | join('-', ${nama})      |             |         |
|        | calculate    | dua   |                  | indexed-repeat(${nama}, ${a}, 2) |    |         |
"""
CASCADE = """
| survey |
|        | type                | name  | label::id   | label::en | choice_filter | calculation | relevant |
|        | select_one prov     | prov  | Provinsi    | Province  |               |             |          |
|        | select_one kab      | kab   | Kab ${prov} | District  | prov=${prov}  |             | ${prov} != 'b' or ${lain} != '' |
|        | select_multiple kab | semua | Semua       | All       | prov=${prov} or prov='b' | |          |
|        | text                | lain  | Lain        | Other     |               |             | selected(${semua}, 'b1') |
|        | calculate           | nama  |             |           |               | jr:choice-name(${kab}, '${kab}') | |
|        | begin repeat        | r     | R           | R         |               |             |          |
|        | select_one kab      | satu  | Satu        | One       | prov=${prov}  |             |          |
|        | end repeat          |       |             |           |               |             |          |
|        | select_one ${satu}  | ketua | Ketua       | Head      |               |             |          |
| choices |
|         | list_name | name | label::id | label::en | prov |
|         | prov      | a    | A         | Aa        |      |
|         | prov      | b    | B         | Bb        |      |
|         | kab       | a1   | A1        | Aa1       | a    |
|         | kab       | a2   | A2        | Aa2       | a    |
|         | kab       | b1   | B1        | Bb1       | b    |
"""
TRIGGERS = """
| survey |
|        | type         | name  | label | calculation               | trigger    | default                     | relevant   |
|        | integer      | n     | N     |                           |            |                             |            |
|        | text         | a     | A     |                           |            | concat('w', 1 + 1)          |            |
|        | calculate    | dobel |       | ${n} * 2                  |            |                             |            |
|        | calculate    | salin |       | ${dobel}                  | ${n}       |                             |            |
|        | text         | b     | B     | concat(${a}, ${salin})    | ${a}       |                             | ${n} != 3  |
|        | calculate    | kali  |       | coalesce(${kali}, 0) + 1  | ${a}, ${b} |                             |            |
|        | calculate    | dadu  |       | once(random())            |            |                             |            |
|        | begin repeat | r     | R     |                           |            |                             |            |
|        | text         | x     | X     |                           |            | concat(${a}, position(..))  |            |
|        | text         | y     | Y     | concat(${x}, '-', ${n})   | ${x}       |                             |            |
|        | text         | siar  | Siar  | ${a}                      | ${a}       |                             |            |
|        | end repeat   |       |       |                           |            |                             |            |
|        | calculate    | semua |       | join(' ', ${y})           |            |                             |            |
"""
COUNTS = """
| survey |
|        | type         | name  | label | calculation     | repeat_count | default      | relevant  | required | constraint  |
|        | integer      | n     | N     |                 |              |              |           | yes      | . < 4       |
|        | begin repeat | r     | R     |                 | ${n}         |              |           |          |             |
|        | integer      | m     | M     |                 |              | position(..) |           |          |             |
|        | begin repeat | s     | S     |                 | ${m}         |              |           |          |             |
|        | integer      | y     | Y     |                 |              |              | ${m} != 3 | ${n} = 2 | . <= ${m}   |
|        | end repeat   |       |       |                 |              |              |           |          |             |
|        | calculate    | tm    |       | sum(${y})       |              |              |           |          |             |
|        | end repeat   |       |       |                 |              |              |           |          |             |
|        | calculate    | total |       | sum(${tm}) + count(${s}) |     |              |           |          |             |
|        | begin repeat | bebas | Bebas |                 |              |              | ${total} > 2 |       |             |
|        | text         | isi   | Isi   |                 |              |              |           |          |             |
|        | end repeat   |       |       |                 |              |              |           |          |             |
"""
WARNED = """
| survey |
|        | type         | name  | label | calculation      | relevant  | constraint | bind::bina:warning | bind::bina:warningMsg |
|        | integer      | batas | Batas |                  |           |            |                    |                       |
|        | integer      | umur  | Umur  |                  |           | . < 4      | . < ${batas}       | Tidak lazim           |
|        | begin repeat | r     | R     |                  |           |            |                    |                       |
|        | decimal      | berat | Berat |                  | ${umur} > 0 |          | . > ${total} div 4 |                       |
|        | end repeat   |       |       |                  |           |            |                    |                       |
|        | calculate    | total |       | ${umur} + ${batas} |         |            |                    |                       |
| settings |
|          | namespaces |
|          | bina="urn:bina:xlsform" |
"""
TYPES = """
| survey |
|        | type        | name   | label        | calculation                      | readonly       | default      | relevant |
|        | start       | mulai  |              |                                  |                |              |          |
|        | text        | kunci  | Kunci        |                                  |                | Ambon        |          |
|        | begin group | g      | G            |                                  | ${kunci} = 'A' |              | ${kunci} != 'b' |
|        | decimal     | d      | D            |                                  |                |              |          |
|        | date        | t      | T            |                                  |                | 2026-02-03   |          |
|        | acknowledge | ok     | OK           |                                  |                |              |          |
|        | end group   |        |              |                                  |                |              |          |
|        | calculate   | lusa   |              | if(${t} != '', format-date(${t} + 2, '%Y/%m/%d'), '') |  |   |          |
|        | calculate   | bulat  |              | round(${d} * 1.5, 1)             |                |              |          |
|        | note        | catat  | ${bulat} ${lusa} |                              |                |              | ${ok} = 'OK' |
|        | hidden      | versi  |              |                                  |                | 3            |          |
"""
FORMS = (NESTED, CASCADE, TRIGGERS, COUNTS, WARNED, TYPES)
VALUES = [
    "",
    "0",
    "1",
    "2",
    "3",
    "4",
    "1,5",
    "A",
    "B",
    "a",
    "b",
    "a1",
    "a2",
    "a1 b1",
    "zz",
    "3-2-2026",
    "OK",
]
QUESTIONS = (NodeKind.INPUT, NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE, NodeKind.ACKNOWLEDGE)


def opened(form: FormDefinition) -> FormSession:
    known = Metadata(instance_id="uuid:x")
    return FormSession(form, clock=lambda: NOON, metadata=known, chance=Random(1))


def state(session: Session) -> dict[Ref, tuple[Any, ...]]:
    """Return everything a face can see."""
    return {
        node.ref: (
            node.value,
            node.relevant,
            node.required,
            node.readonly,
            node.violation,
            node.warning,
            node.label,
            tuple(node.choices),
            tuple(child.ref for child in node.children),
        )
        for node in session.walk()
    }


@cache
def by_closures(markdown: str) -> FormDefinition:
    """Return a form whose every expression the second backend runs."""
    conversion = convert(markdown.encode(), file_type=".md")
    return read_xform(conversion.xform, backend=Backend.CLOSURES)


class EverythingAgrees(RuleBasedStateMachine):
    @initialize(markdown=st.sampled_from(FORMS))
    def open(self, markdown: str) -> None:
        self.form = compiled(markdown)
        self.session = opened(self.form)
        self.mirror = opened(by_closures(markdown))
        self.first = dict(self.session.answers())
        self.keys = 0

    def do(self, step: Callable[[FormSession], object]) -> None:
        """Take a step, back, and again."""
        before = state(self.session)
        step(self.session)
        after = state(self.session)
        if after != before:
            self.session.undo()
            assert state(self.session) == before
            self.session.redo()
            assert state(self.session) == after
        step(self.mirror)

    def refs(self, *kinds: NodeKind) -> list[Ref]:
        found = [node for node in self.session.walk() if node.kind in kinds]
        return [node.ref for node in found if not node.readonly]

    def draw(self, data: st.DataObject, refs: list[Ref]) -> Ref | None:
        return data.draw(st.sampled_from(refs)) if refs else None

    def controlled(self, ref: str) -> bool:
        return self.form is compiled(COUNTS) and not ref.startswith("/data/bebas")

    @rule(data=st.data(), text=st.sampled_from(VALUES))
    def answer(self, data: st.DataObject, text: str) -> None:
        if ref := self.draw(data, self.refs(*QUESTIONS)):
            self.do(lambda session: session.set_value(ref, text))

    @rule(data=st.data(), texts=st.lists(st.sampled_from(VALUES), min_size=2, max_size=4))
    def answer_many(self, data: st.DataObject, texts: list[str]) -> None:
        refs = self.refs(*QUESTIONS)
        batch = {data.draw(st.sampled_from(refs)): text for text in texts if refs}
        self.do(lambda session: session.set_values(batch))

    @rule(data=st.data())
    def clear(self, data: st.DataObject) -> None:
        kinds = (*QUESTIONS, NodeKind.GROUP, NodeKind.REPEAT, NodeKind.REPEAT_INSTANCE)
        ref = self.draw(data, [ref for ref in self.refs(*kinds) if "meta" not in ref])
        if ref:
            self.do(lambda session: session.clear(ref))

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        places = [ref for ref in self.refs(NodeKind.REPEAT) if not self.controlled(ref)]
        self.keys += 1
        key = f"k{self.keys}"
        if place := self.draw(data, places):
            self.do(lambda session: session.add_repeat(place, key=key))

    def instances(self) -> list[Ref]:
        return [ref for ref in self.refs(NodeKind.REPEAT_INSTANCE) if not self.controlled(ref)]

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        if instance := self.draw(data, self.instances()):
            self.do(lambda session: session.remove_repeat(instance))

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        if instance := self.draw(data, self.instances()):
            place = self.session.node(instance).parent
            assert place is not None
            position = data.draw(st.integers(1, len(place.children)))
            self.do(lambda session: session.move_repeat(instance, position))

    @precondition(lambda self: self.form is compiled(WARNED))
    @rule(data=st.data(), text=st.sampled_from(["", "sakit", "memang begitu"]))
    def explain(self, data: st.DataObject, text: str) -> None:
        named = [ref for ref in self.refs(*QUESTIONS) if ref.endswith(("umur", "berat"))]
        if ref := self.draw(data, named):
            self.do(lambda session: session.explain(ref, text))

    @precondition(lambda self: self.form.info.languages)
    @rule(language=st.sampled_from(["id", "en"]))
    def speak(self, language: str) -> None:
        self.session.set_language(language)
        self.mirror.set_language(language)

    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.mirror.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()
        self.mirror.redo()

    @rule()
    def undo_all_and_redo_all(self) -> None:
        before = state(self.session)
        steps = 0
        while self.session.can_undo:
            self.session.undo()
            steps += 1
        assert dict(self.session.answers()) == self.first
        self.session.recalculate()
        for _ in range(steps):
            self.session.redo()
        assert state(self.session) == before

    @invariant()
    def recomputing_all_changes_nothing(self) -> None:
        before = state(self.session)
        self.session.recalculate()
        assert state(self.session) == before

    @invariant()
    def the_second_backend_agrees(self) -> None:
        assert state(self.mirror) == state(self.session)

    @rule()
    def restored_equals_live(self) -> None:
        again = opened(self.form)
        again.set_language(self.session.language)
        assert not again.restore(self.session.answers()).unplaced
        assert state(again) == state(self.session)
        assert again.answers() == self.session.answers()
        assert again.results() == self.session.results()

    @rule()
    def a_submission_comes_back_as_it_went(self) -> None:
        sent = submission_xml(self.session)
        draft, restored = session_from_submission(
            self.form, sent, clock=lambda: NOON, language=self.session.language, edited=False
        )
        assert not restored.unplaced
        assert submission_xml(draft) == sent

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.undo_all_and_redo_all()
            self.restored_equals_live()
            self.a_submission_comes_back_as_it_went()


SOAK = os.environ.get("FORM_MACHINE") == "soak"
EverythingAgrees.TestCase.settings = settings(
    max_examples=1_000 if SOAK else 40,
    stateful_step_count=60 if SOAK else 20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestEverythingAgrees = EverythingAgrees.TestCase
