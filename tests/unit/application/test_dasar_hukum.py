"""The shipped list of legal bases and what each document cites of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bina_desktop.application.dasar_hukum import dasar_hukum_for, parse_dasar_hukum

SHIPPED = Path(__file__).parents[3] / "resources" / "dasar_hukum.toml"


@pytest.fixture
def items():
    return parse_dasar_hukum(SHIPPED.read_text("utf-8"))


def test_codes_are_unique_and_statuses_known(items):
    codes = [item.kode for item in items]
    assert len(codes) == len(set(codes))
    assert {item.status for item in items} <= {"berlaku", "diganti", "perlu_verifikasi"}
    assert {name for item in items for name in item.dokumen} <= {"sk_tim", "spt", "laporan"}


def test_every_item_says_where_it_comes_from(items):
    assert all(item.catatan for item in items)
    assert not any(item.teks.endswith((".", ";")) for item in items)


@pytest.mark.parametrize("dokumen", ["sk_tim", "spt", "laporan"])
def test_documents_cite_the_regulation_in_force_instead_of_the_wrong_one(items, dokumen):
    texts = [item.teks for item in dasar_hukum_for(dokumen, items)]
    assert any("Nomor 60 Tahun 2021" in text for text in texts)
    assert not any("76 Tahun" in text for text in texts)


def test_unverified_items_are_cited_nowhere(items):
    cited = {item.kode for name in ("sk_tim", "laporan") for item in dasar_hukum_for(name, items)}
    assert not cited & {item.kode for item in items if item.status == "perlu_verifikasi"}
