"""Differences: one field, several values; they are told in words, decided, and decided anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.journal import Conflict, Head, Settled
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.perbedaan_rekomendasi import followers, with_written
from bina_desktop.application.place import place_of
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.uraian import Uraian
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.errors import InvalidValueError, WrongStateError
from bina_desktop.domain.journal import REOPENED, FieldKey, is_written_once, json_text
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.wilayah import Wilayah

LONGEST: Final = 10_000
"""Characters of a text that a person writes instead of the values that differ."""
MOST_DECIDED: Final = 500
"""Decisions listed, the newest first."""
_CONTENT: Final = frozenset(
    {
        "lembar_penilaian",
        "lampiran",
        "laporan",
        "arsip",
        "temuan",
        "tindak_lanjut",
        "peristiwa",
        "komentar",
        "koreksi",
        "periksa",
    }
)
_TEXTS: Final = frozenset(
    {
        "akibat",
        "alamat",
        "anggaran",
        "atasan",
        "bukti",
        "catatan",
        "dasar",
        "gambaran_umum",
        "isi",
        "jabatan",
        "keterangan",
        "kesimpulan",
        "keterlambatan",
        "kondisi",
        "kriteria",
        "nama",
        "nomor",
        "nomor_pengantar",
        "pangkat",
        "pembahasan",
        "penanggung_jawab",
        "pendidikan",
        "rekomendasi",
        "sebab",
    }
)
"""Fields of records that hold words of people: others have rules of their own."""
_EVERYTHING: Final = Changes.of(*Topic)


@dataclass(frozen=True, slots=True)
class HeadView:
    """One of the values to choose from, in words for people."""

    value: str
    """Canonical JSON text, to hand back to `settle`."""
    teks: str
    """As a person reads it: the choice's label, a date in Indonesian."""
    siapa: str
    kapan: str
    perangkat: str
    berkas: str = ""
    """File with which it came in; '' for what was entered here."""
    is_mine: bool = False
    """True for what was entered on this computer."""


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflict in words for people."""

    entity: str
    record: str
    field: str
    judul: str
    """Record in words: `Lembar Penilaian – Siti Aminah`."""
    pertanyaan: str
    """Label of the question or name of the field."""
    heads: tuple[HeadView, ...]
    """The one shown now first."""
    dasar: HeadView | None
    jenis: str = ""
    """Kind of record; of a sheet the title of its form."""
    tempat: str = ""
    """Kab/kota; '' for what belongs to none."""
    may_rewrite: bool = False
    """True where a person may write a text of his own instead."""
    is_fixed: bool = False
    """True for what is written once: nothing can be chosen."""

    @property
    def key(self) -> FieldKey:
        """Where the values live."""
        return FieldKey(self.entity, self.record, self.field)

    @property
    def id(self) -> str:
        """Short name that stands for these very values: new ones give another."""
        facts = (*self.key, *(head.value for head in self.heads))
        return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision in words for people."""

    conflict: ConflictView
    """What there was to choose from."""
    dipilih: HeadView
    """What was chosen, by whom, when and where."""


class PerbedaanService:
    """Lists differences, settles them, and takes decisions back."""

    def __init__(
        self,
        acting: Acting,
        formulir: FormulirService,
        lembar: LembarService,
        wilayah: tuple[Wilayah, ...],
    ) -> None:
        self._acting = acting
        self._formulir = formulir
        self._lembar = lembar
        self._names = {w.kode: w.nama for w in wilayah}

    def conflicts(self) -> Sequence[ConflictView]:
        """Return open conflicts: those of one record stand together."""
        with self._acting.reading() as uow:
            words = _Words(Uraian(uow, self._formulir, self._names))
            apart = {FieldKey(c.entity, c.record, c.field): c for c in uow.journal.conflicts()}
            twice = followers(uow, {key: _values(c.heads) for key, c in apart.items()})
            found = [words.conflict(c) for key, c in apart.items() if key not in twice]
        return sorted(found, key=lambda c: (c.tempat, c.jenis, c.judul, c.record, c.field))

    def decided(self) -> Sequence[DecisionView]:
        """Return decisions that stand, the newest first."""
        with self._acting.reading() as uow:
            words = _Words(Uraian(uow, self._formulir, self._names))
            made = _made(uow)
            twice = followers(uow, {key: _values(one.choices) for key, one in made.items()})
            return [
                DecisionView(
                    words.conflict(Conflict(*key, one.choices, None)), words.head(key, one.chosen)
                )
                for key, one in made.items()
                if key not in twice
            ]

    def settle(self, conflict: ConflictView, value: str) -> Changes:
        """Choose a value (JSON text of a head or of the base, or of a text of one's own).

        The decision is a change and travels. What was assessed or reported is decided by team and
        officials, not by an administrator.
        """
        return self.settle_all([(conflict, value)])

    def settle_all(self, choices: Sequence[tuple[ConflictView, str]]) -> Changes:
        """Settle several conflicts in one transaction: all of them, or none."""
        for conflict, value in choices:
            _check(conflict, value)
        with self._acting.unit(reason="memilih di antara nilai yang berbeda") as uow:
            self._require_right(uow, {conflict.entity for conflict, _ in choices})
            decisions = {conflict.key: value for conflict, value in choices}
            uow.journal.settle_all(with_written(uow, decisions))
            uow.commit()
        return _EVERYTHING | self._lembar.refresh_stale()

    def reopen(self, keys: Sequence[FieldKey]) -> Changes:
        """Take decisions back: the values stand side by side again, here and wherever it travels.

        Raises WrongStateError where one does not stand any longer; then none is taken back.
        """
        with self._acting.unit(reason=REOPENED) as uow:
            self._require_right(uow, {key.entity for key in keys})
            stood = {key: _values(one.choices) for key, one in _made(uow).items()}
            beside = [key for key, source in followers(uow, stood).items() if source in keys]
            for key in (*keys, *beside):
                uow.journal.reopen(entity=key.entity, record=key.record, field=key.field)
            uow.commit()
        return _EVERYTHING | self._lembar.refresh_stale()

    def _require_right(self, uow: UnitOfWork, entities: Iterable[str]) -> None:
        peran = (Peran.TIM, Peran.KASI, Peran.KABID, Peran.KADIS)
        if not _CONTENT.intersection(entities):
            peran = (*peran, Peran.ADMIN)
        self._acting.require(uow, *peran)


