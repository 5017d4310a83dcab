"""A whole installation on fakes, with the real forms, SOP and rules, and who sits at it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from bina_desktop.application.actor import Acting
from bina_desktop.application.arsip import ArsipService
from bina_desktop.application.batches import BatchService
from bina_desktop.application.beranda import BerandaService
from bina_desktop.application.cetak import CetakService
from bina_desktop.application.dokumen_sop import LembarSop
from bina_desktop.application.duplikat import DuplikatService
from bina_desktop.application.fillable import FillableService
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.kantor import KantorService
from bina_desktop.application.kendali import Kendali, KendaliService
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
from bina_desktop.application.tinjauan import Tinjauan
from bina_desktop.application.titik import TitikService
from bina_desktop.application.token import TokenService
from bina_desktop.application.unattended import UnattendedService
from bina_desktop.application.utas import UtasService
from bina_desktop.application.verifikasi import VerifikasiService
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, LembarId
from bina_desktop.domain.pegawai import Aparatur, Pegawai
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan, Spt, SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah
from tests.builders import (
    EKO,
    EVERYONE,
    KABID,
    KADIS,
    KASI,
    MONDAY,
    RAHMAT,
    SELUMA,
    SITI,
    TW4,
    a_kantor,
    the_dasar_hukum,
    the_frasa,
    the_kalender,
    the_sop,
    the_wilayah,
)
from tests.fake_adapters import (
    P12,
    FakeCertificates,
    FakeDocuments,
    FakeRekap,
    FakeSigner,
    FakeWorkbooks,
)
from tests.fakes import FakeClock, FakeDatabase

LIMIT = 10_000
"""Greatest file that may be attached here, in bytes."""


@dataclass
class Installation:
    """One database and the services of whoever sits in front of it."""

    formulir: FormulirService
    device: str = "aaaa0000bbbb1111"
    clock: FakeClock = field(default_factory=lambda: FakeClock(MONDAY))
    workbooks: FakeWorkbooks = field(default_factory=FakeWorkbooks)
    rekap: FakeRekap = field(default_factory=FakeRekap)
    documents: FakeDocuments = field(default_factory=FakeDocuments)
    signer: FakeSigner = field(default_factory=FakeSigner)

    def __post_init__(self) -> None:
        self.database = FakeDatabase(self.clock, self.device)

    def seat(self, who: Pegawai | str) -> Seat:
        """Let a person (or a login that no roster names) sit down."""
        if isinstance(who, str):
            return Seat(self, Acting(self.database.begin, self.clock, who, ""))
        return Seat(self, Acting(self.database.begin, self.clock, who.nama, who.nip))

    def store(self, *items: object, actor: str = "uji") -> None:
        """Put records in place without asking anybody."""
        names = {"SkTim": "sk_tim", "LembarPenilaian": "lembar", "TindakLanjut": "tindak_lanjut"}
        with self.database.begin(actor=actor) as uow:
            for item in items:
                kind = type(item).__name__
                getattr(uow, names.get(kind, kind.lower())).save(item)
            uow.commit()

    def populate(self, *aparatur: Aparatur) -> None:
        """Fill in the office and its people."""
        self.store(a_kantor(), *EVERYONE, *aparatur)


class Seat:
    """The services in one person's name."""

    def __init__(self, place: Installation, acting: Acting) -> None:
        self.place = place
        self.acting = acting
        self.kantor = KantorService(acting)
        self.pegawai = PegawaiService(acting)
        self.roster = RosterService(acting, the_wilayah())
        self.penugasan = PenugasanService(acting, the_sop(), the_wilayah(), the_kalender())
        self.lembar = LembarService(acting, place.formulir, the_wilayah())
        self.kiosk = KioskService(acting, place.formulir, the_wilayah())
        self.lampiran = LampiranService(acting, self.lembar, batas=LIMIT)
        self.cetak = CetakService(
            acting,
            place.documents,
            sop=the_sop(),
            wilayah=the_wilayah(),
            formulir=place.formulir,
            dasar_hukum=the_dasar_hukum(),
        )
        self.naskah = NaskahService(
            acting,
            self.cetak,
            kendali=Kendali(the_sop(), the_kalender(), the_wilayah()),
            formulir=place.formulir,
            lembar_sop=LembarSop(),
        )
        self.arsip = ArsipService(acting, place.signer)
        self.tanda_tangan = TandaTanganService(
            acting,
            the_sop(),
            self.cetak,
            place.signer,
            Tinjauan(acting, the_sop(), Kendali(the_sop(), the_kalender(), the_wilayah())),
        )
        self.laporan = LaporanService(
            acting,
            the_sop(),
            the_wilayah(),
            self.cetak,
            place.signer,
            frasa=the_frasa(),
            kalender=the_kalender(),
        )
        self.pertukaran = PertukaranService(
            acting, place.workbooks, place.formulir, self.lembar, the_wilayah()
        )
        self.paket = PaketService(acting, self.cetak, self.pertukaran)
        self.token = TokenService(acting, place.signer)
        self.penerbit = PenerbitService(acting, FakeCertificates())
        self.verifikasi = VerifikasiService(acting, place.signer, the_wilayah(), place.workbooks)
        self.perbedaan = PerbedaanService(acting, place.formulir, self.lembar, the_wilayah())
        self.duplikat = DuplikatService(acting, place.formulir, self.lembar, the_wilayah())
        self.batches = BatchService(acting, place.formulir, self.lembar, the_wilayah())
        self.fillable = FillableService(acting, place.workbooks, place.formulir, the_wilayah())
        self.unattended = UnattendedService(acting, self.pertukaran, place.workbooks)
        self.rekapitulasi = RekapitulasiService(acting, place.rekap, place.formulir, the_wilayah())
        self.utas = UtasService(acting)
        tinjauan = Tinjauan(acting, the_sop(), Kendali(the_sop(), the_kalender(), the_wilayah()))
        self.temuan = TemuanService(acting, tinjauan, the_frasa())
        self.koreksi = KoreksiService(acting, tinjauan)
        self.periksa = PeriksaService(acting, the_sop(), tinjauan)
        self.titik = TitikService(acting, place.formulir, self.koreksi)
        self.pelimpahan = PelimpahanService(acting)
        self.nomor = NomorService(acting, the_wilayah())
        self.riwayat = RiwayatService(acting, place.formulir, the_wilayah())
        self.beranda = BerandaService(acting, the_sop(), the_wilayah(), the_kalender())
        self.kendali = KendaliService(acting, the_sop(), the_kalender(), the_wilayah())


