"""Rows pasted in Excel below those of an export: new records, the same in every office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from tests.e2e.installation import take_in
from tests.e2e.world import KOTA, World

from bina_desktop.application.contoh import ADMIN
from bina_desktop.application.journal import Fate
from bina_desktop.application.pratinjau import ImportPreview
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.domain.lembar_penilaian import StatusLembar

pytestmark = pytest.mark.long

NIP = "199001012015032001"


@pytest.fixture(scope="module")
def offices(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Services]]:
    """Two offices that have the same past."""
    folder = tmp_path_factory.mktemp("dua")
    made = [world.office(folder / name) for name in ("satu", "dua")]
    yield [one.enter(ADMIN) for one in made]
    for one in made:
        one.leave()


def preview(services: Services, path: Path) -> ImportPreview:
    return services.pertukaran.preview(path, progress=Progress())


def paste(source: Path, target: Path, sheet: str, **cells: object) -> Path:
    """Copy a workbook and write a row below the last one, by the hidden keys of the columns."""
    book = openpyxl.load_workbook(source)
    page = book[sheet]
    row = page.max_row + 1
    columns = {cell.value: cell.column for cell in page[1]}
    for key, value in cells.items():
        page.cell(row, columns[key.replace("__", "/")], value)
    book.save(target)
    return target


def officer(**other: object) -> dict[str, object]:
    return {
        "kunjungan": "Kota Bengkulu",
        "nama": "Nurhayati",
        "nip": NIP,
        "status": "PNS",
        "kelompok": "O – Petugas/operator layanan",
        **other,
    }


def test_an_officer_pasted_in_excel_is_one_officer_in_both_offices(offices, world, tmp_path):
    path = paste(world.hasil("A")[0], tmp_path / "a.xlsx", "Aparatur", **officer())
    seen = preview(offices[0], path)
    (row,) = [row for row in seen.rows if row.nama == "Nurhayati"]
    assert (row.fate, row.jenis) == (Fate.NEW, "Aparatur")
    assert row.rincian.startswith("baris baru dari Excel")
    assert any("1 baris ditambahkan di Excel" in said for said in seen.warnings)
    for services in (*offices, offices[0]):
        take_in(services, path)
    assert [r for r in preview(offices[0], path).rows if r.fate not in (Fate.SAME,)] == []
    assert offices[0].pertukaran.digest() == offices[1].pertukaran.digest()
    (found,) = [one for one in offices[0].pegawai.aparatur() if one.nip == NIP]
    assert (found.nama, found.kode_wilayah) == ("Nurhayati", KOTA)


def test_a_sheet_pasted_in_excel_is_the_one_the_program_would_have_begun(offices, world, tmp_path):
    services = offices[0]
    visit = world.visits[KOTA]
    take_in(services, world.hasil("A")[0])
    waiting = services.lembar.aparatur_without(visit)[0]
    (sheet,) = [
        name
        for name in openpyxl.load_workbook(world.hasil("A")[0], read_only=True).sheetnames
        if name.startswith("Lembar Penilaian")
    ]
    path = paste(
        world.hasil("A")[0],
        tmp_path / "b.xlsx",
        sheet,
        kunjungan="Kota Bengkulu",
        aparatur=waiting.nama,
    )
    for one in offices:
        take_in(one, world.hasil("A")[0], path)
    assert offices[0].pertukaran.digest() == offices[1].pertukaran.digest()
    (row,) = [row for row in services.lembar.lembar(visit) if row.aparatur_id == waiting.id]
    assert row.status is StatusLembar.DRAF
    form = services.lembar.open(row.id)
    answers = {node.name: node.value for node in form.session.walk()}
    assert answers["nama"] == waiting.nama
    assert answers["tahun"] == str(world.triwulan.tahun)


def test_one_kab_kota_in_the_file_need_not_be_named(offices, world, tmp_path):
    row = officer(kunjungan=None)
    path = paste(world.hasil("A")[0], tmp_path / "d.xlsx", "Aparatur", **row)
    assert not [one for one in preview(offices[0], path).rows if one.fate is Fate.REFUSED]


@pytest.mark.parametrize(
    "fault",
    [
        ({"kunjungan": "Kota Padang"}, "Aparatur!B", "“Kota Padang” tidak dikenal"),
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in (
                ({"nama": None}, "Aparatur!C", "belum mengisi “Nama”"),
                ({"nip": int(NIP)}, "Aparatur!D", "tersimpan sebagai angka"),
                ({"nip": "199013452015031002"}, "Nurhayati", "bukan tanggal lahir"),
                ({"nip": None}, "Nurhayati", "NIP"),
            )
        ),
    ],
)
def test_a_pasted_row_that_lacks_something_is_refused_whole(offices, world, tmp_path, *, fault):
    change, place, reason = fault
    path = paste(world.hasil("A")[0], tmp_path / "c.xlsx", "Aparatur", **officer(**change))
    take_in(offices[0], world.hasil("A")[0])
    before = offices[0].pertukaran.digest()
    seen = preview(offices[0], path)
    (row,) = [row for row in seen.rows if row.fate is Fate.REFUSED]
    assert reason in row.rincian
    assert row.nama.startswith(place)
    offices[0].pertukaran.carry_out(seen, progress=Progress())
    assert offices[0].pertukaran.digest() == before
