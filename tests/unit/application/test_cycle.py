"""The whole SOP on fakes: from the order to the delivered report."""

from __future__ import annotations

from tests.builders import KABID, RAHMAT, TW4
from tests.installations import assess, prepare, review

from bina_desktop.domain.laporan import StatusLaporan, laporan_id_for


def test_one_visit_goes_from_order_to_delivery(office, ratna):
    spt_id = prepare(office, ratna)
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)

    review(office, laporan_id_for(spt_id), until=7)

    detail = office.seat(KABID).laporan.detail(spt_id)
    assert detail.laporan.status is StatusLaporan.DISAMPAIKAN
    assert [event.langkah for event in detail.riwayat] == [3, 3, 4, 5, 6, 7]
    overview = office.seat(KABID).beranda.overview(TW4)
    assert [w.langkah for w in overview.wilayah if w.spt_id == spt_id] == [8]