TEAM = (
    AnggotaTim(RAHMAT.id, Kedudukan.KETUA),
    AnggotaTim(SITI.id, Kedudukan.SEKRETARIS),
    AnggotaTim(EKO.id, Kedudukan.ANGGOTA),
)


def order(place: Installation) -> None:
    """SOP step 1."""
    place.seat(KADIS).penugasan.issue_perintah(
        TW4, kepada=KABID.id, isi="Bentuk tim pembinaan.", batas=None
    )


def form(place: Installation, keterlambatan: str = "") -> None:
    """SOP step 2."""
    place.seat(KABID).penugasan.form_team(
        TW4,
        tanggal=date(2026, 11, 20),
        nomor="800/1",
        anggaran="DPA",
        anggota=TEAM,
        keterlambatan=keterlambatan,
    )


def send(
    place: Installation,
    kode: KodeWilayah = SELUMA,
    *,
    petugas: tuple[Pegawai, ...] = (RAHMAT, SITI),
    mulai: date = date(2026, 11, 23),
    selesai: date = date(2026, 11, 24),
) -> SptId:
    """Issue an SPT; returns its id."""
    changes = place.seat(KABID).penugasan.issue_spt(
        TW4,
        kode_wilayah=kode,
        tanggal=date(2026, 11, 20),
        mulai=mulai,
        selesai=selesai,
        petugas=[p.id for p in petugas],
        nomor=f"800.1.11.1/{int(kode.rpartition('.')[2]) + 2}",
        anggaran="DPA 2026",
    )
    return SptId(next(iter(changes.records)))


