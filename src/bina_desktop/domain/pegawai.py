"""People: officials and team of the Dinas, and the officers who are assessed; NIP rules.

NIP of a PNS: birth date, TMT CPNS (YYYYMM), sex digit, serial (Perka BKN 22/2007); NI PPPK has
year, `2`, and a frequency digit where a PNS has the month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.wilayah import KodeWilayah

PegawaiId = NewType("PegawaiId", str)
AparaturId = NewType("AparaturId", str)


class StatusKepegawaian(StrEnum):
    """Kind of employment; decides how a NIP is read."""

    PNS = "pns"
    PPPK = "pppk"
    NON_ASN = "non_asn"


class Peran(StrEnum):
    """What a Pegawai may do in the SOP; titles of posts are data, roles are fixed."""

    ADMIN = "admin"
    KADIS = "kadis"
    KABID = "kabid"
    KASI = "kasi"
    TIM = "tim"


class JenisKelamin(StrEnum):
    """Sex as coded by the 15th digit of a NIP."""

    PRIA = "pria"
    WANITA = "wanita"


class Kelompok(StrEnum):
    """Group of an assessed officer; decides which indicators apply (instrument, section 2.1)."""

    PEJABAT = "P"
    FUNGSIONAL = "F"
    OPERATOR = "O"


@dataclass(frozen=True, slots=True)
class Pegawai:
    """A person of the provincial Dinas: official, team member or administrator."""

    id: PegawaiId
    nama: str
    nip: str = ""
    """18 digits, no spaces; '' for Non-ASN."""
    status: StatusKepegawaian = StatusKepegawaian.PNS
    pangkat: str = ""
    golongan: str = ""
    jabatan: str = ""
    peran: frozenset[Peran] = frozenset()
    aktif: bool = True


@dataclass(frozen=True, slots=True)
class Aparatur:
    """An officer of a kab/kota who is coached and assessed."""

    id: AparaturId
    kode_wilayah: KodeWilayah
    nama: str
    nip: str = ""
    status: StatusKepegawaian = StatusKepegawaian.PNS
    pangkat: str = ""
    golongan: str = ""
    jabatan: str = ""
    kelompok: Kelompok = Kelompok.OPERATOR
    tmt_jabatan: date | None = None
    pendidikan: str = ""
    atasan: str = ""
    aktif: bool = True


@dataclass(frozen=True, slots=True)
class Nip:
    """A checked NIP or NI PPPK; `str()` is the 18 digits."""

    digits: str
    status: StatusKepegawaian
    lahir: date
    jenis_kelamin: JenisKelamin
    warnings: tuple[str, ...] = ()
    """Sentences that do not block: age, TMT before 18 years or in the future."""

    def __str__(self) -> str:
        return self.digits

    @property
    def display(self) -> str:
        """Grouped as printed: `19690905 199403 1 011`."""
        return format_nip(self.digits)


def format_nip(digits: str) -> str:
    """Group 18 digits as printed; other text is returned as it is."""
    if re.fullmatch(r"\d{18}", digits, re.ASCII) is None:
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def parse_nip(text: str, *, status: StatusKepegawaian, today: date) -> Nip:
    """Check a NIP as typed (spaces and dots allowed).

    Raises InvalidValueError that says which part is wrong. TMT and age are warnings, because
    errors would block field work.
    """
    digits = re.sub(r"[ .\u00a0]", "", text.strip())
    if re.fullmatch(r"\d{18}", digits, re.ASCII) is None:
        raise InvalidValueError(
            f"NIP “{text}” harus terdiri atas 18 angka; yang tertulis {len(digits)} karakter. "
            "Periksa kembali pada SK pegawai."
        )
    lahir = _birth_date(digits)
    _check_tmt(digits, status)
    if digits[14] not in "12":
        raise InvalidValueError(
            f"NIP {format_nip(digits)}: angka ke-15 harus 1 (pria) atau 2 (wanita), "
            f"bukan {digits[14]}."
        )
    if digits[15:] == "000":
        raise InvalidValueError(f"NIP {format_nip(digits)}: nomor urut 000 tidak dipakai.")
    kelamin = JenisKelamin.PRIA if digits[14] == "1" else JenisKelamin.WANITA
    return Nip(digits, status, lahir, kelamin, _warnings(digits, status, lahir, today))


def _birth_date(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise InvalidValueError(
            f"NIP {format_nip(digits)}: delapan angka pertama ({digits[6:8]}-{digits[4:6]}-"
            f"{digits[:4]}) bukan tanggal lahir yang ada dalam kalender. Periksa kembali NIP ini."
        ) from None


def _check_tmt(digits: str, status: StatusKepegawaian) -> None:
    month = digits[12:14]
    if status is StatusKepegawaian.PPPK:
        if digits[12] != "2" or digits[13] == "0":
            raise InvalidValueError(
                f"NI PPPK {format_nip(digits)}: angka ke-13 harus 2 dan angka ke-14 harus 1–9, "
                f"yang tertulis {month}. Bila ia PNS, ubah status kepegawaiannya."
            )
    elif not 1 <= int(month) <= 12:
        raise InvalidValueError(
            f"NIP {format_nip(digits)}: bulan TMT CPNS (angka ke-13 dan 14) harus 01–12, "
            f"yang tertulis {month}. Bila ia PPPK, ubah status kepegawaiannya."
        )


def _warnings(digits: str, status: StatusKepegawaian, lahir: date, today: date) -> tuple[str, ...]:
    tmt_year = int(digits[8:12])
    tmt_month = int(digits[12:14]) if status is not StatusKepegawaian.PPPK else 1
    found: list[str] = []
    if tmt_year - lahir.year < 18:
        found.append("TMT kurang dari 18 tahun sesudah tanggal lahir.")
    if (tmt_year, tmt_month) > (today.year, today.month):
        found.append("TMT berada di masa depan.")
    if today.year - lahir.year > 65:
        found.append("Usia menurut NIP lebih dari 65 tahun.")
    return tuple(found)
