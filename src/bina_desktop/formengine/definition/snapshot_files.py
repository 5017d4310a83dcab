"""Snapshots on disk: found by what they were made of, written whole, doubted at every turn.

The name of a snapshot is a hash over the form's file, the lists beside it and this program, so
none is ever out of date; its first line is a hash over the rest. A snapshot that cannot be read
for whatever reason only means that the form is read anew.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import tempfile
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import bina_desktop.formengine
from bina_desktop.formengine.definition.attachments import attached
from bina_desktop.formengine.definition.memory import collector_resting
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.definition.packing import UnfitError
from bina_desktop.formengine.definition.snapshot import from_text, to_text

MAX_SOURCE_BYTES = 50_000_000
"""Size of a form's file; a larger one is no form, so it is not even read here."""
MAX_BYTES = 100_000_000
"""Size of a snapshot."""
MOST = 64
"""Snapshots kept; the oldest go when a new one is written."""
_PART = 65_536
_SEAL = 64
"""Letters of a hash; a line feed stands between it and the rest."""
_SUFFIX = ".snapshot"
_READ = frozenset({".csv", ".xml", ".geojson"})
"""Attached files whose content goes into the form; of others only the name does."""

_log = logging.getLogger(__name__)


def snapshot_path(source: Path, *, cache_dir: Path, media: Path | None) -> Path | None:
    """Return where the snapshot of a form is or would be; None for a file that is no form."""
    try:
        if source.stat().st_size > MAX_SOURCE_BYTES:
            return None
        whole = hashlib.sha256(repr((_program(), source.name, media is None)).encode())
        whole.update(_digest(source))
        for file in sorted(media.iterdir()) if media is not None else ():
            if attached(file.name, media) is not None:
                whole.update(repr(file.name).encode())
                if file.suffix.lower() in _READ:
                    whole.update(_digest(file))
    except OSError:
        return None
    return cache_dir / f"{whole.hexdigest()}{_SUFFIX}"


def recalled(path: Path) -> FormDefinition | None:
    """Return the form of a snapshot; None when there is none, or any doubt about it."""
    try:
        with collector_resting():
            return from_text(_unsealed(path))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, UnfitError):
        _log.warning("unreadable form snapshot %s; reading the form again", path.name)
        return None


def _unsealed(path: Path) -> str:
    if path.stat().st_size > MAX_BYTES:
        raise UnfitError("size")
    whole = memoryview(path.read_bytes())  # a copy of so much takes as long as to read it
    if bytes(whole[:_SEAL]) != _seal(path, whole[_SEAL + 1 :]).encode():
        raise UnfitError("seal")
    return str(whole[_SEAL + 1 :], "utf-8")


def keep(path: Path, form: FormDefinition) -> None:
    """Write a snapshot whole or not at all: another process may read or write the same now."""
    try:
        body = to_text(form).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(_seal(path, body).encode() + b"\n" + body)
        Path(temporary).replace(path)
        _forget_oldest(path.parent)
    except (OSError, ValueError, UnfitError) as error:
        _log.warning("no form snapshot in %s (%s); going on without", path.parent.name, error)


def _seal(path: Path, body: bytes | memoryview) -> str:
    """Return the hash over a snapshot and the name it belongs to."""
    whole = hashlib.sha256(path.name.encode() + b"\n")
    whole.update(body)
    return whole.hexdigest()


def _digest(file: Path) -> bytes:
    """Return the hash over a file, which is not held as a whole."""
    found, part = hashlib.sha256(), memoryview(bytearray(_PART))
    with file.open("rb", buffering=0) as read:
        while length := read.readinto(part):
            found.update(part[:length])
    return found.digest()


def _forget_oldest(folder: Path) -> None:
    found = [(file.stat().st_mtime_ns, file) for file in folder.glob(f"*{_SUFFIX}")]
    for _, file in sorted(found)[:-MOST]:
        file.unlink(missing_ok=True)


@cache
def _program() -> str:
    """Return what changes whenever the program may read a form in another way."""
    folder = Path(bina_desktop.formengine.__file__).parent
    sources = [
        (str(file.relative_to(folder)), file.stat().st_size, file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*.py"))  # None in a packed program: its version changes.
    ]
    interpreter = Path(sys.executable).stat() if sys.executable else None
    built = (interpreter.st_size, interpreter.st_mtime_ns) if interpreter else ()
    versions = [sys.version, *map(_version, ("bina-desktop", "pyxform"))]
    return hashlib.sha256(repr((sources, built, versions)).encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
