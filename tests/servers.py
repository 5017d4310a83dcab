"""A PostgreSQL cluster of our own in a temporary folder, for as long as a test needs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text


class NoServerError(Exception):
    """This machine cannot start PostgreSQL; the words say why."""


@contextmanager
def a_server() -> Iterator[str]:
    """Start a cluster; gives its URL with `{name}` in place of a database.

    Raises NoServerError where PostgreSQL is not installed or cannot be started.
    """
    binaries = _binaries()
    if binaries is None:
        raise NoServerError("no PostgreSQL server is installed")
    # Not below pytest's own folder, which only its owner may enter.
    folder = Path(tempfile.mkdtemp(prefix="bina-pg-"))
    prefix = _as_server(folder)
    data = folder / "data"

    def run(name: str, *arguments: str) -> None:
        subprocess.run(
            [*prefix, str(binaries / name), *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    run("initdb", "-D", str(data), "-U", "bina", "-A", "trust", "-E", "UTF8", "--no-sync")
    # The superuser comes in freely, everybody else by password, as in an office.
    (data / "pg_hba.conf").write_text("local all bina trust\nlocal all all scram-sha-256\n")
    options = f"-c listen_addresses='' -k {folder} -c fsync=off"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://bina@/{{name}}?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def new_database(server: str) -> str:
    """Make an empty database; returns its URL."""
    name = f"bina_{uuid4().hex}"
    admin = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return server.format(name=name)


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _as_server(folder: Path) -> list[str]:
    """Return a prefix that gives up root, which PostgreSQL refuses, and hand it the folder."""
    if os.name == "nt" or os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        shutil.rmtree(folder)
        raise NoServerError("PostgreSQL refuses to run as root and setpriv is not installed")
    import pwd

    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return [setpriv, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
