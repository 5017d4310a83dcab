"""Who is removed comes in no more: not with the key file of today, nor with an old copy of it."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.laptops import SettableClock, a_pegawai

from bina_desktop.domain.errors import DatabaseUnfitError, UnlockError
from bina_desktop.storage import database, keyring, renewal
from bina_desktop.storage.folder import DATABASE_FILE, KEY_FILE, DataFolder, OpenedDatabase
from bina_desktop.storage.keyfile import read_key_file, write_key_file

PASSWORD = "hujan di bukit"
OTHER = "kopi pagi sekali"


class StopError(Exception):
    """The power is cut here."""


class Office:
    """A folder with two users, and a copy of its key file from before one of them went."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = DataFolder(path, SettableClock())
        opened, self.recovery = self.folder.create("budi", PASSWORD)
        with opened:
            opened.add_user("siti", OTHER)
            with opened.begin(actor="p1") as uow:
                uow.pegawai.save(a_pegawai())
                uow.commit()
            self.digest = digest_of(opened)
        self.old_keys = (path / KEY_FILE).read_bytes()

    @property
    def database(self) -> Path:
        return self.path / DATABASE_FILE

    @property
    def keys(self) -> Path:
        return self.path / KEY_FILE

    def remove(self) -> OpenedDatabase:
        """Come in and take her key away; the database stays open."""
        opened = self.folder.unlock("budi", PASSWORD)
        assert opened.remove_user("siti").recovery_key == ""
        return opened

    def require_sound(self) -> None:
        """All is there for budi and the printed key, and nothing for siti."""
        assert self.folder.users() == ("budi",)
        with self.folder.unlock("budi", PASSWORD) as opened:
            assert not read_key_file(self.keys).due
            assert digest_of(opened) == self.digest
            assert opened.check().ok
        with self.folder.unlock_with_recovery(self.recovery) as opened:
            assert digest_of(opened) == self.digest
        assert not database.opens(self.database, self.old_key())

    def old_key(self) -> bytes:
        copy = self.path.parent / "salinan.json"
        copy.write_bytes(self.old_keys)
        return keyring.unlock(copy, user="siti", password=OTHER)


def digest_of(opened: OpenedDatabase) -> str:
    with opened.begin(actor="p1") as uow:
        return uow.journal.digest()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("kantor") / "data")


@pytest.fixture
def office(made: Office, tmp_path: Path) -> Office:
    mine = object.__new__(Office)
    mine.__dict__.update(made.__dict__)
    mine.path = Path(shutil.copytree(made.path, tmp_path / "data"))
    mine.folder = DataFolder(mine.path, SettableClock())
    return mine


def test_an_old_copy_of_a_removed_slot_opens_nothing_new(office: Office) -> None:
    assert database.opens(office.database, office.old_key())
    office.remove().close()
    office.require_sound()
    with pytest.raises(UnlockError):
        office.folder.unlock("siti", OTHER)
    office.keys.write_bytes(office.old_keys)
    with pytest.raises(DatabaseUnfitError, match="kuncinya tidak cocok"):
        office.folder.unlock("siti", OTHER)


def test_a_start_renews_the_key_where_the_program_died_before_it_closed(office: Office) -> None:
    opened = office.remove()
    copy = office.path.parent / "mati"
    shutil.copytree(office.path, copy)
    opened.close()
    shutil.rmtree(office.path)
    copy.rename(office.path)
    assert read_key_file(office.keys).due
    office.require_sound()


def stopping_before(calls: int, real: Callable[..., object]) -> Callable[..., object]:
    """Return a function whose call of this number is never made."""
    made = [0]

    def call(*given: object) -> object:
        made[0] += 1
        if made[0] == calls:
            raise StopError
        return real(*given)

    return call


@pytest.mark.parametrize(
    ("name", "calls"), [("write_key_file", 1), ("rekey", 1), ("opens", 2), ("write_key_file", 2)]
)
def test_a_renewal_goes_on_where_it_was_stopped(
    office: Office, monkeypatch: pytest.MonkeyPatch, name: str, calls: int
) -> None:
    opened = office.remove()
    where = renewal if name == "write_key_file" else database
    with monkeypatch.context() as patch:
        patch.setattr(where, name, stopping_before(calls, getattr(where, name)))
        with pytest.raises(StopError):
            opened.close()
    office.require_sound()


