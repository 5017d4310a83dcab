"""A session that is closed is freed at once, whatever was done in it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from tests.uncollected import uncollected
from tests.unit.formengine.instance.test_opening import RULES
from tests.unit.formengine.instance.test_waves import kinds
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.engine import close_session, new_session, restore_session

COUNTED = xform(
    "<a>3</a><r><x/></r>",
    model='<bind nodeset="/data/a" type="int"/>',
    body='<input ref="/data/a"/><repeat nodeset="/data/r" jr:count="/data/a">'
    '<input ref="/data/r/x"/></repeat>',
)
REPEAT = xform("<r><x/></r>", body='<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>')


@pytest.fixture
def only_new() -> Iterator[None]:
    """Let the collector see, and free, nothing but what a test makes, and when it is asked to."""
    with uncollected():
        yield


def use(session: Session) -> None:
    """Look at everything, answer everything twice, take the last answer back and give it again."""
    for text, choice in (("3", 0), ("4", -1)):
        for node in list(session.walk()):
            assert node.parent is not None or node.ref == session.root.ref
            if node.answerable:
                offered = [one.value for one in node.choices]
                session.set_value(node.ref, offered[choice] if offered else text)
        session.prepare()
    session.undo()
    session.redo()
    session.validate()
    assert session.answers()


@pytest.mark.usefixtures("only_new")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(RULES, id="all kinds of rules"),
        pytest.param(kinds(), id="all kinds of questions"),
        pytest.param(COUNTED, id="a counted repeat"),
    ],
)
def test_nothing_of_a_closed_session_waits_for_the_collector(text: str) -> None:
    form = read_xform(text)
    use(new_session(form))  # what the form itself keeps from then on
    gc.collect()
    session = new_session(form)
    use(session)
    answers = dict(session.answers())
    close_session(session)
    del session
    assert gc.collect() == 0
    restored, _ = restore_session(form, answers)
    restored.recalculate()
    restored.validate()
    close_session(restored)
    del restored
    assert gc.collect() == 0


@pytest.mark.usefixtures("only_new")
def test_rows_beyond_a_computed_count_are_freed_too() -> None:
    form = read_xform(COUNTED)
    session = new_session(form)
    session.set_value(Ref("/data/a"), "1")
    gc.collect()
    close_session(session)
    del session
    assert gc.collect() == 0


@pytest.mark.usefixtures("only_new")
def test_a_session_that_is_only_dropped_waits_for_the_collector() -> None:
    form = read_xform(REPEAT)
    gc.collect()
    session = new_session(form)
    del session
    assert gc.collect() > 10


def test_a_session_may_be_closed_twice() -> None:
    session = new_session(read_xform(REPEAT))
    kept = session.node(Ref("/data/r[1]/x"))
    close_session(session)
    close_session(session)
    assert kept.name == "x"
    with pytest.raises(AttributeError):
        session.node(Ref("/data/r[1]/x"))
