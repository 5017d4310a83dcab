"""A Laporan in the midst of being signed, and one that changed after it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from tests.gui import sample

from bina_desktop.application.penerbit import Penerbit
from bina_desktop.application.perubahan import PerubahanLaporan
from bina_desktop.application.services import Services
from bina_desktop.application.signature import FoundToken, SignatureCheck
from bina_desktop.application.signing_state import ReadyDocument, TandaTangan
from bina_desktop.application.verifikasi import Verifikasi
from bina_desktop.domain.arsip import Arsip, CaraTandaTangan, MacamArsip, arsip_id_for
from bina_desktop.domain.errors import InvalidValueError, SigningError
from bina_desktop.domain.kode_cek import parse_kode_cek
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.pegawai import PegawaiId

SPT = sample.SPT[4]
LAPORAN = laporan_id_for(SPT.id)
_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


def a_file(macam: MacamArsip, hours: int = 0, keterangan: str = "", nama: str = "") -> Arsip:
    sha256 = f"{hours + 1:02x}7f" * 16
    return Arsip(
        arsip_id_for(LAPORAN, macam, sha256, ""),
        SPT.id,
        LAPORAN,
        macam,
        nama or "laporan-17.05-2026-T4.pdf",
        sha256,
        231_000,
        "application/pdf",
        "",
        PegawaiId("p"),
        _NOON + timedelta(hours=hours),
        nomor="400.12.2.5/045/DUKCAPIL/2026",
        tanggal=date(2026, 11, 25),
        keterangan=keterangan,
    )


_NAMES = {"p": "Dra. Contoh Kepala Bidang, M.Si.", "kasi": "Dewi Kartika, S.T."}
_READY = a_file(MacamArsip.SIAP, 0, CaraTandaTangan.BERSAMA)
_SIGNED = replace(a_file(MacamArsip.BERPARAF, 1, "Kasi"), pelaku=PegawaiId("kasi"))

IN_TURN = TandaTangan(
    (_SIGNED, _READY),
    _NAMES,
    ready=ReadyDocument(_SIGNED, CaraTandaTangan.BERSAMA, PegawaiId("kadis"), ("Kasi",)),
    may_prepare=True,
    may_sign=True,
)
ELSEWHERE = TandaTangan(
    (a_file(MacamArsip.SIAP, 0, CaraTandaTangan.LAYANAN),),
    _NAMES,
    ready=ReadyDocument(_READY, CaraTandaTangan.LAYANAN, PegawaiId("kadis")),
    may_prepare=True,
    may_ratify=True,
)
LAST_AND_LATE = TandaTangan(
    (_SIGNED, _READY),
    _NAMES,
    ready=ReadyDocument(_SIGNED, CaraTandaTangan.BERSAMA, PegawaiId("kadis"), ("Kasi", "Kabid")),
    may_prepare=True,
    may_ratify=True,
    terlambat="Langkah 6 (mengesahkan) sudah memakai 2 jam kerja, melewati mutu baku 1 jam.",
)
AFTERWARDS = TandaTangan(
    (
        a_file(MacamArsip.TANDA_TERIMA, 30, "Bagian Umum Ditjen Dukcapil"),
        a_file(MacamArsip.PINDAIAN, 3, nama="pindaian-laporan.pdf"),
        a_file(MacamArsip.DISAHKAN, 2, CaraTandaTangan.BASAH),
        a_file(MacamArsip.CUPLIKAN, 2, nama="laporan-17.05-2026-T4.json"),
    ),
    _NAMES,
    kode="K7QF-2M9T-8RWA-3XEC",
    cara=CaraTandaTangan.BASAH,
    may_scan=True,
    may_receive=True,
    may_pack=True,
    may_reopen=True,
    perubahan=(
        PerubahanLaporan("aparatur Ratna Dewi, S.IP., nilai akhir", "85,00", "78,50"),
        PerubahanLaporan("rata-rata nilai akhir", "82,40", "79,10"),
    ),
    menggantikan="Laporan Nomor 400.12.2.5/031/DUKCAPIL/2026 tanggal 18 November 2026",
)
NOTHING = TandaTangan((), {})


SIGNING = ("tanda_tangan", "arsip", "paket", "token")
"""Services for which `FakeSigning` stands."""


class FakeSigning:
    """Answers with one state and writes down what was asked."""

    def __init__(self, state: TandaTangan) -> None:
        self.state = state
        self.done: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def read(self, _key: object) -> TandaTangan:
        return self.state

    def __getattr__(self, name: str) -> Any:
        def act(*given: Any, **named: Any) -> Any:
            self.done.append((name, given, named))
            return b"%PDF" if name in ("ready_pdf", "open") else None

        return act

    def module(self) -> str:
        return ""

    def find(self, module: str) -> list[FoundToken]:
        """Return two tokens; the second was nearly locked."""
        if module == "rusak.so":
            raise SigningError("Tidak ada token yang terpasang.")
        warning = "PIN tinggal dapat dicoba satu kali; sesudah itu token terkunci."
        return [FoundToken(0, "Kepala Dinas", "Contoh"), FoundToken(1, "Kabid", "Contoh", warning)]

    def make(self, *_given: object, **_named: object) -> Any:
        return SimpleNamespace(data=b"PK paket")

    def services(self) -> Services:
        return cast("Services", SimpleNamespace(**dict.fromkeys(SIGNING, self)))


class FakeVerifier:
    """Knows one code."""

    def by_code(self, text: str) -> Verifikasi:
        kode = parse_kode_cek(text)
        words = f"Kode {kode} milik Laporan Hasil Penilaian Kabupaten Seluma Triwulan IV 2026."
        return Verifikasi(True, words, ("Bandingkan kertas dengan PDF laporan itu.",), kode=kode)

    def by_file(self, data: bytes) -> Verifikasi:
        ok = b"rusak" not in data
        at = datetime(2026, 11, 27, 3, 4, tzinfo=UTC)
        signatures = tuple(
            SignatureCheck(field, who, at, ok, False, "Dokumen utuh.", nip, "CA Kantor Contoh")
            for field, who, nip in (
                ("Kasi", "Dewi Kartika, S.T.", "198001012005012003"),
                ("Kabid", "Drs. Ahmad Yani", "196701011994031002"),
                ("Kadis", "Contoh Kepala Dinas, S.H., M.H.", "196909051994031011"),
            )
        )
        words = "Dokumen ini tidak diubah sesudahnya." if ok else "Tanda tangan Kasi tidak sah."
        return Verifikasi(
            ok, words, ("Berkas ini sama persis dengan yang dibekukan.",), signatures
        )


class FakePenerbit:
    """Trusts one issuer; a file that says `asing` holds another, which is out of date."""

    def __init__(self, *, may: bool = True) -> None:
        self.may = may
        self.trusted = [
            Penerbit("CA Kantor Contoh", date(2024, 1, 1), date(2034, 1, 1), "7f3a" * 16)
        ]

    def may_edit(self) -> bool:
        return self.may

    def list(self) -> Sequence[Penerbit]:
        return tuple(self.trusted)

    def look(self, data: bytes, nama: str) -> Sequence[Penerbit]:
        if b"asing" not in data:
            raise InvalidValueError(f"Berkas “{nama}” bukan sertifikat.")
        return [Penerbit("Penerbit Lain", date(2020, 1, 1), date(2021, 1, 1), "0c" * 32)]

    def trust(self, data: bytes, nama: str) -> None:
        self.trusted += self.look(data, nama)

    def distrust(self, fingerprint: str) -> None:
        self.trusted = [one for one in self.trusted if one.fingerprint != fingerprint]
