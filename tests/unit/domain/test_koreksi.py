from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import KASI, MONDAY, RAHMAT

from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.koreksi import (
    LONGEST_PARAGRAF,
    Koreksi,
    KoreksiId,
    StatusKoreksi,
    accept,
    apply_koreksi,
    check_koreksi,
    decline,
    undecided,
    withdraw,
)
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.penugasan import SptId

ONE = Koreksi(
    KoreksiId("k"),
    SptId("s"),
    LaporanId("l"),
    "kesimpulan",
    2,
    "Semula.",
    "Menjadi.",
    KASI.id,
    Peran.KASI,
    MONDAY,
)


def test_a_suggestion_is_kept_trimmed():
    assert check_koreksi(replace(ONE, menjadi=" Menjadi. ")) == ONE


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"naskah": "sampul"}, "sampul"),
        ({"menjadi": "Semula. "}, "tidak mengubah"),
        ({"menjadi": "A\n\nB"}, "satu paragraf"),
        ({"menjadi": "a" * (LONGEST_PARAGRAF + 1)}, "paling banyak"),
    ],
)
def test_a_suggestion_that_suggests_nothing_or_too_much_is_refused(change, words):
    with pytest.raises(InvalidValueError, match=words):
        check_koreksi(replace(ONE, **change))


@pytest.mark.parametrize(
    ("text", "change", "after"),
    [
        ("A\n\nSemula.", {}, "A\n\nMenjadi."),
        ("Semula.\n\nA\n\nB", {}, "Menjadi.\n\nA\n\nB"),
        ("A\n\nMenjadi.", {}, "A\n\nMenjadi."),
        ("A\n\nSemula.", {"menjadi": ""}, "A"),
        ("A", {"menjadi": ""}, "A"),
        ("A\n\nB", {"semula": "", "paragraf": 1}, "A\n\nMenjadi.\n\nB"),
        ("A", {"semula": "", "paragraf": 9}, "A\n\nMenjadi."),
        ("Menjadi.", {"semula": ""}, "Menjadi."),
    ],
)
def test_an_accepted_paragraph_stands_where_it_was_meant(text, change, after):
    assert apply_koreksi(text, replace(ONE, **change)) == after


def test_a_paragraph_that_was_rewritten_is_not_overwritten():
    with pytest.raises(WrongStateError, match="sudah berubah"):
        apply_koreksi("Ditulis ulang.", ONE)


def test_somebody_else_decides_once():
    done = accept(ONE, oleh=RAHMAT.id, pada=MONDAY)
    assert (done.status, done.pemutus, done.diputus_pada) == (
        StatusKoreksi.DITERIMA,
        RAHMAT.id,
        MONDAY,
    )
    with pytest.raises(WrongStateError, match="sudah diterima"):
        decline(done, oleh=RAHMAT.id, pada=MONDAY, keterangan="Sudah benar begitu.")
    with pytest.raises(NotAllowedError, match="usulan Anda sendiri"):
        accept(ONE, oleh=KASI.id, pada=MONDAY)


def test_declining_needs_a_reason():
    with pytest.raises(MissingRequirementError, match="10 huruf"):
        decline(ONE, oleh=RAHMAT.id, pada=MONDAY, keterangan="tidak")
    done = decline(ONE, oleh=RAHMAT.id, pada=MONDAY, keterangan=" Sesuai dengan notulen. ")
    assert (done.status, done.keterangan) == (StatusKoreksi.DITOLAK, "Sesuai dengan notulen.")


def test_only_its_author_takes_a_suggestion_back():
    with pytest.raises(NotAllowedError, match="yang mengusulkannya"):
        withdraw(ONE, oleh=RAHMAT.id, pada=MONDAY)
    done = withdraw(ONE, oleh=KASI.id, pada=MONDAY)
    assert done.status is StatusKoreksi.DITARIK
    assert undecided([done, ONE]) == (ONE,)
