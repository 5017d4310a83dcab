"""Registers of numbers: what the records bear, read as one list for each kind and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bina_desktop.application.istilah import JUDUL_NOMOR
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.arsip import Arsip, MacamArsip, newest_of
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.kantor import THE_KANTOR
from bina_desktop.domain.laporan import Laporan, is_ratified
from bina_desktop.domain.nomor import (
    JenisNomor,
    NomorNaskah,
    StatusNomor,
    Templat,
    Tercatat,
    nomor_id_for,
    read_urut,
    require_free,
    sound,
    templat_id_for,
    usual,
)
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.wilayah import KodeWilayah

Names = Mapping[KodeWilayah, str]


def templat_of(uow: UnitOfWork, jenis: JenisNomor) -> Templat:
    """Return the template of a kind: the office's own, or the usual one."""
    return sound(uow.templat.find(templat_id_for(jenis)) or usual(jenis))


def unit_of(uow: UnitOfWork) -> str:
    """Return the code of our office as it stands in numbers; '' where there is none."""
    kantor = uow.kantor.find(THE_KANTOR)
    return kantor.kode_unit if kantor else ""


def read_register(
    uow: UnitOfWork, jenis: JenisNomor, tahun: int, names: Names
) -> tuple[Tercatat, ...]:
    """Return a register: reserved and void numbers, papers with and without a number."""
    templat = templat_of(uow, jenis)
    papers = [
        one
        for one in _papers(uow, jenis, templat, names)
        if one.tanggal is not None and one.tanggal.year == tahun
    ]
    used = {one.urut for one in papers if one.urut is not None}
    kept = [
        Tercatat(one.nomor, one.urut, one.status, one.keterangan, one.tanggal, one.id)
        for one in uow.nomor_naskah.all()
        if one.jenis is jenis and one.tahun == tahun and _stands_alone(one)
    ]
    found = [one for one in kept if one.urut not in used or one.status is StatusNomor.BATAL]
    return tuple(sorted((*papers, *found), key=_order))


def require_number(
    uow: UnitOfWork, jenis: JenisNomor, nomor: str, tanggal: date, *, of: str, held: bool = False
) -> None:
    """Raise WrongStateError for a number that is taken or void, or that leaves a gap.

    One that is `held` stands on its paper already: only a clash is told, since a gap that came
    afterwards is none of its making.
    """
    if nomor.strip():
        entries = read_register(uow, jenis, tanggal.year, {})
        templat = templat_of(uow, jenis)
        rule = replace(templat, berurutan=False) if held else templat
        require_free(rule, entries, nomor, of=of, unit=unit_of(uow))


def _order(one: Tercatat) -> tuple[bool, int, date, str]:
    """Papers without a number stand first, then the highest number."""
    return bool(one.nomor), -(one.urut or 0), one.tanggal or date.min, one.naskah


def _stands_alone(one: NomorNaskah) -> bool:
    return not (one.spt_id or one.triwulan)


def _papers(
    uow: UnitOfWork, jenis: JenisNomor, templat: Templat, names: Names
) -> Iterator[Tercatat]:
    unit = unit_of(uow)
    for of, naskah, nomor, tanggal in _bearers(uow, jenis, names):
        urut = read_urut(templat, nomor, unit=unit)
        yield Tercatat(nomor, urut, StatusNomor.DIPAKAI, naskah, tanggal, of)


def _bearers(
    uow: UnitOfWork, jenis: JenisNomor, names: Names
) -> Iterator[tuple[str, str, str, date | None]]:
    """Yield which paper, what it is called, its number and its day."""
    title = JUDUL_NOMOR[jenis]
    match jenis:
        case JenisNomor.SK_TIM:
            for sk in uow.sk_tim.all():
                yield str(sk.triwulan), f"{title} {sk.triwulan.label}", sk.nomor, sk.tanggal
        case JenisNomor.NOTA_PERINTAH:
            known = {one.id: one.nomor for one in uow.nomor_naskah.all()}
            for order in uow.perintah.all():
                of = str(order.triwulan)
                number = known.get(nomor_id_for(jenis, of), "")
                day = order.diterbitkan_pada.astimezone(WIB).date()
                yield of, f"{title} {order.triwulan.label}", number, day
        case _:
            yield from _of_visits(uow, jenis, names)


def _of_visits(
    uow: UnitOfWork, jenis: JenisNomor, names: Names
) -> Iterator[tuple[str, str, str, date | None]]:
    title = JUDUL_NOMOR[jenis]
    laporan = {one.spt_id: one for one in uow.laporan.all()}
    known = {one.id: one for one in uow.nomor_naskah.all()}
    arsip = tuple(uow.arsip.all()) if jenis is JenisNomor.LAPORAN else ()
    for spt in uow.spt.all():
        named = f"{title} {_visit(spt, names)}"
        report = laporan.get(spt.id)
        match jenis:
            case JenisNomor.SPT:
                yield spt.id, named, spt.nomor, spt.tanggal
            case JenisNomor.LAPORAN:
                if report is not None:
                    files = [one for one in arsip if one.spt_id == spt.id]
                    nomor, day = _borne(report, files)
                    yield spt.id, named, nomor, day or spt.selesai
                    yield from _replaced(files, named, report.nomor)
            case JenisNomor.PENGANTAR:
                if report is not None and report.tanggal_pengantar is not None:
                    yield spt.id, named, report.nomor_pengantar, report.tanggal_pengantar
            case _:
                own = known.get(nomor_id_for(jenis, spt.id))
                beginning = JenisNomor.PEMBERITAHUAN, JenisNomor.BERITA_ACARA
                if own is not None or report is not None or jenis in beginning:
                    day = spt.tanggal if jenis is JenisNomor.PEMBERITAHUAN else spt.selesai
                    at = own.tanggal if own and own.tanggal else day
                    yield spt.id, named, own.nomor if own else "", at


def _borne(report: Laporan, files: Sequence[Arsip]) -> tuple[str, date | None]:
    """Return number and day of a Laporan; until it is ratified, of what is prepared for signing.

    The record itself has none before, but the paper already goes round with it.
    """
    last = newest_of(files, MacamArsip.SIAP, MacamArsip.DISAHKAN)
    if is_ratified(report.status) or last is None or last.macam is MacamArsip.DISAHKAN:
        return report.nomor, report.tanggal
    return last.nomor, last.tanggal


def _replaced(
    files: Sequence[Arsip], named: str, now: str
) -> Iterator[tuple[str, str, str, date | None]]:
    """Yield the numbers of reports that a revised one replaced: they are not given again."""
    for one in files:
        if one.macam is MacamArsip.DISAHKAN and one.nomor not in ("", now):
            key = f"{one.spt_id}/{one.sha256}"
            yield key, f"{named} (digantikan)", one.nomor, one.tanggal


def _visit(spt: Spt, names: Names) -> str:
    return f"{names.get(spt.kode_wilayah, spt.kode_wilayah)} {spt.triwulan.label}"
