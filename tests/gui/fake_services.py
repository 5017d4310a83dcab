"""Services by hand: plain classes over the sample, which remember what they were asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from tests.gui import sample, sample_steps
from tests.gui.fake_arrived import arrived_files
from tests.gui.fake_duplicates import FakeDuplikat, duplicates
from tests.gui.fake_exchange import (
    FakeBatches,
    FakeFillable,
    FakePerbedaan,
    FakePertukaran,
    FakeUnattended,
    batch,
    conflicts,
)
from tests.gui.fake_naskah import FakeNaskah
from tests.gui.fake_nomor import officials
from tests.gui.fake_recap import FakeRekapitulasi
from tests.gui.fake_review import FakeKendali, FakeKoreksi, FakePeriksa, FakeTitik, FakeUtas
from tests.gui.fake_roster import FakeRoster
from tests.gui.fake_signing import NOTHING, SIGNING, FakePenerbit, FakeSigning, FakeVerifier
from tests.gui.fake_temuan import FakeTemuan

from bina_desktop.application.batch import ArrivedFile, Batch
from bina_desktop.application.beranda import Overview, Tugas
from bina_desktop.application.duplikat import DuplikatView
from bina_desktop.application.gerbang import Halangan, Tempat
from bina_desktop.application.laporan import Actions, LaporanDetail, LaporanSummary
from bina_desktop.application.pegawai import NipCheck
from bina_desktop.application.penugasan import PenugasanState
from bina_desktop.application.perbedaan import ConflictView, DecisionView
from bina_desktop.application.services import Services
from bina_desktop.application.signature import PdfVerification, SignatureCheck
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import BinaError, InvalidValueError
from bina_desktop.domain.laporan import StatusLaporan
from bina_desktop.domain.pegawai import StatusKepegawaian, parse_nip
from bina_desktop.domain.triwulan import Triwulan

PDF = b"%PDF-1.7 contoh"
S = StatusLaporan
WAITING = (Halangan("2 koreksi naskah belum diputuskan.", Tempat.TINJAUAN),)
ACTIONS = {
    S.DRAF: Actions(meja=3, edit=True, submit=True),
    S.DIKEMBALIKAN: Actions(meja=3, edit=True, submit=True),
    S.DIAJUKAN: Actions(meja=4, edit=True, correct=True, return_to=(3,), halangan=WAITING),
    S.DIKOREKSI: Actions(meja=5, validate=True, return_to=(4, 3)),
    S.DIVALIDASI: Actions(meja=6, ratify=True, return_to=(5, 4, 3)),
    S.DISAHKAN: Actions(meja=7, deliver=True),
    S.DISAMPAIKAN: Actions(explanation="Laporan sudah disampaikan; siklus kunjungan ini selesai."),
}


@dataclass
class Recorder:
    """Remembers every call; raises `refusal` once if one is set."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refusal: BinaError | None = None

    def note(self, name: str, topic: Topic | None = None, **said: Any) -> Changes:
        """Remember and answer like a write."""
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal
        self.calls.append((name, said))
        return Changes.of(topic) if topic else Changes(frozenset())

    def said(self, name: str) -> dict[str, Any]:
        """Return what the last call of this name was given."""
        return next(said for called, said in reversed(self.calls) if called == name)

    def names(self) -> list[str]:
        """Return the names of all calls."""
        return [name for name, _ in self.calls]


class FakeBeranda:
    def __init__(self, world: World) -> None:
        self.world = world

    def triwulan_now(self) -> Triwulan:
        return sample.TRIWULAN

    def overview(self, triwulan: Triwulan) -> Overview:
        full = triwulan == sample.TRIWULAN
        states = sample_steps.wilayah_states()
        if not full:
            states = tuple(
                replace(s, spt_id=None, langkah=3, lembar=0, lembar_final=0, jadwal="")
                for s in states
            )
        return Overview(
            triwulan,
            sample.KANTOR,
            self.world.saya,
            sample_steps.langkah_awal(begun=full),
            states,
            (
                Tugas(
                    "Validasi draf laporan Kabupaten Kaur yang diteruskan Kasi sejak kemarin.",
                    "pengesahan",
                    sample.SPT[3].id,
                ),
                Tugas(
                    "Sampaikan laporan Kabupaten Rejang Lebong ke Ditjen Dukcapil.",
                    "pengesahan",
                    sample.SPT[1].id,
                ),
                Tugas("Terbitkan SPT untuk dua kabupaten/kota.", "penugasan"),
            )
            if full
            else (),
            len(self.world.conflicts) if full else 0,
        )


