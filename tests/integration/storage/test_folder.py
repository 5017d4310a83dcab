from __future__ import annotations

from pathlib import Path

import pytest
from tests.laptops import SettableClock, a_pegawai

from bina_desktop.domain.errors import (
    DatabaseBusyError,
    DatabaseUnfitError,
    InvalidValueError,
    TooManyTriesError,
    UnlockError,
)
from bina_desktop.storage.folder import (
    BACKUPS,
    DATABASE_FILE,
    KEY_FILE,
    DataFolder,
    OpenedDatabase,
    open_url,
    restore_backup,
)

PASSWORD = "hujan di bukit"
OTHER = "kopi pagi sekali"


def a_folder(path: Path) -> DataFolder:
    return DataFolder(path, SettableClock())


def fill(database: OpenedDatabase) -> str:
    with database.begin(actor="p1") as uow:
        uow.pegawai.save(a_pegawai())
        uow.commit()
        return uow.journal.digest()


def digest_of(database: OpenedDatabase) -> str:
    with database.begin(actor="p1") as uow:
        return uow.journal.digest()


def test_created_then_unlocked_by_password_or_recovery_key(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "Data Bina")
    assert not folder.exists()
    database, recovery = folder.create("budi", PASSWORD)
    with database:
        digest = fill(database)
        device = database.device
    assert folder.exists()
    assert folder.users() == ("budi",)
    with folder.unlock("budi", PASSWORD) as again:
        assert digest_of(again) == digest
        assert again.device == device
        again.rebuild()
        assert again.check().ok
    with folder.unlock_with_recovery(recovery) as rescued:
        rescued.reset_password("budi", OTHER)
    with folder.unlock("budi", OTHER) as again:
        assert digest_of(again) == digest


def test_nothing_readable_lies_in_the_folder(tmp_path: Path) -> None:
    database, _ = a_folder(tmp_path).create("budi", PASSWORD)
    with database:
        fill(database)
        for path in tmp_path.iterdir():
            assert b"Santoso" not in path.read_bytes()


