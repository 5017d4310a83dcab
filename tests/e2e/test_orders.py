"""Two laptops and an office: whatever the order and however often, one database."""

from __future__ import annotations

import pytest
from tests.e2e.installation import take_in
from tests.e2e.world import KOTA

from bina_desktop.application.contoh import ADMIN, KASI
from bina_desktop.application.journal import Fate
from bina_desktop.application.work import Progress
from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.domain.lembar_penilaian import StatusLembar


@pytest.fixture(scope="module")
def digests(world, tmp_path_factory):
    found = {}
    for order in ("AB", "BA", "AAB", "BABA"):
        office = world.office(tmp_path_factory.mktemp("urutan") / order)
        services = office.enter(ADMIN)
        take_in(services, *world.hasil(order))
        found[order] = services.pertukaran.digest()
        assert office.gate.check(rebuild=True) == ()
        office.leave()
    return found


def test_any_order_and_any_number_of_imports_give_one_database(digests):
    assert len(set(digests.values())) == 1, digests


def test_a_preview_changes_nothing_and_says_what_is_new(world, office):
    services = office.enter(ADMIN)
    before = services.pertukaran.digest()
    preview = services.pertukaran.preview(world.hasil("A")[0], progress=Progress())
    assert services.pertukaran.digest() == before
    assert {row.fate for row in preview.rows} == {Fate.NEW, Fate.SAME}
    assert preview.needs_yes  # the laptop is not known here yet


@pytest.mark.long
def test_settling_a_conflict_travels_and_closes_it(world, office):
    services = office.enter(ADMIN)
    take_in(services, *world.hasil("AB"))
    conflicts = services.perbedaan.conflicts()
    assert conflicts
    assert all(len(conflict.heads) == 2 for conflict in conflicts)
    with pytest.raises(NotAllowedError, match="tidak memiliki peran"):
        services.perbedaan.settle(conflicts[0], conflicts[0].heads[0].value)
    services = office.enter(KASI)
    chosen = conflicts[0]
    services.perbedaan.settle(chosen, chosen.heads[-1].value)
    left = services.perbedaan.conflicts()
    assert len(left) == len(conflicts) - 1
    for conflict in left:
        services.perbedaan.settle(conflict, conflict.heads[0].value)
    take_in(services, *world.hasil("AB"))
    assert services.perbedaan.conflicts() == []
    rows = services.lembar.lembar(world.visits[KOTA])
    assert {row.status for row in rows} == {StatusLembar.FINAL}
    assert all(row.nilai_akhir is not None for row in rows)
