"""Files of a Laporan stand in the order in which they came about."""

from __future__ import annotations

from datetime import date

from tests.builders import KABID, KASI, RAHMAT
from tests.fake_adapters import P12
from tests.installations import assess, prepare, review

from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.domain.laporan import laporan_id_for


def test_a_clock_turned_back_keeps_the_order_of_the_acts(office, ratna):
    spt_id = prepare(office, ratna)
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    key = laporan_id_for(spt_id)
    review(office, key, until=5)
    kabid, kasi = office.seat(KABID).tanda_tangan, office.seat(KASI).tanda_tangan
    for nomor in ("400/1", "400/2"):
        kabid.prepare(key, cara=CaraTandaTangan.BERSAMA, nomor=nomor, tanggal=date(2026, 11, 25))
        office.clock.forward(hours=-3)
    assert kasi.read(key).ready.arsip.nomor == "400/2"
    kasi.sign(key, credential=P12)
    assert kabid.read(key).ready.due == "Kabid"
