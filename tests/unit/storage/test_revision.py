"""What one unit of work may remember for the next: rights until records change, numbers of names.

Who relies on the revision stores answers without asking again who may, so it must move with
whatever could end that right.
"""

from __future__ import annotations

import pytest
from tests.laptops import Laptop, a_lembar, a_pegawai

from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import DatabaseUnfitError, NotAllowedError
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.storage import interning

L1 = LembarId("l1")


@pytest.fixture
def sheet(laptop: Laptop) -> Laptop:
    with laptop.write() as uow:
        uow.lembar.save(a_lembar())
        uow.lembar.save_answers(L1, {"/data/a1": "4"})
    return laptop


def _revision(laptop: Laptop) -> int | None:
    with laptop.read() as uow:
        return uow.journal.revision()


def test_answers_leave_the_revision_as_it_is(sheet: Laptop) -> None:
    before = _revision(sheet)
    with sheet.write() as uow:
        uow.lembar.save_answers(L1, {"/data/a1": "5", "/data/a2": "1"}, position="/data/a2")
        assert uow.journal.revision() == before
    assert before is not None
    assert _revision(sheet) == before


def test_a_changed_record_moves_it(sheet: Laptop) -> None:
    before = _revision(sheet)
    with sheet.write() as uow:
        uow.lembar.delete(L1)
        assert uow.journal.revision() is None, "what this one sees may yet be taken back"
    assert _revision(sheet) != before


def test_what_comes_from_others_moves_it(sheet: Laptop, office: Laptop) -> None:
    before = _revision(office)
    with office.begin(actor="p1") as uow:
        uow.journal.absorb(
            sheet.changes(), nama_berkas="a.xlsx", sha256="0" * 64, progress=Progress()
        )
        assert uow.journal.revision() is None
        uow.commit()
    assert _revision(office) != before


def test_a_settled_difference_moves_it(sheet: Laptop, office: Laptop) -> None:
    for one in (sheet, office):
        with one.write() as uow:
            uow.pegawai.save(a_pegawai(nama=one.device))
    sheet.receive(office.changes())
    before = _revision(sheet)
    with sheet.write() as uow:
        uow.journal.settle(entity="pegawai", record="p1", field="nama", value='"Budi"')
    assert _revision(sheet) != before


def test_a_number_that_was_taken_back_names_nothing_else(sheet: Laptop) -> None:
    with sheet.begin(actor="p1") as uow:
        uow.lembar.save_answers(L1, {"/data/lost": "1"})
    with sheet.write() as uow:
        uow.lembar.save_answers(L1, {"/data/kept": "2"})
    with sheet.write() as uow:
        uow.lembar.save_answers(L1, {"/data/lost": "3", "/data/kept": "4"})
    told = [(c.field, c.value) for c in sheet.changes() if c.field.startswith("/")]
    assert told == [
        ("/data/a1", '"4"'),
        ("/data/kept", '"2"'),
        ("/data/kept", '"4"'),
        ("/data/lost", '"3"'),
    ]


def test_more_names_than_are_kept_are_looked_up_again(
    sheet: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interning, "REMEMBERED", 1)
    for text in ("1", "2"):
        with sheet.write() as uow:
            uow.lembar.save_answers(L1, {f"/data/b{n}": text for n in range(5)})
    with sheet.read() as uow:
        assert uow.lembar.answers(L1) == {"/data/a1": "4"} | {f"/data/b{n}": "2" for n in range(5)}


def test_the_unit_of_work_itself_may_tell_who_acts(laptop: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    with laptop.begin(actor=lambda uow: uow.pegawai.all()[0].id) as uow:
        uow.pegawai.save(a_pegawai(nama="Badu"))
        uow.commit()
    assert laptop.changes()[-1].actor == "p1"


def test_where_nobody_may_act_nothing_stays_open(laptop: Laptop) -> None:
    def nobody(uow: UnitOfWork) -> str:
        raise NotAllowedError(f"{len(uow.pegawai.all())} pegawai")

    def full(uow: UnitOfWork) -> str:
        uow.pegawai.save(a_pegawai(nama="B" * 100_000))
        return ""

    with pytest.raises(NotAllowedError, match="0 pegawai"), laptop.begin(actor=nobody):
        pytest.fail("was let in")
    with laptop.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DatabaseUnfitError, match="Cakram penuh"), laptop.begin(actor=full):
        pytest.fail("was let in")
    with laptop.read() as uow:
        assert uow.pegawai.all() == []
