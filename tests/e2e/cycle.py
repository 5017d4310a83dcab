"""One quarter of SOP 10.07.03.021, played through the window: `make run` where there is no screen.

An office and two laptops, each a real encrypted folder; real workbooks travel between them. Leaves
in `--out`: the workbooks, the PDFs (signature verified), a picture of every tab. Prints one line a
step: actor, output, time against mutu baku.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from tests.e2e import acts
from tests.e2e.robot import Desktop, Robot, RobotError

from bina_desktop.application.contoh import ADMIN, KABID, KADIS, KASI, TIM
from bina_desktop.application.kendali import BarisKendali
from bina_desktop.application.signature import SignerIdentity
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.pdf.demo_certificate import make_demo_certificate
from bina_desktop.ui.garbage import collected_here

KOTA, SELUMA = KodeWilayah("17.71"), KodeWilayah("17.05")
SHARED = "Marlina Sari, S.Sos"
"""The officer whom both laptops assess, so that one difference arises."""
PLACE = "Kesimpulan, paragraf 1"
"""Where the Kasi asks and the team answers."""
ANGGARAN = "DPA Dinas Dukcapil Provinsi (contoh)"
CERTIFICATE_PASSWORD = "sertifikat-contoh"
TABS = (
    "beranda",
    "penugasan",
    "lembar_penilaian",
    "pengesahan",
    "pertukaran",
    "pengaturan",
)


class Cycle:
    """The people, the machines and the desk on which files are left."""

    def __init__(self, out: Path, root: Path) -> None:
        self.out, self.root = out, root
        self.cache = root / "cache"
        self.desktop = Desktop()
        self.spt: dict[KodeWilayah, SptId] = {}

    def machine(self, name: str) -> Robot:
        return Robot(self.root / name, cache=self.cache)

    def play(self) -> None:
        """Play the whole quarter. Raises RobotError where the window does not do its part."""
        self.order_and_team()
        self.visits()
        self.digests()
        office = self.machine("kantor")
        self.office_takes_in(office)
        office = self.report(office)
        self.documents(office)
        self.pictures(office)
        self.summary(office)
        office.leave()
        office.close()

    # --- steps 1 to 3a --------------------------------------------------------------------------

    def order_and_team(self) -> None:
        office = self.machine("kantor")
        office.picture(self.out / "gambar" / "00-pertama-kali.png")
        office.start_sample()
        office.enter(KADIS)
        acts.issue_order(office)
        self.print_as(office, "Cetak disposisi", "01-lembar-disposisi.pdf")
        office.enter(KABID)
        acts.form_team(office, anggaran=ANGGARAN)
        self.print_as(office, "Cetak SK", "02-sk-tim.pdf")
        today = datetime.now(UTC).astimezone(WIB).date()
        for number, (kode, petugas) in enumerate(
            ((KOTA, TIM[:2]), (SELUMA, (TIM[1], TIM[0]))), start=1
        ):
            start = today + timedelta(days=3 * number - 3)
            self.spt[kode] = acts.issue_spt(
                office,
                kode,
                mulai=start,
                selesai=start + timedelta(days=1),
                petugas=petugas,
                anggaran=ANGGARAN,
            )
            self.print_as(office, "Cetak SPT", f"03-spt-{kode}.pdf")
        acts.export(office, self.desktop, self.out / "paket-tugas.xlsx", paket=True)
        say("Kantor: perintah, SK Tim, dua SPT terbit; Paket Tugas diekspor.")
        office.leave()
        office.close()

    def print_as(self, robot: Robot, words: str, name: str) -> None:
        self.desktop.viewed = self.out / name
        robot.press(words)
        if not self.desktop.viewed.exists():
            raise RobotError(f"{name} was not made")
        self.desktop.viewed = None

    # --- step 3: two laptops -------------------------------------------------------------------

    def visits(self) -> None:
        usual = {"skor": "4"}
        shared = usual | {"c6": "2", "e3": "2", "f3": "5", "a4": "5"}
        plans = {
            "laptop-a": (
                TIM[0],
                KOTA,
                {SHARED: shared, "Andi Wijaya, S.Kom": usual | {"b3": "5", "e2": "2", "c1": "3"}},
            ),
            "laptop-b": (TIM[1], SELUMA, {"Zulkifli Effendi, S.E.": usual | {"c1": "2"}}),
        }
        for name, (person, kode, sheets) in plans.items():
            laptop = self.machine(name)
            laptop.start_laptop(person)
            acts.take_in(laptop, [self.out / "paket-tugas.xlsx"])
            picture = self.out / "gambar" / f"isian-{name}.png"
            counts = acts.fill_visit(laptop, self.spt[kode], sheets, picture=picture)
            if person is TIM[1]:
                plan = {SHARED: shared | {"b5": "5"}}
                counts |= acts.fill_visit(laptop, self.spt[KOTA], plan, picture=picture)
            target = self.out / f"hasil-{name}.xlsx"
            acts.export(laptop, self.desktop, target, paket=False)
            filled = ", ".join(f"{nama} ({count} isian)" for nama, count in counts.items())
            say(f"{name}, {person.nama}: {filled}; {target.name} diekspor.")
            laptop.leave()
            laptop.close()

    def digests(self) -> None:
        """Import in three orders into copies of the office: the same database each time."""
        found: dict[str, str] = {}
        for order in ("AB", "BA", "AAB"):
            shutil.copytree(self.root / "kantor", self.root / order)
            office = self.machine(order)
            office.enter(ADMIN)
            acts.take_in(office, [self.result(letter) for letter in order])
            found[order] = office.services.pertukaran.digest()
            office.leave()
            office.close()
            members = ",".join(order)
            say(f"Sidik basis data sesudah impor {{{members}}}: {found[order]}")
        if len(set(found.values())) != 1:
            raise RobotError(f"digests differ: {found}")

    def result(self, letter: str) -> Path:
        return self.out / f"hasil-laptop-{letter.lower()}.xlsx"

    def office_takes_in(self, office: Robot) -> None:
        office.enter(ADMIN)
        pictures = self.out / "gambar"
        paths = [self.result("A"), self.result("B")]
        acts.take_in(office, paths, picture=pictures / "pratinjau-impor.png")
        acts.take_in(office, list(reversed(paths)))
        office.enter(KASI)
        count = acts.settle_conflicts(office, picture=pictures / "perbedaan.png")
        if count != 1:
            raise RobotError(f"one difference was expected, not {count}")
        say("Kantor: hasil dua laptop diimpor dua kali; satu perbedaan diputuskan.")

    # --- steps 3b to 7 --------------------------------------------------------------------------

    def report(self, office: Robot) -> Robot:
        """Take the draft through steps 3b to 7 with two returns; return the office, begun anew."""
        spt = self.spt[KOTA]
        office.enter(TIM[0])
        acts.compose(office, spt)
        acts.submit(office, spt)
        office.enter(KASI)
        acts.discuss(office, spt, PLACE, "Rekomendasinya belum disebut.", press="Tanyakan")
        acts.return_to_team(
            office, spt, "Kesimpulan belum menyebut rekomendasi untuk triwulan berikutnya."
        )
        office.picture(self.out / "gambar" / "dikembalikan.png")
        office = self.answered_on_a_laptop(office)
        office.enter(KASI)
        acts.discuss(office, spt, PLACE, "", press="Tutup tinjauan")
        acts.correct(office, spt)
        office.enter(KABID)
        acts.return_to_team(
            office, spt, "Ejaan nama pejabat pada pembahasan perlu diperiksa lagi.", ke_langkah=4
        )
        office.enter(KASI)
        acts.correct(office, spt)
        office.enter(KABID)
        acts.validate(office, spt)
        self.save_report(office, spt, "04-draf-laporan.pdf")
        certificate = self.certificate()
        office.enter(KADIS)
        acts.ratify(
            office,
            spt,
            nomor="400.12.2.5/001/DUKCAPIL/2026",
            certificate=certificate,
            password=CERTIFICATE_PASSWORD,
        )
        signed = self.save_report(office, spt, "05-laporan-hasil-penilaian.pdf")
        self.verify(office, signed)
        office.enter(KABID)
        acts.deliver(office, spt, nomor="400.12.2.5/002/DUKCAPIL/2026")
        acts.laporan(office, spt)
        self.print_as(office, "Surat pengantar", "06-surat-pengantar.pdf")
        return office

    def answered_on_a_laptop(self, office: Robot) -> Robot:
        """Send the returned draft with its threads out in a workbook, and take the answer in."""
        there, back = self.out / "dikembalikan.xlsx", self.out / "hasil-perbaikan.xlsx"
        spt = self.spt[KOTA]
        acts.export(office, self.desktop, there, paket=True)
        office.leave()
        office.close()
        laptop = self.machine("laptop-a")
        laptop.enter(TIM[0])
        acts.take_in(laptop, [there])
        acts.edit_texts(laptop, spt, "Rekomendasi ditindaklanjuti pada triwulan berikutnya. ")
        acts.discuss(laptop, spt, PLACE, "Sudah ditambahkan.", press="Jawab")
        laptop.picture(self.out / "gambar" / "dijawab-di-laptop.png")
        acts.submit(laptop, spt)
        acts.export(laptop, self.desktop, back, paket=False)
        laptop.leave()
        laptop.close()
        office = self.machine("kantor")
        office.enter(ADMIN)
        acts.take_in(office, [back])
        say("Draf yang dikembalikan dijawab di laptop A dan kembali lewat buku kerja.")
        return office

    def save_report(self, office: Robot, spt: SptId, name: str) -> Path:
        acts.laporan(office, spt)
        self.desktop.save_as = self.out / name
        office.press("Simpan PDF")
        if not self.desktop.save_as.exists():
            raise RobotError(f"{name} was not saved")
        return self.desktop.save_as

    def certificate(self) -> Path:
        """Make a demo PKCS#12 for the Kepala Dinas on the spot."""
        made = make_demo_certificate(
            SignerIdentity(KADIS.nama, KADIS.nip, KADIS.jabatan),
            password=CERTIFICATE_PASSWORD,
            at=datetime.now(UTC),
        )
        path = self.root / "kadis.p12"
        path.write_bytes(made.pkcs12)
        (self.out / "demo-ca.pem").write_bytes(made.ca)
        return path

    def verify(self, office: Robot, path: Path) -> None:
        verdict = office.services.laporan.verify(path.read_bytes())
        say(f"Verifikasi {path.name}: {verdict.explanation}")
        if not verdict.ok:
            raise RobotError(verdict.explanation)
        broken = bytearray(path.read_bytes())
        broken[len(broken) // 2] ^= 1
        if office.services.laporan.verify(bytes(broken)).ok:
            raise RobotError("a changed byte went unnoticed")

    # --- what is left on the desk ---------------------------------------------------------------

    def documents(self, office: Robot) -> None:
        services = office.services
        for row in services.lembar.lembar(self.spt[KOTA]):
            name = f"lembar-{row.nama.split(',')[0].replace(' ', '-').lower()}.pdf"
            (self.out / name).write_bytes(services.cetak.lembar(row.id))
        pdf = services.laporan.final_pdf(laporan_id_for(self.spt[KOTA]))
        if pdf != (self.out / "05-laporan-hasil-penilaian.pdf").read_bytes():
            raise RobotError("the stored report is not the signed one")
        folder = self.out / "naskah"
        acts.save_papers(
            office, self.desktop, self.spt[KOTA], folder, self.out / "gambar" / "naskah.png"
        )
        say(f"Naskah kunjungan: {len(list(folder.glob('*.pdf')))} berkas di {folder.name}/.")

    def pictures(self, office: Robot) -> None:
        for number, key in enumerate(TABS, start=1):
            spt = self.spt[KOTA] if key in {"pengesahan", "lembar_penilaian"} else None
            office.open_tab(key, spt)
            office.picture(self.out / "gambar" / f"{number:02}-{key}.png")

    def summary(self, office: Robot) -> None:
        overview = office.services.beranda.overview(office.workspace.triwulan)
        visit = next(w for w in overview.wilayah if w.kode == KOTA)
        say("")
        say(f"SOP 10.07.03.021, {overview.triwulan.label}, {visit.nama}")
        kendali = office.services.kendali.lembar_kendali(self.spt[KOTA])
        for step in kendali.baris:
            say(line_of(step))
            for one in step.putaran:
                if one.ke_langkah is not None:
                    say(f"     dikembalikan ke langkah {one.ke_langkah}: {one.alasan}")
        say(f"  Seluruhnya {kendali.terpakai.total_seconds() / 60:.1f} menit kerja")
        returns = sum(step.dikembalikan for step in kendali.baris)
        if returns != 2:
            raise RobotError(f"two returns were expected, not {returns}")
        if visit.langkah != 8:
            raise RobotError(f"the cycle stopped at step {visit.langkah}")


def line_of(step: BarisKendali) -> str:
    """Tell one step: actor, output, time used against mutu baku."""
    minutes = step.terpakai.total_seconds() / 60
    back = f", dikembalikan {step.dikembalikan}×" if step.dikembalikan else ""
    return (
        f"  {step.langkah}. {step.judul} | {step.pelaku or '–'} | keluaran: {step.output or '–'} "
        f"| {minutes:.1f} menit kerja dari {step.mutu_baku_teks}{back} | {step.keadaan.value}"
    )


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)  # noqa: T201 this is a program of the terminal


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Print what Qt says, but not that a screen that is not there has no window manager."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


@contextmanager
def played(out: Path) -> Iterator[Cycle]:
    """Play in a temporary folder that vanishes; `out` is made anew."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "gambar").mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="bina-cycle-") as root:
        cycle = Cycle(out, Path(root))
        try:
            yield cycle
        finally:
            cycle.desktop.close()


def main(arguments: list[str]) -> int:
    """Play the cycle into `--out`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out"))
    options = parser.parse_args(arguments)
    qInstallMessageHandler(_pass_on)
    app = QApplication(sys.argv[:1])
    with collected_here(), played(options.out.absolute()) as cycle:
        cycle.play()
    app.closeAllWindows()
    say(f"Selesai. Berkas ada di {options.out}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
