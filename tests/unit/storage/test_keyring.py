from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bina_desktop.domain.errors import InvalidValueError, UnlockError
from bina_desktop.storage import keyring
from bina_desktop.storage.keyfile import read_key_file, write_key_file

PASSWORD = "hujan di bukit"
OTHER = "kopi pagi sekali"


class Ring:
    """A key file with one user."""

    def __init__(self, path: Path, database: str = "db-1") -> None:
        self.path = path
        self.key, self.recovery = keyring.create_keys(
            path, database=database, user="budi", password=PASSWORD
        )

    def edit(self, change: Callable[[dict[str, Any]], object]) -> None:
        data = json.loads(self.path.read_text())
        change(data)
        self.path.write_text(json.dumps(data))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Ring:
    return Ring(tmp_path_factory.mktemp("kunci") / "bina.keys.json")


@pytest.fixture
def ring(made: Ring, tmp_path: Path) -> Ring:
    mine = copy(made)
    mine.path = Path(shutil.copy(made.path, tmp_path))
    return mine


def test_password_opens(ring: Ring) -> None:
    assert keyring.unlock(ring.path, user="budi", password=PASSWORD) == ring.key
    assert len(ring.key) == 32


def test_same_password_typed_on_another_system_opens(tmp_path: Path) -> None:
    path = tmp_path / "k.json"
    key, _ = keyring.create_keys(path, database="d", user="budi", password="café di bukit")
    assert keyring.unlock(path, user="budi", password="cafe\u0301 di bukit") == key


@pytest.mark.parametrize(
    ("user", "password"), [("budi", PASSWORD + "x"), ("badu", PASSWORD), ("", "")]
)
def test_wrong_name_or_password_tell_the_same(ring: Ring, user: str, password: str) -> None:
    with pytest.raises(UnlockError, match="tidak cocok"):
        keyring.unlock(ring.path, user=user, password=password)


def test_recovery_key_opens_however_it_is_typed(ring: Ring) -> None:
    groups = ring.recovery.split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert keyring.unlock_with_recovery(ring.path, ring.recovery) == ring.key
    typed = " ".join(groups).lower().replace("o", "0").replace("i", "1").replace("b", "8")
    assert keyring.unlock_with_recovery(ring.path, typed) == ring.key


@pytest.mark.parametrize("position", range(8))
def test_a_typing_error_in_the_recovery_key_is_noticed(ring: Ring, position: int) -> None:
    groups = ring.recovery.split("-")
    first = "A" if groups[position][0] != "A" else "C"
    groups[position] = first + groups[position][1:]
    with pytest.raises(UnlockError, match="salah ketik"):
        keyring.unlock_with_recovery(ring.path, "-".join(groups))


@pytest.mark.parametrize("text", ["", "ABCDE", "!!!", "A" * 41])
def test_what_is_no_recovery_key_is_said(ring: Ring, text: str) -> None:
    with pytest.raises(UnlockError, match="8 kelompok"):
        keyring.unlock_with_recovery(ring.path, text)


def test_recovery_key_of_another_database_is_told_apart(ring: Ring, tmp_path: Path) -> None:
    other = Ring(tmp_path / "other.json", "db-2")
    with pytest.raises(UnlockError, match="bukan milik"):
        keyring.unlock_with_recovery(ring.path, other.recovery)


def test_users_come_and_go(ring: Ring) -> None:
    keyring.add_user(ring.path, key=ring.key, user="siti", password=OTHER)
    assert keyring.users(ring.path) == ("budi", "siti")
    assert keyring.unlock(ring.path, user="siti", password=OTHER) == ring.key
    keyring.remove_user(ring.path, key=ring.key, user="budi")
    assert keyring.users(ring.path) == ("siti",)
    with pytest.raises(UnlockError):
        keyring.unlock(ring.path, user="budi", password=PASSWORD)


