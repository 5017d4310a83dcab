"""Duplicates by hand: a pair of every kind, and what a face asks about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bina_desktop.application.duplikat import DuplikatView, Pair
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.duplikat import Putusan, Sebab, Suspect


class FakeDuplikat:
    def __init__(self, world: Any) -> None:
        self.world = world

    def list(self):
        return tuple(self.world.double)

    def decided(self):
        return tuple(self.world.told_double)

    def compare(self, suspect):
        return duplicate_fields()

    def unite(self, suspect, taken) -> Changes:
        self._move(suspect, Putusan.UNITED)
        return self.world.recorder.note("unite", Topic.PERTUKARAN, taken=sorted(taken))

    def tell_apart(self, suspect) -> Changes:
        self._move(suspect, Putusan.DISTINCT)
        return self.world.recorder.note("tell_apart", Topic.PERTUKARAN)

    def take_back(self, suspect) -> Changes:
        self.world.double += [one for one in self.world.told_double if one.suspect == suspect]
        self.world.told_double = [o for o in self.world.told_double if o.suspect != suspect]
        return self.world.recorder.note("take_back", Topic.PERTUKARAN)

    def _move(self, suspect, putusan: Putusan) -> None:
        (found,) = (one for one in self.world.double if one.suspect == suspect)
        self.world.double.remove(found)
        self.world.told_double.append(replace(found, putusan=putusan))


def duplicates() -> list[DuplikatView]:
    """A pair of every kind."""
    dewi, seluma = "Contoh Dewi Anggraini, S.H.", "Kabupaten Seluma"
    visit = f"{seluma}, Triwulan IV Tahun 2026"
    told = (
        ("aparatur", Sebab.NIP, "Aparatur", dewi, "Contoh Dewi Angraini"),
        ("aparatur", Sebab.NAME, "Aparatur", "Contoh Hasan", "Contoh Hasan, S.Kom."),
        ("lembar_penilaian", Sebab.SHEET, "Lembar", f"{dewi} ({seluma})", f"{dewi} ({seluma})"),
        ("spt", Sebab.VISIT, "SPT", f"{visit} (800/12)", f"{visit} (800/14)"),
    )
    return [
        DuplikatView(Suspect(jenis, f"a{n}", f"b{n}", sebab), kind, first, second, seluma)
        for n, (jenis, sebab, kind, first, second) in enumerate(told)
    ]


def duplicate_fields() -> list[Pair]:
    """Fields that differ, one of them blank, and some that do not."""
    return [
        Pair("nama", "nama", "Contoh Dewi Anggraini, S.H.", "Contoh Dewi Angraini", differs=True),
        Pair("jabatan", "jabatan", "Operator", "Operator SIAK", differs=True),
        Pair("pendidikan", "pendidikan", "(kosong)", "S1 Hukum", differs=True, blank=True),
        Pair("nip", "NIP", "198907172014022003", "198907172014022003", differs=False),
    ]
