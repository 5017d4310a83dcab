"""Verifies what somebody holds: a signed PDF, a scan, a pack, or the check code on paper."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from bina_desktop.application.actor import Acting
from bina_desktop.application.paket_diterima import is_paket, judge_paket
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.signature import (
    KABID,
    KADIS,
    KASI,
    ExpectedSigner,
    PdfVerification,
    SignatureCheck,
    Signer,
)
from bina_desktop.application.workbook import Workbooks
from bina_desktop.domain.arsip import Arsip, CaraTandaTangan, MacamArsip
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.kode_cek import kode_cek, parse_kode_cek
from bina_desktop.domain.laporan import Laporan
from bina_desktop.domain.wilayah import Wilayah

_SIGNERS = {
    CaraTandaTangan.SERTIFIKAT: (KADIS,),
    CaraTandaTangan.BERSAMA: (KASI, KABID, KADIS),
}
_PLACES = {KASI: "korektor", KABID: "validator", KADIS: "pengesah"}
"""Where the frozen facts name who signs in a field."""


@dataclass(frozen=True, slots=True)
class Verifikasi:
    """The verdict, in words."""

    ok: bool
    putusan: str
    keterangan: tuple[str, ...] = ()
    """What more is known: whose document it is, what replaced it."""
    signatures: tuple[SignatureCheck, ...] = ()
    kode: str = ""


class VerifikasiService:
    """Compares what is at hand with what this installation froze."""

    def __init__(
        self, acting: Acting, signer: Signer, wilayah: tuple[Wilayah, ...], workbooks: Workbooks
    ) -> None:
        self._acting = acting
        self._signer = signer
        self._workbooks = workbooks
        self._names = {one.kode: one.nama for one in wilayah}

    def by_code(self, text: str) -> Verifikasi:
        """Tell whose check code this is. Raises InvalidValueError for one typed wrong."""
        kode = parse_kode_cek(text)
        with self._acting.reading() as uow:
            return self._of_code(uow, kode)

    def by_file(self, data: bytes) -> Verifikasi:
        """Judge a PDF by its signatures, a scan by the check code on it, a pack by all it holds.

        Raises ImportRefusedError for a pack that cannot be read at all.
        """
        if is_paket(data):
            return self._of_paket(data)
        known, expected = self._look_up(data)
        found = self._signer.verify(data, expected=expected)
        if not found.signatures:
            return self._of_paper(data, found, known)
        with self._acting.reading() as uow:
            told = self._known_words(uow, known)
            if found.kode and known is None:
                told = (*told, *self._of_code(uow, found.kode).keterangan)
        return Verifikasi(found.ok, found.explanation, told, found.signatures, found.kode)

    def _look_up(self, pdf: bytes) -> tuple[Arsip | None, Sequence[ExpectedSigner] | None]:
        """Return what a file is here, and who must have signed it."""
        with self._acting.reading() as uow:
            known = self._find(uow, pdf)
            return known, self._expected(uow, known) if known else None

    def _of_paket(self, data: bytes) -> Verifikasi:
        found = judge_paket(
            data,
            signer=self._signer,
            workbooks=self._workbooks,
            expected_of=lambda pdf: self._look_up(pdf)[1],
        )
        told = found.keterangan
        if found.pdf:
            with self._acting.reading() as uow:
                told = (*told, *self._known_words(uow, self._find(uow, found.pdf)))
        return Verifikasi(found.ok, found.putusan, told, found.signatures, found.kode)

    def _of_paper(self, data: bytes, found: PdfVerification, known: Arsip | None) -> Verifikasi:
        codes = [found.kode] if found.kode else self._signer.check_codes(data)
        drawn = bool(found.kode) or self._signer.shows_text(data)
        with self._acting.reading() as uow:
            told = self._known_words(uow, known) if known else ()
            if codes:
                verdict = self._of_code(uow, codes[0])
                if drawn and known is None and verdict.ok:  # anybody can write a code
                    words = (
                        f"{verdict.putusan[:-1]}, tetapi berkas ini bukan berkas yang dibekukan."
                    )
                    verdict = replace(verdict, ok=False, putusan=words)
                return replace(verdict, keterangan=(*told, *verdict.keterangan))
        if drawn and known is None:
            told = (_NOT_OURS,)
        more = (
            "Kode cek pada berkas ini tidak terbaca. Ketik kode pada kaki halaman untuk "
            "mencari laporannya."
        )
        return Verifikasi(False, found.explanation, told or (more,))

    def _of_code(self, uow: UnitOfWork, kode: str) -> Verifikasi:
        for laporan in uow.laporan.all():
            if laporan.cuplikan_sha256 and kode_cek(laporan.cuplikan_sha256) == kode:
                words = f"Kode {kode} milik {self._called(uow, laporan)}."
                return Verifikasi(True, words, (_COMPARE,), kode=kode)
        for one in uow.arsip.all():
            if one.macam is MacamArsip.CUPLIKAN and kode_cek(one.sha256) == kode:
                words = (
                    f"Kode {kode} milik Laporan{_numbered(one.nomor, one)}, yang sudah dibuka "
                    "kembali untuk diubah. Pakai laporan penggantinya."
                )
                return Verifikasi(False, words, kode=kode)
        words = f"Tidak ada laporan dengan kode {kode} di basis data ini."
        more = (
            "Kertas itu dicetak dari data lain, atau laporannya belum sampai di komputer ini. "
            "Periksa di kantor tempat laporan disahkan."
        )
        return Verifikasi(False, words, (more,), kode=kode)

    def _find(self, uow: UnitOfWork, data: bytes) -> Arsip | None:
        sha256 = hashlib.sha256(data).hexdigest()
        return next((one for one in uow.arsip.all() if one.sha256 == sha256), None)

    def _known_words(self, uow: UnitOfWork, known: Arsip | None) -> tuple[str, ...]:
        if known is None:
            return (_NOT_OURS,)
        laporan = uow.laporan.find(known.laporan_id)
        if laporan is not None and laporan.berkas_sha256 == known.sha256:
            return (f"Berkas ini sama persis dengan {self._called(uow, laporan)}.",)
        if known.macam is MacamArsip.DISAHKAN:
            called = f"Laporan{_numbered(known.nomor, known)}"
            return (f"Berkas ini {called}, yang sudah dibuka kembali untuk diubah.",)
        return (f"Berkas ini tersimpan di basis data ini sebagai “{known.nama}”.",)

    def _expected(self, uow: UnitOfWork, known: Arsip) -> Sequence[ExpectedSigner] | None:
        """Return who must have signed a ratified Laporan; None where a service did, or nobody."""
        if known.macam is not MacamArsip.DISAHKAN or not uow.berkas.has(known.induk):
            return None
        fields = _SIGNERS.get(CaraTandaTangan(known.keterangan))
        if fields is None:
            return None
        facts = cast("Mapping[str, Any]", json.loads(uow.berkas.get(known.induk)))["pengesahan"]
        people = {field: facts[_PLACES[field]] for field in fields}
        return [ExpectedSigner(field, one["nama"], one["nip"]) for field, one in people.items()]

    def _called(self, uow: UnitOfWork, laporan: Laporan) -> str:
        spt = uow.spt.get(laporan.spt_id)
        where = self._names.get(spt.kode_wilayah, spt.kode_wilayah)
        number = _numbered(laporan.nomor, laporan)
        return f"Laporan Hasil Penilaian {where} {spt.triwulan.label}{number}"


_COMPARE = (
    "Kode ini menunjuk isi, bukan tanda tangan: bandingkan kertas dengan PDF laporan itu, dan "
    "periksa tanda tangannya pada PDF."
)


_NOT_OURS = "Berkas ini bukan salah satu yang dibekukan di basis data ini."


def _numbered(nomor: str, one: Arsip | Laporan) -> str:
    number = f" Nomor {nomor}" if nomor else ""
    return f"{number} tanggal {format_tanggal(one.tanggal)}" if one.tanggal else number