def test_password_changes_and_nothing_else(ring: Ring) -> None:
    keyring.add_user(ring.path, key=ring.key, user="siti", password=OTHER)
    keyring.change_password(ring.path, user="budi", old=PASSWORD, new=OTHER)
    assert keyring.unlock(ring.path, user="budi", password=OTHER) == ring.key
    assert keyring.unlock(ring.path, user="siti", password=OTHER) == ring.key
    assert keyring.unlock_with_recovery(ring.path, ring.recovery) == ring.key
    with pytest.raises(UnlockError):
        keyring.unlock(ring.path, user="budi", password=PASSWORD)


def test_password_changes_only_for_who_knows_it(ring: Ring) -> None:
    with pytest.raises(UnlockError):
        keyring.change_password(ring.path, user="budi", old=OTHER, new=OTHER)


def test_forgotten_password_is_set_anew_with_the_key(ring: Ring) -> None:
    key = keyring.unlock_with_recovery(ring.path, ring.recovery)
    keyring.reset_password(ring.path, key=key, user="budi", new=OTHER)
    assert keyring.unlock(ring.path, user="budi", password=OTHER) == ring.key


def test_names_are_unique_known_and_never_all_gone(ring: Ring) -> None:
    with pytest.raises(InvalidValueError, match="sudah ada"):
        keyring.add_user(ring.path, key=ring.key, user="budi", password=OTHER)
    with pytest.raises(InvalidValueError, match="spasi"):
        keyring.add_user(ring.path, key=ring.key, user=" siti", password=OTHER)
    with pytest.raises(InvalidValueError, match="satu-satunya"):
        keyring.remove_user(ring.path, key=ring.key, user="budi")
    with pytest.raises(InvalidValueError, match="tidak ada"):
        keyring.remove_user(ring.path, key=ring.key, user="siti")


@pytest.mark.parametrize(
    ("password", "problem"), [("pendek", "12 karakter"), ("aaaaaaaaaaaa", "mudah ditebak")]
)
def test_weak_passwords_are_refused_with_a_reason(ring: Ring, password: str, problem: str) -> None:
    with pytest.raises(InvalidValueError, match=problem):
        keyring.add_user(ring.path, key=ring.key, user="siti", password=password)


def test_a_slot_of_another_database_does_not_open(ring: Ring, tmp_path: Path) -> None:
    other = Ring(tmp_path / "other.json", "db-2")
    slots = json.loads(other.path.read_text())["slots"]
    ring.edit(lambda data: data.update(slots=slots))
    with pytest.raises(UnlockError):
        keyring.unlock(ring.path, user="budi", password=PASSWORD)
    with pytest.raises(UnlockError):
        keyring.unlock_with_recovery(ring.path, other.recovery)


def test_renamed_or_swapped_slots_do_not_open(ring: Ring) -> None:
    keyring.add_user(ring.path, key=ring.key, user="siti", password=OTHER)

    def swap(data: dict[str, Any]) -> None:
        first, _, second = data["slots"]
        first["name"], second["name"] = second["name"], first["name"]

    ring.edit(swap)
    with pytest.raises(UnlockError):
        keyring.unlock(ring.path, user="siti", password=PASSWORD)


@pytest.mark.parametrize(
    "weaker",
    [
        {"memory_kib": 8},
        {"memory_kib": 2**31},
        {"passes": 1},
        {"passes": 10**6},
        {"lanes": 0},
        {"lanes": 2},
        {"name": "hkdf-sha256"},
    ],
)
def test_another_cost_is_refused(ring: Ring, weaker: dict[str, object]) -> None:
    ring.edit(lambda data: data["slots"][0]["kdf"].update(weaker))
    with pytest.raises(UnlockError, match="tidak cocok"):
        keyring.unlock(ring.path, user="budi", password=PASSWORD)


def test_recovery_slot_of_another_kind_is_refused(ring: Ring) -> None:
    ring.edit(lambda data: data["slots"][1]["kdf"].update(name="argon2id"))
    with pytest.raises(UnlockError, match="bukan milik"):
        keyring.unlock_with_recovery(ring.path, ring.recovery)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(format=3),
        lambda data: data.pop("slots"),
        lambda data: data["slots"][0].update(kind="tamu"),
        lambda data: data["slots"][0].update(wrapped="bukan base64!"),
        lambda data: data["slots"].append(7),
    ],
)
def test_a_damaged_file_is_said_to_be_damaged(
    ring: Ring, change: Callable[[dict[str, Any]], object]
) -> None:
    ring.edit(change)
    with pytest.raises(UnlockError, match="rusak"):
        keyring.unlock(ring.path, user="budi", password=PASSWORD)