class FakePegawai:
    def __init__(self, world: World) -> None:
        self.world = world

    def me(self):
        return self.world.saya

    def pegawai(self):
        return sample.PEGAWAI

    def aparatur(self, kode=None):
        return tuple(a for a in sample.APARATUR if kode in (None, a.kode_wilayah))

    def check_nip(self, text: str, status: StatusKepegawaian) -> NipCheck:
        if not text.strip():
            blank_is_right = status is StatusKepegawaian.NON_ASN
            return NipCheck("" if blank_is_right else "NIP belum diisi.")
        try:
            nip = parse_nip(text, status=status, today=date(2026, 11, 23))
        except InvalidValueError as error:
            return NipCheck(str(error))
        return NipCheck("", nip.warnings, nip.display)

    def save_pegawai(self, pegawai):
        return self.world.recorder.note("save_pegawai", Topic.PEGAWAI, pegawai=pegawai)

    def save_aparatur(self, aparatur):
        return self.world.recorder.note("save_aparatur", Topic.APARATUR, aparatur=aparatur)

    def delete_pegawai(self, pegawai_id):
        return self.world.recorder.note("delete_pegawai", Topic.PEGAWAI, id=pegawai_id)

    def delete_aparatur(self, aparatur_id):
        return self.world.recorder.note("delete_aparatur", Topic.APARATUR, id=aparatur_id)


class FakePenugasan:
    def __init__(self, world: World) -> None:
        self.world = world

    def wilayah(self):
        return sample.WILAYAH

    def state(self, triwulan: Triwulan) -> PenugasanState:
        full = triwulan == sample.TRIWULAN
        return PenugasanState(
            triwulan,
            sample.PERINTAH if full else None,
            sample.SK_TIM if full else None,
            sample.SPT if full else (),
            may_order=self.world.may,
            may_form=self.world.may,
            may_issue_spt=self.world.may,
        )

    def issue_perintah(self, triwulan, **said):
        return self.world.recorder.note("issue_perintah", Topic.PENUGASAN, **said)

    def form_team(self, triwulan, **said):
        return self.world.recorder.note("form_team", Topic.PENUGASAN, **said)

    def issue_spt(self, triwulan, **said):
        return self.world.recorder.note("issue_spt", Topic.PENUGASAN, **said)


class FakeLaporan:
    def __init__(self, world: World) -> None:
        self.world = world

    def list(self, triwulan: Triwulan):
        if triwulan != sample.TRIWULAN:
            return ()
        return tuple(self._summary(n) for n in range(len(sample.SPT)))

    def _summary(self, n: int) -> LaporanSummary:
        state = sample_steps.wilayah_states()[n]
        return LaporanSummary(
            sample.SPT[n],
            sample.WILAYAH[n],
            sample.laporan_of(n),
            state.langkah,
            state.lembar,
            state.lembar if n == 6 else state.lembar_final,
            n in (1, 3),
        )

    def detail(self, spt_id) -> LaporanDetail:
        n = next(i for i, spt in enumerate(sample.SPT) if spt.id == spt_id)
        laporan = sample.laporan_of(n)
        assert laporan is not None
        return LaporanDetail(
            sample.SPT[n],
            sample.WILAYAH[n],
            laporan,
            sample.lembar_of(spt_id),
            sample.temuan_of(spt_id),
            sample.riwayat_of(n),
            {p.id: p.nama for p in sample.PEGAWAI},
            self.world.actions or ACTIONS[laporan.status],
            sample.bahan_temuan(spt_id),
        )

    def __getattr__(self, name: str):
        """Every other use case is remembered under its name."""

        def act(key, **said):
            return self.world.recorder.note(name, Topic.LAPORAN, key=key, **said)

        return act

    def final_pdf(self, laporan_id) -> bytes:
        return PDF

    def verify(self, pdf: bytes) -> PdfVerification:
        check = SignatureCheck(
            "Signature1", "Contoh", None, True, False, "Utuh sejak ditandatangani."
        )
        return PdfVerification("00", (check,), True, "Tanda tangan pada PDF ini berlaku.")


