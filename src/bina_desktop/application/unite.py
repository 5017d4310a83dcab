"""What uniting two records does to the database, and how they are taken apart again.

Fields and links are written as changes with a reason of their own, by which they are found when
the uniting is taken back. What is written once (attachments, utterances) is copied under an id
that follows from the original, so that two offices make the same copy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from bina_desktop.application.lembar_access import require_not_ratified
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.duplikat import Suspect, copy_id
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.journal import NULL, Change, FieldKey, by_field, heads, is_written_once
from bina_desktop.domain.lampiran import LampiranId, lampiran_id_for
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import AparaturId, PegawaiId
from bina_desktop.domain.penugasan import SkTim, SptId
from bina_desktop.domain.utas import KomentarId


def reason_of(suspect: Suspect) -> str:
    """Return the reason that stands with every change that unites this pair."""
    return f"menyatukan catatan ganda {suspect.id[:8]}"


def repository(uow: UnitOfWork, jenis: str) -> Any:
    """Return where records of this kind are kept."""
    return {
        "aparatur": uow.aparatur,
        "pegawai": uow.pegawai,
        "spt": uow.spt,
        "lembar_penilaian": uow.lembar,
    }[jenis]


def unite_records(uow: UnitOfWork, suspect: Suspect, taken: Collection[str]) -> None:
    """Give the kept record the fields taken from the other, move what hangs on that one along.

    Raises WrongStateError where one of them must not change any longer.
    """
    _require_open(uow, suspect)
    records = repository(uow, suspect.jenis)
    kept, gone = records.find(suspect.utama), records.find(suspect.lain)
    if kept is None:
        raise WrongStateError(
            "Catatan yang dipertahankan sudah dihapus. Muat ulang daftar catatan ganda."
        )
    if gone is not None:
        if suspect.jenis == "lembar_penilaian":
            answers = uow.lembar.answers(LembarId(suspect.lain))
            uow.lembar.save_answers(
                LembarId(suspect.utama), {ref: answers.get(ref, "") for ref in taken}
            )
        elif suspect.jenis != "spt":
            records.save(replace(kept, **{name: getattr(gone, name) for name in taken}))
    _move_along(uow, suspect)
    if gone is not None:
        records.delete(suspect.lain)


def part_again(uow: UnitOfWork, suspect: Suspect) -> None:
    """Give every field that the uniting wrote, and nobody since, the value it had before."""
    reason = reason_of(suspect)
    found = uow.journal.changes(list(_touched(uow, suspect)))
    before: dict[FieldKey, str] = {}
    for key, group in by_field(found).items():
        tops = heads(group)
        # Two offices may have united the pair: then each field has two heads that say the same.
        if not tops or any(top.reason != reason for top in tops):
            continue
        if key.entity == "lampiran" and key.field == "sha256":
            uow.lampiran.delete(LampiranId(key.record))
        elif not is_written_once(key.entity, key.field) and not _is_copy(key, tops[0]):
            before[key] = _value_before(tops[0], group)
    if before:
        uow.journal.settle_all(before)


def _is_copy(key: FieldKey, top: Change) -> bool:
    return key.entity == "lampiran" and not top.bases


def _value_before(top: Change, group: Collection[Change]) -> str:
    given = [one for one in group if one.id in top.bases]
    return heads(given)[0].value if given else NULL


def _require_open(uow: UnitOfWork, suspect: Suspect) -> None:
    if suspect.jenis == "spt" and _sheets_of(uow, SptId(suspect.lain)):
        raise WrongStateError(
            "Kunjungan yang akan dihapus sudah berisi lembar. Hapus atau pindahkan dahulu "
            "lembarnya, atau nyatakan kedua kunjungan ini bukan duplikat."
        )
    if suspect.jenis != "lembar_penilaian":
        return
    pair = (uow.lembar.find(LembarId(key)) for key in (suspect.utama, suspect.lain))
    for lembar in filter(None, pair):
        require_not_ratified(uow, lembar.spt_id)
        if not lembar.is_open:
            raise WrongStateError(
                "Salah satu dari kedua lembar ini sudah final. Minta dikembalikan dahulu, supaya "
                "jawabannya boleh diubah."
            )


def _sheets_of(uow: UnitOfWork, spt_id: SptId) -> bool:
    return any(one.spt_id == spt_id for one in uow.lembar.all())


def _move_along(uow: UnitOfWork, suspect: Suspect) -> None:
    utama, lain = suspect.utama, suspect.lain
    match suspect.jenis:
        case "aparatur":
            for lembar in [one for one in uow.lembar.all() if one.aparatur_id == lain]:
                uow.lembar.save(replace(lembar, aparatur_id=AparaturId(utama)))
        case "pegawai":
            _move_person(uow, PegawaiId(utama), PegawaiId(lain))
        case "lembar_penilaian":
            _move_sheet(uow, LembarId(utama), LembarId(lain))
        case _:
            pass


def _move_person(uow: UnitOfWork, utama: PegawaiId, lain: PegawaiId) -> None:
    for lembar in [one for one in uow.lembar.all() if one.pemilik == lain]:
        uow.lembar.save(replace(lembar, pemilik=utama))
    for spt in [one for one in uow.spt.all() if lain in one.petugas]:
        petugas = dict.fromkeys(utama if one == lain else one for one in spt.petugas)
        uow.spt.save(replace(spt, petugas=tuple(petugas)))
    for sk in [one for one in uow.sk_tim.all() if lain in _members(one)]:
        anggota = [
            replace(one, pegawai_id=utama) if one.pegawai_id == lain else one
            for one in sk.anggota
            if one.pegawai_id != lain or utama not in _members(sk)
        ]
        uow.sk_tim.save(replace(sk, anggota=tuple(anggota)))


def _members(sk: SkTim) -> set[PegawaiId]:
    return {one.pegawai_id for one in sk.anggota}


def _move_sheet(uow: UnitOfWork, utama: LembarId, lain: LembarId) -> None:
    kept = uow.lembar.get(utama)
    files = {
        lampiran_id_for(utama, file.ref, file.untuk, file.sha256): file
        for file in uow.lampiran.of([lain])
    }
    for key in [key for key in files if uow.lampiran.find(key) is None]:
        uow.lampiran.save(replace(files[key], id=key, lembar_id=utama, spt_id=kept.spt_id))
    said = uow.queries.komentar(spt_id=kept.spt_id, sasaran_id=lain)
    copies = {one.id: KomentarId(copy_id(one.id, utama)) for one in said}
    for one in said:
        if uow.komentar.find(copies[one.id]) is None:
            sesudah = frozenset(copies.get(key, key) for key in one.sesudah)
            uow.komentar.add(replace(one, id=copies[one.id], sasaran_id=utama, sesudah=sesudah))
    for temuan in [one for one in uow.queries.temuan(kept.spt_id) if one.lembar_id == lain]:
        uow.temuan.save(replace(temuan, lembar_id=utama))


def _touched(uow: UnitOfWork, suspect: Suspect) -> Iterator[tuple[str, str]]:
    """Yield the records that a uniting may have written to."""
    utama = suspect.utama
    yield suspect.jenis, utama
    yield suspect.jenis, suspect.lain
    for lembar in [one for one in uow.lembar.all() if utama in (one.aparatur_id, one.pemilik)]:
        yield "lembar_penilaian", lembar.id
    if suspect.jenis == "pegawai":
        yield from (("spt", one.id) for one in uow.spt.all() if utama in one.petugas)
        yield from (("sk_tim", one.id) for one in uow.sk_tim.all() if utama in _members(one))
    if suspect.jenis == "lembar_penilaian":
        kept = uow.lembar.find(LembarId(utama))
        yield from (("lampiran", one.id) for one in uow.lampiran.of([LembarId(utama)]))
        found = uow.queries.temuan(kept.spt_id) if kept is not None else ()
        yield from (("temuan", one.id) for one in found)
