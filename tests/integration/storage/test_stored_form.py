"""A sheet under way comes back whole from a database, also from an encrypted one."""

from __future__ import annotations

from collections.abc import Callable

from tests.laptops import Laptop, a_lembar
from tests.scenario.dsl import compiled, restore

from bina_desktop.application.stored_form import in_order, storable
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.engine import new_session

KEY = LembarId("l1")
FORM = """
| survey |
|        | type         | name  | label | default | bind::bina:warning | bind::bina:warningMsg |
|        | integer      | umur  | Umur  |         | . < 100            | Tidak lazim.          |
|        | integer      | sasar | Sasar | 95      |                    |                       |
|        | begin repeat | anak  | Anak  |         |                    |                       |
|        | text         | nama  | Nama  |         |                    |                       |
|        | end repeat   |       |       |         |                    |                       |
| settings |
|        | namespaces |
|        | bina="urn:bina:xlsform" |
"""


def test_order_explanations_and_blanks_are_kept(new_laptop: Callable[[], Laptop]) -> None:
    laptop = new_laptop()
    form = compiled(FORM)
    session = new_session(form)
    session.set_value(Ref("/data/umur"), "104")
    session.explain(Ref("/data/umur"), "Lahir 1922.")
    session.clear(Ref("/data/sasar"))
    for key, nama in (("b", "Budi"), ("a", "Ani")):
        session.add_repeat(Ref("/data/anak"), key=key)
        session.set_value(Ref(f"/data/anak[{key}]/nama"), nama)
    session.remove_repeat(Ref("/data/anak[1]"))
    with laptop.write() as uow:
        uow.lembar.save(a_lembar(KEY))
        uow.lembar.save_answers(KEY, storable(session.answers()))
    laptop.engine.dispose()
    with laptop.read() as uow:
        stored = uow.lembar.answers(KEY)
    back, told = restore(form, in_order(stored))
    assert not told.unplaced
    assert back.session.answers() == session.answers()
    back.expect_instances("/data/anak", "b", "a")
    back.expect_warning("/data/umur", "Tidak lazim.", "Lahir 1922.")
    back.expect("/data/sasar", "")
