from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update
from tests.laptops import Laptop, a_lembar, a_pegawai, an_sk_tim, an_spt

from bina_desktop.domain.errors import DatabaseUnfitError
from bina_desktop.domain.lembar_penilaian import HasilLembar, LembarId
from bina_desktop.storage.database import driver
from bina_desktop.storage.journal_rows import ChangeRow, SplitRow
from bina_desktop.storage.maintenance import backup, check_integrity, check_tables, rebuild
from bina_desktop.storage.rows import LembarRow, PegawaiRow, SptPetugasRow

L1 = LembarId("l1")
HASIL = HasilLembar(Decimal("80.00"), "Baik", Decimal(100))


@pytest.fixture
def filled(laptop: Laptop) -> Laptop:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
        uow.pegawai.save(a_pegawai("p2"))
        uow.sk_tim.save(an_sk_tim("p1"))
        uow.spt.save(an_spt("p1", "p2"))
        uow.lembar.save(a_lembar())
        uow.lembar.save_answers(L1, {"/data/a": "1"})
        uow.lembar.save_hasil(L1, HASIL)
        uow.lembar.save_answers(L1, {}, position="/data/a")
    assert check_tables(laptop.engine) == []
    return laptop


DAMAGES = [
    update(PegawaiRow).where(PegawaiRow.id == "p1").values(nama="Palsu"),
    delete(PegawaiRow).where(PegawaiRow.id == "p2"),
    insert(PegawaiRow).values(id="p9", nama="Sisipan"),
    update(LembarRow).values(jawaban={"/data/a": "5"}),
    delete(SptPetugasRow),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_tables_that_say_something_else_are_found_and_rebuilt(
    filled: Laptop, damage: object
) -> None:
    with filled.engine.begin() as connection:
        connection.execute(damage)  # type: ignore[arg-type]
    assert check_tables(filled.engine) != []
    rebuild(filled.engine)
    assert check_tables(filled.engine) == []
    with filled.read() as uow:
        assert uow.pegawai.all() == [a_pegawai(), a_pegawai("p2")]
        assert uow.spt.all() == [an_spt("p1", "p2")]
        assert uow.lembar.answers(L1) == {"/data/a": "1"}


def test_rebuilding_keeps_what_is_local(filled: Laptop) -> None:
    rebuild(filled.engine)
    with filled.read() as uow:
        assert uow.lembar.hasil(L1) == HASIL
        assert uow.lembar.position(L1) == "/data/a"


def test_wrong_head_marks_are_found(filled: Laptop) -> None:
    with filled.engine.begin() as connection:
        connection.execute(update(ChangeRow).where(ChangeRow.id == 1).values(is_head=False))
    (difference,) = check_tables(filled.engine)
    assert difference.table == ""


def test_a_wrong_list_of_conflicts_is_found(filled: Laptop) -> None:
    with filled.engine.begin() as connection:
        connection.execute(insert(SplitRow).values(record_id=1, field_id=1))
    (difference,) = check_tables(filled.engine)
    assert difference.entity == "journal_split"


def test_backup_of_a_server_is_refused(laptop: Laptop, tmp_path: Path) -> None:
    if laptop.engine.dialect.name != "postgresql":
        pytest.skip("only an office server refuses")
    with pytest.raises(DatabaseUnfitError, match="pg_dump"):
        backup(laptop.engine, tmp_path / "a.db", None)


def test_backup_verifies_itself(filled: Laptop, tmp_path: Path) -> None:
    if filled.engine.dialect.name == "postgresql":
        pytest.skip("an office server is backed up with its own tools")
    target = tmp_path / "copy.db"
    plain = b"SQLite format" in next(tmp_path.glob("*.db")).read_bytes()
    backup(filled.engine, target, None if plain else bytes(range(32)))
    assert (b"SQLite format" in target.read_bytes()) is plain
    assert check_integrity(filled.engine) == []


def test_a_backup_under_another_key_does_not_pass_unnoticed(
    filled: Laptop, tmp_path: Path
) -> None:
    if filled.engine.dialect.name == "postgresql":
        pytest.skip("an office server is backed up with its own tools")
    with pytest.raises((DatabaseUnfitError, driver.DatabaseError)):
        backup(filled.engine, tmp_path / "dir" / "copy.db", None)