_REKEY = """
import sys
from pathlib import Path
from bina_desktop.storage import database
path, old, new = Path(sys.argv[1]), *map(bytes.fromhex, sys.argv[2:])
print("mulai", flush=True)
database.rekey(path, old, new)
print("selesai", flush=True)
"""


@pytest.mark.long
def test_killed_while_it_encrypts_the_database_opens_with_one_of_the_two_keys(
    tmp_path: Path,
) -> None:
    path, old, new = tmp_path / "besar.db", secrets.token_bytes(32), secrets.token_bytes(32)
    connection = database.connect(path, old)
    connection.execute("CREATE TABLE isi (a)")
    rows = ((secrets.token_bytes(4000),) for _ in range(4000))
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO isi VALUES (?)", rows)
    connection.execute("COMMIT")
    connection.close()
    found: set[bool] = set()
    for delay in (0.0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.5):
        copy = Path(shutil.copy(path, tmp_path / "salinan.db"))
        child = subprocess.Popen(
            [sys.executable, "-c", _REKEY, str(copy), old.hex(), new.hex()],
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(delay)
        child.kill()
        child.communicate()
        renewed = database.opens(copy, new)
        found.add(renewed)
        assert renewed is not database.opens(copy, old)
        survivor = database.connect(copy, new if renewed else old)
        assert survivor.execute("SELECT count(*) FROM isi").fetchone() == (4000,)
        assert survivor.execute("PRAGMA cipher_integrity_check").fetchall() == []
        survivor.close()
        for rest in tmp_path.glob("salinan.db*"):
            rest.unlink()
    assert False in found


def test_a_full_disk_leaves_the_old_key_until_there_is_room(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = office.remove()
    with monkeypatch.context() as patch:
        patch.setattr(database, "rekey", lambda *_: None)  # what SQLCipher could not write
        opened.close()
        assert database.opens(office.database, office.old_key())
        with office.folder.unlock("budi", PASSWORD) as opened:  # nobody is kept out meanwhile
            assert digest_of(opened) == office.digest
            opened.add_user("tono", OTHER)
    with office.folder.unlock("tono", OTHER) as opened:
        assert not database.opens(office.database, office.old_key())
    with office.folder.unlock("budi", PASSWORD) as opened:
        opened.remove_user("tono")
    office.require_sound()


def test_who_does_not_hold_the_pending_key_never_puts_another_in_its_place(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = office.remove()
    opened.add_user("tono", OTHER)
    with monkeypatch.context() as patch:
        patch.setattr(database, "opens", stopping_before(2, database.opens))
        with pytest.raises(StopError):
            opened.close()
    keys = read_key_file(office.keys)
    alone = tuple(replace(one, next=b"") if one.name == "tono" else one for one in keys.slots)
    write_key_file(office.keys, replace(keys, slots=alone))
    stands = office.keys.read_bytes()
    with pytest.raises(DatabaseUnfitError, match="pengguna lain masuk dahulu"):
        office.folder.unlock("tono", OTHER)
    assert office.keys.read_bytes() == stands
    with office.folder.unlock("budi", PASSWORD) as opened:
        opened.remove_user("tono")
    office.require_sound()


def test_a_slot_that_somebody_smuggled_in_gets_no_new_key(office: Office) -> None:
    office.remove().close()
    foreign, database_id = office.path.parent / "asing.json", read_key_file(office.keys).database
    keyring.create_keys(foreign, database=database_id, user="siti", password=OTHER)
    smuggled = read_key_file(foreign).slots[0]
    with office.folder.unlock("budi", PASSWORD) as opened:
        opened.add_user("tono", OTHER)
        opened.remove_user("tono")
        now = read_key_file(office.keys)
        write_key_file(office.keys, replace(now, slots=(*now.slots, smuggled)))
    office.require_sound()
