"""People from a pasted table: what taking it would do, row by row, then all of it at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.journal import Fate
from bina_desktop.application.pegawai import new_id, status_of
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.duplikat import plain_name
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.pasted import PersonField, split_rank
from bina_desktop.domain.pegawai import (
    Aparatur,
    AparaturId,
    Kelompok,
    Pegawai,
    PegawaiId,
    Peran,
    format_nip,
    parse_nip,
)
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah

Person = Pegawai | Aparatur

_NUMBER: Final = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
_ROUNDED: Final = re.compile(r"\d{15}000", re.ASCII)
_SIGNS: Final = re.compile(r"[\s.'’`\u200b-]+")
_LABEL: Final = re.compile(r"^NI(?:P|\s*PPPK)\b[\s.:]*", re.IGNORECASE)
_KAB: Final = re.compile(r"\bkab(?:\.|\b)\s*", re.IGNORECASE)
_WORDS: Final = {
    "nama": "nama",
    "nip": "NIP",
    "jabatan": "jabatan",
    "pangkat": "pangkat",
    "golongan": "golongan",
    "kode_wilayah": "kab/kota",
}
"""What people call the fields of which a change is told."""


@dataclass(frozen=True, slots=True)
class PastedTable:
    """Rows, what their columns hold, and to whom what the table does not say belongs."""

    rows: Sequence[Sequence[str]]
    fields: Sequence[PersonField]
    aparatur: bool
    """True: officers of a kab/kota; False: people of the Dinas."""
    kode: KodeWilayah | None = None
    """Kab/kota of rows that name none."""
    kelompok: Kelompok = Kelompok.OPERATOR
    """Of officers who are new."""
    first: int = 1
    """Number of the first row, as a person counts."""


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row of the table and its fate."""

    number: int
    cells: tuple[str, ...]
    fate: Fate
    """NEW, SAME, CHANGED or REFUSED."""
    sentence: str = ""
    """Why it is refused, what changes, or what to look at."""
    person: Person | None = None
    """As it will be stored; None for a refused row."""


class RosterService:
    """Fills the list of people from a table."""

    def __init__(self, acting: Acting, wilayah: tuple[Wilayah, ...]) -> None:
        self._acting = acting
        self._wilayah = wilayah

    def plan(self, table: PastedTable, people: Iterable[Person]) -> Sequence[PastedRow]:
        """Tell what taking this table would do, given who is known; reads and stores nothing."""
        today = self._acting.clock.now().astimezone(WIB).date()
        return _Plan(table, people, self._wilayah, today).rows()

    def take(self, table: PastedTable) -> tuple[Sequence[PastedRow], Changes]:
        """Store who is new or changed, in one transaction; refused rows are left out.

        Returns what became of each row: judged anew, for the records may have changed since a
        plan was looked at. Raises NotAllowedError.
        """
        roles = (Peran.ADMIN,)
        if table.aparatur:
            roles = (Peran.ADMIN, Peran.KABID, Peran.KASI, Peran.TIM)
        with self._acting.unit(reason="Ditempel dari tabel") as uow:
            self._acting.require(uow, *roles)
            people = uow.aparatur.all() if table.aparatur else uow.pegawai.all()
            plan = self.plan(table, people)
            records = _store(
                uow, [one.person for one in plan if one.person and one.fate is not Fate.SAME]
            )
            uow.commit()
        topic = Topic.APARATUR if table.aparatur else Topic.PEGAWAI
        return plan, Changes.of(topic, records=records)


def _store(uow: UnitOfWork, people: Sequence[Person]) -> frozenset[str]:
    """Save people, giving an id to those who are new; return the ids of all."""
    aparatur = [
        replace(one, id=one.id or AparaturId(new_id(uow, "aparatur", one.nip)))
        for one in people
        if isinstance(one, Aparatur)
    ]
    pegawai = [
        replace(one, id=one.id or PegawaiId(new_id(uow, "pegawai", one.nip)))
        for one in people
        if isinstance(one, Pegawai)
    ]
    uow.aparatur.save_all(aparatur)
    uow.pegawai.save_all(pegawai)
    return frozenset([one.id for one in (*aparatur, *pegawai)])