def test_an_absent_file_is_said_to_be_absent(tmp_path: Path) -> None:
    with pytest.raises(UnlockError, match="tidak ada"):
        keyring.users(tmp_path / "bina.keys.json")


def test_no_secret_stands_in_the_file(ring: Ring) -> None:
    text = ring.path.read_text()
    assert ring.key.hex() not in text
    assert PASSWORD not in text
    assert ring.recovery not in text
    assert list(ring.path.parent.iterdir()) == [ring.path]


def before(ring: Ring, *, user: str = "budi", password: str = PASSWORD) -> None:
    """Rewrite the slots of a user and the recovery key as they were: with the database key."""
    secrets = {user: password.encode(), "": keyring.parse_recovery(ring.recovery)}
    keys = read_key_file(ring.path)
    old = []
    for slot in keys.slots:
        bare = replace(slot, public=b"", sealed=b"", tag=b"", wrapped=b"")
        if slot.name in secrets:
            kdf, secret = slot.kdf, secrets[slot.name]
            bound = [1, keys.database, slot.id, slot.kind, slot.name]
            bound.append([kdf.name, kdf.salt.hex(), kdf.memory_kib, kdf.passes, kdf.lanes])
            if slot.name:
                secret = Argon2id(
                    salt=kdf.salt,
                    length=32,
                    iterations=kdf.passes,
                    lanes=kdf.lanes,
                    memory_cost=kdf.memory_kib,
                ).derive(secret)
            info = b"bina database key v1"
            wrapping = HKDF(algorithm=SHA256(), length=32, salt=kdf.salt, info=info).derive(secret)
            text = json.dumps(bound, separators=(",", ":")).encode()
            bare = replace(bare, wrapped=AESGCM(wrapping).encrypt(slot.nonce, ring.key, text))
        old.append(bare if slot.name in secrets else slot)
    write_key_file(ring.path, replace(keys, slots=tuple(old)))
    ring.edit(lambda data: data.update(format=1))


def test_a_slot_of_before_opens_and_gets_a_key_of_its_own(ring: Ring) -> None:
    before(ring)
    assert read_key_file(ring.path).waiting() == ("budi", "")
    assert keyring.unlock(ring.path, user="budi", password=PASSWORD) == ring.key
    assert keyring.enter(ring.path, user="budi", password=PASSWORD).key == ring.key
    assert read_key_file(ring.path).waiting() == ("",)
    assert keyring.unlock(ring.path, user="budi", password=PASSWORD) == ring.key
    assert keyring.unlock_with_recovery(ring.path, ring.recovery) == ring.key
    assert read_key_file(ring.path).waiting() == ()
    assert keyring.unlock_with_recovery(ring.path, ring.recovery) == ring.key


def test_removing_somebody_makes_a_new_recovery_key_only_where_it_must(ring: Ring) -> None:
    for user in ("siti", "tono"):
        keyring.add_user(ring.path, key=ring.key, user=user, password=OTHER)
    assert keyring.remove_user(ring.path, key=ring.key, user="siti") == ""
    assert read_key_file(ring.path).due
    before(ring)
    printed = keyring.remove_user(ring.path, key=ring.key, user="tono")
    assert keyring.unlock_with_recovery(ring.path, printed) == ring.key
    with pytest.raises(UnlockError, match="bukan milik"):
        keyring.unlock_with_recovery(ring.path, ring.recovery)
    assert read_key_file(ring.path).waiting() == ("budi",)


def test_a_sealed_key_opens_for_its_slot_only(ring: Ring) -> None:
    keyring.add_user(ring.path, key=ring.key, user="siti", password=OTHER)

    def lend(data: dict[str, Any]) -> None:
        data["slots"][0]["sealed"] = data["slots"][2]["sealed"]

    ring.edit(lend)
    with pytest.raises(UnlockError):
        keyring.unlock(ring.path, user="budi", password=PASSWORD)