def _made(uow: UnitOfWork) -> Mapping[FieldKey, Settled]:
    made = uow.journal.decided(most=MOST_DECIDED)
    return {FieldKey(one.entity, one.record, one.field): one for one in made}


def _values(heads: Iterable[Head]) -> set[str]:
    return {head.value for head in heads}


def _check(conflict: ConflictView, value: str) -> None:
    if conflict.is_fixed:
        raise WrongStateError(
            "Ini ditulis sekali dan tidak pernah diubah, jadi salah satu isinya tidak asli. "
            "Tanyakan orang yang menulisnya; di sini tidak ada yang dapat dipilih."
        )
    offered = {head.value for head in conflict.heads}
    if conflict.dasar is not None:
        offered.add(conflict.dasar.value)
    if value in offered:
        return
    text: object = json.loads(value)
    if not conflict.may_rewrite or not isinstance(text, str):
        raise InvalidValueError("Pilih salah satu nilai yang berbeda itu.")
    if not text.strip() or len(text) > LONGEST:
        raise InvalidValueError(
            f"Tulis teks penggantinya, paling banyak {LONGEST} huruf, atau pilih salah satu."
        )


def own_text(text: str) -> str:
    """Return a text that a person wrote as `settle` takes it."""
    return json_text(text.strip())


@dataclass(slots=True)
class _Words:
    """Puts many conflicts into words, asking once about each record and person."""

    uraian: Uraian
    _records: dict[tuple[str, str], tuple[str, str, str]] = field(
        default_factory=dict[tuple[str, str], tuple[str, str, str]]
    )
    _names: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])

    def conflict(self, conflict: Conflict) -> ConflictView:
        """Return a conflict in words."""
        key = FieldKey(conflict.entity, conflict.record, conflict.field)
        judul, jenis, tempat = self._record(conflict.entity, conflict.record)
        return ConflictView(
            entity=conflict.entity,
            record=conflict.record,
            field=conflict.field,
            judul=judul,
            pertanyaan=self.uraian.bidang(*key),
            heads=tuple(self.head(key, head) for head in conflict.heads),
            dasar=self.head(key, conflict.base) if conflict.base else None,
            jenis=jenis,
            tempat=tempat,
            may_rewrite=self._may_rewrite(key, conflict.heads),
            is_fixed=is_written_once(conflict.entity, conflict.field),
        )

    def head(self, key: FieldKey, head: Head) -> HeadView:
        """Return one of its values in words."""
        mine = head.device == self.uraian.uow.journal.device()
        return HeadView(
            value=head.value,
            teks=self.uraian.nilai(*key, head.value),
            siapa=self._name("siapa", head.actor),
            kapan=format_waktu(head.at),
            perangkat=self._name("perangkat", head.device),
            berkas=head.berkas,
            is_mine=mine,
        )

    def _name(self, what: str, key: str) -> str:
        if (what, key) not in self._names:
            ask = self.uraian.siapa if what == "siapa" else self.uraian.perangkat
            self._names[what, key] = ask(key)
        return self._names[what, key]

    def _record(self, entity: str, record: str) -> tuple[str, str, str]:
        """Return title, kind and kab/kota."""
        if (entity, record) not in self._records:
            uraian = self.uraian
            kode = place_of(uraian.uow, entity, record)
            self._records[entity, record] = (
                uraian.judul(entity, record),
                uraian.title_of(record) if entity == "lembar_penilaian" else uraian.jenis(entity),
                uraian.wilayah.get(kode, kode),
            )
        return self._records[entity, record]

    def _may_rewrite(self, key: FieldKey, heads: Iterable[Head]) -> bool:
        if not all(head.value == "null" or head.value.startswith('"') for head in heads):
            return False
        if key.field.startswith("/"):
            return self.uraian.is_free_text(*key)
        name = key.field.partition("/")[0]
        return name in _TEXTS and not is_written_once(key.entity, key.field)
