"""The door in front of the services: which database, who is in; told to a face as a protocol."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from bina_desktop.application.services import Services

LOCKED: Final = "Basis data sedang terkunci. Masuk dahulu dengan sandi."


@dataclass(frozen=True, slots=True)
class FirstUser:
    """The first person of a new data folder; becomes its administrator."""

    nama: str
    nip: str
    password: str


@dataclass(frozen=True, slots=True)
class KantorForm:
    """What the first-run wizard asks of the office; nothing is invented, blanks stay blank."""

    pemda: str
    nama: str
    kode_wilayah: str
    kota: str
    alamat: str = ""
    telepon: str = ""
    laman: str = ""
    surel: str = ""
    kode_unit: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class RemovedUser:
    """What taking somebody's key away leaves to do."""

    recovery_key: str
    """A new recovery key to print, where the printed one opens nothing any more; '' for none."""
    waiting: tuple[str, ...]
    """Who must log in once before the database key can be renewed; () = at the next closing."""


class Gate(Protocol):
    """Creates, opens and closes the data folder. Every call may take half a second (Argon2id)."""

    @property
    def folder(self) -> Path:
        """Where the data lies; shown in the window."""
        ...

    def is_new(self) -> bool:
        """Return True when the folder holds no database yet: the wizard is due."""
        ...

    def users(self) -> tuple[str, ...]:
        """Names that may log in."""
        ...

    def password_fault(self, password: str) -> str:
        """Return what is wrong with a new password as a sentence, '' when it is good."""
        ...

    def create_office(self, user: FirstUser, kantor: KantorForm) -> tuple[Services, str]:
        """Make a new office database; returns the services and the recovery key to print once."""
        ...

    def create_laptop(self, user: FirstUser) -> tuple[Services, str]:
        """Make a field laptop's database; office, team and officers come with a Paket Tugas."""
        ...

    def create_sample(self) -> tuple[Services, str, str]:
        """Fill a marked sample; returns services, user name and password of the sample."""
        ...

    def unlock(self, user: str, password: str) -> Services:
        """Raises UnlockError, DatabaseBusyError, DatabaseUnfitError."""
        ...

    def reset_password(self, user: str, recovery_key: str, password: str) -> Services:
        """Set a new password with the printed recovery key. Raises UnlockError."""
        ...

    def is_password(self, password: str) -> bool:
        """Tell whether this is the password of the person who is in, who stays in. Does not raise
        for a wrong one; raises UnlockError while nobody is in, and TooManyTriesError while one has
        to wait after wrong ones in a row.
        """
        ...

    def add_user(self, user: str, password: str) -> None:
        """Let another person log in on this machine (while open). The name must be new."""
        ...

    def remove_user(self, user: str) -> RemovedUser:
        """Take somebody's key to this machine away; the data stay. The database key is renewed
        when the database is closed, so that an old copy of the key opens nothing new. Raises
        InvalidValueError for the person who is in and for the last one.
        """
        ...

    def check(self, *, rebuild: bool) -> tuple[str, ...]:
        """Check the pages of the open database and, with `rebuild`, that the tables equal what
        the journal gives. Returns faults as sentences; none = sound.
        """
        ...

    def backup(self) -> Path:
        """Make a verified copy of the open database; returns where it lies."""
        ...

    def lock(self) -> None:
        """Close the database and forget the key."""
        ...
