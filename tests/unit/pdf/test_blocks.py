"""Lines of the signature block and figures of the plots."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.pdf.samples import FONTS, KABID, KADIS, LONG

from bina_desktop.application.orang import Orang
from bina_desktop.domain.pegawai import StatusKepegawaian
from bina_desktop.pdf.blocks import (
    jabatan_lines,
    kapital,
    nip_line,
    pangkat_gol,
    signature_lines,
)
from bina_desktop.pdf.charts import bars, radar
from bina_desktop.pdf.fonts import SANS, register_fonts, regular
from bina_desktop.pdf.layout import fit


@pytest.fixture(autouse=True)
def _fonts():
    register_fonts(FONTS)


@pytest.mark.parametrize(
    ("atas_nama", "lines"),
    [
        ((), ["KEPALA BIDANG X,"]),
        (("a.n. Kepala Dinas Y",), ["a.n. KEPALA DINAS Y", "KEPALA BIDANG X,"]),
        (
            ("a.n. Kepala Dinas Y", "Sekretaris", "u.b."),
            ["a.n. KEPALA DINAS Y", "SEKRETARIS", "u.b.", "KEPALA BIDANG X,"],
        ),
        (("Plt.",), ["Plt. KEPALA BIDANG X,"]),
        (("Plh.",), ["Plh. KEPALA BIDANG X,"]),
    ],
)
def test_delegation_is_written_as_the_rules_ask(atas_nama, lines):
    orang = replace(KABID, jabatan="Kepala Bidang X", atas_nama=atas_nama)
    assert jabatan_lines(orang) == lines


def test_unknown_title_leaves_a_dotted_line():
    assert jabatan_lines(Orang(nama="A"))[-1].startswith("……")


def test_abbreviation_keeps_its_case():
    assert kapital("u.p. Direktur") == "u.p. DIREKTUR"
    assert kapital("Kepala Dinas") == "KEPALA DINAS"


def test_nip_is_grouped_and_named_by_status():
    assert nip_line(KADIS) == "NIP 19690905 199403 1 011"
    assert nip_line(LONG).startswith("NIPPPK 19850223 202521 1 035")
    assert nip_line(Orang(nama="Non ASN", status=StatusKepegawaian.NON_ASN)) == ""


def test_pangkat_shows_what_there_is():
    assert pangkat_gol(KADIS) == "Pembina Utama Madya (IV/d)"
    assert pangkat_gol(LONG) == "IX"
    assert pangkat_gol(replace(KADIS, golongan="")) == "Pembina Utama Madya"
    assert pangkat_gol(Orang(nama="A")) == "–"


def test_empty_block_has_dotted_name_and_nip():
    texts = [getattr(part, "text", "") for part in signature_lines(Orang(nama=""), [], 200)]
    assert any("……" in text for text in texts)
    assert "NIP" in texts


def test_text_is_cut_only_where_it_is_too_wide():
    assert fit("pendek", regular(SANS), 8, 200) == "pendek"
    assert fit("panjang sekali", regular(SANS), 8, 30).endswith("…")


def test_bars_are_as_long_as_their_values_and_missing_ones_are_a_dash():
    drawing = bars([("A", Decimal(100)), ("B", Decimal(70)), ("C", None)], 300)
    filled = [part.width for part in drawing.contents if hasattr(part, "width")]
    full, half = filled[1], filled[3]
    assert full == pytest.approx(half * 2)
    texts = [part.text for part in drawing.contents if hasattr(part, "text")]
    assert "100,00" in texts
    assert "–" in texts


def test_value_over_the_scale_stays_within_the_plot():
    drawing = bars([("A", Decimal(130)), ("B", Decimal(10))], 300, mark=(76, "Baik"))
    widths = [part.width for part in drawing.contents if hasattr(part, "width")]
    assert widths[0] == widths[1]
    assert min(widths) == 0


def test_radar_of_two_known_values_draws_no_area():
    labels = ["A", "B", "C"]
    empty = radar(labels, [None, Decimal(50), Decimal(60)], [None] * 3, 200, 200)
    whole = radar(labels, [Decimal(70)] * 3, [Decimal(60)] * 3, 200, 200)
    assert len(whole.contents) > len(empty.contents)
