from __future__ import annotations

from tests.laptops import NOW, Laptop, a_pegawai, an_spt

from bina_desktop.domain.journal import Change, canonical_bytes, chain_hash, clock_at
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.wilayah import KodeWilayah


def test_leaving_without_commit_leaves_nothing(laptop: Laptop) -> None:
    with laptop.begin(actor="p1") as uow:
        uow.pegawai.save(a_pegawai())
        assert len(uow.journal.changes()) > 0
    with laptop.read() as uow:
        assert uow.journal.changes() == []
        assert uow.pegawai.all() == []


def test_only_fields_that_differ_are_journalled_on_the_heads_that_were_seen(
    laptop: Laptop,
) -> None:
    with laptop.write(actor="p7", reason="baru diangkat") as uow:
        uow.pegawai.save(a_pegawai())
    with laptop.write(actor="p8", reason="naik pangkat") as uow:
        uow.pegawai.save(a_pegawai(pangkat="Pembina"))
        uow.pegawai.save(a_pegawai(pangkat="Pembina", nama="Badu"))
    by_value = {change.value: change for change in laptop.changes()}
    nama, peran = by_value['"Budi Santoso"'], by_value['["tim"]']
    pangkat, again = by_value['"Pembina"'], by_value['"Badu"']
    assert len(by_value) == len(laptop.changes())
    assert (nama.field, nama.value, nama.actor) == ("nama", '"Budi Santoso"', "p7")
    assert (peran.field, peran.value, peran.reason) == ("peran", '["tim"]', "baru diangkat")
    assert (pangkat.field, pangkat.bases, pangkat.actor) == ("pangkat", (), "p8")
    assert (again.field, again.bases, again.reason) == ("nama", (nama.id,), "naik pangkat")


def test_sequence_has_no_gaps_and_the_hashes_chain(laptop: Laptop) -> None:
    for number in range(4):
        with laptop.write() as uow:
            uow.pegawai.save(a_pegawai(nama=f"Budi {number}"))
            uow.spt.save(an_spt(f"p{number}"))
        with laptop.begin(actor="p1") as uow:
            uow.pegawai.save(a_pegawai(nama="tidak jadi"))
    changes = sorted(laptop.changes(), key=lambda change: change.seq)
    assert [change.seq for change in changes] == list(range(1, len(changes) + 1))
    previous = ""
    for change in changes:
        assert change.device == laptop.device
        assert change.hash == chain_hash(previous, change), canonical_bytes(change)
        previous = change.hash


def test_clock_never_goes_back(laptop: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    laptop.clock.advance(days=-3650)
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Badu"))
    clocks = [change.at for change in sorted(laptop.changes(), key=lambda c: c.seq)]
    assert clocks == [clock_at(NOW) + number for number in range(len(clocks))]


def test_clock_moves_past_what_came_in(laptop: Laptop, office: Laptop) -> None:
    laptop.clock.advance(hours=40)
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    office.receive(laptop.changes())
    with office.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Badu"))
    newest = max(office.changes(), key=lambda change: change.at)
    assert newest.device == office.device


def test_blanks_are_not_journalled_but_defaults_that_mean_something_are(laptop: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
    assert [(change.field, change.value) for change in laptop.changes()] == [
        ("aktif", "true"),
        ("nama", '"Budi Santoso"'),
        ("peran", '["tim"]'),
        ("status", '"pns"'),
    ]


def test_a_record_of_defaults_only_still_exists_everywhere(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.kantor.save(Kantor(pemda="", nama="", kode_wilayah=KodeWilayah("17"), kota=""))
        uow.pegawai.save(a_pegawai("kosong", nama="", peran=frozenset()))
    assert ("kosong", "nama") in {(c.record, c.field) for c in laptop.changes()}
    office.receive(laptop.changes())
    with office.read() as uow:
        assert len(uow.kantor.all()) == 1
        assert uow.pegawai.get(PegawaiId("kosong")).nama == ""


def test_back_to_the_default_is_a_change(laptop: Laptop, office: Laptop) -> None:
    for nomor in ("094/12", ""):
        with laptop.write() as uow:
            uow.pegawai.save(a_pegawai(pangkat=nomor, aktif=not nomor))
    office.receive(laptop.changes())
    with office.read() as uow:
        assert uow.pegawai.get(PegawaiId("p1")) == a_pegawai()


def test_an_edit_of_a_field_in_conflict_settles_it(laptop: Laptop, office: Laptop) -> None:
    for one in (laptop, office):
        with one.write() as uow:
            uow.pegawai.save(a_pegawai(nama=one.device))
    office.receive(laptop.changes())
    with office.write() as uow:
        (conflict,) = uow.journal.conflicts()
        uow.pegawai.save(a_pegawai(nama="Budi"))
        assert uow.journal.conflicts() == []
    bases = {change.bases for change in office.changes() if change.value == '"Budi"'}
    assert bases == {tuple(sorted(head.change_id for head in conflict.heads))}


def test_change_is_an_exact_record(laptop: Laptop) -> None:
    with laptop.write(actor="p9", reason="uji") as uow:
        uow.pegawai.save(a_pegawai())
    (change,) = (one for one in laptop.changes() if one.field == "nama")
    assert change == Change(
        device=laptop.device,
        seq=2,
        at=clock_at(NOW) + 1,
        actor="p9",
        entity="pegawai",
        record="p1",
        field="nama",
        value='"Budi Santoso"',
        reason="uji",
        hash=change.hash,
    )
