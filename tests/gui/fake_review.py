"""Stand-ins for what reviewers leave behind: checklists, corrections, threads, clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.builders import the_sop
from tests.gui import sample

from bina_desktop.application.kendali import BarisKendali, LembarKendali, PutaranKendali
from bina_desktop.application.koreksi import KoreksiView
from bina_desktop.application.periksa import ButirView, DaftarPeriksa
from bina_desktop.application.titik import DaftarTitik, Saringan, Titik
from bina_desktop.application.utas import KomentarView, TinjauanView, UtasView
from bina_desktop.application.work import Topic
from bina_desktop.domain.jam_langkah import KeadaanLangkah as K
from bina_desktop.domain.jam_langkah import StatistikLangkah
from bina_desktop.domain.koreksi import Koreksi, KoreksiId
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas, Tindakan

_AT = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)


class FakePeriksa:
    """The checklist of the Kabid, half done, below that of the Kasi."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.done = {"jadwal", "predikat"}

    def of_visit(self, _spt_id: str) -> tuple[DaftarPeriksa, ...]:
        kasi, kabid = the_sop().step(4), the_sop().step(5)
        return (
            DaftarPeriksa(
                4,
                kasi.judul,
                tuple(
                    ButirView(4, butir, sesuai=True, siapa=sample.KABID.nama, waktu=_AT)
                    for butir in kasi.periksa
                ),
            ),
            DaftarPeriksa(
                5,
                kabid.judul,
                tuple(self._point(butir) for butir in kabid.periksa),
                may_tick=self.world.may,
            ),
        )

    def _point(self, butir: Any) -> ButirView:
        if butir.kode not in self.done:
            return ButirView(5, butir, sesuai=False)
        return ButirView(5, butir, sesuai=True, siapa=sample.KABID.nama, waktu=_AT)

    def tick(self, key: str, *, butir: str, sesuai: bool) -> Any:
        self.done = self.done | {butir} if sesuai else self.done - {butir}
        return self.world.recorder.note(
            "tick", Topic.TINJAUAN, key=key, butir=butir, sesuai=sesuai
        )


class FakeKoreksi:
    """Every act is remembered."""

    def __init__(self, world: Any) -> None:
        self.world = world

    def __getattr__(self, name: str) -> Any:
        def act(key: str, **said: Any) -> Any:
            return self.world.recorder.note(name, Topic.LAPORAN, key=key, **said)

        return act


class FakeUtas:
    """Threads of sheets are empty; what is said is remembered."""

    def __init__(self, world: Any) -> None:
        self.world = world

    def of_lembar(self, _key: str) -> TinjauanView:
        return TinjauanView()

    def say(self, sasaran: Sasaran, tindakan: Tindakan, teks: str, *, kutipan: str = "") -> Any:
        told = self.world.recorder.note(
            "say", Topic.TINJAUAN, sasaran=sasaran, tindakan=tindakan, teks=teks, kutipan=kutipan
        )
        return UtasView(sasaran, StatusUtas.TERBUKA, (), frozenset()), told


