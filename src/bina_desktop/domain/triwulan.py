"""The quarter in which the SOP runs once (SOP 10.07.03.021, "setiap 3 bulan sekali")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bina_desktop.domain.errors import InvalidValueError

_ROMAN = ("I", "II", "III", "IV")
_CODE = re.compile(r"(\d{4})-T([1-4])", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Triwulan:
    """A quarter of a year; `str()` is its code, `2026-T4`, and parses back."""

    tahun: int
    ke: int

    def __post_init__(self) -> None:
        if not (1 <= self.ke <= 4 and 1900 <= self.tahun <= 9999):
            raise InvalidValueError(
                f"Triwulan {self.ke} tahun {self.tahun} tidak ada; pakai triwulan 1 sampai 4."
            )

    @classmethod
    def parse(cls, code: str) -> Triwulan:
        """Read `2026-T4`. Raises InvalidValueError for anything else."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise InvalidValueError(f"“{code}” bukan kode triwulan; contoh yang benar: 2026-T4.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Triwulan:
        """Return the quarter in which `day` lies."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.tahun}-T{self.ke}"

    @property
    def romawi(self) -> str:
        """`I` to `IV`."""
        return _ROMAN[self.ke - 1]

    @property
    def label(self) -> str:
        """As printed: `Triwulan IV Tahun 2026`."""
        return f"Triwulan {self.romawi} Tahun {self.tahun}"

    @property
    def mulai(self) -> date:
        """First day."""
        return date(self.tahun, self.ke * 3 - 2, 1)

    @property
    def akhir(self) -> date:
        """Last day."""
        return self.berikut.mulai - timedelta(days=1)

    @property
    def berikut(self) -> Triwulan:
        """The quarter after."""
        return Triwulan(self.tahun + self.ke // 4, self.ke % 4 + 1)

    @property
    def sebelum(self) -> Triwulan:
        """The quarter before."""
        return Triwulan(self.tahun - 1, 4) if self.ke == 1 else Triwulan(self.tahun, self.ke - 1)
