from __future__ import annotations

import hashlib

import pytest
from tests.laptops import Laptop

from bina_desktop.domain.errors import NotFoundError


def test_a_file_is_stored_once_under_its_hash(laptop: Laptop) -> None:
    sha256 = hashlib.sha256(b"%PDF").hexdigest()
    for _ in range(2):
        with laptop.write() as uow:
            assert uow.berkas.put(b"%PDF", nama="laporan.pdf", jenis="pdf") == sha256
    with laptop.read() as uow:
        assert uow.berkas.get(sha256) == b"%PDF"
        assert uow.berkas.has(sha256)


def test_an_absent_file_is_said_to_be_absent(laptop: Laptop) -> None:
    with laptop.read() as uow:
        assert not uow.berkas.has("00")
        with pytest.raises(NotFoundError, match="tidak tersimpan"):
            uow.berkas.get("00")


def test_settings_are_kept_and_replaced_and_never_journalled(laptop: Laptop) -> None:
    with laptop.write() as uow:
        assert uow.settings.get("triwulan") is None
        uow.settings.put("triwulan", "2026-T3")
        uow.settings.put("triwulan", "2026-T4")
    with laptop.read() as uow:
        assert uow.settings.get("triwulan") == "2026-T4"
        assert uow.journal.changes() == []