def prepare(place: Installation, *aparatur: Aparatur) -> SptId:
    """Bring an installation to the day of the visit."""
    place.populate(*aparatur)
    order(place)
    form(place)
    return send(place)


TW2 = Triwulan(2026, 2)


def visit_before(
    place: Installation,
    spt_id: SptId,
    triwulan: Triwulan = TW2,
    kode: KodeWilayah = SELUMA,
) -> Spt:
    """Put a visit like this one into an earlier triwulan."""
    with place.database.begin(actor="uji") as uow:
        now = uow.spt.get(spt_id)
    made = replace(
        now,
        id=SptId(f"spt-{triwulan}-{kode}"),
        triwulan=triwulan,
        kode_wilayah=kode,
        mulai=date(2026, 5, 4),
        selesai=date(2026, 5, 5),
    )
    place.store(made)
    return made


def fill(seat: Seat, lembar_id: LembarId, **answers: str) -> None:
    """Score every open indikator 4 (3 where it counts), except those named by question."""
    session = seat.lembar.open(lembar_id).session
    for _ in range(3):
        for node in list(session.walk()):
            wanted = answers.get(node.name)
            if wanted is not None and node.relevant:
                session.set_value(node.ref, wanted)
            elif node.relevant and node.required and not node.value and not node.readonly:
                session.set_value(node.ref, _some_answer(node))
    seat.lembar.record_answers(lembar_id, session.answers())


def _some_answer(node) -> str:
    values = [choice.value for choice in node.choices]
    if "4" in values:
        return "4"
    if values:
        return values[0]
    if node.data_type.value in ("integer", "decimal"):
        return "30"
    return "2026-11-23" if node.data_type.value == "date" else "Lengkap dan sesuai bukti."


def assess(seat: Seat, spt_id: SptId, aparatur: Aparatur, **answers: str) -> LembarId:
    """Fill a Lembar Penilaian and make it final."""
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, aparatur.id)
    fill(seat, key, **answers)
    outcome = seat.lembar.finalise(key)
    assert outcome.problems == (), outcome.problems
    return key


def check(place: Installation, who: Pegawai, laporan_id: LaporanId) -> None:
    """Tick the whole checklist of the step that is due."""
    seat = place.seat(who)
    with place.database.begin(actor="") as uow:
        spt_id = uow.laporan.get(laporan_id).spt_id
    for daftar in seat.periksa.of_visit(spt_id):
        for one in daftar.butir if daftar.may_tick else ():
            seat.periksa.tick(laporan_id, butir=one.butir.kode, sesuai=True)


def review(
    place: Installation, laporan_id, *, until: int, since: int = 3, keterlambatan: str = ""
) -> None:
    """Take a composed Laporan through the steps 3 to `until`, everyone in turn."""
    late = {"keterlambatan": keterlambatan}
    if since <= 3 <= until:
        place.seat(RAHMAT).laporan.submit(laporan_id, **late)
    if since <= 4 <= until:
        check(place, KASI, laporan_id)
        place.seat(KASI).laporan.correct(laporan_id, **late)
    if since <= 5 <= until:
        check(place, KABID, laporan_id)
        place.seat(KABID).laporan.validate(laporan_id, **late)
    if since <= 6 <= until:
        place.seat(KADIS).laporan.ratify(
            laporan_id,
            nomor="400.12.2.5/1",
            tanggal=date(2026, 11, 25),
            credential=P12,
            **late,
        )
    if since <= 7 <= until:
        place.seat(KABID).laporan.deliver(
            laporan_id, nomor_pengantar="400/9", tanggal=date(2026, 11, 26), **late
        )
