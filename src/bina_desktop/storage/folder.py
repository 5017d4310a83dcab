"""The door: a data folder that is created or unlocked, and the open database behind it.

Light to import: SQLAlchemy comes in when a folder is opened, after the password question.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self
from uuid import uuid4

from bina_desktop.application.gate import RemovedUser
from bina_desktop.domain.errors import (
    BinaError,
    DatabaseUnfitError,
    InvalidValueError,
    TooManyTriesError,
    UnlockError,
)
from bina_desktop.storage.keyfile import KEY_FILE, has_keys, read_key_file, sync_folder
from bina_desktop.storage.lock import FolderLock

if TYPE_CHECKING:  # 450 ms before the password question
    from sqlalchemy import Engine

    from bina_desktop.application.ports import Begin, Clock
    from bina_desktop.storage.keyring import Unlocked

log = logging.getLogger(__name__)

DATABASE_FILE: Final = "bina.db"
LOCK_FILE: Final = "bina.lock"
BACKUPS: Final = "cadangan"


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found; all empty = sound."""

    integrity: tuple[str, ...]
    """What the database says of its pages."""
    differences: tuple[str, ...]
    """Where the tables do not say what the journal says."""

    @property
    def ok(self) -> bool:
        """True where nothing was found."""
        return not (self.integrity or self.differences)


