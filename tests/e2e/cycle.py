"""One quarter of SOP 10.07.03.021, played through the window: `make run` where there is no screen.

An office and two laptops, each a real encrypted folder; real workbooks travel between them. Leaves
in `--out`: the workbooks, the PDFs, the packs for the Ditjen, a picture of every tab. Prints what
each step took against its mutu baku.
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
from tests.e2e import acts, acts_signing, reports
from tests.e2e.desk import KOTA, SELUMA, Desk, leave, say
from tests.e2e.kendali_table import lines_of, require_same
from tests.e2e.robot import Robot, RobotError

from bina_desktop.application.contoh import ADMIN, KABID, KADIS, KASI, TIM
from bina_desktop.application.naskah import JenisNaskah
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.sop import CLOSED
from bina_desktop.ui.garbage import collected_here

SHARED = "Marlina Sari, S.Sos"
"""The officer whom both laptops assess, so that one difference arises."""
ANGGARAN = "DPA Dinas Dukcapil Provinsi (contoh)"
TABS = (
    "beranda",
    "penugasan",
    "lembar_penilaian",
    "pengesahan",
    "pertukaran",
    "pengaturan",
)


class Cycle:
    """The whole quarter, act by act."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.out, self.root, self.desktop = desk.out, desk.root, desk.desktop

    def play(self) -> None:
        """Play the whole quarter. Raises RobotError where the window does not do its part."""
        self.order_and_team()
        self.visits()
        self.digests()
        office = self.desk.machine("kantor")
        self.office_takes_in(office)
        office = reports.review_with_returns(self.desk, office)
        reports.signed_by_three(self.desk, office)
        reports.signed_in_ink(self.desk, office)
        reports.deliver(self.desk, office)
        self.documents(office)
        self.pictures(office)
        self.summary(office)
        leave(office)

    # --- steps 1 to 3a --------------------------------------------------------------------------

    def order_and_team(self) -> None:
        office = self.desk.machine("kantor")
        office.picture(self.desk.picture("00-pertama-kali"))
        office.start_sample()
        office.enter(KADIS)
        acts.issue_order(office)
        self.desk.print_as(office, "Cetak disposisi", "01-lembar-disposisi.pdf")
        office.enter(KABID)
        acts.form_team(office, anggaran=ANGGARAN)
        self.desk.print_as(office, "Cetak SK", "02-sk-tim.pdf")
        today = datetime.now(UTC).astimezone(WIB).date()
        for number, (kode, petugas) in enumerate(
            ((KOTA, TIM[:2]), (SELUMA, (TIM[1], TIM[0]))), start=1
        ):
            start = today + timedelta(days=3 * number - 3)
            self.desk.spt[kode] = acts.issue_spt(
                office,
                kode,
                mulai=start,
                selesai=start + timedelta(days=1),
                petugas=petugas,
                anggaran=ANGGARAN,
            )
            self.desk.print_as(office, "Cetak SPT", f"03-spt-{kode}.pdf")
        acts.export(office, self.desktop, self.out / "paket-tugas.xlsx", paket=True)
        say("Kantor: perintah, SK Tim, dua SPT terbit; Paket Tugas diekspor.")
        leave(office)

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
            laptop = self.desk.machine(name)
            laptop.start_laptop(person)
            acts.take_in(laptop, [self.out / "paket-tugas.xlsx"])
            picture = self.desk.picture(f"isian-{name}")
            counts = acts.fill_visit(laptop, self.desk.spt[kode], sheets, picture=picture)
            if person is TIM[1]:
                plan = {SHARED: shared | {"b5": "5"}}
                counts |= acts.fill_visit(laptop, self.desk.spt[KOTA], plan, picture=picture)
            target = self.out / f"hasil-{name}.xlsx"
            acts.export(laptop, self.desktop, target, paket=False)
            filled = ", ".join(f"{nama} ({count} isian)" for nama, count in counts.items())
            say(f"{name}, {person.nama}: {filled}; {target.name} diekspor.")
            leave(laptop)

    def digests(self) -> None:
        """Import in three orders into copies of the office: the same database each time."""
        found: dict[str, str] = {}
        for order in ("AB", "BA", "AAB"):
            shutil.copytree(self.root / "kantor", self.root / order)
            office = self.desk.machine(order)
            office.enter(ADMIN)
            acts.take_in(office, [self.result(letter) for letter in order])
            found[order] = office.services.pertukaran.digest()
            leave(office)
            members = ",".join(order)
            say(f"Sidik basis data sesudah impor {{{members}}}: {found[order]}")
        if len(set(found.values())) != 1:
            raise RobotError(f"digests differ: {found}")

    def result(self, letter: str) -> Path:
        return self.out / f"hasil-laptop-{letter.lower()}.xlsx"

    def office_takes_in(self, office: Robot) -> None:
        office.enter(ADMIN)
        paths = [self.result("A"), self.result("B")]
        acts.take_in(office, paths, picture=self.desk.picture("pratinjau-impor"))
        acts.take_in(office, list(reversed(paths)))
        office.enter(KASI)
        count = acts.settle_conflicts(office, picture=self.desk.picture("perbedaan"))
        if count != 1:
            raise RobotError(f"one difference was expected, not {count}")
        say("Kantor: hasil dua laptop diimpor dua kali; satu perbedaan diputuskan.")

    # --- what is left on the desk ---------------------------------------------------------------

    def documents(self, office: Robot) -> None:
        services = office.services
        for row in services.lembar.lembar(self.desk.spt[KOTA]):
            name = f"lembar-{row.nama.split(',')[0].replace(' ', '-').lower()}.pdf"
            (self.out / name).write_bytes(services.cetak.lembar(row.id))
        folder = self.out / "naskah"
        acts.save_papers(
            office, self.desktop, self.desk.spt[KOTA], folder, self.desk.picture("naskah")
        )
        say(f"Naskah kunjungan: {len(list(folder.glob('*.pdf')))} berkas di {folder.name}/.")

    def pictures(self, office: Robot) -> None:
        for number, key in enumerate(TABS, start=1):
            spt = self.desk.spt[KOTA] if key in {"pengesahan", "lembar_penilaian"} else None
            office.open_tab(key, spt)
            office.picture(self.desk.picture(f"{number:02}-{key}"))

    def summary(self, office: Robot) -> None:
        """Print what each step took, and hold it against the lembar kendali that was saved."""
        overview = office.services.beranda.overview(office.workspace.triwulan)
        for kode in (KOTA, SELUMA):
            visit = next(w for w in overview.wilayah if w.kode == kode)
            sheet = office.services.kendali.lembar_kendali(self.desk.spt[kode])
            say("")
            say(f"SOP {sheet.nomor_sop}, {overview.triwulan.label}, {visit.nama}")
            for line in lines_of(sheet):
                say(line)
            target = self.out / f"08-lembar-kendali-{kode}.pdf"
            acts_signing.save_paper(
                office, self.desktop, self.desk.spt[kode], JenisNaskah.KENDALI, target
            )
            require_same(sheet, target)
            returns = sum(step.dikembalikan for step in sheet.baris)
            if returns != (2 if kode == KOTA else 0):
                raise RobotError(f"{visit.nama}: {returns} returns")
            if visit.langkah != CLOSED:
                raise RobotError(f"{visit.nama}: the cycle stopped at step {visit.langkah}")
        say("Lembar kendali kedua kunjungan memuat tabel yang sama.")


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
        desk = Desk(out, Path(root))
        try:
            yield Cycle(desk)
        finally:
            desk.desktop.close()


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
