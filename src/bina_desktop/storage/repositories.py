"""Records of one kind within a unit of work: rows in, domain objects out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bina_desktop.domain.errors import NotFoundError, WrongStateError
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan, SkTim, Spt
from bina_desktop.domain.utas import Komentar, KomentarId
from bina_desktop.storage.mapping import IncompleteError, mapping_of
from bina_desktop.storage.review_rows import KomentarRow
from bina_desktop.storage.rows import (
    Base,
    Journalled,
    SkTimAnggotaRow,
    SkTimRow,
    SptPetugasRow,
    SptRow,
)

log = logging.getLogger(__name__)

T = TypeVar("T")
K = TypeVar("K", bound=str)
R = TypeVar("R", bound=Journalled)


class RowRepository(Generic[T, K, R]):
    """Implements the Repository port for one row class."""

    lists: tuple[str, ...] = ()

    def __init__(self, session: Session, row: type[R], kind: type[T], *, noun: str) -> None:
        self._session = session
        self._row = row
        self._noun = noun
        self._mapping = mapping_of(kind, self.lists)

    def get(self, key: K) -> T:
        """Return the record. Raises NotFoundError."""
        item = self.find(key)
        if item is None:
            raise NotFoundError(
                f"{self._noun} yang dicari tidak ada atau belum lengkap di basis data ini. "
                "Muat ulang daftarnya, atau terima dahulu berkas dari laptop pembuatnya."
            )
        return item

    def find(self, key: K) -> T | None:
        """Return the record, or None if it is absent, deleted or not yet complete."""
        row = self._session.get(self._row, key)
        return None if row is None or row.dihapus else next(iter(self._items([row])), None)

    def all(self) -> Sequence[T]:
        """Return every record that is neither deleted nor incomplete, in order of id."""
        rows = self._session.scalars(
            select(self._row).where(~self._row.dihapus).order_by(self._row.id)
        )
        return self._items(rows.all())

    def save(self, item: T) -> None:
        """Insert or update; a deleted record comes back."""
        values = self._mapping.values(item)
        key = str(values["id"])
        row = self._session.get(self._row, key)
        if row is None:
            row = self._row(**values)
            self._session.add(row)
            # Gives the row its defaults and its place before anything else asks for it.
            self._session.flush()
        else:
            set_values(row, {**values, "dihapus": False})
        self._save_lists(item, key)

    def save_all(self, items: Iterable[T]) -> None:
        """Save each, with one flush for those that are new."""
        self._session.flush()
        by_key = {str(self._mapping.values(item)["id"]): item for item in items}
        new: list[T] = []
        with self._session.no_autoflush:
            for key, item in by_key.items():
                values = self._mapping.values(item)
                if self._session.get(self._row, key) is None:
                    self._session.add(self._row(**values))
                    new.append(item)
                else:
                    self.save(item)
        self._session.flush()
        for item in new:
            self._save_lists(item, str(self._mapping.values(item)["id"]))

    def delete(self, key: K) -> None:
        """Mark deleted. Raises NotFoundError."""
        row = self._session.get(self._row, key)
        if row is None:
            raise NotFoundError(f"{self._noun} yang akan dihapus tidak ada di basis data ini.")
        set_values(row, {"dihapus": True})

    def _items(self, rows: Sequence[R]) -> list[T]:
        lists = self._load_lists([row.id for row in rows])
        found: list[T] = []
        for row in rows:
            try:
                found.append(self._mapping.item(row, lists(row.id)))
            except IncompleteError as error:
                log.warning("%s %s is incomplete: %s", row.__journal__, row.id, error)
        return found

    def _save_lists(self, item: T, key: str) -> None:
        """Write what is kept in tables of its own; most kinds have none."""

    def _load_lists(self, _keys: Sequence[str]) -> Callable[[str], Mapping[str, object]]:
        return lambda _key: {}


def set_values(row: Base | Journalled, values: Mapping[str, object]) -> None:
    """Set those attributes that differ."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


