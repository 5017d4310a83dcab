"""The check code on paper: a short name of what a document says, typed back without mistakes.

75 bits of the SHA-256 of the frozen content and one check character, in letters and digits that
no eye confuses (no I, L, O, U). It finds the document; the whole hash then proves it.
"""

from __future__ import annotations

from typing import Final

from bina_desktop.domain.errors import InvalidValueError

KODE_CEK: Final = "Kode cek"
"""How the code is announced on paper and in the keywords of a PDF."""
PREFIX: Final = "BINA:"
"""What a QR code holds before the code, so that a reader knows whose it is."""
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 16
_GROUP: Final = 4
_BITS: Final = 75
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_PRIME: Final = 31


def kode_cek(sha256: str) -> str:
    """Return the code of a content with this hex SHA-256: `K7QF-2M9T-…`, four groups of four."""
    number = int(sha256, 16) >> (256 - _BITS)
    letters = "".join(_LETTERS[(number >> (5 * place)) & 31] for place in range(14, -1, -1))
    return _grouped(letters + _check(letters))


def parse_kode_cek(text: str) -> str:
    """Read a code as typed or as a QR code holds it; letters that look alike are forgiven.

    Raises InvalidValueError for one that was typed wrong.
    """
    upper = text.strip().upper().removeprefix(PREFIX)
    letters = "".join(c for c in upper if c.isalnum()).translate(_MISREAD)
    if len(letters) != _LENGTH or letters.strip(_LETTERS):
        raise InvalidValueError(
            "Kode cek terdiri atas 16 huruf dan angka dalam empat kelompok, misalnya "
            "K7QF-2M9T-8RWA-3XEC. Periksa lagi kode pada kaki halaman."
        )
    if _check(letters[:-1]) != letters[-1]:
        raise InvalidValueError(
            "Ada huruf atau angka pada kode cek yang salah ketik. Periksa satu per satu dengan "
            "kode pada kaki halaman."
        )
    return _grouped(letters)


def qr_text(kode: str) -> str:
    """Return what the QR code beside this code holds."""
    return PREFIX + kode.replace("-", "")


def _check(letters: str) -> str:
    # Places weigh differently modulo a prime: one wrong letter or two swapped ones are noticed.
    total = sum((place + 1) * (_LETTERS.index(letter) + 1) for place, letter in enumerate(letters))
    return _LETTERS[total % _PRIME]


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + _GROUP] for i in range(0, len(letters), _GROUP))
