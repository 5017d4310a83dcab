"""Composition root: the only file that knows faces and adapters both.

Heavy adapters are imported inside functions: the window asks for the password first.
"""

from __future__ import annotations

import argparse
import base64
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bina_desktop.application.gate import LOCKED, FirstUser, KantorForm
from bina_desktop.application.services import Services
from bina_desktop.domain.errors import BinaError, DatabaseUnfitError, UnlockError
from bina_desktop.settings import Settings
from bina_desktop.storage.keyfile import KEY_FILE, has_keys, read_key_file
from bina_desktop.storage.logfile import start_log

if TYPE_CHECKING:  # domain and storage: 70 ms before the password question
    from bina_desktop.application.doorway import Doorway
    from bina_desktop.application.ports import Begin
    from bina_desktop.application.work import Progress
    from bina_desktop.storage.folder import DataFolder, OpenedDatabase

_USER: Final = "pengguna:"
"""Prefix of the local settings that hold the NIP of each login."""


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        return datetime.now(UTC)


class LocalGate:
    """The door to the database of this user: a folder, or an office server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clock = SystemClock()
        self._opened: OpenedDatabase | None = None
        self._doorway: Doorway | None = None

    @property
    def folder(self) -> Path:
        """Where the data of this user lies."""
        return self._settings.data_dir

    @cached_property
    def _folder(self) -> DataFolder:
        from bina_desktop.storage.folder import DataFolder

        return DataFolder(self.folder, self._clock)

    def is_new(self) -> bool:
        """Return True when there is nothing to unlock."""
        return not self._settings.database and not has_keys(self.folder)

    def users(self) -> tuple[str, ...]:
        """Return the logins; of a server, the one its URL names.

        None where the key file cannot be read: unlocking says why.
        """
        if self._settings.database:
            role = _role(self._settings.database)
            return (role,) if role else ()
        try:
            return read_key_file(self.folder / KEY_FILE).users() if has_keys(self.folder) else ()
        except UnlockError:
            return ()

    def password_fault(self, password: str) -> str:
        """Return what is wrong with a new password."""
        from bina_desktop.storage.keyring import password_problem

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
        if self._settings.database:
            return self._open_server(password)
        with self._disk():
            return self._enter(self._folder.unlock(user, password), user)

    def reset_password(self, user: str, recovery_key: str, password: str) -> Services:
        """Open with the recovery key and set a new password."""
        if self._settings.database:
            raise UnlockError("Sandi basis data server diatur oleh pengelola server itu.")
        with self._disk():
            opened = self._folder.unlock_with_recovery(recovery_key)
            try:
                opened.reset_password(user, password)
            except BaseException:
                opened.close()
                raise
            return self._enter(opened, user)

    def add_user(self, user: str, password: str) -> None:
        """Let another Pegawai log in here; the login is his or her name."""
        opened = self._require_open()
        opened.add_user(user, password)
        with opened.begin(actor="") as uow:
            nip = next((p.nip for p in uow.pegawai.all() if p.nama == user), "")
            uow.settings.put(_USER + user, nip)
            uow.commit()

    def check(self, *, rebuild: bool) -> tuple[str, ...]:
        """Check pages and, with `rebuild`, tables against the journal."""
        health = self._require_open().check()
        return (*health.integrity, *(health.differences if rebuild else ()))

    def backup(self) -> Path:
        """Copy the open database into its folder of backups."""
        from bina_desktop.storage.folder import BACKUPS

        opened = self._require_open()
        if self._settings.database:
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
    def _creating(self, user: FirstUser) -> Iterator[tuple[OpenedDatabase, str]]:
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

        opened = open_server(self._settings.database, password, self._clock)
        role = _role(self._settings.database)
        try:
            with opened.begin(actor=f"pengguna:{role}", reason="pengguna pertama") as uow:
                if not uow.pegawai.all():
                    uow.pegawai.save(first_administrator(role, _nip_in(role)))
                    uow.commit()
        except BaseException:
            opened.close()
            raise
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
        return build_services(self._settings, self._doorway, user=user, nip=nip)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        """Say in a sentence that the disk or the folder refuses."""
        try:
            yield
        except OSError as error:
            raise DatabaseUnfitError(
                f"Folder data {self.folder} tidak dapat dibaca atau ditulisi "
                f"({error.strerror or error}). Periksa izin folder dan ruang cakram, "
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


def build_services(settings: Settings, begin: Begin, *, user: str, nip: str) -> Services:
    """Wire the use cases of one person to one open database."""
    from bina_desktop.application.actor import Acting
    from bina_desktop.application.beranda import BerandaService
    from bina_desktop.application.cetak import CetakService
    from bina_desktop.application.dasar_hukum import parse_dasar_hukum
    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.application.kantor import KantorService
    from bina_desktop.application.laporan import LaporanService
    from bina_desktop.application.lembar_penilaian import LembarService
    from bina_desktop.application.pegawai import PegawaiService
    from bina_desktop.application.penugasan import PenugasanService
    from bina_desktop.application.pertukaran import PertukaranService
    from bina_desktop.domain.kalender import KalenderKerja, parse_hari_libur, parse_jam_kerja
    from bina_desktop.domain.sop import parse_sop
    from bina_desktop.domain.temuan import parse_frasa
    from bina_desktop.domain.wilayah import parse_wilayah
    from bina_desktop.exchange.workbook import XlsxWorkbooks
    from bina_desktop.pdf.documents import ReportLabDocuments
    from bina_desktop.pdf.signature import PyHankoSigner

    def resource(name: str) -> str:
        return (settings.resources_dir / name).read_text(encoding="utf-8")

    fonts = settings.resources_dir / "fonts"
    acting = Acting(begin, SystemClock(), user, nip)
    wilayah = parse_wilayah(resource("wilayah.csv"))
    libur = {
        day: name
        for path in sorted((settings.resources_dir / "hari_libur").glob("*.toml"))
        for day, name in parse_hari_libur(path.read_text(encoding="utf-8")).items()
    }
    kalender = KalenderKerja(parse_jam_kerja(resource("jam_kerja.toml")), libur)
    sop = parse_sop(settings.sop_file.read_text(encoding="utf-8"), hari_kerja=kalender.hari_kerja)
    formulir = FormulirService(settings.forms_dir, settings.cache_dir / "forms")
    lembar = LembarService(acting, formulir, wilayah)
    cetak = CetakService(
        acting,
        ReportLabDocuments(fonts),
        sop=sop,
        wilayah=wilayah,
        formulir=formulir,
        dasar_hukum=parse_dasar_hukum(resource("dasar_hukum.toml")),
    )
    return Services(
        folder=settings.data_dir,
        user=user,
        kantor=KantorService(acting),
        pegawai=PegawaiService(acting),
        penugasan=PenugasanService(acting, sop, wilayah),
        formulir=formulir,
        lembar=lembar,
        laporan=LaporanService(
            acting,
            sop,
            wilayah,
            cetak,
            PyHankoSigner(fonts),
            frasa=parse_frasa(resource("temuan.toml")),
        ),
        pertukaran=PertukaranService(acting, XlsxWorkbooks(), formulir, lembar, wilayah),
        cetak=cetak,
        beranda=BerandaService(acting, sop, wilayah, kalender),
    )


def run_command(options: argparse.Namespace, settings: Settings) -> int:
    """Carry out a command of the terminal."""
    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.commands import Tools, run
    from bina_desktop.exchange.workbook import XlsxWorkbooks
    from bina_desktop.pdf.signature import PyHankoSigner

    tools = Tools(
        FormulirService(settings.forms_dir, settings.cache_dir / "forms"),
        XlsxWorkbooks(),
        PyHankoSigner(settings.resources_dir / "fonts"),
    )
    return run(options, gate=lambda: LocalGate(settings), tools=tools)


def run_window(settings: Settings, *, demo: bool = False, smoke: bool = False) -> int:
    """Open the window and stay until it is closed; returns the exit status."""
    with _no_collection():
        from bina_desktop.ui.app import run

    start_log(settings.log_file)
    gate = LocalGate(settings)
    if demo and gate.is_new():
        gate.create_sample()
        gate.lock()
    return run(gate, settings, warm=partial(warm_up, settings), smoke=smoke)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave imports in peace: nothing of them is garbage, and looking for it takes as long as a
    tenth of the start.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def warm_up(settings: Settings, progress: Progress) -> None:
    """Make ready, while the person types the password, what comes after it.

    First what unlocking imports, then the forms: converting one takes seconds, once for each
    version of it.
    """
    import sqlalchemy.orm  # noqa: F401
    import sqlcipher3.dbapi2  # noqa: F401

    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.storage import folder, keyring, unit_of_work  # noqa: F401

    FormulirService(settings.forms_dir, settings.cache_dir / "forms").prepare(progress)
