"""People as documents print them."""

from __future__ import annotations

from dataclasses import dataclass

from bina_desktop.domain.pegawai import StatusKepegawaian
from bina_desktop.domain.penugasan import Kedudukan


@dataclass(frozen=True, slots=True)
class Orang:
    """A person as printed in a list or over a signature."""

    nama: str
    """With academic titles, in the case in which it is to be printed."""
    nip: str = ""
    """18 digits without spaces; '' prints no NIP line. The drawer groups them."""
    status: StatusKepegawaian = StatusKepegawaian.PNS
    """PPPK prints the label NIPPPK and no pangkat."""
    pangkat: str = ""
    """`Pembina Utama Madya`; '' prints no line."""
    golongan: str = ""
    """`IV/d` (PNS) or `IX` (PPPK)."""
    jabatan: str = ""
    """Full title in ordinary case: `Kepala Dinas Kependudukan dan Pencatatan Sipil Provinsi
    Bengkulu`. The drawer puts it in capitals where the document asks for it."""
    atas_nama: tuple[str, ...] = ()
    """Lines over the jabatan when signing for another (`a.n. Kepala Dinas …`, `Sekretaris`,
    `u.b.`), or one line `Plt.`/`Plh.` which is set before the jabatan."""
    own_jabatan: str = ""
    """Of a Plh.: the own post, on the line after the one that is filled for some days."""

    @property
    def lines(self) -> tuple[str, ...]:
        """Lines over the name, in ordinary case: delegation and post as one signs."""
        over, title = list(self.atas_nama), self.jabatan
        if over and " " not in over[-1] and over[-1] != "u.b.":
            title = f"{over.pop()} {title}"
        own = (self.own_jabatan,) if title and self.own_jabatan else ()
        return tuple(line for line in (*over, title, *own) if line)

    @property
    def sebutan(self) -> str:
        """Title on one line: `Plh. Kepala Dinas …`, `a.n. Kepala Dinas …, Sekretaris`."""
        return ", ".join(line for line in self.lines if line != self.own_jabatan)


@dataclass(frozen=True, slots=True)
class BarisTim:
    """A member of the team with the place in it."""

    orang: Orang
    kedudukan: Kedudukan