class _Plan:
    """Judges the rows of one table, one after the other."""

    def __init__(
        self,
        table: PastedTable,
        people: Iterable[Person],
        wilayah: Sequence[Wilayah],
        today: date,
    ) -> None:
        self._table, self._today = table, today
        self._names = {one.kode: one.nama for one in wilayah}
        self._by_nip: dict[str, Person] = {}
        self._by_name: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in people:
            if person.nip:
                self._by_nip[person.nip] = person
            self._by_name[_office(person), plain_name(person.nama)].append(person)
        self._seen: dict[object, int] = {}

    def rows(self) -> list[PastedRow]:
        """Return all rows with their fates."""
        return [
            self._row(number, tuple(cells))
            for number, cells in enumerate(self._table.rows, start=self._table.first)
        ]

    def _row(self, number: int, cells: tuple[str, ...]) -> PastedRow:
        said = {f: c for f, c in zip(self._table.fields, cells, strict=False) if f and c}
        try:
            fate, sentence, person = self._judge(number, said)
        except InvalidValueError as error:
            return PastedRow(number, cells, Fate.REFUSED, error.sentence)
        return PastedRow(number, cells, fate, sentence, person)

    def _judge(self, number: int, said: Mapping[PersonField, str]) -> tuple[Fate, str, Person]:
        nama = _name(said.get(PersonField.NAMA, ""))
        nip, warnings = self._nip(said.get(PersonField.NIP, ""))
        kode = self._place(said.get(PersonField.WILAYAH, ""))
        self._refuse_twice(number, nip, (kode, plain_name(nama)))
        values: dict[str, Any] = {"nama": nama, **_post(said)}
        if nip:
            values |= {"nip": nip, "status": status_of(nip)}
        known = self._known(nip, nama, kode)
        if known is None:
            if not nip:
                warnings = ("Tanpa NIP: dicatat sebagai Non-ASN.",)
            values["status"] = status_of(nip)
            return Fate.NEW, " ".join(warnings), self._new(kode, values)
        if isinstance(known, Aparatur) and known.kode_wilayah != kode:
            self._refuse_unsaid_move(known, said)
            values["kode_wilayah"] = kode
        if known.nama.casefold() == nama.casefold():
            values["nama"] = known.nama  # capitals alone are no news
        person = replace(known, **values)
        if person == known:
            return Fate.SAME, "", person
        return Fate.CHANGED, " ".join((self._changes(known, values), *warnings)), person

    def _nip(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return the digits of a NIP, '' for none, and what looks odd about it."""
        digits = _SIGNS.sub("", _LABEL.sub("", text))
        if _NUMBER.fullmatch(text) or _ROUNDED.fullmatch(digits):
            raise InvalidValueError(
                f"NIP “{text}” sudah menjadi angka di Excel sehingga angka terakhirnya hilang. "
                "Ubah kolom itu menjadi Teks di Excel, ketik ulang NIP-nya, lalu salin lagi."
            )
        if not digits:
            return "", ()
        nip = parse_nip(digits, status=status_of(digits), today=self._today)
        return nip.digits, nip.warnings

    def _place(self, text: str) -> KodeWilayah:
        """Return the kab/kota that a cell names, else the one chosen for the table."""
        if not self._table.aparatur:
            return KodeWilayah("")
        if text:
            return self._named_place(text)
        if self._table.kode is None:
            raise InvalidValueError(
                "Kab/kota belum diketahui. Pilih di atas tabel, atau pilih kolom yang memuatnya."
            )
        return self._table.kode

    def _named_place(self, text: str) -> KodeWilayah:
        wanted = _KAB.sub("kabupaten ", text).casefold()
        for kode, nama in self._names.items():
            name = nama.casefold()
            if "." not in kode:
                continue  # the province
            if re.search(rf"\b{re.escape(name)}$", wanted) or name.partition(" ")[2] == wanted:
                return kode
        raise InvalidValueError(
            f"“{text}” bukan kab/kota yang dikenal. Tulis seperti “Kabupaten Seluma”, atau pilih "
            "“Lewati” untuk kolom itu."
        )

    def _refuse_twice(self, number: int, nip: str, name: tuple[str, str]) -> None:
        """Refuse who stands in a row above: two of one name differ only where both have a NIP."""
        without, named = ("", *name), ("nip", *name)
        asked, told = ((nip, without), (nip, named)) if nip else ((without, named), (without,))
        before = next((self._seen[key] for key in asked if key in self._seen), 0)
        if before:
            raise InvalidValueError(
                f"Orang ini sudah ada pada baris {before} tabel ini. Hapus salah satunya."
            )
        self._seen.update(dict.fromkeys(told, number))

    def _known(self, nip: str, nama: str, kode: KodeWilayah) -> Person | None:
        """Return the person whom a row is about: by NIP, else by name in the same office."""
        if nip in self._by_nip:
            return self._by_nip[nip]
        found = self._by_name[kode, plain_name(nama)]
        if nip:
            found = [person for person in found if not person.nip]
        if len(found) > 1:
            raise InvalidValueError(
                f"Ada {len(found)} orang bernama {nama} dalam daftar. Lengkapi NIP-nya agar jelas "
                "siapa yang dimaksud."
            )
        return found[0] if found else None

    def _refuse_unsaid_move(self, known: Aparatur, said: Mapping[PersonField, str]) -> None:
        if PersonField.WILAYAH not in said:
            raise InvalidValueError(
                f"NIP {format_nip(known.nip)} tercatat atas nama {known.nama} di "
                f"{self._name_of(known.kode_wilayah)}. Bila pindah tugas, ubah kab/kotanya lebih "
                "dahulu."
            )

    def _new(self, kode: KodeWilayah, values: Mapping[str, Any]) -> Person:
        if self._table.aparatur:
            return Aparatur(AparaturId(""), kode, kelompok=self._table.kelompok, **values)
        return Pegawai(PegawaiId(""), **values)

    def _changes(self, known: Person, values: Mapping[str, Any]) -> str:
        """Tell what was there before: what comes stands in the table itself."""
        before = {name: getattr(known, name) for name in values}
        told = ", ".join(
            f"{word} {self._name_of(before[name]) or 'kosong'}"
            for name, word in _WORDS.items()
            if name in values and values[name] != before[name]
        )
        return f"Semula {told}."

    def _name_of(self, text: str) -> str:
        return self._names.get(KodeWilayah(text), format_nip(text))


def _office(person: Person) -> KodeWilayah:
    return person.kode_wilayah if isinstance(person, Aparatur) else KodeWilayah("")


def _name(text: str) -> str:
    if not text:
        raise InvalidValueError("Nama kosong.")
    if not plain_name(text) or not any(map(str.isalpha, text)):
        raise InvalidValueError(f"“{text}” bukan nama orang. Periksa apakah kolomnya tepat.")
    return text


def _post(said: Mapping[PersonField, str]) -> dict[str, str]:
    """Return what a row says of post, rank and grade; a blank cell says nothing."""
    rank, grade = split_rank(said.get(PersonField.PANGKAT, ""))
    own_rank, own_grade = split_rank(said.get(PersonField.GOLONGAN, ""))
    if not own_grade:  # not written as a grade is: kept as it stands
        own_rank, own_grade = "", own_rank
    given = {
        "jabatan": said.get(PersonField.JABATAN, ""),
        "pangkat": rank or own_rank,
        "golongan": own_grade or grade,
    }
    return {name: text for name, text in given.items() if text}
