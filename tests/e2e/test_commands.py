"""Every command of the terminal, as a scheduler would call it: words in, status and lines out."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import openpyxl
from tests.e2e.damage import (
    cut_short,
    form_with_unknown_function,
    renamed_png,
    with_cell,
    with_text,
)
from tests.e2e.installation import Installation, take_in
from tests.e2e.terminal import Terminal, add_difference
from tests.integration.pdf.signing import flip, signed

from bina_desktop.application.contoh import ADMIN, APARATUR, SAMPLE_PASSWORD, TIM
from bina_desktop.storage import database, keyring
from bina_desktop.storage.folder import DATABASE_FILE, KEY_FILE

FORMS = Path(__file__).parents[2] / "forms"
ANDI = next(one for one in APARATUR if one.nama.startswith("Andi"))


def digest_after(office: Installation, *paths: Path) -> str:
    services = office.enter(ADMIN)
    take_in(services, *paths)
    digest = services.pertukaran.digest()
    office.leave()
    return digest


# --- the door ------------------------------------------------------------------------------------


def test_an_empty_folder_is_told(tmp_path, capsys):
    status, out, err = Terminal(tmp_path / "kosong", capsys).say("digest")
    assert (status, out) == (2, "")
    assert "belum berisi basis data" in err


def test_of_several_users_one_must_be_chosen(terminal: Terminal):
    status, _, err = terminal.say("digest")
    assert status == 2
    assert "Pilih pengguna dengan --user" in err
    assert ADMIN.nama in err


def test_a_wrong_password_is_a_sentence_and_holds_nothing(terminal: Terminal, monkeypatch):
    monkeypatch.setenv("BINA_PASSWORD", "bukan sandinya")
    status, out, err = terminal.enter("digest")
    assert (status, out) == (2, "")
    assert "kata sandi tidak cocok" in err
    assert "Traceback" not in err
    monkeypatch.setenv("BINA_PASSWORD", SAMPLE_PASSWORD)
    assert terminal.enter("digest")[0] == 0


def test_the_only_user_need_not_be_named_and_types_the_password(
    new_folder: Installation, capsys, monkeypatch
):
    new_folder.laptop_of(TIM[0])
    new_folder.leave()
    asked: list[str] = []
    monkeypatch.delenv("BINA_PASSWORD", raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda words: asked.append(words) or SAMPLE_PASSWORD)
    laptop = Terminal(new_folder.gate.folder, capsys)
    assert laptop.say("digest")[0] == 0
    assert asked == [f"Sandi {TIM[0].nama}: "]

    def nobody_there(words: str) -> str:
        raise EOFError(words)

    monkeypatch.setattr(getpass, "getpass", nobody_there)
    status, _, err = laptop.say("digest")
    assert status == 2
    assert "BINA_PASSWORD" in err

    def interrupted(words: str) -> str:
        raise KeyboardInterrupt(words)

    monkeypatch.setattr(getpass, "getpass", interrupted)
    status, _, err = laptop.say("digest")
    assert status == 2
    assert "Dihentikan" in err


# --- looking after the database ------------------------------------------------------------------


def test_digest_prints_the_state_and_nothing_else(terminal: Terminal, office: Installation):
    status, out, err = terminal.enter("digest")
    assert (status, err) == (0, "")
    assert out == f"{digest_after(office)}\n"
    _, out, _ = terminal.enter("digest", "--json")
    assert json.loads(out)["digest"] == digest_after(office)


def test_check_finds_a_sound_database_sound(terminal: Terminal):
    assert terminal.enter("check")[:2] == (0, "Basis data utuh.\n")
    status, out, _ = terminal.enter("check", "--rebuild")
    assert status == 0
    assert "tabel sama dengan yang dibangun ulang dari jurnal" in out


def test_check_rebuild_names_a_value_that_no_change_gave(terminal: Terminal):
    key = keyring.unlock(terminal.folder / KEY_FILE, user=ADMIN.nama, password=SAMPLE_PASSWORD)
    raw = database.connect(terminal.folder / DATABASE_FILE, key)
    raw.execute("UPDATE pegawai SET jabatan = 'Sisipan' WHERE nama = ?", (ADMIN.nama,))
    raw.close()
    assert terminal.enter("check")[0] == 0
    status, out, _ = terminal.enter("check", "--rebuild")
    assert status == 1
    assert "pegawai" in out
    assert "jabatan" in out


def test_backup_says_where_the_copy_lies(terminal: Terminal, form_cache):
    status, out, _ = terminal.enter("backup")
    assert status == 0
    said, _, where = out.strip().partition(": ")
    assert said == "Cadangan dibuat dan sudah diuji buka"
    copy = Installation(Path(where), cache=form_cache)
    assert digest_after(copy) == terminal.enter("digest")[1].strip()


# --- files out and in ----------------------------------------------------------------------------


def test_export_writes_what_verify_finds_sealed(terminal: Terminal, tmp_path):
    target = tmp_path / "paket.xlsx"
    status, out, _ = terminal.enter("export", target, "--jenis", "paket_tugas")
    assert status == 0
    assert "dari 2 kunjungan" in out
    status, out, err = terminal.say("verify", target)
    assert (status, err) == (0, "")
    assert "segel sah" in out
    assert ADMIN.nama in out


def test_export_of_a_quarter_without_visits_makes_no_file(terminal: Terminal, tmp_path):
    target = tmp_path / "kosong.xlsx"
    status, _, err = terminal.enter("export", target, "--triwulan", "2020-T1")
    assert status == 2
    assert "Belum ada SPT pada Triwulan I Tahun 2020" in err
    status, _, err = terminal.enter("export", target, "--triwulan", "Q1")
    assert status == 2
    assert "contoh yang benar: 2026-T4" in err
    assert not target.exists()


def test_export_to_a_folder_that_is_not_there_is_told(terminal: Terminal, tmp_path):
    status, _, err = terminal.enter("export", tmp_path / "tidak" / "ada.xlsx")
    assert status == 2
    assert "tidak dapat ditulis" in err


def test_a_dry_run_and_an_unknown_laptop_store_nothing(terminal: Terminal, world):
    before = terminal.enter("digest")
    status, out, _ = terminal.enter("import", "--dry-run", *world.hasil("A"))
    assert status == 0
    assert "baru" in out
    assert "belum dikenal" in out
    assert "terima" not in out
    status, out, _ = terminal.enter("import", *world.hasil("A"))
    assert status == 1
    assert "Belum diterima: menunggu keputusan" in out
    assert terminal.enter("digest") == before


def test_a_bad_file_among_good_ones_is_named_and_stops_none(terminal: Terminal, world, tmp_path):
    first, second = world.hasil("AB")
    photo = renamed_png(tmp_path / "foto.xlsx")
    half = cut_short(first, tmp_path / "separuh.xlsx")
    files = (first, photo, half, second)
    status, out, err = terminal.enter("import", "--accept-unknown", *files)
    assert status == 2
    assert "bukan buku kerja Excel: isinya gambar PNG" in err
    assert "separuh.xlsx” terpotong atau rusak" in err
    assert out.count("Diterima.") == 2
    expected = digest_after(world.office(tmp_path / "lain"), first, second)
    assert terminal.enter("digest")[1].strip() == expected
    # The laptops are known from now on, and the same file again changes nothing.
    status, out, err = terminal.enter("import", second)
    assert (status, err) == (0, "")
    assert "sudah pernah diimpor" in out
    assert terminal.enter("digest")[1].strip() == expected


def test_a_refused_cell_is_named_and_the_rest_is_taken(terminal: Terminal, world, tmp_path):
    path = tmp_path / "disunting.xlsx"
    nip = ANDI.nip
    place = with_cell(world.hasil("A")[0], path, "Aparatur", nip, int(nip))
    status, out, _ = terminal.say("verify", path)
    assert status == 1
    assert f"  {place}: “NIP/NI PPPK”" in out
    status, out, _ = terminal.enter("import", "--accept-unknown", path)
    assert status == 1
    assert f"Ditolak: {place}: “NIP/NI PPPK” tersimpan sebagai angka" in out
    assert "Diterima." in out


# --- decisions, imports and their undo --------------------------------------------------------


def test_import_tells_other_programs_what_became_of_each_file(terminal: Terminal, world, tmp_path):
    good, other = world.hasil("AB")
    bad = cut_short(good, tmp_path / "separuh.xlsx")
    edited = tmp_path / "disunting.xlsx"
    with_cell(other, edited, "Aparatur", ANDI.nip, int(ANDI.nip))
    rejects = tmp_path / "tolak.xlsx"
    words = ("--json", "--accept", "--rejects", rejects)
    status, out, err = terminal.enter("import", *words, good, bad, edited)
    told = json.loads(out)
    assert (status, err) == (2, "")
    assert [one["status"] for one in told["files"]] == ["diterima", "ditolak", "diterima"]
    assert told["files"][0]["records"]["baru"] > 0
    assert "terpotong" in told["files"][1]["error"]
    (cell,) = told["files"][2]["refused"]
    assert cell["sheet"] == "Aparatur"
    assert told["interrupted"] is None
    rows = list(openpyxl.load_workbook(rejects).active.iter_rows(values_only=True))
    assert rows[1][0] == "separuh.xlsx"
    assert rows[2] == ("disunting.xlsx", cell["sheet"], cell["cell"], cell["reason"])
    nowhere = tmp_path / "tidak" / "ada.xlsx"
    status, out, err = terminal.enter("import", "--json", "--rejects", nowhere, bad, good)
    told = json.loads(out)
    assert (status, told["rejects"], told["rejects_error"]) == (2, None, err.rstrip("\n"))
    assert [one["status"] for one in told["files"]] == ["ditolak", "sudah_diimpor"]
    status, out, _ = terminal.enter("import", "--json", good)
    assert status == 0
    assert json.loads(out)["files"][0]["status"] == "sudah_diimpor"


def test_differences_are_listed_and_decided(terminal: Terminal):
    assert terminal.enter("conflicts")[:2] == (0, "Tidak ada perbedaan.\n")
    key = keyring.unlock(terminal.folder / KEY_FILE, user=ADMIN.nama, password=SAMPLE_PASSWORD)
    add_difference(terminal.folder / DATABASE_FILE, key)
    status, out, _ = terminal.enter("conflicts", "--json")
    (found,) = json.loads(out)
    assert status == 1
    assert [one["number"] for one in found["values"]] == [1, 2]
    assert found["values"][0]["text"] in terminal.enter("conflicts")[1]
    assert terminal.enter("resolve", found["id"], "3")[0] == 2
    status, out, _ = terminal.enter("resolve", found["id"], "2")
    assert status == 0
    assert "Keputusan tersimpan" in out
    assert terminal.enter("conflicts")[0] == 0
    status, out, err = terminal.enter("resolve", found["id"], "2", "--json")
    assert status == 2
    assert "tidak ada" in err
    assert json.loads(out) == {"error": err.rstrip("\n"), "code": "tidak-ditemukan"}


def test_scopes_of_an_export(terminal: Terminal, tmp_path):
    def export(name: str, *words: str) -> dict[str, object]:
        status, out, err = terminal.enter("export", tmp_path / name, "--json", *words)
        assert (status, err) == (0, "")
        return json.loads(out)

    everything = export("semua.xlsx", "--scope", "all")
    region = export("seluma.xlsx", "--scope", "kab-kota", "--which", "kabupaten seluma")
    quarter = export("triwulan.xlsx")
    assert (everything["visits"], region["visits"], quarter["visits"]) == (2, 1, 2)
    assert everything["changes"] >= quarter["changes"] > region["changes"]
    status, _, err = terminal.enter(
        "export", tmp_path / "x.xlsx", "--scope", "kab-kota", "--which", "Atlantis"
    )
    assert status == 2
    assert "Belum ada SPT “Atlantis”" in err


# --- verify and check-form need no password ------------------------------------------------------


def test_verify_tells_a_signed_report_from_a_changed_one(tmp_path, capsys):
    good, bad = tmp_path / "laporan.pdf", tmp_path / "diubah.pdf"
    good.write_bytes(signed())
    bad.write_bytes(flip(signed(), len(signed()) // 3))
    terminal = Terminal(tmp_path / "data", capsys)
    status, out, _ = terminal.say("verify", good)
    assert status == 0
    assert "Kadis:" in out
    status, out, _ = terminal.say("verify", bad, good)
    assert status == 1
    assert out.index("diubah.pdf") < out.index("laporan.pdf")
    assert not (tmp_path / "data").exists()


def test_verify_notices_a_journal_changed_in_excel(world, tmp_path, capsys):
    path = tmp_path / "hasil.xlsx"
    with_text(world.hasil("A")[0], path, "_jurnal", ANDI.nip, "198704212011011008")
    status, out, _ = Terminal(tmp_path / "data", capsys).say("verify", path)
    assert status == 1
    assert "SEGEL RUSAK" in out


def test_verify_says_of_each_file_what_it_is_not(world, tmp_path, capsys):
    renamed, photo, gone = (tmp_path / name for name in ("a.xlsx", "b.png", "c.pdf"))
    for path in (renamed, photo):
        renamed_png(path)
    (sound,) = world.hasil("A")
    status, out, err = Terminal(tmp_path, capsys).say("verify", renamed, photo, gone, sound)
    assert status == 2
    said = err.splitlines()
    assert "isinya gambar PNG, hanya namanya .xlsx" in said[0]
    assert "b.png: Berkas ini bukan PDF dan bukan buku kerja Excel" in said[1]
    assert "c.pdf: Berkas ini tidak dapat dibuka" in said[2]
    assert "segel sah" in out


def test_verify_reads_a_report_whatever_its_name(tmp_path, capsys):
    path = tmp_path / "laporan.xlsx"
    path.write_bytes(signed())
    assert Terminal(tmp_path, capsys).say("verify", path)[0] == 0


def test_check_form_passes_a_good_form_and_names_an_unknown_function(terminal, tmp_path):
    path = form_with_unknown_function(tmp_path / "form.xlsx")
    status, out, _ = terminal.say("check-form", FORMS / "skm" / "form.xlsx")
    assert status == 0
    assert "dapat dipakai" in out
    status, out, _ = terminal.say("check-form", path, FORMS / "skm" / "form.xlsx")
    assert status == 1
    assert "KESALAHAN" in out
    assert "bintang" in out
    assert "“hitung”" in out
    assert "dapat dipakai" in out