class SkTimRepository(RowRepository[SkTim, str, SkTimRow]):
    """Teams with their members in the order of the SK."""

    lists = ("anggota",)

    def _save_lists(self, item: SkTim, key: str) -> None:
        rows = {row.member_id: row for row in self._anggota([key])}
        order = keep_order(
            [anggota.pegawai_id for anggota in item.anggota],
            {k: row.urutan for k, row in rows.items() if row.kedudukan is not None},
        )
        for anggota in item.anggota:
            row = rows.pop(anggota.pegawai_id, None)
            urutan = order[anggota.pegawai_id]
            if row is None:
                self._session.add(
                    SkTimAnggotaRow(
                        owner_id=key,
                        member_id=anggota.pegawai_id,
                        kedudukan=str(anggota.kedudukan),
                        urutan=urutan,
                    )
                )
            else:
                set_values(row, {"kedudukan": str(anggota.kedudukan), "urutan": urutan})
        for row in rows.values():
            set_values(row, {"kedudukan": None})

    def _load_lists(self, keys: Sequence[str]) -> Callable[[str], Mapping[str, object]]:
        found: dict[str, list[AnggotaTim]] = {}
        known = {str(kedudukan): n for n, kedudukan in enumerate(Kedudukan)}
        rows = [row for row in self._anggota(keys) if row.kedudukan in known]
        rows.sort(key=lambda r: (r.urutan or 0, known[r.kedudukan or ""], r.member_id))
        for row in rows:
            found.setdefault(row.owner_id, []).append(
                AnggotaTim(PegawaiId(row.member_id), Kedudukan(row.kedudukan))
            )
        return lambda key: {"anggota": tuple(found.get(key, ()))}

    def _anggota(self, keys: Sequence[str]) -> Iterable[SkTimAnggotaRow]:
        return self._session.scalars(
            select(SkTimAnggotaRow).where(SkTimAnggotaRow.owner_id.in_(keys))
        )


class SptRepository(RowRepository[Spt, str, SptRow]):
    """Travel orders with their petugas; the first leads the visit."""

    lists = ("petugas",)

    def _save_lists(self, item: Spt, key: str) -> None:
        rows = {row.member_id: row for row in self._petugas([key])}
        order = keep_order(
            item.petugas, {k: row.urutan for k, row in rows.items() if row.urutan is not None}
        )
        for pegawai_id, urutan in order.items():
            row = rows.pop(pegawai_id, None)
            if row is None:
                self._session.add(SptPetugasRow(owner_id=key, member_id=pegawai_id, urutan=urutan))
            else:
                set_values(row, {"urutan": urutan})
        for row in rows.values():
            set_values(row, {"urutan": None})

    def _load_lists(self, keys: Sequence[str]) -> Callable[[str], Mapping[str, object]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for row in self._petugas(keys):
            if row.urutan is not None:
                found.setdefault(row.owner_id, []).append((row.urutan, row.member_id))
        return lambda key: {
            "petugas": tuple(PegawaiId(member) for _, member in sorted(found.get(key, ())))
        }

    def _petugas(self, keys: Sequence[str]) -> Iterable[SptPetugasRow]:
        return self._session.scalars(select(SptPetugasRow).where(SptPetugasRow.owner_id.in_(keys)))


class SqlKomentarStore:
    """Implements the KomentarStore port: what was said can only be added to."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows = RowRepository[Komentar, KomentarId, KomentarRow](
            session, KomentarRow, Komentar, noun="Komentar"
        )

    def find(self, key: KomentarId) -> Komentar | None:
        """Return an utterance; None if it is absent or not yet complete."""
        return self._rows.find(key)

    def add(self, komentar: Komentar) -> None:
        """Store an utterance. Raises WrongStateError for an identity that is taken."""
        if self._session.get(KomentarRow, komentar.id) is not None:
            raise WrongStateError("Komentar ini sudah tersimpan dan tidak dapat diubah.")
        self._rows.save(komentar)


def keep_order(members: Sequence[str], known: Mapping[str, int | None]) -> dict[str, int]:
    """Return an order number for each member, keeping numbers that still rise.

    Whoever leaves or joins at the end renumbers nobody, so that two laptops do not conflict.
    """
    numbers: dict[str, int] = {}
    last = 0
    for member in members:
        number = known.get(member)
        last = number if number is not None and number > last else last + 1
        numbers[member] = last
    return numbers
