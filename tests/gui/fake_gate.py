"""The door of the data folder, without a folder."""

from __future__ import annotations

from pathlib import Path

from tests.gui.fake_services import World

from bina_desktop.application.gate import FirstUser, KantorForm, RemovedUser
from bina_desktop.application.services import Services
from bina_desktop.domain.errors import UnlockError


class FakeGate:
    """One user `Contoh Kabid` with the password `benar`."""

    def __init__(self, world: World, folder: Path, *, new: bool = False) -> None:
        self.world, self._folder, self.new = world, folder, new
        self.names = ["Contoh Kabid", "Contoh Petugas Siti Nurhaliza Ramadhani, S.AP."]
        self.locked = 0
        self.removed = RemovedUser("", ())
        self.made: list[object] = []

    @property
    def folder(self) -> Path:
        return self._folder

    def is_new(self) -> bool:
        return self.new

    def users(self) -> tuple[str, ...]:
        return tuple(self.names)

    def password_fault(self, password: str) -> str:
        return "" if len(password) >= 10 else "Sandi paling sedikit 10 huruf atau angka."

    def create_office(self, user: FirstUser, kantor: KantorForm) -> tuple[Services, str]:
        self.made.append((user, kantor))
        return self._enter(), "K7QM-2XPD-9RTA-HW4C-5NBE-J8VF"

    def create_laptop(self, user: FirstUser) -> tuple[Services, str]:
        self.made.append(user)
        return self._enter(), "K7QM-2XPD-9RTA-HW4C-5NBE-J8VF"

    def create_sample(self) -> tuple[Services, str, str]:
        self.made.append("sample")
        return self._enter(), "Contoh Kabid", "contoh-sandi"

    def unlock(self, user: str, password: str) -> Services:
        if password != "benar":
            raise UnlockError("Sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.")
        return self._enter()

    def reset_password(self, user: str, recovery_key: str, password: str) -> Services:
        if recovery_key != "K7QM":
            raise UnlockError("Kunci pemulihan tidak cocok dengan data ini.")
        return self._enter()

    def is_password(self, password: str) -> bool:
        return password == "benar"

    def add_user(self, user: str, password: str) -> None:
        self.names.append(user)

    def remove_user(self, user: str) -> RemovedUser:
        self.world.recorder.note("remove_user", user=user)
        self.names.remove(user)
        return self.removed

    def check(self, *, rebuild: bool) -> tuple[str, ...]:
        self.world.recorder.note("check", rebuild=rebuild)
        return self.world.faults

    def backup(self) -> Path:
        self.world.recorder.note("backup")
        return self._folder / "cadangan" / "2026-11-23_090000"

    def lock(self) -> None:
        self.locked += 1

    def _enter(self) -> Services:
        self.new = False
        return self.world.services(self._folder)
