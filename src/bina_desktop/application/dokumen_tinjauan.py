"""What the papers of review and control are made of: koreksi, validasi, lembar kendali."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bina_desktop.application.kendali import LembarKendali
from bina_desktop.application.orang import Orang
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.triwulan import Triwulan


@dataclass(frozen=True, slots=True)
class DokumenKendali:
    """Lembar Kendali SOP of one visit."""

    kantor: Kantor
    provinsi: str
    lembar: LembarKendali
    mengetahui: Orang
    """Who answers for the steps: the Kabid."""


@dataclass(frozen=True, slots=True)
class BarisKoreksi:
    """One correction, or one remark with its answer."""

    bagian: str
    """Where it stands: `BAB IV, paragraf 2`."""
    semula: str
    """What stood there; '' for something added."""
    menjadi: str
    """What stands there now, or what was asked; '' for something taken out."""
    keterangan: str = ""
    """Reason, answer or outcome."""


@dataclass(frozen=True, slots=True)
class BarisPeriksa:
    """One point of a checklist."""

    butir: str
    sesuai: bool | None = None
    """None leaves both boxes empty, to be ticked by hand."""
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class DokumenPeriksa:
    """Lembar Koreksi of the Kasi (step 4) or Lembar Validasi of the Kabid (step 5)."""

    kantor: Kantor
    provinsi: str
    triwulan: Triwulan
    langkah: int
    """4 or 5."""
    wilayah: str
    nama_dinas: str
    nomor_spt: str
    mulai: date
    selesai: date
    penyusun: Orang
    """Who drafted: the leader of the visit."""
    pemeriksa: Orang
    """Who corrects or validates."""
    periksa: tuple[BarisPeriksa, ...]
    koreksi: tuple[BarisKoreksi, ...] = ()
    tinjauan: tuple[BarisKoreksi, ...] = ()
    """Threads of this reviewer: what was asked (`menjadi`) and answered (`keterangan`)."""
    putusan: str = ""
    """`diteruskan`, `dikembalikan` or '' while undecided."""
    alasan: str = ""
    """Note that went along, or the reason of the return."""
    tanggal: date | None = None
    """Day of the decision."""
