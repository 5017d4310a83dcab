"""Forms to evaluate expressions on."""

from __future__ import annotations

import pytest
from tests.unit.formengine.xpath.toy_form import ToyForm


@pytest.fixture
def empty() -> ToyForm:
    """Return a form without questions, for expressions that need none."""
    return ToyForm({"kosong": ""})


@pytest.fixture
def household() -> ToyForm:
    """Return a form with groups, a repeat of people, and lists of kabupaten and kecamatan."""
    return build_household()


def build_household() -> ToyForm:
    """Return the same form outside a fixture."""
    return ToyForm(
        {
            "g": {"q": "yes", "umur": "17", "kab": "1571", "pilih": "b a"},
            "kosong": "",
            "a": "6",
            "b": "1,5",
            "tanggal": "2026-11-20",
            "anggota": [
                {"nama": "Ani", "umur": "31", "anak": [{"nama": "Budi"}, {"nama": "Citra"}]},
                {"nama": "Dedi", "umur": "", "anak": [{"nama": "Eka"}]},
                {"nama": "Fajar", "umur": "7", "anak": []},
            ],
        },
        numeric=("umur", "a", "b"),
        lists={
            "kab": (("name", "label"), [("1571", "Kota Jambi"), ("1501", "Kerinci")]),
            "kec": (
                ("name", "label", "kab", "luas"),
                [
                    ("01", "Telanaipura", "1571", "30"),
                    ("02", "Jelutung", "1571", "8"),
                    ("03", "Gunung Tujuh", "1501"),
                ],
            ),
            "luar.csv": (("name", "label"), [("x", "X")]),
        },
    )