def test_users_are_kept_by_the_open_database(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    database, _ = folder.create("budi", PASSWORD)
    with database:
        database.add_user("siti", OTHER)
        database.change_password("budi", PASSWORD, "teh manis hangat")
        assert database.users() == ("budi", "siti")
    with folder.unlock("siti", OTHER) as again:
        again.remove_user("budi")
        assert again.users() == ("siti",)
    with pytest.raises(UnlockError):
        folder.unlock("budi", "teh manis hangat")


def test_one_instance_at_a_time_and_a_wrong_password_does_not_keep_it(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    database, _ = folder.create("budi", PASSWORD)
    with pytest.raises(DatabaseBusyError):
        a_folder(tmp_path).unlock("budi", PASSWORD)
    database.close()
    with pytest.raises(UnlockError):
        folder.unlock("budi", OTHER)
    with a_folder(tmp_path).unlock("budi", PASSWORD) as again:
        assert again.users() == ("budi",)


def test_an_existing_database_is_never_overwritten(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    folder.create("budi", PASSWORD)[0].close()
    with pytest.raises(InvalidValueError, match=KEY_FILE):
        folder.create("budi", PASSWORD)
    (tmp_path / KEY_FILE).unlink()
    with pytest.raises(InvalidValueError, match=DATABASE_FILE):
        folder.create("budi", PASSWORD)


def test_a_missing_database_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    folder.create("budi", PASSWORD)[0].close()
    (tmp_path / DATABASE_FILE).unlink()
    with pytest.raises(DatabaseUnfitError, match="pulihkan"):
        folder.unlock("budi", PASSWORD)


def test_the_key_file_of_another_database_does_not_open_this_one(tmp_path: Path) -> None:
    one, other = a_folder(tmp_path / "a"), a_folder(tmp_path / "b")
    one.create("budi", PASSWORD)[0].close()
    other.create("budi", PASSWORD)[0].close()
    (one.path / KEY_FILE).write_bytes((other.path / KEY_FILE).read_bytes())
    with pytest.raises(DatabaseUnfitError, match="kuncinya tidak cocok"):
        one.unlock("budi", PASSWORD)


def test_a_damaged_database_is_noticed(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    database, _ = folder.create("budi", PASSWORD)
    with database:
        fill(database)
    path = tmp_path / DATABASE_FILE
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1
    path.write_bytes(data)
    with folder.unlock("budi", PASSWORD) as again:
        assert not again.check().ok


def test_backup_opens_elsewhere_as_another_device(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "data")
    database, _ = folder.create("budi", PASSWORD)
    with database:
        digest = fill(database)
        device = database.device
        target = database.backup(tmp_path / "cadangan" / "senin")
        with pytest.raises(InvalidValueError, match="sudah ada"):
            database.backup(target)
    assert sorted(path.name for path in target.iterdir()) == [DATABASE_FILE, KEY_FILE]
    restore_backup(target, tmp_path / "baru")
    with a_folder(tmp_path / "baru").unlock("budi", PASSWORD) as restored:
        assert digest_of(restored) == digest
        assert restored.device != device
        assert restored.check().ok
        with restored.begin(actor="p1") as uow:
            uow.pegawai.save(a_pegawai(nama="Badu"))
            uow.commit()
            changed = uow.journal.changes()[-1]
    assert (changed.device, changed.seq) == (restored.device, 1)
    with a_folder(tmp_path / "baru").unlock("budi", PASSWORD) as again:
        assert again.device == restored.device


def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    database, _ = a_folder(tmp_path / "data").create("budi", PASSWORD)
    with database:
        (tmp_path / "data" / KEY_FILE).unlink()
        with pytest.raises(FileNotFoundError):
            database.backup(tmp_path / "cadangan" / "senin")
    assert list((tmp_path / "cadangan").iterdir()) == []


def test_restore_wants_a_backup_and_an_empty_place(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="bukan cadangan"):
        restore_backup(tmp_path, tmp_path / "baru")
    database, _ = a_folder(tmp_path / "data").create("budi", PASSWORD)
    with database:
        target = database.backup(tmp_path / "senin")
        with pytest.raises(InvalidValueError, match="kosong"):
            restore_backup(target, tmp_path / "data")


def test_an_older_schema_is_backed_up_before_it_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bina_desktop.storage import database as module

    folder = a_folder(tmp_path)
    database, _ = folder.create("budi", PASSWORD)
    with database:
        digest = fill(database)
    upgraded: list[str | None] = []
    now = module.SCHEMA
    monkeypatch.setattr(module, "SCHEMA", "9999")
    monkeypatch.setattr(
        module, "upgrade", lambda engine, **_how: upgraded.append(module.schema_of(engine))
    )
    folder.unlock("budi", PASSWORD).close()
    assert upgraded == [now]
    monkeypatch.undo()
    (before,) = (tmp_path / BACKUPS).iterdir()
    with a_folder(before).unlock("budi", PASSWORD) as copy:
        assert digest_of(copy) == digest


def test_an_office_server_opens_by_its_address(server: str) -> None:
    with open_url(server.format(name="postgres"), SettableClock()) as database:
        fill(database)
        assert database.users() == ()
        assert database.check().ok
        with pytest.raises(DatabaseUnfitError, match="server"):
            database.add_user("siti", OTHER)
    with open_url(server.format(name="postgres"), SettableClock()) as again:
        assert again.device == database.device


def test_a_server_that_does_not_answer_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnfitError, match="tidak menjawab"):
        open_url(f"postgresql+psycopg://bina@/bina?host={tmp_path}", SettableClock())


def test_wrong_passwords_make_one_wait_also_within(tmp_path: Path) -> None:
    clock = SettableClock()
    database, _ = DataFolder(tmp_path, clock).create("budi", PASSWORD)
    with database:
        assert [database.is_password("budi", OTHER) for _ in range(3)] == [False] * 3
        with pytest.raises(TooManyTriesError, match="Tunggu 5 detik"):
            database.is_password("budi", PASSWORD)
    with pytest.raises(TooManyTriesError, match="3 kali berturut-turut"):
        DataFolder(tmp_path, clock).unlock("budi", PASSWORD)
    with pytest.raises(UnlockError, match="tidak cocok"):
        DataFolder(tmp_path, clock).unlock("siapa", PASSWORD)
    clock.advance(seconds=6)
    with pytest.raises(UnlockError, match="10 detik lagi"):
        DataFolder(tmp_path, clock).unlock("budi", OTHER)
    clock.advance(seconds=11)
    with DataFolder(tmp_path, clock).unlock("budi", PASSWORD) as again:
        assert not again.is_password("budi", OTHER)
        assert again.is_password("budi", PASSWORD)


def test_the_recovery_key_ends_the_waiting(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    database, recovery = folder.create("budi", PASSWORD)
    with database:
        for _ in range(3):
            database.is_password("budi", OTHER)
    with folder.unlock_with_recovery(recovery) as rescued:
        rescued.reset_password("budi", OTHER)
    with folder.unlock("budi", OTHER):
        pass
