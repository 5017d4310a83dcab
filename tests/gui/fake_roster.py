"""The real judgement of pasted rows over the sample people; taking them is only remembered."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from tests.gui import sample

from bina_desktop.application.roster import PastedTable, RosterService
from bina_desktop.application.work import Topic

if TYPE_CHECKING:
    from tests.gui.fake_services import World

PASTED = (
    "\r\n".join(
        "\t".join(cells)
        for cells in (
            ("No", "NIP", "Nama Pegawai", "Jabatan", "Pangkat/Gol. Ruang", "Unit kerja"),
            (
                "1",
                "'199003122014022002",
                "Contoh Ratna Kusuma Dewi, S.Kom.",
                "Operator SIAK",
                "Penata Muda (III/a)",
                "Dinas Dukcapil Kabupaten Seluma",
            ),
            ("2", "1,96909E+17", "Contoh Hendra Wijaya", "Operator SIAK", "", "Kab. Kaur"),
            (
                "3",
                "199203102019031006",
                "Contoh Eko Prasetyo, A.Md.",
                "Operator SIAK Mahir",
                "Penata (III/c)",
                "Kabupaten Bengkulu Utara",
            ),
            ("4", "", "Contoh Fitri", "Petugas perekaman KTP-el", "", "Kabupaten Kaur"),
            (
                "5",
                "199013122014022002",
                "Contoh Lina Marlina",
                "Pranata Komputer",
                "",
                "Kab. Kaur",
            ),
            ("6", "-", "Contoh Yudi Pratama", "Petugas rekam", "", "Kota Bengkulu"),
            ("7", "", "Contoh Yudi Pratama", "Petugas rekam", "", "Kota Bengkulu"),
        )
    )
    + "\r\n"
)
"""As Excel copies it: one row for nearly every fate."""


class FakeRoster:
    """Judges as the program does; `take` is noted."""

    def __init__(self, world: World) -> None:
        self._world = world
        acting = SimpleNamespace(clock=SimpleNamespace(now=lambda: sample.MORNING))
        self._real = RosterService(cast("Any", acting), sample.WILAYAH)

    def plan(self, table: PastedTable, people):
        return self._real.plan(table, people)

    def take(self, table: PastedTable):
        topic = Topic.APARATUR if table.aparatur else Topic.PEGAWAI
        changes = self._world.recorder.note("take", topic, table=table)
        people = sample.APARATUR if table.aparatur else sample.PEGAWAI
        return self.plan(table, people), changes
