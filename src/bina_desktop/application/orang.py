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


@dataclass(frozen=True, slots=True)
class BarisTim:
    """A member of the team with the place in it."""

    orang: Orang
    kedudukan: Kedudukan
