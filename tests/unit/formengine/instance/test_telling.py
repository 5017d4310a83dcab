"""What a definition can hold is looked at once for all of its sessions, and not kept beyond it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

from tests.scenario.dsl import compiled

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.engine import new_session

FORM = """
| survey |
|        | type         | name | label |
|        | begin group  | satu | Satu  |
|        | text         | nama | Nama  |
|        | end group    |      |       |
"""
NAMA = Ref("/data/satu/nama")


def test_sessions_of_one_form_tell_their_own_answers() -> None:
    definition = compiled(FORM)
    first, second = new_session(definition), new_session(definition)
    first.set_value(NAMA, "Ani")
    assert first.answers() == {NAMA: "Ani"}
    assert second.answers() == {}
    second.set_value(NAMA, "Budi")
    assert second.answers() == {NAMA: "Budi"}


def test_a_form_that_nobody_has_open_is_forgotten() -> None:
    definition = replace(compiled(FORM))
    new_session(definition).answers()
    held = weakref.ref(definition)
    del definition
    gc.collect()
    assert held() is None
