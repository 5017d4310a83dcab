"""Workbooks under a password: encrypted OOXML (ECMA-376 agile, AES-256, SHA-512).

Excel and LibreOffice open such a file with the same password. msoffcrypto is imported where it is
used: most files have no password.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from bina_desktop.domain.errors import (
    ImportRefusedError,
    PasswordRequiredError,
    WrongPasswordError,
)

OLE_HEAD: Final = b"\xd0\xcf\x11\xe0"
"""An OLE compound file: what encrypted OOXML is wrapped in, and what the old .xls is."""
MOST_SPINS: Final = 1_000_000
"""Rounds of hashing that a file may ask for; Excel asks for 100,000, more would hang a reader."""


def encrypt_file(path: Path, password: str) -> None:
    """Put a workbook under a password, in place. Raises OSError when the disk refuses."""
    from msoffcrypto.format.ooxml import OOXMLFile

    target = path.with_name(f"{path.name}.sandi")
    try:
        with path.open("rb") as plain, target.open("wb") as stream:
            OOXMLFile(plain).encrypt(password, stream)
        target.replace(path)
    finally:
        with suppress(OSError):
            target.unlink(missing_ok=True)


def is_wrapped(head: bytes) -> bool:
    """Tell by its first bytes whether a file may be under a password."""
    return head.startswith(OLE_HEAD)


def decrypt_file(path: Path, password: str, target: Path) -> None:
    """Write the plain workbook of one that is under a password; runs in the parsing child.

    Raises PasswordRequiredError without a password, WrongPasswordError with another one, and
    ImportRefusedError for a file that was tampered with or is no encrypted workbook.
    """
    from msoffcrypto.exceptions import FileFormatError, InvalidKeyError
    from msoffcrypto.format.ooxml import OOXMLFile

    name = path.name
    broken = ImportRefusedError(
        f"Berkas “{name}” dilindungi sandi, tetapi isinya rusak atau diubah sesudah dikunci, jadi "
        "tidak dibaca. Minta pengirim mengekspor dan mengirim ulang."
    )
    try:
        with path.open("rb") as stream:
            locked = _opened(OOXMLFile, stream, name, FileFormatError)
            _unlock(locked, name, password, InvalidKeyError)
            with target.open("wb") as plain:
                locked.decrypt(plain, verify_integrity=locked.type == "agile")
    except ImportRefusedError:
        raise
    except Exception as error:  # a hostile file may make the library stumble anywhere
        raise broken from error


def _opened(kind: Any, stream: Any, name: str, no_workbook: type[Exception]) -> Any:
    try:
        locked = kind(stream)
    except no_workbook:
        raise ImportRefusedError(
            f"Berkas “{name}” berformat .xls lama. Buka di Excel, lalu simpan sebagai .xlsx."
        ) from None
    if locked.type == "agile" and locked.info["spinValue"] > MOST_SPINS:
        raise ImportRefusedError(
            f"Berkas “{name}” dikunci dengan cara yang terlalu lama dibuka; berkas ini tidak "
            "dibaca."
        )
    return locked


def _unlock(locked: Any, name: str, password: str, wrong: type[Exception]) -> None:
    if not password:
        raise PasswordRequiredError(
            f"Berkas “{name}” dilindungi kata sandi. Ketik kata sandi dari pengirimnya."
        )
    try:
        locked.load_key(password=password, verify_password=True)
    except wrong:
        raise WrongPasswordError(
            f"Kata sandi untuk “{name}” tidak cocok. Periksa huruf besar dan kecilnya, lalu coba "
            "sekali lagi."
        ) from None
