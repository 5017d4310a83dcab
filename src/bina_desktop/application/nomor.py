"""Numbers of letters: templates, registers, giving a number later, reserving and voiding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bina_desktop.application.actor import Acting
from bina_desktop.application.istilah import JUDUL_NOMOR
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.register import (
    read_register,
    require_number,
    templat_of,
    unit_of,
)
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    WrongStateError,
)
from bina_desktop.domain.laporan import is_ratified, laporan_id_for
from bina_desktop.domain.nomor import (
    HIGHEST_URUT,
    OF_TRIWULAN,
    JenisNomor,
    NomorId,
    NomorNaskah,
    StatusNomor,
    Templat,
    Tercatat,
    check_readable,
    check_templat,
    doubles_of,
    gaps_of,
    next_urut,
    nomor_id_for,
    templat_id_for,
    write_nomor,
)
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah

_MAY = (Peran.ADMIN, Peran.KADIS, Peran.KABID)
_MOST = 200
"""Numbers that are reserved or made void at once."""


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One register of a year."""

    jenis: JenisNomor
    judul: str
    templat: Templat
    tercatat: tuple[Tercatat, ...]
    """Without a number first, then the highest."""
    berikutnya: str
    """Next number in full."""
    celah: tuple[int, ...]
    ganda: tuple[str, ...]

    @property
    def belum(self) -> int:
        """How many papers have no number yet."""
        return sum(not one.nomor for one in self.tercatat)


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers of a year, and whether the person who is in may write them."""

    tahun: int
    views: tuple[RegisterView, ...]
    may_edit: bool


class NomorService:
    """Keeps templates and registers; for Kepala Dinas, Kabid and administrator."""

    def __init__(self, acting: Acting, wilayah: tuple[Wilayah, ...]) -> None:
        self._acting = acting
        self._names = {one.kode: one.nama for one in wilayah}

    def registers(self, tahun: int) -> Registers:
        """Return every register of a year."""
        with self._acting.reading() as uow:
            me = self._acting.pegawai(uow)
            views = tuple(self._view(uow, jenis, tahun) for jenis in JenisNomor)
        return Registers(tahun, views, me is not None and bool(me.peran & set(_MAY)))

    def save_templat(self, templat: Templat) -> Changes:
        """Store how papers of a kind are numbered and whom they name.

        Raises InvalidValueError for unknown tokens or numbers that do not read back,
        NotAllowedError.
        """
        cleaned = replace(
            templat,
            id=templat_id_for(templat.jenis),
            pola=templat.pola.strip(),
            kode_klasifikasi=templat.kode_klasifikasi.strip(),
            yth=templat.yth.strip(),
            tembusan=templat.tembusan.strip(),
        )
        check_templat(cleaned)
        with self._acting.unit() as uow:
            self._acting.require(uow, *_MAY)
            check_readable(cleaned, unit=unit_of(uow))
            uow.templat.save(cleaned)
            uow.commit()
        return _changed(cleaned.id)

    def propose(self, jenis: JenisNomor, tanggal: date) -> str:
        """Return the next number of a register in full, for a paper of this day."""
        with self._acting.reading() as uow:
            return self._next(uow, jenis, tanggal)

    def give(self, jenis: JenisNomor, of: str, nomor: str) -> Changes:
        """Give a paper its number, or take it back with ''; the journal tells who and when.

        `of` is its visit or triwulan. Raises WrongStateError for a number that is taken, void or
        leaves a gap, and for papers that are frozen with another one; NotAllowedError,
        NotFoundError.
        """
        number = nomor.strip()
        with self._acting.unit() as uow:
            self._acting.require(uow, *_MAY)
            writers: dict[JenisNomor, Callable[[UnitOfWork, str, str], None]] = {
                JenisNomor.SK_TIM: _number_sk,
                JenisNomor.SPT: _number_spt,
                JenisNomor.LAPORAN: _number_laporan,
                JenisNomor.PENGANTAR: _number_pengantar,
            }
            known = {one.of: one for one in self._all(uow, jenis)}.get(of)
            if known is None or known.tanggal is None:
                raise WrongStateError("Naskah itu belum ada, jadi belum dapat diberi nomor.")
            require_number(uow, jenis, number, known.tanggal, of=of)
            if jenis in writers:
                writers[jenis](uow, of, number)
            else:
                uow.nomor_naskah.save(_of_paper(jenis, of, number, known.tanggal))
            uow.commit()
        return _changed(of)

    def keep(
        self,
        jenis: JenisNomor,
        tahun: int,
        *,
        dari: int,
        sampai: int,
        status: StatusNomor,
        keterangan: str,
    ) -> Changes:
        """Reserve numbers of a register, or make them void; both need a word why.

        Raises InvalidValueError, MissingRequirementError, WrongStateError where one is taken.
        """
        if not 0 < dari <= sampai < dari + _MOST:
            raise InvalidValueError(
                f"Tulis nomor dari yang kecil ke yang besar, paling banyak {_MOST} sekaligus."
            )
        if sampai > HIGHEST_URUT:
            raise InvalidValueError(f"Nomor urut paling tinggi {HIGHEST_URUT}.")
        if not keterangan.strip():
            raise MissingRequirementError("Tulis untuk apa nomor itu, atau mengapa dibatalkan.")
        with self._acting.unit() as uow:
            self._acting.require(uow, *_MAY)
            taken = {one.urut: one for one in read_register(uow, jenis, tahun, self._names)}
            templat, unit = templat_of(uow, jenis), unit_of(uow)
            for urut in range(dari, sampai + 1):
                found = taken.get(urut)
                if found is not None and found.status is not StatusNomor.DICADANGKAN:
                    raise WrongStateError(f"Nomor {urut} sudah dipakai: {found.naskah}.")
                day = date(tahun, 1, 1)
                number = write_nomor(templat, unit=unit, tanggal=day, urut=urut)
                key = nomor_id_for(jenis, f"{tahun}/{urut}")
                uow.nomor_naskah.save(
                    NomorNaskah(
                        key,
                        jenis,
                        tahun,
                        str(urut) if "{bulan" in templat.pola else number,
                        status,
                        urut=urut,
                        keterangan=keterangan.strip(),
                    )
                )
            uow.commit()
        return _changed(jenis)

    def release(self, key: NomorId) -> Changes:
        """Give a reserved or void number free again. Raises NotAllowedError, NotFoundError."""
        with self._acting.unit() as uow:
            self._acting.require(uow, *_MAY)
            uow.nomor_naskah.delete(key)
            uow.commit()
        return _changed(key)

    def _view(self, uow: UnitOfWork, jenis: JenisNomor, tahun: int) -> RegisterView:
        entries = read_register(uow, jenis, tahun, self._names)
        today = self._acting.today()
        day = today if today.year == tahun else date(tahun, 1, 1)
        return RegisterView(
            jenis,
            JUDUL_NOMOR[jenis],
            templat_of(uow, jenis),
            entries,
            self._next(uow, jenis, day),
            gaps_of(entries),
            doubles_of(entries),
        )

    def _next(self, uow: UnitOfWork, jenis: JenisNomor, tanggal: date) -> str:
        urut = next_urut(read_register(uow, jenis, tanggal.year, self._names))
        return write_nomor(templat_of(uow, jenis), unit=unit_of(uow), tanggal=tanggal, urut=urut)

    def _all(self, uow: UnitOfWork, jenis: JenisNomor) -> list[Tercatat]:
        years = {spt.triwulan.tahun + more for spt in uow.spt.all() for more in (-1, 0, 1)}
        years |= {one.triwulan.tahun for one in (*uow.sk_tim.all(), *uow.perintah.all())}
        found = [read_register(uow, jenis, year, self._names) for year in sorted(years)]
        return [one for entries in found for one in entries]


def _of_paper(jenis: JenisNomor, of: str, nomor: str, tanggal: date) -> NomorNaskah:
    once = jenis in OF_TRIWULAN
    return NomorNaskah(
        nomor_id_for(jenis, of),
        jenis,
        tanggal.year,
        nomor,
        spt_id="" if once else of,
        triwulan=of if once else "",
        tanggal=tanggal,
    )


def _number_sk(uow: UnitOfWork, of: str, nomor: str) -> None:
    wanted = Triwulan.parse(of)
    sk = next(one for one in uow.sk_tim.all() if one.triwulan == wanted)
    uow.sk_tim.save(replace(sk, nomor=nomor))


def _number_spt(uow: UnitOfWork, of: str, nomor: str) -> None:
    spt = uow.spt.get(SptId(of))
    laporan = uow.laporan.find(laporan_id_for(spt.id))
    if spt.nomor and laporan is not None and is_ratified(laporan.status):
        raise WrongStateError(
            "Laporan kunjungan ini sudah disahkan dengan nomor SPT itu, jadi nomornya tetap."
        )
    uow.spt.save(replace(spt, nomor=nomor))


def _number_laporan(uow: UnitOfWork, of: str, nomor: str) -> None:
    laporan = uow.laporan.get(laporan_id_for(SptId(of)))
    if not is_ratified(laporan.status):
        raise WrongStateError(
            "Nomor laporan ditulis saat naskahnya disiapkan atau disahkan. Di sini diberikan "
            "nomor kepada laporan yang disahkan dengan tinta basah dan belum bernomor."
        )
    if laporan.nomor:
        raise WrongStateError(
            "Laporan itu sudah disahkan dengan nomornya, jadi nomornya tidak dapat diganti."
        )
    uow.laporan.save(replace(laporan, nomor=nomor))


def _number_pengantar(uow: UnitOfWork, of: str, nomor: str) -> None:
    laporan = uow.laporan.get(laporan_id_for(SptId(of)))
    uow.laporan.save(replace(laporan, nomor_pengantar=nomor))


def _changed(key: str) -> Changes:
    return Changes.of(Topic.PENUGASAN, Topic.LAPORAN, Topic.KANTOR, records=frozenset({key}))