class FakeTitik:
    """Paragraphs with a talk and a correction, a finding, and a bare score."""

    def __init__(self, world: Any) -> None:
        self.world = world

    def of_visit(self, spt_id: Any) -> DaftarTitik:
        key = laporan_id_for(spt_id)
        ask = frozenset({Tindakan.TANYA})
        said = KomentarView(
            sample.KABID.nama,
            "Kepala Bidang",
            _AT,
            Tindakan.TANYA,
            "Rekomendasi untuk triwulan berikutnya belum disebut. Mohon dilengkapi.",
            "",
            is_mine=True,
        )
        first = Sasaran(JenisSasaran.LAPORAN, key, "kesimpulan/1/x")
        talk = UtasView(first, StatusUtas.TERBUKA, (said,), ask | {Tindakan.TUTUP})
        fix = Koreksi(
            KoreksiId("k1"),
            spt_id,
            key,
            "kesimpulan",
            2,
            "Terdapat 5 (lima) temuan, dengan rekomendasi terlampir.",
            "Terdapat 5 (lima) temuan, satu di antaranya kritis, dengan rekomendasi terlampir.",
            sample.KABID.id,
            Peran.KABID,
            _AT,
            "Sesuai tabel temuan.",
        )
        views = (
            self._of(fix),
            self._of(
                replace(
                    fix,
                    id=KoreksiId("k2"),
                    menjadi="Terdapat 5 (lima) temuan dengan rekomendasi pada BAB IV.",
                    pelaku=sample.PEGAWAI[2].id,
                    peran=Peran.KASI,
                    alasan="Rekomendasinya tidak dilampirkan.",
                )
            ),
        )
        asked = frozenset({Saringan.DIKOMENTARI})
        points = (
            Titik(Sasaran(JenisSasaran.LAPORAN, key), "Laporan seluruhnya", ""),
            Titik(
                first,
                "Kesimpulan, paragraf 1",
                "Nilai akhir rata-rata aparatur yang membidangi pendaftaran penduduk adalah 78,40 "
                "dengan predikat pembinaan Baik.",
                asked,
                (talk,),
                (),
                "kesimpulan",
                1,
            ),
            Titik(
                Sasaran(JenisSasaran.LAPORAN, key, "kesimpulan/2/y"),
                "Kesimpulan, paragraf 2",
                fix.semula,
                asked,
                (),
                views,
                "kesimpulan",
                2,
            ),
            Titik(
                Sasaran(JenisSasaran.TEMUAN, "t1"),
                "Temuan 1",
                "Berkas permohonan KK belum diregister pada hari yang sama.",
            ),
            Titik(
                Sasaran(JenisSasaran.LEMBAR, "l1", "/data/a4"),
                "Contoh Ratna Dewi · A4. Bersikap ramah dan cekatan",
                "5 – Sangat Baik",
                frozenset({Saringan.EKSTREM}),
            ),
        )
        return DaftarTitik(points, TinjauanView(may_begin=True), pernah=False)

    def _of(self, koreksi: Koreksi) -> KoreksiView:
        """Nobody decides on what he suggested himself, and nobody else takes it back."""
        mine = koreksi.pelaku == self.world.saya.id
        by = next(one for one in (sample.KABID, *sample.PEGAWAI) if one.id == koreksi.pelaku)
        post = "Kepala Bidang" if koreksi.peran is Peran.KABID else "Kepala Seksi"
        return KoreksiView(koreksi, by.nama, post, may_decide=not mine, may_withdraw=mine)

    def mark_reviewed(self, spt_id: Any) -> Any:
        return self.world.recorder.note("mark_reviewed", Topic.TINJAUAN, key=spt_id)


class FakeKendali:
    """A visit that was returned once and is late at the Kabid."""

    def lembar_kendali(self, _spt_id: Any) -> LembarKendali:
        rows = [_row(step.nomor) for step in the_sop().langkah]
        return LembarKendali(
            "10.07.03.021",
            the_sop().nama,
            the_sop().disahkan,
            sample.TRIWULAN,
            sample.WILAYAH[3],
            5,
            _AT,
            timedelta(hours=7, minutes=30),
            tuple(rows),
        )

    def statistics(self, _triwulan: Any) -> tuple[StatistikLangkah, ...]:
        hour = timedelta(hours=1)
        return tuple(
            StatistikLangkah(
                n, 10 - n, 9 - n, n % 3, int(n == 3), hour * n, hour * n, hour * 2 * n
            )
            for n in range(1, 8)
        )


def _row(nomor: int) -> BarisKendali:
    step = the_sop().step(nomor)
    begun = nomor <= 5
    state = K.SELESAI if nomor < 5 else K.TERLAMBAT if nomor == 5 else K.BELUM
    back = PutaranKendali(
        _AT, _AT, timedelta(minutes=20), sample.KABID.nama, 3, "Angka pada BAB III tidak cocok."
    )
    return BarisKendali(
        nomor,
        step.judul,
        step.uraian,
        "Kepala Bidang",
        step.persyaratan,
        state,
        sample.KABID.nama if begun else "",
        _AT if begun else None,
        _AT if nomor < 5 else None,
        timedelta(minutes=25 if nomor < 5 else 50) if begun else timedelta(),
        step.mutu_baku,
        step.mutu_baku_teks,
        step.output,
        int(nomor == 3),
        "Kabid dinas luar." if nomor == 5 else "",
        (back,) if nomor == 4 else (),
    )
