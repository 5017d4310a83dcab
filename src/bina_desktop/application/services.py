"""The frozen bundle of use cases that a face is given after unlocking.

Light to import: the door names it before anybody is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # all use cases and the form engine: 250 ms before the password question
    from bina_desktop.application.arsip import ArsipService
    from bina_desktop.application.batches import BatchService
    from bina_desktop.application.beranda import BerandaService
    from bina_desktop.application.cetak import CetakService
    from bina_desktop.application.duplikat import DuplikatService
    from bina_desktop.application.fillable import FillableService
    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.application.kantor import KantorService
    from bina_desktop.application.kendali import KendaliService
    from bina_desktop.application.kiosk import KioskService
    from bina_desktop.application.koreksi import KoreksiService
    from bina_desktop.application.lampiran import LampiranService
    from bina_desktop.application.laporan import LaporanService
    from bina_desktop.application.lembar_penilaian import LembarService
    from bina_desktop.application.naskah import NaskahService
    from bina_desktop.application.nomor import NomorService
    from bina_desktop.application.paket_pengiriman import PaketService
    from bina_desktop.application.pegawai import PegawaiService
    from bina_desktop.application.pelimpahan import PelimpahanService
    from bina_desktop.application.penerbit import PenerbitService
    from bina_desktop.application.penugasan import PenugasanService
    from bina_desktop.application.perbedaan import PerbedaanService
    from bina_desktop.application.periksa import PeriksaService
    from bina_desktop.application.pertukaran import PertukaranService
    from bina_desktop.application.rekapitulasi import RekapitulasiService
    from bina_desktop.application.riwayat import RiwayatService
    from bina_desktop.application.roster import RosterService
    from bina_desktop.application.tanda_tangan import TandaTanganService
    from bina_desktop.application.temuan import TemuanService
    from bina_desktop.application.titik import TitikService
    from bina_desktop.application.token import TokenService
    from bina_desktop.application.unattended import UnattendedService
    from bina_desktop.application.utas import UtasService
    from bina_desktop.application.verifikasi import VerifikasiService


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a face may ask for, in the name of the person who is in."""

    folder: Path
    user: str
    """Name of the login."""
    kantor: KantorService
    pegawai: PegawaiService
    roster: RosterService
    penugasan: PenugasanService
    formulir: FormulirService
    lembar: LembarService
    kiosk: KioskService
    lampiran: LampiranService
    laporan: LaporanService
    temuan: TemuanService
    tanda_tangan: TandaTanganService
    arsip: ArsipService
    paket: PaketService
    verifikasi: VerifikasiService
    token: TokenService
    penerbit: PenerbitService
    pertukaran: PertukaranService
    perbedaan: PerbedaanService
    fillable: FillableService
    duplikat: DuplikatService
    batches: BatchService
    unattended: UnattendedService
    rekapitulasi: RekapitulasiService
    cetak: CetakService
    naskah: NaskahService
    beranda: BerandaService
    kendali: KendaliService
    utas: UtasService
    koreksi: KoreksiService
    periksa: PeriksaService
    titik: TitikService
    pelimpahan: PelimpahanService
    nomor: NomorService
    riwayat: RiwayatService
