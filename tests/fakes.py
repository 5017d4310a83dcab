"""In-memory stand-ins for the ports: a journalled database and a clock.

The database is a set of changes, as the real one is; records are decoded from the winning values.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from bina_desktop.application.batch import ArrivedFile, Batch
from bina_desktop.application.ports import Actor, LembarSummary, UnitOfWork
from bina_desktop.domain import journal as rules
from bina_desktop.domain.arsip import Arsip
from bina_desktop.domain.duplikat import Duplikat
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.journal import Change
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.koreksi import Koreksi
from bina_desktop.domain.lampiran import Lampiran
from bina_desktop.domain.laporan import Laporan
from bina_desktop.domain.lembar_penilaian import HasilLembar, LembarPenilaian, StatusLembar
from bina_desktop.domain.nomor import NomorNaskah, Templat
from bina_desktop.domain.pegawai import Aparatur, Pegawai
from bina_desktop.domain.pelimpahan import Pelimpahan
from bina_desktop.domain.penugasan import Perintah, SkTim, Spt
from bina_desktop.domain.periksa import Periksa
from bina_desktop.domain.sop import Peristiwa
from bina_desktop.domain.temuan import Temuan
from bina_desktop.domain.tindak_lanjut import TindakLanjut
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.utas import Komentar
from tests.fake_batches import FakeArrivedFiles, FakeBatches, Undo
from tests.fake_codec import DELETED, decode_record, encode_record
from tests.fake_journal import FakeJournal

_KINDS: dict[str, type] = {
    "kantor": Kantor,
    "pegawai": Pegawai,
    "aparatur": Aparatur,
    "perintah": Perintah,
    "sk_tim": SkTim,
    "spt": Spt,
    "lembar_penilaian": LembarPenilaian,
    "laporan": Laporan,
    "peristiwa": Peristiwa,
    "temuan": Temuan,
    "tindak_lanjut": TindakLanjut,
    "lampiran": Lampiran,
    "komentar": Komentar,
    "koreksi": Koreksi,
    "periksa": Periksa,
    "pelimpahan": Pelimpahan,
    "templat": Templat,
    "nomor_naskah": NomorNaskah,
    "arsip": Arsip,
    "duplikat": Duplikat,
}
_LEMBAR = "lembar_penilaian"


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def forward(self, **parts: float) -> None:
        self.time += timedelta(**parts)


@dataclass
class State:
    """All that a database holds; copied for each unit of work."""

    changes: dict[str, Change] = field(default_factory=dict)
    by_record: dict[tuple[str, str], dict[str, list[Change]]] = field(default_factory=dict)
    seq: int = 0
    revision: int = 0
    hasil: dict[str, HasilLembar | None] = field(default_factory=dict)
    positions: dict[str, str] = field(default_factory=dict)
    berkas: dict[str, bytes] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    batches: list[Batch] = field(default_factory=list)
    trusted: dict[str, bytes] = field(default_factory=dict)
    brought_by: dict[str, str] = field(default_factory=dict)
    undos: list[Undo] = field(default_factory=list)
    arrived: dict[str, tuple[ArrivedFile, bytes | None]] = field(default_factory=dict)

    def copy(self) -> State:
        records = {
            key: {name: list(found) for name, found in named.items()}
            for key, named in self.by_record.items()
        }
        return State(
            dict(self.changes),
            records,
            self.seq,
            self.revision,
            dict(self.hasil),
            dict(self.positions),
            dict(self.berkas),
            dict(self.settings),
            set(self.files),
            list(self.batches),
            dict(self.trusted),
            dict(self.brought_by),
            list(self.undos),
            dict(self.arrived),
        )

    def add(self, change: Change) -> None:
        self.changes[change.id] = change
        self.revision += not change.field.startswith("/")
        named = self.by_record.setdefault((change.entity, change.record), {})
        named.setdefault(change.field, []).append(change)

    def values(self, entity: str, record: str) -> dict[str, str]:
        named = self.by_record.get((entity, record), {})
        return {name: rules.heads(found)[0].value for name, found in named.items()}


class FakeDatabase:
    """An installation: a fingerprint, a journal, what is local."""

    def __init__(self, clock: FakeClock, device: str = "aaaa0000bbbb1111") -> None:
        self.clock = clock
        self.device = device
        self.state = State()
        self.open_units = 0

    def begin(self, *, actor: Actor, reason: str = "", day_only: bool = False) -> FakeUnitOfWork:
        return FakeUnitOfWork(self, actor, reason)


class FakeUnitOfWork:
    """One transaction: works on a copy, `commit` puts the copy in place."""

    def __init__(self, database: FakeDatabase, actor: Actor, reason: str) -> None:
        self.database = database
        self.who = actor
        self.reason = reason
        self.state = database.state.copy()
        for entity in _KINDS:
            setattr(self, _ATTRIBUTES.get(entity, entity), FakeRepository(self, entity))
        self.lembar = FakeLembarRepository(self)
        self.lampiran = FakeLampiranRepository(self, "lampiran")
        self.arsip = FakeArsipRepository(self, "arsip")
        self.berkas = FakeBerkas(self)
        self.settings = FakeSettings(self)
        self.journal = FakeJournal(self)
        self.batches = FakeBatches(self)
        self.arrived = FakeArrivedFiles(self)
        self.queries = FakeQueries(self)

    def __enter__(self) -> FakeUnitOfWork:
        self.actor = self.who if isinstance(self.who, str) else self.who(cast("UnitOfWork", self))
        self.database.open_units += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.database.open_units -= 1

    def commit(self) -> None:
        self.database.state = self.state

    def write(self, entity: str, record: str, values: Mapping[str, str]) -> None:
        """Journal those fields whose value differs."""
        known = self.state.values(entity, record)
        for name, value in values.items():
            if known.get(name, rules.NULL) != value:
                bases = self.heads(entity, record, name)
                self.change(entity, record, name, value, [head.id for head in bases])

    def heads(self, entity: str, record: str, name: str) -> list[Change]:
        return rules.heads(self.state.by_record.get((entity, record), {}).get(name, []))

    def change(self, entity: str, record: str, name: str, value: str, bases: list[str]) -> None:
        self.state.seq += 1
        at = (int(self.database.clock.now().timestamp() * 1000) << 16) + self.state.seq
        self.state.add(
            Change(
                device=self.database.device,
                seq=self.state.seq,
                at=at,
                actor=self.actor,
                entity=entity,
                record=record,
                field=name,
                value=value,
                bases=tuple(sorted(bases)),
                reason=self.reason,
            )
        )


_ATTRIBUTES = {_LEMBAR: "lembar"}


class FakeRepository:
    """Records of one kind."""

    def __init__(self, uow: FakeUnitOfWork, entity: str) -> None:
        self.uow = uow
        self.entity = entity

    def find(self, key: str) -> Any:
        values = self.uow.state.values(self.entity, key)
        if not values or values.get(DELETED) == "true":
            return None
        return decode_record(_KINDS[self.entity], key, values)

    def get(self, key: str) -> Any:
        item = self.find(key)
        if item is None:
            raise NotFoundError(f"Catatan {self.entity} {key} tidak ada.")
        return item

    def all(self) -> Sequence[Any]:
        keys = sorted(r for e, r in self.uow.state.by_record if e == self.entity)
        return [item for key in keys if (item := self.find(key)) is not None]

    def save(self, item: Any) -> None:
        values = encode_record(item)
        if self.uow.state.values(self.entity, item.id).get(DELETED) == "true":
            values[DELETED] = "false"
        self.uow.write(self.entity, item.id, values)

    def save_all(self, items: Iterable[Any]) -> None:
        for item in items:
            self.save(item)

    def add(self, item: Any) -> None:
        assert self.find(item.id) is None, "nobody's words are altered"
        self.save(item)

    def delete(self, key: str) -> None:
        self.get(key)
        self.uow.write(self.entity, key, {DELETED: "true"})


class FakeLembarRepository(FakeRepository):
    """Sheets with answers, figures and position."""

    def __init__(self, uow: FakeUnitOfWork) -> None:
        super().__init__(uow, _LEMBAR)

    def answers(self, key: str) -> dict[str, str]:
        values = self.uow.state.values(_LEMBAR, key)
        plain = {k: json.loads(v) for k, v in values.items() if k.startswith("/")}
        return {name: text for name, text in sorted(plain.items()) if text}

    def save_answers(self, key: str, answers: Mapping[str, str], *, position: str = "") -> None:
        texts = {name: rules.json_text(text or None) for name, text in answers.items()}
        self.uow.write(_LEMBAR, key, texts)
        if position:
            self.uow.state.positions[key] = position

    def save_hasil(self, key: str, hasil: HasilLembar | None) -> None:
        self.uow.state.hasil[key] = hasil

    def hasil(self, key: str) -> HasilLembar | None:
        return self.uow.state.hasil.get(key)

    def stale(self) -> Sequence[str]:
        return [
            one.id
            for one in self.all()
            if one.status is StatusLembar.FINAL and self.hasil(one.id) is None
        ]

    def position(self, key: str) -> str:
        return self.uow.state.positions.get(key, "")


class FakeLampiranRepository(FakeRepository):
    """Files of sheets."""

    def of(self, lembar_ids: Collection[str]) -> Sequence[Lampiran]:
        mine = [one for one in self.all() if one.lembar_id in lembar_ids]
        return sorted(mine, key=lambda one: (one.lembar_id, one.ref, one.nama, one.id))


class FakeArsipRepository(FakeRepository):
    """Files of reports."""

    def of(self, laporan_id: str) -> Sequence[Arsip]:
        mine = [one for one in self.all() if one.laporan_id == laporan_id]
        return sorted(mine, key=lambda one: (one.waktu, one.id))


class FakeBerkas:
    """Frozen files by hash."""

    def __init__(self, uow: FakeUnitOfWork) -> None:
        self.uow = uow

    def put(self, data: bytes, *, nama: str, jenis: str) -> str:
        key = hashlib.sha256(data).hexdigest()
        self.uow.state.berkas[key] = data
        return key

    def get(self, sha256: str) -> bytes:
        if sha256 not in self.uow.state.berkas:
            raise NotFoundError("Berkas ini tidak tersimpan di komputer ini.")
        return self.uow.state.berkas[sha256]

    def has(self, sha256: str) -> bool:
        return sha256 in self.uow.state.berkas


class FakeSettings:
    """Small local values."""

    def __init__(self, uow: FakeUnitOfWork) -> None:
        self.uow = uow

    def get(self, key: str) -> str | None:
        return self.uow.state.settings.get(key)

    def put(self, key: str, value: str) -> None:
        self.uow.state.settings[key] = value


class FakeQueries:
    """Lists as frozen records."""

    def __init__(self, uow: FakeUnitOfWork) -> None:
        self.uow: Any = uow

    def lembar(
        self, *, triwulan: Triwulan | None = None, spt_id: str | None = None
    ) -> Sequence[LembarSummary]:
        quarters = {spt.id: spt.triwulan for spt in self.uow.spt.all()}
        return [
            self._summary(one)
            for one in self.uow.lembar.all()
            if spt_id in (None, one.spt_id) and triwulan in (None, quarters.get(one.spt_id))
        ]

    def peristiwa(self, triwulan: Triwulan) -> Sequence[Peristiwa]:
        mine = [e for e in self.uow.peristiwa.all() if e.triwulan == triwulan]
        return sorted(mine, key=lambda e: e.waktu)

    def temuan(self, spt_id: str) -> Sequence[Temuan]:
        return [t for t in self.uow.temuan.all() if t.spt_id == spt_id]

    def tindak_lanjut(self, temuan_ids: Collection[str]) -> Sequence[TindakLanjut]:
        return [t for t in self.uow.tindak_lanjut.all() if t.temuan_id in temuan_ids]

    def komentar(self, *, spt_id: str, sasaran_id: str | None = None) -> Sequence[Komentar]:
        return [
            k
            for k in self.uow.komentar.all()
            if k.spt_id == spt_id and sasaran_id in (None, k.sasaran_id)
        ]

    def koreksi(self, spt_id: str) -> Sequence[Koreksi]:
        mine = [k for k in self.uow.koreksi.all() if k.spt_id == spt_id]
        return sorted(mine, key=lambda k: (k.waktu, k.id))

    def periksa(self, spt_id: str) -> Sequence[Periksa]:
        mine = [p for p in self.uow.periksa.all() if p.spt_id == spt_id]
        return sorted(mine, key=lambda p: (p.waktu, p.id))

    def _summary(self, one: LembarPenilaian) -> LembarSummary:
        person = self.uow.aparatur.find(one.aparatur_id) if one.aparatur_id else None
        hasil = self.uow.lembar.hasil(one.id)
        owner = self.uow.pegawai.find(one.pemilik) if one.pemilik else None
        return LembarSummary(
            id=one.id,
            spt_id=one.spt_id,
            formulir=one.formulir,
            status=one.status,
            aparatur_id=one.aparatur_id,
            nama=person.nama if person else "",
            nip=person.nip if person else "",
            jabatan=person.jabatan if person else "",
            terjawab=len(self.uow.lembar.answers(one.id)),
            nilai_akhir=hasil.nilai_akhir if hasil else None,
            predikat=hasil.predikat if hasil else "",
            diubah=None,
            alasan_kembali=one.alasan_kembali,
            pemilik=owner.nama if owner else "",
        )
