from __future__ import annotations

from datetime import date

import pytest

from bina_desktop.application import contoh
from bina_desktop.domain.pegawai import Peran, parse_nip


@pytest.mark.parametrize("person", [*contoh.PEGAWAI, *contoh.APARATUR], ids=lambda p: p.nama)
def test_every_nip_of_the_sample_is_well_formed(person):
    if person.nip:
        nip = parse_nip(person.nip, status=person.status, today=date(2026, 11, 23))
        assert nip.warnings == ()


def test_the_sample_has_somebody_for_every_step():
    assert set(Peran) == {role for person in contoh.PEGAWAI for role in person.peran}


def test_the_sample_is_marked():
    assert contoh.KANTOR.contoh
