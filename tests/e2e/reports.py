"""Steps 3b to 7 for two visits: one report signed by three certificates, one in ink."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from tests.e2e import acts, acts_signing, signatures
from tests.e2e.desk import KOTA, SELUMA, Desk, leave, say
from tests.e2e.robot import Robot, RobotError

from bina_desktop.application.contoh import ADMIN, KABID, KADIS, KASI, TIM
from bina_desktop.application.signature import FIELDS
from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.domain.kode_cek import kode_cek
from bina_desktop.domain.laporan import laporan_id_for

PLACE = "Kesimpulan, paragraf 1"
"""Where the Kasi asks and the team answers."""
NUMBER = "400.12.2.5/{:03}/DUKCAPIL/2026"
OFFICIALS = dict(zip(FIELDS, (KASI, KABID, KADIS), strict=True))
RECEIVER = "Subdirektorat Tata Usaha, Ditjen Dukcapil"


def review_with_returns(desk: Desk, office: Robot) -> Robot:
    """Steps 3b to 5 of the first visit with two returns; return the office, begun anew."""
    spt = desk.spt[KOTA]
    office.enter(TIM[0])
    acts.compose(office, spt)
    acts.submit(office, spt)
    office.enter(KASI)
    acts.discuss(office, spt, PLACE, "Rekomendasinya belum disebut.", press="Tanyakan")
    acts.return_to_team(
        office, spt, "Kesimpulan belum menyebut rekomendasi untuk triwulan berikutnya."
    )
    office.picture(desk.picture("dikembalikan"))
    office = _answered_on_a_laptop(desk, office)
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
    desk.save_report(office, spt, "04-draf-laporan.pdf")
    return office


def _answered_on_a_laptop(desk: Desk, office: Robot) -> Robot:
    """Send the returned draft with its threads out in a workbook, and take the answer in."""
    there, back = desk.out / "dikembalikan.xlsx", desk.out / "hasil-perbaikan.xlsx"
    spt = desk.spt[KOTA]
    acts.export(office, desk.desktop, there, paket=True)
    leave(office)
    laptop = desk.machine("laptop-a")
    laptop.enter(TIM[0])
    acts.take_in(laptop, [there])
    acts.edit_texts(laptop, spt, "Rekomendasi ditindaklanjuti pada triwulan berikutnya. ")
    acts.discuss(laptop, spt, PLACE, "Sudah ditambahkan.", press="Jawab")
    laptop.picture(desk.picture("dijawab-di-laptop"))
    acts.submit(laptop, spt)
    acts.export(laptop, desk.desktop, back, paket=False)
    leave(laptop)
    office = desk.machine("kantor")
    office.enter(ADMIN)
    acts.take_in(office, [back])
    say("Draf yang dikembalikan dijawab di laptop A dan kembali lewat buku kerja.")
    return office


def signed_by_three(desk: Desk, office: Robot) -> None:
    """Step 6 of the first visit: Kasi, Kabid and Kepala Dinas sign one file, the last locks it."""
    spt = desk.spt[KOTA]
    certificates = signatures.make_certificates(desk.root, OFFICIALS)
    roots = [one.with_suffix(".crt") for one in certificates.values()]
    anchors = office.settings.anchors_dir
    anchors.mkdir(parents=True)
    for root in roots:
        shutil.copy(root, anchors)
        shutil.copy(root, desk.out / f"penerbit-contoh-{root.name}")
    office.enter(KASI)
    acts_signing.prepare(office, spt, cara=CaraTandaTangan.BERSAMA, nomor=NUMBER.format(1))
    for field, official in OFFICIALS.items():
        office.enter(official)
        acts_signing.sign_in_turn(
            office,
            spt,
            certificate=certificates[field],
            password=signatures.CERTIFICATE_PASSWORD,
            last=official is KADIS,
        )
    signed = desk.save_report(office, spt, "05-laporan-hasil-penilaian.pdf")
    if office.services.laporan.final_pdf(laporan_id_for(spt)) != signed.read_bytes():
        raise RobotError("the stored report is not the signed one")
    picture = desk.picture("verifikasi")
    say(f"Tiga tanda tangan: {acts_signing.verify(office, spt, signed, picture=picture)}")
    say(f"  {signatures.check_with_others(signed, roots, fields=list(FIELDS))}")
    _refuses_a_changed_byte(desk, office, signed)


def _refuses_a_changed_byte(desk: Desk, office: Robot, signed: Path) -> None:
    changed = desk.root / "diubah.pdf"
    changed.write_bytes(signatures.with_one_byte_changed(signed.read_bytes()))
    try:
        acts_signing.verify(office, desk.spt[KOTA], changed)
    except RobotError as verdict:
        say(f"  Satu bita diubah: {verdict}")
    else:
        raise RobotError("a changed byte went unnoticed")


def signed_in_ink(desk: Desk, office: Robot) -> None:
    """Steps 3b to 6 of the second visit: printed, signed by hand, scanned and bound."""
    spt = desk.spt[SELUMA]
    office.enter(TIM[1])
    acts.compose(office, spt)
    acts.submit(office, spt)
    office.enter(KASI)
    acts.correct(office, spt)
    office.enter(KABID)
    acts.validate(office, spt)
    office.enter(KADIS)
    acts_signing.ratify_in_ink(office, spt, nomor=NUMBER.format(2))
    printed = desk.save_report(office, spt, "05-laporan-tinta-basah.pdf")
    scan = signatures.scan_signed(
        printed, desk.out / "05-pindaian-tinta-basah.pdf", page=1, at=(0.5, 0.57)
    )
    acts_signing.attach_scan(office, spt, scan)
    verdict = acts_signing.verify(office, spt, scan)
    say(f"Tinta basah: pindaian terikat. {verdict}")
    laporan = office.services.laporan.detail(spt).laporan
    kode = kode_cek(laporan.cuplikan_sha256)
    if acts_signing.verify(office, spt, kode) != verdict:
        raise RobotError("the code read from the scan is another than the typed one")


def deliver(desk: Desk, office: Robot) -> None:
    """Step 7 of both visits: letter, pack, and the receipt that came back."""
    office.enter(KABID)
    for number, kode in enumerate((KOTA, SELUMA), start=3):
        spt = desk.spt[kode]
        acts_signing.deliver(office, spt, nomor=NUMBER.format(number))
        acts.laporan(office, spt)
        letter = desk.print_as(office, "Surat pengantar", f"06-surat-pengantar-{kode}.pdf")
        target = desk.out / f"07-paket-ditjen-{kode}.zip"
        acts_signing.pack(office, desk.desktop, spt, target)
        receipt = signatures.scan_signed(
            letter, desk.out / f"07-tanda-terima-{kode}.pdf", page=1, at=(0.16, 0.53)
        )
        acts_signing.receive(office, spt, penerima=RECEIVER, scan=receipt)
        acts_signing.archived(office, spt, desk.picture(f"arsip-{kode}"))
        with zipfile.ZipFile(target) as package:
            inside = sorted(json.loads(package.read("manifes.json"))["berkas"])
        say(f"{target.name}: {', '.join(inside)}; tanda terima dari {RECEIVER} tercatat.")
