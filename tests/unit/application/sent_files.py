"""An office and a laptop that wrote two files for it, and their import without a person."""

from __future__ import annotations

from pathlib import Path

from tests.builders import ADMIN, KABID, RAHMAT
from tests.installations import Installation, assess

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket

HASIL, LAIN, RUSAK = Path("hasil.xlsx"), Path("lain.xlsx"), Path("rusak.xlsx")
FOLDER = "/kiriman"


def sending_laptop(formulir, office, spt_id, ratna) -> Installation:
    """A field laptop that wrote two files for the office, of which the office knows nothing."""
    made = Installation(
        formulir, device="cccc2222dddd3333", workbooks=office.workbooks, clock=office.clock
    )
    paket = Path("paket.xlsx")
    office.seat(KABID).pertukaran.export(
        paket, JenisPaket.PAKET_TUGAS, [spt_id], progress=Progress()
    )
    made.seat(RAHMAT.nama).unattended.run([paket], accept=True, progress=Progress())
    send(made, spt_id, HASIL)
    assess(made.seat(RAHMAT), spt_id, ratna)
    send(made, spt_id, LAIN)
    return made


def send(place, spt_id, path, password=""):
    place.seat(RAHMAT).pertukaran.export(
        path, JenisPaket.HASIL_LAPANGAN, [spt_id], password=password, progress=Progress()
    )


def run(place, *paths, who=ADMIN, **options):
    return place.seat(who).unattended.run(paths, progress=Progress(), **options)
