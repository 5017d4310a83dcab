"""What of a file a person must look at, though its seal is good and its laptop is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import EVERYONE, KABID, RAHMAT, SITI, TW4
from tests.installations import Installation, prepare

from bina_desktop.application.file_fate import FileFate
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket, Seal
from bina_desktop.domain.bundle import Bundles, bundled
from bina_desktop.domain.journal import Change
from bina_desktop.domain.pegawai import Peran

PAKET = Path("paket.xlsx")
HASIL = Path("hasil.xlsx")
STRANGER = "dddd4444eeee5555"


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def laptop(formulir, office, spt_id):
    """A laptop that has met the office."""
    made = Installation(
        formulir, device="cccc2222dddd3333", workbooks=office.workbooks, clock=office.clock
    )
    send(office, KABID, PAKET, spt_id, JenisPaket.PAKET_TUGAS)
    take_in(made, RAHMAT, PAKET)
    send(made, RAHMAT, HASIL, spt_id)
    take_in(office, KABID, HASIL)
    return made


def send(place, who, path, spt_id, jenis=JenisPaket.HASIL_LAPANGAN):
    place.seat(who).pertukaran.export(path, jenis, [spt_id], progress=Progress())


def take_in(place, who, path):
    service = place.seat(who).pertukaran
    service.carry_out(service.preview(path, progress=Progress()), progress=Progress())


def preview(place, path=HASIL):
    return place.seat(KABID).pertukaran.preview(path, progress=Progress())


def carrying(office, *changes, packed=False):
    """Let the file of the laptop bring more changes."""
    content = office.workbooks.files[HASIL]
    every = (*content.changes, *changes)
    if packed:
        every = Bundles(tuple(bundled(every)))
    office.workbooks.files[HASIL] = replace(content, changes=every, export_id="lain")


def by_another(seq: int, device: str = STRANGER) -> Change:
    return Change(device, seq, 5, "p", "kantor", "k", f"f{seq}", '"x"', hash="a" * 64)


@pytest.mark.usefixtures("laptop")
def test_a_file_that_speaks_for_itself_leaves_no_doubt(office):
    found = preview(office)
    assert not found.needs_yes
    assert not any("atas nama" in words for words in found.warnings)


@pytest.mark.usefixtures("laptop")
@pytest.mark.parametrize("packed", [False, True])
def test_what_is_brought_in_another_laptop_s_name_needs_a_yes(office, packed):
    carrying(office, by_another(7), by_another(8), packed=packed)
    found = preview(office)
    assert found.needs_yes
    (words,) = [words for words in found.warnings if "atas nama" in words]
    assert words.startswith("2 perubahan dalam berkas ini ditulis atas nama laptop DDDD 4444")


@pytest.mark.usefixtures("laptop")
def test_what_leads_up_to_a_known_change_is_proved(office):
    with office.database.begin(actor="uji") as uow:
        uow.state.add(by_another(9))
        uow.commit()
    carrying(office, by_another(7), by_another(8))
    assert not preview(office).needs_yes


@pytest.mark.usefixtures("laptop")
def test_a_cell_edited_in_another_file_is_in_nobody_s_name(office):
    carrying(office, replace(by_another(1), device="x:" + "a" * 64, seq=0, hash=""))
    assert not preview(office).needs_yes


@pytest.mark.usefixtures("laptop")
def test_where_the_seal_is_broken_that_is_said_and_no_more(office):
    carrying(office, by_another(7))
    office.workbooks.seal = Seal.BROKEN
    found = preview(office)
    assert found.needs_yes
    assert not any("atas nama" in words for words in found.warnings)


def a_promotion(laptop: Installation, seq: int = 900) -> Change:
    text = '["kadis"]'
    return Change(laptop.device, seq, 9**18, RAHMAT.id, "pegawai", SITI.id, "peran", text)


def test_rights_that_come_by_a_hasil_lapangan_need_a_yes(office, laptop):
    carrying(office, a_promotion(laptop))
    found = preview(office)
    assert found.needs_yes
    (words,) = [words for words in found.warnings if "mengubah peran" in words]
    assert f"Pegawai – {SITI.nama} (peran)" in words


def test_many_of_them_are_counted(office, laptop):
    content = office.workbooks.files[HASIL]
    every = [
        replace(a_promotion(laptop, 900 + n), record=one.id) for n, one in enumerate(EVERYONE)
    ]
    office.workbooks.files[HASIL] = replace(content, changes=(*content.changes, *every))
    (words,) = [words for words in preview(office).warnings if "mengubah peran" in words]
    assert f"{len(EVERYONE) - 3} lainnya" in words


def test_other_changes_of_people_are_no_matter_of_rights(office, laptop):
    carrying(office, replace(a_promotion(laptop), field="jabatan", value='"Analis"'))
    assert not preview(office).needs_yes


def test_the_office_may_alter_rights(office, laptop, spt_id):
    with office.database.begin(actor="uji") as uow:
        uow.pegawai.save(replace(SITI, peran=frozenset({Peran.KASI})))
        uow.commit()
    send(office, KABID, PAKET, spt_id, JenisPaket.PAKET_TUGAS)
    found = laptop.seat(RAHMAT).pertukaran.preview(PAKET, progress=Progress())
    assert not found.needs_yes


def test_unattended_such_a_file_waits(office, laptop):
    carrying(office, a_promotion(laptop))
    seat = office.seat(KABID)
    (outcome,) = seat.unattended.run([HASIL], progress=Progress())
    assert outcome.fate is FileFate.WAITING
    with office.database.begin(actor="uji") as uow:
        assert uow.pegawai.get(SITI.id).peran == SITI.peran
    assert seat.lembar.visits(TW4)
