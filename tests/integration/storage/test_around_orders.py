"""What stands around answers merges alike in any order, and any number of times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from tests.laptops import Laptop, a_laptop, a_lembar, a_pegawai, an_spt

from bina_desktop.application.catatan import note_name
from bina_desktop.application.journal import Conflict
from bina_desktop.domain.lampiran import Lampiran, Untuk, lampiran_id_for
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import PegawaiId, Peran
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.utas import (
    JenisSasaran,
    Komentar,
    KomentarId,
    Sasaran,
    Tindakan,
    Utas,
    say,
    threads,
)
from bina_desktop.storage import maintenance

L1, SPT = LembarId("l1"), SptId("spt1")
REFS = ("/data/a", "/data/b", "/data/anak[k7f2]/nama")
WORDS = ("Cek ulang.", "", "=1+1", "Baris\nkedua 🙂", "\u200fكتاب", "nol\0nol", "x" * 40_000)
NAMES = ("foto.jpg", "salinan.jpg")


class Hand:
    """Does something by chance around the answers of a sheet."""

    def __init__(self, laptop: Laptop, chance: Random, name: str) -> None:
        self.laptop, self.chance, self.name, self.said = laptop, chance, name, 0

    def act(self) -> None:
        self.laptop.clock.advance(minutes=self.chance.randint(-9, 30))
        ref = self.chance.choice(REFS)
        self.chance.choice((self.note, self.answer, self.clear, self.speak, self.file))(ref)

    def note(self, ref: str) -> None:
        self._store(note_name(ref), self.chance.choice(WORDS))

    def answer(self, ref: str) -> None:
        self._store(ref, self.chance.choice(WORDS))

    def clear(self, ref: str) -> None:
        self._store(f"{ref}/@kosong", self.chance.choice(("1", "")))

    def _store(self, name: str, text: str) -> None:
        with self.laptop.write() as uow:
            uow.lembar.save_answers(L1, {name: text})

    def speak(self, ref: str) -> None:
        place = Sasaran(JenisSasaran.LEMBAR, L1, ref)
        with self.laptop.write() as uow:
            utas = threads(uow.queries.komentar(spt_id=SPT)).get(place, Utas(place))
            peran = self.chance.choice((Peran.TIM, Peran.KASI))
            for tindakan in sorted(utas.allowed(peran)):
                self.said += 1
                key = KomentarId(f"{self.name}{self.said}")
                new = say(
                    utas,
                    Tindakan(tindakan),
                    "Kata.",
                    key=key,
                    spt_id=SPT,
                    pelaku=PegawaiId("p1"),
                    peran=peran,
                    waktu=self.laptop.clock.now(),
                )
                uow.komentar.add(new)
                break

    def file(self, ref: str) -> None:
        data = self.chance.choice((b"satu", b"dua"))
        with self.laptop.write() as uow:
            sha256 = uow.berkas.put(data, nama="x", jenis="text/plain")
            key = lampiran_id_for(L1, ref, Untuk.BUKTI, sha256)
            if uow.lampiran.find(key) is not None:
                uow.lampiran.delete(key)
                return
            name = self.chance.choice(NAMES)
            uow.lampiran.save(
                Lampiran(key, SPT, L1, ref, Untuk.BUKTI, name, sha256, len(data), "text/plain")
            )


def state(laptop: Laptop) -> tuple[object, ...]:
    """Return everything that people see of the sheet."""
    with laptop.read() as uow:
        said: dict[Sasaran, tuple[object, tuple[Komentar, ...]]] = {
            place: (utas.status, utas.komentar)
            for place, utas in threads(uow.queries.komentar(spt_id=SPT)).items()
        }
        return (
            uow.journal.digest(),
            uow.lembar.answers(L1),
            uow.queries.lembar(spt_id=SPT),
            uow.lampiran.of([L1]),
            said,
            [without_files(one) for one in uow.journal.conflicts()],
        )


def without_files(conflict: Conflict) -> Conflict:
    """Leave out with which file a value came: that differs from laptop to laptop."""
    base = conflict.base and replace(conflict.base, berkas="")
    return replace(
        conflict, heads=tuple(replace(head, berkas="") for head in conflict.heads), base=base
    )


@pytest.fixture(scope="module")
def new(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Laptop]:
    folder = tmp_path_factory.mktemp("orders")
    made = iter(range(99))
    return lambda: a_laptop(template, Path(folder / f"{next(made)}.db"))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_repetition_gives_the_same_sheet(
    new: Callable[[], Laptop], seed: int
) -> None:
    chance = Random(seed)
    one, other = new(), new()
    with one.write() as uow:
        uow.pegawai.save(a_pegawai())
        uow.spt.save(an_spt("p1"))
        uow.lembar.save(a_lembar())
    paket = one.changes()
    other.receive(paket)
    hands = (Hand(one, chance, "a"), Hand(other, chance, "b"))
    for _ in range(9):
        for hand in hands:
            hand.act()
    middle = one.changes()
    other.receive(middle)
    for _ in range(6):
        hands[1].act()
        hands[0].act()
    a, b = one.changes(), other.changes()
    seen: list[tuple[object, ...]] = []
    for order in ((a, b), (b, a), (a, a, b), (b, middle, a, paket)):
        office = new()
        for changes in order:
            office.receive(changes)
        assert maintenance.check_tables(office.engine) == []
        seen.append(state(office))
        office.close()
    one.receive(b)
    other.receive(a)
    seen += [state(one), state(other)]
    assert all(found == seen[0] for found in seen)
    for laptop in (one, other):
        laptop.close()
