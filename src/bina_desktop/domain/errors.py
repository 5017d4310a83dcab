"""Expected errors: a code and a sentence for the user; everything else is a bug."""

from __future__ import annotations

import errno
from typing import Final


class BinaError(Exception):
    """Something the user can mend; `str()` is an Indonesian sentence: what, where, how to mend.

    `code` is stable, for logs, tests and the command line.
    """

    code = "bina"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InvalidValueError(BinaError):
    """A value that cannot be what it claims to be (NIP, Triwulan, date)."""

    code = "nilai-tidak-sah"


class NotAllowedError(BinaError):
    """The actor may not do this (role, roster, own work)."""

    code = "tidak-berwenang"


class WrongStateError(BinaError):
    """The thing is in a state in which this cannot be done."""

    code = "keadaan-tidak-sesuai"


class NeedsYesError(BinaError):
    """Something with a consequence that a person must agree to first."""

    code = "perlu-persetujuan"


class AlreadyStartedError(WrongStateError):
    """A sheet that would stand there twice; `lembar_id` is the one that exists."""

    def __init__(self, sentence: str, lembar_id: str) -> None:
        super().__init__(sentence)
        self.lembar_id = lembar_id


class MissingRequirementError(BinaError):
    """A requirement or output of an SOP step is missing."""

    code = "syarat-belum-lengkap"


class NotFoundError(BinaError):
    """A record that should be there is not."""

    code = "tidak-ditemukan"


class UnlockError(BinaError):
    """Wrong password or recovery key, or a key file that does not belong to this database."""

    code = "gagal-membuka"


class TooManyTriesError(UnlockError):
    """Wrong passwords in a row: the next one is not tried before a while."""

    code = "tunggu-dahulu"


class DatabaseBusyError(BinaError):
    """Another process holds the data folder."""

    code = "folder-dipakai"


class DatabaseUnfitError(BinaError):
    """The database or the library under it cannot be trusted or used (version, damage)."""

    code = "basis-data-tidak-layak"


class ImportRefusedError(BinaError):
    """A file that cannot be taken in; nothing of it was stored."""

    code = "berkas-ditolak"


class AlreadyTakenError(ImportRefusedError):
    """A file that somebody else has just taken in; there is nothing left to do."""

    code = "sudah-diimpor"


class PasswordRequiredError(ImportRefusedError):
    """A file that is under a password which was not given."""

    code = "perlu-kata-sandi"


class WrongPasswordError(PasswordRequiredError):
    """A file that does not open with the password given."""

    code = "kata-sandi-salah"


class SigningError(BinaError):
    """A signature that could not be made (certificate, password, document)."""

    code = "gagal-menandatangani"


_DISK: Final = {
    errno.ENOENT: "berkas atau foldernya tidak ada",
    errno.EACCES: "tidak ada izin, atau sedang dibuka program lain",
    errno.EPERM: "tidak ada izin",
    errno.ENOSPC: "ruang cakram habis",
    errno.EROFS: "cakram itu hanya dapat dibaca",
    errno.EISDIR: "itu sebuah folder, bukan berkas",
    errno.ENOTDIR: "bagian dari alamat itu bukan folder",
    errno.EEXIST: "nama itu sudah dipakai",
    errno.EIO: "cakram gagal membaca atau menulis",
    errno.EBUSY: "sedang dipakai program lain",
}


def disk_reason(error: OSError) -> str:
    """Return in Indonesian why the system refused a file; its own words where they are rare."""
    known = _DISK.get(error.errno or 0)
    return known or error.strerror or str(error)
