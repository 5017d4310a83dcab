"""Whom an installation trusts, and who may say so."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import KABID, RAHMAT
from tests.fake_adapters import FakeCertificates
from tests.installations import prepare

from bina_desktop.application.penerbit import Penerbit, PenerbitService
from bina_desktop.domain.errors import NotAllowedError

A = Penerbit("CA A", date(2024, 1, 1), date(2026, 1, 1), "aa")
B = Penerbit("CA B", date(2024, 1, 1), date(2026, 1, 1), "bb")


def test_officials_say_whom_to_trust(office, ratna):
    prepare(office, ratna)
    service = PenerbitService(office.seat(KABID).acting, FakeCertificates([A, B], kept=[B]))
    assert service.may_edit()
    assert service.look(b"CA A", "a.crt") == [A]
    service.trust(b"CA A", "a.crt")
    assert service.list() == [A, B]
    service.distrust("bb")
    assert service.list() == [A]
    assert A.is_valid(date(2026, 1, 1))
    assert not A.is_valid(date(2026, 1, 2))


def test_others_read_whom_the_office_trusts(office):
    service = PenerbitService(office.seat(RAHMAT).acting, FakeCertificates([A, B], kept=[B]))
    assert not service.may_edit()
    assert service.list() == [B]
    with pytest.raises(NotAllowedError):
        service.trust(b"CA A", "a.crt")
    with pytest.raises(NotAllowedError):
        service.distrust("bb")
