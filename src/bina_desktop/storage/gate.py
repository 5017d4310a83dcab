"""The door to the database of this user: makes, opens, locks it, and keeps who may come in.

Light to import, because the password question is painted before anything else is.
"""

from __future__ import annotations

import base64
from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bina_desktop.application.gate import LOCKED, FirstUser, KantorForm, RemovedUser
from bina_desktop.application.services import Services
from bina_desktop.domain.errors import (
    BinaError,
    DatabaseUnfitError,
    InvalidValueError,
    UnlockError,
    disk_reason,
)
from bina_desktop.storage.keyfile import KEY_FILE, has_keys, read_key_file

if TYPE_CHECKING:  # domain and storage: 70 ms before the password question
    from bina_desktop.application.doorway import Doorway
    from bina_desktop.application.ports import Begin, Clock
    from bina_desktop.storage.folder import DataFolder, OpenedDatabase

_USER: Final = "pengguna:"
"""Prefix of the local settings that hold the NIP of each login."""


class BuildServices(Protocol):
    """Wires the use cases of one person to one open database; the composition root gives it."""

    def __call__(self, begin: Begin, *, user: str, nip: str) -> Services: ...


class LocalGate:
    """The door to the database of this user: a folder, or an office server."""

    def __init__(self, folder: Path, *, database: str, clock: Clock, build: BuildServices) -> None:
        """`database` is the URL of a server, '' for the file in `folder`."""
        self._path = folder
        self._database = database
        self._clock = clock
        self._build = build
        self._opened: OpenedDatabase | None = None
        self._doorway: Doorway | None = None
        self._user = ""

    @property
    def folder(self) -> Path:
        """Where the data of this user lies."""
        return self._path

    @cached_property
    def _folder(self) -> DataFolder:
        from bina_desktop.storage.folder import DataFolder

        return DataFolder(self.folder, self._clock)

    def is_new(self) -> bool:
        """Return True when there is nothing to unlock."""
        return not self._database and not has_keys(self.folder)

    def users(self) -> tuple[str, ...]:
        """Return the logins; of a server, the one its URL names.

        None where the key file cannot be read: unlocking says why.
        """
        if self._database:
            role = _role(self._database)
            return (role,) if role else ()
        try:
            return read_key_file(self.folder / KEY_FILE).users() if has_keys(self.folder) else ()
        except UnlockError:
            return ()

    def password_fault(self, password: str) -> str:
        """Return what is wrong with a new password."""
        from bina_desktop.domain.password import password_problem

        return password_problem(password) or ""

    def create_office(self, user: FirstUser, kantor: KantorForm) -> tuple[Services, str]:
        """Make the office's database with its first administrator."""
        from bina_desktop.application.pegawai import first_administrator
        from bina_desktop.domain.kantor import Kantor
        from bina_desktop.domain.wilayah import parse_kode

        office = Kantor(
            pemda=kantor.pemda,
            nama=kantor.nama,
            kode_wilayah=parse_kode(kantor.kode_wilayah),
            kota=kantor.kota,
            alamat=kantor.alamat,
            telepon=kantor.telepon,
            laman=kantor.laman,
            surel=kantor.surel,
            kode_unit=kantor.kode_unit,
            logo=base64.b64encode(kantor.logo).decode("ascii"),
        )
        with self._creating(user) as (opened, recovery):
            with opened.begin(actor=f"pengguna:{user.nama}", reason="kantor baru") as uow:
                uow.kantor.save(office)
                uow.pegawai.save(first_administrator(user.nama, user.nip))
                uow.commit()
            return self._services(opened, user.nama), recovery

    def create_laptop(self, user: FirstUser) -> tuple[Services, str]:
        """Make a field laptop's database."""
        with self._creating(user) as (opened, recovery):
            return self._services(opened, user.nama), recovery

    def create_sample(self) -> tuple[Services, str, str]:
        """Fill the marked sample; every person of it may log in with the sample password."""
        from bina_desktop.application.contoh import ADMIN, PEGAWAI, SAMPLE_PASSWORD, fill_sample

        first = FirstUser(ADMIN.nama, ADMIN.nip, SAMPLE_PASSWORD)
        with self._creating(first) as (opened, _):
            fill_sample(opened.begin)
            for pegawai in PEGAWAI:
                if pegawai is not ADMIN:
                    self.add_user(pegawai.nama, SAMPLE_PASSWORD)
            return self._services(opened, ADMIN.nama), ADMIN.nama, SAMPLE_PASSWORD

    def unlock(self, user: str, password: str) -> Services:
        """Open with a password."""
        if self._database:
            return self._open_server(password)
        with self._disk():
            return self._enter(self._folder.unlock(user, password), user)

    def reset_password(self, user: str, recovery_key: str, password: str) -> Services:
        """Open with the recovery key and set a new password."""
        if self._database:
            raise UnlockError("Sandi basis data server diatur oleh pengelola server itu.")
        with self._disk():
            opened = self._folder.unlock_with_recovery(recovery_key)
            try:
                opened.reset_password(user, password)
            except BaseException:
                opened.close()
                raise
            return self._enter(opened, user)

    def is_password(self, password: str) -> bool:
        """Try a password once more; nothing is opened or closed."""
        opened = self._require_open()
        if not self._database:
            return opened.is_password(self._user, password)
        from bina_desktop.storage.server import open_server

        try:  # an empty one would fall back on the password that the URL may hold
            if password:
                open_server(self._database, password, self._clock).close()
        except UnlockError:
            return False
        return bool(password)

    def add_user(self, user: str, password: str) -> None:
        """Let another Pegawai log in here; the login is his or her name."""
        opened = self._require_open()
        opened.add_user(user, password)
        with opened.begin(actor="") as uow:
            nip = next((p.nip for p in uow.pegawai.all() if p.nama == user), "")
            uow.settings.put(_USER + user, nip)
            uow.commit()

    def remove_user(self, user: str) -> RemovedUser:
        """Take somebody's key away; who is in stays."""
        opened = self._require_open()
        if user == self._user:
            raise InvalidValueError(
                "Anda sendiri sedang masuk. Minta pengguna lain mengeluarkan Anda dari komputer "
                "ini."
            )
        with self._disk():
            removed = opened.remove_user(user)
            with opened.begin(actor="") as uow:
                uow.settings.put(_USER + user, "")
                uow.commit()
        return removed

    def check(self, *, rebuild: bool) -> tuple[str, ...]:
        """Check pages and, with `rebuild`, tables against the journal."""
        health = self._require_open().check()
        return (*health.integrity, *(health.differences if rebuild else ()))

    def backup(self) -> Path:
        """Copy the open database into its folder of backups."""
        from bina_desktop.storage.folder import BACKUPS

        opened = self._require_open()
        if self._database:
            raise DatabaseUnfitError(
                "Basis data di server kantor dicadangkan dengan alat servernya (pg_dump), "
                "bukan dari aplikasi ini."
            )
        stamp = self._clock.now().astimezone().strftime("%Y-%m-%d_%H%M%S")
        with self._disk():
            return opened.backup(self.folder / BACKUPS / stamp)

    def lock(self) -> None:
        """Close the database; whoever still holds services of it is refused."""
        if self._doorway is not None:
            self._doorway.shut()
            self._doorway = None
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @contextmanager
    def _creating(self, user: FirstUser) -> Generator[tuple[OpenedDatabase, str]]:
        """Make a database; where what follows fails, nothing of it stays in the folder."""
        with self._disk():
            self._opened, recovery = self._folder.create(user.nama, user.password)
            try:
                with self._opened.begin(actor="") as uow:
                    uow.settings.put(_USER + user.nama, user.nip)
                    uow.commit()
                yield self._opened, recovery
            except BaseException:
                self.lock()
                self._folder.discard()
                raise

    def _open_server(self, password: str) -> Services:
        from bina_desktop.application.pegawai import first_administrator
        from bina_desktop.storage.server import open_server

        role = _role(self._database)

        def welcome(opened: OpenedDatabase) -> None:
            with opened.begin(actor=f"pengguna:{role}", reason="pengguna pertama") as uow:
                if not uow.pegawai.all():
                    uow.pegawai.save(first_administrator(role, _nip_in(role)))
                    uow.commit()

        opened = open_server(self._database, password, self._clock, welcome=welcome)
        return self._enter(opened, role)

    def _enter(self, opened: OpenedDatabase, user: str) -> Services:
        self._opened = opened
        try:
            return self._services(opened, user)
        except BaseException:
            self.lock()
            raise

    def _services(self, opened: OpenedDatabase, user: str) -> Services:
        from bina_desktop.application.doorway import Doorway

        with opened.begin(actor="") as uow:
            nip = uow.settings.get(_USER + user) or _nip_in(user)
        self._doorway = Doorway(opened.begin)
        self._user = user
        return self._build(self._doorway, user=user, nip=nip)

    @contextmanager
    def _disk(self) -> Generator[None]:
        """Say in a sentence that the disk or the folder refuses."""
        try:
            yield
        except OSError as error:
            raise DatabaseUnfitError(
                f"Folder data {self.folder} tidak dapat dibaca atau ditulisi "
                f"({disk_reason(error)}). Periksa izin folder dan ruang cakram, "
                "atau tunjuk folder lain dengan --data."
            ) from error
        except BinaError:
            raise
        except Exception as error:
            from bina_desktop.storage.database import failure_sentence

            known = failure_sentence(str(error))
            if known is None:
                raise
            raise known from error

    def _require_open(self) -> OpenedDatabase:
        if self._opened is None:
            raise UnlockError(LOCKED)
        return self._opened


def _role(url: str) -> str:
    """Return the login that a database URL names; '' for none, or for no URL at all."""
    from urllib.parse import unquote, urlsplit

    try:
        return unquote(urlsplit(url).username or "")
    except ValueError:
        return ""


def _nip_in(login: str) -> str:
    """Return a login that is a NIP: on a server a role may be called so, whatever the name is."""
    return login if len(login) == 18 and login.isascii() and login.isdigit() else ""