class FakeCetak:
    def __getattr__(self, name: str):
        return lambda _key: PDF


class FakeKantor:
    def __init__(self, world: World) -> None:
        self.world = world

    def kantor(self):
        return self.world.kantor

    def save(self, kantor) -> Changes:
        return self.world.recorder.note("save_kantor", Topic.KANTOR, kantor=kantor)


class FakeLembar:
    """Enough for a window in which the sheets' own tab has nothing to show."""

    def visits(self, triwulan):
        return ()

    def lembar(self, spt_id):
        return ()


@dataclass
class World:
    """What the fakes share and a test may turn."""

    recorder: Recorder = field(default_factory=Recorder)
    saya: Any = sample.KABID
    kantor: Any = sample.KANTOR
    may: bool = True
    faults: tuple[str, ...] = ()
    needs_yes: bool = True
    actions: Actions | None = None
    conflicts: list[ConflictView] = field(default_factory=conflicts)
    decided: list[DecisionView] = field(default_factory=list)
    double: list[DuplikatView] = field(default_factory=duplicates)
    told_double: list[DuplikatView] = field(default_factory=list)
    batches: tuple[Batch, ...] = field(default_factory=lambda: (batch(),))
    room: int = 200
    locked: str = ""
    locks: dict[str, str] = field(default_factory=dict[str, str])
    """Password by the name of a file, of several that are looked at."""
    stopped: tuple[str, ...] = ()
    """Files before which an import is stopped."""
    arrived: tuple[ArrivedFile, ...] = field(default_factory=arrived_files)
    watched: Path | None = None
    interrupted: Any = None
    taken: Any = ()
    take_error: Any = None

    def services(self, folder: Path = Path("data-contoh")) -> Services:
        """Bundle the fakes as the window expects them."""
        return Services(
            folder=folder,
            user="Contoh Kabid",
            kantor=cast("Any", FakeKantor(self)),
            pegawai=cast("Any", FakePegawai(self)),
            roster=cast("Any", FakeRoster(self)),
            penugasan=cast("Any", FakePenugasan(self)),
            formulir=cast("Any", SimpleNamespace(available=lambda: ())),
            lembar=cast("Any", FakeLembar()),
            kiosk=cast("Any", None),
            lampiran=cast("Any", SimpleNamespace(of=lambda _key: ())),
            laporan=cast("Any", FakeLaporan(self)),
            temuan=cast("Any", FakeTemuan(self.recorder)),
            **dict.fromkeys(SIGNING, cast("Any", FakeSigning(NOTHING))),
            verifikasi=cast("Any", FakeVerifier()),
            penerbit=cast("Any", FakePenerbit()),
            pertukaran=cast("Any", FakePertukaran(self)),
            perbedaan=cast("Any", FakePerbedaan(self)),
            fillable=cast("Any", FakeFillable(self)),
            rekapitulasi=cast("Any", FakeRekapitulasi(self)),
            duplikat=cast("Any", FakeDuplikat(self)),
            batches=cast("Any", FakeBatches(self)),
            unattended=cast("Any", FakeUnattended(self)),
            cetak=cast("Any", FakeCetak()),
            naskah=cast("Any", FakeNaskah()),
            beranda=cast("Any", FakeBeranda(self)),
            kendali=cast("Any", FakeKendali()),
            koreksi=cast("Any", FakeKoreksi(self)),
            titik=cast("Any", FakeTitik(self)),
            periksa=cast("Any", FakePeriksa(self)),
            **officials(self),
            utas=cast("Any", FakeUtas(self)),
        )
