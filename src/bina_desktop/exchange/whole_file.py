"""A file that appears whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from bina_desktop.domain.errors import BinaError, disk_reason
from bina_desktop.exchange.encryption import encrypt_file


@contextmanager
def whole_file(path: Path, *, password: str = "") -> Iterator[Path]:
    """Give a place beside `path` to write to; what was written there takes its place at the end.

    It is locked with the password first, and durable. Until then the file that stood there stays,
    and for good when anything fails. Raises BinaError with a sentence when the disk refuses.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        if password:
            encrypt_file(part, password)
        with part.open("r+b") as stream:  # Windows makes durable what may be written only
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise BinaError(
            f"Berkas “{path}” tidak dapat ditulis: {disk_reason(error)}. "
            "Periksa ruang kosong, atau tutup berkas itu bila sedang dibuka di Excel."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def close_book(book: Any) -> None:
    """Let XlsxWriter write its workbook. Raises OSError as the disk gave it."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error
