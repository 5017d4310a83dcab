from __future__ import annotations

from decimal import Decimal

import pytest
from tests.laptops import Laptop, a_lembar

from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.journal import moment_of
from bina_desktop.domain.lembar_penilaian import HasilLembar, LembarId, StatusLembar
from bina_desktop.storage.maintenance import check_tables

L1 = LembarId("l1")
HASIL = HasilLembar(
    nilai_akhir=Decimal("87.50"),
    predikat="Baik",
    bobot_berlaku=Decimal(100),
    nilai_aspek={"a": Decimal("3.25")},
    batas_kritis=True,
    skor={"a1": 4, "a2": None},
)


@pytest.fixture
def sheet(laptop: Laptop) -> Laptop:
    with laptop.write() as uow:
        uow.lembar.save(a_lembar())
        uow.lembar.save_answers(L1, {"/data/a1": "4", "/data/a2": "ya"})
    return laptop


def test_answers_come_back_without_blanks(sheet: Laptop) -> None:
    with sheet.write() as uow:
        uow.lembar.save_answers(L1, {"/data/a2": "", "/data/a3": "tidak"})
    with sheet.read() as uow:
        assert uow.lembar.answers(L1) == {"/data/a1": "4", "/data/a3": "tidak"}


def test_each_changed_answer_is_one_change(sheet: Laptop) -> None:
    before = sheet.changes()
    with sheet.write(reason="salah baca") as uow:
        uow.lembar.save_answers(L1, {"/data/a1": "4", "/data/a2": "", "/data/a3": "x"})
    new = sheet.changes()[len(before) :]
    assert [(c.field, c.value, c.reason) for c in new] == [
        ("/data/a2", "null", "salah baca"),
        ("/data/a3", '"x"', "salah baca"),
    ]
    (old,) = (c for c in before if c.field == "/data/a2")
    assert new[0].bases == (old.id,)


def test_the_row_tells_what_the_journal_tells(sheet: Laptop) -> None:
    for answers in (
        {"/data/a2": "tidak", "/data/a3": "1", "/data/r[k1]": "1", "/data/r[k1]/a": "7"},
        {"/data/a1": "", "/data/a9": "", "/data/a3": "1", "/data/r[k1]/a/@penjelasan": "Benar."},
        {"/data/r[k1]": "", "/data/a1": "2"},
    ):
        with sheet.write() as uow:
            uow.lembar.save_answers(L1, answers)
    assert check_tables(sheet.engine) == []
    with sheet.read() as uow:
        assert [one.terjawab for one in uow.queries.lembar()] == [4]


def test_a_record_and_its_answers_may_change_in_one_go(sheet: Laptop) -> None:
    with sheet.write() as uow:
        uow.lembar.save(a_lembar(versi="2"))
        uow.lembar.save_answers(L1, {"/data/a1": "5"})
        uow.lembar.save(uow.lembar.get(L1).finalise())
        assert uow.lembar.answers(L1)["/data/a1"] == "5"
    with sheet.read() as uow:
        lembar = uow.lembar.get(L1)
        assert (lembar.versi, lembar.status) == ("2", StatusLembar.FINAL)
        assert uow.lembar.answers(L1)["/data/a1"] == "5"
    assert check_tables(sheet.engine) == []


def test_figures_come_back_exactly(sheet: Laptop) -> None:
    with sheet.write() as uow:
        uow.lembar.save_hasil(L1, HASIL)
    with sheet.read() as uow:
        assert uow.lembar.hasil(L1) == HASIL


def test_no_conclusion_is_a_figure_too(sheet: Laptop) -> None:
    none = HasilLembar(None, "", Decimal(40))
    with sheet.write() as uow:
        uow.lembar.save_hasil(L1, none)
        assert uow.lembar.hasil(L1) == none


def test_figures_are_not_journalled(sheet: Laptop) -> None:
    before = sheet.changes()
    with sheet.write() as uow:
        uow.lembar.save_hasil(L1, HASIL)
        uow.lembar.save_answers(L1, {}, position="/data/a2")
    assert sheet.changes() == before
    with sheet.read() as uow:
        assert uow.lembar.position(L1) == "/data/a2"


def test_figures_do_not_outlive_the_answers_they_were_made_from(sheet: Laptop) -> None:
    with sheet.write() as uow:
        uow.lembar.save_hasil(L1, HASIL)
        uow.lembar.save_answers(L1, {"/data/a1": "4"})
        assert uow.lembar.hasil(L1) == HASIL
        uow.lembar.save_answers(L1, {"/data/a1": "3"})
        assert uow.lembar.hasil(L1) is None


def test_final_sheets_without_figures_are_listed(sheet: Laptop) -> None:
    with sheet.write() as uow:
        assert uow.lembar.stale() == []
        uow.lembar.save(a_lembar(status=StatusLembar.FINAL))
        assert uow.lembar.stale() == [L1]
        uow.lembar.save_hasil(L1, HASIL)
        assert uow.lembar.stale() == []


def test_an_import_drops_figures_of_the_sheets_whose_answers_it_changes(
    sheet: Laptop, office: Laptop
) -> None:
    with sheet.write() as uow:
        uow.lembar.save(a_lembar(status=StatusLembar.FINAL))
        uow.lembar.save(a_lembar("l2", status=StatusLembar.FINAL))
    office.receive(sheet.changes())
    with office.write() as uow:
        assert uow.lembar.stale() == ["l1", "l2"]
        uow.lembar.save_hasil(L1, HASIL)
        uow.lembar.save_hasil(LembarId("l2"), HASIL)
        uow.lembar.save_answers(L1, {}, position="/data/a2")
    with sheet.write() as uow:
        uow.lembar.save_answers(L1, {"/data/a1": "1"})
    office.receive(sheet.changes())
    with office.read() as uow:
        assert uow.lembar.stale() == ["l1"]
        assert uow.lembar.position(L1) == "/data/a2"


def test_a_repeated_import_keeps_figures(sheet: Laptop, office: Laptop) -> None:
    office.receive(sheet.changes())
    with office.write() as uow:
        uow.lembar.save_hasil(L1, HASIL)
    office.receive(sheet.changes())
    with office.read() as uow:
        assert uow.lembar.hasil(L1) == HASIL


def test_summary_counts_answers_and_tells_the_last(sheet: Laptop, office: Laptop) -> None:
    sheet.clock.advance(minutes=5)
    with sheet.write() as uow:
        uow.lembar.save_answers(L1, {"/data/a1": "", "/data/a3": "x", "/data/a4": "y"})
    office.receive(sheet.changes())
    last = max(change.at for change in sheet.changes())
    for one in (sheet, office):
        with one.read() as uow:
            (summary,) = uow.queries.lembar()
            assert summary.terjawab == 3
            assert summary.diubah == moment_of(last)


def test_answers_of_an_absent_sheet_are_refused(laptop: Laptop) -> None:
    with laptop.read() as uow, pytest.raises(NotFoundError, match="Lembar"):
        uow.lembar.answers(L1)
