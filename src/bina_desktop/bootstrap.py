"""Composition root: the only file that knows faces and adapters both.

Heavy adapters are imported inside functions: the window asks for the password first.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bina_desktop.application.services import Services
from bina_desktop.settings import Settings
from bina_desktop.storage.gate import LocalGate
from bina_desktop.storage.logfile import start_log

if TYPE_CHECKING:  # the domain behind them: 70 ms before the password question
    from bina_desktop.application.actor import Acting
    from bina_desktop.application.arsip import ArsipService
    from bina_desktop.application.cetak import CetakService
    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.application.koreksi import KoreksiService
    from bina_desktop.application.paket_pengiriman import PaketService
    from bina_desktop.application.periksa import PeriksaService
    from bina_desktop.application.pertukaran import PertukaranService
    from bina_desktop.application.ports import Begin
    from bina_desktop.application.signature import Signer
    from bina_desktop.application.tanda_tangan import TandaTanganService
    from bina_desktop.application.temuan import TemuanService
    from bina_desktop.application.titik import TitikService
    from bina_desktop.application.token import TokenService
    from bina_desktop.application.verifikasi import VerifikasiService
    from bina_desktop.application.work import Progress
    from bina_desktop.application.workbook import Workbooks
    from bina_desktop.domain.frasa import Frasa
    from bina_desktop.domain.kalender import KalenderKerja
    from bina_desktop.domain.sop import Sop
    from bina_desktop.domain.wilayah import Wilayah


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        return datetime.now(UTC)


def make_gate(settings: Settings, *, warmed: bool = False) -> LocalGate:
    """Return the door that these settings lead to; `warmed` where `warm_up` runs beside it."""
    return LocalGate(
        settings.data_dir,
        database=settings.database,
        clock=SystemClock(),
        build=partial(build_services, settings, remember=not warmed),
    )


def build_services(  # noqa: PLR0915 - one line a service
    settings: Settings, begin: Begin, *, user: str, nip: str, remember: bool = True
) -> Services:
    """Wire the use cases of one person to one open database."""
    from bina_desktop.application.actor import Acting
    from bina_desktop.application.batches import BatchService
    from bina_desktop.application.beranda import BerandaService
    from bina_desktop.application.cetak import CetakService
    from bina_desktop.application.dasar_hukum import parse_dasar_hukum
    from bina_desktop.application.dokumen_sop import parse_lembar_sop
    from bina_desktop.application.duplikat import DuplikatService
    from bina_desktop.application.fillable import FillableService
    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.application.kantor import KantorService
    from bina_desktop.application.kendali import Kendali, KendaliService
    from bina_desktop.application.kiosk import KioskService
    from bina_desktop.application.lampiran import LampiranService
    from bina_desktop.application.laporan import LaporanService
    from bina_desktop.application.lembar_penilaian import LembarService
    from bina_desktop.application.naskah import NaskahService
    from bina_desktop.application.nomor import NomorService
    from bina_desktop.application.pegawai import PegawaiService
    from bina_desktop.application.pelimpahan import PelimpahanService
    from bina_desktop.application.penerbit import PenerbitService
    from bina_desktop.application.penugasan import PenugasanService
    from bina_desktop.application.perbedaan import PerbedaanService
    from bina_desktop.application.pertukaran import PertukaranService
    from bina_desktop.application.rekapitulasi import RekapitulasiService
    from bina_desktop.application.riwayat import RiwayatService
    from bina_desktop.application.roster import RosterService
    from bina_desktop.application.unattended import UnattendedService
    from bina_desktop.application.utas import UtasService
    from bina_desktop.domain.frasa import parse_frasa
    from bina_desktop.domain.sop import parse_sop
    from bina_desktop.domain.wilayah import parse_wilayah
    from bina_desktop.exchange.rekap.workbook import XlsxRekap
    from bina_desktop.exchange.workbook import XlsxWorkbooks
    from bina_desktop.pdf.anchors import AnchorFolder
    from bina_desktop.pdf.documents import ReportLabDocuments
    from bina_desktop.pdf.signature import PyHankoSigner

    def resource(name: str) -> str:
        return (settings.resources_dir / name).read_text(encoding="utf-8")

    fonts = settings.resources_dir / "fonts"
    acting = Acting(begin, SystemClock(), user, nip)
    wilayah = parse_wilayah(resource("wilayah.csv"))
    kalender = _read_kalender(settings.resources_dir)
    sop_text = settings.sop_file.read_text(encoding="utf-8")
    sop = parse_sop(sop_text, hari_kerja=kalender.hari_kerja)
    formulir = FormulirService(
        settings.forms_dir,
        settings.cache_dir / "forms",
        settings.data_dir / "formulir",
        remember=remember,
    )
    lembar = LembarService(acting, formulir, wilayah)
    cetak = CetakService(
        acting,
        ReportLabDocuments(fonts),
        sop=sop,
        wilayah=wilayah,
        formulir=formulir,
        dasar_hukum=parse_dasar_hukum(resource("dasar_hukum.toml")),
    )
    frasa = parse_frasa(resource("temuan.toml"))
    koreksi, periksa, temuan, titik = _review_services(acting, sop, kalender, formulir, frasa)
    anchors = AnchorFolder(settings.anchors_dir)
    signer = PyHankoSigner(fonts, anchors=anchors.read)
    workbooks = XlsxWorkbooks()
    pertukaran = PertukaranService(acting, workbooks, formulir, lembar, wilayah)
    signing = _signing(acting, sop, wilayah, cetak, signer, pertukaran, kalender, workbooks)
    return Services(
        folder=settings.data_dir,
        user=user,
        kantor=KantorService(acting),
        pegawai=PegawaiService(acting),
        roster=RosterService(acting, wilayah),
        penugasan=PenugasanService(acting, sop, wilayah, kalender),
        formulir=formulir,
        lembar=lembar,
        kiosk=KioskService(acting, formulir, wilayah),
        lampiran=LampiranService(acting, lembar, batas=settings.attachment_megabytes * 1_048_576),
        laporan=LaporanService(
            acting,
            sop,
            wilayah,
            cetak,
            signer,
            frasa=frasa,
            kalender=kalender,
        ),
        temuan=temuan,
        tanda_tangan=signing[0],
        arsip=signing[1],
        paket=signing[2],
        verifikasi=signing[3],
        token=signing[4],
        penerbit=PenerbitService(acting, anchors),
        pertukaran=pertukaran,
        perbedaan=PerbedaanService(acting, formulir, lembar, wilayah),
        fillable=FillableService(acting, workbooks, formulir, wilayah),
        duplikat=DuplikatService(acting, formulir, lembar, wilayah),
        batches=BatchService(acting, formulir, lembar, wilayah),
        unattended=UnattendedService(acting, pertukaran, workbooks),
        rekapitulasi=RekapitulasiService(acting, XlsxRekap(), formulir, wilayah),
        cetak=cetak,
        naskah=NaskahService(
            acting,
            cetak,
            kendali=Kendali(sop, kalender, wilayah),
            formulir=formulir,
            lembar_sop=parse_lembar_sop(sop_text),
        ),
        beranda=BerandaService(acting, sop, wilayah, kalender),
        kendali=KendaliService(acting, sop, kalender, wilayah),
        utas=UtasService(acting),
        koreksi=koreksi,
        periksa=periksa,
        titik=titik,
        pelimpahan=PelimpahanService(acting),
        nomor=NomorService(acting, wilayah),
        riwayat=RiwayatService(acting, formulir, wilayah),
    )


def _review_services(
    acting: Acting,
    sop: Sop,
    kalender: KalenderKerja,
    formulir: FormulirService,
    frasa: tuple[Frasa, ...],
) -> tuple[KoreksiService, PeriksaService, TemuanService, TitikService]:
    """Wire what team and reviewers work with: corrections, checklists, findings, points."""
    from bina_desktop.application.kendali import Kendali
    from bina_desktop.application.koreksi import KoreksiService
    from bina_desktop.application.periksa import PeriksaService
    from bina_desktop.application.temuan import TemuanService
    from bina_desktop.application.tinjauan import Tinjauan
    from bina_desktop.application.titik import TitikService

    tinjauan = Tinjauan(acting, sop, Kendali(sop, kalender, ()))
    koreksi = KoreksiService(acting, tinjauan)
    return (
        koreksi,
        PeriksaService(acting, sop, tinjauan),
        TemuanService(acting, tinjauan, frasa),
        TitikService(acting, formulir, koreksi),
    )


def _read_kalender(resources: Path) -> KalenderKerja:
    """Return office hours and holidays as shipped."""
    from bina_desktop.domain.kalender import KalenderKerja, parse_hari_libur, parse_jam_kerja

    libur = {
        day: name
        for path in sorted((resources / "hari_libur").glob("*.toml"))
        for day, name in parse_hari_libur(path.read_text(encoding="utf-8")).items()
    }
    jam = (resources / "jam_kerja.toml").read_text(encoding="utf-8")
    return KalenderKerja(parse_jam_kerja(jam), libur)


def _signing(  # noqa: PLR0917 - what the services are made of, in their order
    acting: Acting,
    sop: Sop,
    wilayah: tuple[Wilayah, ...],
    cetak: CetakService,
    signer: Signer,
    pertukaran: PertukaranService,
    kalender: KalenderKerja,
    workbooks: Workbooks,
) -> tuple[TandaTanganService, ArsipService, PaketService, VerifikasiService, TokenService]:
    """Wire what signs, keeps, packs and verifies."""
    from bina_desktop.application.arsip import ArsipService
    from bina_desktop.application.kendali import Kendali
    from bina_desktop.application.paket_pengiriman import PaketService
    from bina_desktop.application.tanda_tangan import TandaTanganService
    from bina_desktop.application.tinjauan import Tinjauan
    from bina_desktop.application.token import TokenService
    from bina_desktop.application.verifikasi import VerifikasiService

    tinjauan = Tinjauan(acting, sop, Kendali(sop, kalender, wilayah))
    return (
        TandaTanganService(acting, sop, cetak, signer, tinjauan),
        ArsipService(acting, signer),
        PaketService(acting, cetak, pertukaran),
        VerifikasiService(acting, signer, wilayah, workbooks),
        TokenService(acting, signer),
    )


def run_command(options: argparse.Namespace, settings: Settings) -> int:
    """Carry out a command of the terminal."""
    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.commands.run import Tools, run
    from bina_desktop.exchange.workbook import XlsxWorkbooks
    from bina_desktop.pdf.anchors import AnchorFolder
    from bina_desktop.pdf.signature import PyHankoSigner

    tools = Tools(
        FormulirService(settings.forms_dir, settings.cache_dir / "forms"),
        XlsxWorkbooks(),
        PyHankoSigner(
            settings.resources_dir / "fonts", anchors=AnchorFolder(settings.anchors_dir).read
        ),
    )
    return run(options, gate=lambda: make_gate(settings), tools=tools)


def run_window(settings: Settings, *, demo: bool = False, smoke: bool = False) -> int:
    """Open the window and stay until it is closed; returns the exit status."""
    with _no_collection():
        from bina_desktop.ui.app import run

    start_log(settings.log_file)
    gate = make_gate(settings, warmed=True)
    if demo and gate.is_new():
        gate.create_sample()
        gate.lock()
    return run(gate, settings, warm=partial(warm_up, settings), smoke=smoke)


def run_preview(settings: Settings, path: Path) -> int:
    """Let the author of a form try it until the window is closed; no database is opened."""
    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.ui.app import run_preview as show

    start_log(settings.log_file)
    formulir = FormulirService(settings.forms_dir, settings.cache_dir / "forms")
    return show(formulir, settings, path.absolute())


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave imports in peace: nothing of them is garbage, and looking for it takes as long as a
    tenth of the start.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def warm_up(settings: Settings, progress: Progress) -> None:
    """Make ready, while the person types the password, what comes after it.

    First what unlocking imports, then the forms: converting one takes seconds, once for each
    version of it.
    """
    import sqlalchemy.orm  # noqa: F401
    import sqlcipher3.dbapi2  # noqa: F401

    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.exchange.temporary import sweep_temporary
    from bina_desktop.storage import folder, keyring, unit_of_work  # noqa: F401

    sweep_temporary()
    FormulirService(settings.forms_dir, settings.cache_dir / "forms").prepare(progress)
