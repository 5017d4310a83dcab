"""Services by hand: plain classes over the sample, which remember what they were asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from tests.gui import sample

from bina_desktop.application.beranda import Overview, Tugas
from bina_desktop.application.gate import FirstUser, KantorForm
from bina_desktop.application.laporan import Actions, LaporanDetail, LaporanSummary
from bina_desktop.application.pegawai import NipCheck
from bina_desktop.application.penugasan import PenugasanState
from bina_desktop.application.pertukaran import (
    ConflictView,
    HeadView,
    ImportPreview,
    PreviewRow,
)
from bina_desktop.application.ports import (
    AbsorbReport,
    Batch,
    Fate,
    JenisPaket,
    PdfVerification,
    Rejection,
    Seal,
    SignatureCheck,
    WorkbookReading,
)
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import BinaError, InvalidValueError, UnlockError
from bina_desktop.domain.laporan import StatusLaporan
from bina_desktop.domain.pegawai import StatusKepegawaian, parse_nip
from bina_desktop.domain.triwulan import Triwulan

DEVICE = "7F3A 91C2 04BE"
PDF = b"%PDF-1.7 contoh"
S = StatusLaporan
ACTIONS = {
    S.DRAF: Actions(edit=True, submit=True),
    S.DIKEMBALIKAN: Actions(edit=True, submit=True),
    S.DIAJUKAN: Actions(edit=True, correct=True, return_to=(3,)),
    S.DIKOREKSI: Actions(validate=True, return_to=(4, 3)),
    S.DIVALIDASI: Actions(ratify=True, return_to=(5, 4, 3)),
    S.DISAHKAN: Actions(deliver=True),
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
        states = sample.wilayah_states()
        if not full:
            states = tuple(
                replace(s, spt_id=None, langkah=3, lembar=0, lembar_final=0, jadwal="")
                for s in states
            )
        return Overview(
            triwulan,
            sample.KANTOR,
            self.world.saya,
            sample.langkah_awal(begun=full),
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
        state = sample.wilayah_states()[n]
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


class FakePertukaran:
    def __init__(self, world: World) -> None:
        self.world = world

    def suggested_name(self, jenis: JenisPaket, spt_ids) -> str:
        return f"{jenis.value}.xlsx"

    def export(self, path: Path, jenis, spt_ids, *, progress) -> int:
        progress.report(1, 2, "contoh")
        self.world.recorder.note("export", path=path, jenis=jenis, spt_ids=tuple(spt_ids))
        return 1234

    def preview(self, path: Path, *, progress) -> ImportPreview:
        self.world.recorder.note("preview", path=path)
        return preview_of(path, needs_yes=self.world.needs_yes)

    def carry_out(self, preview: ImportPreview, *, progress) -> Changes:
        return self.world.recorder.note("carry_out", Topic.PERTUKARAN, path=preview.path)

    def batches(self):
        return self.world.batches

    def conflicts(self):
        return tuple(self.world.conflicts)

    def settle(self, conflict: ConflictView, value: str) -> Changes:
        self.world.conflicts.remove(conflict)
        return self.world.recorder.note("settle", Topic.PERBEDAAN, value=value)

    def digest(self) -> str:
        return "9c1185a5c5e9fc54612808977ee8f548b2258d31" + "0" * 24

    def device(self) -> str:
        return DEVICE


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
    needs_yes: bool = True
    actions: Actions | None = None
    conflicts: list[ConflictView] = field(default_factory=lambda: [conflict()])
    batches: tuple[Batch, ...] = field(default_factory=lambda: (batch(),))

    def services(self, folder: Path = Path("data-contoh")) -> Services:
        """Bundle the fakes as the window expects them."""
        return Services(
            folder=folder,
            user="Contoh Kabid",
            kantor=cast("Any", FakeKantor(self)),
            pegawai=cast("Any", FakePegawai(self)),
            penugasan=cast("Any", FakePenugasan(self)),
            formulir=cast("Any", SimpleNamespace(available=lambda: ())),
            lembar=cast("Any", FakeLembar()),
            laporan=cast("Any", FakeLaporan(self)),
            pertukaran=cast("Any", FakePertukaran(self)),
            cetak=cast("Any", FakeCetak()),
            beranda=cast("Any", FakeBeranda(self)),
        )


class FakeGate:
    """One user `Contoh Kabid` with the password `benar`."""

    def __init__(self, world: World, folder: Path, *, new: bool = False) -> None:
        self.world, self._folder, self.new = world, folder, new
        self.names = ["Contoh Kabid", "Contoh Petugas Siti Nurhaliza Ramadhani, S.AP."]
        self.locked = 0
        self.made: list[object] = []

    @property
    def folder(self) -> Path:
        return self._folder

    def is_new(self) -> bool:
        return self.new

    def users(self) -> tuple[str, ...]:
        return tuple(self.names)

    def password_fault(self, password: str) -> str:
        return "" if len(password) >= 10 else "Sandi paling sedikit 10 huruf atau angka."

    def create_office(self, user: FirstUser, kantor: KantorForm) -> tuple[Services, str]:
        self.made.append((user, kantor))
        return self._enter(), "K7QM-2XPD-9RTA-HW4C-5NBE-J8VF"

    def create_laptop(self, user: FirstUser) -> tuple[Services, str]:
        self.made.append(user)
        return self._enter(), "K7QM-2XPD-9RTA-HW4C-5NBE-J8VF"

    def create_sample(self) -> tuple[Services, str, str]:
        self.made.append("sample")
        return self._enter(), "Contoh Kabid", "contoh-sandi"

    def unlock(self, user: str, password: str) -> Services:
        if password != "benar":
            raise UnlockError("Sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.")
        return self._enter()

    def reset_password(self, user: str, recovery_key: str, password: str) -> Services:
        if recovery_key != "K7QM":
            raise UnlockError("Kunci pemulihan tidak cocok dengan data ini.")
        return self._enter()

    def add_user(self, user: str, password: str) -> None:
        self.names.append(user)

    def lock(self) -> None:
        self.locked += 1

    def _enter(self) -> Services:
        self.new = False
        return self.world.services(self._folder)


def conflict() -> ConflictView:
    """Two values for one question."""
    return ConflictView(
        "jawaban",
        "r1",
        "/data/aspek_c/c1/skor",
        "Lembar Penilaian – Contoh Dewi Anggraini, S.H.",
        "C1 Ketepatan waktu pelayanan: skor",
        (
            HeadView('"4"', "4 – Baik", "Siti Nurhaliza", "12-11-2026 14.02", "laptop 7F3A"),
            HeadView('"2"', "2 – Kurang", "Bambang Suryadi", "12-11-2026 13.40", "laptop 22B0"),
        ),
        HeadView('"3"', "3 – Cukup", "Siti Nurhaliza", "11-11-2026 09.15", "laptop 7F3A"),
    )


def batch() -> Batch:
    """One import carried out."""
    return Batch(
        "b1",
        "hasil-lapangan_17.01_2026-T4_7F3A_2026-11-12.xlsx",
        "aa",
        datetime(2026, 11, 12, 8, 10, tzinfo=UTC),
        "Contoh Kabid Marlina Oktaviani",
        1482,
        36,
        1,
    )


def preview_of(path: Path, *, needs_yes: bool = True) -> ImportPreview:
    """A file with one record of every fate, a warning and a rejected cell."""
    rows = (
        ("Lembar Penilaian", "Contoh Dewi Anggraini, S.H.", Fate.CHANGED, "Skor C1, catatan C2"),
        ("Lembar Penilaian", "Contoh Eko Prasetyo, A.Md.", Fate.NEW, "48 isian"),
        ("Lembar Penilaian", "Contoh Gunawan Wibisono", Fate.CONFLICT, "Skor C1: 4 dan 2"),
        ("Aparatur", "Contoh Fitri", Fate.SAME, ""),
        ("Aparatur", "Contoh Hasan", Fate.REFUSED, "NIP tersimpan sebagai angka di Excel."),
    )
    reading = WorkbookReading(
        path.name,
        "bb",
        JenisPaket.HASIL_LAPANGAN,
        "e1",
        datetime(2026, 11, 12, 7, 55, tzinfo=UTC),
        "22B0 5D11 A90F",
        b"",
        "Contoh Petugas Bambang Suryadi",
        "Hasil Lapangan Kabupaten Bengkulu Selatan, Triwulan IV Tahun 2026",
        Seal.VALID,
        (),
        (),
        (Rejection("Aparatur", "C14", "NIP harus berupa teks 18 angka, bukan bilangan Excel."),),
    )
    return ImportPreview(
        path,
        reading,
        AbsorbReport("b2", (), 61, 4),
        tuple(
            PreviewRow(jenis, nama, fate, detail, jenis, str(n))
            for n, (jenis, nama, fate, detail) in enumerate(rows)
        ),
        known_file=False,
        warnings=("Laptop 22B0 5D11 A90F belum dikenal. Cocokkan sidiknya dengan pemiliknya.",),
        needs_yes=needs_yes,
    )
