"""Puts records, fields and values of the journal into words for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from textwrap import shorten
from typing import Any, Final, cast

from bina_desktop.application.actor import NAMA_PERAN
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.isi_lembar import plain_label, read_value
from bina_desktop.application.istilah import (
    BESIDE_ANSWERS,
    ENUMS,
    FIELDS,
    JENIS,
    JUDUL_NOMOR,
    PEOPLE,
    WRITTEN,
)
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.rekomendasi import looked_at
from bina_desktop.application.stored_form import BLANK, in_order
from bina_desktop.application.workbook import INSTANCE
from bina_desktop.domain.arsip import ArsipId
from bina_desktop.domain.bahasa import format_tanggal, format_waktu
from bina_desktop.domain.duplikat import DuplikatId, Putusan
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.journal import DERIVED
from bina_desktop.domain.koreksi import KoreksiId
from bina_desktop.domain.lampiran import LampiranId
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.nomor import NomorId, TemplatId
from bina_desktop.domain.pegawai import AparaturId, PegawaiId
from bina_desktop.domain.pelimpahan import SEBUTAN, PelimpahanId
from bina_desktop.domain.penugasan import PerintahId, SkTimId, SptId
from bina_desktop.domain.periksa import PeriksaId
from bina_desktop.domain.sop import PeristiwaId
from bina_desktop.domain.temuan import RekomendasiId, TemuanId
from bina_desktop.domain.tindak_lanjut import TindakLanjutId
from bina_desktop.domain.utas import KomentarId
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.formengine.client import DataType, Node, NodeKind, Ref, Session

_SHOWN_FIELDS: Final = 3
_SHOWN_LETTERS: Final = 60


def format_perangkat(device: str) -> str:
    """Write a fingerprint so that two people can compare it aloud: four groups of four."""
    short = device[:16].upper()
    return " ".join(short[i : i + 4] for i in range(0, len(short), 4))


def setting_of_device(device: str) -> str:
    """Return the key under which this installation remembers the name of another."""
    return f"perangkat/{device}"


@dataclass(slots=True)
class Uraian:
    """Describes what one unit of work sees; loads each form once."""

    uow: UnitOfWork
    formulir: FormulirService
    wilayah: Mapping[KodeWilayah, str]
    _sessions: dict[tuple[str, str], Session | None] = field(
        default_factory=dict[tuple[str, str], Session | None]
    )
    _orders: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Refs of the answers of each sheet asked about, in their order."""
    _united: dict[str, str] | None = None
    _forms: dict[str, str] = field(default_factory=dict[str, str])
    """Form of each sheet asked about."""

    def jenis(self, entity: str) -> str:
        """Return the kind of record."""
        return JENIS.get(entity, entity)

    def nama(self, entity: str, record: str) -> str:
        """Return what a record is called; its id where nothing better is known."""
        describe = {
            "kantor": lambda: "Kop dinas",
            "pegawai": lambda: self._pegawai(record),
            "aparatur": lambda: self._aparatur(record),
            "perintah": lambda: self._triwulan(self.uow.perintah.find(PerintahId(record))),
            "sk_tim": lambda: self._triwulan(self.uow.sk_tim.find(SkTimId(record))),
            "spt": lambda: self._spt(record),
            "lembar_penilaian": lambda: self._lembar(record),
            "lampiran": lambda: self._lampiran(record),
            "laporan": lambda: self._laporan(record),
            "arsip": lambda: self._arsip(record),
            "peristiwa": lambda: self._peristiwa(record),
            "temuan": lambda: self._temuan(record),
            "tindak_lanjut": lambda: self._tindak_lanjut(record),
            "komentar": lambda: self._komentar(record),
            "koreksi": lambda: self._koreksi(record),
            "periksa": lambda: self._periksa(record),
            "pelimpahan": lambda: self._pelimpahan(record),
            "templat": lambda: self._templat(record),
            "nomor_naskah": lambda: self._nomor(record),
            "duplikat": lambda: self._duplikat(record),
        }.get(entity, str)
        return describe() or record

    def judul(self, entity: str, record: str) -> str:
        """Return kind and name: `Lembar – Siti Aminah (Kabupaten Seluma)`."""
        return f"{self.jenis(entity)} – {self.nama(entity, record)}"

    def bidang(self, entity: str, record: str, name: str) -> str:
        """Return what a field is called: the label of the question, or the field in words."""
        question, _, beside = name.partition("/@")
        node = self._node(entity, record, question)
        if node is not None:
            which = self._instance(record, question)
            said = [one for one in (which, BESIDE_ANSWERS.get(beside, "")) if one]
            return plain_label(node.label or node.name) + (f" ({', '.join(said)})" if said else "")
        if "/" in name and not name.startswith("/"):
            prefix, _, key = name.partition("/")
            if entity == "temuan":
                return f"{FIELDS.get(prefix, prefix)} ({self._which(record, key)})"
            return f"{prefix} {self._pegawai(key) or key}"
        return FIELDS.get(name, name.replace("_", " "))

    def rincian(self, entity: str, record: str, names: Sequence[str]) -> str:
        """Return a few fields in words and how many more there are."""
        shown = "; ".join(
            shorten(self.bidang(entity, record, name), _SHOWN_LETTERS, placeholder=" …")
            for name in names[:_SHOWN_FIELDS]
        )
        more = len(names) - _SHOWN_FIELDS
        return f"{shown}; dan {more} isian lain" if more > 0 else shown

    def nilai(self, entity: str, record: str, name: str, value: str) -> str:
        """Return a value (canonical JSON text) as a person reads it."""
        plain: object = json.loads(value)
        if plain is None or plain == "":
            return "(kosong)"
        if isinstance(plain, bool):
            return "ya" if plain else "tidak"
        if isinstance(plain, list):
            return ", ".join(str(item) for item in cast("list[Any]", plain))
        if name.endswith(BLANK):
            return "ya"
        text = str(plain)
        node = self._node(entity, record, name)
        if node is not None:
            return read_value(node, text)
        if name in PEOPLE:
            return self._pegawai(text) or text
        known = ENUMS.get((entity, name.partition("/")[0]), {})
        return known.get(text) or _as_time(text)

    def is_free_text(self, entity: str, record: str, name: str) -> bool:
        """Tell whether a field of a sheet holds words that a person writes as he likes."""
        question, _, beside = name.partition("/@")
        if beside in WRITTEN:
            return True
        node = self._node(entity, record, question) if not beside else None
        return node is not None and node.kind is NodeKind.INPUT and node.data_type is DataType.TEXT

    def title_of(self, record: str) -> str:
        """Return the title of the form that a sheet is of; its id for a form unknown here."""
        form_id = self._form_of(record)
        session = self._session(form_id) if form_id else None
        return session.info.title if session else form_id

    def siapa(self, actor: str) -> str:
        """Return who did it."""
        if actor.startswith("pengguna:"):
            return actor.removeprefix("pengguna:")
        if actor.startswith("berkas:"):
            return "disunting di Excel"
        return self._pegawai(actor) or actor or "tidak diketahui"

    def perangkat(self, device: str) -> str:
        """Return on which computer."""
        if device == self.uow.journal.device():
            return "komputer ini"
        if device.startswith(DERIVED):
            return "berkas Excel"
        nama = self.uow.settings.get(setting_of_device(device))
        return f"laptop {nama}" if nama else f"laptop {format_perangkat(device)}"

    def _pegawai(self, key: str) -> str:
        pegawai = self.uow.pegawai.find(PegawaiId(key))
        if pegawai is None and (kept := self._kept_for(key)):
            pegawai = self.uow.pegawai.find(PegawaiId(kept))
        return pegawai.nama if pegawai else ""

    def _kept_for(self, key: str) -> str:
        """Return the record with which a deleted one was united; '' where there is none."""
        if self._united is None:
            known = self.uow.duplikat.all()
            self._united = {one.lain: one.utama for one in known if one.putusan is Putusan.UNITED}
        return self._united.get(key, "")

    def _aparatur(self, key: str) -> str:
        aparatur = self.uow.aparatur.find(AparaturId(key))
        return aparatur.nama if aparatur else ""

    def _triwulan(self, item: Any) -> str:
        return item.triwulan.label if item else ""

    def _spt(self, key: str) -> str:
        spt = self.uow.spt.find(SptId(key))
        if spt is None:
            return ""
        place = self.wilayah.get(spt.kode_wilayah, spt.kode_wilayah)
        return f"{place}, {spt.triwulan.label}" + (f" ({spt.nomor})" if spt.nomor else "")

    def _place(self, spt_id: SptId) -> str:
        spt = self.uow.spt.find(spt_id)
        return self.wilayah.get(spt.kode_wilayah, spt.kode_wilayah) if spt else ""

    def _lembar(self, key: str) -> str:
        lembar = self.uow.lembar.find(LembarId(key))
        if lembar is None:
            return ""
        session = self._session(lembar.formulir)
        who = self._aparatur(lembar.aparatur_id) if lembar.aparatur_id else ""
        name = who or (session.info.title if session else lembar.formulir)
        place = self._place(lembar.spt_id)
        return f"{name} ({place})" if place else name

    def _arsip(self, key: str) -> str:
        arsip = self.uow.arsip.find(ArsipId(key))
        return f"{arsip.nama}, {self._laporan(arsip.laporan_id)}" if arsip else ""

    def _lampiran(self, key: str) -> str:
        lampiran = self.uow.lampiran.find(LampiranId(key))
        return f"{lampiran.nama}, {self._lembar(lampiran.lembar_id)}" if lampiran else ""

    def _laporan(self, key: str) -> str:
        laporan = self.uow.laporan.find(LaporanId(key))
        return self._place(laporan.spt_id) if laporan else ""

    def _peristiwa(self, key: str) -> str:
        event = self.uow.peristiwa.find(PeristiwaId(key))
        if event is None:
            return ""
        kode = event.kode_wilayah
        place = self.wilayah.get(kode, kode) if kode else event.triwulan.label
        return f"langkah {event.langkah} {event.jenis.value}, {place}"

    def _temuan(self, key: str) -> str:
        temuan = self.uow.temuan.find(TemuanId(key))
        return temuan.kondisi if temuan else ""

    def _which(self, record: str, key: str) -> str:
        """Return which recommendation of a finding it is: `ke-2`."""
        temuan = self.uow.temuan.find(TemuanId(record))
        keys = [one.id for one in temuan.rekomendasi] if temuan else []
        return f"ke-{keys.index(RekomendasiId(key)) + 1}" if key in keys else "yang dihapus"

    def _tindak_lanjut(self, key: str) -> str:
        """Return what was recommended."""
        found = self.uow.tindak_lanjut.find(TindakLanjutId(key))
        rekomendasi = looked_at(self.uow, found) if found else None
        return rekomendasi.isi if rekomendasi else ""

    def _komentar(self, key: str) -> str:
        """Return who said it, and about what."""
        komentar = self.uow.komentar.find(KomentarId(key))
        if komentar is None:
            return ""
        where = self.judul(komentar.jenis_sasaran, komentar.sasaran_id)
        return f"{self.siapa(komentar.pelaku)}, {where}"

    def _koreksi(self, key: str) -> str:
        """Return who suggested it, and for which Laporan."""
        koreksi = self.uow.koreksi.find(KoreksiId(key))
        if koreksi is None:
            return ""
        return f"{self.siapa(koreksi.pelaku)}, {self.nama('laporan', koreksi.laporan_id)}"

    def _periksa(self, key: str) -> str:
        """Return the step, the point and the visit."""
        periksa = self.uow.periksa.find(PeriksaId(key))
        if periksa is None:
            return ""
        return f"langkah {periksa.langkah}, {periksa.butir}, {self._place(periksa.spt_id)}"

    def _pelimpahan(self, key: str) -> str:
        """Return who acts as what."""
        found = self.uow.pelimpahan.find(PelimpahanId(key))
        if found is None:
            return ""
        return (
            f"{self._pegawai(found.pegawai_id)}, {SEBUTAN[found.jenis]} {NAMA_PERAN[found.peran]}"
        )

    def _templat(self, key: str) -> str:
        """Return of which papers."""
        found = self.uow.templat.find(TemplatId(key))
        return JUDUL_NOMOR[found.jenis] if found else ""

    def _nomor(self, key: str) -> str:
        """Return of which papers, and the number."""
        found = self.uow.nomor_naskah.find(NomorId(key))
        return f"{JUDUL_NOMOR[found.jenis]} {found.nomor}".strip() if found else ""

    def _duplikat(self, key: str) -> str:
        """Return the two of a pair."""
        pair = self.uow.duplikat.find(DuplikatId(key))
        if pair is None:
            return ""
        return f"{self.nama(pair.jenis, pair.utama)} / {self.nama(pair.jenis, pair.lain)}"

    def _node(self, entity: str, record: str, name: str) -> Node | None:
        if entity != "lembar_penilaian" or not name.startswith("/"):
            return None
        form_id = self._form_of(record)
        ref = INSTANCE.sub("[x]", name)  # a question reads the same in each instance
        session = self._session(form_id, ref if "[" in ref else "") if form_id else None
        try:
            return session.node(Ref(ref)) if session else None
        except KeyError:
            return None

    def _instance(self, record: str, question: str) -> str:
        """Return in which instance of its repeat a question stands: `isian ke-2`."""
        if "[" not in question:
            return ""
        if record not in self._orders:
            self._orders[record] = tuple(in_order(self.uow.lembar.answers(LembarId(record))))
        numbers: list[str] = []
        for match in INSTANCE.finditer(question):
            head = question[: match.start(1)]
            refs = (ref for ref in self._orders[record] if ref.startswith(head))
            keys = list(dict.fromkeys(ref[len(head) :].partition("]")[0] for ref in refs))
            numbers.append(str(keys.index(match[1]) + 1) if match[1] in keys else match[1])
        return f"isian ke-{'.'.join(numbers)}"

    def _form_of(self, record: str) -> str:
        if record not in self._forms:
            lembar = self.uow.lembar.find(LembarId(record))
            self._forms[record] = lembar.formulir if lembar else ""
        return self._forms[record]

    def _session(self, form_id: str, ref: str = "") -> Session | None:
        """Return a sheet of a form; with an instance where `ref` is that of a question in one."""
        key = form_id, ref
        if key not in self._sessions:
            try:
                answers = {ref: "-"} if ref else {}
                self._sessions[key] = self.formulir.session(form_id, answers)[0]
            except NotFoundError:
                self._sessions[key] = None
        return self._sessions[key]


def _as_time(text: str) -> str:
    """Write a date or a time in Indonesian; other text as it is."""
    try:
        return format_tanggal(date.fromisoformat(text)) if "-" in text else text
    except ValueError:
        pass
    try:
        return format_waktu(datetime.fromisoformat(text))
    except ValueError:
        return text
