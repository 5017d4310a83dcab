"""Obtain the XForm of a workbook: check the file, look in the cache, else run the converter."""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import bina_desktop
from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError
from bina_desktop.formengine.definition import messages
from bina_desktop.formengine.definition.lint.messages import UNREADABLE
from bina_desktop.formengine.definition.outcome import Conversion
from bina_desktop.formengine.xpath.sentences import Sentence

MAX_WORKBOOK_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 200_000_000
"""Sum of the sizes a zip claims to unpack to; a workbook above it is a bomb or no form."""
CONVERSION_SECONDS = 120.0
_PULSE_SECONDS = 0.1
_CACHE_FORMAT = "3"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".md"})

_log = logging.getLogger(__name__)


def converted(
    path: Path,
    *,
    cache_dir: Path,
    timeout_seconds: float = CONVERSION_SECONDS,
    pulse: Callable[[], object] | None = None,
) -> Conversion:
    """Return what the converter makes of the workbook at `path`.

    The outcome is cached in `cache_dir` by the SHA-256 of the file and the converter's version.
    `pulse` is called ten times a second while the converter runs; what it raises ends it.
    Raises FormDefinitionError for a file that is no workbook, with what to do about it.
    """
    content = _read(path)
    suffix = _checked_suffix(path, content)
    digest = hashlib.sha256(content).hexdigest()
    cached = cache_dir / f"{digest}{suffix}-{_converter_version()}-{_CACHE_FORMAT}.json"
    outcome = _from_cache(cached)
    if outcome is None:
        outcome = _run_worker(
            path, content, suffix=suffix, timeout_seconds=timeout_seconds, pulse=pulse
        )
        _store(cached, outcome)
    if outcome.errors and not outcome.xform:
        raise FormDefinitionError(path.name, outcome.errors, outcome.notices)
    return outcome


def _refusal(path: Path, sentence: Sentence) -> FormDefinitionError:
    return FormDefinitionError(
        path.name, [AuthorMessage(sentence.indonesian, english=sentence.english)]
    )


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_WORKBOOK_BYTES:
            raise _refusal(
                path,
                messages.FILE_TOO_LARGE(
                    size=size // 1_000_000, most=MAX_WORKBOOK_BYTES // 1_000_000
                ),
            )
        return path.read_bytes()
    except OSError as error:
        raise _refusal(path, messages.FILE_UNREADABLE()) from error


def _checked_suffix(path: Path, content: bytes) -> str:
    suffix = path.suffix.lower()
    if suffix not in _WORKBOOK_SUFFIXES:
        raise _refusal(path, messages.UNKNOWN_KIND())
    if not content:
        raise _refusal(path, messages.FILE_EMPTY())
    if suffix == ".md":
        return suffix
    if content.startswith(_OLE_MAGIC):
        return _checked_ole(path, content, suffix)
    _check_zip(path, content)
    return ".xlsx"


def _checked_ole(path: Path, content: bytes, suffix: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _refusal(
            path,
            messages.LOCKED(),
        )
    if suffix != ".xls":
        raise _refusal(
            path,
            messages.OLD_WORKBOOK(),
        )
    return suffix


def _check_zip(path: Path, content: bytes) -> None:
    if not content.startswith(b"PK\x03\x04"):
        raise _refusal(path, messages.NO_WORKBOOK())
    with tempfile.SpooledTemporaryFile(max_size=MAX_WORKBOOK_BYTES) as handle:
        handle.write(content)
        try:
            with zipfile.ZipFile(handle) as archive:
                members = archive.infolist()
        except zipfile.BadZipFile as error:
            raise _refusal(path, messages.WORKBOOK_BROKEN()) from error
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise _refusal(path, messages.UNPACKS_TOO_LARGE())
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise _refusal(path, messages.NO_XLSX())


def _converter_version() -> str:
    try:
        return version("pyxform")
    except PackageNotFoundError:  # pragma: no cover - pyxform is a dependency
        return "0"


def _from_cache(cached: Path) -> Conversion | None:
    try:
        return Conversion.from_json(cached.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        _log.warning("unreadable form cache entry %s; converting again", cached.name)
        return None


def _store(cached: Path, outcome: Conversion) -> None:
    """Write whole or not at all: another process may read the same entry now."""
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=cached.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(outcome.to_json())
        Path(temporary).replace(cached)
    except OSError:
        _log.warning("form cache %s cannot be written; going on without", cached.parent.name)


def _run_worker(
    path: Path,
    content: bytes,
    *,
    suffix: str,
    timeout_seconds: float,
    pulse: Callable[[], object] | None,
) -> Conversion:
    with tempfile.TemporaryDirectory(prefix="bina-form-") as folder:
        source = Path(folder) / f"form{suffix}"
        target = Path(folder) / "form.json"
        source.write_bytes(content)
        package_root = str(Path(bina_desktop.__file__).parents[1])
        search_path = os.pathsep.join(filter(None, [package_root, os.environ.get("PYTHONPATH")]))
        command = [sys.executable, "-P", "-m"]
        command += ["bina_desktop.formengine.definition.from_xlsform", str(source), str(target)]
        try:
            status, said = _run(
                command,
                environment={**os.environ, "PYTHONPATH": search_path},
                timeout_seconds=timeout_seconds,
                pulse=pulse,
            )
        except subprocess.TimeoutExpired as error:
            raise _refusal(
                path,
                messages.TOO_SLOW(seconds=timeout_seconds),
            ) from error
        if status != 0 or not target.exists():
            _log.error(
                "form converter failed with %s: %s",
                status,
                said.decode("utf-8", "replace")[-2000:],
            )
            raise _refusal(path, UNREADABLE())
        return Conversion.from_json(target.read_text(encoding="utf-8"))


def _run(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    timeout_seconds: float,
    pulse: Callable[[], object] | None,
) -> tuple[int, bytes]:
    """Run to the end and return status and what it complained of; it never outlives the call.

    Raises TimeoutExpired, or what `pulse` raises.
    """
    until = time.monotonic() + timeout_seconds
    with subprocess.Popen(  # noqa: S603 - our own module, no shell, no user text
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        try:
            while True:
                left = max(until - time.monotonic(), 0.0)
                try:
                    _, said = process.communicate(timeout=min(_PULSE_SECONDS, left))
                except subprocess.TimeoutExpired:
                    if pulse is not None:
                        pulse()
                    if time.monotonic() >= until:
                        raise
                else:
                    return process.returncode, said
        finally:
            process.kill()  # does nothing to one that has ended