class OpenedDatabase:
    """An open database: hands out units of work until it is closed."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        *,
        folder: Path | None = None,
        key: bytes | None = None,
        database: str | None = None,
        release: Callable[[], None] | None = None,
    ) -> None:
        from bina_desktop.storage.identity import ensure_identity
        from bina_desktop.storage.unit_of_work import SqlBegin

        self._engine = engine
        self._clock = clock
        self._folder = folder
        self._key = key
        self._release = release
        identity = ensure_identity(engine, database=database)
        self.device = identity.device
        """Fingerprint of this installation."""
        self.begin: Begin = SqlBegin(engine, identity, clock)
        """Opens units of work."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and free its folder; a second call does nothing."""
        self._engine.dispose()
        if self._release is not None:
            release, self._release = self._release, None
            try:
                self._renew_key()
            except (BinaError, OSError):
                log.warning("the database key is renewed at the next start", exc_info=True)
            finally:
                release()

    def _renew_key(self) -> None:
        """Renew the database key if that is due; where it cannot be done, the next start does."""
        if self._folder is None or self._key is None:
            return
        from bina_desktop.storage import keyring, renewal

        unlocked = keyring.Unlocked(self._key)
        renewal.settle(self._folder / DATABASE_FILE, self._folder / KEY_FILE, unlocked)

    # --- users ---

    def users(self) -> tuple[str, ...]:
        """Return the names of users; none on an office server, which has its own."""
        return () if self._folder is None else read_key_file(self._folder / KEY_FILE).users()

    def is_password(self, user: str, password: str) -> bool:
        """Tell whether a user has this password.

        Raises TooManyTriesError while one has to wait after wrong ones.
        """
        from bina_desktop.storage import keyring
        from bina_desktop.storage.tries import Tries

        keys, key = self._keys()
        try:
            with Tries(keys.parent, self._clock).watched(user):
                return keyring.unlock(keys, user=user, password=password) == key
        except TooManyTriesError:
            raise
        except UnlockError:
            return False

    def add_user(self, user: str, password: str) -> None:
        """Let another user open this folder. Raises InvalidValueError."""
        from bina_desktop.storage import keyring

        path, key = self._keys()
        keyring.add_user(path, key=key, user=user, password=password)

    def change_password(self, user: str, old: str, new: str) -> None:
        """Raises UnlockError for a wrong old password, InvalidValueError for a weak new one."""
        from bina_desktop.storage import keyring

        keyring.change_password(self._keys()[0], user=user, old=old, new=new)

    def reset_password(self, user: str, new: str) -> None:
        """Set a password without the old one: after recovery, or by an administrator."""
        from bina_desktop.storage import keyring
        from bina_desktop.storage.tries import Tries

        path, key = self._keys()
        keyring.reset_password(path, key=key, user=user, new=new)
        Tries(path.parent, self._clock).forget(user)

    def remove_user(self, user: str) -> RemovedUser:
        """Take a user's key away; the database key is renewed when the database is closed.

        Raises InvalidValueError for the last user.
        """
        from bina_desktop.storage import keyring
        from bina_desktop.storage.tries import Tries

        path, key = self._keys()
        recovery = keyring.remove_user(path, key=key, user=user)
        Tries(path.parent, self._clock).forget(user)
        return RemovedUser(recovery, read_key_file(path).waiting())

    def _keys(self) -> tuple[Path, bytes]:
        if self._folder is None or self._key is None:
            raise DatabaseUnfitError(
                "Pengguna basis data di server kantor diatur di server itu, bukan di aplikasi ini."
            )
        return self._folder / KEY_FILE, self._key

    # --- care ---

    def backup(self, target: Path) -> Path:
        """Copy the open database into the new folder `target`, verified; returns it.

        The folder appears whole or not at all. It opens as any data folder, with the same users.
        """
        from bina_desktop.storage import maintenance

        keys, key = self._keys()
        if target.exists():
            raise InvalidValueError(f"Folder cadangan {target} sudah ada; pilih nama lain.")
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        try:
            maintenance.backup(self._engine, part / DATABASE_FILE, key)
            shutil.copyfile(keys, part / KEY_FILE)
            _sync_files(part)
            part.rename(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        sync_folder(target.parent)
        log.info("backup written")
        return target

    def check(self) -> Health:
        """Check pages, and the tables against the journal; seconds on a large database."""
        from bina_desktop.storage import maintenance

        damage = maintenance.check_integrity(self._engine)
        if damage:
            # What stands in damaged pages is not worth a comparison.
            return Health(tuple(damage), ())
        return Health((), tuple(map(str, maintenance.check_tables(self._engine))))

    def rebuild(self) -> None:
        """Write the tables anew from the journal."""
        from bina_desktop.storage import maintenance

        maintenance.rebuild(self._engine)


class DataFolder:
    """A folder with `bina.db`, `bina.keys.json` and `bina.lock`."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self._clock = clock
        self._lock = FolderLock(path / LOCK_FILE)

    def exists(self) -> bool:
        """Return True if there is a database to unlock."""
        return has_keys(self.path)

    def users(self) -> tuple[str, ...]:
        """Return the names that may unlock. Raises UnlockError for a damaged key file."""
        return read_key_file(self.path / KEY_FILE).users()

    def create(self, user: str, password: str) -> tuple[OpenedDatabase, str]:
        """Make a new database; returns it open, and the recovery key to print.

        Raises InvalidValueError (password too weak), WrongStateError, DatabaseBusyError.
        """
        from bina_desktop.storage import keyring

        self.path.mkdir(parents=True, exist_ok=True)
        self._lock.acquire(since=self._clock.now())
        try:
            self._require_empty()
            database = str(uuid4())
            try:
                key, recovery = keyring.create_keys(
                    self.path / KEY_FILE, database=database, user=user, password=password
                )
                return self._open(key, database), recovery
            except BaseException:
                self.discard()
                raise
        except BaseException:
            self._lock.release()
            raise

    def discard(self) -> None:
        """Remove a database whose making failed: a key alone would ask for a password for ever."""
        for path in (self.path / KEY_FILE, *self.path.glob(f"{DATABASE_FILE}*")):
            path.unlink(missing_ok=True)

    def unlock(self, user: str, password: str) -> OpenedDatabase:
        """Open with a password.

        Raises UnlockError (TooManyTriesError while one has to wait), DatabaseBusyError or
        DatabaseUnfitError.
        """
        from bina_desktop.storage import keyring
        from bina_desktop.storage.tries import Tries

        def open_keys(path: Path) -> Unlocked:
            if user not in read_key_file(path).users():  # what is damaged or unknown is no try
                return keyring.enter(path, user=user, password=password)
            with Tries(self.path, self._clock).watched(user):
                return keyring.enter(path, user=user, password=password)

        return self._unlock(open_keys)

    def unlock_with_recovery(self, recovery_key: str) -> OpenedDatabase:
        """Open with the printed key; then give somebody a new password with `reset_password`."""
        from bina_desktop.storage import keyring

        return self._unlock(lambda path: keyring.enter_with_recovery(path, recovery_key))

    def _unlock(self, open_keys: Callable[[Path], Unlocked]) -> OpenedDatabase:
        from bina_desktop.storage import renewal

        self.path.mkdir(parents=True, exist_ok=True)
        self._lock.acquire(since=self._clock.now())
        try:
            key_file = self.path / KEY_FILE
            unlocked = open_keys(key_file)
            self._require_database()
            key = renewal.settle(self.path / DATABASE_FILE, key_file, unlocked)
            return self._open(key, read_key_file(key_file).database)
        except BaseException:
            self._lock.release()
            raise

    def _open(self, key: bytes, database_id: str) -> OpenedDatabase:
        from bina_desktop.storage import database, maintenance

        engine = database.sqlcipher_engine(self.path / DATABASE_FILE, key)
        try:
            found = database.schema_of(engine)
            if found is not None and found < database.SCHEMA:
                before = self.path / BACKUPS / f"sebelum-{database.SCHEMA}-{uuid4().hex[:8]}"
                before.mkdir(parents=True)
                maintenance.backup(engine, before / DATABASE_FILE, key)
                shutil.copyfile(self.path / KEY_FILE, before / KEY_FILE)
            maintenance.bring_up_to_date(engine)
            return OpenedDatabase(
                engine,
                self._clock,
                folder=self.path,
                key=key,
                database=database_id,
                release=self._lock.release,
            )
        except BaseException:
            engine.dispose()
            raise

    def _require_database(self) -> None:
        # Opening would make an empty one, and the loss would go unnoticed.
        if not (self.path / DATABASE_FILE).exists():
            raise DatabaseUnfitError(
                f"Berkas {DATABASE_FILE} tidak ada di folder {self.path}. "
                "Salin kembali berkas itu, atau pulihkan folder dari cadangan."
            )

    def _require_empty(self) -> None:
        for name in (KEY_FILE, DATABASE_FILE):
            if (self.path / name).exists():
                raise InvalidValueError(
                    f"Folder {self.path} sudah berisi {name}. Buka basis data yang ada, "
                    "atau pilih folder kosong untuk yang baru."
                )


def restore_backup(source: Path, target: Path) -> None:
    """Copy a backup folder to a new data folder; whoever opens it gets a new device identity.

    Raises InvalidValueError where `source` is no backup or `target` holds a database.
    """
    for name in (DATABASE_FILE, KEY_FILE):
        if not (source / name).exists():
            raise InvalidValueError(f"Folder {source} bukan cadangan: tidak ada {name} di sana.")
        if (target / name).exists():
            raise InvalidValueError(
                f"Folder {target} sudah berisi {name}; pulihkan ke folder yang kosong."
            )
    target.mkdir(parents=True, exist_ok=True)
    # The key file comes last: before it the folder does not count as a database.
    for name in (DATABASE_FILE, KEY_FILE):
        shutil.copyfile(source / name, target / name)
    _sync_files(target)
    sync_folder(target)


def open_url(url: str, clock: Clock) -> OpenedDatabase:
    """Open the database of an office server, `postgresql+psycopg://…`."""
    from bina_desktop.storage import database, maintenance

    engine = database.postgresql_engine(url)
    try:
        maintenance.bring_up_to_date(engine)
        return OpenedDatabase(engine, clock)
    except BaseException:
        engine.dispose()
        raise


def _sync_files(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
