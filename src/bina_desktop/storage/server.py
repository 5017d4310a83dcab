"""The database of an office server, opened with a clerk's own role and password.

All clerks share one database and so one device identity, kept in its `local_identity` row: its
clock is a row lock, so their changes form one chain, and `actor` tells who made which.

A clerk's role is found among the Pegawai by NIP where the role is called by one, else by name. So
that every clerk may use what another has made, the roles act as one group that owns it:

    CREATE ROLE bina_kantor NOLOGIN;
    CREATE DATABASE bina OWNER bina_kantor;
    CREATE ROLE "198506142010011012" LOGIN PASSWORD '…';
    GRANT bina_kantor TO "198506142010011012";
    ALTER ROLE "198506142010011012" SET role = bina_kantor;
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from sqlalchemy import NullPool, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bina_desktop.application.ports import Clock
from bina_desktop.domain.errors import BinaError, DatabaseUnfitError, UnlockError
from bina_desktop.storage.folder import OpenedDatabase, open_url

log = logging.getLogger(__name__)

DRIVER: Final = "postgresql+psycopg"
_PATIENCE_SECONDS: Final = "10"
"""libpq would wait minutes for a server that is switched off."""
_OPENING: Final = 0x62696E61
"""Key of the advisory lock under which tables and identity are made: one clerk at a time."""


def open_server(
    url: str,
    password: str,
    clock: Clock,
    *,
    welcome: Callable[[OpenedDatabase], None] | None = None,
) -> OpenedDatabase:
    """Open `url` with the typed password, which takes the place of one written in the URL.

    `welcome` is done before anybody else may come in: of two first clerks one is the first.
    Raises UnlockError for a password or role that the server does not know, DatabaseUnfitError
    for an address that cannot be right, a silent server and missing privileges.
    """
    address = _address(url, password)
    try:
        greeter = create_engine(address, poolclass=NullPool)
    except ImportError as error:
        raise DatabaseUnfitError(
            "Pemasangan ini belum memuat penghubung PostgreSQL. "
            "Pasang BINA Desktop dengan tambahan [postgresql], lalu coba lagi."
        ) from error
    try:
        with greeter.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({_OPENING})")
            opened = open_url(address.render_as_string(hide_password=False), clock)
            try:
                if welcome is not None:
                    welcome(opened)
            except BaseException:
                opened.close()
                raise
            return opened
    except DBAPIError as error:
        log.warning("server refused: %s", error.orig)
        raise _refusal(address, str(error.orig)) from error


def _address(url: str, password: str) -> URL:
    try:
        found = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUnfitError(_WRONG_ADDRESS) from error
    if found.drivername != DRIVER or not found.username or not found.database:
        raise DatabaseUnfitError(_WRONG_ADDRESS)
    if password:
        found = found.set(password=password)
    if "connect_timeout" not in found.query:
        found = found.update_query_dict({"connect_timeout": _PATIENCE_SECONDS})
    return found


_WRONG_ADDRESS: Final = (
    "Alamat basis data kantor tidak dapat dipakai. Tulis seperti "
    f"{DRIVER}://NAMA@server/basisdata, pada --database atau pada berkas setelan."
)


def _refusal(address: URL, said: str) -> BinaError:
    place = f"basis data “{address.database}” di server {address.host or 'komputer ini'}"
    if "password" in said or "authentication failed" in said:
        return UnlockError(
            f"Sandi “{address.username}” untuk {place} tidak cocok, atau nama itu tidak dikenal "
            "di sana. Ketik ulang sandinya; bila lupa, hubungi pengelola server."
        )
    if "permission denied" in said or "must be owner" in said:
        return DatabaseUnfitError(
            f"“{address.username}” belum diberi hak atas {place}. "
            "Minta pengelola server memberikannya, lalu coba lagi."
        )
    if "does not exist" in said:
        return DatabaseUnfitError(
            f"Server menjawab, tetapi {place} atau pengguna “{address.username}” tidak ada. "
            "Periksa alamat basis data bersama pengelola server."
        )
    return DatabaseUnfitError(
        f"Tidak dapat membuka {place}: server tidak menjawab atau menolak sambungan. "
        "Periksa jaringan dan alamatnya, lalu coba lagi."
    )
